"""The pages of a PDF as pictures."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from ui.widgets.pdf import opened

DOTS_PER_INCH = 110
POINTS_PER_INCH = 72


def save_pages(pdf: bytes, folder: Path, stem: str) -> int:
    """Write each page as `STEM page N.png`. Returns how many there were."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    with opened(pdf) as document:
        for page in range(document.pageCount()):
            _picture(document, page).save(str(folder / f"{stem} page {page + 1}.png"))
        return document.pageCount()


def _picture(document: QPdfDocument, page: int) -> QImage:
    points = document.pagePointSize(page)
    size = QSize(
        round(points.width() * DOTS_PER_INCH / POINTS_PER_INCH), round(points.height() * DOTS_PER_INCH / POINTS_PER_INCH)
    )
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(picture)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    return picture
