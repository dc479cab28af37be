"""What the person sees: picture, question, their words, a place to write, and a few large buttons."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.paper.making import shortly
from ui.turned.moment import LARGEST_POINTS, Moment, Said
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import AnswerField
from ui.widgets.layout import FlowRow, column, empty
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.prompt import Prompt
from ui.widgets.quote import Quote
from ui.widgets.undo import UndoStrip
from ui.words import Words

_PICTURE = 168
_BUTTON_SHARE = 0.3
_SMALLER = 0.62
_BODY_POINTS = 12.0


class Face(QWidget):
    """It decides nothing. The buttons stand below; in a low window they scroll with the rest."""

    back_requested = Signal()
    read_requested = Signal()
    keep_requested = Signal()
    right_said = Signal()
    leave_out_requested = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._moment: Moment | None = None
        self._leaving_out = False
        self.trouble, self.thanks, self.undo = Notice(tone="harm"), Notice(tone="soft"), UndoStrip(words)
        self._prompt = Prompt(picture_size=_PICTURE)
        self._said = QVBoxLayout()
        self._said.setSpacing(24)
        self.field = AnswerField(words("turned.field"), words("turned.placeholder"), least_lines=1, most_lines=8)
        self._keep = ActionButton(words("turned.keep"), tall=True)
        self._back = ActionButton(words("turned.back"), tall=True)
        self._read = ActionButton(words("turned.read"), tall=True)
        self._leave = ActionButton(words("turned.leave_out"), tall=True)
        self._right = ActionButton(words("turned.right"), kind="primary", tall=True)
        self._page = Page(measure=0, margin=64)
        self._foot = FlowRow(spacing=24)
        self._foot_in_page = False
        self._lay_out()
        self._wire()

    def forget(self) -> None:
        """Nothing of anybody is left on it."""
        self._moment = None
        self._leaving_out = False
        empty(self._said)
        self.field.set_words("")
        self._prompt.show_prompt("")
        for strip in (self.trouble, self.thanks, self.undo):
            strip.quiet()
        self.show_keep(False)

    def show_moment(self, moment: Moment, *, can_speak: bool) -> None:
        """Show this moment in the person's size."""
        self._moment = moment
        self._prompt.show_prompt(moment.question, "", moment.picture)
        self._read.setVisible(can_speak)
        self._leave.setVisible(bool(moment.said))
        self.show_keep(bool(self.field.words))
        if not moment.said:
            self._leaving_out = False
        self._name_leaving()
        empty(self._said)
        for each in moment.said:
            self._said.addWidget(self._one(each))
        self._size()

    def show_keep(self, shown: bool) -> None:
        """The buttons for words of one's own, once there are any. Whoever pressed one can write on."""
        if not shown and self._keep.hasFocus():
            self.field.setFocus()
        self._keep.setVisible(shown)
        self._right.setVisible(shown or bool(self._moment and self._moment.said))

    def focus_first(self) -> None:
        """The keyboard to where one writes, but the question always in sight first."""
        QTimer.singleShot(0, self, self._focus_field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide where the buttons stand."""
        super().resizeEvent(event)
        self._place_foot()

    def _lay_out(self) -> None:
        for button in (self._back, self._read, self._leave, self._right):
            self._foot.add(button)
        keep = FlowRow()
        keep.add(self._keep)
        self._page.add(self.trouble)
        self._page.add(self._prompt)
        self._page.body.addLayout(self._said)
        for part in (self.undo, self.thanks, column(self.field, keep, spacing=16)):
            self._page.add(part)
        self._page.body.setSpacing(32)
        self._bar = column(self._foot, margins=0)
        layout = self._bar.layout()
        if layout is not None:
            layout.setContentsMargins(64, 16, 64, 32)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._page, 1)
        self._layout.addWidget(self._bar)

    def _wire(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._read.clicked.connect(self.read_requested)
        self._right.clicked.connect(self.right_said)
        self._keep.clicked.connect(self.keep_requested)
        self._leave.clicked.connect(self._on_leave)
        self.field.keys_came.connect(self._on_keys)

    def _on_keys(self) -> None:
        self.show_keep(True)
        if self.thanks.text:
            self.thanks.quiet()

    def _focus_field(self) -> None:
        if self._page.verticalScrollBar().maximum() == 0:
            self.field.setFocus()
        else:
            self._page.verticalScrollBar().setValue(0)

    def _on_leave(self) -> None:
        self._leaving_out = not self._leaving_out
        if self._moment is not None:
            self.show_moment(self._moment, can_speak=self._read.isVisibleTo(self))

    def _name_leaving(self) -> None:
        self._leave.set_text(self._words("turned.done_leaving") if self._leaving_out else self._words("turned.leave_out"))

    def _one(self, said: Said) -> QWidget:
        quote = Quote(said.words, "", self._words("turned.agreed") if said.agreed else "")
        quote.set_points(self._points, self._points * _SMALLER)
        if not self._leaving_out:
            return quote
        out = ActionButton(
            self._words("turned.leave_this"), tall=True, name=self._words("turned.leave_this_name", words=shortly(said.words))
        )
        out.setStyleSheet(self._button_style)
        out.clicked.connect(lambda: self.leave_out_requested.emit(said.record))
        row = FlowRow()
        row.add(out)
        return column(quote, row, spacing=12, margins=8)

    @property
    def _points(self) -> float:
        """The person's size, larger if the worker's text is larger, up to 48 points."""
        scale = self.font().pointSizeF() / _BODY_POINTS
        return min((self._moment.points if self._moment else LARGEST_POINTS) * scale, LARGEST_POINTS)

    @property
    def _button_style(self) -> str:
        return f"font-size: {self._points * _SMALLER:.1f}pt;"

    def _size(self) -> None:
        self._prompt.set_points(min(self._points * 1.15, LARGEST_POINTS))
        self.field.setStyleSheet(f"font-size: {self._points:.1f}pt;")
        for button in (self._keep, self._back, self._read, self._leave, self._right):
            button.setStyleSheet(self._button_style)
        self._place_foot()

    def _place_foot(self) -> None:
        in_page = self._bar.heightForWidth(self.width()) > self.height() * _BUTTON_SHARE
        if in_page == self._foot_in_page:
            return
        self._foot_in_page = in_page
        layout = self._bar.layout()
        if in_page:
            self._layout.removeWidget(self._bar)
            self._page.footer.addWidget(self._bar)
        else:
            self._page.footer.removeWidget(self._bar)
            self._layout.addWidget(self._bar)
        if layout is not None:
            layout.setContentsMargins(*((8, 8, 8, 8) if in_page else (64, 16, 64, 32)))
