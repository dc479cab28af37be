"""A page to read and write on: a centre column of a readable width that scrolls when it is taller than the window."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.theme.theme import width_of
from ui.widgets.layout import empty

_AROUND = 16


class Page(QScrollArea):
    """`header`, `body` and `footer` are layouts under each other. `measure` is the width in characters, 0 for all.

    Whatever gets the keyboard is scrolled into sight, ring and all. Of what is larger than the window it is the part with the
    keyboard: the line of the caret, or what a widget's `keyboard_box()` says.
    """

    def __init__(self, measure: int = 66, margin: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measure, self._margin = measure, margin
        self._own_viewport()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._followed: QPlainTextEdit | None = None
        self._began, self._brought = 0, 0
        self._sheet = QWidget()
        self._layout = QVBoxLayout(self._sheet)
        self._layout.setSpacing(24)
        self.header, self.body, self.footer = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part, spacing in ((self.header, 8), (self.body, 20), (self.footer, 16)):
            part.setSpacing(spacing)
            self._layout.addLayout(part)
        self._layout.addStretch(1)
        self.setWidget(self._sheet)
        self._sheet.installEventFilter(self)
        self._centre()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget at the end of the body."""
        self.body.addWidget(widget)
        return widget

    def add_space(self, pixels: int) -> None:
        """A gap at the end of the body."""
        self.body.addSpacing(pixels)

    def clear(self) -> None:
        """Take everything out of the body."""
        empty(self.body)

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a widget into sight, once it has its place."""
        QTimer.singleShot(0, self, lambda: self._bring(widget))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """When the page gets longer or shorter, what has the keyboard stays in sight."""
        if watched is self._sheet and event.type() == QEvent.Type.Resize:
            self._keep_in_sight()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, and what has the keyboard in sight."""
        self._centre()
        super().resizeEvent(event)
        self._keep_in_sight()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text is another width of column."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._centre()
        super().changeEvent(event)

    def _own_viewport(self) -> None:
        """One of our own making: to know Qt's, PySide would first bring in every class it has, and the window waits."""
        viewport = QWidget()
        viewport.setObjectName("qt_scrollarea_viewport")
        self.setViewport(viewport)
        viewport.setBackgroundRole(QPalette.ColorRole.NoRole)

    def _centre(self) -> None:
        room = self.viewport().width()
        side = min(self._margin, max(room // 16, 12))
        if self._measure:
            side = max((room - width_of(self, self._measure)) // 2, side)
        top = min(self._margin, max(self.height() // 16, 12))
        if self._layout.contentsMargins().left() != side or self._layout.contentsMargins().top() != top:
            self._layout.setContentsMargins(side, top, side, top)

    def _keep_in_sight(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self._sheet.isAncestorOf(focused):
            self.scroll_to(focused)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._followed is not None and isValid(self._followed):
            self._followed.cursorPositionChanged.disconnect(self._keep_in_sight)
        self._followed = None
        if new is not None and self._sheet.isAncestorOf(new):
            self._began = self._brought = self.verticalScrollBar().value()
            if isinstance(new, QPlainTextEdit):
                new.cursorPositionChanged.connect(self._keep_in_sight)
                self._followed = new
            self.scroll_to(new)

    def _bring(self, widget: QWidget) -> None:
        if not (isValid(widget) and self._sheet.isAncestorOf(widget) and widget.isVisible()):
            return
        box = QRect(widget.mapTo(self._sheet, QPoint(0, 0)), widget.size())
        room = self.viewport().height() - 2 * _AROUND
        if isinstance(widget, QPlainTextEdit) and box.height() > room:
            caret = widget.cursorRect()
            box = QRect(widget.viewport().mapTo(self._sheet, caret.topLeft()), caret.size())
        part = getattr(widget, "keyboard_box", None)
        if part is not None:
            inner: QRect = part()
            box = QRect(widget.mapTo(self._sheet, inner.topLeft()), inner.size())
        bar = self.verticalScrollBar()
        least, most = box.bottom() + _AROUND - self.viewport().height(), box.top() - _AROUND
        # While the page is still finding its places it is brought again from where it began, or it would stay too low.
        began = self._began if bar.value() == self._brought else bar.value()
        bar.setValue(min(max(began, least), most))
        self._began, self._brought = began, bar.value()
