"""How the person wants the screen that is turned to them: colours, symbols, language, hand, one-switch scanning.

Each wish is a small record of its own, kept beside the person's and with it on every laptop: two wishes made apart never meet,
and of two for the same thing the later stands; nobody is ever asked to settle one. The size of text and the paper stay where
they are, in how to reach the person.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from app.practice.groups import Body, Group, Rule
from app.practice.people import Reach

COLOURS, SYMBOLS, LANGUAGE, HAND, SCANNING, SECONDS = "colours", "symbols", "language", "hand", "scanning", "seconds"
"""What may be wished for."""
PAPER_COLOUR = "paper colour"
"""The colour of paper that the person reads best; a laptop that does not know the wish keeps it and passes it on."""
GROUNDS = ("paper", "white", "black on yellow", "white on black", "soft blue")
"""The colours there are. Any other word, and none, is the laptop's own look."""
ON, OFF = "on", "off"
LEFT, RIGHT = "left", "right"
LEAST_SECONDS, USUAL_SECONDS, MOST_SECONDS = 1, 2, 10
"""How long the highlight of one-switch scanning rests on a control."""
EASY_READ = "easy read"
SIGN_LANGUAGE = "bfi"
"""British Sign Language: whoever signs it reads English."""


class OwnWish(Body, frozen=True, kw_only=True):
    """One thing the person wished of their own view. A wish or a value that this version does not know counts as none."""

    kind: ClassVar[str] = "own wish"
    groups: ClassVar[tuple[Group, ...]] = (Group("wish", ("wish", "value"), Rule.ARRANGEMENT),)

    wish: str
    value: str = ""


class OwnView(NamedTuple):
    """How the view is shown: every wish answered."""

    colours: str = ""
    """One of `GROUNDS`, or nothing: the laptop's own look."""
    symbols: bool = True
    language: str = "en"
    """The language of the questions."""
    hand: str = ""
    """The side on which the buttons stand; nothing: where there is room."""
    scanning: bool = False
    seconds: int = USUAL_SECONDS
    easy: bool = False
    """Whether the questions are in their easy-read wording."""


def view_of(wishes: Mapping[str, str], reach: Reach, languages: Sequence[str] = ("en",)) -> OwnView:
    """The wishes answered. `languages` are those the questions have; the first is used where none of the wished is there."""
    spoken = "en" if reach.language == SIGN_LANGUAGE else reach.language
    colours, hand = wishes.get(COLOURS, ""), wishes.get(HAND, "")
    return OwnView(
        colours=colours if colours in GROUNDS else "",
        symbols={ON: True, OFF: False}.get(wishes.get(SYMBOLS, ""), reach.pictures),
        language=next((each for each in (wishes.get(LANGUAGE, ""), spoken) if each in languages), languages[0]),
        hand=hand if hand in (LEFT, RIGHT) else "",
        scanning=wishes.get(SCANNING) == ON,
        seconds=_seconds(wishes.get(SECONDS, "")),
        easy=reach.paper == EASY_READ,
    )


def _seconds(value: str) -> int:
    known = value.isascii() and value.isdigit() and len(value) <= len(str(MOST_SECONDS))
    return min(max(int(value), LEAST_SECONDS), MOST_SECONDS) if known else USUAL_SECONDS
