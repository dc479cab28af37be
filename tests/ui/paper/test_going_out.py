"""The one way out for papers: with a password, through a queue that says how it stands, and with every trouble in words."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest
from pypdf import PasswordType, PdfReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.going_out import set_least_password
from app.records.acts import noted_acts
from app.records.book import Casebook
from tests.hands import Hands
from tests.leaving import OntoFiles
from tests.looking import faults
from tests.pages import pages
from ui.paper.going_out import GoingOut, Parcel
from ui.paper.outcome import Outcome
from ui.paper.spooler import Standing
from ui.theme.theme import Theme
from ui.words import Words
from ui.work import Work

PERSON, PASSWORD = "ab" * 16, "correct horse battery"
FIELD, CHOOSE = "Password for this file", "Choose where to save it"


class ScriptedQueue:
    """A queue whose answers are written down beforehand, the last one for good."""

    def __init__(self, *answers: Standing) -> None:
        self.answers, self.cancelled = list(answers), 0

    def newest(self, printer: str) -> int:
        return 6

    def job_after(self, printer: str, title: str, number: int) -> int:
        return 7

    def accepts(self, printer: str) -> bool:
        return True

    def standing(self, printer: str, job: int) -> Standing:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def cancel(self, printer: str, job: int) -> None:
        self.cancelled += 1


class Desktop:
    """A window with a field to type in and a paper to give."""

    def __init__(self, desk: Desk, work: Work, words: Words, folder: Path, parcel: Parcel) -> None:
        self.desk, self.printing = desk, OntoFiles(folder)
        self.window, self.field = QWidget(), QLineEdit()
        self.field.setAccessibleName("What was said")
        self.out = GoingOut(desk, work, words, self.printing)
        self.out._asking.setInterval(20)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.field)
        layout.addWidget(self.out)
        self.hands = Hands(self.window, work)
        self.saved: list[tuple[str, bool]] = []
        self.out.saved.connect(lambda name, closed: self.saved.append((name, closed)))
        self.out.offer(parcel)

    @property
    def file(self) -> Path:
        return self.printing.folder / "paper.pdf"

    def acts(self) -> list[str]:
        self.hands.settle()
        book: Casebook = self.desk.book
        with book.view() as view:
            return [each.act for each in noted_acts(view, 20) if each.scope == f"person:{PERSON}"]


@pytest.fixture
def open_desk(
    desk: Desk, work: Work, words: Words, tmp_path: Path, shown: Callable[..., QWidget]
) -> Iterator[Callable[..., Desktop]]:
    def lay(count: int = 1) -> Desktop:
        folder = tmp_path / "there"
        folder.mkdir(exist_ok=True)
        made = Desktop(desk, work, words, folder, Parcel(pages(count, lines=3), count, "paper.pdf", PERSON))
        shown(made.window, 760, 640)
        return made

    yield lay
    work.wait_until_quiet()


def test_a_file_with_a_password_is_the_paper_closed(open_desk: Callable[..., Desktop]) -> None:
    """Asked for once, shown on demand, said how to pass on, noted; gone from the screen when the file is there."""
    table = open_desk(2)
    table.hands.press("Save with a password")
    table.hands.sees("At least 12 letters. Spaces count.")
    table.hands.sees("Tell the password by telephone or face to face, never in the e-mail that carries the file.")
    table.hands.type_into(FIELD, PASSWORD)
    assert PASSWORD not in " ".join(table.hands.words_on_screen())
    table.hands.press(CHOOSE)
    table.hands.settle()
    assert table.saved == [("paper.pdf", True)]
    assert table.acts() == ["saved with a password"]
    reader = PdfReader(table.file)
    assert reader.decrypt("correct horse batterx") is PasswordType.NOT_DECRYPTED
    assert reader.decrypt(PASSWORD) is PasswordType.USER_PASSWORD
    assert len(reader.pages) == 2
    table.hands.does_not_see("Password for this file")
    table.hands.press("Save with a password")
    assert table.hands.reads_in(FIELD) == ""


def test_what_is_wrong_with_a_password_is_said_and_nothing_is_saved(open_desk: Callable[..., Desktop]) -> None:
    """Too short for what the casebook asks, letters nobody can type, letters in both directions."""
    table = open_desk()
    set_least_password(table.desk, 16)
    for typed, said in (
        ("only fifteen ..", "This password is too short. Give it at least 16 letters."),
        ("a good long password\u200e", "Type it by hand."),
        ("the key of סבתא in the tin", "mixes letters that run to the right"),
        ("ŷ" * 64, "This password is too long for a PDF."),
    ):
        table.hands.press("Save with a password")
        table.hands.sees("At least 16 letters.")
        table.hands.type_into(FIELD, typed)
        table.hands.press(CHOOSE)
        table.hands.sees(said)
        table.hands.press("Not now")
    assert (table.saved, table.printing.offered, table.acts()) == ([], [], [])


@pytest.mark.parametrize(
    ("typed", "said", "opens"),
    [
        ("ﬁnd the key again", "In a PDF some of these letters are written in another way.", "find the key again"),
        (" space at the front", "It begins or ends with a space", " space at the front"),
    ],
)
def test_what_is_easily_passed_on_wrongly_is_shown_first(
    open_desk: Callable[..., Desktop], typed: str, said: str, opens: str
) -> None:
    """It stands there as the file has it, and the second press saves."""
    table = open_desk()
    table.hands.press("Save with a password")
    table.hands.type_into(FIELD, typed)
    table.hands.press(CHOOSE)
    table.hands.sees(said)
    assert table.hands.reads_in(FIELD) == opens
    assert table.saved == []
    table.hands.press(CHOOSE)
    table.hands.settle()
    assert PdfReader(table.file).decrypt(opens) is PasswordType.USER_PASSWORD


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.GONE, "The printer is not there any more"),
        (Outcome.REFUSED, "The printer did not take the pages"),
        (Outcome.NO_ROOM, "This laptop has no room left to hand the pages to the printer"),
    ],
)
def test_a_printer_in_trouble_leaves_two_ways(open_desk: Callable[..., Desktop], outcome: Outcome, said: str) -> None:
    """What happened and that nothing is lost; try again, which may work; or a file instead, which is the paper."""
    table = open_desk()
    table.printing.ends = outcome
    table.hands.press("Print")
    table.hands.sees(f"{said}, and the paper is kept here, so nothing is lost.")
    table.hands.press("Save as PDF instead")
    table.hands.settle()
    assert table.file.read_bytes() == pages(1, lines=3)
    table.hands.does_not_see("nothing is lost")
    table.hands.press("Print")
    table.hands.sees("nothing is lost")
    table.printing.ends = None
    table.hands.press("Try again")
    table.hands.sees("The printer has it.")
    assert table.acts() == ["saved", "saved", "saved", "saved"]


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_a_file_in_trouble_is_said_and_tried_again(open_desk: Callable[..., Desktop], password: str) -> None:
    """Kept from writing, then a folder that is gone, then a place that works: the password is not asked for again."""
    table = open_desk()
    table.file.write_bytes(b"older")
    table.file.chmod(0o444)
    if password:
        table.hands.press("Save with a password")
        table.hands.type_into(FIELD, password)
    table.hands.press(CHOOSE if password else "Save as PDF")
    table.hands.sees("Nothing may be written there, and the paper is kept here, so nothing is lost.")
    there, table.printing.folder = table.printing.folder, table.printing.folder / "stick"
    table.hands.press("Try again")
    table.hands.sees("That folder is not there any more, and the paper is kept here, so nothing is lost.")
    table.printing.folder = there
    table.file.chmod(0o644)
    table.hands.press("Try again")
    table.hands.settle()
    assert table.saved == [("paper.pdf", bool(password))]
    assert PdfReader(table.file).is_encrypted is bool(password)


@pytest.mark.parametrize("outcome", [each for each in Outcome if each not in (Outcome.DONE, Outcome.CANCELLED)])
def test_every_end_of_saving_has_its_words(words: Words, outcome: Outcome) -> None:
    """Two sentences or more, that it is kept, and what to do."""
    said = words.choice("going.trouble", outcome.name.lower())
    assert "is kept here, so nothing is lost. " in said
    assert said.endswith(".")


def test_what_the_queue_says_is_said(open_desk: Callable[..., Desktop], words: Words) -> None:
    """As soon as it changes, with what to do; pages that wait can be taken back, and come out for nobody."""
    table = open_desk()
    for standing in Standing:
        if standing in (Standing.UNKNOWN, Standing.UNDER_WAY):
            continue
        table.printing.asked = queue = ScriptedQueue(Standing.UNDER_WAY, Standing.UNKNOWN, standing)
        table.hands.press("Print")
        table.hands.sees(words.choice("going.standing", standing.name.lower()))
        waits = standing.name.lower() in ("no_paper", "jam", "no_ink", "cover_open", "offline", "stopped", "held")
        assert table.hands.can_press("Take the pages back") == waits
        assert table.hands.can_press("Save as PDF instead") == (waits or standing in (Standing.FAILED, Standing.GONE))
        if waits:
            table.hands.press("Take the pages back")
            table.hands.sees("Nothing comes out later when nobody is there.")
            assert queue.cancelled == 1


def test_thirty_pages_print_behind_the_keys_and_can_be_stopped(open_desk: Callable[..., Desktop]) -> None:
    """What remains is said, every key is there at once, and a stop is heard before the last page."""
    table = open_desk(30)
    table.printing.dots = 150
    hands = Hands(table.window)  # that waits for nothing behind the window
    hands.press("Print")
    hands.sees("on its way")
    slowest, text = 0.0, "Ann rings at six on Sundays."
    for letter in text:
        began = perf_counter()
        QTest.keyClick(table.field, letter)
        slowest = max(slowest, perf_counter() - began)
        QTest.qWait(5)
    assert table.field.text() == text
    assert slowest < 0.1
    hands.sees("of 30 is on its way.")
    assert table.out.is_going
    hands.press("Stop")
    hands.sees("Printing was stopped, and the paper is still here.")
    assert not table.out.is_going
    assert len(PdfReader(table.printing.printed[0]).pages) < 30


def test_after_a_print_there_is_no_other_new_file(
    open_desk: Callable[..., Desktop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what was printed into; and the screen says what a queue and a file leave behind."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    table = open_desk(2)
    table.hands.sees("The computer or the printer may keep a copy of it for a day or longer.")
    before = set(tmp_path.rglob("*"))
    table.hands.press("Print")
    table.hands.sees("The printer has it.")
    new = {each for each in set(tmp_path.rglob("*")) - before if "helen" not in each.parts}
    assert new == set(table.printing.printed)


def test_it_stands_on_a_small_window_with_large_text(open_desk: Callable[..., Desktop], dress: Callable[[Theme], None]) -> None:
    dress(Theme(text_scale=2.0))
    table = open_desk()
    table.hands.press("Save with a password")
    table.hands.settle()
    table.window.resize(760, table.window.layout().heightForWidth(760))
    table.hands.settle()
    assert faults(table.window) == []


def test_a_password_stays_on_no_screen_that_nobody_looks_at(open_desk: Callable[..., Desktop]) -> None:
    table = open_desk()
    table.hands.press("Save with a password")
    table.hands.type_into(FIELD, PASSWORD)
    table.window.hide()
    table.window.show()
    assert table.hands.reads_in(FIELD) == ""


def test_the_keyboard_stays_where_it_was(open_desk: Callable[..., Desktop]) -> None:
    """On Stop while pages are on their way, and back on the button when they are; a field that is typed in keeps it."""
    table = open_desk()
    table.hands.tab_to("Print")
    QTest.keyClick(table.out._print, " ")
    table.hands.sees("The printer has it.")
    assert table.out._print.hasFocus()
    table.hands.tab_to("Save as PDF")
    QTest.keyClick(table.out._save, " ")
    table.hands.settle()
    assert table.out._save.hasFocus()
