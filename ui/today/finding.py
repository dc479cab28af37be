"""Find anyone on this laptop by their name, from a field that is always at hand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.people import find_people
from app.practice.merge import Current
from app.practice.people import Person
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField
from ui.widgets.layout import FlowRow, empty
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

_MOST_SHOWN = 12


class Finding(QWidget):
    """A field, and under it whoever is called that."""

    person_opened = Signal(str)
    search_requested = Signal(str)
    new_person_requested = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._found: list[Current[Person]] = []
        self._field = LineField(words("today.find.label"), placeholder=words("today.find.placeholder"))
        self._field.in_passing = True
        self._new = ActionButton(words("today.find.new"), kind="link", icon="plus")
        self._results = QVBoxLayout()
        self._results.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._field)
        layout.addLayout(self._results)
        line = FlowRow(spacing=16)
        self._said = ActionButton(words("today.find.said"), kind="link", icon="search")
        line.add(self._new)
        line.add(self._said)
        layout.addWidget(line)
        self._said.clicked.connect(lambda: self.search_requested.emit(self._field.text.strip()))
        self._field.changed.connect(self._look)
        self._field.submitted.connect(self._open_only)
        self._new.clicked.connect(self.new_person_requested)

    def focus_field(self) -> None:
        """The cursor into the field, ready to type over what is there."""
        self._field.setFocus()
        self._field.select_all()

    def clear(self) -> None:
        """An empty field and nobody under it."""
        self._field.set_text("")
        self._look("")

    def _look(self, text: str) -> None:
        if not text.strip():
            self._found = []
            self._work.read(lambda: None, key="find")
            empty(self._results)
            return
        self._work.read(lambda: find_people(self._desk, text), then=self._show, key="find")

    def _show(self, found: list[Current[Person]]) -> None:
        self._found = found
        empty(self._results)
        if not found:
            self._results.addWidget(Passage(self._words("today.find.none"), tone="soft"))
        for person in found[:_MOST_SHOWN]:
            self._results.addWidget(self._result(person))

    def _result(self, person: Current[Person]) -> QWidget:
        name = person.body.name
        press = ActionButton(name, kind="link", name=self._words("today.find.open_name", name=name))
        press.clicked.connect(lambda _checked=False, record=person.record: self.person_opened.emit(record))
        line = FlowRow()
        line.add(press)
        if person.body.address:
            line.add(Passage(person.body.address, type="small", tone="soft"))
        return line

    def _open_only(self) -> None:
        text = self._field.text.strip()
        if text:
            self._work.read(lambda: find_people(self._desk, text), then=self._open_if_one, key="find")

    def _open_if_one(self, found: list[Current[Person]]) -> None:
        self._show(found)
        if len(found) == 1:
            self.person_opened.emit(found[0].record)
        elif not found:
            self.search_requested.emit(self._field.text.strip())
