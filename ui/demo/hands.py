"""Hands and eyes for tests: they drive real windows as a person does, and find things only by what they are called.

A control is found by its accessible name and role, as a screen reader would say it; never by an object's name. Clicks
and keys are real. After every act the hands wait until the work behind the window is quiet.
"""

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QScrollArea, QWidget
from shiboken6 import isValid

Role = QAccessible.Role

PRESSED = frozenset(
    {
        Role.Button,
        Role.CheckBox,
        Role.RadioButton,
        Role.Link,
        Role.MenuItem,
        Role.ListItem,
        Role.PageTab,
        Role.ButtonMenu,
        Role.Cell,
    }
)
CHOSEN = frozenset({Role.CheckBox, Role.RadioButton, Role.ListItem, Role.MenuItem, Role.Button, Role.ComboBox})
WRITTEN_IN = frozenset({Role.EditableText, Role.SpinBox, Role.ComboBox})

Thing = QAccessibleInterface

TRIES_TO_REACH = 20
LAYING_OUT_MILLISECONDS = 50


class Hands:
    """One person at one window. `work` is anything with `idle() -> bool`; without it nothing is waited for."""

    def __init__(self, window: QWidget, work: Any = None, patience: float = 5.0) -> None:
        self._window = window
        self._work = work
        self._patience = patience
        QAccessible.setActive(True)

    # Doing

    def press(self, name: str, within: str = "") -> None:
        """Press the button, link, chip or tick box of this name with the mouse; `within` names the part it stands in."""
        self._click(self._find(name, PRESSED, "press", within))

    def choose(self, name: str) -> None:
        """Choose a chip, a list item or a tick box; if it is chosen already, leave it so."""
        thing = self._find(name, CHOSEN, "choose")
        state = thing.state()
        if not (state.checked or state.selected):
            self._click(thing)

    def pick(self, field: str, text: str) -> None:
        """Pick a line of the list that is called `field`, with the keyboard."""
        box = self._find(field, {Role.ComboBox}, "pick from").object()
        assert isinstance(box, QComboBox)
        at = box.findText(text)
        assert at >= 0, f"{field!r} offers {[box.itemText(n) for n in range(box.count())]}, not {text!r}"
        self._click(self._find(field, {Role.ComboBox}, "pick from"))
        view: QAbstractItemView = box.view()
        self._until(view.isVisible, f"the list of {field!r} to open")
        step = Qt.Key.Key_Down if at > view.currentIndex().row() else Qt.Key.Key_Up
        for _ in range(abs(at - view.currentIndex().row())):
            QTest.keyClick(view, step)
        QTest.keyClick(view, Qt.Key.Key_Return)
        self.settle()

    def type_into(self, name: str, text: str) -> None:
        """Click into the field of this name and type, key by key."""
        self._click(self._find(name, WRITTEN_IN, "type into"))
        self.type(text)

    def replace_in(self, name: str, text: str) -> None:
        """Type over everything that is in the field of this name."""
        self._click(self._find(name, WRITTEN_IN, "type into"))
        self.key("Ctrl+A")
        self.type(text)

    def type(self, text: str) -> None:
        """Type into whatever has the keyboard. A line feed is Enter."""
        for letter in text:
            target = self._focus()
            if letter == "\n":
                QTest.keyClick(target, Qt.Key.Key_Return)
            elif letter.isascii():
                QTest.keyClicks(target, letter)
            else:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                    QApplication.sendEvent(target, event)
        self.settle()

    def key(self, keys: str) -> None:
        """Press a key or a chord, such as "Esc", "Tab" or "Ctrl+L"."""
        chord = QKeySequence(keys)[0]  # type: ignore[index]  # Qt's stubs forget that it can be
        QTest.keyClick(self._focus(), chord.key(), chord.keyboardModifiers())
        self.settle()

    def tab_to(self, name: str, most: int = 80) -> None:
        """Press Tab until the keyboard is at the control of this name."""
        seen: list[str] = []
        for _ in range(most):
            if self.focus_name() == name:
                return
            seen.append(self.focus_name())
            QTest.keyClick(self._focus(), Qt.Key.Key_Tab)
            self.settle()
        raise AssertionError(f"Tab never came to {name!r}; it came to {list(dict.fromkeys(seen))}")

    # Seeing

    def sees(self, words: str) -> None:
        """These words come onto the screen."""
        self._until(lambda: self._has(words), f"the words {words!r}")

    def does_not_see(self, words: str) -> None:
        """These words are not on the screen, and do not come when everything is quiet."""
        self.settle()
        found = [each for each in self.words_on_screen() if words in each]
        assert not found, f"{words!r} is on the screen: {found}"

    def sees_chosen(self, name: str) -> None:
        """The chip, list item or tick box of this name is chosen."""

        def chosen() -> bool:
            state = self._find(name, CHOSEN, "look at").state()
            return bool(state.checked or state.selected)

        self._until(chosen, f"{name!r} to be chosen")

    def reads_in(self, name: str) -> str:
        """What stands in the field of this name."""
        return self._find(name, WRITTEN_IN, "read").text(QAccessible.Text.Value)

    def can_press(self, name: str, within: str = "") -> bool:
        """Whether there is something of this name to press, and it can be pressed."""
        self.settle()
        return any(not thing.state().disabled for thing in self._called(name, PRESSED, within))

    def focus_name(self) -> str:
        """What the control that has the keyboard is called."""
        focused = QApplication.focusWidget()
        face = QAccessible.queryAccessibleInterface(focused) if focused is not None else None
        return name_of(face) if face is not None else ""

    def words_on_screen(self) -> list[str]:
        """Everything that can be read or heard now: texts, names, what is written in fields."""
        found: list[str] = []
        for thing in self._things():
            for text in (name_of(thing), thing.text(QAccessible.Text.Value)):
                if text and text not in found:
                    found.append(text)
        return found

    def settle(self) -> None:
        """Let the window and the work behind it come to rest."""
        self._until(self._quiet, "the work behind the window to end")

    # How

    def _find(self, name: str, roles: frozenset[Role] | set[Role], deed: str, within: str = "") -> Thing:
        found: list[Thing] = []

        def there() -> bool:
            found[:] = [thing for thing in self._called(name, roles, within) if not thing.state().disabled]
            return bool(found)

        self._until(there, f"something called {name!r} to {deed}")
        focused = [thing for thing in found if thing.state().focused]
        return (focused or found)[0]

    def _called(self, name: str, roles: frozenset[Role] | set[Role], within: str = "") -> list[Thing]:
        of_role = [thing for thing in self._things() if thing.role() in roles and (not within or _stands_in(thing, within))]
        exact = [thing for thing in of_role if name_of(thing) == name]
        return exact or [thing for thing in of_role if name_of(thing).startswith(name)]

    def _things(self) -> Iterator[Thing]:
        for window in self._windows():
            yield from _walk(QAccessible.queryAccessibleInterface(window))

    def _windows(self) -> list[QWidget]:
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        return [each for each in (popup, modal) if each is not None][:1] or [self._window.window()]

    def _click(self, thing: Thing) -> None:
        widget, place = _target(thing)
        name = name_of(thing)
        hit: QWidget | None = None
        for _ in range(TRIES_TO_REACH):
            hit, place = self._reach(widget, place)
            if hit is not None:
                break
            QTest.qWait(LAYING_OUT_MILLISECONDS)
        assert hit is not None, f"{name!r} cannot be reached with the mouse: something lies over it"
        QTest.mouseClick(hit if widget.isAncestorOf(hit) else widget, Qt.MouseButton.LeftButton, pos=_in(hit, widget, place))
        self.settle()

    def _reach(self, widget: QWidget, place: QPoint) -> tuple[QWidget | None, QPoint]:
        """Scroll to the place and look what the mouse would hit there; None when it is something else."""
        holder = widget.parentWidget()
        while holder is not None:
            if isinstance(holder, QScrollArea) and (content := holder.widget()) is not None:
                at = widget.mapTo(content, place)
                holder.ensureVisible(at.x(), at.y(), 40, min(widget.height() // 2 + 8, holder.height() // 2))
            holder = holder.parentWidget()
        self._pump()
        window = widget.window()
        if not window.isActiveWindow():
            window.activateWindow()
            self._pump()
        if not isinstance(widget, QAbstractItemView):
            place = self._visible_place(widget, widget.rect().center())
        hit = window.childAt(widget.mapTo(window, place))
        reached = hit is not None and (hit is widget or widget.isAncestorOf(hit) or hit.isAncestorOf(widget))
        return (hit if reached else None), place

    def _visible_place(self, widget: QWidget, place: QPoint) -> QPoint:
        region = widget.visibleRegion()
        if region.contains(place) or region.isEmpty():
            return place
        return region.boundingRect().center()

    def _focus(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self._window

    def _has(self, words: str) -> bool:
        return any(words in each for each in self.words_on_screen())

    def _quiet(self) -> bool:
        self._pump()
        return self._work is None or self._work.idle()

    def _pump(self) -> None:
        for _ in range(3):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, QDeadlineTimer(20))
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _until(self, come: Callable[[], bool], what: str) -> None:
        end = monotonic() + self._patience
        while not come():
            if monotonic() > end:
                listed = "\n  ".join(self.words_on_screen())
                raise AssertionError(f"waited {self._patience:.0f} s for {what}. On the screen:\n  {listed}")
            QTest.qWait(10)


def name_of(thing: Thing) -> str:
    """What a screen reader calls a thing. A list is called by its label; Qt gives that as a relation on Linux."""
    holder = thing.object()
    if isinstance(holder, QComboBox) and holder.accessibleName():
        return holder.accessibleName()
    return thing.text(QAccessible.Text.Name)


def _walk(thing: Thing | None) -> Iterator[Thing]:
    if thing is None or not thing.isValid():
        return
    holder = thing.object()
    if isinstance(holder, QWidget) and (not isValid(holder) or not holder.isVisible()):
        return
    if thing.state().invisible:
        return
    yield thing
    for at in range(thing.childCount()):
        yield from _walk(thing.child(at))


def _stands_in(thing: Thing, part: str) -> bool:
    above = thing.parent()
    while above is not None and above.isValid():
        if name_of(above) == part:
            return True
        above = above.parent()
    return False


def _target(thing: Thing) -> tuple[QWidget, QPoint]:
    """The widget to click and the place in it; items of a list are places in their view."""
    holder = thing.object()
    if isinstance(holder, QWidget):
        return holder, holder.rect().center()
    above = thing.parent()
    view = above.object() if above is not None else None
    while above is not None and not isinstance(view, QWidget):
        above = above.parent()
        view = above.object() if above is not None else None
    assert isinstance(view, QWidget), f"{thing.text(QAccessible.Text.Name)!r} lies in no window"
    inside = view.viewport() if isinstance(view, QAbstractItemView) else view
    return view, inside.mapFromGlobal(thing.rect().center())


def _in(hit: QWidget | None, widget: QWidget, place: QPoint) -> QPoint:
    if hit is not None and widget.isAncestorOf(hit):
        return hit.mapFrom(widget, place)
    return place
