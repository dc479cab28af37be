"""A table with a laptop on it: a real encrypted casebook, the window, and the screens of a visit in it."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.casebook.desk import Desk
from app.casebook.saying import statements_of
from app.casebook.visits import begin_visit, plan_visit, visits_of
from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.practice.visits import Permission, Visit
from app.records.open import open_casebook
from tests.desks import PASSPHRASE, Clock, add, guides, make_desk, quick_vault
from tests.hands import Hands
from ui.shell import Shell
from ui.visit.visit_screen import VisitScreen
from ui.words import Words
from ui.work import Work

TOPICS = ("good-day-bad-day", "people-like")


class TableWithLaptop:
    """Maggie's table. `open_window` starts the app on the casebook; `pull_the_plug` ends it with nothing said."""

    def __init__(self, folder: Path, work: Work, words: Words) -> None:
        self.folder, self.work, self.words = folder, work, words
        self.clock = Clock()
        self.desk: Desk = make_desk(folder, clock=self.clock)
        self.person = add(self.desk)
        self.visit = plan_visit(self.desk, self.person, purpose="first talk").made
        self.told: list[str] = []
        self.shell: Shell | None = None

    def begin(self, *others: str, topics: tuple[str, ...] = TOPICS) -> None:
        maggie = Speaker(role=Role.PERSON, name="Maggie", who=self.person)
        present = (maggie, *(Speaker(role=Role.OTHER, name=name) for name in others), self.desk.me)
        begin_visit(self.desk, self.visit, permission=Permission(given=True), present=present, topics=topics)

    def open_window(self, width: int = 1280, height: int = 800) -> Hands:
        self.shell = Shell(self.words)
        self.screen = VisitScreen(self.desk, self.work, self.words)
        self.screen.paused.connect(lambda _person: self.told.append("paused"))
        self.screen.ended.connect(lambda _person: self.told.append("ended"))
        self.screen.turn_requested.connect(lambda: self.told.append("turn"))
        self.shell.add_screen("visit", self.screen)
        self.shell.resize(width, height)
        self.shell.show()
        self.shell.activateWindow()
        self.screen.show_visit(self.person, self.visit)
        self.shell.show_screen("visit")
        hands = Hands(self.shell, self.work)
        hands.settle()
        return hands

    def pull_the_plug(self) -> None:
        """As if the app was killed: no screen is asked to keep anything."""
        assert self.shell is not None
        self.work.wait_until_quiet()
        self.screen._visit = ""
        for timer in (self.screen._view.answer.field._pause, self.screen._view.answer.field._second):
            timer.stop()
        self.shell.hide()
        self.shell.deleteLater()
        QApplication.processEvents()
        self.shell = None
        self.desk.book.close()
        book = open_casebook(self.folder, PASSPHRASE, self.clock, vault=quick_vault(self.folder))
        self.desk = Desk(book, self.clock, guides())

    @property
    def said(self) -> list[Statement]:
        return [each.body for each in statements_of(self.desk, self.person)]

    @property
    def visit_now(self) -> Visit:
        return visits_of(self.desk, self.person)[0].body

    def close(self) -> None:
        self.work.wait_until_quiet()
        if self.shell is not None:
            self.shell.close()
        self.desk.book.close()


@contextmanager
def full_disk() -> Iterator[None]:
    """The disk has no room: the kernel refuses to make any file longer than a few bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
