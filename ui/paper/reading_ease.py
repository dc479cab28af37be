"""How easy the words on a paper are to read: one quiet line for the worker, and behind a word the lines that may be hard."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.paper.words import PaperWords
from app.practice.papers import ProfilePage
from app.practice.plans import Section
from app.practice.sheets import Content, SheetPage
from ui.paper.making import shortly
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import empty
from ui.widgets.passage import Passage
from ui.words import Words

if TYPE_CHECKING:
    from app.paper.readability import Hard, Line, Reading
    from app.paper.readability import Words as Said

GROWN = 18
"""From here on it is no longer an age that is said."""


class ReadingEase(QWidget):
    """Nothing here changes a word or holds anything up."""

    def __init__(self, words: Words, say: PaperWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._say = words, say
        self._reading: Reading | None = None
        self._age = Passage(type="small", tone="soft")
        self._more = ActionButton("", kind="link")
        self._more.clicked.connect(self._turn)
        self._lead = Passage(words("formats.reading.lead"), type="small", tone="soft")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self._open = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self._age, self._more, self._lead):
            layout.addWidget(part)
        layout.addLayout(self._lines)
        self.hide()

    def show_content(self, content: Content) -> None:
        """Look through what stands on the paper now."""
        from app.paper.readability import reading_of

        self._reading = reading_of(_said(content, self._say))
        self._show()

    def _turn(self) -> None:
        self._open = not self._open
        self._show()

    def _show(self) -> None:
        reading, words = self._reading, self._words
        if reading is None:
            return
        grown = reading.age >= GROWN
        told = words("formats.reading.age_grown") if grown else words("formats.reading.age", age=reading.age)
        self._age.set_text(told if reading.lines else f"{told} {words('formats.reading.none')}")
        self.setVisible(reading.age > 0)
        count = len(reading.lines)
        self._open = self._open and count > 0
        self._more.setText(words("formats.reading.hide") if self._open else words("formats.reading.show", count=count))
        self._more.setVisible(count > 0)
        self._lead.setVisible(self._open)
        empty(self._lines)
        for line in reading.lines if self._open else ():
            self._lines.addWidget(Passage("\n".join(self._told(line)), type="small"))

    def _told(self, line: "Line") -> Iterable[str]:
        """Where it stands, and what in it may be hard."""
        words = self._words
        if line.where:
            yield words("formats.reading.place", where=line.where, number=line.number)
        else:
            yield words("formats.reading.line", number=line.number)
        if line.long:
            listed = " ".join(f"“{shortly(each)}”" for each in line.long)
            yield words("formats.reading.long", count=len(line.long), lines=listed)
        if line.hard:
            listed = ", ".join(map(self._hard, line.hard))
            yield words("formats.reading.hard", count=len(line.hard), words=listed)

    def _hard(self, hard: "Hard") -> str:
        return self._words("formats.reading.instead", word=hard.word, instead=hard.instead) if hard.instead else hard.word


def _said(content: Content, say: PaperWords) -> "list[Said]":
    """The lines of a paper under the headings they stand under."""
    from app.paper.readability import Words as Said

    found = []
    if isinstance(content, ProfilePage):
        parts = [(say.say(f"profile.{part.value}"), content.sections.get(part, ())) for part in Section]
    elif isinstance(content, SheetPage):
        parts = [(part.name, part.printed) for part in content.parts]
    else:
        parts = [(say.say("plan.matters"), content.matters), (say.say("plan.wants"), content.wants)]
    for where, lines in parts:
        found += [Said(where, each.words, each.language) for line in lines for each in line.printed]
    found += [Said(say.say("plan.actions"), each.what) for action in content.actions for each in action.printed]
    return found
