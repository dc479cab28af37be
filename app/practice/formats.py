"""How a paper is set: the size of its words, easy read, pictures, the colour of the paper, the language of our sentences.

What the person is known to need chooses the format; every paper can be had in every other, none ever smaller than they read.
"""

from dataclasses import dataclass

from app.practice.people import Person

STANDARD, LARGE, EASY = "standard", "large print", "easy read"
STANDARD_POINTS = 12
EASY_POINTS, LEAST_EASY_POINTS = 16, 14
"""Easy read, unless a larger size is known; and the smallest it may have."""
LEAST_LARGE_POINTS, USUAL_LARGE_POINTS = 16, 18
LARGE_SIZES = (16, 18, 20, 22, 24, 28)
"""Large print on offer; whoever asked for more gets more."""
EASY_SIZES = (14, 16, 18, 20, 24, 28)
SMALLEST, LARGEST = 12, 48
"""The range a person may ask for."""


@dataclass(frozen=True)
class Format:
    """One way to set a paper. `points` is the size of the words."""

    points: int
    easy: bool = False
    """Easy read: one idea on a line, in easier sentences of ours."""
    pictures: bool = False
    """Pictures beside the words."""
    tint: str = ""
    """The name of a colour of paper; empty is white."""
    language: str = "en"
    """The language of our sentences; the person's words stay in theirs."""


def usual_paper(person: Person) -> str:
    """The kind of paper this person reads: what they asked for, and large print for a size that is large."""
    asked = person.reach
    if asked.paper == EASY:
        return EASY
    return LARGE if asked.paper == LARGE or asked.text_size >= LEAST_LARGE_POINTS else STANDARD


def papers_for(person: Person) -> tuple[str, ...]:
    """The kinds of paper there are for this person. Whoever reads large print has no paper that is smaller."""
    return (LARGE, EASY) if person.reach.text_size >= LEAST_LARGE_POINTS else (STANDARD, LARGE, EASY)


def points_of(person: Person, paper: str) -> int:
    """The size of the words on this kind of paper for this person: never smaller than they asked for."""
    asked = min(person.reach.text_size, LARGEST)
    least = {STANDARD: STANDARD_POINTS, EASY: EASY_POINTS}.get(paper)
    if least is None:
        return asked if asked >= LEAST_LARGE_POINTS else USUAL_LARGE_POINTS
    return max(asked, least)


def sizes_for(person: Person, paper: str) -> tuple[int, ...]:
    """The sizes on offer for this kind of paper, from the person's own up."""
    asked, usual = min(person.reach.text_size, LARGEST), points_of(person, paper)
    offered = {LARGE: LARGE_SIZES, EASY: EASY_SIZES}.get(paper, (usual,))
    return tuple(sorted({usual, *(each for each in offered if each >= asked)}))


def format_for(person: Person, paper: str = "", *, tint: str = "", language: str = "en") -> Format:
    """How this person reads a paper; with `paper`, how they read that kind (`standard`, `large print`, `easy read`)."""
    kind = paper or usual_paper(person)
    easy = kind == EASY
    pictures = easy and person.reach.pictures
    return Format(points_of(person, kind), easy=easy, pictures=pictures, tint=tint, language=language)


def paper_of(form: Format) -> str:
    """The kind of paper that a format is."""
    if form.easy:
        return EASY
    return LARGE if form.points >= LEAST_LARGE_POINTS else STANDARD
