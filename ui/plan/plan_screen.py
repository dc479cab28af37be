"""The plan: what the person wants to happen, and who does what by when, to put in order, to change, to mark as done."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.forms import FormPlace
from app.casebook.plan import actions_of, add_action, change_action, place_action, settle_action
from app.practice.changes import Changes
from app.practice.merge import Current
from app.practice.plans import Action, ActionState, PaperKind
from ui.forms import FormDraft
from ui.messages import message_for
from ui.paper.making import paper_words, short_name, shortly, whose
from ui.paper.paper_bar import PaperBar
from ui.plan.action_card import ActionCard, Shown
from ui.plan.action_form import ActionForm, Promise
from ui.plan.board import PlanBoard, is_late, read_board
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, column, empty
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.widgets.undo import UndoStrip
from ui.words import Words
from ui.work import Work

KINDS = frozenset({"action", "statement", "person", "circle"})
"""What this screen shows something of."""


class PlanScreen(QWidget):
    """Every change is kept at once and can be undone. Late ones stand first."""

    leaving_requested = Signal(str, str)
    history_requested = Signal(str)
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._say = paper_words()
        self._person = ""
        self._board: PlanBoard | None = None
        self._cards: dict[str, ActionCard] = {}
        self._seen: dict[str, str] = {}
        self._changes: dict[str, FormDraft] = {}
        self._follow = ""
        self._bar = PaperBar(words("common.back"), words, words("plan.leave"))
        self._bar.back_requested.connect(self.closed)
        self._bar.next_requested.connect(lambda: self.leaving_requested.emit(self._person, PaperKind.PLAN_COPY.value))
        self._wants, self._late = QVBoxLayout(), QVBoxLayout()
        self._ahead, self._settled = QVBoxLayout(), QVBoxLayout()
        self._none = Passage(words("plan.actions.none"), tone="soft")
        self._late_title = Passage(words("plan.actions.late_title"), type="strong", tone="attention")
        self._settled_title = Passage(words("plan.actions.settled_title"), type="heading")
        self._add = ActionButton(words("plan.actions.add"), icon="plus")
        self._add.clicked.connect(lambda: self._open_form(""))
        self._form_card = Card()
        self._form = ActionForm(words)
        self._draft = FormDraft(desk, work, self._form)
        self._form.kept.connect(self._on_added)
        self._form.closed.connect(self._close_form)
        self._form_card.add(self._form)
        self._form_card.hide()
        self._trouble, self._undo = Notice(tone="harm"), UndoStrip(words)
        self._page = Page(measure=72)
        self._lay_out()
        work.changed.connect(self._on_changed)

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_person(self, person: str) -> None:
        """Show this person's plan as it is now."""
        if person != self._person:
            self._forget()
        self._person = person
        self._undo.quiet()
        self._trouble.quiet()
        self._reload()

    def focus_first(self) -> None:
        """The keyboard goes to the first promise; while there is none, to adding one."""
        first = next(iter(self._board.open), None) if self._board else None
        card = self._cards.get(first.record) if first else None
        (card.face if card else self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        for part in (self._wants, self._late, self._ahead, self._settled):
            part.setSpacing(10)
        page = self._page
        page.add(Passage(self._words("plan.wants.title"), type="heading"))
        page.body.addLayout(self._wants)
        page.add_space(12)
        page.add(Passage(self._words("plan.actions.title"), type="heading"))
        page.add(self._none)
        page.add(self._late_title)
        page.body.addLayout(self._late)
        page.body.addLayout(self._ahead)
        page.add(self._form_card)
        page.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        page.add_space(12)
        page.add(self._settled_title)
        page.body.addLayout(self._settled)
        strips = QVBoxLayout()
        strips.setContentsMargins(24, 0, 24, 0)
        strips.addWidget(self._trouble)
        strips.addWidget(self._undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(page, 1)
        layout.addLayout(strips)

    def _forget(self) -> None:
        self._board, self._follow = None, ""
        empty(self._wants)
        for card in self._cards.values():
            card.hide()
            card.deleteLater()
        self._cards = {}
        self._form_card.hide()
        self._add.show()

    def _reload(self) -> None:
        desk, person = self._desk, self._person
        self._work.read(lambda: read_board(desk, person), then=self._show_board, failed=self._on_failed, key=f"plan {id(self)}")

    def _show_board(self, board: PlanBoard) -> None:
        self._board = board
        called = board.person.body.called
        self._bar.show_title(self._words("plan.title", name=short_name(called)), self._words("plan.title", name=called))
        self._show_wants(board)
        held = self._held()
        for place, actions in ((self._late, board.late), (self._ahead, board.ahead), (self._settled, board.settled)):
            for at, each in enumerate(actions):
                self._put_card(place, at, each, first=at == 0, last=at == len(actions) - 1)
        there = {each.record for each in (*board.open, *board.settled)}
        for record in set(self._cards) - there:
            card = self._cards.pop(record)
            card.hide()
            card.deleteLater()
        self._late_title.setVisible(bool(board.late))
        self._settled_title.setVisible(bool(board.settled))
        self._none.setVisible(not board.open)
        self._bar.next_button.lead(bool(board.wants or board.open))
        self._hold(held)

    def _show_wants(self, board: PlanBoard) -> None:
        words, called = self._words, board.person.body.called
        empty(self._wants)
        if not board.wants:
            self._wants.addWidget(Passage(words("plan.wants.none"), tone="soft"))
        for each in board.wants:
            quote = Quote(each.body.words, whose(each.body, called, self._say))
            short = shortly(each.body.words)
            add = ActionButton(words("plan.wants.add"), kind="link", name=words("plan.wants.add_name", want=short))
            add.clicked.connect(lambda _=False, record=each.record: self._open_form(record))
            quote.add_action(add)
            notes = []
            if "words" in each.versions:
                notes.append(Passage(words("plan.wants.versions"), type="small", tone="attention"))
            if each.body.not_to_print:
                notes.append(Passage(words("plan.wants.kept_off"), type="small", tone="attention"))
            self._wants.addWidget(column(quote, *notes, spacing=2))

    def _put_card(self, place: QVBoxLayout, at: int, each: Current[Action], *, first: bool, last: bool) -> None:
        assert self._board is not None
        late = is_late(each.body, self._board.today)
        want = self._board.want(each.body.towards)
        shown = Shown(each.record, each.body, late, want, "action" in each.versions, first, last)
        card = self._cards.get(each.record)
        if card is None:
            card = self._cards[each.record] = self._new_card(shown)
        else:
            card.show_action(shown)
        item = place.itemAt(at)
        if item is None or item.widget() is not card:
            place.insertWidget(at, card)

    def _new_card(self, shown: Shown) -> ActionCard:
        card = ActionCard(self._words, shown)
        card.opened.connect(self._on_opened)
        card.step_requested.connect(self._step)
        card.change_requested.connect(self._open_change)
        card.settle_requested.connect(self._settle)
        card.take_out_requested.connect(self._take_out)
        card.reopen_requested.connect(self._reopen)
        card.history_requested.connect(self.history_requested)
        return card

    def _held(self) -> tuple[str, QWidget | None]:
        focused = QApplication.focusWidget()
        card: QWidget | None = focused
        while card is not None and not isinstance(card, ActionCard):
            card = card.parentWidget()
        return (card.record, focused) if isinstance(card, ActionCard) else ("", None)

    def _hold(self, held: tuple[str, QWidget | None]) -> None:
        record, place = held
        follow, self._follow = self._follow, ""
        card = self._cards.get(follow or record)
        if card is None:
            return
        if follow or place is None or not place.isVisible():
            card.face.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, opened: ActionCard) -> None:
        for card in self._cards.values():
            card.open_tools(card is opened and not card.tools_open)
        self._page.scroll_to(opened)

    # The form

    def _start(self, form: ActionForm) -> None:
        assert self._board is not None
        wishes = [(each.record, each.body.words) for each in self._board.wants]
        form.start(self._board.people, self._board.today, wishes=wishes)

    def _open_form(self, towards: str) -> None:
        if self._board is None:
            return
        if not (self._form_card.isVisible() and self._form.filled):
            self._start(self._form)
            if towards:
                self._form.show_promise(Promise("", None, None, "", towards))
            self._draft.begin(FormPlace("promise", self._person))
        self._form_card.show()
        self._add.hide()
        self._form.focus_first()
        self._page.scroll_to(self._form_card)

    def _close_form(self) -> None:
        self._draft.done()
        self._form_card.hide()
        self._add.show()
        self._add.setFocus()

    def _on_added(self, promise: Promise) -> None:
        desk, person, me = self._desk, self._person, self._desk.me
        action = Action(
            what=promise.what,
            who=promise.who,
            by=promise.by,
            by_words=promise.by_words,
            towards=promise.towards,
            said_by=me,
        )
        self._write(lambda: add_action(desk, person, action), self._close_form)

    def _open_change(self, record: str) -> None:
        card = self._cards[record]
        action = next(each.body for each in self._board.open if each.record == record) if self._board else None
        if action is None:
            return
        form = ActionForm(self._words)
        self._start(form)
        form.show_action(action)
        form.kept.connect(lambda promise: self._on_change_kept(record, promise))
        form.closed.connect(lambda: self._close_change(record))
        card.open_form(form)
        self._seen[record] = (
            next((each.head()[0] for each in self._board.open if each.record == record), "") if self._board else ""
        )
        self._changes[record] = FormDraft(self._desk, self._work, form)
        self._changes[record].begin(FormPlace("promise", self._person, record))

    def _close_change(self, record: str) -> None:
        draft = self._changes.pop(record, None)
        if draft is not None:
            draft.done()
        self._close_panel(record)

    def _on_change_kept(self, record: str, promise: Promise) -> None:
        desk, seen = self._desk, self._seen.get(record, "")
        fields: dict[str, Any] = {
            "what": promise.what,
            "who": promise.who,
            "by": promise.by,
            "by_words": promise.by_words,
            "towards": promise.towards,
        }
        self._write(lambda: change_action(desk, record, seen=seen, **fields), lambda: self._close_change(record))

    def _close_panel(self, record: str) -> None:
        card = self._cards.get(record)
        if card is not None:
            card.close_panel()
            card.face.setFocus()

    # What can be done with a promise

    def _step(self, record: str, way: int) -> None:
        ahead = [each.record for each in self._board.ahead] if self._board else []
        if record not in ahead or not 0 <= ahead.index(record) + way < len(ahead):
            return
        beside = ahead[ahead.index(record) + way]
        desk, person = self._desk, self._person
        self._follow = record

        def job() -> Changes:
            others = [each.record for each in actions_of(desk, person) if each.record != record]
            return place_action(desk, person, record, others.index(beside) + (way > 0))

        self._write(job)

    def _settle(self, record: str, state: ActionState, reason: str) -> None:
        assert self._board is not None
        desk, today = self._desk, self._board.today
        said = self._words("plan.undo.done") if state is ActionState.DONE else self._words("plan.undo.dropped")

        def offer() -> None:
            self._close_panel(record)
            self._undo.offer(said, lambda: self._reopen(record))

        self._write(lambda: settle_action(desk, record, state, today, reason), offer)

    def _reopen(self, record: str) -> None:
        desk = self._desk
        self._follow = record
        self._write(lambda: change_action(desk, record, state=ActionState.OPEN, reason="", settled_on=None))

    def _take_out(self, record: str) -> None:
        desk = self._desk

        def bring_back() -> None:
            self._follow = record
            self._write(lambda: change_action(desk, record, struck=False))

        self._write(
            lambda: change_action(desk, record, struck=True),
            lambda: self._undo.offer(self._words("plan.undo.taken_out"), bring_back),
        )

    def _write(self, job: Callable[[], Changes], then: Callable[[], object] | None = None) -> None:
        self._trouble.quiet()
        self._undo.quiet()
        self._work.write(job, then=(lambda _changes: then()) if then else None, failed=self._on_failed, initiator=self)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if f"person:{self._person}" in changes.scopes and KINDS & changes.kinds and self._board is not None:
            self._reload()

    def _on_failed(self, error: Exception) -> None:
        self._follow = ""
        self._trouble.say(str(message_for(error, self._words)))
