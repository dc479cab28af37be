"""How to speak with the person, on top of every screen that is about them; never while the screen is turned.

A screen that is about somebody says so with `about`: their record, or one that stands in theirs. The person's own page has it in
a place of its own.
"""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.speaking import whom
from app.practice.changes import Changes
from app.practice.people import Person
from ui.paper.making import short_name, shortly
from ui.shell import Shell
from ui.today.parts import reads_best, run_on
from ui.widgets.layout import Hairline
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

LETTERS = 160
"""So much is on show; all of it is told to whoever asks, and stands on the person's page."""


class SpeakingLine(QObject):
    """One quiet line above the screen. `end()` before the casebook closes."""

    def __init__(self, desk: Desk, work: Work, words: Words, shell: Shell) -> None:
        super().__init__(shell)
        self._desk, self._work, self._words, self._shell = desk, work, words, shell
        self._about = ""
        self._line = QWidget()
        self._said = Passage(type="small", tone="soft")
        inside = QVBoxLayout()
        inside.setContentsMargins(32, 8, 32, 8)
        inside.addWidget(self._said)
        layout = QVBoxLayout(self._line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(inside)
        layout.addWidget(Hairline())
        self._line.hide()
        shell.put_above(self._line)
        shell.screen_shown.connect(self._on_screen)
        work.changed.connect(self._on_changed)

    @property
    def said(self) -> str:
        """What is on show; empty when nothing is."""
        return self._said.text() if not self._line.isHidden() else ""

    def end(self) -> None:
        """Nobody is spoken of any more."""
        self._shell.screen_shown.disconnect(self._on_screen)
        self._work.changed.disconnect(self._on_changed)
        self._line.hide()
        self._line.deleteLater()

    def _on_screen(self, name: str) -> None:
        about = str(getattr(self._shell.widget_of(name), "about", "")) if self._shell.has_screen(name) else ""
        if about != self._about:
            self._line.hide()
        self._about = about
        if about:
            self._look()

    def _look(self) -> None:
        about = self._about
        job = partial(whom, self._desk, about)
        self._work.read(job, then=partial(self._show, about), failed=_nothing, key=f"speaking {id(self)}")

    def _show(self, about: str, person: Person | None) -> None:
        told = " ".join(run_on(person.reach.how, reads_best(person, self._words))) if person is not None else ""
        if about != self._about or person is None or not told:
            self._line.hide()
            return
        whole = self._words("person.speaking", name=person.called, how=told)
        short = self._words("person.speaking", name=short_name(person.called), how=shortly(told, LETTERS))
        self._said.set_text(short)
        self._said.setAccessibleName(whole)
        self._said.setToolTip(whole if whole != short else "")
        self._line.show()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if self._about and Person.kind in changes.kinds:
            self._look()


def _nothing(_error: Exception) -> None:
    """What cannot be read now is read with the next screen."""
