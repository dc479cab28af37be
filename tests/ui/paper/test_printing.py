"""Printing draws the page itself: whole, on white, in its own size, as many times and in the order that was asked for."""

from pathlib import Path
from threading import Event

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPageRanges, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from tests.pages import pages
from ui.paper.outcome import Outcome
from ui.paper.placing import ink_of
from ui.paper.printing import bands, pages_asked, print_pdf
from ui.widgets.pdf import opened


def file_printer(path: Path, size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4, dots: int = 150) -> QPrinter:
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(size))
    printer.setResolution(dots)
    return printer


def seen(pdf: bytes, page: int = 0) -> QImage:
    """A page as it looks on white."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    size = QSize(700, 990)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    document.close()
    return image


def pages_of(pdf: bytes) -> int:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    count = document.pageCount()
    document.close()
    return count


def difference(one: QImage, other: QImage) -> float:
    """How far apart two pictures are: the mean of the grey of every sixteenth pixel, 0 to 255."""
    assert one.size() == other.size()
    apart = [
        abs(QColor(one.pixel(x, y)).lightness() - QColor(other.pixel(x, y)).lightness())
        for y in range(0, one.height(), 4)
        for x in range(0, one.width(), 4)
    ]
    return sum(apart) / len(apart)


def test_the_stripes_make_the_page_exactly() -> None:
    """Put under each other they are the page as it is drawn in one piece: nothing shifted, scaled or cut at a seam."""
    whole = QSize(827, 1169)
    buffer = QBuffer()
    buffer.setData(QByteArray(pages()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    at_once = QImage(whole, QImage.Format.Format_RGB32)
    at_once.fill(QColor("white"))
    painter = QPainter(at_once)
    painter.drawImage(0, 0, document.render(0, whole))
    painter.end()
    stripes = list(bands(document, 0, whole))
    document.close()
    assert [start for start, _ in stripes] == [0, 512, 1024]
    assert max(difference(stripe, at_once.copy(0, start, 827, stripe.height())) for start, stripe in stripes) < 0.05


def test_what_is_printed_is_the_page_on_the_screen(tmp_path: Path) -> None:
    """On white, upright, in its size and its place."""
    pdf = pages(lines=4)
    assert print_pdf(pdf, file_printer(tmp_path / "out.pdf", dots=300)) is Outcome.DONE
    printed = seen((tmp_path / "out.pdf").read_bytes())
    assert difference(printed, seen(pdf)) < 2.5
    assert QColor(printed.pixel(2, 2)) == QColor("white")


def test_every_page_is_printed_and_a_range_when_asked(tmp_path: Path) -> None:
    """As many pages as the paper has; or those that were asked for in the dialog."""
    pdf = pages(3, lines=4)
    count = pages_of(pdf)
    assert count > 2
    assert print_pdf(pdf, file_printer(tmp_path / "all.pdf", dots=72)) is Outcome.DONE
    assert pages_of((tmp_path / "all.pdf").read_bytes()) == count
    some = file_printer(tmp_path / "some.pdf", dots=72)
    some.setPrintRange(QPrinter.PrintRange.PageRange)
    some.setFromTo(2, 2)
    assert print_pdf(pdf, some) is Outcome.DONE
    assert pages_of((tmp_path / "some.pdf").read_bytes()) == 1
    assert difference(seen((tmp_path / "some.pdf").read_bytes()), seen(pdf, page=1)) < 6


def test_on_smaller_paper_the_whole_page_is_there(tmp_path: Path) -> None:
    """On A5 the page is made to fit: its foot is still on it. Its empty margins are not worth smaller letters."""
    assert print_pdf(pages(lines=4), file_printer(tmp_path / "a5.pdf", QPageSize.PageSizeId.A5)) is Outcome.DONE
    printed = inked(tmp_path / "a5.pdf")
    assert printed.height() == pytest.approx(595, abs=2)
    assert printed.width() == pytest.approx(495 * 595 / 742, abs=3)


def test_on_letter_the_words_have_the_size_they_were_made_in(tmp_path: Path) -> None:
    """A4 is taller than Letter, but nothing of the page has to be smaller."""
    assert print_pdf(pages(lines=4), file_printer(tmp_path / "letter.pdf", QPageSize.PageSizeId.Letter)) is Outcome.DONE
    printed = inked(tmp_path / "letter.pdf")
    assert (printed.width(), printed.height()) == pytest.approx((497, 743), abs=2)
    assert printed.left() == pytest.approx(50 + (612 - 595) / 2, abs=2)


def test_a_page_that_lies_across_is_turned_onto_an_upright_sheet(tmp_path: Path) -> None:
    """In its own size, with nothing cut."""
    assert print_pdf(pages(wide=True, lines=4), file_printer(tmp_path / "across.pdf")) is Outcome.DONE
    printed = inked(tmp_path / "across.pdf")
    assert (printed.width(), printed.height()) == pytest.approx((497, 743), abs=2)


@pytest.mark.parametrize("dots", [150, 300])
def test_it_is_as_sharp_as_the_printer(tmp_path: Path, dots: int) -> None:
    """Every dot of the printer is a dot of the picture, and none of them is blurred to make the job smaller."""
    path = tmp_path / "sharp.pdf"
    assert print_pdf(pages(lines=4), file_printer(path, dots=dots)) is Outcome.DONE
    drawn = [each.get_object() for each in PdfReader(path).pages[0]["/Resources"]["/XObject"].values()]
    stripes = [each for each in drawn if each.get("/Subtype") == "/Image"]
    assert {each["/Width"] for each in stripes} == {round(595.28 / 72 * dots)}
    assert sum(each["/Height"] for each in stripes) == round(841.89 / 72 * dots)
    assert {each["/Filter"] for each in stripes} == {"/FlateDecode"}


def test_a_grey_printer_gets_grey(tmp_path: Path) -> None:
    """A third of the bytes, and no colour that a printer would have to guess at."""
    printer = file_printer(tmp_path / "grey.pdf", dots=72)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    assert print_pdf(pages(ground="#FBEFCF", lines=4), printer) is Outcome.DONE
    image = seen((tmp_path / "grey.pdf").read_bytes())
    assert all(QColor(image.pixel(x, y)).saturation() < 3 for x in range(0, 700, 9) for y in range(0, 990, 9))


def asked(printer: QPrinter, pages: int = 5) -> list[int]:
    return [page + 1 for page in pages_asked(printer, pages)]


def test_pages_ranges_copies_and_order_as_they_were_asked_for(tmp_path: Path) -> None:
    """A file repeats nothing by itself, so every copy is drawn; backwards is for printers that lay the last page on top."""
    printer = file_printer(tmp_path / "out.pdf")
    assert asked(printer) == [1, 2, 3, 4, 5]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1-2,4"))
    assert asked(printer) == [1, 2, 4]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert asked(printer) == [4, 2, 1]
    printer.setCopyCount(2)
    assert asked(printer) == [4, 2, 1, 4, 2, 1]
    printer.setCollateCopies(False)
    assert asked(printer) == [4, 4, 2, 2, 1, 1]
    printer.setPageRanges(QPageRanges.fromString("3-99"))
    assert asked(printer, pages=3) == [3, 3]


def test_it_tells_what_is_done_and_stops_when_asked(tmp_path: Path) -> None:
    """After each page, so that nobody waits for a long paper that is not wanted any more."""
    told: list[tuple[int, int]] = []
    assert print_pdf(pages(3, lines=1), file_printer(tmp_path / "a.pdf", dots=72), lambda *at: told.append(at)) is Outcome.DONE
    assert told == [(1, 3), (2, 3), (3, 3)]
    stop = Event()
    printer = file_printer(tmp_path / "b.pdf", dots=72)
    assert print_pdf(pages(3, lines=1), printer, lambda *_at: stop.set(), stop) is Outcome.CANCELLED
    assert pages_of((tmp_path / "b.pdf").read_bytes()) < 3


def inked(path: Path) -> QRectF:
    """What of the first page has ink, in points."""
    with opened(path.read_bytes()) as document:
        size = (document.pagePointSize(0) / 72 * 100).toSize()
        return ink_of(next(iter(bands(document, 0, size, of=size.height())))[1], 100)


def test_a_printer_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    """It is told as refused; nothing is raised."""
    assert print_pdf(b"not a paper", file_printer(tmp_path / "out.pdf")) is Outcome.REFUSED
