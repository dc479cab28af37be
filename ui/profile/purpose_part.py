"""Which profile is on show: the first one, or one for a purpose of its own; and a way to make, name and put away another."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.purposes import Purpose
from app.practice.portraits import LONGEST_PURPOSE, MAIN
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import LineField
from ui.widgets.layout import Card, FlowRow
from ui.widgets.passage import Passage
from ui.words import Words


class PurposePart(QWidget):
    """Asks; keeps nothing itself."""

    chosen = Signal(str)
    """The profile of this name."""

    wanted = Signal(str)
    """A further profile for this purpose."""

    renamed = Signal(str)
    """The one on show is for this."""

    put_away = Signal()
    earlier_requested = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown = Purpose(MAIN)
        self._naming = False
        self._chips = ChipRow(words("profile.purpose.label"))
        self._chips.chosen_changed.connect(self.chosen)
        self._add = ActionButton(words("profile.purpose.add"), kind="link", icon="plus")
        self._rename = ActionButton(words("profile.purpose.rename"), kind="link", icon="pencil")
        self._away = ActionButton(words("profile.purpose.away"), kind="link", icon="leave-out")
        self._earlier = ActionButton(words("profile.earlier.open"), kind="link", icon="clock")
        self._add.clicked.connect(lambda: self._ask(naming=False))
        self._rename.clicked.connect(lambda: self._ask(naming=True))
        self._away.clicked.connect(self.put_away)
        self._earlier.clicked.connect(self.earlier_requested)
        links = FlowRow(spacing=16)
        for link in (self._add, self._rename, self._away, self._earlier):
            links.add(link)
        self._form = Card()
        self._field = LineField(words("profile.purpose.field"), words("profile.purpose.hint"))
        self._field.submitted.connect(self._on_made)
        self._begins = Passage(type="small", tone="soft")
        self._make = ActionButton("", kind="primary")
        self._make.clicked.connect(self._on_made)
        leave = ActionButton(words("profile.purpose.leave"), kind="link")
        leave.clicked.connect(self._close)
        buttons = FlowRow(spacing=12)
        buttons.add(self._make)
        buttons.add(leave)
        for part in (self._field, self._begins, buttons):
            self._form.add(part)
        self._form.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for each in (self._chips, links, self._form):
            layout.addWidget(each)

    def show_profiles(self, purposes: tuple[Purpose, ...], shown: Purpose, frozen: int) -> None:
        """Every profile, and which of them is on show; `frozen` says how many versions of it were made."""
        self._shown = shown
        texts = [(each.name, each.words or self._words("profile.purpose.first")) for each in purposes]
        if [(key, self._text_of(key)) for key in self._chips.keys] != texts:
            self._chips.clear()
            for key, text in texts:
                self._chips.add(key, text)
        self._chips.choose(shown.name)
        self._chips.setVisible(len(purposes) > 1)
        for link in (self._rename, self._away):
            link.setVisible(shown.name != MAIN)
        self._earlier.setVisible(frozen > 0)

    def forget(self) -> None:
        """Another person: nothing of this one stays."""
        self._field.set_text("")
        self._form.hide()
        self._chips.clear()

    def focus_first(self) -> None:
        """The keyboard goes to the profile on show."""
        chip = self._chips.chip(self._shown.name)
        (chip if chip is not None and chip.isVisible() else self._add).setFocus()

    def _text_of(self, key: str) -> str:
        chip = self._chips.chip(key)
        return chip.text() if chip else ""

    def _ask(self, *, naming: bool) -> None:
        self._naming = naming
        words = self._words
        self._field.set_text(self._shown.words if naming else "")
        self._field.say_problem("")
        self._begins.set_text("" if naming else words("profile.purpose.begins"))
        self._begins.setVisible(not naming)
        self._make.set_text(words("profile.purpose.keep") if naming else words("profile.purpose.make"))
        self._form.show()
        self._field.setFocus()

    def _on_made(self) -> None:
        purpose = self._field.text.strip()
        if not purpose:
            self._field.say_problem(self._words("profile.purpose.missing"))
            self._field.setFocus()
        elif len(purpose) > LONGEST_PURPOSE:
            self._field.say_problem(self._words("profile.purpose.too_long", most=LONGEST_PURPOSE))
            self._field.setFocus()
        else:
            self._close()
            (self.renamed if self._naming else self.wanted).emit(purpose)

    def _close(self) -> None:
        self._form.hide()
        (self._rename if self._naming else self._add).setFocus()
