"""The parts of Today: a visit as a card, something that waits as a strip with a coloured edge."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.casebook.desk import UK
from app.casebook.today import VisitAhead
from app.practice.people import Person
from app.practice.visits import VisitStatus
from ui.theme.theme import tokens_of, width_of
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, FlowRow
from ui.widgets.lines import direction_of
from ui.widgets.passage import Passage
from ui.words import Words

_TIME_LETTERS = 5
_ENDS = (".", "?", "!", "…", "।", ":", ";")
_AT_HOME = ("", "home", "at home")
_READS = {"standard": "standard", "large print": "large_print", "easy read": "easy_read"}


class VisitCard(Card):
    """One visit: when, with whom, how to get in, how to speak with them, what was promised and is late."""

    chosen = Signal()

    def __init__(self, ahead: VisitAhead, day: date, words: Words, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words = words
        person = ahead.person.body
        paused = ahead.visit.body.status is VisitStatus.PAUSED
        line = QHBoxLayout()
        line.setSpacing(24)
        if not paused:
            when = Passage(_when(ahead, day, words), type="prompt")
            when.ensurePolished()
            when.setMinimumWidth(width_of(when, _TIME_LETTERS))
            line.addWidget(when, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(self._middle(ahead, person), 1)
        if paused:
            press = ActionButton(words("today.visits.go_on"), "plain", name=words("today.visits.go_on_name", name=person.name))
        else:
            name = words("today.visits.get_ready_name", name=person.name)
            press = ActionButton(words("today.visits.get_ready"), "primary" if first else "plain", name=name)
        press.clicked.connect(self.chosen)
        line.addWidget(press, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(line)

    def _middle(self, ahead: VisitAhead, person: Person) -> QVBoxLayout:
        visit, words = ahead.visit.body, self._words
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addWidget(Passage(person.name, type="name"))
        if visit.status is VisitStatus.PAUSED and visit.paused_at:
            on_paper = visit.permission is not None and not visit.permission.given
            moment = words.moment(visit.paused_at)
            said = words("today.visits.on_paper", moment=moment) if on_paper else words("today.visits.paused", moment=moment)
            middle.addWidget(Passage(said, tone="soft"))
        elsewhere = visit.where.strip().casefold() not in _AT_HOME
        place = visit.where if elsewhere else person.address
        for text in run_on(visit.purpose, place, "" if elsewhere else person.arriving):
            middle.addWidget(Passage(text, tone="soft"))
        for text in run_on(person.reach.how, reads_best(person, words)):
            middle.addWidget(Passage(text))
        if ahead.late:
            late = words("today.late", count=len(ahead.late), what=words.listing(ahead.late))
            middle.addWidget(Passage(late, type="strong", tone="attention"))
        return middle


class Waiting(QWidget):
    """Something that waits: a title, why, and one quiet thing to do. The edge's colour says how near it is."""

    acted = Signal()

    def __init__(
        self,
        title: str,
        why: str,
        action: str,
        name: str,
        *,
        quoted: str = "",
        edge: str = "attention",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._edge = edge
        layout = self._layout = QVBoxLayout(self)
        layout.setSpacing(0)
        layout.addWidget(Passage(title, type="strong"))
        layout.addWidget(Passage(why, tone="soft"))
        if quoted:
            layout.addWidget(Passage(f"“{quoted}”", follows_script=True))
        press = ActionButton(action, kind="link", name=name)
        press.clicked.connect(self.acted)
        row = self._row = FlowRow(spacing=16)
        row.add(press)
        layout.addWidget(row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

        self._leave_room()

    def add_action(self, text: str, act: Callable[[], object]) -> None:
        """Another quiet thing to do."""
        press = ActionButton(text, kind="link")
        press.clicked.connect(lambda: act())
        self._row.add(press)

    def changeEvent(self, event: QEvent) -> None:
        """The edge stands where lines begin."""
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._leave_room()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The edge."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        colour = QColor(tokens_of(self).colour(self._edge))
        QPainter(self).fillRect(self.width() - 4 if rtl else 0, 0, 4, self.height(), colour)

    def _leave_room(self) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._layout.setContentsMargins(0 if rtl else 20, 2, 20 if rtl else 0, 2)


def reads_best(person: Person, words: Words) -> str:
    """How the person reads best, as far as anybody has asked."""
    reach = person.reach
    if not reach.text_size:
        return ""
    key = _READS.get(reach.paper, "standard")
    return {
        "standard": words("today.reads.standard", points=reach.text_size),
        "large_print": words("today.reads.large_print", points=reach.text_size),
        "easy_read": words("today.reads.easy_read", points=reach.text_size),
    }[key]


def run_on(*texts: str) -> list[str]:
    """Short pieces one after the other as sentences in one paragraph; a paragraph each when one is from right to left."""
    said = [" ".join(text.split()) for text in texts if text.strip()]
    if any(direction_of(text, Qt.LayoutDirection.LeftToRight) == Qt.LayoutDirection.RightToLeft for text in said):
        return said
    ended = (text if text.endswith(_ENDS) else f"{text}." for text in said)
    return [" ".join(text[:1].upper() + text[1:] for text in ended)] if said else []


def start_of(text: str, letters: int = 60) -> str:
    """The first words of a text, for a list; cut between words."""
    text = " ".join(text.split())
    if len(text) <= letters:
        return text
    head = text[:letters].rsplit(" ", 1)[0]
    return f"{head}…"


def _when(ahead: VisitAhead, day: date, words: Words) -> str:
    planned = ahead.visit.body.planned_for
    if planned is None:
        return words("today.visits.unplanned")
    return words.time(planned) if planned.astimezone(UK).date() == day else words.short_day(planned)
