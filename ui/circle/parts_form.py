"""What the person calls the four parts of their circle."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.people import Sector
from app.practice.rings import ROUND
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField
from ui.widgets.layout import Card, FlowRow
from ui.widgets.passage import Passage
from ui.words import Words


class PartsForm(QWidget):
    """`kept` hands in the parts that are called otherwise than before; an empty name is the usual one."""

    kept = Signal(object)
    closed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: Mapping[Sector, str] = {}
        self._fields = {
            sector: LineField(words("circle.parts.field", usual=words.choice("circle.corner", sector.value))) for sector in ROUND
        }
        self._keep = ActionButton(words("circle.form.keep"), kind="primary")
        self._cancel = ActionButton(words("circle.form.cancel"), kind="link")
        buttons = FlowRow(spacing=20)
        for button in (self._keep, self._cancel):
            buttons.add(button)
        card = Card()
        card.body.setSpacing(16)
        card.add(Passage(words("circle.parts.title"), type="heading"))
        card.add(Passage(words("circle.parts.lead"), tone="soft"))
        for field in self._fields.values():
            card.add(field)
            field.submitted.connect(self._on_keep)
        card.add(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self._keep.clicked.connect(self._on_keep)
        self._cancel.clicked.connect(self.closed)

    def show_names(self, names: Mapping[Sector, str]) -> None:
        """Show the names that parts have of their own."""
        self._before = dict(names)
        for sector, field in self._fields.items():
            field.set_text(names.get(sector, ""))

    def focus_first(self) -> None:
        """The keyboard to the first part."""
        next(iter(self._fields.values())).setFocus()

    @property
    def differing(self) -> dict[Sector, str]:
        """What was written otherwise than it stood."""
        written = {sector: " ".join(field.text.split()) for sector, field in self._fields.items()}
        return {sector: name for sector, name in written.items() if name != self._before.get(sector, "")}

    def _on_keep(self) -> None:
        if self.differing:
            self.kept.emit(self.differing)
        else:
            self.closed.emit()
