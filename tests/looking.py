"""Looking at a window as somebody with poor sight or without a mouse would: what is cut, what has no name."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.widgets.buttons import TickBox, WrappingButton
from ui.widgets.passage import Passage

EMPTY_NAMES = re.compile(
    r"(push ?)?button|edit|line ?edit|text|text ?(box|field)|field|widget|label|check ?box|combo ?box|"
    r"list|item|link|here|click here|ok",
    re.IGNORECASE,
)
"""Names that say what a thing is and not what it is for."""

_INPUTS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractButton)


def faults(window: QWidget) -> list[str]:
    """Everything wrong with what is on show in `window`, in sentences; empty when all is well."""
    found: list[str] = []
    for widget in shown(window):
        found += _cut(widget)
        found += _outside(widget, window)
        found += _sideways(widget)
        found += _unnamed(widget)
    return found


def shown(window: QWidget) -> Iterator[QWidget]:
    """Every visible widget of a window, the window itself first."""
    if not window.isVisible():
        return
    yield window
    for child in window.findChildren(QWidget):
        if child.isVisibleTo(window) and not child.isWindow():
            yield child


def _cut(widget: QWidget) -> list[str]:
    if isinstance(widget, Passage | WrappingButton | TickBox):
        text = widget.text()
        needed = widget.heightForWidth(widget.width())
        if text and (widget.height() < needed - 1 or widget.width() < 8):
            return [f"cut: {text[:60]!r} has {widget.height()} px of height and needs {needed}"]
    elif isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
        if widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width() + 1 and not widget.toolTip():
            return [f"cut: {widget.text()[:60]!r} is wider than its place"]
    elif isinstance(widget, QAbstractButton) and widget.text():
        if QFontMetrics(widget.font()).horizontalAdvance(widget.text()) > widget.width() and not widget.toolTip():
            return [f"cut: the words of {widget.text()[:60]!r} are wider than the button"]
    elif isinstance(widget, QComboBox):
        room = widget.width() - 40
        if widget.fontMetrics().horizontalAdvance(widget.currentText()) > room and not widget.toolTip():
            return [f"cut: {widget.currentText()[:60]!r} is wider than its list"]
    elif isinstance(widget, QLineEdit | QPlainTextEdit) and widget.height() < QFontMetrics(widget.font()).height():
        return [f"cut: a line of {widget.accessibleName()!r} does not fit its height"]
    return []


def _outside(widget: QWidget, window: QWidget) -> list[str]:
    """Whether a part of something that is read or pressed lies outside of what holds it."""
    if not isinstance(widget, (QLabel, *_INPUTS)) or widget is window or widget.width() == 0:
        return []
    if isinstance(widget.parentWidget(), QComboBox | QAbstractScrollArea):
        return []
    box = QRect(QPoint(0, 0), widget.size())
    holder: QWidget | None = widget
    while holder is not None and holder is not window:
        parent = holder.parentWidget()
        if parent is None:
            break
        box = QRect(holder.mapToParent(box.topLeft()), box.size())
        scrolls = isinstance(parent.parentWidget(), QAbstractScrollArea) and parent.parentWidget().viewport() is parent
        sideways = 10_000 if scrolls and parent.parentWidget().property("may_scroll_sideways") else 1
        space = parent.rect().adjusted(-sideways, -10_000, sideways, 10_000) if scrolls else parent.rect().adjusted(-1, -1, 1, 1)
        if not space.contains(box):
            return [f"outside: {_called(widget)!r} does not lie wholly in what holds it"]
        if scrolls:
            return []
        holder = parent
    return []


def _sideways(widget: QWidget) -> list[str]:
    if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QPlainTextEdit | QTextEdit):
        bar = widget.horizontalScrollBar()
        off = widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if bar.maximum() > 0 and (off or bar.isVisible()) and not widget.property("may_scroll_sideways"):
            return [f"sideways: {_called(widget)!r} is {bar.maximum()} px wider than its window"]
    return []


def _unnamed(widget: QWidget) -> list[str]:
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isEnabled():
        return []
    if widget.focusProxy() is not None or isinstance(widget, Passage):
        return []
    face = QAccessible.queryAccessibleInterface(widget)
    name = widget.accessibleName() if isinstance(widget, QComboBox) else face.text(QAccessible.Text.Name) if face else ""
    name = name.strip()
    if not name:
        return [f"unnamed: a {type(widget).__name__} takes the keyboard and has no accessible name"]
    if EMPTY_NAMES.fullmatch(name):
        return [f"unnamed: {name!r} says what it is, not what it is for"]
    return []


def _called(widget: QWidget) -> str:
    text = widget.accessibleName() or (widget.text() if isinstance(widget, QLabel | QAbstractButton) else "")
    return text[:60] or type(widget).__name__
