"""Printing draws the page itself, whole and on white; saving writes a whole file or none."""

import resource
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from app.paper import one_page_profile, plan_copy
from app.practice.papers import PaperLine, PlanCopy, ProfilePage, Stamp
from app.practice.people import Council, Person, Reach, Role, Speaker
from app.practice.plans import Section
from app.practice.statements import Manner
from tests.desks import SATURDAY
from ui.paper.making import paper_words
from ui.paper.printing import Outcome, bands, print_pdf, save_pdf

STAMP = Stamp(council=Council(name="Elmbridge"), made_on=SATURDAY.date())
VOICE = Speaker(role=Role.PERSON, name="Maggie")


def line(words: str, number: int = 0) -> PaperLine:
    return PaperLine(words, VOICE, Manner.SPOKEN, "en", f"record {number}", f"revision {number}")


def a_page() -> bytes:
    sections = {section: (line(f"Something about {section.value}, said in a whole sentence."),) for section in Section}
    page = ProfilePage(person=Person(name="Maggie Okafor"), sections=sections, made_with=(), stamp=STAMP)
    return one_page_profile(page, paper_words()).pdf


def many_pages() -> bytes:
    wants = tuple(line(f"Wish number {number}: to sing at Easter, standing up. " * 4, number) for number in range(24))
    copy = PlanCopy(
        person=Person(name="Maggie Okafor", reach=Reach(text_size=20)),
        matters=(),
        wants=wants,
        actions=(),
        people=(),
        answer=None,
        made_with=(),
        stamp=STAMP,
    )
    return plan_copy(copy, paper_words()).pdf


def file_printer(path: Path, size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4, dots: int = 300) -> QPrinter:
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
    """How far apart two pictures are: the mean of the grey of every fourth pixel, 0 to 255."""
    assert one.size() == other.size()
    apart = [
        abs(QColor(one.pixel(x, y)).lightness() - QColor(other.pixel(x, y)).lightness())
        for y in range(0, one.height(), 2)
        for x in range(0, one.width(), 2)
    ]
    return sum(apart) / len(apart)


def test_the_stripes_make_the_page_exactly() -> None:
    """Put under each other they are the page as it is drawn in one piece: nothing shifted, scaled or cut at a seam."""
    whole = QSize(1240, 1754)
    buffer = QBuffer()
    buffer.setData(QByteArray(a_page()))
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
    assert [start for start, _ in stripes] == [0, 512, 1024, 1536]
    assert max(difference(stripe, at_once.copy(0, start, 1240, stripe.height())) for start, stripe in stripes) < 0.05


def test_what_is_printed_is_the_page_on_the_screen(tmp_path: Path) -> None:
    """On white, upright, in its size and its place."""
    pdf = a_page()
    assert print_pdf(pdf, file_printer(tmp_path / "out.pdf")) is Outcome.DONE
    printed = seen((tmp_path / "out.pdf").read_bytes())
    assert difference(printed, seen(pdf)) < 2.5
    assert QColor(printed.pixel(2, 2)) == QColor("white")


def test_every_page_is_printed_and_a_range_when_asked(tmp_path: Path) -> None:
    """As many pages as the paper has; or those that were asked for in the dialog."""
    pdf = many_pages()
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
    """On A5 the page is made to fit: its foot is still on it."""
    assert print_pdf(a_page(), file_printer(tmp_path / "a5.pdf", QPageSize.PageSizeId.A5)) is Outcome.DONE
    assert difference(seen((tmp_path / "a5.pdf").read_bytes()), seen(a_page())) < 6


def test_a_printer_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    """It is told as refused; nothing is raised."""
    assert print_pdf(b"not a paper", file_printer(tmp_path / "out.pdf")) is Outcome.REFUSED


def test_saving_writes_the_whole_file_in_place_of_the_old_one(tmp_path: Path) -> None:
    """The file is exactly the paper, and nothing else is left in the folder."""
    path = tmp_path / "Maggie, what matters to me, version 1.pdf"
    path.write_bytes(b"older")
    assert save_pdf(b"%PDF newer", path) is Outcome.DONE
    assert path.read_bytes() == b"%PDF newer"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_where_nothing_can_be_written_the_old_file_stays(tmp_path: Path) -> None:
    """A folder that is not there, or a name that is a folder: refused, and nothing is lost."""
    assert save_pdf(b"%PDF", tmp_path / "not there" / "paper.pdf") is Outcome.REFUSED
    folder = tmp_path / "paper.pdf"
    folder.mkdir()
    (folder / "kept").write_text("kept")
    assert save_pdf(b"%PDF", folder) is Outcome.REFUSED
    assert (folder / "kept").read_text() == "kept"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.pdf"]


def test_no_room_for_the_file_is_told_apart_and_the_old_file_stays(tmp_path: Path) -> None:
    """When the file may not grow, it says that there is no room; half a paper is never left behind."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"older")
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, most))
    try:
        outcome = save_pdf(a_page(), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert outcome is Outcome.FULL
    assert path.read_bytes() == b"older"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.pdf"]
