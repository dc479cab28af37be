"""What went out late belongs to the paper that it was: while it was on its way somebody went back, or opened another one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.leaving import copies_at_home
from app.casebook.profile import choose
from app.practice.people import Person
from app.practice.plans import HowLeft, PaperKind, Section
from tests.desks import add
from tests.hands import Hands
from tests.leaving import OntoFiles, Table
from tests.pages import pages
from tests.screens.profile import put
from ui.paper.going_out import GoingOut, Parcel
from ui.paper.naming import Naming, in_a_file_name
from ui.paper.outcome import Outcome
from ui.paper.printing import Sent, Told
from ui.words import Words
from ui.work import Work

DID_IT = "Did it come out"


class Slow(OntoFiles):
    """A printer that takes the pages when it is let."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.gate, self.begun = Event(), Event()

    def send(self, pdf: bytes, printer: QPrinter, told: Told, stop: Event) -> Sent:
        self.begun.set()
        told(1, 3)
        self.gate.wait(6)
        return Sent(self.ends or Outcome.DONE, "Kitchen")


def until(come: Callable[[], bool]) -> None:
    for _ in range(500):
        if come():
            return
        QTest.qWait(10)
    raise AssertionError("it did not come")


def test_a_late_print_asks_about_no_other_paper(table: Table, desk: Desk, tmp_path: Path) -> None:
    """Maggie's paper prints, Joe's is on offer: nothing is asked of Joe, and Maggie is asked when her version is back."""
    joe = add(desk, Person(name="Joe Byrne"))
    choose(desk, joe, put(desk, joe, "Football every Friday"), Section.IMPORTANT)
    slow, hands = Slow(tmp_path), Hands(table.screen)
    table.screen._handing.out._system = slow
    table.show()
    hands.press("Go on to Maggie's answer")
    hands.press("Go on without an answer")
    hands.press("Print")
    until(slow.begun.is_set)
    hands.press("Back")
    table.screen.show_paper(joe, "one-page-profile")
    hands.press("Go on to Joe Byrne's answer")
    hands.press("Go on without an answer")
    hands.sees("Leave a copy")
    slow.gate.set()
    table.hands.settle()
    hands.does_not_see(DID_IT)
    assert hands.can_press("Print")
    assert copies_at_home(desk, joe) == []
    table.show()
    table.hands.press("Go on to Maggie's answer")
    table.hands.press("Go on without an answer")
    table.hands.sees(DID_IT)
    table.hands.press("Yes, it is with Maggie")
    table.hands.sees("Version 1 is with Maggie.")
    assert (len(table.copies()), copies_at_home(desk, joe)) == (1, [])


def test_a_file_that_is_written_late_is_remembered_as_the_copy_it_is(table: Table, work: Work, tmp_path: Path) -> None:
    """Back while it is written: the copy is remembered, and the screen stays where it is."""
    table.show()
    table.hands.press("Go on to Maggie's answer")
    table.hands.press("Go on without an answer")
    gate, hands = Event(), Hands(table.screen)
    for _ in range(2):
        work.read(partial(gate.wait, 6))
    hands.press("Save as PDF")
    hands.press("Back")
    gate.set()
    table.hands.settle()
    assert (tmp_path / table.printing.offered[0]).is_file()
    assert [(each.how, each.with_whom) for each in table.copies()] == [(HowLeft.SAVED, "Maggie")]
    table.hands.sees("Look at it together")
    table.hands.does_not_see("is with Maggie.")


@pytest.mark.parametrize("ends", [Outcome.DONE, Outcome.GONE])
def test_a_paper_made_again_leaves_its_printing_on_show_and_another_does_not(
    desk: Desk, work: Work, words: Words, tmp_path: Path, shown: Callable[..., QWidget], ends: Outcome
) -> None:
    """The buttons stay off and Stop stays there; of somebody else's paper nothing is said that was Maggie's."""
    slow = Slow(tmp_path)
    slow.ends = ends
    out, window = GoingOut(desk, work, words, slow), QWidget()
    QVBoxLayout(window).addWidget(out)
    printed: list[Parcel] = []
    out.printed.connect(lambda outing: printed.append(outing.parcel))
    shown(window, 760, 640)
    maggies, joes = (Parcel(pages(), 1, "paper.pdf", each * 16) for each in ("ab", "cd"))
    hands = Hands(window)
    out.offer(maggies)
    hands.press("Print")
    until(slow.begun.is_set)
    out.offer(None)
    out.offer(Parcel(pages(2), 2, "paper.pdf", "ab" * 16))
    assert out.is_going
    assert hands.can_press("Stop")
    out.offer(joes)
    assert not out.is_going
    assert not hands.can_press("Stop")
    slow.gate.set()
    work.wait_until_quiet()
    assert printed == ([maggies] if ends is Outcome.DONE else [])
    hands.does_not_see("The printer has it")
    hands.does_not_see("The printer is not there")


@pytest.mark.parametrize("way", ["Print", "Save as PDF"])
def test_what_cannot_be_noted_does_not_go_out(
    desk: Desk, work: Work, words: Words, tmp_path: Path, shown: Callable[..., QWidget], way: str
) -> None:
    """No page and no file; it is said, with a way to try again."""
    there = tmp_path / "there"
    there.mkdir()
    out, window = GoingOut(desk, work, words, OntoFiles(there)), QWidget()
    QVBoxLayout(window).addWidget(out)
    shown(window, 760, 640)
    out.offer(Parcel(pages(), 1, "paper.pdf", "ab" * 16))
    desk.book.close()
    hands = Hands(window, work)
    hands.press(way)
    hands.sees("The note for the council's audit could not be written, so the paper did not go out.")
    assert hands.can_press("Try again")
    assert list(there.iterdir()) == []


def test_closing_the_app_stops_what_prints(desk: Desk, words: Words, tmp_path: Path, shown: Callable[..., QWidget]) -> None:
    """The window waits for the page that is drawn, not for the ninety that are not."""
    work, printing = Work(), OntoFiles(tmp_path)
    printing.dots = 150
    out, window = GoingOut(desk, work, words, printing), QWidget()
    QVBoxLayout(window).addWidget(out)
    shown(window, 760, 640)
    out.offer(Parcel(pages(90), 90, "paper.pdf", "ab" * 16))
    Hands(window).press("Print")
    until(lambda: out._outing is not None and out._outing.done > 0)
    work.close()
    assert len(PdfReader(printing.printed[0]).pages) < 90


@pytest.mark.parametrize("letter", ["w", "é", "e\u0301\u0323", "நி", "👩🏽\u200d🦽"])
def test_a_long_purpose_makes_a_name_that_a_disk_takes(words: Words, tmp_path: Path, letter: str) -> None:
    """In bytes, never through a letter; what says which version it is, and that it is a PDF, stays."""
    name = Naming(words, PaperKind.PROFILE, letter * 80, letter * 200).file(3)
    (tmp_path / name).touch()
    assert name.endswith(", version 3.pdf")
    assert in_a_file_name(letter * 200).replace(letter, "") == ""
    assert in_a_file_name(f"The circle of {letter * 90}.pdf").endswith(f"{letter}.pdf")
