"""SVG pictures and line icons as pixmaps, sharp on every screen and in the colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from resources import icon_svg

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """The line icon of this name in a colour."""
    from PySide6.QtGui import QIcon

    return QIcon(icon_pixmap(name, colour, size, 2.0))


def icon_pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The line icon of this name in a colour, `size` pixels square at a screen ratio."""
    return svg_pixmap(icon_svg(name).replace(b"currentColor", colour.encode()), size, ratio)


def svg_pixmap(svg: bytes, size: int, ratio: float = 1.0) -> QPixmap:
    """An SVG drawn into a square, keeping its shape. What is no SVG gives an empty picture, never an error."""
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(svg))
    if renderer.isValid():
        renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
    return pixmap
