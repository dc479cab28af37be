"""What the person sees: picture, question, their words, a place to write, and a few large buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.turned.foot import Foot
from ui.turned.moment import Heard, Moment, Said
from ui.turned.one_by_one import OneByOne
from ui.turned.others_view import OthersView
from ui.turned.pointing import Pointing
from ui.turned.sizes import LARGEST_POINTS, QUESTION, SMALLER, in_points, scaled
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import AnswerField
from ui.widgets.layout import FlowRow, column, empty
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.prompt import Prompt
from ui.widgets.quote import Quote
from ui.widgets.undo import UndoStrip
from ui.words import Words

_PICTURE = 168


class Face(QWidget):
    """It decides nothing. The buttons stand below, or on the side of their hand; in a low window they scroll with the rest."""

    back_requested = Signal()
    read_requested = Signal()
    look_requested = Signal()
    circle_requested = Signal()
    others_requested = Signal()
    keep_requested = Signal()
    right_said = Signal()
    choice_pressed = Signal(str)
    """The words of a choice."""

    one_right_said = Signal(str)
    leave_out_requested = Signal(str)
    order_wished = Signal(list)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._moment: Moment | None = None
        self._shown: tuple[tuple[Said, ...], float] = ((), 0.0)
        self.trouble, self.thanks = Notice(tone="harm", tall=True), Notice(tone="soft", tall=True)
        self.undo = UndoStrip(words, tall=True)
        self._about = Passage(tone="soft", follows_script=True)
        self._prompt = Prompt(picture_size=_PICTURE)
        self._pointing = Pointing(words("turned.choices"))
        self._said = QVBoxLayout()
        self._said.setSpacing(24)
        self._one_by_one = OneByOne(words)
        self._others = OthersView(words)
        self.field = AnswerField(words("turned.field"), words("turned.placeholder"), least_lines=1, most_lines=8)
        self._keep = ActionButton(words("turned.keep"), tall=True)
        self._back = ActionButton(words("turned.back"), tall=True)
        self._read = ActionButton(words("turned.read"), tall=True)
        self._no_voice = Passage(words("turned.no_voice"))
        self._each = ActionButton(words("turned.one_by_one"), tall=True)
        self._look = ActionButton(words("turned.look"), tall=True)
        self._circle = ActionButton(words("circle.turned.open"), tall=True)
        self._right = ActionButton(words("turned.right"), kind="primary", tall=True)
        self._page = Page(measure=0, margin=64)
        self._lay_out()
        self._wire()

    def forget(self) -> None:
        """Nothing of anybody is left on it."""
        self._moment = None
        self._shown = ((), 0.0)
        empty(self._said)
        self._pointing.forget()
        self._one_by_one.forget()
        self._one_by_one.hide()
        self._write.show()
        self._others.close_again()
        self._others.hide()
        self.field.set_words("")
        self._prompt.show_prompt("")
        self._show_about("")
        for strip in (self.trouble, self.thanks, self.undo):
            strip.quiet()
        self.say_speaking(False)
        self.show_keep(False)

    def take_over(self, written: str, cursor: int) -> None:
        """Go on with words that were being written."""
        self.field.set_words(written)
        place = self.field.textCursor()
        place.setPosition(cursor)
        self.field.setTextCursor(place)

    def show_moment(self, moment: Moment) -> None:
        """Show this moment in the person's size."""
        self._moment = moment
        self._prompt.show_prompt(moment.question, "", moment.picture)
        if QLocale(moment.question_language).textDirection() == Qt.LayoutDirection.RightToLeft:
            self._prompt.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        else:
            self._prompt.unsetLayoutDirection()
        self._show_about(moment.about)
        if not moment.said:
            self._one_by_one.hide()
        self._each.setVisible(bool(moment.said))
        self._circle.setVisible(moment.circle and not self._goes_one_by_one)
        self._others.setVisible(moment.others and not self._goes_one_by_one)
        if not moment.others:
            self._others.close_again()
        self.show_keep(bool(self.field.words))
        self._size()
        self._show_said()

    def show_heard(self, heard: Sequence[Heard]) -> None:
        """What others said, if the person still wants it."""
        self._others.show_heard(heard)

    @property
    def hears_others(self) -> bool:
        """Whether the person asked what others said, and has not closed it."""
        return self._others.open

    def say_speaking(self, speaking: bool) -> None:
        """Whether something is being read aloud: then the button ends it."""
        self._no_voice.hide()
        self._read.show()
        self._read.set_text(self._words("turned.read_stop" if speaking else "turned.read"))
        self._place_foot()

    def say_no_voice(self) -> None:
        """They asked for a voice and there is none: the button makes room for a sentence."""
        if self._read.hasFocus():
            self._back.setFocus()
        self._read.hide()
        self._no_voice.show()
        self._place_foot()

    def show_keep(self, shown: bool) -> None:
        """The buttons for words of one's own, once there are any. Whoever pressed one can write on."""
        if not shown and self._keep.hasFocus():
            self.field.setFocus()
        self._keep.setVisible(shown)
        self._right.setVisible(not self._goes_one_by_one and (shown or bool(self._moment and self._moment.said)))

    def focus_first(self) -> None:
        """The keyboard to where one writes, but the question always in sight first."""
        QTimer.singleShot(0, self, self._focus_field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide where the buttons stand."""
        super().resizeEvent(event)
        self._place_foot()

    def _lay_out(self) -> None:
        self._keep_row = FlowRow()
        self._keep_row.add(self._keep)
        self._page.add(self.trouble)
        self._page.add(column(self._about, self._prompt, spacing=4))
        self._page.add(self._pointing)
        self._page.body.addLayout(self._said)
        self._write = column(self.field, self._keep_row, spacing=16)
        for part in (self._one_by_one, self.undo, self.thanks, self._others, self._write):
            self._page.add(part)
        self._page.body.setSpacing(32)
        layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        foot = (self._back, self._read, self._no_voice, self._look, self._circle, self._each, self._right)
        self._foot = Foot(self._page, layout, foot)
        for part in (self._one_by_one, self._others, self._no_voice, self._circle, self._pointing):
            part.hide()

    def _wire(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._read.clicked.connect(self.read_requested)
        self._look.clicked.connect(self.look_requested)
        self._circle.clicked.connect(self.circle_requested)
        self._right.clicked.connect(self.right_said)
        self._keep.clicked.connect(self.keep_requested)
        self._each.clicked.connect(self._on_each)
        self._pointing.pressed.connect(self.choice_pressed)
        self._others.asked.connect(self.others_requested)
        self._one_by_one.right_said.connect(self.one_right_said)
        self._one_by_one.left_out.connect(self.leave_out_requested)
        self._one_by_one.order_wished.connect(self.order_wished)
        self.field.keys_came.connect(self._on_keys)

    def _show_about(self, words: str) -> None:
        self._about.set_text(self._words("turned.about", words=words) if words else "")
        self._about.setVisible(bool(words))

    def _on_keys(self) -> None:
        self.show_keep(True)
        if self.thanks.text:
            self.thanks.quiet()

    def _focus_field(self) -> None:
        if self._page.verticalScrollBar().maximum() == 0:
            self.field.setFocus()
        else:
            self._page.verticalScrollBar().setValue(0)

    @property
    def _goes_one_by_one(self) -> bool:
        return not self._one_by_one.isHidden()

    def _on_each(self) -> None:
        self._one_by_one.setVisible(not self._goes_one_by_one)
        if self._moment is not None:
            self.show_moment(self._moment)
        if self._goes_one_by_one:
            self._one_by_one.focus_first()

    def _show_said(self) -> None:
        """Their words: as quotations, or one by one with what can be done with each, and then nothing else."""
        said = self._moment.said if self._moment else ()
        each = self._goes_one_by_one
        self._write.setVisible(not each)
        self._show_choices(shown=not each)
        self._each.lead(each)
        self._each.set_text(self._words("turned.done_leaving" if each else "turned.one_by_one"))
        if each:
            self._one_by_one.show_said(said, self._points, trailing=self._trailing)
        else:
            self._one_by_one.forget()
        quoted = () if each else said
        if (quoted, self._points) == self._shown:
            return
        self._shown = quoted, self._points
        empty(self._said)
        for one in quoted:
            quote = Quote(one.words, "", self._words("turned.agreed") if one.agreed else "")
            quote.set_points(self._points, self._points * SMALLER)
            self._said.addWidget(quote)

    def _show_choices(self, *, shown: bool) -> None:
        moment = self._moment
        choices = moment.choices if moment is not None else ()
        self._pointing.setVisible(shown and bool(choices))
        self._pointing.show_choices(choices, moment.chosen if moment is not None else (), self._points)

    @property
    def _points(self) -> float:
        return scaled(self._moment.points if self._moment else LARGEST_POINTS)

    @property
    def _trailing(self) -> bool:
        return bool(self._moment) and self._foot.trails(self._moment.view.hand if self._moment else "")

    def _size(self) -> None:
        small = self._points * SMALLER
        self._prompt.set_points(min(self._points * QUESTION, LARGEST_POINTS))
        self.field.setStyleSheet(in_points(self._points))
        self._keep.setStyleSheet(in_points(small))
        self._no_voice.set_points(small)
        self._about.set_points(small)
        self._others.set_points(self._points)
        self._keep_row.set_trailing(self._trailing)
        for strip in (self.trouble, self.thanks, self.undo):
            strip.set_points(small)
        self._foot.set_points(small)
        self._place_foot()

    def _place_foot(self) -> None:
        self._foot.place(self.width(), self.height(), self._moment.view.hand if self._moment else "")
