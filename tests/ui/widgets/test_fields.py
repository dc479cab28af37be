"""Writing: every letter as it was typed, told at every pause, quick however long, and plain when pasted."""

import statistics
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.hands import Hands
from ui.widgets.fields import AnswerField, ChoiceField, LineField, PassphraseField
from ui.widgets.layout import column
from ui.words import Words

Shown = Callable[..., QWidget]

ODD = [
    "My tablets  after food",
    "nbsp\u00a0here",
    "tab\there",
    "👩‍🦽 صباح ŵ",
    "one\ntwo\n\n",
    "“quotes” -- ... (c)",
    "<b>&amp;</b>",
]


@pytest.mark.parametrize("words", ODD)
def test_words_are_kept_letter_for_letter(qtbot: QtBot, words: str) -> None:
    """What is put in comes out, no-break spaces, emoji and all."""
    field = answer(qtbot)
    field.set_words(words)
    assert field.words == words


@pytest.mark.parametrize("words", ["My tablets -- not (c) ...", "teh adn", "ŵ صباح 😀"])
def test_typed_words_are_never_altered(qtbot: QtBot, words: str) -> None:
    """No spelling is put right, no dash made longer, no capital added."""
    field = answer(qtbot)
    Hands(field).type_into("Write here", words)
    assert field.words == words


def test_pasted_words_become_plain(qtbot: QtBot) -> None:
    """Bold, links and pictures stay behind; the words come."""
    field = answer(qtbot)
    for rich, plain, expected in (("<b>Tea</b> <i>first</i>", "Tea first", "Tea first"), ("<b>Tea</b> first", "", "Tea first")):
        data = QMimeData()
        data.setHtml(rich)
        if plain:
            data.setText(plain)
        field.set_words("")
        QGuiApplication.clipboard().setMimeData(data)
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert field.words == expected
        assert field.textCursor().charFormat().fontWeight() <= 400


def test_a_pause_tells_once(qtbot: QtBot) -> None:
    """250 ms after the last key all the words are told, once."""
    field, told = answer(qtbot), []
    field.pause_came.connect(told.append)
    QTest.keyClicks(field, "Tea first")
    assert told == []
    assert field.waits
    qtbot.waitUntil(lambda: bool(told), timeout=800)
    qtbot.wait(400)
    assert told == ["Tea first"]
    assert not field.waits


def test_keys_that_keep_coming_are_told_every_second(qtbot: QtBot) -> None:
    """Somebody who never pauses is saved at least once a second."""
    field, told = answer(qtbot), []
    started = time.monotonic()
    field.pause_came.connect(lambda words: told.append((time.monotonic() - started, words)))
    while time.monotonic() - started < 2.3:
        QTest.keyClicks(field, "a")
        QTest.qWait(60)
    assert len(told) >= 2
    gaps = [later[0] - earlier[0] for earlier, later in zip([(0.0, ""), *told], told, strict=False)]
    assert max(gaps) <= 1.25


def test_every_change_is_told_at_once(qtbot: QtBot) -> None:
    """`keys_came` comes with each key, and not for what the program shows."""
    field, came = answer(qtbot), []
    field.keys_came.connect(lambda: came.append(1))
    QTest.keyClicks(field, "Tea")
    assert len(came) == 3
    field.set_words("Coffee")
    assert len(came) == 3
    assert not field.waits


def test_leaving_is_a_pause(shown: Shown) -> None:
    """Tab leaves the field and tells what was written; it is not written into it."""
    field, other, told = AnswerField("Write here"), AnswerField("Private note"), []
    holder = column(field, other)
    shown(holder)
    field.setFocus()
    field.pause_came.connect(told.append)
    QTest.keyClicks(field, "Tea")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is other
    assert told == ["Tea"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_enter_hands_in_after_telling(shown: Shown, key: Qt.Key) -> None:
    """The words are told before the field says it is done."""
    field, told = AnswerField("Write here"), []
    shown(column(field, AnswerField("Private note")))
    field.setFocus()
    field.pause_came.connect(told.append)
    field.submitted.connect(lambda: told.append("done"))
    QTest.keyClicks(field, "Tea")
    QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert told == ["Tea", "done"]
    QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier)
    assert told == ["Tea", "done", "done"]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.words == "Tea\n"


def test_it_grows_with_the_words(qtbot: QtBot) -> None:
    """No scroll bar before twelve lines, and no more height after them."""
    field = AnswerField("Write here")
    holder = column(field, 0)
    qtbot.addWidget(holder)
    holder.resize(500, 900)
    holder.show()
    heights = []
    for lines in (1, 2, 5, 12, 40):
        field.set_words("\n".join(["line"] * lines))
        QApplication.processEvents()
        heights.append(field.height())
        assert (field.verticalScrollBar().maximum() == 0) == (lines <= 12)
    assert heights[0] == heights[1] < heights[2] < heights[3]
    assert abs(heights[4] - heights[3]) < 8


def test_twenty_thousand_letters_stay_quick(qtbot: QtBot) -> None:
    """Typing into a very long answer takes at most twice what a bare field takes."""
    ours, bare = answer(qtbot), QPlainTextEdit()
    qtbot.addWidget(bare)
    bare.setWordWrapMode(ours.wordWrapMode())
    bare.show()
    bare.resize(ours.size())
    text = "I want to be sat down, tea made, door shut. " * 455
    ours.set_words(text)
    bare.setPlainText(text)
    bare.moveCursor(bare.textCursor().MoveOperation.End)
    assert len(ours.words) >= 20_000
    times: dict[QPlainTextEdit, list[float]] = {ours: [], bare: []}
    for _ in range(40):
        for field, taken in times.items():
            started = time.perf_counter()
            QTest.keyClick(field, "a")
            QApplication.processEvents()
            taken.append(time.perf_counter() - started)
    assert statistics.median(times[ours]) <= 2 * statistics.median(times[bare]) + 0.001


def test_a_line_has_its_label_as_name(qtbot: QtBot) -> None:
    """The label is read out with the line, the hint as its description."""
    field = LineField("What do people call her?", hint="As she likes it herself")
    qtbot.addWidget(field)
    edit = field.findChild(QLineEdit)
    face = QAccessible.queryAccessibleInterface(edit)
    assert face.text(QAccessible.Text.Name) == "What do people call her?"
    assert face.text(QAccessible.Text.Description) == "As she likes it herself"


def test_a_line_tells_and_says_what_is_the_matter(qtbot: QtBot) -> None:
    """A problem is said under the line, heard with it, and goes as soon as somebody types."""
    field, told = LineField("Name"), []
    field.changed.connect(told.append)
    field.submitted.connect(lambda: told.append("enter"))
    qtbot.addWidget(field)
    field.show()
    edit = field.findChild(QLineEdit)
    field.set_text("Mag")
    field.say_problem("Write a name, so that the visit can be found.")
    hands = Hands(field)
    hands.sees("Write a name")
    QTest.keyClicks(edit, "gie")
    hands.does_not_see("Write a name")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert told == ["Magg", "Maggi", "Maggie", "enter"]
    assert field.text == "Maggie"


def test_a_passphrase_is_hidden_until_asked(qtbot: QtBot, words: Words) -> None:
    """Show shows it, Hide hides it, clearing hides it and forgets it."""
    field = PassphraseField("Passphrase", words)
    qtbot.addWidget(field)
    field.show()
    edit, hands = field.findChild(QLineEdit), Hands(field)
    hands.type_into("Passphrase", "four warm words here")
    assert field.text == "four warm words here"
    hands.does_not_see("four warm words here")
    hands.press("Show what is typed in Passphrase")
    assert edit.echoMode() == QLineEdit.EchoMode.Normal
    hands.press("Hide what is typed in Passphrase")
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    hands.press("Show what is typed in Passphrase")
    field.clear()
    assert (field.text, edit.echoMode()) == ("", QLineEdit.EchoMode.Password)


def test_a_choice_is_told_only_when_a_person_makes_it(qtbot: QtBot) -> None:
    """Choosing by program is silent, scrolling over the list changes nothing."""
    field, told = ChoiceField("How close"), []
    for key, text in (("near", "Very close"), ("close", "Close"), ("far", "Further away")):
        field.add(key, text)
    field.changed.connect(told.append)
    holder = column(field, 0)
    qtbot.addWidget(holder)
    holder.resize(400, 300)
    holder.show()
    field.choose("close")
    assert (field.key, told) == ("close", [])
    Hands(holder).pick("How close", "Further away")
    assert (field.key, told) == ("far", ["far"])
    assert field.findChild(QComboBox).accessibleName() == "How close"


def answer(qtbot: QtBot) -> AnswerField:
    field = AnswerField("Write here", "Write what is said")
    qtbot.addWidget(field)
    field.resize(500, 100)
    field.show()
    field.activateWindow()
    field.setFocus()
    return field
