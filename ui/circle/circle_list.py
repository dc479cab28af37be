"""Everybody in the circle as a list: ring by ring, the closest first. Rings with nobody in them are not shown."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.people import Sector, Wish
from app.practice.rings import RINGS
from ui.circle.members import Member
from ui.paper.making import short_name
from ui.theme.theme import tokens_of
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow, empty
from ui.widgets.passage import Passage
from ui.words import Words


class CircleList(QWidget):
    """Press a name to open it. Nobody is counted. It stays in step with the drawing beside it."""

    chosen = Signal(str)

    walked = Signal(str)
    """The keyboard came to a name."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._buttons: dict[str, ActionButton] = {}
        self._rows: dict[str, _Row] = {}
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 8, 8, 8)
        self._list.setSpacing(6)

    def show_members(self, members: Sequence[Member], names: Mapping[Sector, str]) -> None:
        """Show everybody."""
        focused = next((record for record, button in self._buttons.items() if button.hasFocus()), "")
        empty(self._list)
        self._buttons, self._rows = {}, {}
        for ring in RINGS:
            here = [each for each in members if each.ring == ring]
            if here:
                self._list.addSpacing(8)
                self._list.addWidget(Passage(self._words.choice("circle.ring", str(ring)), type="heading", tone="soft"))
            for member in here:
                self._list.addWidget(self._one(member, names))
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def focus_on(self, record: str = "") -> bool:
        """The keyboard to somebody, or to the first; says whether anybody is there."""
        button = self._buttons.get(record) or next(iter(self._buttons.values()), None)
        if button is not None:
            button.setFocus()
        return button is not None

    def point_at(self, record: str) -> QWidget | None:
        """Show whom somebody has come to in the drawing; the line, if there is one."""
        for each, row in self._rows.items():
            row.point(each == record)
        return self._rows.get(record)

    def mark_open(self, record: str) -> None:
        """Show whose form is open; nobody's with an empty one."""
        for each, button in self._buttons.items():
            said = self._words("circle.board.open_now") if each == record else ""
            button.setAccessibleDescription(said)
            self._rows[each].mark(each == record)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the keyboard comes to a name."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            record = next((each for each, button in self._buttons.items() if button is watched), "")
            self.walked.emit(record if event.type() == QEvent.Type.FocusIn else "")
        return False

    def _one(self, member: Member, names: Mapping[Sector, str]) -> QWidget:
        words = self._words
        button = ActionButton(short_name(member.name), kind="link", name=words("circle.open_name", name=member.name))
        button.clicked.connect(lambda: self.chosen.emit(member.record))
        button.installEventFilter(self)
        self._buttons[member.record] = button
        line = FlowRow(spacing=12)
        line.add(button)
        if member.relation:
            line.add(Passage(member.relation))
        row = self._rows[member.record] = _Row()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(10, 2, 10, 6)
        layout.setSpacing(0)
        layout.addWidget(line)
        layout.addSpacing(2)
        known = dict.fromkeys((names[member.sector], *self._known(member)))
        layout.addWidget(Passage("\n".join(known), type="small", tone="soft"))
        if member.do_not_contact:
            layout.addWidget(Passage(words("circle.known.do_not_contact"), type="small", tone="attention"))
        if not member.settled:
            layout.addWidget(Passage(words("circle.versions"), type="small", tone="attention"))
        return row

    def _known(self, member: Member) -> list[str]:
        words = self._words
        found = list(member.roles)
        if member.helps_with:
            found.append(words("circle.known.helps_with", what=member.helps_with))
        if member.in_touch:
            found.append(words("circle.known.in_touch", how=member.in_touch))
        for said, true in (
            (words("circle.known.emergency"), member.emergency),
            (words("circle.known.paid"), member.paid),
            (words("circle.known.same_home"), member.same_home),
        ):
            if true:
                found.append(said)
        if member.wish is not Wish.NOT_SAID:
            found.append(words.choice("circle.wished", member.wish.value.replace(" ", "_")))
        return found


class _Row(QWidget):
    """One line, tinted while somebody is at it in the drawing or its form is open."""

    def __init__(self) -> None:
        super().__init__()
        self._pointed = self._open = False

    def point(self, pointed: bool) -> None:
        if pointed != self._pointed:
            self._pointed = pointed
            self.update()

    def mark(self, opened: bool) -> None:
        if opened != self._open:
            self._open = opened
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint."""
        if self._pointed or self._open:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens_of(self).quiet_tint))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
