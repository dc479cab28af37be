"""Onto paper. What the system's dialogs decide comes through `Printing`, so that it can be handed in.

A page is drawn from the PDF itself at the printer's resolution, in bands, so that it takes little memory.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Protocol

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, QStandardPaths
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui.paper.outcome import Outcome as Outcome
from ui.paper.placing import ink_of, place
from ui.paper.saving import save_pdf as save_pdf
from ui.paper.spooler import PrinterGone, Queue, QueueSilent, Standing, system_queue
from ui.widgets.pdf import opened, part_of

FINEST = 600
BAND = 512
COARSE = 100
"""Dots to the inch at which it is looked where a page has ink."""

LEAST_ROOM, FULL = 32_000_000, 100_000
"""Bytes that must be free before pages are drawn for a printer, and under which they were not all written down."""

JOB_TITLE = "Kitchen Table"
"""What a print queue shows, to everybody who uses the printer: nobody's name."""

Told = Callable[[int, int], None]
"""Told how many pages are drawn, and of how many."""


@dataclass(frozen=True)
class Sent:
    """How printing ended, and which job of which printer it is, where the print queue can be asked about it."""

    outcome: Outcome
    printer: str = ""
    job: int = 0
    standing: Standing = Standing.UNKNOWN
    """How it stands, where there is no job to ask about."""


class Printing(Protocol):
    """What is chosen before a paper is printed or saved."""

    def printers(self) -> bool:
        """Whether there is any printer."""

    def choose_printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        """The printer somebody chose, ready to be drawn on; None when they chose not to."""

    def choose_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Where somebody wants the file; None when they chose not to."""

    def queue(self) -> Queue | None:
        """The system's print queue, where it can be asked."""

    def send(self, pdf: bytes, printer: QPrinter, told: Told, stop: Event) -> Sent:
        """Print, telling how far it is, until it is done or `stop` is set. Runs behind the window."""


class SystemPrinting:
    """The system's own dialogs, and its queue."""

    def printers(self) -> bool:
        """Whether the system knows a printer."""
        return bool(QPrinterInfo.availablePrinterNames())

    def choose_printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        """Ask with the print dialog of the system. The queue is told no more than `JOB_TITLE`, whatever the paper is called."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(JOB_TITLE)
        make_ready(printer, pages)
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, max(pages, 1))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, False)
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

    def queue(self) -> Queue | None:
        """The system's print queue, where it is CUPS."""
        return system_queue()

    def send(self, pdf: bytes, printer: QPrinter, told: Told, stop: Event) -> Sent:
        """Print, and ask the queue whether it took the pages."""
        return send(pdf, printer, self.queue(), told, stop)


def make_ready(printer: QPrinter, pages: int) -> None:
    """What is offered before anybody chooses: A4 where the printer has it, both sides where there are several and it can."""
    info = QPrinterInfo(printer)
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    sizes = info.supportedPageSizes()
    if not sizes or any(each.isEquivalentTo(a4) for each in sizes):
        printer.setPageSize(a4)
    both = QPrinter.DuplexMode.DuplexLongSide
    if pages > 1 and both in info.supportedDuplexModes():
        printer.setDuplex(both)


def room_to_print() -> int:
    """How many bytes the disk still takes from which pages go to a printer."""
    return shutil.disk_usage(tempfile.gettempdir()).free


def send(
    pdf: bytes,
    printer: QPrinter,
    queue: Queue | None,
    told: Told | None = None,
    stop: Event | None = None,
    room: Callable[[], int] = room_to_print,
) -> Sent:
    """Print, and ask the queue whether it took the pages: Qt itself does not hear of it. Runs behind the window."""
    name, title = printer.printerName(), printer.docName()
    if printer.outputFormat() != QPrinter.OutputFormat.NativeFormat or not name:
        return Sent(print_pdf(pdf, printer, told, stop))
    if room() < LEAST_ROOM:
        return Sent(Outcome.NO_ROOM, name)
    if name not in QPrinterInfo.availablePrinterNames():
        return Sent(Outcome.GONE, name)
    try:
        before = queue.newest(name) if queue is not None else 0
    except PrinterGone:
        before = 0  # it was listed just now, and has no queue before its first job
    except QueueSilent:
        queue = None
    outcome = print_pdf(pdf, printer, told, stop)
    if queue is None or outcome is Outcome.REFUSED:
        return Sent(outcome, name)
    try:
        job = queue.job_after(name, title, before)
        refused = not job and not queue.accepts(name)
    except PrinterGone:
        return Sent(Outcome.GONE, name)
    except QueueSilent:
        return Sent(outcome, name)
    if outcome is Outcome.DONE and room() < FULL:
        outcome = Outcome.NO_ROOM  # and what was written of the job is not all of it
    if outcome is not Outcome.DONE and job:
        queue.cancel(name, job)
    if outcome is Outcome.DONE and not job:
        return Sent(Outcome.REFUSED, name) if refused else Sent(outcome, name, standing=Standing.LEFT)
    return Sent(outcome, name, job)


def print_pdf(pdf: bytes, printer: QPrinter, told: Told | None = None, stop: Event | None = None) -> Outcome:
    """Draw every page that was asked for onto the printer, until `stop` is set. May run behind the window."""
    reach = reach_of(printer)
    printer.setFullPage(True)
    painter = QPainter()
    with opened(pdf) as document:
        if not document.pageCount() or not painter.begin(printer):
            return Outcome.REFUSED
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        try:
            pages = pages_asked(printer, document.pageCount())
            for turn, page in enumerate(pages):
                if stop is not None and stop.is_set():
                    printer.abort()
                    return Outcome.CANCELLED
                if turn and not printer.newPage():
                    return Outcome.REFUSED
                _draw(document, page, painter, printer, reach)
                if told is not None:
                    told(turn + 1, len(pages))
        finally:
            ended = painter.end()
    failed = printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
    return Outcome.DONE if ended and not failed else Outcome.REFUSED


def reach_of(printer: QPrinter) -> QRectF:
    """The part of the sheet that the printer can put ink on, in points."""
    layout = printer.pageLayout()
    sheet = layout.fullRect(QPageLayout.Unit.Point)
    if printer.outputFormat() != QPrinter.OutputFormat.NativeFormat:
        return sheet
    least = layout.minimumMargins()
    to_points = {
        QPageLayout.Unit.Millimeter: 72 / 25.4,
        QPageLayout.Unit.Point: 1.0,
        QPageLayout.Unit.Inch: 72.0,
    }.get(layout.units(), 1.0)
    margins = least * to_points
    return sheet.marginsRemoved(margins)


def pages_asked(printer: QPrinter, pages: int) -> list[int]:
    """The pages to be drawn, from 0, in their order and as often as the printer does not repeat them itself."""
    asked = list(range(pages))
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        ranges = [(each.from_, each.to) for each in printer.pageRanges().toRangeList()]
        ranges = ranges or ([(printer.fromPage(), printer.toPage() or pages)] if printer.fromPage() else [])
        asked = [page for page in asked if any(first <= page + 1 <= last for first, last in ranges)] if ranges else asked
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        asked.reverse()
    repeats = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    return asked * repeats if printer.collateCopies() else [page for page in asked for _ in range(repeats)]


def _draw(document: QPdfDocument, page: int, painter: QPainter, printer: QPrinter, reach: QRectF) -> None:
    """The page in its own size, where nothing of it is cut. A page that lies across goes onto an upright sheet turned."""
    sheet = printer.pageLayout().fullRect(QPageLayout.Unit.Point)
    points = document.pagePointSize(page)
    turned = (points.width() > points.height()) != (sheet.width() > sheet.height())
    size = points.transposed() if turned else points
    grey = printer.colorMode() == QPrinter.ColorMode.GrayScale
    coarse = _whole(size, COARSE)
    looked = next(iter(bands(document, page, coarse, turned, of=coarse.height())))[1]
    where = place(size, ink_of(looked, COARSE), sheet.size(), reach)
    dots = min(printer.resolution(), FINEST)
    to_printer = printer.resolution() / 72
    dot = where.scale * printer.resolution() / dots
    for start, band in bands(document, page, _whole(size, dots), turned):
        stripe = band.convertToFormat(QImage.Format.Format_Grayscale8) if grey else band
        left, top = where.left * to_printer, where.top * to_printer + start * dot
        painter.drawImage(QRectF(left, top, band.width() * dot, band.height() * dot), stripe)


def _whole(points: QSizeF, dots: int) -> QSize:
    return QSize(round(points.width() / 72 * dots), round(points.height() / 72 * dots))


def bands(document: QPdfDocument, page: int, whole: QSize, turned: bool = False, of: int = BAND) -> Iterator[tuple[int, QImage]]:
    """The page on white in this size, as stripes from the top: where each begins, and the stripe. `turned`: to the right."""
    for start in range(0, whole.height(), of):
        end = min(start + of, whole.height())
        if turned:
            upright = part_of(document, page, whole.transposed(), QRect(start, 0, end - start, whole.width()))
            yield start, upright.transformed(QTransform().rotate(90))
        else:
            yield start, part_of(document, page, whole, QRect(0, start, whole.width(), end - start))
