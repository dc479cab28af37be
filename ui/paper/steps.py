"""What the three steps of leaving share: a heading with where one is, strips, and rows of buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage


class Step(QWidget):
    """One step: `body` is filled by its subclass."""

    back_requested = Signal()

    def __init__(self, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.where = Passage(where, type="small", tone="soft")
        self.title = Passage(type="title")
        self.notice = Notice()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)
        self.body.addWidget(self.where)
        self.body.addWidget(self.title)

    def add(self, *parts: QWidget) -> None:
        """Put widgets under each other."""
        for part in parts:
            self.body.addWidget(part)


def buttons(*parts: ActionButton) -> FlowRow:
    """Buttons in a row that wraps."""
    row = FlowRow(spacing=12)
    for part in parts:
        row.add(part)
    return row
