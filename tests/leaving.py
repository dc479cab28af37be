"""The leaving screen on a real casebook, with dialogs that are answered beforehand: paper goes into files."""

from pathlib import Path
from threading import Event

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.practice.plans import CopyLeft, PaperKind, PaperVersion
from app.records.revision import person_scope
from tests.hands import Hands
from tests.looking import faults
from tests.printed import text_of
from ui.paper.leaving_screen import LeavingScreen
from ui.paper.outcome import Outcome
from ui.paper.printing import Sent, Told, print_pdf
from ui.paper.spooler import Queue
from ui.words import Words
from ui.work import Work


class OntoFiles:
    """Dialogs that are answered beforehand: a printer whose paper is a file, and a place for saved papers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printer_there = True
        self.says_no = False
        self.printed: list[Path] = []
        self.offered: list[str] = []
        self.asked: Queue | None = None
        self.ends: Outcome | None = None
        """How printing ends, where it does not end well."""
        self.dots = 72

    def printers(self) -> bool:
        return self.printer_there

    def choose_printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        if self.says_no:
            return None
        path = self.folder / f"printed {len(self.printed) + 1}.pdf"
        self.printed.append(path)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setResolution(self.dots)
        return printer

    def choose_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.offered.append(name)
        return None if self.says_no else self.folder / name

    def queue(self) -> Queue | None:
        return self.asked

    def send(self, pdf: bytes, printer: QPrinter, told: Told, stop: Event) -> Sent:
        if self.ends is not None:
            return Sent(self.ends, "Kitchen")
        return Sent(print_pdf(pdf, printer, told, stop), "Kitchen", 7 if self.asked is not None else 0)


class Table:
    """The leaving screen for one person."""

    def __init__(self, desk: Desk, person: str, work: Work, words: Words, folder: Path) -> None:
        self.desk, self.person, self.work = desk, person, work
        self.printing = OntoFiles(folder)
        self.screen = LeavingScreen(desk, work, words, self.printing)
        self.screen.resize(1280, 748)
        self.screen.show()
        self.hands = Hands(self.screen, work)
        self.left: list[str] = []
        self.screen.left_behind.connect(self.left.append)

    def show(self, paper: PaperKind = PaperKind.PROFILE) -> None:
        self.screen.show_paper(self.person, paper.value)
        self.hands.sees("Look at it together")
        self.hands.settle()

    def answer(self, said: str = "Yes") -> None:
        self.hands.press("Go on to Maggie's answer")
        self.hands.press(said)
        self.hands.press("Keep this answer")
        self.hands.sees("Leave a copy")

    def print(self) -> None:
        self.hands.press("Print")
        self.hands.press("Yes, it is with Maggie")
        self.hands.sees("is with Maggie.")

    def page(self) -> str:
        """All text of the page on show."""
        self.hands.settle()
        assert self.screen._preview is not None
        return text_of(self.screen._preview.pdf)

    def faults(self) -> list[str]:
        """What is cut or unnamed once everything has its place."""
        for _ in range(10):
            self.hands.settle()
            if not faults(self.screen):
                break
        return faults(self.screen)

    def versions(self) -> list[PaperVersion]:
        with self.desk.book.view() as view:
            return [each.body for each in view.all(PaperVersion, person_scope(self.person))]

    def copies(self) -> list[CopyLeft]:
        with self.desk.book.view() as view:
            return [each.body for each in view.all(CopyLeft, person_scope(self.person))]
