"""Spelling in a visit: every field in which the worker writes somebody's words down is marked, and nothing is changed."""

from PySide6.QtCore import QObject

from app.casebook.desk import Desk
from app.practice.people import Role
from app.practice.statements import Statement
from ui.spelling.marks import SpellingMarks
from ui.spelling.strip import SpellingStrip
from ui.visit.on_table import OnTable
from ui.visit.table import Table
from ui.visit.visit_view import VisitView
from ui.widgets.fields import AnswerField
from ui.work import Work


class Spelt(QObject):
    """The marks of the field under the question, of the note, and of whatever is being changed."""

    def __init__(self, desk: Desk, work: Work, view: VisitView, on_table: OnTable) -> None:
        super().__init__(view)
        self._desk, self._work, self._view = desk, work, view
        self._names: frozenset[str] = frozenset()
        self._language = ""
        self.answer = SpellingMarks(view.answer.field, view.answer.spelling, desk, work)
        self.note = SpellingMarks(view.note.field, view.note.spelling, desk, work)
        view.answer.word_asked.connect(self.answer.offer_at)
        view.answer.speaker_changed.connect(self._on_speaker)
        on_table.writing_began.connect(self._mark)

    def table_is(self, table: Table) -> None:
        """Whose table it is: names are never marked, and somebody's own words only where they are English."""
        self._names, self._language = table.names, table.person.body.reach.language
        for marks in (self.answer, self.note):
            marks.know_names(table.names)
        self._on_speaker()

    def _on_speaker(self) -> None:
        speaker = self._view.answer.speaker
        own = speaker is not None and speaker.role is Role.PERSON
        self.answer.set_language(self._language if own else "")

    def _mark(self, field: AnswerField, strip: SpellingStrip, body: Statement) -> None:
        marks = SpellingMarks(field, strip, self._desk, self._work)
        marks.know_names(self._names)
        marks.set_language(self._language if body.speaker.role is Role.PERSON else "")
        marks.look()
