"""Maggie's casebook in a folder, with others in it, and the real window on it: what the journeys of bad luck start from."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.casebook.desk import Desk
from app.casebook.people import add_to_circle
from app.casebook.saying import statements_of, typing_in
from app.casebook.visits import begin_visit, plan_visit
from app.office import Office
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.visits import Permission
from tests.desks import MAGGIE, PASSPHRASE, add, make_desk, say
from tests.hands import Hands
from ui.demo.player import FilePrinting
from ui.start import Window

FIELD = "What is said"
TOPICS = ("good-day-bad-day", "people-like")
PATIENCE = 20.0


def now() -> datetime:
    return datetime.now(UTC)


class Book:
    """A casebook folder with Maggie's visit in it, under way unless told not to."""

    def __init__(self, folder: Path, who: Person = MAGGIE, *, begun: bool = True, topics: tuple[str, ...] = TOPICS) -> None:
        self.folder = folder
        desk = make_desk(folder, clock=now)
        self.person = add(desk, who)
        self.visit = plan_visit(desk, self.person, planned_for=now(), purpose="first talk").made
        self._called, self._topics = who.called, topics
        if begun:
            self.begin(desk)
        desk.book.close()

    def begin(self, desk: Desk) -> None:
        """The visit is under way."""
        present = (Speaker(role=Role.PERSON, name=self._called, who=self.person), desk.me)
        begin_visit(desk, self.visit, permission=Permission(given=True), present=present, topics=self._topics)

    def look(self, at: Callable[[Desk], object]) -> object:
        """Open the casebook beside the window's back, look, and close it."""
        office = Office(self.folder)
        try:
            return at(office.open(PASSPHRASE))
        finally:
            office.close()

    def change(self, at: Callable[[Desk], object]) -> None:
        """Open the casebook, do something in it, and close it."""
        self.look(at)

    @property
    def said(self) -> list[str]:
        """The words of every statement, in order."""
        return [each.body.words for each in self._read(lambda desk: statements_of(desk, self.person))]

    @property
    def typed(self) -> list[tuple[str, int]]:
        """What was being typed in the visit, and where the cursor stood."""
        return [(each.typed.words, each.cursor) for each in self._read(lambda desk: typing_in(desk, self.visit))]

    def _read(self, at: Callable[[Desk], list]) -> list:  # type: ignore[type-arg]
        found = self.look(at)
        assert isinstance(found, list)
        return found


def put_others_in(desk: Desk) -> list[str]:
    """Other people with a circle, a statement and a visit of today. Every name that must not be seen in Maggie's visit."""
    names = ["Tariq Aziz", "Doreen Pugh"]
    for name, member, words in zip(names, ("Samira Aziz", "Gwilym Pugh"), ("Chess at four.", "No visitors early."), strict=True):
        person = add(desk, Person(name=name))
        add_to_circle(desk, person, CirclePerson(name=member))
        say(desk, person, words, name=name.split()[0])
        plan_visit(desk, person, planned_for=now(), purpose="look again")
    return [part for name in (*names, "Samira", "Gwilym") for part in name.split()]


class Laptop:
    """The app in a window on a folder, with hands."""

    def __init__(self, app: QApplication, folder: Path, papers: Path | None = None) -> None:
        self._app = app
        self._closed = False
        self.office = Office(folder)
        printing = FilePrinting(papers) if papers else None
        self.window = Window(app, self.office, printing=printing)
        self.window.show()
        self.hands = Hands(self.window.shell, self.window.work, patience=PATIENCE)

    def unlock(self, passphrase: str = PASSPHRASE) -> Hands:
        """Type the passphrase, and wait for the first screen behind it."""
        self.hands.type_into("Your passphrase", passphrase + "\n")
        for _ in range(int(PATIENCE * 50)):
            if self.window.rooms is not None and self.window.shell.current not in ("", "unlock"):
                break
            QTest.qWait(20)
        self.hands.settle()
        return self.hands

    @property
    def desk(self) -> Desk:
        """The open desk."""
        assert self.office.desk is not None
        return self.office.desk

    @property
    def line(self) -> str:
        """What the line at the bottom says."""
        return self.window.shell.status.sentence

    def paste(self, words: str) -> None:
        """Paste into what has the keyboard."""
        self._app.clipboard().setText(words)
        self.hands.key("Ctrl+V")

    def close(self) -> None:
        """End the app, whatever is open. Doing it twice does no harm."""
        if self._closed:
            return
        self._closed = True
        self.window.close()
        self.window.shell.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Every file of a casebook folder that holds anything of it, byte for byte."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".lock", ".ini") and path.name != "tries.json":
            with suppress(FileNotFoundError):
                found[path.name] = path.read_bytes()
    return found
