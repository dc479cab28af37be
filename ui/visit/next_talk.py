"""What to talk about next, with the reason: quietly, where a topic ends. Nobody has to."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.suggesting import Suggestion, suggestions
from app.practice.guides import Guide, GuideShelf
from ui.reasons import reason_of
from ui.visit.shapes.rows import Spot
from ui.visit.table import Table
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import column, empty, flow_row
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

SHOWN = 3


class NextTalk(QWidget):
    """A few topics, each with why. Hidden while there is none."""

    chosen = Signal(str, str)
    """The guide and the question."""

    def __init__(self, words: Words, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Passage(title, type="strong", tone="soft"))
        layout.addLayout(self._list)
        self.hide()

    def show_suggestions(self, found: tuple[Suggestion, ...], guides: GuideShelf) -> None:
        """Show these."""
        empty(self._list)
        for each in found:
            if (guide := guides.get(each.guide)) is not None:
                self._list.addWidget(self._one(each, guide))
        self.setVisible(bool(self._list.count()))

    def _one(self, each: Suggestion, guide: Guide) -> QWidget:
        prompt = guide.prompt_named(each.prompt)
        question = prompt.question if prompt else guide.name
        press = ActionButton(question, kind="link", name=self._words("visit.next_talk.name", topic=guide.name, question=question))
        press.clicked.connect(lambda: self.chosen.emit(each.guide, each.prompt))
        why = Passage(reason_of(each, self._words), type="small", tone="soft")
        return column(flow_row(press), why, spacing=0)


class Suggesting(QObject):
    """Looks what is still unknown whenever the conversation stands where a topic ends."""

    def __init__(self, desk: Desk, work: Work, shown: NextTalk) -> None:
        super().__init__(shown)
        self._desk, self._work, self._shown = desk, work, shown
        self._at: tuple[str, str] = ("", "")

    def show_moment(self, spot: Spot, table: Table, following: Spot | None) -> None:
        """Where the conversation is, and what would come next by itself."""
        self._at = (spot.guide.id, spot.place)
        if following is not None and following.guide is spot.guide:
            self._shown.hide()
            return
        job = partial(suggestions, self._desk, table.person.record)
        self._work.read(job, then=partial(self._show, self._at), failed=_nothing, key=f"next talk {id(self)}")

    def _show(self, at: tuple[str, str], found: tuple[Suggestion, ...]) -> None:
        if at == self._at:
            elsewhere = tuple(each for each in found if (each.guide, each.prompt) != at)
            self._shown.show_suggestions(elsewhere[:SHOWN], self._desk.guides)


def _nothing(_error: Exception) -> None:
    """What cannot be suggested now is not; the conversation goes on without."""
