"""Where screens have their pictures taken: real casebooks in a folder, one doorway, one set of words."""

from pathlib import Path

from app.casebook.desk import Desk
from tests.desks import Clock, make_desk
from ui.words import Words
from ui.work import Work


class Studio:
    """What a `shots(studio)` may use. It yields (name, widget) and goes on when the picture is taken."""

    def __init__(self, folder: Path, work: Work, words: Words) -> None:
        self.folder, self.work, self.words = folder, work, words
        self.clock = Clock()
        self.desks: list[Desk] = []

    def desk(self, name: str = "Helen Price") -> Desk:
        """A new casebook of this worker, empty but for its guides."""
        desk = make_desk(self.folder / f"book {len(self.desks) + 1}", name, self.clock)
        self.desks.append(desk)
        return desk

    def settle(self) -> None:
        """Wait until nothing is left to do behind the window."""
        assert self.work.wait_until_quiet(10_000), "the work behind the window did not end"

    def close(self) -> None:
        """Let go of every casebook."""
        for desk in self.desks:
            desk.book.close()
