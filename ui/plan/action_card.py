"""A promise as a card: what, who and by when, what for; and what can be done with it when it is pressed."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.practice.plans import Action, ActionState
from ui.paper.making import shortly
from ui.plan.action_form import ActionForm
from ui.widgets.buttons import ActionButton
from ui.widgets.face import Face
from ui.widgets.fields import LineField
from ui.widgets.layout import FlowRow
from ui.words import Words


@dataclass(frozen=True)
class Shown:
    """A promise and where it stands among those that can be put in order."""

    record: str
    action: Action
    late: bool
    want: str
    versions: bool
    first: bool
    last: bool


ICONS = {ActionState.OPEN: "circle-dot", ActionState.DONE: "check", ActionState.DROPPED: "x"}


class ActionCard(QFrame):
    """It asks; it changes nothing itself."""

    opened = Signal(object)
    step_requested = Signal(str, int)
    change_requested = Signal(str)
    settle_requested = Signal(str, object, str)
    """The promise, done or dropped, and why."""

    history_requested = Signal(str)
    take_out_requested = Signal(str)
    reopen_requested = Signal(str)

    def __init__(self, words: Words, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._shown = words, shown
        self._panel: QWidget | None = None
        self.setProperty("card", True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.face = Face("circle-dot", steps=True)
        self.face.clicked.connect(lambda: self.opened.emit(self))
        self.face.stepped.connect(lambda way: self.step_requested.emit(self.record, way))
        self._tools = FlowRow(spacing=16)
        self._tools.setContentsMargins(12, 0, 12, 10)
        self._tools.hide()
        self._buttons = {
            "done": self._tool("check", lambda: self.settle_requested.emit(self.record, ActionState.DONE, "")),
            "dropped": self._tool("x", self._ask_why),
            "reopen": self._tool("undo", lambda: self.reopen_requested.emit(self.record)),
            "change": self._tool("pencil", lambda: self.change_requested.emit(self.record)),
            "up": self._tool("chevron-up", lambda: self.step_requested.emit(self.record, -1)),
            "down": self._tool("chevron-down", lambda: self.step_requested.emit(self.record, 1)),
            "take_out": self._tool("leave-out", lambda: self.take_out_requested.emit(self.record)),
            "history": self._tool("clock", lambda: self.history_requested.emit(self.record)),
        }
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.face)
        self._layout.addWidget(self._tools)
        self.show_action(shown)

    @property
    def record(self) -> str:
        """The promise."""
        return self._shown.record

    @property
    def tools_open(self) -> bool:
        """Whether what can be done is on show."""
        return self._tools.isVisibleTo(self)

    @property
    def panel(self) -> QWidget | None:
        """The form, or the question why, if one is open under the promise."""
        return self._panel

    def show_action(self, shown: Shown) -> None:
        """Show the promise as it is now. What is being typed under it stays."""
        self._shown = shown
        action, words = shown.action, self._words
        said = said_of(action, words)
        self.face.show_icon(ICONS[action.state])
        self.face.show_line(action.what, said, self._marks())
        what = shortly(action.what)
        self.face.setAccessibleName(words("plan.actions.name", what=shortly(action.what, 300), said=said))
        opened = action.state is ActionState.OPEN
        for key, text, name, there in (
            ("done", words("plan.do.done"), words("plan.do.done_name", what=what), opened),
            ("dropped", words("plan.do.dropped"), words("plan.do.dropped_name", what=what), opened),
            ("reopen", words("plan.do.reopen"), words("plan.do.reopen_name", what=what), not opened),
            ("change", words("plan.do.change"), words("plan.do.change_name", what=what), opened and not shown.versions),
            ("up", words("plan.do.up"), words("plan.do.up_name", what=what), opened and not shown.late),
            ("down", words("plan.do.down"), words("plan.do.down_name", what=what), opened and not shown.late),
            ("take_out", words("plan.do.take_out"), words("plan.do.take_out_name", what=what), True),
            ("history", words("history.open"), words("history.open_name", start=what), True),
        ):
            self._buttons[key].set_text(text, name)
            self._buttons[key].setVisible(there)
        self._buttons["up"].setEnabled(not shown.first)
        self._buttons["down"].setEnabled(not shown.last)

    def open_tools(self, shown: bool) -> None:
        """Show or hide what can be done with the promise."""
        self._tools.setVisible(shown and self._panel is None)
        self.updateGeometry()

    def open_form(self, form: ActionForm) -> None:
        """A form under the promise, to change it."""
        self._show_panel(form)
        form.focus_first()

    def close_panel(self) -> None:
        """Nothing is asked under the promise any more."""
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self.updateGeometry()

    def _ask_why(self) -> None:
        why = _Why(self._words)
        why.kept.connect(lambda reason: self.settle_requested.emit(self.record, ActionState.DROPPED, reason))
        why.closed.connect(self._on_why_closed)
        self._show_panel(why)
        why.setFocus()

    def _on_why_closed(self) -> None:
        self.close_panel()
        self.open_tools(True)
        self.face.setFocus()

    def _show_panel(self, panel: QWidget) -> None:
        self.close_panel()
        self._panel = panel
        self._layout.addWidget(panel)
        self._tools.hide()
        self.updateGeometry()

    def _tool(self, icon: str, act: object) -> ActionButton:
        button = ActionButton("", kind="link", icon=icon)
        button.clicked.connect(act)
        self._tools.add(button)
        return button

    def _marks(self) -> tuple[tuple[str, str], ...]:
        shown, words = self._shown, self._words
        action = shown.action
        marks = []
        if shown.late:
            marks.append((words("plan.actions.late"), "attention"))
        if shown.want:
            marks.append((words("plan.actions.towards", want=shortly(shown.want)), "soft"))
        if action.state is ActionState.DONE and action.settled_on:
            marks.append((words("plan.actions.done_on", date=words.date(action.settled_on)), "agreed"))
        if action.state is ActionState.DROPPED and action.settled_on:
            day = words.date(action.settled_on)
            marks.append(
                (
                    words("plan.actions.dropped_why", date=day, reason=action.reason)
                    if action.reason
                    else words("plan.actions.dropped_on", date=day),
                    "soft",
                )
            )
        if shown.versions:
            marks.append((words("plan.actions.versions"), "attention"))
        if action.not_to_print:
            marks.append((words("plan.actions.kept_off"), "attention"))
        return tuple(marks)


class _Why(QWidget):
    """Why something is not any more."""

    kept = Signal(str)
    closed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._line = LineField(words("plan.why.label"), words("plan.why.hint"))
        self._line.submitted.connect(self._keep)
        keep = ActionButton(words("plan.why.keep"))
        keep.clicked.connect(self._keep)
        leave = ActionButton(words("plan.why.leave"), kind="link")
        leave.clicked.connect(self.closed)
        row = FlowRow(spacing=16)
        row.add(keep)
        row.add(leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self._line)
        layout.addWidget(row)
        self.setFocusProxy(self._line)

    def _keep(self) -> None:
        self.kept.emit(self._line.text.strip())


def said_of(action: Action, words: Words) -> str:
    """Who does it and by when, in words."""
    who = action.who.name if action.who else ""
    if action.by:
        day = words.date(action.by)
        return words("actions.shown.by_day", who=who, date=day) if who else words("actions.shown.day_only", date=day)
    if action.by_words:
        when = action.by_words
        return words("actions.shown.by_words", who=who, when=when) if who else words("actions.shown.words_only", when=when)
    return words("actions.shown.who", who=who) if who else words("actions.shown.nobody")
