"""A follow-up question to ask aloud, where what was said says little: quiet, put away by a key, never a mark on the words."""

from dataclasses import dataclass
from functools import cache, partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

import resources
from app.casebook.desk import Desk
from app.casebook.hinting import put_away, put_hints_away
from app.practice.people import Role, Speaker
from app.practice.vague import FollowUp, Hints, follow_ups, read_hints
from ui.visit.answer import Answer
from ui.visit.keys import NOT_NOW, key_for
from ui.visit.shapes.rows import Spot
from ui.visit.table import Table
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

WAIT_MS = 1_250
"""So long after a pause of typing: nobody is asked about half a sentence."""


class HintStrip(QWidget):
    """One question in soft ink, and the word that puts it away."""

    put_away = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._said = Passage(tone="soft")
        self._not_now = ActionButton(words("visit.hint.not_now"), kind="link")
        self._not_now.clicked.connect(self.put_away)
        row = FlowRow(spacing=16)
        row.add(self._said)
        row.add(self._not_now)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(row)
        key_for(self, NOT_NOW, self._not_now)
        self.hide()

    @property
    def question(self) -> str:
        """What is on show; empty when nothing is."""
        return self._said.text() if not self.isHidden() else ""

    def ask(self, question: str) -> None:
        """Offer this question."""
        self._said.set_text(self._words("visit.hint.ask", question=question))
        self.show()

    def quiet(self) -> None:
        """Offer none."""
        self.hide()


@dataclass(frozen=True)
class _Heard:
    """Words that may say little: the record they are or will be, who says them, in which language, to what question."""

    record: str
    words: str
    speaker: Speaker | None
    language: str
    called: str
    column: str
    feeds: str
    others: tuple[str, ...]


class Hinting(QObject):
    """Looks at what stands in the field, or was said last to this question, after a while without a key."""

    def __init__(self, desk: Desk, work: Work, answer: Answer, strip: HintStrip) -> None:
        super().__init__(answer)
        self._desk, self._work, self._answer, self._strip = desk, work, answer, strip
        self._spot: Spot | None = None
        self._table: Table | None = None
        self._about = ""
        self._away: set[str] = set()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._look)
        answer.field.pause_came.connect(lambda _words: self._wait.start())
        answer.handed_in.connect(lambda _typing: self._strip.quiet())
        strip.put_away.connect(self._put_away)

    def show_moment(self, spot: Spot, table: Table) -> None:
        """Where the conversation is, and what was said."""
        if self._spot is None or (spot.guide.id, spot.place) != (self._spot.guide.id, self._spot.place):
            self._strip.quiet()
        self._spot, self._table = spot, table
        self._wait.start()

    def _look(self) -> None:
        heard = self._heard()
        if heard is None or heard.record in self._away:
            self._strip.quiet()
            return
        job = partial(_found, self._desk, heard)
        self._work.read(job, then=partial(self._on_found, heard), failed=_nothing, key=f"hint {id(self)}")

    def _heard(self) -> _Heard | None:
        """What is typed now; else the last that was said to this question in this visit."""
        spot, table = self._spot, self._table
        if spot is None or table is None:
            return None
        said = [each for each in table.said_to(spot.guide.id, spot.place) if each.body.visit == table.visit.record]
        typing = self._answer.typing
        if typing is not None and typing.typed.words.strip():
            record, words, speaker, language = typing.record, typing.typed.words, typing.typed.speaker, typing.typed.language
        elif said:
            body = said[-1].body
            record, words, speaker, language = said[-1].record, body.words, body.speaker, body.language
        else:
            return None
        own = speaker is not None and speaker.role is Role.PERSON
        language = table.person.body.reach.language if own and language == "en" else language
        others = tuple(each.body.words for each in table.statements if each.record != record and not each.body.private)
        return _Heard(record, words, speaker, language, table.called, spot.prompt.column, spot.prompt.feeds, others)

    def _on_found(self, heard: _Heard, found: tuple[FollowUp, ...]) -> None:
        now = self._heard()
        if now is None or (now.record, now.words) != (heard.record, heard.words) or heard.record in self._away:
            return
        self._about = heard.record
        if found:
            self._strip.ask(found[0].question)
        else:
            self._strip.quiet()

    def _put_away(self) -> None:
        record = self._about
        self._away.add(record)
        self._strip.quiet()
        self._answer.field.setFocus()
        self._work.write(lambda: put_hints_away(self._desk, record), failed=_nothing, initiator=self)


@cache
def _hints() -> Hints:
    return read_hints(resources.vague_text(), "vague.toml")


def _found(desk: Desk, heard: _Heard) -> tuple[FollowUp, ...]:
    if heard.record in put_away(desk):
        return ()
    hints = _hints()
    own = heard.speaker is not None and heard.speaker.role is Role.PERSON
    return follow_ups(
        heard.words,
        hints,
        language=heard.language,
        first_person=own,
        name=heard.called if own else "",
        short_is_enough=hints.short_is_enough(heard.column, heard.feeds),
        said_before=heard.others,
    )


def _nothing(_error: Exception) -> None:
    """A question that cannot be found now is not asked; nobody's words wait for it."""
