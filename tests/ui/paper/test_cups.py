"""Through a real CUPS queue: what comes out is the page, what was asked for is done, and every trouble is told as it is.

Needs CUPS on the machine (`apt-get install cups cups-client cups-filters`); it starts a scheduler of its own.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pikepdf
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from app.casebook.desk import Desk
from tests.cups import PRINTER, Cups, running_cups
from tests.hands import Hands
from tests.pages import pages
from tests.ui.paper.test_going_out import Desktop
from tests.ui.paper.test_printing import inked
from ui.paper.going_out import Parcel
from ui.paper.outcome import Outcome
from ui.paper.printing import FULL, JOB_TITLE, LEAST_ROOM, Sent, SystemPrinting, make_ready, reach_of, room_to_print, send
from ui.paper.spooler import PrinterGone, Queue, Standing, system_queue
from ui.words import Words
from ui.work import Work

pytestmark = [pytest.mark.prove, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[Cups]:
    with running_cups() as cups:
        yield cups


@pytest.fixture
def cups(scheduler: Cups) -> Iterator[Cups]:
    """The printer as new, and nothing in its tray."""
    scheduler.add_printer()
    for each in scheduler.tray.iterdir():
        each.unlink()
    yield scheduler
    (scheduler.tray / "empty").unlink(missing_ok=True)
    scheduler.run("cancel", "-a")
    scheduler.add_printer()
    scheduler.run("cupsenable", PRINTER)
    scheduler.run("cupsaccept", PRINTER)


def chosen(count: int = 1) -> QPrinter:
    """The printer as the dialog hands it over when nothing is changed."""
    printer = QPrinter(QPrinterInfo.printerInfo(PRINTER), QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_TITLE)
    make_ready(printer, count)
    return printer


def queue() -> Queue:
    found = system_queue()
    assert found is not None
    return found


def printed(cups: Cups, count: int = 1, **kinds: object) -> Sent:
    sent = send(pages(count, **kinds), chosen(count), queue())  # type: ignore[arg-type]  # what `pages` takes
    assert sent.outcome is Outcome.DONE
    cups.until(lambda: len(cups.out()) > 0, "the pages in the tray")
    return sent


def test_what_comes_out_is_the_page_at_the_printers_resolution(cups: Cups) -> None:
    """Three pages on A4, dot for dot as drawn, in their size and their place; the queue says that they are done."""
    sent = printed(cups, 3, lines=4)
    (out,) = cups.out()
    reader = PdfReader(out)
    assert len(reader.pages) == 3
    for page in reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((595, 842), abs=1)
    assert {wide for wide, _, _ in images_in(out)} == {4961}
    assert sum(high for _, high, _ in images_in(out)) == 3 * 7016
    ink = inked(out)
    assert [ink.left(), ink.top(), ink.right(), ink.bottom()] == pytest.approx([50, 50, 546, 792], abs=2)
    cups.until(lambda: queue().standing(PRINTER, sent.job) is Standing.DONE, "the queue to say that it is done")


@pytest.mark.parametrize("margin", [2, 10, 30])
def test_nothing_is_cut_by_the_printers_margins(cups: Cups, margin: float) -> None:
    """A frame nearer to the edge than the printer reaches is made smaller, and all four sides of it come out."""
    reach = reach_of(chosen())
    assert reach.left() > 10
    assert reach.top() > 10
    printed(cups, margin=margin, lines=0)
    ink = inked(cups.out()[0])
    assert reach.adjusted(-1.5, -1.5, 1.5, 1.5).contains(ink)
    assert ink.height() / ink.width() == pytest.approx((842 - 2 * margin) / (595 - 2 * margin), rel=0.01)


def test_both_sides_copies_range_and_grey_are_asked_of_the_printer(cups: Cups) -> None:
    """Both sides over the long edge are offered where there are several pages; the rest is what somebody chose."""
    printer = chosen(3)
    assert printer.duplex() is QPrinter.DuplexMode.DuplexLongSide
    assert chosen(1).duplex() is not QPrinter.DuplexMode.DuplexLongSide
    printer.setCopyCount(2)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1,3"))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    assert send(pages(3, lines=1, ground="#FBEFCF"), printer, queue()).outcome is Outcome.DONE
    cups.until(cups.out, "the pages in the tray")
    copies, options = cups.asked()
    assert len(PdfReader(cups.out()[0]).pages) in (2, 4)
    assert copies == 2 or len(PdfReader(cups.out()[0]).pages) == 4
    assert "two-sided-long-edge" in options or "DuplexNoTumble" in options
    assert {colours for _, _, colours in images_in(cups.out()[0])} == {"/DeviceGray"}


def test_a_printer_that_goes_while_somebody_chooses_is_told(cups: Cups) -> None:
    """Qt says that all went well; the queue knows better. Before the pages are drawn, and while they are."""
    printer = chosen()
    cups.run("lpadmin", "-x", PRINTER)
    assert send(pages(), printer, queue()).outcome is Outcome.GONE
    cups.add_printer()
    printer, gone = chosen(3), Event()

    def take_away(done: int, _count: int) -> None:
        if done == 2:
            cups.run("lpadmin", "-x", PRINTER)
            gone.set()

    assert send(pages(3, lines=1), printer, queue(), take_away).outcome is Outcome.GONE
    assert gone.is_set()
    assert cups.out() == []


def test_a_full_disk_is_told_and_half_a_paper_never_comes_out(cups: Cups) -> None:
    """Full before, nothing is drawn; full meanwhile, what was written of the job is taken back."""
    cups.run("cupsdisable", PRINTER)
    assert send(pages(), chosen(), queue(), room=lambda: LEAST_ROOM - 1).outcome is Outcome.NO_ROOM
    assert cups.spooled() == []
    room = iter([LEAST_ROOM, FULL - 1])
    sent = send(pages(lines=1), chosen(), queue(), room=lambda: next(room))
    assert sent.outcome is Outcome.NO_ROOM
    assert queue().standing(PRINTER, sent.job) is Standing.CANCELLED
    assert room_to_print() > 0


def test_a_queue_that_takes_nothing_is_told(cups: Cups) -> None:
    cups.run("cupsreject", PRINTER)
    assert send(pages(), chosen(), queue()).outcome is Outcome.REFUSED
    assert cups.out() == []


def test_a_finished_job_that_the_queue_forgets_is_neither_gone_nor_refused(cups: Cups) -> None:
    """Where CUPS keeps no history: it came out, and nobody is told to print a private paper once more."""
    cups.keep_history(False)
    try:
        sent = printed(cups, lines=1)
        assert sent.job
        cups.until(lambda: queue().standing(PRINTER, sent.job) is not Standing.UNDER_WAY, "the queue to forget the job")
        assert queue().standing(PRINTER, sent.job) is Standing.LEFT
        assert len(cups.out()) == 1
        assert queue().accepts(PRINTER)
        cups.run("cupsreject", PRINTER)
        assert not queue().accepts(PRINTER)
        cups.run("lpadmin", "-x", PRINTER)
        assert queue().standing(PRINTER, sent.job) is Standing.GONE
    finally:
        cups.keep_history(True)


class Without:
    """The real queue, of which one question finds no such printer, or no such job."""

    def __init__(self, newest: bool = False, after: bool = False) -> None:
        self._queue, self._no_newest, self._none_after = queue(), newest, after

    def newest(self, printer: str) -> int:
        if self._no_newest:
            raise PrinterGone
        return self._queue.newest(printer)

    def job_after(self, printer: str, title: str, number: int) -> int:
        return 0 if self._none_after else self._queue.job_after(printer, title, number)

    def accepts(self, printer: str) -> bool:
        return self._queue.accepts(printer)

    def standing(self, printer: str, job: int) -> Standing:
        return self._queue.standing(printer, job)

    def cancel(self, printer: str, job: int) -> None:
        self._queue.cancel(printer, job)


def test_a_listed_printer_prints_before_it_has_a_queue(cups: Cups) -> None:
    """As one that was found on the network: it has a queue from its first job on."""
    sent = send(pages(lines=1), chosen(), Without(newest=True))
    assert sent.outcome is Outcome.DONE
    assert sent.job
    cups.until(cups.out, "the page in the tray")


def test_a_job_that_was_quicker_than_the_question_is_not_called_refused(cups: Cups) -> None:
    sent = send(pages(lines=1), chosen(), Without(after=True))
    assert (sent.outcome, sent.job, sent.standing) == (Outcome.DONE, 0, Standing.LEFT)
    cups.until(cups.out, "the page in the tray")


def test_out_of_paper_and_a_stopped_queue_wait_and_go_on(cups: Cups) -> None:
    """Each is told as long as it lasts; the pages come out by themselves when it is over."""
    (cups.tray / "empty").touch()
    sent = send(pages(lines=1), chosen(), queue())
    assert sent.outcome is Outcome.DONE
    cups.until(lambda: queue().standing(PRINTER, sent.job) is Standing.NO_PAPER, "the queue to say that there is no paper")
    (cups.tray / "empty").unlink()
    cups.until(cups.out, "the pages in the tray")
    cups.run("cupsdisable", PRINTER)
    stopped = send(pages(lines=1), chosen(), queue())
    cups.until(lambda: queue().standing(PRINTER, stopped.job) is Standing.STOPPED, "the queue to say that it is stopped")
    assert len(cups.spooled()) == 1
    cups.run("cupsenable", PRINTER)
    cups.until(lambda: len(cups.out()) == 2, "the pages in the tray")
    cups.until(lambda: queue().standing(PRINTER, stopped.job) is Standing.DONE, "the queue to say that it is done")


def test_what_is_taken_back_never_comes_out(cups: Cups) -> None:
    """Stopped while it is drawn, and taken back while it waits: the spool is empty, and the tray stays so."""
    cups.run("cupsdisable", PRINTER)
    stop = Event()
    sent = send(pages(3, lines=1), chosen(), queue(), lambda *_at: stop.set(), stop)
    assert sent.outcome is Outcome.CANCELLED
    waiting = send(pages(lines=1), chosen(), queue())
    assert queue().standing(PRINTER, waiting.job) is Standing.STOPPED
    queue().cancel(PRINTER, waiting.job)
    assert queue().standing(PRINTER, waiting.job) is Standing.CANCELLED
    cups.until(lambda: cups.spooled() == [], "the spool to be emptied")
    cups.run("cupsenable", PRINTER)
    printed(cups, lines=1)
    assert len(cups.out()) == 1


def test_the_queue_knows_no_name_and_nothing_stays(cups: Cups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it waits a copy lies in the spool, which the screen says; after it, in no folder that was written to."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    cups.run("cupsdisable", PRINTER)
    send(pages(lines=1), chosen(), queue())
    (waits,) = cups.spooled()
    title = PdfReader(waits).metadata
    assert title is not None
    assert title.title == JOB_TITLE
    assert "Maggie" not in JOB_TITLE
    cups.run("cupsenable", PRINTER)
    cups.until(lambda: cups.out() and not cups.spooled(), "the page, and an empty spool")
    cups.until(lambda: list((cups.folder / "passing").glob("*")) == [], "nothing left in passing")
    assert list(tmp_path.iterdir()) == []


def images_in(path: Path) -> list[tuple[int, int, str]]:
    """Width, height and colours of every picture in what came out, wherever the filters of CUPS have put it."""
    with pikepdf.open(path) as out:
        images = [each for each in out.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
        return [(int(each["/Width"]), int(each["/Height"]), str(each["/ColorSpace"])) for each in images]


class NoDialog(SystemPrinting):
    """The system's printing; the printer is chosen already."""

    def choose_printer(self, parent: QWidget, title: str, count: int) -> QPrinter | None:
        return chosen(count)


def test_the_screen_says_what_the_queue_says(
    cups: Cups, desk: Desk, work: Work, words: Words, shown: Callable[..., QWidget], tmp_path: Path
) -> None:
    """No paper, in words, while it lasts; then that every page is out."""
    table = Desktop(desk, work, words, tmp_path, Parcel(pages(2, lines=1), 2, "paper.pdf", "ab" * 16))
    table.out._system = NoDialog()
    shown(table.window, 760, 640)
    (cups.tray / "empty").touch()
    Hands(table.window).press("Print")
    cups.until(
        lambda: _seen(table, "The printer has no paper, and the pages wait in its queue, so nothing is lost."), "the words"
    )
    (cups.tray / "empty").unlink()
    cups.until(lambda: _seen(table, "The printer says that every page is out."), "the words")
    assert table.acts() == ["printed"]


def test_the_systems_own_dialog_hands_over_what_was_chosen(cups: Cups, shown: Callable[..., QWidget]) -> None:
    """The real dialog, answered by its own button; what it hands over prints."""
    window = shown(QWidget(), 400, 300)
    offered: list[tuple[int, int]] = []

    def accept() -> None:
        dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog) and each.isVisible())
        offered.append((dialog.minPage(), dialog.maxPage()))
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()

    QTimer.singleShot(1500, accept)
    printer = SystemPrinting().choose_printer(window, "Maggie, what matters to me, version 1.pdf", 2)
    assert offered == [(1, 2)]
    assert printer is not None
    assert (printer.printerName(), printer.docName()) == (PRINTER, JOB_TITLE)
    assert send(pages(2, lines=1), printer, queue()).outcome is Outcome.DONE
    cups.until(cups.out, "the pages in the tray")
    assert len(PdfReader(cups.out()[0]).pages) == 2


def _seen(table: Desktop, said: str) -> bool:
    QApplication.processEvents()
    return any(said in each for each in table.hands.words_on_screen())
