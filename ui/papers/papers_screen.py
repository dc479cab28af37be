"""What can be printed for a person, what each paper is for, and what of it is at home already."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.at_hand import AtHand, PapersAtHand, papers_at_hand
from app.casebook.desk import Desk
from app.paper.words import PaperWords
from app.practice.changes import Changes
from app.practice.papers import paper_name
from ui.messages import message_for
from ui.paper.making import Kind, listed_papers, paper_words, short_name
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Hairline, column, empty, flow_row
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work


class PapersScreen(QWidget):
    """A list with one way on at each paper. Nothing is made before it is asked for."""

    leaving_requested = Signal(str, str)
    """The person, and the paper as `paper_name` names it."""
    plain_requested = Signal(str, str)
    """The person, and a paper that leaves no version behind."""
    letter_requested = Signal(str, str)
    """The person, and the visit it goes before."""
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._say: PaperWords = paper_words()
        self._person = ""
        self._first: ActionButton | None = None
        self._top_has_words = False
        self._page = Page(measure=66)
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._back.clicked.connect(self.closed)
        self._title, self._trouble = Passage(type="title"), Notice(tone="harm")
        self._groups = QVBoxLayout()
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._groups.setSpacing(36)
        holder = QWidget()
        holder.setLayout(self._groups)
        self._page.header.addWidget(flow_row(self._back))
        for part in (self._trouble, column(self._title, Passage(words("papers.lead"), tone="soft"), spacing=6), holder):
            self._page.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        work.changed.connect(self.on_changed)

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_person(self, person: str) -> None:
        """What there is for this person."""
        if person != self._person:
            empty(self._groups)
            self._title.set_text("")
        self._person = person
        self._trouble.quiet()
        self._page.verticalScrollBar().setValue(0)
        self._reload()

    def focus_first(self) -> None:
        """The first paper where there is something on it; else the way back, so that the list is seen from its beginning."""
        (self._first if self._first and self._top_has_words else self._back).setFocus()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Something said or left may change what there is."""
        if self._person and self.isVisible() and f"person:{self._person}" in changes.scopes:
            self._reload()

    def on_shown(self) -> None:
        """Coming back, what was left meanwhile is read."""
        if self._person:
            self._reload()

    def _reload(self) -> None:
        desk, person = self._desk, self._person
        self._work.read(
            lambda: (papers_at_hand(desk, person), listed_papers()),
            then=self._show,
            failed=self._say_failure,
            key=f"papers {id(self)}",
        )

    def _show(self, found: tuple[PapersAtHand, tuple[tuple[str, Kind], ...]]) -> None:
        hand, listed = found
        words = self._words
        had_focus = self._first is not None and self._first.hasFocus()
        self._title.set_text(words("papers.title", name=short_name(hand.person.called)))
        empty(self._groups)
        self._first = None
        self._top_has_words = any(not each.empty for each in hand.leaving[:1])
        kinds = {kind: [name for name, each in listed if each is kind] for kind in Kind}
        self._group("leave", [self._to_leave(each) for name in kinds[Kind.FROZEN] for each in hand.leaving if each.paper == name])
        self._group("visit", [row for name in kinds[Kind.LETTER] for row in self._letters(name, hand)])
        self._group("write", [self._plain(name) for name in kinds[Kind.BLANK]])
        self._group("asked", [self._plain(name, "" if hand.circle else words("papers.nobody")) for name in kinds[Kind.ASKED]])
        if had_focus:
            self.focus_first()

    def _group(self, key: str, rows: list[QWidget]) -> None:
        """A heading with its papers, parted by lines."""
        parts: list[QWidget] = []
        for row in rows:
            parts += [Hairline(), row] if parts else [row]
        heading = Passage(self._words(f"papers.groups.{key}"), type="heading")
        self._groups.addWidget(column(heading, *parts, spacing=14))

    def _to_leave(self, each: AtHand) -> QWidget:
        paper = self._say.say(f"papers.{each.paper}.name")
        if each.purpose:
            paper = self._words("papers.for_purpose", paper=paper, purpose=each.purpose)
        nothing = self._words("papers.nothing") if each.empty else ""
        go = partial(self.leaving_requested.emit, self._person, paper_name(each.paper, each.profile))
        return self._row(paper, self._for(each.paper), go, nothing, self._at_home(each))

    def _at_home(self, each: AtHand) -> Passage | None:
        """The copy that is there, and whether it still says what we know."""
        if each.copy is None:
            return None
        date = self._words.date(each.copy.copy.left_at)
        if each.copy.out_of_date:
            return Passage(self._words("papers.home_changed", date=date), tone="attention")
        return Passage(self._words("papers.home", date=date), type="small", tone="soft")

    def _letters(self, name: str, hand: PapersAtHand) -> list[QWidget]:
        paper, what = self._say.say(f"papers.{name}.name"), self._for(name)
        if not hand.planned:
            return [self._row(paper, what, None, self._words("papers.no_visit"))]
        rows: list[QWidget] = []
        for visit in hand.planned:
            at = visit.body.planned_for
            titled = self._words("papers.letter", paper=paper, moment=self._words.moment(at)) if at else paper
            rows.append(self._row(titled, what, partial(self.letter_requested.emit, self._person, visit.record)))
        return rows

    def _plain(self, name: str, nothing: str = "") -> QWidget:
        go = partial(self.plain_requested.emit, self._person, name)
        return self._row(self._say.say(f"papers.{name}.name"), self._for(name), go, nothing)

    def _for(self, name: str) -> str:
        return self._say.say(f"papers.{name}.for")

    def _row(
        self, paper: str, what: str, go: Callable[[], None] | None, nothing: str = "", home: Passage | None = None
    ) -> QWidget:
        """A paper: what it is called and what it is for, the copy at home, and the way on or why there is none."""
        parts: list[QWidget] = [Passage(paper, type="strong"), Passage(what)]
        parts += [home] if home else []
        if nothing or go is None:
            parts.append(Passage(nothing, type="small", tone="soft"))
        else:
            look = ActionButton(self._words("papers.look"), kind="link", name=self._words("papers.look_name", paper=paper))
            look.clicked.connect(lambda _checked=False: go())
            self._first = self._first or look
            parts.append(flow_row(look))
        return column(*parts, spacing=4)

    def _say_failure(self, error: Exception) -> None:
        self._trouble.say(str(message_for(error, self._words)))
