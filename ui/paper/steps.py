"""What the three steps of leaving share: a heading with where one is, strips, rows of buttons, and the place they stand in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow
from ui.widgets.notice import Notice
from ui.widgets.page import Page
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


class Steps(QStackedWidget):
    """The steps, each on a page of its own that scrolls."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self._steps = steps
        for step in steps:
            page = Page(measure=0, margin=32)
            page.add(step)
            self.addWidget(page)

    @property
    def step(self) -> Step:
        """The step on show."""
        return self._steps[self.currentIndex()]

    def show_step(self, step: Step) -> None:
        """Show this step from its beginning."""
        self.setCurrentIndex(self._steps.index(step))
        page = self.currentWidget()
        if isinstance(page, Page):
            page.verticalScrollBar().setValue(0)
