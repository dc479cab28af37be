"""What in the rooms becomes paper: choosing a paper, looking at it, leaving it, and the wires of those screens."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Wires = dict[str, dict[str, Callable[..., object]]]


class PaperWays:
    """Opens those screens. `screen` gives a screen by name, `show` puts it into the window."""

    def __init__(self, screen: Callable[[str], Any], show: Callable[[str], None]) -> None:
        self._screen, self._show = screen, show

    def open_leaving(self, person: str, paper: str) -> None:
        """A paper that is left as a version, as `paper_name` names it."""
        self._screen("leaving").show_paper(person, paper)
        self._show("leaving")

    def open_plain(self, person: str, paper: str, guides: Sequence[str] = ()) -> None:
        """A paper that leaves no version behind; of questions, those of these guides."""
        self._screen("plain paper").show_paper(person, paper, guides)
        self._show("plain paper")

    def open_questions(self, person: str, guides: Sequence[str]) -> None:
        """These questions on paper."""
        from ui.paper.making import QUESTIONS

        self.open_plain(person, QUESTIONS, guides)

    def open_letter(self, person: str, visit: str) -> None:
        """The letter before this visit."""
        self._screen("plain paper").show_letter(person, visit)
        self._show("plain paper")

    def open_earlier(self, person: str, profile: str) -> None:
        """Earlier versions of this profile."""
        self._screen("earlier").show_profile(person, profile)
        self._show("earlier")

    def wires(self, back: Callable[[], object], to: Mapping[str, Callable[..., object]]) -> Wires:
        """The wires of these screens; `to` leads to versions that are not settled."""
        closed: dict[str, Callable[..., object]] = {"closed": back}
        return {
            "earlier": closed,
            "plain paper": closed,
            "papers": {
                "leaving_requested": self.open_leaving,
                "plain_requested": self.open_plain,
                "letter_requested": self.open_letter,
                **closed,
            },
            "profile": {
                "leaving_requested": self.open_leaving,
                "earlier_requested": self.open_earlier,
                "unsettled_opened": to["versions"],
                **closed,
            },
            "plan": {"leaving_requested": self.open_leaving, **closed},
            "leaving": {"left_behind": lambda _person: back(), "unsettled_opened": to["versions"], **closed},
        }
