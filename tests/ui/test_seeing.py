"""The tests' own eyes and hands: they must notice what is wrong, or everything that leans on them proves nothing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from tests.hands import Hands
from tests.looking import faults
from ui.widgets.buttons import ActionButton, TickBox
from ui.widgets.fields import AnswerField, LineField
from ui.widgets.layout import column
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.work import Work

Shown = Callable[..., QWidget]


def test_a_cut_text_is_found(shown: Shown) -> None:
    """Too low, too narrow, and half outside of what holds it."""
    low = Passage("Radio 3 on low from the moment I wake. " * 3)
    low.setFixedHeight(10)
    assert any("cut" in fault for fault in faults(shown(column(low), 200, 300)))
    narrow = QLabel("Sit on her left")
    narrow.setFixedWidth(20)
    assert any("cut" in fault for fault in faults(shown(column(narrow), 200, 300)))
    narrow.setToolTip("Sit on her left")
    assert faults(narrow.window()) == []
    holder = QWidget()
    half = ActionButton("Start", parent=holder)
    half.setGeometry(180, 10, 80, 44)
    assert any("outside" in fault for fault in faults(shown(holder, 200, 100)))


def test_a_page_that_is_too_wide_is_found(shown: Shown) -> None:
    """What scrolls sideways is out of reach at large text."""
    page = Page()
    wide = QWidget()
    wide.setMinimumWidth(2000)
    page.add(wide)
    assert any("sideways" in fault for fault in faults(shown(page, 500, 300)))


@pytest.mark.parametrize("name", ["", "button", "Edit", "text field", "push button"])
def test_empty_names_are_found(shown: Shown, name: str) -> None:
    """No name, or one that says what it is and not what it is for."""
    button = QPushButton()
    button.setAccessibleName(name)
    assert any("unnamed" in fault for fault in faults(shown(column(button, 0), 300, 100)))


def test_a_good_window_has_no_faults(shown: Shown) -> None:
    """The eyes do not cry wolf."""
    assert faults(shown(column(ActionButton("Start a visit"), LineField("Name"), 0), 300, 300)) == []


def test_hands_press_type_and_see(shown: Shown) -> None:
    """A press is a press, letters of every script arrive, words come and go."""
    button, field, said = ActionButton("Start a visit"), AnswerField("Write here"), Passage()
    button.clicked.connect(lambda: said.set_text("The visit is open"))
    hands = Hands(shown(column(button, field, said), 400, 300))
    hands.does_not_see("The visit is open")
    hands.press("Start a visit")
    hands.sees("The visit is open")
    hands.type_into("Write here", "Bore da ŵ صباح 😀\nTea")
    assert hands.reads_in("Write here") == field.words == "Bore da ŵ صباح 😀\nTea"
    hands.replace_in("Write here", "Coffee")
    assert field.words == "Coffee"


def test_hands_cannot_press_what_a_person_cannot(shown: Shown) -> None:
    """Not there, disabled, hidden or covered: the hands say so and list what is on the screen."""
    off, hidden, under = ActionButton("Off"), ActionButton("Hidden"), ActionButton("Under")
    off.setEnabled(False)
    window = shown(column(off, hidden, under), 300, 300)
    hidden.hide()
    cover = QWidget(window)
    cover.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    cover.setGeometry(0, 0, 300, 300)
    cover.show()
    hands = Hands(window, patience=0.2)
    for name in ("Off", "Hidden", "Nothing of the kind"):
        with pytest.raises(AssertionError, match="Under"):
            hands.press(name)
    with pytest.raises(AssertionError, match="cannot be reached"):
        hands.press("Under")
    assert not hands.can_press("Off")
    with pytest.raises(AssertionError, match="waited"):
        hands.sees("no such words")


def test_hands_wait_for_the_work_behind(shown: Shown, work: Work) -> None:
    """What a read brings is seen without waiting by the clock."""
    button, said = ActionButton("Find"), Passage()
    button.clicked.connect(lambda: work.read(lambda: "Maggie Okafor", then=said.set_text))
    hands = Hands(shown(column(button, said), 300, 200), work)
    hands.press("Find")
    assert said.text() == "Maggie Okafor"
    hands.sees("Maggie")


def test_hands_tab_and_choose(shown: Shown) -> None:
    """Tab comes to everything in turn; choosing twice leaves it chosen; list items are chosen by their words."""
    tick, items = TickBox("paid to help"), QListWidget()
    items.setAccessibleName("People")
    items.addItems([f"Person {number}" for number in range(40)])
    hands = Hands(shown(column(ActionButton("First"), tick, items), 300, 400))
    hands.tab_to("paid to help")
    hands.choose("paid to help")
    hands.choose("paid to help")
    assert tick.isChecked()
    hands.choose("Person 3")
    assert items.currentItem().text() == "Person 3"
    with pytest.raises(AssertionError, match="Tab never came"):
        hands.tab_to("Nowhere", most=5)


def test_hands_scroll_to_what_is_below(shown: Shown) -> None:
    """A button at the foot of a long page is brought into sight before it is pressed."""
    page, pressed = Page(), []
    for number in range(40):
        page.add(Passage(f"Line {number}"))
    button = ActionButton("At the foot")
    button.clicked.connect(lambda: pressed.append(1))
    page.add(button)
    Hands(shown(page, 500, 300)).press("At the foot")
    assert pressed == [1]


def test_hands_do_not_see_through_a_stack(shown: Shown) -> None:
    """What is on another screen is not on this one."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    behind = Passage("Tariq Aziz")
    layout.addWidget(behind)
    layout.addWidget(Passage("Maggie Okafor"))
    hands = Hands(shown(holder, 300, 200))
    hands.sees("Tariq Aziz")
    behind.hide()
    hands.does_not_see("Tariq Aziz")
