"""Who does what by when, as a form: used beside a question of a visit and in the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.people import Role, Speaker
from app.practice.plans import Action
from ui.person.days import read_day
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import AnswerField, LineField
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage
from ui.words import Words

OTHER = "other"
_LONGEST_CHIP = 60


@dataclass(frozen=True)
class Promise:
    """What the form holds when it is handed in."""

    what: str
    who: Speaker | None
    by: date | None
    by_words: str
    towards: str = ""


class ActionForm(QWidget):
    """What will happen, who does it, by when (a day or words), and towards which wish. Only the first is needed."""

    kept = Signal(object)
    """A `Promise`."""

    closed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._people: dict[str, Speaker] = {}
        self._today = date.min
        self._what_label = Passage(words("actions.form.what"), type="strong")
        self._what = AnswerField(words("actions.form.what"), words("actions.form.what_hint"), least_lines=2, most_lines=6)
        self._what_label.setBuddy(self._what)
        self._what_missing = Passage("", tone="attention")
        self._what_missing.hide()
        self._who = ChipRow(words("actions.form.who"))
        self._name = LineField(words("actions.form.name"))
        self._by = LineField(words("actions.form.by"), words("actions.form.by_hint"))
        self._day = Passage("", type="small", tone="soft")
        self._towards_label = Passage(words("actions.form.towards"), type="strong")
        self._towards = ChipRow(words("actions.form.towards"))
        self._keep, self._leave = ActionButton(words("actions.form.keep")), ActionButton(words("actions.form.leave"), kind="link")
        self._lay_out()
        self._wire()

    @property
    def filled(self) -> bool:
        """Whether anything was written that is not kept yet."""
        return bool(self._what.words.strip() or self._by.text.strip() or self._name.text.strip())

    def start(
        self, people: Mapping[str, Speaker], today: date, *, me: str = "me", wishes: Sequence[tuple[str, str]] = ()
    ) -> None:
        """An empty form. `people` may be chosen from (`me` is the worker's key); `wishes` are (record, words)."""
        self._today = today
        self._people = dict(people)
        self._what.set_words("")
        self._what_missing.hide()
        self._by.set_text("")
        self._name.set_text("")
        self._who.clear()
        for key, speaker in people.items():
            shown = self._words("actions.form.me") if key == me else speaker.name
            self._who.add(key, shown, name=self._words("actions.form.does_it", name=speaker.name))
        self._who.add(OTHER, self._words("actions.form.other"))
        self._towards.clear()
        for record, said in wishes:
            self._towards.add(record, _short(said), name=said)
        for part in (self._towards_label, self._towards):
            part.setVisible(bool(wishes))
        self._show_rest()

    def show_action(self, action: Action) -> None:
        """Fill in what was promised before, after `start`."""
        self.show_promise(Promise(action.what, action.who, action.by, action.by_words, action.towards))

    def show_promise(self, promise: Promise) -> None:
        """Fill in all of it, after `start`."""
        self._what.set_words(promise.what)
        self._by.set_text(self._words.date(promise.by) if promise.by else promise.by_words)
        self._towards.choose(promise.towards)
        whom = promise.who
        if whom is not None:
            known = next((key for key, speaker in self._people.items() if _same(speaker, whom)), OTHER)
            self._who.choose(known)
            self._name.set_text(whom.name if known == OTHER else "")
        self._show_rest()

    def hand_in(self) -> None:
        """Hand in what somebody has written, if it says what will happen."""
        if (self._what.typed or self._by.typed or self._name.typed) and self._what.words.strip():
            self._on_keep()

    def focus_first(self) -> None:
        """The keyboard into the first field."""
        self._what.setFocus()

    def _lay_out(self) -> None:
        row = FlowRow(spacing=16)
        row.add(self._keep)
        row.add(self._leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(10)
        who = Passage(self._words("actions.form.who"), type="strong")
        for part in (self._what_label, self._what, self._what_missing, who, self._who, self._name, self._by, self._day):
            layout.addWidget(part)
        for last in (self._towards_label, self._towards, row):
            layout.addWidget(last)

    def _wire(self) -> None:
        self._keep.clicked.connect(self._on_keep)
        self._what.submitted.connect(self._on_keep)
        self._what.keys_came.connect(self._what_missing.hide)
        self._by.submitted.connect(self._on_keep)
        self._name.submitted.connect(self._on_keep)
        self._leave.clicked.connect(self.closed)
        self._who.chosen_changed.connect(self._on_who)
        self._by.changed.connect(lambda _text: self._show_rest())

    def _on_who(self, key: str) -> None:
        self._show_rest()
        if key == OTHER:
            self._name.setFocus()

    def _show_rest(self) -> None:
        self._name.setVisible(self._who.chosen == OTHER)
        written = self._by.text.strip()
        day = read_day(written, self._today) if written else None
        self._day.set_text(self._words("actions.form.day", day=self._words.day(day), date=self._words.date(day)) if day else "")
        self._day.setVisible(day is not None)

    def _on_keep(self) -> None:
        what = self._what.words.strip()
        if not what:
            self._what_missing.set_text(self._words("actions.form.what_missing"))
            self._what_missing.show()
            self._what.setFocus()
            return
        written = self._by.text.strip()
        day = read_day(written, self._today) if written else None
        self.kept.emit(Promise(what, self._whom(), day, "" if day else written, self._towards.chosen))

    def _whom(self) -> Speaker | None:
        key = self._who.chosen
        if key == OTHER:
            name = " ".join(self._name.text.split())
            return Speaker(role=Role.OTHER, name=name) if name else None
        return self._people.get(key)


def _same(one: Speaker, other: Speaker) -> bool:
    if one.role is not other.role:
        return False
    return one.who == other.who if one.who or other.who else one.name == other.name


def _short(said: str) -> str:
    flat = " ".join(said.split())
    return flat if len(flat) <= _LONGEST_CHIP else f"{flat[:_LONGEST_CHIP].rstrip()}…"
