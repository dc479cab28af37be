"""The drawing of the circle: by mouse, by finger and by keyboard, in step with the list beside it, and heard as well as seen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.casebook.people import add_to_circle
from app.practice.people import CirclePerson, Sector, Wish
from tests.ui.circle.test_circle import LONG
from tests.ui.circle.test_circle import Circle as ShownCircle
from tests.ui.visit.laptop import TableWithLaptop, full_disk
from ui.circle.board import Circle, CircleBoard
from ui.circle.members import Member
from ui.circle.token import TOUCH, Token
from ui.theme.theme import Theme, apply_theme
from ui.words import Words


def put(table: TableWithLaptop, name: str, ring: int, sector: Sector, **fields: object) -> str:
    member = CirclePerson(name=name, ring=ring, sector=sector, **fields)  # type: ignore[arg-type]
    return add_to_circle(table.desk, table.person, member).made


def three(table: TableWithLaptop) -> None:
    put(table, "Ann", 1, Sector.FAMILY, relation="sister", wish=Wish.CLOSER)
    put(table, "Joe", 3, Sector.FRIENDS)
    put(table, "Precious", 2, Sector.PAID, paid=True, same_home=True, do_not_contact=True)


def board_of(shown: ShownCircle) -> CircleBoard:
    return shown.screen.findChildren(CircleBoard)[0]


def token(shown: ShownCircle, name: str) -> Token:
    return next(each for each in shown.screen.findChildren(Token) if each.member.name == name)


def cell_of(shown: ShownCircle, name: str) -> tuple[int, Sector]:
    return next((each.ring, each.sector) for each in shown.members if each.name == name)


def place_in(shown: ShownCircle, ring: int, sector: Sector) -> QPoint:
    """A point of the drawing in the middle of a cell."""
    drawn = board_of(shown).drawn
    assert drawn is not None
    x, y = drawn.middle_of(ring, sector)
    return QPoint(round(x), round(y))


def drag(shown: ShownCircle, name: str, to: QPoint, *, drop: bool = True) -> None:
    """With the left button of the mouse, in steps."""
    moved = token(shown, name)
    start = moved.rect().center()
    QTest.mousePress(moved, Qt.MouseButton.LeftButton, pos=start)
    canvas = moved.parentWidget()
    begin = moved.mapTo(canvas, start)
    for step in range(1, 9):
        at = begin + (to - begin) * step / 8
        QTest.mouseMove(moved, moved.mapFrom(canvas, at))
        QApplication.processEvents()
    if drop:
        QTest.mouseRelease(moved, Qt.MouseButton.LeftButton, pos=moved.mapFrom(canvas, to))
        shown.hands.settle()


def face_of(shown: ShownCircle, name: str) -> tuple[QAccessible.Role, str, str]:
    face = QAccessible.queryAccessibleInterface(token(shown, name))
    return face.role(), face.text(QAccessible.Text.Name), face.text(QAccessible.Text.Description)


def test_everybody_is_heard_as_they_are_seen(table: TableWithLaptop) -> None:
    """Role, name and what can be done, for whoever cannot see it."""
    three(table)
    shown = ShownCircle(table)
    role, name, hint = face_of(shown, "Ann")
    assert role == QAccessible.Role.Button
    assert name == "Ann, sister, family, closest ring, would like closer"
    assert hint == "Enter opens, Space picks up"
    assert face_of(shown, "Precious")[1] == ("Precious, paid to help, middle ring, lives in the same home, please do not contact")
    board = QAccessible.queryAccessibleInterface(board_of(shown))
    assert board.text(QAccessible.Text.Name) == "The circle of Maggie"
    assert "Arrow keys" in board.text(QAccessible.Text.Description)


def test_arrows_walk_and_tab_comes_once(table: TableWithLaptop) -> None:
    """The list shows whom the keyboard has come to."""
    three(table)
    shown = ShownCircle(table)
    hands = shown.hands
    assert hands.focus_name().startswith("Ann, ")
    hands.key("Right")
    assert hands.focus_name().startswith("Joe, ")
    hands.key("Down")
    assert hands.focus_name().startswith("Precious, ")
    hands.key("Home")
    assert hands.focus_name().startswith("Ann, ")
    hands.key("Tab")
    assert not any(hands.focus_name().startswith(f"{name}, ") for name in ("Ann", "Joe", "Precious"))


def test_moving_by_keyboard_alone(table: TableWithLaptop) -> None:
    """Space picks up, arrows go by ring and sector, Enter puts down; the list follows, and it can be taken back."""
    three(table)
    shown = ShownCircle(table)
    hands = shown.hands
    hands.key("Right")
    hands.key("Space")
    hands.sees("Joe is picked up: outer ring, friends.")
    hands.key("Up")
    hands.sees("Joe: middle ring, friends")
    hands.key("Right")
    hands.sees("Joe: middle ring, paid to help")
    assert cell_of(shown, "Joe") == (3, Sector.FRIENDS)
    hands.key("Return")
    hands.sees("Joe is now here: middle ring, paid to help.")
    assert cell_of(shown, "Joe") == (2, Sector.PAID)
    assert hands.focus_name().startswith("Joe, paid to help, middle ring")
    hands.does_not_see("Further away")
    hands.key("Ctrl+Z")
    hands.sees("Further away")
    assert cell_of(shown, "Joe") == (3, Sector.FRIENDS)


def test_esc_returns_what_was_picked_up(table: TableWithLaptop) -> None:
    three(table)
    shown = ShownCircle(table)
    hands = shown.hands
    before = token(shown, "Ann").geometry()
    hands.key("Space")
    hands.key("Down")
    assert token(shown, "Ann").geometry() != before
    hands.key("Esc")
    hands.sees("Ann is back where they were.")
    assert token(shown, "Ann").geometry() == before
    assert cell_of(shown, "Ann") == (1, Sector.FAMILY)
    assert shown.told == []


def test_enter_opens_whom_one_is_at(table: TableWithLaptop) -> None:
    """The form of whoever is pressed in the drawing opens beside it, and the drawing says so."""
    three(table)
    shown = ShownCircle(table)
    shown.hands.key("Return")
    assert shown.hands.reads_in("Name") == "Ann"
    assert token(shown, "Ann").open
    assert face_of(shown, "Ann")[2] == "Open beside the drawing"
    shown.hands.press("Joe, friends, outer ring")
    assert shown.hands.reads_in("Name") == "Joe"
    assert not token(shown, "Ann").open


def test_dragging_with_the_mouse(table: TableWithLaptop) -> None:
    """Where it is let go is where they are; undo brings them back."""
    three(table)
    shown = ShownCircle(table)
    drag(shown, "Joe", place_in(shown, 1, Sector.NEIGHBOURS))
    assert cell_of(shown, "Joe") == (1, Sector.NEIGHBOURS)
    shown.hands.sees("Joe is now here: closest ring, neighbours.")
    shown.hands.press("Undo")
    assert cell_of(shown, "Joe") == (3, Sector.FRIENDS)


def test_dragging_nowhere_and_giving_up(table: TableWithLaptop) -> None:
    """Let go outside of the rings, or with Esc on the way, everybody stays."""
    three(table)
    shown = ShownCircle(table)
    before = token(shown, "Joe").geometry()
    drag(shown, "Joe", QPoint(2, 2))
    assert token(shown, "Joe").geometry() == before
    drag(shown, "Joe", place_in(shown, 1, Sector.FAMILY), drop=False)
    QTest.keyClick(token(shown, "Joe"), Qt.Key.Key_Escape)
    QTest.mouseRelease(token(shown, "Joe"), Qt.MouseButton.LeftButton)
    shown.hands.settle()
    assert token(shown, "Joe").geometry() == before
    assert cell_of(shown, "Joe") == (3, Sector.FRIENDS)


def test_dragging_with_a_finger(table: TableWithLaptop) -> None:
    three(table)
    shown = ShownCircle(table)
    device = QTest.createTouchDevice()
    moved, window = token(shown, "Ann"), shown.shell.windowHandle()
    canvas = moved.parentWidget()

    def there(point: QPoint) -> QPoint:
        return canvas.mapTo(shown.shell, point)

    begin, end = moved.geometry().center(), place_in(shown, 3, Sector.PAID)
    QTest.touchEvent(window, device).press(0, there(begin)).commit()
    for step in range(1, 9):
        QTest.touchEvent(window, device).move(0, there(begin + (end - begin) * step / 8)).commit()
    QTest.touchEvent(window, device).release(0, there(end)).commit()
    shown.hands.settle()
    assert cell_of(shown, "Ann") == (3, Sector.PAID)


def test_a_full_disk_puts_them_back(table: TableWithLaptop) -> None:
    """What cannot be kept is not shown as if it were."""
    three(table)
    shown = ShownCircle(table)
    with full_disk():
        drag(shown, "Joe", place_in(shown, 1, Sector.FAMILY))
        shown.hands.sees("The disk of this laptop is full.")
    drawn = board_of(shown).drawn
    assert drawn is not None
    assert drawn.cell_at(*drawn.places[token(shown, "Joe").member.record].centre) == (3, Sector.FRIENDS)
    assert cell_of(shown, "Joe") == (3, Sector.FRIENDS)


def test_a_form_that_is_open_follows_the_drawing(table: TableWithLaptop) -> None:
    """What was typed in it stays, and the ring that was chosen in the drawing is not undone by keeping it."""
    three(table)
    shown = ShownCircle(table)
    hands = shown.hands
    hands.press("Open Joe")
    hands.type_into("What they help with", "the garden")
    drag(shown, "Joe", place_in(shown, 2, Sector.NEIGHBOURS))
    hands.sees_chosen("Close")
    hands.press("Keep")
    joe = next(each for each in shown.members if each.name == "Joe")
    assert (joe.ring, joe.sector, joe.helps_with) == (2, Sector.NEIGHBOURS, "the garden")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("right_to_left", [False, True])
def test_sixty_names_of_all_scripts_lie_over_nobody(words: Words, qapp: QApplication, scale: float, right_to_left: bool) -> None:
    """Measured on the widgets themselves: no two touch, each is large enough for a finger, and everybody is drawn."""
    apply_theme(qapp, Theme(text_scale=scale, right_to_left=right_to_left))
    names = ("Ann", LONG, "آن فاريلي", "রহিমা বেগম", "Siân 🙂", "Zbigniew Wojciechowski", "Joe", "ਹਰਪ੍ਰੀਤ ਕੌਰ")
    sectors = list(Sector)
    members = [
        Member(f"{number:032x}", f"{names[number % 8]} {number}", number % 3 + 1, sectors[number // 3 % 4], paid=number % 4 == 0)
        for number in range(60)
    ]
    called = {sector: sector.value for sector in Sector}
    board = CircleBoard(words)
    board.resize(760, 620)
    board.show_circle(Circle("Maggie", tuple(members), called, called))
    board.show()
    assert board.elsewhere == ()
    tokens = board.findChildren(Token)
    assert len(tokens) == 60
    for at, each in enumerate(tokens):
        assert each.isVisibleTo(board)
        assert min(each.width(), each.height()) >= TOUCH - 1
        assert not any(each.geometry().intersects(other.geometry()) for other in tokens[at + 1 :])
    board.close()


def test_a_name_that_is_too_long_is_whole_when_one_comes_to_it(table: TableWithLaptop) -> None:
    put(table, LONG.strip(), 1, Sector.FAMILY)
    shown = ShownCircle(table)
    found = token(shown, LONG.strip())
    assert found.toolTip() == LONG.strip()
    assert face_of(shown, LONG.strip())[1].startswith(LONG.strip())
