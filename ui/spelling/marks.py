"""Quiet marks under words that are not in the dictionary. Nothing is changed but by whoever presses a suggestion."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.casebook.desk import Desk
from app.casebook.spelling import add_own_word, own_words
from ui.spelling.reading import Word
from ui.spelling.speller import british, own_form
from ui.spelling.strip import SpellingStrip
from ui.theme.theme import tokens_of
from ui.widgets.fields import AnswerField
from ui.work import Work

KEY = "F7"
"""Goes to the next marked word."""

ENGLISH = "en"


class SpellingMarks(QObject):
    """Marks one field of the worker's. It works at pauses of typing, behind the window; a key costs nothing."""

    def __init__(self, field: AnswerField, strip: SpellingStrip, desk: Desk, work: Work) -> None:
        super().__init__(field)
        self._field, self._strip, self._desk, self._work = field, strip, desk, work
        self._names: frozenset[str] = frozenset()
        self._english = True
        self._marked: tuple[Word, ...] = ()
        field.pause_came.connect(self._look)
        field.words_shown.connect(self._on_shown)
        strip.chosen.connect(self._put)
        strip.added.connect(self._add)
        strip.closed.connect(self._leave)
        field.entered.connect(self._on_entered)
        for part in (field, strip):
            key = QShortcut(QKeySequence(KEY), part)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.setAutoRepeat(False)
            key.activated.connect(self._next)

    @property
    def marked(self) -> tuple[str, ...]:
        """The words that are marked now, in their order."""
        return tuple(word.text for word in self._marked)

    def know_names(self, names: frozenset[str]) -> None:
        """Whoever is named here is spelt right: their names are never marked."""
        self._names = frozenset(own_form(part) for name in names for part in name.replace("-", " ").split())

    def set_language(self, language: str) -> None:
        """The language of the words in the field. Words that are not English are not marked."""
        english = language.partition("-")[0].casefold() in ("", ENGLISH)
        if english is not self._english:
            self._english = english
            self.look()

    def look(self) -> None:
        """Look at what is in the field now."""
        self._look(self._field.words)

    def offer_at(self, place: QPoint) -> bool:
        """Suggestions for the marked word at this place of the screen; whether one is there."""
        cursor = self._field.cursorForPosition(self._field.viewport().mapFromGlobal(place))
        found = next((word for word in self._marked if word.start <= cursor.position() <= word.end), None)
        if found is not None:
            self._offer(found)
        return found is not None

    def _on_shown(self) -> None:
        self._show(())
        if text := self._field.words:
            self._look(text)

    def _look(self, text: str) -> None:
        self._strip.quiet()
        if not text.strip() or not self._english:
            self._show(())
            return
        job = partial(_doubtful, self._desk, text, self._names)
        self._work.read(job, then=partial(self._on_looked, text), failed=_nothing, key=f"spelling {id(self)}")

    def _on_looked(self, text: str, words: tuple[Word, ...]) -> None:
        if text == self._field.words:
            self._show_but_at_cursor(words)

    def _on_entered(self) -> None:
        """Whoever comes back goes on with the word at the cursor: it waits again."""
        self._show_but_at_cursor(self._marked)

    def _show_but_at_cursor(self, words: tuple[Word, ...]) -> None:
        at = self._field.textCursor().position() if self._field.hasFocus() else -1
        self._show(tuple(word for word in words if word.end != at))

    def _show(self, words: tuple[Word, ...]) -> None:
        if not words and not self._marked:
            return
        self._marked = words
        self._field.setExtraSelections([self._selection(word) for word in words])

    def _selection(self, word: Word) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = self._cursor(word)
        dotted = QTextCharFormat()
        dotted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        dotted.setUnderlineColor(QColor(tokens_of(self._field).edge))
        made.format = dotted
        return made

    def _cursor(self, word: Word) -> QTextCursor:
        cursor = QTextCursor(self._field.document())
        cursor.setPosition(word.start)
        cursor.setPosition(word.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _next(self) -> None:
        """The marked word at the cursor or the next one, from the beginning again after the last. Words typed a moment ago are
        looked at first."""
        self._field.flush()
        text, names = self._field.words, self._names
        if not self._english or not text.strip():
            return
        at = self._field.textCursor().position()

        def go(words: tuple[Word, ...]) -> None:
            if words and text == self._field.words:
                self._show(words)
                self._offer(next((word for word in words if word.end >= at), words[0]))

        self._work.read(partial(_doubtful, self._desk, text, names), then=go, failed=_nothing, key=f"spelling {id(self)}")

    def _offer(self, word: Word) -> None:
        self._field.setTextCursor(self._cursor(word))
        offer = partial(self._strip.offer, word)
        self._work.read(partial(british().suggestions, word.text), then=offer, failed=_nothing, key=f"spelt {id(self)}")

    def _put(self, word: Word, spelt: str) -> None:
        """Put the suggestion that was pressed where the word stands, if it still stands there."""
        cursor = self._cursor(word) if word.end < self._field.document().characterCount() else None
        if cursor is not None and cursor.selectedText() == word.text:
            cursor.insertText(spelt)
            cursor.setPosition(cursor.position())
            self._field.setTextCursor(cursor)
            self._field.flush()
        self._leave()

    def _add(self, word: Word) -> None:
        def added(_nothing: object) -> None:
            self.look()

        own = own_form(word.text)
        self._work.write(lambda: add_own_word(self._desk, own), then=added, initiator=self)
        self._leave()

    def _leave(self) -> None:
        self._strip.quiet()
        cursor = self._field.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        self._field.setTextCursor(cursor)
        self._field.setFocus()


def _doubtful(desk: Desk, text: str, names: frozenset[str]) -> tuple[Word, ...]:
    return british().doubtful(text, own_words(desk) | names)


def _nothing(_error: Exception) -> None:
    """A word that cannot be looked up now is not marked; it is no trouble of anybody's."""
