"""What is done at the table beside writing: leaving out, promising, agreeing, somebody coming in. Each with its way back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.casebook.desk import Desk
from app.casebook.forms import FormPlace
from app.casebook.moving import forget_reminder, remind
from app.casebook.plan import add_action, change_action
from app.casebook.saying import LeftOut, assent, bring_back, keep_off, leave_out
from app.casebook.visits import change_present
from app.practice.changes import Changes
from app.practice.guides import Guide, Prompt
from app.practice.people import Role, Speaker
from app.practice.plans import Action
from ui.forms import FormDraft
from ui.plan.action_form import Promise
from ui.visit.on_table import OnTable
from ui.visit.table import Table, asked_by
from ui.visit.visit_view import VisitView
from ui.words import Words
from ui.work import Work


class Acting(QObject):
    """Does what is pressed on the table that `table` gives now. What could not be kept is put back where it was written."""

    failed = Signal(object)
    left_out = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, view: VisitView, on_table: OnTable) -> None:
        super().__init__(view)
        self._desk, self._work, self._words, self._view = desk, work, words, view
        self._table: Table | None = None
        self._guide: Guide | None = None
        view.answer.somebody_came.connect(self._add_present)
        view.note.leave_out_requested.connect(self._leave_out)
        self._draft = FormDraft(desk, work, view.beside.promises.form)
        view.beside.promises.opened.connect(self._keep_form)
        view.beside.promises.put_away.connect(self._draft.done)
        view.beside.promises.added.connect(self._promise)
        view.beside.promises.changed.connect(self._change_promise)
        view.beside.promises.left_out.connect(self._leave_out_promise)
        on_table.leave_out_requested.connect(self._leave_out)
        on_table.elsewhere_requested.connect(self._remind)
        on_table.paper_changed.connect(lambda record, off: self._write(lambda: keep_off(self._desk, record, paper=off)))
        on_table.assented.connect(lambda record, who, agrees: self._write(lambda: assent(self._desk, record, who, agrees)))

    def moment_is(self, table: Table, guide: Guide) -> None:
        """What lies on the table now, and which guide is open."""
        self._table, self._guide = table, guide

    def _keep_form(self, at: str) -> None:
        """What is written in the open form is kept at every pause, and stands there again after a kill."""
        if self._table is not None and self._guide is not None:
            self._draft.begin(FormPlace("promise", self._table.person.record, f"{self._guide.id} {at}"))

    def _leave_out(self, record: str) -> None:
        self._work.write(lambda: leave_out(self._desk, record), then=self._on_left_out, failed=self.failed.emit, initiator=self)

    def _remind(self, record: str) -> None:
        """While the visit is open nobody else may come up: it waits on the first screen for afterwards."""

        def offer(_nothing: object) -> None:
            undo = partial(self._write, lambda: forget_reminder(self._desk, record))
            self._view.undo.offer(self._words("visit.elsewhere_later"), undo)

        self._work.write(lambda: remind(self._desk, record), then=offer, failed=self.failed.emit, initiator=self)

    def _on_left_out(self, left: LeftOut) -> None:
        self._work.changed.emit(left.changes, self)
        undo = partial(self._write, lambda: bring_back(self._desk, left))
        self._view.undo.offer(self._words("visit.left_out"), undo)
        self.left_out.emit()

    def _add_present(self, name: str) -> None:
        if self._table is None:
            return
        known = [each for each in self._table.circle if each.body.name.casefold() == name.casefold()]
        who = Speaker(role=Role.OTHER, name=name, who=known[0].record if known else "")
        present = (*self._table.visit.body.present, who)
        visit = self._table.visit.record
        self._write(lambda: change_present(self._desk, visit, present))

    def _promise(self, prompt: Prompt, promise: Promise) -> None:
        if self._table is None or self._guide is None:
            return
        action = Action(
            what=promise.what,
            who=promise.who,
            by=promise.by,
            by_words=promise.by_words,
            towards=promise.towards,
            asked=asked_by(self._guide, prompt),
            visit=self._table.visit.record,
        )
        person = self._table.person.record
        self._write(lambda: add_action(self._desk, person, action), lambda: self._view.beside.promises.put_back(promise))

    def _change_promise(self, record: str, promise: Promise) -> None:
        fields: dict[str, Any] = {"what": promise.what, "who": promise.who, "by": promise.by, "by_words": promise.by_words}
        self._write(
            lambda: change_action(self._desk, record, **fields, towards=promise.towards),
            lambda: self._view.beside.promises.put_back(promise, record),
        )

    def _leave_out_promise(self, record: str) -> None:
        def offer(_changes: Changes) -> None:
            undo = partial(self._write, lambda: change_action(self._desk, record, struck=False))
            self._view.undo.offer(self._words("actions.shown.left_out"), undo)

        job = lambda: change_action(self._desk, record, struck=True)  # noqa: E731
        self._work.write(job, then=offer, failed=self.failed.emit, initiator=self)

    def _write(self, job: Callable[[], object], put_back: Callable[[], object] | None = None) -> None:
        def failed(error: Exception) -> None:
            self.failed.emit(error)
            if put_back is not None:
                put_back()

        self._work.write(job, failed=failed, initiator=self)
