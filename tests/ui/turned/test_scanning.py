"""One switch: a highlight goes from control to control, and Space, Enter or a click that rests picks."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from app.casebook.own_view import wish_for, wishes_of
from app.casebook.saying import statements_of
from app.practice.statements import Answer
from tests.ui.turned.turning import CODE, FIELD, Turned, say
from tests.ui.visit.laptop import TableWithLaptop
from ui.turned.scanning import Scanning
from ui.widgets.buttons import pressable_name


def name(control: QWidget | None) -> str:
    if isinstance(control, QAbstractButton):
        return pressable_name(control)
    return control.accessibleName() if control is not None else ""


class OneSwitch:
    """The turned screen of somebody who has one switch; the clock of the highlight is turned by hand."""

    def __init__(self, table: TableWithLaptop) -> None:
        wish_for(table.desk, table.person, "scanning", "on")
        wish_for(table.desk, table.person, "seconds", "5")
        self.turned = Turned(table)
        self.hands, self.scanning = self.turned.hands, self.turned.screen._scanning

    @property
    def at(self) -> str:
        return name(self.scanning.highlighted)

    def wait_for(self, wanted: str) -> None:
        """Wait, step by step, until the highlight is on the control of this name."""
        for _ in range(40):
            if self.at.startswith(wanted):
                return
            self.scanning._go_on()
            self.hands.settle()
        raise AssertionError(f"the highlight never came to {wanted!r}")

    def pick(self, wanted: str, key: str = "Space") -> None:
        self.wait_for(wanted)
        self.hands.key(key)
        self.hands.settle()


@pytest.fixture
def switch(talked: TableWithLaptop) -> OneSwitch:
    """Maggie has one switch today."""
    say(talked, "Toast, cut small.")
    return OneSwitch(talked)


def test_everything_comes_round_in_the_order_one_reads(switch: OneSwitch) -> None:
    """From the top, and after the last the first again; each is the only one."""
    seen = [switch.at]
    for _ in range(7):
        switch.scanning._go_on()
        seen.append(switch.at)
    assert seen == ["What others said", FIELD, "Back", "Read to me", "How it looks", "One by one", "That's right", seen[0]]


@pytest.mark.prove
def test_it_goes_at_the_speed_that_was_chosen(switch: OneSwitch) -> None:
    """By itself, in whole steps; a wish for another speed changes it at once."""
    assert switch.scanning._step.interval() == 5000
    switch.pick("How it looks", "Return")
    switch.pick("One second", "Return")
    assert wishes_of(switch.turned.table.desk, switch.turned.table.person)["seconds"] == "1"
    assert switch.scanning._step.interval() == 1000
    before = switch.at
    QTest.qWait(1300)
    assert switch.at != before


@pytest.mark.parametrize("key", ["Space", *(pytest.param(each, marks=pytest.mark.prove) for each in ("Return", "Enter"))])
def test_space_and_enter_pick_what_is_highlighted(switch: OneSwitch, key: str) -> None:
    """And nothing else, wherever the keyboard was."""
    switch.pick("That's right", key)
    switch.hands.sees("Thank you.")
    own = [each.body for each in statements_of(switch.turned.table.desk, switch.turned.table.person)]
    answers = {each.words: each.read_back.answer for each in own if each.read_back}
    assert answers == {"Radio 3 on low.": Answer.YES, "Toast, cut small.": Answer.YES}


def test_a_click_that_rests_is_the_switch(switch: OneSwitch) -> None:
    """The pointer has not moved: it picks the highlighted thing, whatever lies under it."""
    switch.wait_for("What others said")
    back = switch.turned.screen._face._back
    where = back.rect().center()
    switch.scanning._rest = back.mapToGlobal(where)
    QTest.mouseClick(back, Qt.MouseButton.LeftButton, pos=where)
    switch.hands.sees("She likes it quiet.")
    assert switch.turned.screen._stack.currentWidget() is switch.turned.screen._face


@pytest.mark.prove
def test_a_pointer_that_moved_means_what_it_points_at(switch: OneSwitch) -> None:
    """Whoever helps may point; the highlight goes on from there."""
    switch.wait_for("What others said")
    switch.scanning._rest = QCursor.pos() + QPoint(500, 500)
    switch.hands.press("One by one")
    switch.hands.sees("This first")
    switch.hands.does_not_see("She likes it quiet.")


def test_it_stops_while_a_field_has_the_cursor(switch: OneSwitch) -> None:
    """Nothing moves while they write, Space and Enter are letters; in an empty field the switch goes on."""
    switch.pick(FIELD)
    assert switch.at == ""
    for _ in range(3):
        switch.scanning._go_on()
    assert switch.at == ""
    switch.hands.key("Space")
    assert switch.at not in ("", FIELD)
    switch.pick(FIELD)
    switch.hands.type("Hall light on.\nAnd tea.")
    assert switch.hands.reads_in(FIELD) == "Hall light on.\nAnd tea."
    assert switch.at == ""
    switch.hands.key("Tab")
    assert switch.at == "Keep this"
    switch.hands.key("Space")
    switch.hands.sees("“Hall light on.")


@pytest.mark.prove
def test_their_words_in_order_with_one_switch(switch: OneSwitch) -> None:
    """One by one, this first, that is all: everything on the page can be reached."""
    switch.pick("One by one")
    switch.pick("This first: Toast, cut small.")
    own = [each.body.words for each in statements_of(switch.turned.table.desk, switch.turned.table.person)]
    assert own.index("Toast, cut small.") < own.index("Radio 3 on low.")
    switch.pick("That is all")
    switch.hands.reads_in(FIELD)


def test_the_door_can_be_left_with_one_switch_too(switch: OneSwitch) -> None:
    """Whoever came to the code by mistake stays, by the same switch."""
    switch.pick("Back")
    assert switch.hands.focus_name() == "Short code"
    switch.hands.key("Space")
    switch.pick("Stay here")
    switch.hands.sees("“Radio 3 on low.”")
    switch.pick("Back")
    switch.hands.type_into("Short code", CODE + "\n")
    assert switch.turned.told == ["left"]
    assert not switch.scanning.running


@pytest.mark.prove
def test_switching_it_off(switch: OneSwitch) -> None:
    """It stops at once, and no key is taken away any more."""
    switch.pick("How it looks")
    switch.pick("No")
    assert not switch.scanning.running
    switch.hands.press("This is right for me")
    switch.hands.type_into(FIELD, " ")
    assert switch.hands.reads_in(FIELD) == " "


@pytest.mark.prove
def test_it_never_blinks(switch: OneSwitch) -> None:
    """The highlight is drawn and moved; between two steps nothing of it is hidden, shown or faded."""
    frame = switch.scanning._frame
    assert frame is not None
    seen: list[QEvent.Type] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            seen.append(event.type())
            return False

    watch = Watch()
    frame.installEventFilter(watch)
    before = frame.grab().toImage()
    for _ in range(6):
        QTest.qWait(50)
        assert frame.grab().toImage() == before
    switch.scanning._go_on()
    QTest.qWait(100)
    assert frame.isVisible()
    assert not {QEvent.Type.Hide, QEvent.Type.HideToParent} & set(seen)
    assert frame.graphicsEffect() is None


def test_what_goes_away_is_passed_by(app_theme: QApplication) -> None:
    """A page that changes under the highlight, and a page with nothing on it."""
    root = QWidget()
    button = QPushButton("Tea", root)
    root.show()
    scanning = Scanning(root)
    scanning.start(root, 2)
    app_theme.processEvents()
    assert scanning.highlighted is button
    button.deleteLater()
    app_theme.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    scanning._go_on()
    assert scanning.highlighted is None
    scanning.stop()
    scanning.stop()
