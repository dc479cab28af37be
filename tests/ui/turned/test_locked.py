"""The turned screen as a locked room: no key, menu, closing, second start or lock leads out of it or shows more."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from app.practice.errors import StoreFull
from tests.journeys.laptop import Book, Laptop
from tests.ui.turned.turning import CODE, FIELD, Turned
from tests.ui.visit.laptop import TableWithLaptop
from ui.messages import Message

KEYS = (
    *("Esc", "Backspace", "Menu", "F1", "F5", "F10", "F11", "Home", "Back", "Forward", "Search", "Alt", "Alt+F4", "Alt+Left"),
    *("Alt+Space", "Ctrl+F", "/", "Ctrl+L", "Ctrl+Q", "Ctrl+W", "Ctrl+P", "Ctrl+O", "Ctrl+S", "Ctrl+N", "Ctrl+Z", "Ctrl+Y"),
    *("Ctrl+Shift+N", "Ctrl+Tab", "Shift+F10", "Ctrl+Alt+T", "Meta+L"),
)
SEEN = (
    *("Kitchen Table", "How does a good morning start?", "“Radio 3 on low.”", "What others said", FIELD),
    *("Back", "Read to me", "How it looks", "One by one", "That's right"),
)


def words_of(turned: Turned) -> tuple[str, ...]:
    """Everything that can be read or heard, but for what the field holds and how far a page is scrolled."""
    typed = turned.hands.reads_in(FIELD) if FIELD in turned.hands.words_on_screen() else ""
    return tuple(each for each in turned.hands.words_on_screen() if each != typed and not each.isdigit())


def test_no_key_leads_out_or_shows_more(talked: TableWithLaptop) -> None:
    """From the field, from a button and from nothing at all."""
    turned = Turned(talked)
    assert set(words_of(turned)) == set(SEEN)
    before = words_of(turned)
    face = turned.screen._face
    for place in (face.field, face._back, turned.screen):
        place.setFocus()
        for key in KEYS:
            chord = QKeySequence(key)[0]  # type: ignore[index]  # Qt's stubs forget that it can be
            QTest.keyClick(QApplication.focusWidget() or turned.shell, chord.key(), chord.keyboardModifiers())
        QApplication.processEvents()
        assert [each for each in words_of(turned) if each not in ("Keep this", *before)] == []
        assert turned.shell.current == "turned"
    assert turned.told == []
    assert [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()] == []


@pytest.mark.prove
def test_no_menu_and_no_tip(talked: TableWithLaptop) -> None:
    """A right click, a long press, a pointer that rests: nothing comes up on any part of it."""
    turned = Turned(talked)
    for part in turned.screen.findChildren(QWidget):
        at = QPoint(4, 4)
        reasons = (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard)
        events = [QContextMenuEvent(reason, at, part.mapToGlobal(at)) for reason in reasons]
        for event in (*events, QHelpEvent(QEvent.Type.ToolTip, at, part.mapToGlobal(at))):
            QApplication.sendEvent(part, event)
    assert QApplication.activePopupWidget() is None
    assert not QToolTip.isVisible()


@pytest.mark.prove
@pytest.mark.parametrize("state", [Qt.WindowState.WindowMinimized, Qt.WindowState.WindowMaximized])
def test_whatever_is_done_with_the_window(talked: TableWithLaptop, state: Qt.WindowState) -> None:
    """Made small, made large and closed again and again, it is still the turned screen."""
    turned = Turned(talked)
    before = words_of(turned)
    turned.shell.setWindowState(state)
    turned.hands.settle()
    for _ in range(3):
        assert not turned.shell.close()
    turned.shell.setWindowState(Qt.WindowState.WindowFullScreen)
    turned.hands.settle()
    assert words_of(turned) == before
    assert turned.told == []


def test_nothing_is_said_above_it_and_no_other_screen_is_shown(talked: TableWithLaptop) -> None:
    """What the window has to say waits until the screen is turned back; whoever wants another screen shown does not get it."""
    turned = Turned(talked)
    turned.shell.add_screen("other", QWidget())
    before = words_of(turned)
    turned.shell.say(Message("Tariq's visit was changed.", "Look at it."))
    turned.shell.show_screen("other")
    turned.shell.back()
    turned.hands.settle()
    assert words_of(turned) == before
    assert turned.shell.current == "turned"
    turned.hands.press("Back")
    turned.hands.type_into("Short code", CODE + "\n")
    turned.shell.show_screen("other")
    turned.hands.sees("Tariq's visit was changed.")


@pytest.mark.prove
def test_a_failure_is_said_on_it_without_a_name(talked: TableWithLaptop) -> None:
    """What went wrong with the person's own words is said to them, large enough to read, and nothing else."""
    turned = Turned(talked)
    before = words_of(turned)
    turned.screen._keeper.failed.emit(StoreFull(path=str(talked.folder)))
    turned.hands.settle()
    more = [each for each in words_of(turned) if each not in before]
    assert len(more) == 1
    assert str(talked.folder) not in more[0]
    assert turned.screen._face.trouble._text.font().pointSizeF() >= 17


@pytest.mark.prove
def test_in_the_whole_app(tmp_path: Path, app_theme: QApplication) -> None:
    """A second start, the lock and a mistake of our own: none of them shows more or leads out."""
    book = Book(tmp_path / "book")
    laptop = Laptop(app_theme, book.folder)
    hands = laptop.unlock()
    hands.press("Turn to Maggie")
    hands.type_into("Short code", CODE)
    hands.press("Choose this code")
    hands.sees("How does a good morning start?")
    before = hands.words_on_screen()
    laptop.window.come_forward()
    laptop.window.say_bug()
    laptop.window.shell.story_requested.emit()
    laptop.window.shell.find_requested.emit()
    hands.settle()
    assert hands.words_on_screen() == before
    assert laptop.window.shell.current == "turned"
    assert not laptop.window.shell.close()
    assert not laptop.window.shell.status.isVisible()
    laptop.window.shell.lock_requested.emit()
    hands.sees("Your passphrase")
    assert not [each for each in hands.words_on_screen() if "morning" in each or "Maggie" in each]
    laptop.close()
