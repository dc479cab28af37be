"""Two records that are of one person: both beside each other, which details stand, what will happen, and the way back."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.joining import JoinedNow, Side, differing, join, side, stands_first, take_back, two_after_all
from app.practice.changes import Changes
from app.practice.groups import Group
from app.practice.people import Person
from ui.joining.picking import PersonPicker
from ui.messages import message_for
from ui.paper.making import short_name
from ui.today.parts import reads_best
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import LineField
from ui.widgets.layout import Card, Columns, column, flow_row
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.undo import UndoStrip
from ui.words import Words
from ui.work import Work

_ONE, _OTHER = "one", "other"


@dataclass(frozen=True)
class _Pair:
    one: Side
    other: Side


class JoiningScreen(QWidget):
    """Says what will happen before it does, and offers to take it back afterwards. Nothing is joined by itself."""

    person_opened = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._person = self._other = ""
        self._pair: _Pair | None = None
        self._chips: dict[str, ChipRow] = {}
        self._page = Page(measure=88)
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._title, self._lead = Passage(type="title"), Passage(tone="soft")
        self._trouble, self._undo = Notice(tone="harm"), UndoStrip(words)
        self._picker = PersonPicker(words("joining.pick.label"), desk, work, words)
        self._why = LineField(words("joining.why"), words("joining.why_hint"))
        self._why.in_passing = True
        self._middle = QVBoxLayout()
        self._middle.setSpacing(24)
        self._lay_out()
        self._back.clicked.connect(self.closed)
        self._picker.chosen.connect(self._on_picked)

    def show_pair(self, person: str, other: str = "") -> None:
        """Are these two one? Without `other` the worker says first whom they mean."""
        self._begin(person, other)
        if other:
            self._read()
        else:
            self._title.set_text(self._words("joining.pick.title"))
            self._lead.set_text(self._words("joining.pick.lead"))
            self._picker.start(person)
            self._picker.show()

    def show_parting(self, person: str, other: str, name: str) -> None:
        """Are these two people after all?"""
        self._begin(person, other)
        words, shown = self._words, short_name(name)
        self._title.set_text(words("joining.part.title", name=shown))
        self._lead.set_text(words("joining.part.lead"))
        self._middle.addWidget(self._what_happens(words("joining.part.first", name=shown), words("joining.part.second")))
        self._middle.addWidget(self._why)
        self._why.show()
        part = ActionButton(words("joining.part.do"), kind="primary")
        part.clicked.connect(self._part)
        stay = ActionButton(words("joining.part.stay"))
        stay.clicked.connect(self.closed)
        self._middle.addWidget(flow_row(part, stay))

    def focus_first(self) -> None:
        """The field while nobody is chosen; else the way back."""
        if self._picker.isVisibleTo(self):
            self._picker.focus_field()
        else:
            self._back.setFocus()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        self._page.header.addWidget(flow_row(self._back))
        for part in (self._trouble, self._undo, column(self._title, self._lead, spacing=4), self._picker):
            self._page.add(part)
        self._page.body.addLayout(self._middle)

    def _begin(self, person: str, other: str) -> None:
        self._person, self._other, self._pair = person, other, None
        self._trouble.quiet()
        self._undo.quiet()
        self._picker.hide()
        self._clear()
        self._why.set_text("")

    def _clear(self) -> None:
        self._chips = {}
        self._why.setParent(None)
        while (item := self._middle.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._why:
                widget.hide()
                widget.deleteLater()

    def _on_picked(self, other: str) -> None:
        self._other = other
        self._read()

    def _read(self) -> None:
        person, other = self._person, self._other
        job = lambda: _Pair(side(self._desk, person), side(self._desk, other))  # noqa: E731
        self._work.read(job, then=self._show, failed=self._say_failure, key="joining", initiator=self)

    def _show(self, pair: _Pair) -> None:
        self._pair = pair
        self._picker.hide()
        self._clear()
        words, one, other = self._words, pair.one.person.body, pair.other.person.body
        self._title.set_text(words("joining.title"))
        self._lead.set_text(words("joining.lead"))
        both = Columns(least_characters=26, ratios=(1, 1), spacing=32)
        both.add(self._card(pair.one))
        both.add(self._card(pair.other))
        self._middle.addWidget(both)
        groups = differing(one, other)
        if groups:
            self._middle.addWidget(Passage(words("joining.stands"), type="heading"))
        for group in groups:
            self._middle.addWidget(self._choice(group, one, other))
        self._middle.addWidget(self._what_happens(words("joining.first"), words("joining.second")))
        self._middle.addWidget(self._why)
        self._why.show()
        yes = ActionButton(words("joining.yes"), kind="primary")
        yes.clicked.connect(self._join)
        no = ActionButton(words("joining.no"))
        no.clicked.connect(self._say_two)
        self._middle.addWidget(flow_row(yes, no))
        if self.isVisible():
            self._back.setFocus()

    def _card(self, shown: Side) -> QWidget:
        words, person = self._words, shown.person.body
        card = Card()
        card.add(Passage(person.name, type="name"))
        born = words("person.born", date=words.date(person.born)) if person.born else ""
        likes = words("person.likes", name=person.known_as) if person.known_as else ""
        for told in (likes, born, person.address, person.telephone, person.council_number, person.nhs_number):
            if told:
                card.add(Passage(told))
        much = [
            words("joining.much.statements", count=shown.statements) if shown.statements else "",
            words("joining.much.visits", count=shown.visits) if shown.visits else "",
            words("joining.much.circle", count=shown.circle) if shown.circle else "",
        ]
        said = words.listing(each for each in much if each)
        card.add(Passage(said[:1].upper() + said[1:] if said else words("joining.much.none"), tone="soft"))
        return card

    def _choice(self, group: Group, one: Person, other: Person) -> QWidget:
        row = ChipRow(self._words.choice("joining.group", group.name))
        for key, body in ((_ONE, one), (_OTHER, other)):
            row.add(key, self._said(group, body))
        row.choose(_ONE if stands_first(one, other, group) else _OTHER)
        self._chips[group.name] = row
        return column(Passage(self._words.choice("joining.group", group.name), type="strong"), row, spacing=4)

    def _said(self, group: Group, body: Person) -> str:
        words = self._words
        if group.name == "reach":
            told = [body.reach.how, reads_best(body, words)]
        elif group.name == "born":
            told = [words.date(body.born) if body.born else ""]
        else:
            told = [str(value) for value in body.group(group)]
        return ". ".join(each.strip().rstrip(".") for each in told if each.strip()) or words("joining.nothing")

    def _what_happens(self, *told: str) -> QWidget:
        return column(Passage(self._words("joining.happens"), type="heading"), *(Passage(each) for each in told), spacing=6)

    def _join(self) -> None:
        pair = self._pair
        if pair is None:
            return
        person, other, why = self._person, self._other, self._why.text.strip()
        stands = {name: other if row.chosen == _OTHER else person for name, row in self._chips.items()}
        job = lambda: join(self._desk, person, other, stands, why)  # noqa: E731
        self._work.write(job, then=self._on_joined, failed=self._say_failure, initiator=self)

    def _on_joined(self, done: JoinedNow) -> None:
        self._work.changed.emit(done.changes, self)
        assert self._pair is not None
        name = short_name(self._pair.one.person.body.called)
        self._finish(self._words("joining.done_title"), done.main, name)
        self._undo.offer(self._words("joining.done"), lambda: self._take_back(done))

    def _take_back(self, done: JoinedNow) -> None:
        self._write_and_say(lambda: take_back(self._desk, done), "joining.taken_back")

    def _say_two(self) -> None:
        person, other, why = self._person, self._other, self._why.text.strip()
        self._write_and_say(lambda: two_after_all(self._desk, person, other, why), "joining.two_said")

    def _part(self) -> None:
        person, other, why = self._person, self._other, self._why.text.strip()
        self._write_and_say(lambda: two_after_all(self._desk, person, other, why), "joining.part.done")

    def _write_and_say(self, job: object, key: str) -> None:
        said = {
            "joining.taken_back": self._words("joining.taken_back"),
            "joining.two_said": self._words("joining.two_said"),
            "joining.part.done": self._words("joining.part.done"),
        }[key]

        def then(_changes: Changes) -> None:
            self._finish(said, self._person, "")

        self._work.write(job, then=then, failed=self._say_failure, initiator=self)  # type: ignore[arg-type]  # a job

    def _finish(self, title: str, person: str, name: str) -> None:
        self._undo.quiet()
        self._clear()
        self._title.set_text(title)
        self._lead.set_text("")
        words = self._words
        press = ActionButton(words("search.place.open_person", name=name) if name else words("joining.open_page"))
        press.clicked.connect(lambda: self.person_opened.emit(person))
        self._middle.addWidget(flow_row(press))

    def _say_failure(self, error: Exception) -> None:
        self._trouble.say(str(message_for(error, self._words)))
        self._page.scroll_to(self._trouble)
