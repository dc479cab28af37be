"""Step 3: print the frozen version or save it, say who has it; and the calm end of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.leaving import Frozen
from app.practice.plans import Agreed, CopyLeft, HowLeft
from app.practice.sheets import SheetLeft
from ui.paper.going_out import GoingOut, Outing, Parcel
from ui.paper.making import short_name
from ui.paper.steps import Step, buttons
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import LineField
from ui.widgets.layout import Card
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from ui.paper.printing import Printing

SOMEBODY = "somebody else"


class HandingOver(Step):
    """Who will have the copy, the ways out for it, and whether it came out. What goes out is handed to `out`."""

    handed_over = Signal(object)
    """The pages of this outing came out, and whom they were for has them."""

    saved = Signal(object, str, bool)
    """This outing is in a file of this name; whether the file has a password."""

    def __init__(
        self, desk: Desk, work: Work, words: Words, printing: "Printing | None" = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(words("leaving.step.leave"), parent)
        self._words = words
        self.title.set_text(words("leaving.leave.title"))
        self._frozen = Passage()
        self._answer = Passage(tone="agreed")
        self._whom = ChipRow(words("leaving.leave.whom"))
        self._whom.chosen_changed.connect(lambda _key: self._show_name())
        self._name = LineField(words("leaving.leave.their_name"))
        self.out = GoingOut(desk, work, words, printing)
        self.out.may_go = self._knows_whom
        self.out.whom = lambda: self.whom
        self.out.printed.connect(self._on_printed)
        self.out.written.connect(self.saved)
        self._on_offer: Frozen | None = None
        self._unanswered: dict[str, Outing] = {}
        """What a printer took and nobody has said of whether it came out, by version."""
        self._asking = Card()
        self._question = Passage(type="strong")
        self._has_it = ActionButton("", kind="primary")
        self._has_it.clicked.connect(self._say_it_came_out)
        self._again = ActionButton(words("leaving.leave.print_again"))
        self._again.clicked.connect(self._print_again)
        self._asking.add(self._question)
        self._asking.add(buttons(self._has_it, self._again))
        self.add(self._frozen, self._answer, Passage(words("leaving.leave.whom"), type="strong"), self._whom, self._name)
        self.add(self._asking, self.out, self.notice)

    @property
    def whom(self) -> str:
        """Who will have the copy."""
        return self._name.text.strip() if self._whom.chosen == SOMEBODY else self._whom.chosen

    def start(self, frozen: Frozen, answer: Agreed | None, called: str, present: Sequence[str], parcel: Parcel) -> None:
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
        self._asking.hide()
        self.notice.quiet()
        self.out.offer_again(True)
        self._on_offer = frozen
        self.out.offer(parcel)
        if frozen.version in self._unanswered:
            self.ask_whether_it_came_out(self._unanswered[frozen.version])

    def _on_printed(self, outing: Outing) -> None:
        version = outing.parcel.of.version if outing.parcel.of is not None else ""
        self._unanswered[version] = outing
        if self._on_offer is not None and self._on_offer.version == version:
            self.ask_whether_it_came_out(outing)

    def ask_whether_it_came_out(self, outing: Outing) -> None:
        """The printer took the pages: now only the people at the table know whether they are there."""
        whom = short_name(outing.whom)
        self._question.set_text(self._words("leaving.leave.did_it", whom=whom))
        self._has_it.set_text(self._words("leaving.leave.has_it", whom=whom))
        self.out.offer_again(False)
        self._asking.show()
        self._has_it.setFocus()

    def say_trouble(self, sentences: str) -> None:
        """It went out, and could not be remembered: what happened, what to do."""
        self.notice.say(sentences, tone="harm")

    def focus_first(self) -> None:
        """The keyboard goes to Print."""
        self.out.focus_first()

    def _say_it_came_out(self) -> None:
        outing = self._unanswered.pop(self._on_offer.version, None) if self._on_offer is not None else None
        if outing is not None:
            self.handed_over.emit(outing)

    def _print_again(self) -> None:
        self._asking.hide()
        self.out.offer_again(True)
        self.out.print()

    def _knows_whom(self) -> bool:
        if self._on_offer is not None:
            self._unanswered.pop(self._on_offer.version, None)
        self._asking.hide()
        self.out.offer_again(True)
        if self.whom:
            return True
        self._name.say_problem(self._words("leaving.leave.who_first"))
        self._name.setFocus()
        return False

    def _show_name(self) -> None:
        self._name.setVisible(self._whom.chosen == SOMEBODY)
        if self._name.isVisible():
            self._name.setFocus()


class LeftBehind(Step):
    """Version 3 is with Maggie."""

    another_requested = Signal()
    done = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.where.hide()
        self._words = words
        self._how, self._pass_on, self._former = Passage(), Passage(), Passage()
        another = ActionButton(words("leaving.left.another"))
        another.clicked.connect(self.another_requested)
        self._done = ActionButton(words("leaving.left.done"), kind="primary")
        self._done.clicked.connect(self.done)
        self.add(
            self._how,
            self._pass_on,
            self._former,
            Passage(words("leaving.left.later"), tone="soft"),
            self.notice,
            buttons(self._done, another),
        )

    def show_copy(
        self,
        frozen: Frozen,
        whom: str,
        how: HowLeft,
        at: datetime,
        file: str,
        closed: bool = False,
        *,
        former: CopyLeft | SheetLeft | None = None,
    ) -> None:
        """Say which version is with whom; `closed`: the file opens with a password; `former`: the copy that was left before."""
        words = self._words
        self.title.set_text(words("leaving.left.title", number=frozen.number, whom=short_name(whom)))
        moment = words.moment(at)
        if how is HowLeft.PRINTED:
            self._how.set_text(words("leaving.left.printed", moment=moment, code=frozen.code))
        else:
            said = "leaving.left.closed" if closed else "leaving.left.saved"
            self._how.set_text(words(said, file=file, moment=moment, code=frozen.code))
        self._pass_on.set_text(words("leaving.left.pass_on") if closed else "")
        self._pass_on.setVisible(closed)
        older = former is not None and former.number != frozen.number
        self._former.set_text(
            words("leaving.left.former", number=former.number, date=words.date(former.left_at)) if former and older else ""
        )
        self._former.setVisible(older)

    def focus_first(self) -> None:
        """The keyboard goes to Done."""
        self._done.setFocus()
