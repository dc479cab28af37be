"""A photo of somebody, with round corners, in the size it is given and in its own shape."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.showing import show_in_place

_CORNER = 8


class PhotoView(QLabel):
    """Shows nothing, and takes no room, while there is no photo. `side` is its longer side."""

    def __init__(self, side: int = 88, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side, self._data = side, b""
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_photo(self, data: bytes, description: str = "") -> None:
        """Another photo, and what a screen reader says of it. No bytes, or none that can be read, show nothing."""
        if data != self._data:
            self._data, self._image = data, picture_of(data, self._side * 2)
            size = self._image.size().scaled(QSize(self._side, self._side), Qt.AspectRatioMode.KeepAspectRatio)
            self.setFixedSize(size if not self._image.isNull() else QSize(0, 0))
        self.setAccessibleName(description)
        self.setToolTip(description)
        show_in_place(self, not self._image.isNull())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo inside its round corners."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), _CORNER, _CORNER)
        painter.setClipPath(path)
        painter.drawImage(self.rect(), self._image)


def picture_of(data: bytes, longest: int) -> QImage:
    """The photo, decoded no larger than it is wanted; an empty one where the bytes are none."""
    if not data:
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
