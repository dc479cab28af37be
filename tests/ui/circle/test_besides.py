"""What else there is about the circle: roles, photos, the person's own names for its parts, and earlier days."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.casebook.circles import circle_now, put_face
from app.casebook.people import add_to_circle, change_in_circle
from app.casebook.portraits import look_at
from app.practice.people import CirclePerson, Sector
from tests.app.paper.reading import read_back
from tests.pictures import png
from tests.ui.circle.test_board import board_of, face_of, put, three, token
from tests.ui.circle.test_circle import Circle
from tests.ui.visit.laptop import TableWithLaptop
from ui.circle.canvas import ghost_key
from ui.circle.circle_screen import CircleScreen
from ui.paper.outcome import Outcome
from ui.paper.printing import Sent
from ui.profile.photo_source import SystemPhotos


class ChosenFile(SystemPhotos):
    """Whoever is asked for a file chooses this one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def choose_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.path


def test_one_person_in_several_roles(table: TableWithLaptop) -> None:
    """Heard in the drawing, read in the list, found again in the form."""
    three(table)
    shown = Circle(table)
    hands = shown.hands
    hands.press("Open Joe")
    hands.type_into("They are also", "my landlord\n\nholds the key")
    hands.press("Keep")
    assert face_of(shown, "Joe")[1] == "Joe, my landlord, holds the key, friends, outer ring"
    hands.sees("holds the key")
    hands.press("Open Joe")
    assert hands.reads_in("They are also") == "my landlord\nholds the key"
    hands.replace_in("They are also", "my landlord")
    hands.press("Keep")
    assert circle_now(table.desk, table.person).of(token(shown, "Joe").member.record).roles == ("my landlord",)


def test_what_is_written_about_them_survives_as_a_draft(table: TableWithLaptop) -> None:
    """Roles and ticks too, when the screen is left by a kill."""
    three(table)
    shown = Circle(table)
    shown.hands.press("Open Joe")
    shown.hands.type_into("They are also", "my landlord")
    shown.hands.choose("Leave them out when the screen is turned")
    shown.screen.findChildren(type(shown.screen._draft))[0].keep()
    shown.hands.settle()
    again = Circle(table)
    again.hands.press("Open Joe")
    assert again.hands.reads_in("They are also") == "my landlord"
    again.hands.sees_chosen("Leave them out when the screen is turned")


def test_a_photo_of_somebody(table: TableWithLaptop, tmp_path: Path) -> None:
    """Chosen from a file, shown in the drawing, taken away, and put back."""
    joe = put(table, "Joe", 1, Sector.FRIENDS)
    file = tmp_path / "joe.png"
    file.write_bytes(png(1, 90))
    shown = Circle(table)
    screen = CircleScreen(table.desk, table.work, table.words, photos=ChosenFile(file))
    shown.shell.add_screen("with photos", screen)
    screen.show_person(table.person)
    shown.shell.show_screen("with photos")
    hands = shown.hands
    hands.settle()
    hands.press("Open Joe")
    hands.press("Choose a photo of them")
    hands.sees("The photo of Joe is in the drawing.")
    hands.sees("Choose another photo")
    assert circle_now(table.desk, table.person).of(joe).face
    hands.press("Take the photo away")
    hands.sees("The photo of Joe is taken away.")
    assert not circle_now(table.desk, table.person).of(joe).face
    hands.press("Undo")
    assert circle_now(table.desk, table.person).of(joe).face
    file.write_bytes(b"no picture")
    hands.press("Choose another photo")
    hands.sees("joe.png")
    assert circle_now(table.desk, table.person).of(joe).face


def test_a_photo_is_drawn_in_the_face(table: TableWithLaptop) -> None:
    """The middle of the face is of the photo's colours, not of the ground's."""
    joe = put(table, "Joe", 1, Sector.FRIENDS)
    shown = Circle(table)
    bare = token(shown, "Joe").grab().toImage()
    put_face(table.desk, table.person, joe, look_at(png(1, 90)))
    shown.screen.show_person(table.person)
    shown.hands.settle()
    assert token(shown, "Joe").member.photo
    assert token(shown, "Joe").grab().toImage() != bare


def test_parts_are_called_as_the_person_calls_them(table: TableWithLaptop) -> None:
    """On the drawing, in the list and aloud; undone, and the usual name again with an empty line."""
    three(table)
    shown = Circle(table)
    hands = shown.hands
    hands.press("Call the parts something else")
    hands.type_into("Instead of Friends", "The choir")
    hands.press("Keep")
    hands.sees("The parts have their names.")
    assert face_of(shown, "Joe")[1] == "Joe, The choir, outer ring"
    hands.press("Undo")
    assert face_of(shown, "Joe")[1] == "Joe, friends, outer ring"


def test_an_earlier_day_lies_under_today(table: TableWithLaptop) -> None:
    """Where each stood then is drawn and said; taken away again with one word."""
    now = table.clock.at
    table.clock.at = now - timedelta(days=261)
    joe = add_to_circle(table.desk, table.person, CirclePerson(name="Joe", ring=3)).made
    peter = add_to_circle(table.desk, table.person, CirclePerson(name="Peter", ring=2, sector=Sector.FAMILY)).made
    table.clock.at = now
    change_in_circle(table.desk, joe, ring=1)
    change_in_circle(table.desk, peter, removed=True)
    add_to_circle(table.desk, table.person, CirclePerson(name="Ann", ring=1, sector=Sector.FAMILY))
    shown = Circle(table)
    hands = shown.hands
    hands.press("Lay an earlier day under it")
    hands.pick("As it was on", "5 March 2026")
    hands.sees("On 5 March 2026 Joe was here: outer ring, friends.")
    hands.sees("On 5 March 2026 Peter was here: middle ring, family. They are not in the circle now.")
    hands.sees("On 5 March 2026 Ann was not in the circle yet.")
    drawn = board_of(shown).drawn
    assert drawn is not None
    places = {name: drawn.cell_at(*drawn.places[key].centre) for name, key in (("then", ghost_key(joe)), ("now", joe))}
    assert places == {"then": (3, Sector.FRIENDS), "now": (1, Sector.FRIENDS)}
    assert ghost_key(peter) in drawn.places
    assert not any(box.touches(other) for a, box in drawn.places.items() for b, other in drawn.places.items() if a < b)
    hands.press("Show only today")
    hands.does_not_see("Joe was here")
    drawn = board_of(shown).drawn
    assert drawn is not None
    assert ghost_key(joe) not in drawn.places


def test_a_day_with_nothing_different_is_said(table: TableWithLaptop) -> None:
    three(table)
    shown = Circle(table)
    shown.hands.press("Lay an earlier day under it")
    shown.hands.sees("Nothing was different on any day before.")


class ChosenPlace:
    """A laptop without a printer; whoever is asked where to save chooses this file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def printers(self) -> bool:
        return False

    def choose_printer(self, parent: QWidget, title: str, pages: int) -> None:
        return None

    def choose_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path:
        return self.path

    def queue(self) -> None:
        return None

    def send(self, *_given: object) -> Sent:
        return Sent(Outcome.GONE)


def test_the_circle_on_paper_only_when_asked(table: TableWithLaptop, tmp_path: Path) -> None:
    """What it tells whom is said first; nobody is on it who is not to be contacted; and a laptop without a printer says so."""
    three(table)
    shown = Circle(table)
    screen = CircleScreen(table.desk, table.work, table.words, printing=ChosenPlace(tmp_path / "circle.pdf"))
    shown.shell.add_screen("with paper", screen)
    screen.show_person(table.person)
    shown.shell.show_screen("with paper")
    hands = shown.hands
    hands.settle()
    hands.does_not_see("Save as PDF")
    hands.press("Put the circle on paper")
    hands.sees("Whoever sees this paper sees who is close to Maggie and who is not.")
    hands.press("Print")
    hands.sees("No printer is set up on this laptop, and the paper is kept here")
    hands.press("Save as PDF instead")
    hands.sees("Saved as circle.pdf.")
    words = read_back((tmp_path / "circle.pdf").read_bytes()).words
    assert "Ann" in words
    assert "Precious" not in words
    hands.press("Not now")
    hands.does_not_see("Whoever sees this paper")
