"""The whole circle at one look, and names larger and smaller: by pressing, by keys, worker's view and the person's."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.casebook.people import add_to_circle
from app.practice.people import CirclePerson, Sector
from tests.looking import faults
from tests.ui.circle.test_circle import Circle as ShownCircle
from tests.ui.visit.laptop import TableWithLaptop
from ui.circle.board import CircleBoard
from ui.circle.token import Token
from ui.circle.turned_circle import TurnedCircle
from ui.circle.whole import WholeCircle


def clustered(table: TableWithLaptop, count: int = 15) -> None:
    """So many people in the same place: the drawing becomes larger than its room."""
    for number in range(count):
        add_to_circle(table.desk, table.person, CirclePerson(name=f"Bernadette {number}", ring=1, sector=Sector.FAMILY))


def seen(board: CircleBoard) -> list[str]:
    """Whose name is in sight."""
    port = board.viewport()
    found = []
    for token in board.findChildren(Token):
        box = token.rect().translated(token.mapTo(port, QPoint()))
        if port.rect().contains(box):
            found.append(token.member.name)
    return found


def test_the_whole_is_one_press_and_leads_to_a_place(table: TableWithLaptop) -> None:
    """All of it in the room there is; pressing a place in it goes there, Esc and the same word lead back."""
    clustered(table)
    shown = ShownCircle(table)
    board, whole = shown.screen.findChildren(CircleBoard)[0], shown.screen.findChildren(WholeCircle)[0]
    assert len(seen(board)) < 15
    shown.hands.press("See it whole")
    assert whole.isVisible()
    assert whole.rect().size() == board.size()
    assert 0 < whole._picture.width() <= board.width()
    assert 0 < whole._picture.height() <= board.height()
    assert faults(shown.screen.window()) == []
    ann = next(each for each in board.findChildren(Token) if each.member.name == "Bernadette 14")
    board.horizontalScrollBar().setValue(board.horizontalScrollBar().maximum())
    board.verticalScrollBar().setValue(board.verticalScrollBar().maximum())
    assert "Bernadette 14" not in seen(board)
    at = whole._corner() + ann.geometry().center().toPointF() * whole._share
    QTest.mouseClick(whole, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert not whole.isVisible()
    assert "Bernadette 14" in seen(board)
    shown.hands.press("See it whole")
    shown.hands.press("As large as before")
    assert not whole.isVisible()
    shown.hands.key("Ctrl+0")
    assert whole.isVisible()
    assert shown.hands.focus_name() == "The whole circle"
    shown.hands.key("Esc")
    assert not whole.isVisible()
    assert isinstance(QApplication.focusWidget(), Token)


def test_names_larger_and_smaller(table: TableWithLaptop) -> None:
    """By word and by key, to an end in both directions; where everything is in sight nobody is offered to see it whole."""
    clustered(table, 3)
    shown = ShownCircle(table)
    board = shown.screen.findChildren(CircleBoard)[0]
    assert len(seen(board)) == 3
    shown.hands.does_not_see("See it whole")
    token = board.findChildren(Token)[0]
    usual = token.fontInfo().pointSizeF()
    shown.hands.press("Larger names")
    assert token.fontInfo().pointSizeF() > usual
    for _ in range(8):
        shown.hands.key("Ctrl++")
    assert 1.9 < token.fontInfo().pointSizeF() / usual < 2.1
    assert not shown.hands.can_press("Larger names")
    for _ in range(3):
        shown.hands.key("Ctrl+-")
    assert token.fontInfo().pointSizeF() == usual
    assert len(seen(board)) == 3


def test_the_person_sees_it_whole_too(table: TableWithLaptop) -> None:
    """One large word in their view; with the keyboard on the names it is as large as before."""
    table.begin()
    clustered(table)
    turned = TurnedCircle(table.desk, table.work, table.words)
    turned.resize(1280, 800)
    turned.show()
    turned.show_person(table.person, 24.0)
    table.work.wait_until_quiet()
    QApplication.processEvents()
    whole = turned.findChildren(WholeCircle)[0]
    assert turned._see.isVisible()
    assert turned._see.height() >= 44
    turned._see.click()
    assert whole.isVisible()
    turned.board.focus_on()
    QApplication.processEvents()
    assert not whole.isVisible()
    turned._see.click()
    turned.forget()
    assert not whole.isVisible()
    turned.close()
    turned.deleteLater()
