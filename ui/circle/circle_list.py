"""Everybody in the circle as a list: ring by ring, the closest first. Rings with nobody in them are not shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.merge import Current
from app.practice.people import CirclePerson, Wish
from ui.paper.making import short_name
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow, empty
from ui.widgets.passage import Passage
from ui.words import Words

RINGS = (1, 2, 3)


class CircleList(QWidget):
    """Press a name to open it. Nobody is counted."""

    chosen = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._buttons: dict[str, ActionButton] = {}
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 8, 8, 8)
        self._list.setSpacing(14)

    def show_members(self, members: Sequence[Current[CirclePerson]]) -> None:
        """Show everybody."""
        focused = next((record for record, button in self._buttons.items() if button.hasFocus()), "")
        empty(self._list)
        self._buttons = {}
        for ring in RINGS:
            here = [each for each in members if each.body.ring == ring]
            if here:
                self._list.addSpacing(6)
                self._list.addWidget(Passage(self._words.choice("circle.ring", str(ring)), type="heading", tone="soft"))
            for member in here:
                self._list.addWidget(self._one(member))
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def focus_on(self, record: str = "") -> bool:
        """The keyboard to somebody, or to the first; says whether anybody is there."""
        button = self._buttons.get(record) or next(iter(self._buttons.values()), None)
        if button is not None:
            button.setFocus()
        return button is not None

    def _one(self, member: Current[CirclePerson]) -> QWidget:
        body, words = member.body, self._words
        button = ActionButton(short_name(body.name), kind="link", name=words("circle.open_name", name=body.name))
        button.clicked.connect(lambda: self.chosen.emit(member.record))
        self._buttons[member.record] = button
        line = FlowRow(spacing=12)
        line.add(button)
        if body.relation:
            line.add(Passage(body.relation))
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(line)
        layout.addSpacing(4)
        known = self._known(body)
        if known:
            layout.addWidget(Passage(known, type="small", tone="soft"))
        if body.do_not_contact:
            layout.addWidget(Passage(words("circle.known.do_not_contact"), type="small", tone="attention"))
        if not member.settled:
            layout.addWidget(Passage(words("circle.versions"), type="small", tone="attention"))
        return holder

    def _known(self, body: CirclePerson) -> str:
        words = self._words
        found = []
        if body.helps_with:
            found.append(words("circle.known.helps_with", what=body.helps_with))
        if body.in_touch:
            found.append(words("circle.known.in_touch", how=body.in_touch))
        for said, true in (
            (words("circle.known.emergency"), body.emergency),
            (words("circle.known.paid"), body.paid),
            (words("circle.known.same_home"), body.same_home),
        ):
            if true:
                found.append(said)
        if body.wish is not Wish.NOT_SAID:
            found.append(words.choice("circle.wished", body.wish.value.replace(" ", "_")))
        return "\n".join(found)
