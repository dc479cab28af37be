"""Places for things: lines that wrap, columns that go under each other, strips, bars, pages; nothing is ever cut."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.hands import Hands
from tests.looking import faults
from ui.theme.theme import Theme
from ui.theme.tokens import DARK
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import AnswerField, ChoiceField, LineField, PassphraseField
from ui.widgets.layout import Card, Columns, FlowRow, Hairline, column, row
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.person_bar import PersonBar
from ui.widgets.picture import Picture
from ui.widgets.prompt import Prompt
from ui.widgets.quote import Quote
from ui.widgets.status import StatusLine
from ui.widgets.undo import UndoStrip
from ui.words import Words

Dress = Callable[[Theme], None]
Shown = Callable[..., QWidget]

TOPICS = [("likes", "People like"), ("day", "Good day, bad day"), ("people", "My people"), ("want", "What I want")]
LONG_NAME = "Margaret Elizabeth Oluwaseun-Featherstonehaugh of the Upper Valley " * 3


def test_a_line_wraps_when_it_is_full(shown: Shown) -> None:
    """What has no room goes on in the next line; the holder gets taller."""
    flow = FlowRow()
    buttons = [flow.add(ActionButton(f"Word {number}")) for number in range(6)]
    holder = shown(column(flow, 0), 900, 400)
    assert len({button.y() for button in buttons}) == 1
    holder.resize(260, 400)
    QApplication.processEvents()
    assert len({button.y() for button in buttons}) > 1
    assert flow.height() >= buttons[-1].geometry().bottom()
    flow.clear()
    QApplication.processEvents()
    assert flow.sizeHint().height() == 0


def test_columns_go_under_each_other(shown: Shown, dress: Dress) -> None:
    """Beside each other when each has room for a readable line, under each other when not or when text is large."""
    columns = Columns(least_characters=30)
    first, second = columns.add(Passage("Visits " * 20)), columns.add(Passage("Waiting for you " * 10))
    shown(column(columns, 0), 1100, 900)
    assert columns.side_by_side
    assert first.y() == second.y()
    dress(Theme(text_scale=2.0))
    QApplication.processEvents()
    QTest.qWait(10)
    assert not columns.side_by_side
    assert second.y() >= first.geometry().bottom()


@pytest.mark.parametrize(("theme", "size"), [(Theme(text_scale=2.0), (1024, 640)), (Theme("dark", 1.0, True), (1280, 800))])
def test_a_full_page_has_no_faults(shown: Shown, dress: Dress, words: Words, theme: Theme, size: tuple[int, int]) -> None:
    """Bars, cards, fields and strips together, at twice the size in a small window, and from the right."""
    dress(theme)
    window = shown(full_window(words), *size)
    assert faults(window) == []


def test_a_page_brings_the_keyboard_into_sight(shown: Shown) -> None:
    """Tab down a long page: whatever has the keyboard is seen whole, with its ring."""
    page = Page()
    for number in range(30):
        page.add(LineField(f"Question {number}"))
    window = shown(page, 700, 400)
    hands = Hands(window)
    page.findChild(LineField).setFocus()
    for _ in range(29):
        hands.key("Tab")
        focused = QApplication.focusWidget()
        top = focused.mapTo(page.viewport(), focused.rect().topLeft()).y()
        assert top >= 5
        assert top + focused.height() + 5 <= page.viewport().height()
    assert hands.focus_name() == "Question 29"


def test_the_cursor_stays_in_sight_while_an_answer_grows(shown: Shown) -> None:
    """Typing line after line at the foot of a page never goes under the edge."""
    page = Page()
    page.add(Passage("How does a good morning start? " * 30))
    field = AnswerField("Write here", most_lines=40)
    page.add(field)
    page.add(Passage("More below. " * 40))
    shown(page, 600, 360)
    field.setFocus()
    for _ in range(14):
        QTest.keyClicks(field, "tea")
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.qWait(25)
        caret = field.cursorRect()
        at = field.viewport().mapTo(page.viewport(), caret.bottomLeft()).y()
        assert 0 <= at <= page.viewport().height()


def test_the_measure_is_readable(shown: Shown) -> None:
    """In a wide window the column stays at 60 to 70 characters, in the middle."""
    page = Page()
    text = page.add(Passage("word " * 200))
    shown(page, 1800, 600)
    characters = text.width() / text.fontMetrics().averageCharWidth()
    assert 58 <= characters <= 72
    left = text.mapTo(page.viewport(), text.rect().topLeft()).x()
    assert abs(left - (page.viewport().width() - left - text.width())) <= 2


def test_a_notice_speaks_acts_and_goes(shown: Shown) -> None:
    """It is hidden with nothing to say; its action is told; it never takes the keyboard by itself."""
    strip, acted = Notice(), []
    strip.acted.connect(lambda: acted.append(1))
    other = ActionButton("Go on")
    window = shown(column(strip, other), 600, 200)
    other.setFocus()
    assert not strip.isVisible()
    strip.say("You could ask: which food?", "Not now")
    hands = Hands(window)
    hands.sees("You could ask: which food?")
    assert hands.focus_name() == "Go on"
    hands.press("Not now")
    assert acted == [1]
    strip.quiet()
    assert not strip.isVisible()


@pytest.mark.parametrize("tone", ["amber", "soft", "harm"])
def test_notices_can_be_read_in_dark(shown: Shown, dress: Dress, tone: str) -> None:
    """The tint is the dark one, and a failure also has a bar."""
    dress(Theme("dark"))
    strip = Notice("The disk of this laptop is full.", tone=tone)
    shown(column(strip, 0), 600, 200)
    image = strip.grab().toImage()
    grounds = {"amber": DARK.admire, "soft": DARK.quiet_tint, "harm": DARK.difference}
    assert image.pixelColor(strip.width() - 12, strip.height() // 2).name().upper() == grounds[tone]
    bar = image.pixelColor(2, strip.height() // 2).name().upper()
    assert (bar == DARK.attention) == (tone == "harm")


def test_undo_is_done_once(shown: Shown, words: Words) -> None:
    """Undo takes back what it was offered for, once, and goes."""
    strip, undone = UndoStrip(words), []
    window = shown(column(strip, 0), 600, 200)
    strip.offer("Left out.", lambda: undone.append("first"))
    strip.offer("Moved.", lambda: undone.append("second"))
    hands = Hands(window)
    hands.does_not_see("Left out.")
    hands.press("Undo")
    assert undone == ["second"]
    assert not strip.isVisible()


def test_the_bar_of_a_visit(shown: Shown, words: Words) -> None:
    """Whose visit, what about, and the way to turn; each is told."""
    bar, told = PersonBar(words), []
    bar.topic_chosen.connect(told.append)
    bar.turn_requested.connect(lambda: told.append("turn"))
    bar.show_person("Maggie", TOPICS, "day")
    hands = Hands(shown(column(bar, 0), 1280, 300))
    hands.sees_chosen("Good day, bad day")
    hands.press("My people")
    hands.press("Turn to Maggie")
    assert told == ["people", "turn"]
    bar.show_person("Tariq", TOPICS[:1])
    hands.does_not_see("Maggie")
    hands.does_not_see("My people")


def test_the_bar_unfolds_what_else_there_is_to_talk_about(shown: Shown, words: Words) -> None:
    """What was not picked is one press away; what is chosen of it stays, the rest folds away again."""
    bar, told = PersonBar(words), []
    bar.topic_chosen.connect(told.append)
    bar.show_person("Maggie", TOPICS[:1], TOPICS[0][0], [("week", "My perfect week"), ("life", "My life so far")])
    hands = Hands(shown(column(bar, 0), 1280, 300))
    hands.does_not_see("My life so far")
    hands.press("More to talk about")
    hands.sees("My perfect week")
    hands.press("My life so far")
    assert told == ["life"]
    hands.sees_chosen("My life so far")
    hands.does_not_see("My perfect week")
    bar.choose("week")
    hands.sees_chosen("My perfect week")
    hands.sees("My life so far")
    hands.press("More to talk about")
    hands.press("Fewer")
    hands.sees("My life so far")


def test_asking_the_bar_changes_nothing(shown: Shown, words: Words) -> None:
    """Where the topics stand depends on the room the bar has, not on the widths it was asked about."""
    bar = PersonBar(words)
    bar.show_person("Maggie", TOPICS, "day")
    shown(column(bar, 0), 1280, 300)
    at = bar.topics.pos()
    wide, narrow = bar.heightForWidth(1280), bar.heightForWidth(400)
    QApplication.processEvents()
    assert bar.topics.pos() == at
    assert narrow > wide == bar.height()


@pytest.mark.parametrize("width", [500, 1024, 1280])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_bars_with_a_very_long_name(shown: Shown, dress: Dress, words: Words, width: int, scale: float) -> None:
    """A name of 200 letters breaks and cuts nothing."""
    dress(Theme(text_scale=scale))
    bar, status = PersonBar(words), StatusLine(words)
    bar.show_person(LONG_NAME[:200], TOPICS, "day")
    status.say("Saved on this laptop 10:24. 31 changes will go to the council when there is a signal.", "waiting")
    status.show_worker(LONG_NAME[:60])
    window = shown(column(bar, 0, status), width, 2400)
    assert faults(window) == []


def test_the_status_line_tells_its_story(shown: Shown, words: Words) -> None:
    """The sentence is a button; Lock is at the other end; a screen's actions take its place and give it back."""
    status, told = StatusLine(words), []
    status.story_requested.connect(lambda: told.append("story"))
    status.lock_requested.connect(lambda: told.append("lock"))
    status.say("Saved on this laptop 14:02. 12 changes wait for the council.", "waiting")
    status.show_worker("Helen Price")
    hands = Hands(shown(column(0, status), 1000, 300))
    hands.press("Saved on this laptop 14:02.")
    hands.press("Lock")
    assert told == ["story", "lock"]
    pause = ActionButton("Pause", kind="link")
    status.set_actions([pause])
    hands.sees("Pause")
    hands.does_not_see("Helen Price")
    status.set_actions([])
    hands.sees("Helen Price")
    hands.does_not_see("Pause")
    status.show_worker("")
    hands.does_not_see("Lock")


def test_status_is_where_it_always_is(shown: Shown, words: Words) -> None:
    """Dot and sentence at the leading edge, the name at the other."""
    status = StatusLine(words)
    status.say("Everything is on this laptop and with the council, 09:12")
    status.show_worker("Helen Price")
    shown(column(0, status), 1280, 300)
    sentence = status.findChild(QWidget, "", Qt.FindChildOption.FindDirectChildrenOnly)
    assert sentence.x() < 40
    lock = next(button for button in status.findChildren(ActionButton) if button.text() == "Lock")
    assert lock.mapTo(status, lock.rect().topRight()).x() > 1280 - 50


def test_pictures_have_their_sentence(shown: Shown, dress: Dress) -> None:
    """A picture is a graphic with a description; one that is missing leaves nothing and breaks nothing."""
    picture, missing = Picture("sunrise", "sun coming up over water"), Picture("no-such-picture", "x")
    shown(column(picture, missing), 300, 300)
    face = QAccessible.queryAccessibleInterface(picture)
    assert face.role() == QAccessible.Role.Graphic
    assert face.text(QAccessible.Text.Name) == "sun coming up over water"
    assert not missing.isVisible()
    colours = {picture.grab().toImage().pixelColor(x, 44).name() for x in range(0, 88, 4)}
    assert len(colours) > 3


def full_window(words: Words) -> QWidget:
    bar, page, status = PersonBar(words), Page(), StatusLine(words)
    bar.show_person("Maggie", TOPICS, "day")
    status.say("Saved on this laptop 10:24. 31 changes will go to the council when there is a signal.", "waiting")
    status.show_worker("Helen Price")
    columns = Columns()
    card = Card("Maggie Okafor")
    card.add(Passage("First talk. 12 Elm Road. Ring twice and wait, she is coming.", tone="soft"))
    card.add(row(ActionButton("Get ready", kind="primary", name="Get ready for Maggie"), 0))
    columns.add(card)
    columns.add(column(Passage("Waiting for you", type="heading"), Hairline(), Passage("Two versions of one sentence")))
    page.header.addWidget(Passage("Good morning, Helen", type="title"))
    for part in (columns, LineField("House number"), AnswerField("Write here"), Notice("You could ask: why?", "Not now")):
        page.add(part)
    holder = column(bar, page, status, spacing=0)
    holder.layout().setStretchFactor(page, 1)
    return holder


def test_nothing_is_a_window_of_its_own_before_it_has_its_place(app_theme: QApplication, words: Words, shown: Shown) -> None:
    """Making any widget flashes nothing up; put into its place it is seen."""
    pieces = [
        Notice("You could ask: why?", "Not now"),
        Picture("sunrise", "sun coming up"),
        Quote("Tea first.", "Maggie said", "read back, yes"),
        Prompt("How does a good morning start?", "Ask aloud: who is there?", "sunrise", "sun coming up"),
        LineField("Name", hint="As she likes it"),
        PassphraseField("Passphrase", words, hint="Four words"),
        ChoiceField("How close"),
        UndoStrip(words),
        PersonBar(words),
        StatusLine(words),
        Card("Visits"),
    ]
    pieces[7].offer("Left out.", lambda: None)
    pieces[8].show_person("Maggie", TOPICS, "day")
    pieces[9].say("Everything is on this laptop")
    assert [piece for piece in pieces if piece.isVisible()] == []
    assert [window for window in app_theme.topLevelWidgets() if window.isVisible()] == []
    shown(column(*pieces), 900, 1400)
    assert all(piece.isVisible() for piece in pieces)
    pieces[0].quiet()
    pieces[0].say("Again")
    assert pieces[0].isVisible()
