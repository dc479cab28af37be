"""A paper that is open to be drawn."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions


@contextmanager
def opened(pdf: bytes) -> Iterator[QPdfDocument]:
    """The document in these bytes while the block runs, on any thread. What is no PDF has no pages."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        yield document
    finally:
        document.close()
        buffer.close()


def part_of(document: QPdfDocument, page: int, whole: QSize, part: QRect) -> QImage:
    """A part of a page on white, where the whole page would have this size. Qt leaves paper transparent, which prints black."""
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(whole)
    options.setScaledClipRect(part.adjusted(0, 0, 1, 1))  # Qt takes right minus left as the width
    paper = QImage(part.size(), QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    onto = QPainter(paper)
    onto.drawImage(0, 0, document.render(page, part.size(), options))
    onto.end()
    return paper
