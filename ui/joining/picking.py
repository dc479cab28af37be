"""Whom one means: a field to type a name into, and under it whoever is called that."""

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

_MOST_SHOWN = 8


class PersonPicker(QWidget):
    """Gives the record of the person that was chosen; never the one it was told to leave out."""

    chosen = Signal(str)

    def __init__(self, label: str, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._without = ""
        self._field = LineField(label, placeholder=words("today.find.placeholder"))
        self._field.in_passing = True
        self._results = QVBoxLayout()
        self._results.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._field)
        layout.addLayout(self._results)
        self._field.changed.connect(self._look)
        self._field.submitted.connect(lambda: self._look(self._field.text))

    def start(self, without: str) -> None:
        """An empty field; `without` is the person who cannot be meant."""
        self._without = without
        self._field.set_text("")
        empty(self._results)

    def focus_field(self) -> None:
        """The cursor into the field."""
        self._field.setFocus()

    def _look(self, text: str) -> None:
        if not text.strip():
            self._work.read(lambda: None, key="pick")
            empty(self._results)
            return
        self._work.read(lambda: find_people(self._desk, text), then=self._show, failed=self._rest, key="pick", initiator=self)

    def _show(self, found: list[Current[Person]]) -> None:
        empty(self._results)
        others = [each for each in found if each.record != self._without]
        if not others:
            self._results.addWidget(Passage(self._words("joining.pick.none"), tone="soft"))
        for each in others[:_MOST_SHOWN]:
            self._results.addWidget(self._line(each))

    def _line(self, person: Current[Person]) -> QWidget:
        words, body = self._words, person.body
        press = ActionButton(body.name, kind="link", name=words("joining.pick.choose", name=body.name))
        press.clicked.connect(lambda _checked=False, record=person.record: self.chosen.emit(record))
        line = FlowRow()
        line.add(press)
        born = words("person.born", date=words.date(body.born)) if body.born else ""
        for told in (born, body.address):
            if told:
                line.add(Passage(told, type="small", tone="soft"))
        return line

    def _rest(self, _error: Exception) -> None:
        empty(self._results)
        self._results.addWidget(Passage(self._words("joining.pick.none"), tone="soft"))
