"""Onto paper, or into a file. What the system's dialogs decide comes through `Printing`, so that it can be handed in.

A page is drawn from the PDF itself at the printer's resolution, in bands, so that it takes little memory.
"""

import errno
import os
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QRect, QRectF, QSize, QStandardPaths
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui.widgets.pdf import opened

FINEST = 600
BAND = 512
NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""A full disk, a file that may not be so large, a share that is used up."""


class Outcome(StrEnum):
    """How printing or saving ended."""

    DONE = "done"
    REFUSED = "refused"
    FULL = "full"


class Printing(Protocol):
    """What is chosen before a paper is printed or saved."""

    def printers(self) -> bool:
        """Whether there is any printer."""

    def choose_printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        """The printer somebody chose, ready to be drawn on; None when they chose not to."""

    def choose_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Where somebody wants the file; None when they chose not to."""


class SystemPrinting:
    """The system's own dialogs."""

    def printers(self) -> bool:
        """Whether the system knows a printer."""
        return bool(QPrinterInfo.availablePrinterNames())

    def choose_printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        """Ask with the print dialog of the system."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, max(pages, 1))
        chosen = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if chosen else None

    def choose_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask with the file dialog of the system, starting where documents are kept."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path, _ = QFileDialog.getSaveFileName(parent, title, str(Path(folder) / name), kinds)
        if not path:
            return None
        return Path(path) if path.lower().endswith(".pdf") else Path(f"{path}.pdf")


def print_pdf(pdf: bytes, printer: QPrinter) -> Outcome:
    """Draw every page that was asked for onto the printer. May run behind the window."""
    printer.setFullPage(True)
    painter = QPainter()
    with opened(pdf) as document:
        if not document.pageCount() or not painter.begin(printer):
            return Outcome.REFUSED
        try:
            for turn, page in enumerate(_pages_asked(printer, document.pageCount())):
                if turn and not printer.newPage():
                    return Outcome.REFUSED
                _draw(document, page, painter, printer)
        finally:
            ended = painter.end()
    failed = printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
    return Outcome.DONE if ended and not failed else Outcome.REFUSED


def save_pdf(pdf: bytes, path: Path) -> Outcome:
    """Write the file whole or not at all: what was there before stays until the new one is there."""
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        draft = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        if draft is not None:
            draft.unlink(missing_ok=True)
        return Outcome.FULL if error.errno in NO_ROOM else Outcome.REFUSED
    return Outcome.DONE


def _pages_asked(printer: QPrinter, pages: int) -> list[int]:
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        asked = range(printer.fromPage() - 1, min(printer.toPage() or pages, pages))
    else:
        asked = range(pages)
    last_first = printer.pageOrder() == QPrinter.PageOrder.LastPageFirst
    order = list(reversed(asked)) if last_first else list(asked)
    repeats = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    return order * repeats


def _draw(document: QPdfDocument, page: int, painter: QPainter, printer: QPrinter) -> None:
    """The page in its own size where the sheet is the same, made to fit where it is not."""
    dots = min(printer.resolution(), FINEST)
    points = document.pagePointSize(page)
    whole = QSize(round(points.width() / 72 * dots), round(points.height() / 72 * dots))
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    scale = min(sheet.width() / whole.width(), sheet.height() / whole.height())
    left = (sheet.width() - whole.width() * scale) / 2
    top = (sheet.height() - whole.height() * scale) / 2
    for start, band in bands(document, page, whole):
        painter.drawImage(QRectF(left, top + start * scale, band.width() * scale, band.height() * scale), band)


def bands(document: QPdfDocument, page: int, whole: QSize) -> Iterator[tuple[int, QImage]]:
    """The page on white in this size, as stripes from the top: where each begins, and the stripe."""
    for start in range(0, whole.height(), BAND):
        stripe = QRect(0, start, whole.width(), min(BAND, whole.height() - start))
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        options.setScaledClipRect(stripe.adjusted(0, 0, 1, 1))  # Qt takes right minus left as the width
        paper = QImage(stripe.size(), QImage.Format.Format_RGB32)
        paper.fill(0xFFFFFFFF)
        onto = QPainter(paper)
        onto.drawImage(0, 0, document.render(page, stripe.size(), options))
        onto.end()
        yield start, paper
