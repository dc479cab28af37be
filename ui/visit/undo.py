"""Undo and redo across a visit: two quiet words in the line below every screen of it, and the keys everybody knows.

In a field the keys first take back what was typed there; when nothing is left of that, they take back the last act.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.casebook.desk import Desk
from app.casebook.undoing import Act, Ways, Went, do_again, take_back, ways
from app.practice.changes import Changes
from app.practice.visits import Visit
from ui.messages import message_for
from ui.paper.making import shortly
from ui.shell import Shell
from ui.widgets.announce import announce
from ui.widgets.buttons import ActionButton
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

LETTERS = 32
_BACK, _AGAIN = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class VisitUndo(QObject):
    """Asleep until a visit is entered. What it did is said in words beside its buttons."""

    def __init__(self, desk: Desk, work: Work, words: Words, shell: Shell) -> None:
        super().__init__(shell)
        self._desk, self._work, self._words, self._shell = desk, work, words, shell
        self._on = False
        self._person = ""
        self._watched: QWidget | None = None
        self._said = Passage(type="small", tone="soft")
        self._back = ActionButton(words("history.undo.undo"), kind="link", icon="undo")
        self._again = ActionButton(words("history.undo.redo"), kind="link")
        self._said.hide()
        self._keys = [
            self._shortcut(QKeySequence(_BACK), self.take_back),
            self._shortcut(QKeySequence("Ctrl+Shift+Z"), self.do_again),
            self._shortcut(QKeySequence("Ctrl+Y"), self.do_again),
        ]
        self._back.clicked.connect(self.take_back)
        self._again.clicked.connect(self.do_again)
        for part in (self._said, self._back, self._again):
            part.setParent(None)
        shell.screen_shown.connect(self._on_screen)
        work.changed.connect(self._on_changed)
        self._wake(on=False)

    def begin(self, person: str) -> None:
        """A visit with this person is on the screen from now on."""
        self._person = person
        self._say("")
        self._wake(on=True)
        self._look()

    def end(self) -> None:
        """No visit is on the screen any more."""
        self._say("")
        self._wake(on=False)

    def take_back(self) -> None:
        """Take back the last act of the visit."""
        if self._on:
            self._work.write(lambda: take_back(self._desk), then=self._on_back, failed=self._on_failed, initiator=self)

    def do_again(self) -> None:
        """Do again what was taken back last."""
        if self._on:
            self._work.write(lambda: do_again(self._desk), then=self._on_again, failed=self._on_failed, initiator=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that the field has nothing to take back with belong to the visit."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._on:
            again = event.matches(_AGAIN) or QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Y")
            if (event.matches(_BACK) and not _has_back(watched)) or (again and not _has_again(watched)):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _on_back(self, went: Went | None) -> None:
        self._tell(went, "history.undo.undone", "history.undo.nothing_back")

    def _on_again(self, went: Went | None) -> None:
        self._tell(went, "history.undo.redone", "history.undo.nothing_again")

    def _tell(self, went: Went | None, done: str, nothing: str) -> None:
        words = self._words
        if went is None:
            self._say(words(nothing))
        elif went.act.bar is not None:
            self._say(words.choice("history.undo", f"bar_{went.act.bar.value}"))
        elif not went.stands:
            self._say(words("history.undo.stands", what=self._what(went.act)))
        else:
            self._say(words(done, what=self._what(went.act)))
            self._work.changed.emit(went.changes, self)
        self._look()

    def _what(self, act: Act) -> str:
        start = shortly(act.words, LETTERS)
        if act.kind == Visit.kind:
            return self._words("history.undo.what.present")
        key = f"history.undo.what.{act.deed.value}"
        return self._words(key, start=start) if start and self._words.has(key) else self._words("history.undo.what.other")

    def _say(self, sentence: str) -> None:
        self._said.set_text(sentence)
        self._said.setVisible(bool(sentence) and self._said.parent() is not None)
        if sentence:
            announce(self._said, sentence)
            if self._on:
                self._place(self._shell.current)

    def _look(self) -> None:
        if self._on:
            self._work.read(lambda: ways(self._desk), then=self._show, failed=self._on_failed, initiator=self, key="undo ways")

    def _show(self, found: Ways) -> None:
        words = self._words
        for button, act, text, name in (
            (self._back, found.back, words("history.undo.undo"), "history.undo.undo_name"),
            (self._again, found.again, words("history.undo.redo"), "history.undo.redo_name"),
        ):
            button.setEnabled(act is not None)
            button.set_text(text, words(name, what=self._what(act)) if act and not act.bar else text)

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if self._on and initiator is not self and f"person:{self._person}" in changes.scopes:
            self._say("")
            self._look()

    def _on_failed(self, error: Exception) -> None:
        self._say(str(message_for(error, self._words)))

    def _on_screen(self, name: str) -> None:
        if self._on:
            self._place(name)

    def _place(self, name: str) -> None:
        """In the line below the screen, before what the screen has there itself; nowhere while the screen is turned."""
        if not self._shell.has_screen(name) or name == "turned":
            for key in self._keys:
                key.setEnabled(False)
            return
        for key in self._keys:
            key.setEnabled(True)
        screen = self._shell.widget_of(name)
        own: list[QWidget] = screen.status_actions() if hasattr(screen, "status_actions") else []
        said = [self._said] if self._said.text() else []
        self._shell.status.set_actions([*said, self._back, self._again, *own])

    def _wake(self, *, on: bool) -> None:
        self._on = on
        for key in self._keys:
            key.setEnabled(on)
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        if on and self._watched is None:
            app.focusChanged.connect(self._on_focus)
        elif not on and self._watched is not None:
            app.focusChanged.disconnect(self._on_focus)
        self._watched = self._shell if on else None
        if on:
            self._on_focus(None, QApplication.focusWidget())

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QLineEdit | QPlainTextEdit):
            old.removeEventFilter(self)
        if isinstance(new, QLineEdit | QPlainTextEdit):
            new.installEventFilter(self)

    def _shortcut(self, keys: QKeySequence, act: object) -> QShortcut:
        shortcut = QShortcut(keys, self._shell)
        shortcut.activated.connect(act)
        return shortcut


def _has_back(field: QObject) -> bool:
    if isinstance(field, QPlainTextEdit):
        return field.document().isUndoAvailable()
    return isinstance(field, QLineEdit) and field.isUndoAvailable()


def _has_again(field: QObject) -> bool:
    if isinstance(field, QPlainTextEdit):
        return field.document().isRedoAvailable()
    return isinstance(field, QLineEdit) and field.isRedoAvailable()
