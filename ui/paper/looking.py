"""Step 1: look at it together. What will be on the paper, what stays off, and what has to be asked first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.before_leaving import BeforeLeaving, Holds, PaperWording
from app.practice.papers import PlanCopy
from ui.paper.making import paper_words, short_name, shortly
from ui.paper.reading_ease import ReadingEase
from ui.paper.staying_off import StayingOff
from ui.paper.steps import Step, buttons
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, empty
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.words import Words

if TYPE_CHECKING:
    from app.paper.report import Report


@dataclass(frozen=True)
class Seen:
    """What is on show: the paper as it is, what is true of it, and which naming lines were said to be all right."""

    before: BeforeLeaving
    report: "Report"
    remarks: tuple[str, ...]
    allowed: frozenset[str]

    @property
    def asked(self) -> tuple[PaperWording, ...]:
        """The lines that name somebody not to be contacted, and about which nothing has been said yet."""
        return not_yet_said(self.before.naming, self.allowed)


class Looking(Step):
    """A plain check before anything is left."""

    went_on = Signal()
    settle_requested = Signal(str)
    allowed = Signal(str)
    """A line that names somebody may stand; its key."""

    another_answer_wanted = Signal()
    """The answer that is printed names somebody, and another is to be given."""

    keep_off_requested = Signal(object)
    """A `PaperWording` that should not be printed."""

    put_back_requested = Signal(object)
    """A `PaperWording` that was kept off just now and is to be printed after all."""

    people_wanted = Signal(bool)
    """Whether those of the circle are to stand on this paper."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("leaving.step.look"), parent)
        self._words = words
        self._seen: Seen | None = None
        self.title.set_text(words("leaving.look.title"))
        self._again = Notice()
        self._body = Passage()
        self._facts = Passage(tone="soft")
        self._asking, self._telling = QVBoxLayout(), QVBoxLayout()
        for part in (self._asking, self._telling):
            part.setSpacing(12)
        self._off = Card(words("leaving.look.off_title"))
        self._off_lines = QVBoxLayout()
        self._off_lines.setSpacing(4)
        self._off.body.addLayout(self._off_lines)
        self._stay = StayingOff(words)
        self._stay.keep_off_requested.connect(self.keep_off_requested)
        self._stay.put_back_requested.connect(self.put_back_requested)
        self._stay.people_wanted.connect(self.people_wanted)
        self._ease = ReadingEase(words, paper_words())
        self._go_on = ActionButton("", kind="primary")
        self._go_on.clicked.connect(self._on_go_on)
        self.add(self._again, self._body, self._facts)
        self.body.addLayout(self._asking)
        self.body.addLayout(self._telling)
        self.add(self._stay, self._off, self._ease, self.notice, buttons(self._go_on))

    def begin(self) -> None:
        """Another paper."""
        self._again.quiet()
        self._stay.begin()

    def say_kept_off(self, line: PaperWording | None) -> None:
        """A line was kept off; None: it was put back."""
        self._stay.say_kept_off(line)

    def say_why_again(self, why: str) -> None:
        """Why it has to be looked at once more. It stands there until somebody goes on."""
        self._again.say(why)

    def show_seen(self, seen: Seen) -> None:
        """Show what is true of the paper now."""
        self._seen = seen
        before, words = seen.before, self._words
        name = short_name(before.content.person.called)
        nothing = before.content.empty
        self._body.set_text(words("leaving.look.empty") if nothing else words("leaving.look.body", name=name))
        self._facts.set_text(" ".join(self._facts_of(seen)))
        self._facts.setVisible(bool(self._facts.text()))
        self._go_on.set_text(words("leaving.look.go_on", name=name))
        self._go_on.setEnabled(not nothing)
        empty(self._asking)
        for line in seen.asked:
            self._asking.addWidget(self._ask_about(line))
        empty(self._telling)
        self._tell(seen)
        empty(self._off_lines)
        for sentence in self._off_of(before):
            self._off_lines.addWidget(Passage(sentence))
        self._off.setVisible(not nothing)
        self._ease.show_content(before.content)
        self._stay.show_paper(before.people, tuple(_printed(before)), on=bool(before.content.people))
        if not seen.asked:
            self.notice.quiet()

    def _facts_of(self, seen: Seen) -> list[str]:
        before, words = seen.before, self._words
        facts = []
        if not before.content.empty:
            facts.append(words("leaving.look.on", count=_lines_on(before) - len(seen.report.did_not_fit)))
            facts.append(words("leaving.formats.pages", count=seen.report.pages))
        if before.last is not None:
            last = before.last
            facts.append(
                words("leaving.look.last", number=last.number, whom=short_name(last.with_whom), date=words.date(last.left_at))
            )
        return facts + list(seen.remarks)

    def _off_of(self, before: BeforeLeaving) -> list[str]:
        words, sentences = self._words, []
        if before.kept_off:
            sentences.append(words("leaving.look.kept_off", count=before.kept_off))
        if before.not_contacted:
            sentences.append(words("leaving.look.not_contacted", count=before.not_contacted))
        if before.unreadable:
            sentences.append(words("leaving.look.unreadable", count=before.unreadable))
        if before.notes:
            sentences.append(words("leaving.look.notes", count=before.notes))
        return sentences or [words("leaving.look.nothing_off")]

    def _ask_about(self, line: PaperWording) -> QWidget:
        words, short = self._words, shortly(line.words)
        card = Card(words("leaving.naming.title"))
        card.add(Quote(line.words))
        card.add(Passage(words("leaving.naming.ask")))
        may = ActionButton(words("leaving.naming.may"), name=words("leaving.naming.may_name", line=short))
        may.clicked.connect(lambda: self.allowed.emit(_key(line)))
        off = ActionButton(words("leaving.naming.off"), name=words("leaving.naming.off_name", line=short))
        off.clicked.connect(lambda: self.keep_off_requested.emit(line))
        if self._is_answer(line):
            another = ActionButton(words("leaving.naming.another"))
            another.clicked.connect(self.another_answer_wanted)
            card.add(Passage(words("leaving.naming.answer"), type="small", tone="soft"))
            card.add(buttons(may, another))
        elif line.holds in (Holds.HELPER, Holds.OTHER):
            key = "leaving.naming.helper" if line.holds is Holds.HELPER else "leaving.naming.other"
            card.add(Passage(words(key), type="small", tone="soft"))
            card.add(buttons(may))
        else:
            card.add(buttons(may, off))
        return card

    def _is_answer(self, line: PaperWording) -> bool:
        content = self._seen.before.content if self._seen else None
        given = content.answer if isinstance(content, PlanCopy) else None
        return line.holds is Holds.OTHER and given is not None and given.words == line.words

    def _tell(self, seen: Seen) -> None:
        words, before = self._words, seen.before
        said = {line.record: line.words for line in _printed(before)}
        fallen = [said[record] for record in seen.report.did_not_fit if record in said]
        if fallen:
            listed = " ".join(f"“{shortly(line)}”" for line in fallen)
            self._telling.addWidget(Notice(f"{words('leaving.look.falls', count=len(fallen))} {listed}"))
        for line in before.unsettled:
            card = Card()
            card.add(Quote(line.words))
            card.add(Passage(words("leaving.look.versions"), tone="attention"))
            settle = ActionButton(
                words("leaving.look.settle"), kind="link", name=words("leaving.look.settle_name", line=shortly(line.words))
            )
            settle.clicked.connect(lambda _=False, record=line.record: self.settle_requested.emit(record))
            card.add(buttons(settle))
            self._telling.addWidget(card)
        for each in seen.report.cannot_print:
            letters = " ".join(each.characters)
            if each.record in said:
                card = Card()
                card.add(Quote(said[each.record]))
                card.add(Passage(words("leaving.look.letters", letters=letters), tone="attention"))
                self._telling.addWidget(card)
            else:
                self._telling.addWidget(Notice(words("leaving.look.letters_elsewhere", letters=letters), tone="soft"))

    def _on_go_on(self) -> None:
        if self._seen is not None and self._seen.asked:
            self.notice.say(self._words("leaving.naming.first"))
            return
        self._again.quiet()
        self.went_on.emit()


def not_yet_said(naming: tuple[PaperWording, ...], allowed: frozenset[str]) -> tuple[PaperWording, ...]:
    """Those lines of which nobody has said that they may stand."""
    return tuple(line for line in naming if _key(line) not in allowed)


def _key(line: PaperWording) -> str:
    return f"{line.record} {line.words}"


def _printed(before: BeforeLeaving) -> list[PaperWording]:
    content = before.content
    said = [PaperWording(Holds.WORDS, line.record, line.words) for line in content.lines]
    return said + [PaperWording(Holds.PROMISE, line.record, line.what) for line in content.actions]


def _lines_on(before: BeforeLeaving) -> int:
    return len(before.content.lines) + len(before.content.actions)
