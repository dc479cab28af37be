"""What was found about one person: a heading, and the words in their context with what was looked for marked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.searching import FoundPerson, Line
from app.paper.words import PaperWords
from app.practice.people import CirclePerson, Person
from app.practice.plans import Action
from app.practice.statements import Statement
from app.practice.visits import Visit
from ui.paper.making import shortly, whose
from ui.versions.marked import MarkedPassage
from ui.widgets.buttons import ActionButton, quiet_link
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage
from ui.words import Words

_LINE_LETTERS = 260
_NAME_LETTERS = 40
_BEFORE = 60


class FoundView(QWidget):
    """One person's part of what was found. Without `linked` the name is only a name: a visit is open."""

    person_opened = Signal(str)
    line_opened = Signal(str, str, str)
    """(person, kind, record)"""

    def __init__(
        self, found: FoundPerson, words: Words, say: PaperWords, *, linked: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._say, self._found = words, say, found
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(14)
        name = found.person.body.name
        if linked:
            press = ActionButton(name, kind="link", name=words("search.line.open_person", name=name))
            press.clicked.connect(lambda: self.person_opened.emit(found.person.record))
            row = FlowRow()
            row.add(press)
            layout.addWidget(row)
        else:
            layout.addWidget(Passage(name, type="heading"))
        for line in found.lines:
            layout.addWidget(self._line(line))
        if found.more:
            layout.addWidget(Passage(words("search.more.lines", count=found.more), type="small", tone="soft"))

    def _line(self, line: Line) -> QWidget:
        words = self._words
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        text, marks = _around(line)
        said = line.kind == Statement.kind
        shown = f"“{text}”" if said else text
        moved = [(start + said, end + said) for start, end in marks]
        passage = MarkedPassage(shown, moved, words, type="answer" if said else "body")
        parts = words.listing(shown[start:end] for start, end in moved)
        passage.setAccessibleDescription(words("search.line.marked", parts=parts))
        layout.addWidget(passage)
        under = FlowRow(spacing=12)
        for told, tone in self._told(line):
            under.add(Passage(told, type="small", tone=tone))
        opener = self._opener(line)
        if opener is not None:
            under.add(opener)
        layout.addWidget(under)
        return holder

    def _told(self, line: Line) -> list[tuple[str, str]]:
        """Whose words, when, and what is to be known about them."""
        words, body = self._words, line.body
        name = self._found.person.body.called
        told = []
        if line.typing:
            told.append((words("search.line.typing"), "attention"))
        elif isinstance(body, Statement):
            by = whose(body, name, self._say)
            told.append((words("search.line.said", by=by, date=words.date(line.at)) if line.at else by, "soft"))
            if body.private:
                told.append((words("search.line.private"), "attention"))
        elif isinstance(body, CirclePerson):
            told.append((words("search.line.removed") if body.removed else words("search.line.circle"), "soft"))
            if body.do_not_contact:
                told.append((words("search.line.do_not_contact"), "attention"))
        elif isinstance(body, Action):
            told.append((words("search.line.action"), "soft"))
        elif isinstance(body, Visit):
            at = body.began_at or body.planned_for
            told.append((words("search.line.visit", date=words.date(at)) if at else words("search.line.visit_unplanned"), "soft"))
        elif isinstance(body, Person):
            told.append((words("search.line.about", name=name), "soft"))
        if line.versions:
            told.append((words("search.line.versions"), "attention"))
        if line.left_out and not isinstance(body, CirclePerson):
            told.append((words("search.line.left_out"), "attention"))
        return told

    def _opener(self, line: Line) -> QWidget | None:
        words, name = self._words, self._found.person.body.called
        if line.typing or line.kind in (Person.kind, Visit.kind):
            return None
        if line.kind == CirclePerson.kind:
            press = quiet_link(words("search.line.open_circle"), words("search.line.open_circle_name", name=name))
        elif line.kind == Action.kind:
            press = quiet_link(words("search.line.open_plan"), words("search.line.open_plan_name", name=name))
        else:
            start = shortly(line.text, _NAME_LETTERS)
            press = quiet_link(words("search.line.open"), words("search.line.open_name", start=start))
        given = (self._found.person.record, line.kind, line.record)
        press.clicked.connect(lambda: self.line_opened.emit(*given))
        return press


def _around(line: Line) -> tuple[str, list[tuple[int, int]]]:
    """The words around the first mark where they are many, cut between words, and where the marks stand in them."""
    text = line.text
    if len(text) <= _LINE_LETTERS:
        return text, list(line.marks)
    start = max(0, line.marks[0][0] - _BEFORE)
    if start:
        start = text.find(" ", start, line.marks[0][0]) + 1 or start
    end = min(len(text), max(start + _LINE_LETTERS, line.marks[0][1]))
    if end < len(text):
        end = max(text.rfind(" ", line.marks[0][1], end), line.marks[0][1])
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    marks = [(first + shift, last + shift) for first, last in line.marks if first >= start and last <= end]
    return f"{before}{text[start:end]}{after}", marks
