"""Somebody in the circle, as a form: who they are, how close, what they help with, and what the person wishes."""

from collections.abc import Mapping
from dataclasses import replace

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.circles import Beside
from app.practice.people import CirclePerson, Sector, Wish
from ui.widgets.buttons import ActionButton, TickBox
from ui.widgets.chips import ChipRow
from ui.widgets.fields import AnswerField, LineField
from ui.widgets.layout import Card, FlowRow, column
from ui.widgets.passage import Passage
from ui.words import Words

RINGS = ("1", "2", "3")
MORE = ("roles", "turned_away")
"""What is kept beside the record of the circle."""
WISHES = (Wish.CLOSER, Wish.SAME, Wish.FURTHER, Wish.FIND_AGAIN)


class MemberForm(QWidget):
    """Only the name is needed. `kept` hands in the fields that differ from what was shown, those in `MORE` among them."""

    kept = Signal(dict)
    photo_requested = Signal()
    photo_taken_away = Signal()
    taken_out = Signal()
    history_requested = Signal()
    closed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown: CirclePerson | None = None
        self._beside = Beside()
        self._title = Passage(type="prompt")
        self._name = LineField(words("circle.form.name"))
        self._relation = LineField(words("circle.form.relation"), words("circle.form.relation_hint"))
        self._ring, self._sector = ChipRow(words("circle.form.ring")), ChipRow(words("circle.form.sector"))
        self._wish = ChipRow(words("circle.form.wish"))
        self._helps = LineField(words("circle.form.helps_with"))
        self._touch = LineField(words("circle.form.in_touch"), words("circle.form.in_touch_hint"))
        self._telephone = LineField(words("circle.form.telephone"))
        self._emergency = TickBox(words("circle.form.emergency"))
        self._paid, self._same_home = TickBox(words("circle.form.paid")), TickBox(words("circle.form.same_home"))
        self._no_contact = TickBox(words("circle.form.do_not_contact"))
        self._roles_label = Passage(words("circle.form.roles"), type="strong")
        self._roles_hint = Passage(words("circle.form.roles_hint"), type="small", tone="soft")
        self._roles = AnswerField(words("circle.form.roles"), least_lines=1, most_lines=4)
        self._turned_away = TickBox(words("circle.form.turned_away"))
        self._photo = ActionButton("", kind="link", icon="photo")
        self._no_photo = ActionButton(words("circle.form.no_photo"), kind="link")
        self._keep = ActionButton(words("circle.form.keep"), kind="primary")
        self._cancel = ActionButton(words("circle.form.cancel"), kind="link")
        self._out = ActionButton(words("circle.form.take_out"), kind="link")
        self._history = ActionButton(words("history.open"), kind="link")
        self._fill_chips()
        self._lay_out()
        self._wire()

    @property
    def changed(self) -> bool:
        """Whether anything differs from what was shown and can be kept."""
        return bool(self._differing())

    @property
    def fields(self) -> dict[str, object]:
        """Everything that is written and chosen."""
        ring, sector, wish = self._ring.chosen, self._sector.chosen, self._wish.chosen
        return {
            "name": " ".join(self._name.text.split()),
            "relation": self._relation.text.strip(),
            "in_touch": self._touch.text.strip(),
            "telephone": self._telephone.text.strip(),
            "helps_with": self._helps.text.strip(),
            "paid": self._paid.isChecked(),
            "same_home": self._same_home.isChecked(),
            "emergency": self._emergency.isChecked(),
            "do_not_contact": self._no_contact.isChecked(),
            "sector": Sector(sector) if sector else Sector.FRIENDS,
            "ring": int(ring) if ring else 2,
            "wish": Wish(wish) if wish else Wish.NOT_SAID,
            "roles": tuple(line.strip() for line in self._roles.words.splitlines() if line.strip()),
            "turned_away": self._turned_away.isChecked(),
        }

    def show_member(
        self, member: CirclePerson | None, beside: Beside | None = None, fields: Mapping[str, object] | None = None
    ) -> None:
        """Show somebody, or an empty form for somebody new; with `fields` that could not be kept on top of it."""
        self._shown, self._beside = member, beside or Beside()
        given = dict(fields or {})
        known = replace(self._beside, **{name: given.pop(name) for name in MORE if name in given})  # type: ignore[arg-type]
        body = msgspec.structs.replace(member or CirclePerson(name=""), **given)
        self._roles.set_words("\n".join(known.roles))
        self._turned_away.setChecked(known.turned_away)
        self.show_photo(beside)
        self._title.set_text(body.name or self._words("circle.form.new"))
        for line, text in (
            (self._name, body.name),
            (self._relation, body.relation),
            (self._helps, body.helps_with),
            (self._touch, body.in_touch),
            (self._telephone, body.telephone),
        ):
            line.set_text(text)
            line.say_problem("")
        for box, ticked in (
            (self._emergency, body.emergency),
            (self._paid, body.paid),
            (self._same_home, body.same_home),
            (self._no_contact, body.do_not_contact),
        ):
            box.setChecked(ticked)
        # Nobody guesses how close somebody new is.
        self._ring.choose(str(body.ring) if member or "ring" in (fields or {}) else "")
        self._sector.choose(body.sector.value if member or "sector" in (fields or {}) else "")
        self._wish.choose(body.wish.value)
        self._out.setVisible(member is not None)
        self._history.setVisible(member is not None)

    def show_names(self, names: Mapping[Sector, str]) -> None:
        """What the parts of the circle are called."""
        for sector, name in names.items():
            chip = self._sector.chip(sector.value)
            if chip is not None:
                chip.set_text(name)

    def show_photo(self, beside: Beside | None) -> None:
        """Whether there is a photo of them; somebody new has none yet."""
        there = bool(beside and beside.face)
        self._photo.set_text(self._words("circle.form.other_photo") if there else self._words("circle.form.choose_photo"))
        self._photo.setVisible(self._shown is not None)
        self._no_photo.setVisible(there)

    def show_place(self, ring: int, sector: Sector) -> None:
        """They were moved in the drawing meanwhile; whatever else is written in the form stays."""
        if self._shown is not None:
            self._shown = msgspec.structs.replace(self._shown, ring=ring, sector=sector)
            self._ring.choose(str(ring))
            self._sector.choose(sector.value)

    def focus_first(self) -> None:
        """The keyboard to the name."""
        self._name.setFocus()

    def hand_in(self) -> bool:
        """Hand in what differs; says whether the form may be left."""
        differing = self._differing()
        if not differing:
            return True
        if not self.fields["name"]:
            self._name.say_problem(self._words("circle.form.name_missing"))
            self._name.setFocus()
            return False
        self.kept.emit(differing)
        return True

    def _fill_chips(self) -> None:
        words = self._words
        for ring in RINGS:
            self._ring.add(ring, words.choice("circle.ring", ring))
        for sector in Sector:
            self._sector.add(sector.value, words.choice("circle.sector", sector.value))
        for wish in WISHES:
            self._wish.add(wish.value, words.choice("circle.wish", wish.value.replace(" ", "_")))

    def _lay_out(self) -> None:
        words = self._words
        buttons = FlowRow(spacing=20)
        for button in (self._keep, self._cancel, self._out, self._history):
            buttons.add(button)
        card = Card()
        card.body.setSpacing(18)
        photo = FlowRow(spacing=20)
        for button in (self._photo, self._no_photo):
            photo.add(button)
        card.add(column(self._title, photo, spacing=4))
        for part in (self._name, self._relation):
            card.add(part)
        card.add(column(self._roles_label, self._roles_hint, self._roles, spacing=6))
        for label, row in (
            (words("circle.form.ring"), self._ring),
            (words("circle.form.sector"), self._sector),
            (words("circle.form.wish"), self._wish),
        ):
            card.add(column(Passage(label, type="strong"), row, spacing=8))
        for line in (self._helps, self._touch, self._telephone):
            card.add(line)
        card.add(column(self._emergency, self._paid, self._same_home, self._no_contact, self._turned_away, spacing=6))
        card.add(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _wire(self) -> None:
        self._keep.clicked.connect(self._on_keep)
        self._cancel.clicked.connect(self.closed)
        self._out.clicked.connect(self.taken_out)
        self._history.clicked.connect(self.history_requested)
        self._photo.clicked.connect(self.photo_requested)
        self._no_photo.clicked.connect(self.photo_taken_away)
        for line in (self._name, self._relation, self._helps, self._touch, self._telephone):
            line.submitted.connect(self._on_keep)

    def _on_keep(self) -> None:
        if not self.changed and self._shown is None:
            self._name.say_problem(self._words("circle.form.name_missing"))
            self._name.setFocus()
        elif not self.changed:
            self.closed.emit()
        else:
            self.hand_in()

    def _differing(self) -> dict[str, object]:
        before = self._shown or CirclePerson(name="")
        return {
            name: value for name, value in self.fields.items() if value != getattr(self._beside if name in MORE else before, name)
        }
