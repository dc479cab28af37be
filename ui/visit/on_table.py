"""The statements of the question in the middle: each a view that stays while it is used, and those on their way."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.casebook.saying import Typing
from app.paper.words import PaperWords
from app.practice.merge import Current
from app.practice.statements import Statement
from ui.visit.keeper import Keeper
from ui.visit.shapes.rows import Spot
from ui.visit.statement_view import StatementView
from ui.visit.table import Table, is_asked
from ui.visit.visit_view import VisitView
from ui.widgets.layout import empty
from ui.widgets.quote import Quote
from ui.words import Words


class OnTable(QObject):
    """Keeps the views of statements in step with what is known, and never closes one that somebody writes in."""

    leave_out_requested = Signal(str)
    elsewhere_requested = Signal(str)
    history_requested = Signal(str)
    paper_changed = Signal(str, bool)
    assented = Signal(str, object, bool)
    writing_began = Signal(object, object, object)
    """Newer words for a statement can be written: the field, the line for its spelling, and the `Statement`."""

    def __init__(self, view: VisitView, keeper: Keeper, words: Words, say: PaperWords) -> None:
        super().__init__(view)
        self._view, self._keeper, self._words, self._say = view, keeper, words, say
        self._views: dict[str, StatementView] = {}
        self._changing: dict[str, Typing] = {}
        self._table: Table | None = None

    def forget(self) -> None:
        """Another visit, or the same one anew: nothing of before stays."""
        for record in list(self._views):
            self._let_go(record)
        self._changing = {}
        self._table = None

    def person_is(self, table: Table) -> None:
        """Whose table it is."""
        self._table = table

    def take_up(self, typings: Iterable[Typing]) -> None:
        """Newer words for statements that were being typed when the app was left."""
        self._changing = {each.record: each for each in typings if each.onto}

    def flush(self) -> None:
        """Tell of the last keys in every open view."""
        for view in self._views.values():
            view.flush()

    def show_moment(self, spot: Spot, table: Table) -> None:
        """Show what was said to this question (in this row), and what is being kept."""
        said = table.said_to(spot.guide.id, spot.place)
        records = [each.record for each in said]
        for record in [each for each in self._views if each not in records]:
            self._let_go(record)
        for place, statement in enumerate(said):
            view = self._views.get(statement.record)
            if view is None:
                view = self._add(statement, table)
            else:
                view.refresh(statement, table.called)
            item = self._view.statements.itemAt(place)
            if item is None or item.widget() is not view:
                self._view.statements.insertWidget(place, view)
        self._show_pending(spot, records)

    def _show_pending(self, spot: Spot, known: list[str]) -> None:
        empty(self._view.pending)
        mark = self._words("visit.not_kept") if self._keeper.troubled else ""
        for typing in self._keeper.being_sealed:
            here = is_asked(typing.typed.asked, spot.guide.id, spot.place) and not typing.typed.private
            if here and typing.record not in known:
                self._view.pending.addWidget(Quote(typing.typed.words, mark))

    def _add(self, statement: Current[Statement], table: Table) -> StatementView:
        view = StatementView(statement, table.called, self._words, self._say, listeners=table.speakers)
        self._views[statement.record] = view
        view.words_typed.connect(lambda typing: self._keeper.keep(self._at_home(typing)))
        view.words_kept.connect(self._on_kept)
        view.words_given_up.connect(self._on_given_up)
        view.leave_out_requested.connect(self.leave_out_requested)
        view.elsewhere_requested.connect(self.elsewhere_requested)
        view.history_requested.connect(self.history_requested)
        view.paper_changed.connect(self.paper_changed)
        view.assented.connect(self.assented)
        view.writing_began.connect(self.writing_began)
        typing = self._changing.pop(statement.record, None)
        if typing is not None:
            view.set_open(True, typing.typed.words, typing.cursor)
        return view

    def _on_kept(self, typing: Typing) -> None:
        self._keeper.seal(self._at_home(typing))

    def _on_given_up(self, typing: Typing) -> None:
        self._keeper.drop(self._at_home(typing))

    def _at_home(self, typing: Typing) -> Typing:
        assert self._table is not None
        return replace(typing, person=self._table.person.record, visit=self._table.visit.record)

    def _let_go(self, record: str) -> None:
        view = self._views.pop(record)
        view.flush()
        typing = view.typing
        if self._table is not None and typing is not None and typing.typed.words != view.statement.body.words:
            self._changing[record] = self._at_home(typing)
        self._view.statements.removeWidget(view)
        view.hide()
        view.deleteLater()
