"""Step 2: the person's answer to exactly this paper: yes, not yet or no, in their own way and words."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.practice.plans import Agreed
from app.practice.statements import Manner
from ui.paper.making import short_name
from ui.paper.steps import Step, buttons
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import AnswerField
from ui.widgets.passage import Passage
from ui.words import Words

WAYS = (Manner.SPOKEN, Manner.SIGNED, Manner.WRITTEN, Manner.POINTED, Manner.SHOWN)


@dataclass(frozen=True)
class Given:
    """An answer as it was given."""

    said: Agreed
    words: str
    manner: Manner


class Answering(Step):
    """Nothing is chosen beforehand: not the answer, and not how it came but for the plainest way, saying it."""

    answered = Signal(object)
    """A `Given`, or None to go on without one."""

    pause_came = Signal(str, int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("leaving.step.answer"), parent)
        self._words = words
        self._answers = ChipRow(words("leaving.answer.label"), tall=True)
        for answer, text in (
            (Agreed.YES, words("leaving.answer.yes")),
            (Agreed.NOT_YET, words("leaving.answer.not_yet")),
            (Agreed.NO, words("leaving.answer.no")),
        ):
            self._answers.add(answer.value, text)
        self._answers.chosen_changed.connect(self._on_chosen)
        self._fine = Passage(words("leaving.answer.no_is_fine"), tone="soft")
        self._how_label = Passage(type="strong")
        self._how = ChipRow(words("leaving.answer.label"))
        for manner in WAYS:
            self._how.add(manner.value, words.choice("leaving.how", manner.value), chosen=manner is Manner.SPOKEN)
        self._field_label = Passage(type="strong")
        self._field = AnswerField("", words("leaving.answer.words_hint"))
        self._field_label.setBuddy(self._field)
        self._field.pause_came.connect(lambda said: self.pause_came.emit(said, self._field.textCursor().position()))
        self._field.submitted.connect(self._keep)
        keep = ActionButton(words("leaving.answer.keep"), kind="primary")
        keep.clicked.connect(self._keep)
        without = ActionButton(words("leaving.answer.without"), kind="link")
        without.clicked.connect(lambda: self.answered.emit(None))
        back = ActionButton(words("leaving.answer.back"), kind="link")
        back.clicked.connect(self.back_requested)
        self._about = Passage(tone="soft")
        self.add(self._about, self._answers, self._fine)
        self.add(self._how_label, self._how, self._field_label, self._field, self.notice, buttons(keep, without, back))

    @property
    def typed(self) -> str:
        """What is in the field."""
        return self._field.words

    def start(self, called: str, typed: str, *, printed: bool) -> None:
        """Ask this person; `typed` was left in the field the last time. `printed`: the answer stands on this paper."""
        name = short_name(called)
        words = self._words
        self.title.set_text(words("leaving.answer.title", name=name))
        self._about.set_text(words("leaving.answer.body_printed") if printed else words("leaving.answer.body"))
        self._how_label.set_text(words("leaving.answer.how", name=name))
        self._how.setAccessibleName(words("leaving.answer.how", name=name))
        self._field_label.set_text(words("leaving.answer.words", name=name))
        self._field.setAccessibleName(words("leaving.answer.words", name=name))
        self._field.set_words(typed)
        self._answers.choose("")
        self._how.choose(Manner.SPOKEN.value)
        self._fine.hide()
        self.notice.quiet()

    def flush(self) -> None:
        """Tell now of what was typed."""
        self._field.flush()

    def focus_first(self) -> None:
        """The keyboard goes to the three answers."""
        first = self._answers.chip(Agreed.YES.value)
        if first is not None:
            first.setFocus()

    def _on_chosen(self, answer: str) -> None:
        self.notice.quiet()
        self._fine.setVisible(answer != Agreed.YES.value)

    def _keep(self) -> None:
        chosen = self._answers.chosen
        if not chosen:
            self.notice.say(self._words("leaving.answer.choose_first"))
            return
        self._field.flush()
        self.answered.emit(Given(Agreed(chosen), self._field.words, Manner(self._how.chosen)))
