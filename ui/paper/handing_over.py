"""Step 3: print the frozen version or save it, say who has it; and the calm end of it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.casebook.leaving import Frozen
from app.practice.plans import Agreed, HowLeft
from ui.paper.making import short_name
from ui.paper.steps import Step, buttons
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import LineField
from ui.widgets.layout import Card
from ui.widgets.passage import Passage
from ui.words import Words

SOMEBODY = "somebody else"


class HandingOver(Step):
    """It asks for printing and for saving; what became of them is told to it."""

    print_requested = Signal()
    save_requested = Signal()
    handed_over = Signal(str)
    """It came out, and this person has it."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("leaving.step.leave"), parent)
        self._words = words
        self.title.set_text(words("leaving.leave.title"))
        self._frozen = Passage()
        self._answer = Passage(tone="agreed")
        self._whom = ChipRow(words("leaving.leave.whom"))
        self._whom.chosen_changed.connect(lambda _key: self._show_name())
        self._name = LineField(words("leaving.leave.their_name"))
        self._print = ActionButton(words("leaving.leave.print"), kind="primary", icon="printer")
        self._print.clicked.connect(lambda: self._ask(self.print_requested))
        self._save = ActionButton(words("leaving.leave.save"), icon="save")
        self._save.clicked.connect(lambda: self._ask(self.save_requested))
        self._going = Passage("", tone="soft")
        self._asking = Card()
        self._question = Passage(type="strong")
        self._has_it = ActionButton("", kind="primary")
        self._has_it.clicked.connect(lambda: self.handed_over.emit(self.whom))
        self._again = ActionButton(words("leaving.leave.print_again"))
        self._again.clicked.connect(lambda: self._ask(self.print_requested))
        self._asking.add(self._question)
        self._asking.add(buttons(self._has_it, self._again))
        self._doing = buttons(self._print, self._save)
        self.add(self._frozen, self._answer, Passage(words("leaving.leave.whom"), type="strong"), self._whom, self._name)
        self.add(self._doing, self._going, self._asking, self.notice)
        self.add(Passage(words("leaving.leave.privacy"), type="small", tone="soft"))

    @property
    def whom(self) -> str:
        """Who will have the copy."""
        return self._name.text.strip() if self._whom.chosen == SOMEBODY else self._whom.chosen

    def start(self, frozen: Frozen, answer: Agreed | None, called: str, present: Sequence[str]) -> None:
        """Offer this version."""
        words, name = self._words, short_name(called)
        self._frozen.set_text(words("leaving.leave.frozen", number=frozen.number, code=frozen.code))
        said = {
            Agreed.YES: words("leaving.leave.said_yes", name=name),
            Agreed.NOT_YET: words("leaving.leave.said_not_yet", name=name),
            Agreed.NO: words("leaving.leave.said_no", name=name),
        }
        self._answer.set_text(said[answer] if answer else "")
        self._answer.set_tone("agreed" if answer is Agreed.YES else "")
        self._answer.setVisible(answer is not None)
        self._whom.clear()
        for each in dict.fromkeys((called, *present)):
            self._whom.add(each, short_name(each), chosen=each == called)
        self._whom.add(SOMEBODY, words("leaving.leave.somebody_else"))
        self._name.set_text("")
        self._show_name()
        self._settle()

    def say_going(self, sentence: str) -> None:
        """Something is on its way; nothing can be pressed twice meanwhile."""
        self.notice.quiet()
        self._going.set_text(sentence)
        self._going.show()
        self._asking.hide()
        self._doing.setEnabled(False)

    def ask_whether_it_came_out(self) -> None:
        """The printer took the pages: now only the people at the table know whether they are there."""
        self._settle()
        whom = short_name(self.whom)
        self._question.set_text(self._words("leaving.leave.did_it", whom=whom))
        self._has_it.set_text(self._words("leaving.leave.has_it", whom=whom))
        self._doing.hide()
        self._asking.show()
        self._has_it.setFocus()

    def say_trouble(self, sentences: str) -> None:
        """It did not work: what happened, what is safe, what to do."""
        self._settle()
        self.notice.say(sentences, tone="harm")
        self._print.setFocus()

    def be_ready(self) -> None:
        """Nothing is under way."""
        self._settle()

    def focus_first(self) -> None:
        """The keyboard goes to Print."""
        self._print.setFocus()

    def _ask(self, request: object) -> None:
        if not self.whom:
            self._name.say_problem(self._words("leaving.leave.who_first"))
            self._name.setFocus()
            return
        request.emit()  # type: ignore[attr-defined]  # one of the signals above

    def _show_name(self) -> None:
        self._name.setVisible(self._whom.chosen == SOMEBODY)
        if self._name.isVisible():
            self._name.setFocus()

    def _settle(self) -> None:
        self._going.hide()
        self._asking.hide()
        self.notice.quiet()
        self._doing.show()
        self._doing.setEnabled(True)


class LeftBehind(Step):
    """Version 3 is with Maggie."""

    another_requested = Signal()
    done = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.where.hide()
        self._words = words
        self._how = Passage()
        another = ActionButton(words("leaving.left.another"))
        another.clicked.connect(self.another_requested)
        self._done = ActionButton(words("leaving.left.done"), kind="primary")
        self._done.clicked.connect(self.done)
        self.add(self._how, Passage(words("leaving.left.later"), tone="soft"), self.notice, buttons(self._done, another))

    def show_copy(self, frozen: Frozen, whom: str, how: HowLeft, at: datetime, file: str) -> None:
        """Say which version is with whom."""
        words = self._words
        self.title.set_text(words("leaving.left.title", number=frozen.number, whom=short_name(whom)))
        moment = words.moment(at)
        if how is HowLeft.PRINTED:
            self._how.set_text(words("leaving.left.printed", moment=moment, code=frozen.code))
        else:
            self._how.set_text(words("leaving.left.saved", file=file, moment=moment, code=frozen.code))

    def focus_first(self) -> None:
        """The keyboard goes to Done."""
        self._done.setFocus()
