"""A photo chosen, cut and withdrawn on the profile screen; several profiles; an earlier version beside the page."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from app.casebook.desk import Desk
from app.casebook.portraits import portrait_of
from app.casebook.profile import profile_lines
from app.casebook.purposes import purposes_of
from app.casebook.settling import unsettled
from app.practice.photos import PORTRAIT_LIMITS
from tests.desks import make_desk
from tests.hands import Hands
from tests.looking import faults
from tests.printed import text_of
from tests.screens.profile import SAID, earlier_versions_shown, maggie_with_words, snapshot, two_photos
from tests.studio import Studio
from ui.profile.cutting import CutView
from ui.profile.photo_source import Camera
from ui.profile.profile_screen import ProfileScreen
from ui.versions.versions_screen import VersionsScreen
from ui.words import Words
from ui.work import Work


class Eye(QWidget):
    """What a camera sees."""

    taken = Signal(bytes)
    failed = Signal()


class OneCamera:
    """A camera that always sees the same."""

    def __init__(self) -> None:
        self.view = Eye()
        self.on = False

    def start(self) -> None:
        """Its light is on."""
        self.on = True

    def stop(self) -> None:
        """Its light is out."""
        self.on = False

    def take(self) -> None:
        """One photo."""
        self.view.taken.emit(snapshot(640, 480))


class Laptop:
    """Where photos come from: one file, and a camera where there is one."""

    def __init__(self, path: Path) -> None:
        self.path: Path | None = path
        self.eyes: list[OneCamera] = []
        self.has_eye = False

    def choose_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """The file that somebody chooses."""
        return self.path

    def has_camera(self) -> bool:
        """Whether it has one."""
        return self.has_eye

    def camera(self, words: Words) -> Camera:
        """Its camera."""
        self.eyes.append(OneCamera())
        return self.eyes[-1]


class Table:
    """Maggie's profile, with a laptop whose photos are known."""

    def __init__(self, desk: Desk, work: Work, words: Words, folder: Path) -> None:
        self.desk, self.work, self.words = desk, work, words
        self.person = maggie_with_words(desk)
        file = folder / "maggie.jpg"
        file.write_bytes(snapshot())
        self.laptop = Laptop(file)
        self.screen = ProfileScreen(desk, work, words, self.laptop)
        self.screen.resize(1280, 748)
        self.screen.show()
        self.screen.show_person(self.person)
        self.hands = Hands(self.screen, work)
        self.hands.settle()

    def printed(self) -> str:
        self.hands.settle()
        preview = self.screen._page.preview
        assert preview is not None
        return text_of(preview.pdf)

    def kept_size(self) -> tuple[int, int]:
        now = portrait_of(self.desk, self.person)
        assert now is not None
        return Image.open(BytesIO(now.data)).size

    @property
    def frame(self) -> CutView:
        return self.screen.findChild(CutView)


@pytest.fixture
def table(tmp_path: Path, work: Work, words: Words) -> Iterator[Table]:
    desk = make_desk(tmp_path / "helen")
    made = Table(desk, work, words, tmp_path)
    yield made
    work.wait_until_quiet()
    made.screen.close()
    delete(made.screen)
    desk.book.close()


def test_a_photo_from_a_file_is_cut_by_keys_and_stands_on_the_page(table: Table) -> None:
    """The whole way with the keyboard; nobody is chosen beforehand, and nothing is kept before somebody said who chose it."""
    hands = table.hands
    hands.press("Choose a photo")
    assert table.frame.hasFocus()
    whole = table.frame.cut
    assert (whole.right - whole.left, whole.turns) == (1000, 0)
    hands.key("-")
    hands.key("Down")
    assert table.frame.cut.top > 0
    assert table.frame.cut.right - table.frame.cut.left < 1000
    hands.choose("Tall")
    hands.press("Use this photo")
    hands.sees("Say first who chose this photo.")
    assert portrait_of(table.desk, table.person) is None
    hands.type_into("What can be seen on it", "Maggie at choir.")
    hands.choose("Maggie")
    hands.press("Use this photo")
    hands.sees("Photo of Maggie: Maggie at choir.")
    hands.sees("Chosen by Maggie, 21 November 2026")
    wide, high = table.kept_size()
    assert abs(wide / high - 0.75) < 0.01
    hands.press("Undo")
    hands.sees("No photo yet.")
    assert not faults(table.screen)


def test_the_frame_is_dragged_and_stays_inside_the_photo(table: Table) -> None:
    table.hands.press("Choose a photo")
    frame = table.frame
    middle = frame._on_widget(frame._frame()).center().toPoint()
    _drag(frame, middle, middle + QPoint(0, 400))
    assert frame.cut.bottom == 1000
    corner = frame._on_widget(frame._frame()).topLeft()
    _drag(frame, corner.toPoint(), (corner + QPointF(40, 40)).toPoint())
    smaller = frame.cut
    assert smaller.right - smaller.left < 1000
    wide, high = smaller.right - smaller.left, smaller.bottom - smaller.top
    for key, edge, end in (("Right", "right", 1000), ("Down", "bottom", 1000), ("Left", "left", 0), ("Up", "top", 0)):
        for _ in range(40):
            QTest.keyClick(frame, getattr(Qt.Key, f"Key_{key}"))
        assert getattr(frame.cut, edge) == end
        assert (frame.cut.right - frame.cut.left, frame.cut.bottom - frame.cut.top) == pytest.approx((wide, high), abs=1)


def test_a_turned_photo_is_kept_turned(table: Table) -> None:
    hands = table.hands
    hands.press("Choose a photo")
    hands.press("Turn")
    hands.choose("Maggie")
    hands.press("Use this photo")
    hands.settle()
    assert table.frame.cut.turns == 0
    assert table.kept_size() == (PORTRAIT_LIMITS.kept_side, PORTRAIT_LIMITS.kept_side)


def test_a_photo_that_is_not_wanted_any_more_leaves_screen_and_page(table: Table) -> None:
    hands = table.hands
    for step in ("Choose a photo", "Maggie", "Use this photo"):
        hands.press(step)
    hands.press("Do not use it any more")
    hands.sees("The photo is off the page and off the screens.")
    assert portrait_of(table.desk, table.person) is None
    hands.press("Undo")
    hands.sees("Photo of Maggie")


def test_what_is_no_photo_is_said_in_words(table: Table) -> None:
    assert table.laptop.path is not None
    table.laptop.path.write_bytes(b"a letter")
    table.hands.press("Choose a photo")
    table.hands.sees("There is no photo in that file that this app can read (maggie.jpg).")
    table.laptop.path.unlink()
    table.hands.press("Choose a photo")
    table.hands.sees("There is no photo in that file")
    table.laptop.path = None
    table.hands.press("Choose a photo")
    assert table.hands.can_press("Choose a photo")


def test_with_a_camera_one_may_take_a_photo_and_it_goes_off_afterwards(table: Table) -> None:
    assert not table.hands.can_press("Take one with the camera")
    table.laptop.has_eye = True
    table.hands.press("Choose a photo")
    table.hands.press("Take one with the camera")
    (eye,) = table.laptop.eyes
    assert eye.on
    table.hands.press("Take the photo")
    assert not eye.on
    assert table.frame.isVisible()
    table.hands.press("Not now")
    table.hands.press("Choose a photo")
    table.hands.press("Take one with the camera")
    again = table.laptop.eyes[-1]
    again.view.failed.emit()
    table.hands.sees("The camera gave no picture.")
    assert not again.on
    table.hands.press("Choose a photo")
    table.hands.press("Take one with the camera")
    assert table.laptop.eyes[-1].on
    table.screen.hide()
    assert not table.laptop.eyes[-1].on
    table.screen.show()
    assert table.hands.can_press("Choose a photo")


def test_a_page_for_a_purpose_has_its_own_lines_and_its_own_way_out(table: Table) -> None:
    hands, asked = table.hands, list[tuple[str, str]]()
    table.screen.leaving_requested.connect(lambda person, paper: asked.append((person, paper)))
    hands.press("Another page for a purpose")
    hands.press("Make this page")
    hands.sees("Write what the page is for.")
    hands.type_into("What is the page for?", "For the hospital")
    hands.press("Make this page")
    hands.sees_chosen("For the hospital")
    ward = purposes_of(table.desk, table.person)[1].name
    assert "For the hospital" in table.printed()
    gone = SAID[0][3]
    hands.press(gone)
    hands.press(f"Take off the page: {gone}")
    assert gone not in table.printed()
    assert len(profile_lines(table.desk, table.person)) == len(profile_lines(table.desk, table.person, ward)) + 1
    hands.press("Print and leave")
    assert asked == [(table.person, f"one-page-profile {ward}")]
    hands.choose("For everybody")
    assert gone in table.printed()
    assert not hands.can_press("Put this page away")
    hands.choose("For the hospital")
    hands.press("Put this page away")
    assert not hands.can_press("For the hospital")
    hands.press("Undo")
    hands.sees_chosen("For the hospital")
    assert not faults(table.screen)


def test_a_moved_line_goes_back_to_where_it_stood_first(table: Table) -> None:
    """However often it was moved, with Alt and an arrow; the keyboard stays with it."""
    before = [line.body.statement for line in profile_lines(table.desk, table.person)]
    face = next(card.face for card in table.screen._cards.values() if card.line.words == SAID[4][3])
    face.setFocus()
    for _ in range(3):
        table.hands.key("Alt+Up")
    assert table.hands.focus_name().startswith(SAID[4][3])
    assert [line.body.statement for line in profile_lines(table.desk, table.person)] != before
    table.hands.press("Undo")
    lines = profile_lines(table.desk, table.person)
    by_part = sorted(lines, key=lambda line: list(type(line.body.section)).index(line.body.section))
    assert [line.body.statement for line in by_part] == before


def test_of_two_photos_chosen_apart_somebody_says_which(tmp_path: Path, work: Work, words: Words) -> None:
    """Both are shown, each with who chose it; none is on the page until then. The screen for versions tells them apart too."""
    studio = Studio(tmp_path, work, words)
    desk, person = two_photos(studio)
    screen = ProfileScreen(desk, work, words)
    screen.resize(1280, 800)
    screen.show()
    screen.show_person(person)
    hands = Hands(screen, work)
    hands.sees("Two photos were chosen while apart.")
    (waiting,) = unsettled(desk)
    versions = VersionsScreen(desk, work, words)
    versions.resize(1280, 800)
    versions.show()
    versions.show_record(waiting.record)
    other = Hands(versions, work)
    for said in ("Maggie in the garden.", "Maggie at choir, laughing.", "Ann"):
        other.sees(said)
    numbers = {each.body.chosen_by.name: at for at, each in enumerate(portrait_of(desk, person).apart, start=1)}  # type: ignore[union-attr]
    hands.press(f"This is the one: photo {numbers['Ann']}. Chosen by Ann, 21 November 2026")
    hands.sees("Photo of Maggie: Maggie in the garden.")
    assert not unsettled(desk)
    assert not faults(screen)
    work.wait_until_quiet()
    for each in (screen, versions):
        each.close()
        delete(each)
    studio.close()


def test_an_earlier_version_stands_beside_the_page_with_what_differs_said(tmp_path: Path, work: Work, words: Words) -> None:
    studio = Studio(tmp_path, work, words)
    screen = earlier_versions_shown(studio)
    screen.resize(1280, 800)
    screen.show()
    hands = Hands(screen, work)
    hands.settle()
    said = " ".join(hands.words_on_screen())
    for sentence in (
        "one line is new, one line is not on the page any more, one line says something else, 2 lines stand elsewhere",
        "there is a photo",
        "Left with Maggie. Check code",
        "Not on the page any more",
        "Said something else then",
        "Now in: How best to support me",
        "Then in: What is important to me",
        "New since this version",
    ):
        assert sentence in said
    assert not faults(screen)
    work.wait_until_quiet()
    screen.close()
    delete(screen)
    studio.close()


def _drag(frame: QWidget, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(frame, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(frame, (start + end) / 2)
    QTest.mouseMove(frame, end)
    QTest.mouseRelease(frame, Qt.MouseButton.LeftButton, pos=end)
