"""The colour of paper that somebody reads best: known when a paper about them is shown, and kept when it is chosen for them."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.casebook.desk import Desk
from app.casebook.own_view import wish_for, wishes_of
from app.practice.own_view import PAPER_COLOUR
from ui.paper.paper_bar import PaperBar
from ui.work import Work


class ColourWish(QObject):
    """Stands between a bar and the casebook. `failed` hears of what could not be read or kept."""

    def __init__(self, desk: Desk, work: Work, bar: PaperBar, failed: Callable[[Exception], None]) -> None:
        super().__init__(bar)
        self._desk, self._work, self._bar, self._failed = desk, work, bar, failed
        self._person = ""
        bar.tint_wished.connect(self._keep)

    def ask(self, person: str) -> None:
        """Tell the bar what this person wishes for. The bar shows their formats already."""
        self._person = person
        desk = self._desk
        self._work.read(
            lambda: wishes_of(desk, person).get(PAPER_COLOUR, ""),
            then=lambda tint: self._tell(person, tint),
            failed=self._failed,
            key=f"colour of paper {id(self)}",
        )

    def _tell(self, person: str, tint: str) -> None:
        if person == self._person:
            self._bar.know_wish(tint)

    def _keep(self, tint: str) -> None:
        desk, person = self._desk, self._person
        self._work.write(lambda: wish_for(desk, person, PAPER_COLOUR, tint), failed=self._failed, initiator=self)
