"""The profile screen: choosing, ordering by keys and by hand, taking off, sharpening, and a page that tells the truth."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from app.casebook.desk import Desk
from app.casebook.people import change_person
from app.casebook.profile import choose, profile_lines
from app.casebook.saying import keep_off, leave_out, reword, statements_of
from app.practice.people import Reach
from app.practice.plans import Section
from app.practice.statements import Answer, Asked
from tests.desks import carry, make_desk
from tests.hands import Hands
from tests.looking import faults
from tests.printed import text_of
from tests.screens.profile import LONG_NAME, SAID, choose_all, maggie_with_words, put, put_all, standard_maggie
from ui.profile.profile_screen import ProfileScreen
from ui.theme.theme import Theme
from ui.words import Words
from ui.work import Work

RADIO = SAID[2][3]
SUNDAY = SAID[3][3]
CHOIR = SAID[4][3]
TOWEL = SAID[5][3]
GOWNS = SAID[7][3]


class Table:
    """Maggie's profile on the screen."""

    def __init__(self, desk: Desk, person: str, work: Work, words: Words) -> None:
        self.desk, self.person, self.work = desk, person, work
        self.screen = ProfileScreen(desk, work, words)
        self.screen.resize(1280, 748)
        self.screen.show()
        self.screen.show_person(person)
        self.hands = Hands(self.screen, work)
        self.hands.settle()

    def faults(self) -> list[str]:
        """What is cut or unnamed once everything has its place."""
        for _ in range(10):
            self.hands.settle()
            if not faults(self.screen):
                break
        return faults(self.screen)

    def order(self, section: Section) -> list[str]:
        """The words that stand in a part, as the casebook has them."""
        said = {each.record: each.body.words for each in statements_of(self.desk, self.person)}
        return [said[each.body.statement] for each in profile_lines(self.desk, self.person) if each.body.section is section]

    def printed(self) -> str:
        """All the text of the page on show."""
        self.hands.settle()
        preview = self.screen._page.preview
        assert preview is not None
        return text_of(preview.pdf)

    def face(self, words: str) -> QWidget:
        """The face of a chosen line."""
        return next(card.face for card in self.screen._cards.values() if card.line.words == words)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "helen")
    yield made
    made.book.close()


@pytest.fixture
def table(desk: Desk, work: Work, words: Words) -> Iterator[Table]:
    yield from closing(Table(desk, maggie_with_words(desk), work, words))


def closing(made: Table) -> Iterator[Table]:
    """Close the window when the test is over, and let it go."""
    yield made
    made.work.wait_until_quiet()
    made.screen.close()
    delete(made.screen)


def test_what_was_said_is_put_in_by_one_press(table: Table) -> None:
    """One press puts a statement last into the part, and onto the page."""
    assert GOWNS not in table.printed()
    table.hands.press(f"Put in: {GOWNS}")
    assert table.order(Section.ADMIRE)[-1] == GOWNS
    assert GOWNS in table.printed()
    assert not table.hands.can_press(f"Put in: {GOWNS}")


def test_each_part_offers_what_answers_its_questions_first(table: Table) -> None:
    """What feeds another part waits behind a word, and is there for the person's own words."""
    assert table.hands.can_press(f"Put in: {SAID[10][3]}")
    assert not table.hands.can_press("Put in: I want to sing at Easter, standing up.")
    table.hands.press("Show 5 more for What is important to me")
    table.hands.press("Put in: I want to sing at Easter, standing up.")
    assert "I want to sing at Easter, standing up." in table.order(Section.IMPORTANT)


def test_the_page_holds_exactly_the_chosen_lines(table: Table) -> None:
    """Every chosen line is on the page, in its order, and nothing else that was said."""
    page = table.printed()
    places = [page.index(line) for section in Section for line in table.order(section)]
    assert places == sorted(places)
    chosen = {line for section in Section for line in table.order(section)}
    assert not [line for _, _, _, line in SAID if line not in chosen and line in page]


def test_up_and_down_on_the_keyboard_put_in_order(table: Table) -> None:
    """The line moves, the keyboard stays with it, and the page follows."""
    table.face(CHOIR).setFocus()
    table.hands.key("Up")
    assert table.order(Section.IMPORTANT) == [RADIO, CHOIR, SUNDAY]
    table.hands.key("Up")
    assert table.order(Section.IMPORTANT) == [CHOIR, RADIO, SUNDAY]
    assert table.hands.focus_name().startswith(CHOIR)
    page = table.printed()
    assert page.index(CHOIR) < page.index(RADIO) < page.index(SUNDAY)


def test_at_the_end_of_a_part_a_line_goes_on_into_the_next(table: Table) -> None:
    """Down past the last place is the first place of the next part; Up is the way back."""
    table.face(CHOIR).setFocus()
    table.hands.key("Down")
    assert table.order(Section.IMPORTANT) == [RADIO, SUNDAY]
    assert table.order(Section.SUPPORT)[:2] == [CHOIR, TOWEL]
    table.hands.key("Up")
    assert table.order(Section.IMPORTANT) == [RADIO, SUNDAY, CHOIR]


def test_buttons_say_what_they_move(table: Table) -> None:
    """Pressing a line shows what can be done; each button names its line."""
    table.hands.press(RADIO)
    table.hands.press(f"Down: {RADIO}")
    assert table.order(Section.IMPORTANT) == [SUNDAY, RADIO, CHOIR]
    table.hands.press(f"Move to How to support me: {RADIO}")
    assert table.order(Section.SUPPORT)[-1] == RADIO
    assert table.order(Section.IMPORTANT) == [SUNDAY, CHOIR]


def drag(table: Table, words: str, to: Callable[[], QPoint], *, let_go: bool = True) -> None:
    """Carry a line with the real mouse to a place in the window."""
    face = table.face(words)
    table.screen._lines.ensureWidgetVisible(face)
    table.hands.settle()
    start = face.rect().center()
    QTest.mousePress(face, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(face, start + QPoint(0, 20))
    QTest.mouseMove(face, face.mapFromGlobal(to()))
    assert table.screen._lines.carried is not None
    if let_go:
        QTest.mouseRelease(face, Qt.MouseButton.LeftButton, pos=face.mapFromGlobal(to()))
    table.hands.settle()


def top_of(table: Table, words: str) -> Callable[[], QPoint]:
    """Just inside the upper edge of a line."""
    return lambda: table.face(words).mapToGlobal(QPoint(60, 4))


def test_a_line_is_carried_to_its_place(table: Table) -> None:
    """Dragging puts it where it is let go of, in its part or in another one."""
    drag(table, CHOIR, top_of(table, RADIO))
    assert table.order(Section.IMPORTANT) == [CHOIR, RADIO, SUNDAY]
    table.screen.resize(1280, 2000)
    table.hands.settle()
    drag(table, CHOIR, top_of(table, SAID[6][3]))
    assert table.order(Section.SUPPORT) == [TOWEL, CHOIR, SAID[6][3]]


def test_escape_gives_a_drag_up(table: Table) -> None:
    """Nothing has moved, and the line can be pressed again."""
    drag(table, CHOIR, top_of(table, RADIO), let_go=False)
    QTest.keyClick(table.face(CHOIR), Qt.Key.Key_Escape)
    QTest.mouseRelease(table.face(CHOIR), Qt.MouseButton.LeftButton)
    table.hands.settle()
    assert table.screen._lines.carried is None
    assert table.order(Section.IMPORTANT) == [RADIO, SUNDAY, CHOIR]


def test_taken_off_and_put_back_where_it_was(table: Table) -> None:
    """Taking off asks nothing; Undo puts the line back into its place; the words never left the record."""
    table.hands.press(SUNDAY)
    table.hands.press(f"Take off the page: {SUNDAY}")
    table.hands.sees("Taken off the page. The words stay in the record.")
    assert SUNDAY not in table.printed()
    assert SUNDAY in [each.body.words for each in statements_of(table.desk, table.person)]
    table.hands.press("Undo")
    assert table.order(Section.IMPORTANT) == [RADIO, SUNDAY, CHOIR]
    assert SUNDAY in table.printed()


def sharpen(table: Table, words: str) -> None:
    table.hands.press(words)
    table.hands.press(f"Sharpen the words: {words}")


def test_sharper_words_are_asked_about_and_read_back(table: Table) -> None:
    """The new words are on the page at once; yes is kept for exactly these words; the old ones stay in the history."""
    sharpen(table, RADIO)
    table.hands.replace_in("Sharper words for", "Radio 3, quietly, all day.")
    table.hands.press("Use these words")
    table.hands.sees("Read it to Maggie: is that right?")
    assert "Radio 3, quietly, all day." in table.printed()
    table.hands.press("Yes, that is right")
    table.hands.sees("read back, yes")
    kept = next(each for each in statements_of(table.desk, table.person) if each.body.words == "Radio 3, quietly, all day.")
    assert kept.body.read_back is not None
    assert kept.body.read_back.answer is Answer.YES
    assert kept.body.read_back.of == kept.carriers["words"][0]
    assert kept.body.speaker.name == "Maggie"


def test_not_quite_opens_the_words_again_and_the_old_ones_can_come_back(table: Table) -> None:
    """Nobody is stuck with words that are not theirs."""
    sharpen(table, RADIO)
    table.hands.replace_in("Sharper words for", "Radio.")
    table.hands.key("Ctrl+Return")
    table.hands.press("Not quite")
    assert table.hands.reads_in("Sharper words for") == "Radio."
    table.hands.press("Use these words")
    table.hands.press("Put the old words back")
    assert table.order(Section.IMPORTANT)[0] == RADIO
    assert RADIO in table.printed()


def test_the_speaker_is_asked_not_the_person(table: Table) -> None:
    """Words of Mrs Hall are read to Mrs Hall."""
    sharpen(table, SAID[0][3])
    table.hands.press("Use these words")
    table.hands.sees("Read it to Mrs Hall: is that right?")
    table.hands.press("Ask later")
    table.hands.does_not_see("is that right?")


def test_sharper_words_survive_the_app_closing(table: Table, work: Work, words: Words) -> None:
    """What was being typed is there again with the cursor where it was; leaving it as it was lets it go."""
    sharpen(table, RADIO)
    table.hands.replace_in("Sharper words for", "Radio 3 on very low")
    table.hands.key("Left")
    table.screen.may_leave()
    table.hands.settle()
    again = Table(table.desk, table.person, work, words)
    assert again.hands.reads_in("Sharper words for") == "Radio 3 on very low"
    again.hands.press("Leave it as it was")
    assert again.order(Section.IMPORTANT)[0] == RADIO
    delete(again.screen)
    last = Table(table.desk, table.person, work, words)
    last.hands.does_not_see("Radio 3 on very low")
    delete(last.screen)


def test_a_change_from_elsewhere_does_not_touch_what_is_typed(table: Table) -> None:
    """Another screen, or the council, changes a line: it is shown, and the field under its neighbour stays."""
    sharpen(table, RADIO)
    table.hands.replace_in("Sharper words for", "Radio 3, but")
    other = next(each.record for each in statements_of(table.desk, table.person) if each.body.words == CHOIR)
    table.work.write(lambda: reword(table.desk, other, "Choir on Tuesdays."))
    table.hands.sees("Choir on Tuesdays.")
    assert table.hands.reads_in("Sharper words for") == "Radio 3, but"


def test_what_does_not_fit_is_said_and_true(table: Table) -> None:
    """The sentence counts the lines that are not on the page, the cards are marked, and every other line is there whole."""
    for number in range(16):
        line = f"Cup {number + 1}: the milk goes in first, and nobody talks until it is half empty. " * 2
        choose(table.desk, table.person, put(table.desk, table.person, line.strip(), rank=100), Section.SUPPORT)
    table.screen.show_person(table.person)
    page = table.printed()
    lines = [line for section in Section for line in table.order(section)]
    missing = [line for line in lines if line not in page]
    assert missing
    table.hands.sees(f"{len(missing)} lines would fall off")
    marked = [
        card.line.words for card in table.screen._cards.values() if ("Does not fit on the page", "attention") in card.line.marks
    ]
    assert sorted(marked) == sorted(missing)
    table.hands.settle()
    table.hands.press(missing[-1][:60])
    table.hands.press(f"Take off the page: {missing[-1][:60]}")
    table.hands.sees(f"{len(missing) - 1} lines would fall off")


def test_large_print_is_the_persons_size_and_nothing_smaller_is_offered(table: Table) -> None:
    """Somebody who reads 20 points starts with 20, and may have larger or easier, never smaller."""
    table.work.write(lambda: change_person(table.desk, table.person, reach=Reach(text_size=20)))
    table.hands.settle()
    table.screen.show_person("")
    table.screen.show_person(table.person)
    table.hands.sees_chosen("Large print, 20 point")
    assert not table.hands.can_press("Standard")
    table.hands.press("Size and colour")
    assert not table.hands.can_press("18 point")
    table.hands.press("28 point")
    table.hands.sees_chosen("Large print, 28 point")
    table.hands.press("Easy read")
    table.hands.sees_chosen("20 point")


def test_two_versions_kept_off_and_left_out(table: Table, tmp_path: Path) -> None:
    """Versions are marked and both printed, words kept off paper are marked and not printed; words left out are not shown."""
    jo = make_desk(tmp_path / "jo", "Jo Marsh")
    radio, choir, towel = (
        next(each.record for each in statements_of(table.desk, table.person) if each.body.words == line)
        for line in (RADIO, CHOIR, TOWEL)
    )
    carry(table.desk.book, jo.book)
    reword(table.desk, radio, "Radio 3 in the morning.")
    reword(jo, radio, "Radio 3 at night.")
    carry(jo.book, table.desk.book)
    jo.book.close()
    keep_off(table.desk, choir, paper=True)
    leave_out(table.desk, towel)
    table.screen.show_person(table.person)
    opened: list[str] = []
    table.screen.unsettled_opened.connect(opened.append)
    table.hands.sees("Two versions of this stand side by side.")
    table.hands.press("Radio 3 ")
    assert not table.hands.can_press("Sharpen the words: Radio 3")
    table.hands.press("Settle it: Radio 3")
    assert opened == [radio]
    table.hands.sees("Marked not to print. It stays off the page.")
    table.hands.does_not_see(TOWEL)
    page = table.printed()
    assert page.count("Radio 3 in the morning.") == page.count("Radio 3 at night.") == page.count("Somebody wrote:") == 1
    assert "Not settled yet." in page
    assert CHOIR not in page
    assert TOWEL not in page


def test_letters_that_cannot_be_printed_are_said(table: Table) -> None:
    """A letter of a script that is not on board is said on its card and over the page."""
    table.hands.settle()
    football = put(table.desk, table.person, "Football with Joe \U00013000 every Friday", rank=99)
    choose(table.desk, table.person, football, Section.IMPORTANT)
    table.screen.show_person(table.person)
    table.hands.sees("One line has letters that cannot be printed yet.")
    table.hands.sees("Some letters of this cannot be printed yet.")


def test_nothing_said_yet_is_a_warm_start(desk: Desk, work: Work, words: Words) -> None:
    """An empty profile says where words come from, and the page is there all the same."""
    for table in closing(Table(desk, standard_maggie(desk), work, words)):
        table.hands.sees("Nothing has been said yet")
        assert "Nothing has been chosen for this page yet." in table.printed()
        assert table.faults() == []


def test_print_and_leave_asks_for_leaving(table: Table, qtbot: object) -> None:
    """The screen asks by signal and knows no other screen."""
    asked: list[tuple[str, str]] = []
    table.screen.leaving_requested.connect(lambda person, paper: asked.append((person, paper)))
    table.hands.press("Print and leave")
    assert asked == [(table.person, "one-page-profile")]


@pytest.mark.parametrize("theme", [Theme(), Theme(colours="dark"), Theme(text_scale=2.0), Theme(right_to_left=True)])
def test_nothing_is_cut_at_the_smallest_window(
    desk: Desk, work: Work, words: Words, dress: Callable[[Theme], None], theme: Theme
) -> None:
    """1024 by 640 with large text, and a name of 200 letters: all of it can be read and reached."""
    dress(theme)
    person = standard_maggie(desk)
    change_person(desk, person, name=LONG_NAME, known_as="")
    records = put_all(desk, person)
    choose_all(desk, person, records)
    put(desk, person, "Long " * 300, asked=Asked(guide="people-like", prompt="proud"), rank=0)
    for table in closing(Table(desk, person, work, words)):
        table.screen.resize(1024, 640)
        table.hands.settle()
        assert table.faults() == []
        table.hands.press(RADIO)
        assert table.faults() == []
        if not table.screen._sides.side_by_side:
            table.hands.press("The page")
            table.hands.sees("page 1 of 1, as it prints")
            assert table.faults() == []
