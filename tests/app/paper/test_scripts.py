"""Words of every script on paper: in their order, in their shapes, copied out as they were written."""

from collections import Counter
from functools import cache
from unicodedata import normalize

import pypdfium2
import pytest
from bidi import get_display
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QApplication

from app.paper import one_page_profile, plan_copy
from app.paper.direction import as_it_begins, in_order_of_sight, levels_of, runs_from_the_right
from app.paper.faces import Weight, told_by_name
from app.paper.lines import Line, break_lines
from app.paper.setting import Type, rows
from app.paper.tagged import Node, TaggedCanvas
from app.practice.plans import Section
from resources import font_files
from tests.app.paper.reading import ReadBack, read_back
from tests.app.paper.samples import SAY, line, maggie, plan, profile

FORWARD = {
    "welsh": "Mae’n rhaid i mi gael fy nhŷ fy hun, a’r ŵyn i’w gweld.",
    "polish": "Chcę rozmawiać po polsku: ŁÓDŹ, ŚĆŻŹĄĘŃ",
    "apart": "Fy nhy\u0302 i, cafe\u0301, e\u0323\u0302, z\u0307",
    "greek": "Πίνω τσάι το πρωί.",
    "cyrillic": "Я пью чай утром, ї ґ й.",
    "bengali": "আমি সকালে চা খাই (চিনি ছাড়া), তারপর রেডিও 4 শুনি। ক্ষমা, স্ত্রী, কর্পূর, দুঃখ — ৫টা",
    "gurmukhi": "ਮੈਂ ਸਵੇਰੇ ਚਾਹ ਪੀਂਦੀ ਹਾਂ (ਬਿਨਾਂ ਖੰਡ), ਫਿਰ Radio 4। ਸ਼੍ਰੀ, ਪ੍ਰੀਤ, ਸਿੰਘ",
    "hindi": "मैं सुबह चाय पीती हूँ। क्षमा, श्री, रुपये, हिन्दी",
    "emoji": "Fish 🐟 on Friday 👍🏽 with 👨\u200d👩\u200d👧 and 🇬🇧, 1\ufe0f\u20e3 ❤\ufe0f ✓ done",
}
LEFTWARD = {
    "arabic": "أحب الشاي كل صباح، والراديو منخفض. عمري 82 سنة!",
    "vowels": "مُحَمَّدٌ رَسُولُ لا إله",
    "urdu": "ہر صبح 7 بجے چائے (بغیر چینی) اور گھر میں بیٹی۔ یہ ہے گاؤں ٹھیک ڑ ں ھ",
    "brackets": "عندي أخت (اسمها آن) وأخ [كبير] و«بيت»",
    "hebrew": "אני אוהבת תה (בלי סוכר) בבוקר. שָׁלוֹם לכולם",
}
MIXED = {
    "urdu": "ہر صبح 7 بجے چائے (بغیر چینی) اور BBC Radio 4 سنتی ہوں۔ میرا نمبر 01632 960123 ہے۔",
    "arabic": 'أحب الشاي (بدون سكر) و"Radio 3" منخفضة، 50% أفضل!',
    "hebrew": "אני אוהבת תה ו-BBC Radio 4 ב-7:30 בבוקר.",
    "in english": "She said שלום חבר (hello) and left at 5.",
    "emoji": "میری بیٹی Ann (سارہ) 🐟 کہتی ہے: «سلام»۔",
}
EVERY = {**FORWARD, **{f"{name}, leftward": words for name, words in (LEFTWARD | MIXED).items()}}
DIRECTIONS = "abאבجب12٣٤()[]  .,-+:/!%ি\u0301\u064e£&«»"
LETTERS = [
    *"abcŵ12٣৫()[]«»،؟।.,-",
    "لا",
    "مُحَ",
    "ب",
    "שָׁ",
    "ם",
    "ক্ষি",
    "স্ত্রী",
    "ਸਿੰ",
    "क्षि",
    "w\u0302",
    "Ω",
    "Я",
    "🐟",
    "👨\u200d👩\u200d👧",
    "می\u200cخ",
]
WORDS = st.lists(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=12).map("".join), min_size=1, max_size=40).map(" ".join)


def printed(words: str) -> tuple[bytes, ReadBack]:
    pdf = one_page_profile(profile({Section.IMPORTANT: (line("w", words),)}, person=maggie()), SAY).pdf
    return pdf, read_back(pdf)


def copied(pdf: bytes) -> str:
    """What somebody copies out of a browser, its lines joined. Several marks on one letter may come in their usual order."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    return " ".join(page.get_text_range().replace("\u0002", "").split())


@pytest.mark.parametrize("name", EVERY)
def test_a_screen_reader_is_given_the_words_as_they_were_written(name: str) -> None:
    _, read = printed(EVERY[name])
    assert read.tree.all("LI")[0].all("P")[0].text == EVERY[name]


@pytest.mark.parametrize("words", [*FORWARD.values(), *LEFTWARD.values()], ids=[*FORWARD, *LEFTWARD])
def test_words_are_copied_out_of_a_browser_as_they_were_written(words: str) -> None:
    assert normalize("NFC", words) in normalize("NFC", copied(printed(words)[0]))


@pytest.mark.parametrize("words", MIXED.values(), ids=MIXED)
def test_no_letter_of_a_mixed_line_is_lost_or_doubled_in_a_browser(words: str) -> None:
    """A browser turns the parts of such a line by rules of its own; the letters of each word stay together."""
    found = copied(printed(words)[0])
    for word in words.replace("(", " ").replace(")", " ").split():
        if word.isalnum() and all(ord(letter) < 0xFFFF for letter in word):
            assert found.split().count(word) >= 1 or word in found
    signs = str.maketrans(dict.fromkeys("()[]«»🐟"))
    assert not Counter("".join(words.translate(signs).split())) - Counter(found)


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_drawn_as_a_box(name: str) -> None:
    for weight in Weight:
        for each in break_lines(EVERY[name], weight, 12, 300):
            assert all(glyph.number for run in each.runs for glyph in run.glyphs)


def test_what_has_no_picture_is_told_by_its_name_and_copied_as_itself() -> None:
    pdf, read = printed("Tick ✓ here")
    assert told_by_name("✓") == "(check mark)"
    assert "Tick ✓ here" in copied(pdf)
    assert read.tree.all("LI")[0].all("P")[0].text == "Tick ✓ here"
    (drawn,) = break_lines("✓", Weight.REGULAR, 12, 300)
    assert drawn.width == pytest.approx(break_lines("(check mark)", Weight.REGULAR, 12, 300)[0].width, rel=0.05)


@pytest.mark.parametrize("emoji", ["👨\u200d👩\u200d👧", "👍🏽", "🇬🇧", "❤\ufe0f", "👨🏿\u200d👩🏻\u200d👧", "1\ufe0f\u20e3"])
def test_a_joined_emoji_is_one_picture(emoji: str) -> None:
    (drawn,) = break_lines(emoji, Weight.BOLD, 12, 300)
    assert [len(run.glyphs) for run in drawn.runs] == [1]


def test_a_line_from_the_right_stands_at_the_right_and_its_dot_too() -> None:
    _, read = printed(LEFTWARD["arabic"])
    item = read.tree.all("LI")[0].all("P")[0]
    right = max(seen.right for seen in read.of(item))
    (dot,) = [ground for ground in read.grounds if ground.right - ground.left < 8]
    assert dot.left > right
    _, other = printed(FORWARD["welsh"])
    assert min(seen.left for seen in other.of(other.tree.all("LI")[0].all("P")[0])) < min(seen.left for seen in read.of(item))


def test_a_sentence_of_ours_runs_its_own_way_whatever_name_it_begins_with() -> None:
    read = read_back(plan_copy(plan(person=maggie(name="آمنہ خان", known_as="آمنہ")), SAY).pdf)
    first = min((seen for seen in read.seen if seen.mark is None and seen.page == 0), key=lambda seen: seen.left)
    assert first.left == pytest.approx(48, abs=1)
    assert "Version 3" in read.foot(0)
    assert as_it_begins("{name} said", "Ann said") == "Ann said"
    assert as_it_begins("{name}", "آمنہ") == "آمنہ"
    assert not runs_from_the_right(as_it_begins("{name} said", "آمنہ said"))
    assert runs_from_the_right(as_it_begins("{name} نے کہا", "Ann نے کہا"))


def ink(words: str) -> bytes:
    """The words as another program draws them."""
    return (
        pypdfium2.PdfDocument(drawn_alone(break_lines(words, Weight.REGULAR, 30, 300), 30))[0]
        .render(scale=0.7)
        .to_pil()
        .tobytes()
    )


def test_dots_and_marks_are_painted() -> None:
    """What tells one letter from another in Arabic and Hebrew stands beside the text, and is seen."""
    assert len({ink(letter) for letter in ("ٮ", "ب", "ت", "ث", "پ", "بُ", "بَ")}) == 7
    assert len({ink(letter) for letter in ("ש", "שׁ", "שׂ", "שָׁ")}) == 4


def test_a_joined_emoji_among_words_from_the_right_is_one_picture() -> None:
    (drawn,) = break_lines("شكرا 👨\u200d👩\u200d👧 1\ufe0f\u20e3", Weight.REGULAR, 12, 300)
    pictures = [run for run in drawn.runs if run.face.family == "Noto Emoji"]
    assert [len(run.glyphs) for run in pictures] == [1, 1]
    assert all(run.glyphs[0].text == run.text for run in pictures)


def test_a_line_with_tall_letters_takes_more_room() -> None:
    """So that no mark stands in the line above or below."""
    kind = Type(20)
    (plain,), (tall,) = (rows(words, None, kind, 0, 400) for words in ("Tea", "ٱللَّٰهِۖ ﷽"))
    assert plain.height == kind.line
    above, below = tall.pieces[0].line.reach
    assert tall.pieces[0].baseline >= above * 20 - 1e-6
    assert tall.height - tall.pieces[0].baseline >= below * 20 - 1e-6
    assert tall.height > kind.line


def check_levels(text: str) -> None:
    """The order of sight is that of another implementation of the same rules."""
    ours = in_order_of_sight(list(zip(text, levels_of(text), strict=True)), lambda each: each[1])
    assert "".join(letter for letter, _ in ours) == get_display(text)


TURNED = st.text(DIRECTIONS, min_size=1, max_size=14).map(str.strip).filter(bool)


@settings(max_examples=150)
@example("א(b)")
@example("a (א) ב")
@example("ב a(א)b [1")
@given(TURNED)
def test_lines_are_turned_by_the_rules_of_unicode(text: str) -> None:
    check_levels(text)


@pytest.mark.prove
@settings(max_examples=15_000)
@given(st.text(DIRECTIONS, min_size=1, max_size=40).map(str.strip).filter(bool))
def test_long_lines_are_turned_by_the_rules_of_unicode(text: str) -> None:
    check_levels(text)


def check_lines(text: str, size: float, weight: Weight) -> None:
    """No letter is lost, none is parted from its marks, no line is too wide, and what is drawn is what was measured."""
    lines = break_lines(text, weight, size, 300.0)
    assert "".join(each.text for each in lines) == text
    for each in lines:
        assert each.width * size <= 300 + 1e-6 or len(each.words) == 1
        drawn = sum(run.width for run in each.runs) - (0 if each.leftwards or not each.more else _space(weight))
        assert drawn == pytest.approx(each.width)
        assert each.start == pytest.approx(300 / size - each.width if each.leftwards else 0)
        assert all(glyph.number for run in each.runs for glyph in run.glyphs)


@cache
def _space(weight: Weight) -> float:
    return break_lines("a a", weight, 1, 1000)[0].width - break_lines("aa", weight, 1, 1000)[0].width


@settings(max_examples=40)
@given(WORDS, st.sampled_from([12.0, 28.0, 48.0]), st.sampled_from(list(Weight)))
def test_lines_of_any_script_hold_every_letter(text: str, size: float, weight: Weight) -> None:
    check_lines(text, size, weight)


@pytest.mark.prove
@settings(max_examples=3_000)
@given(WORDS, st.sampled_from([12.0, 14.0, 18.0, 28.0, 48.0]), st.sampled_from(list(Weight)))
def test_thousands_of_lines_of_any_script_hold_every_letter(text: str, size: float, weight: Weight) -> None:
    check_lines(text, size, weight)


def drawn_alone(lines: list[Line], size: float) -> bytes:
    canvas, root = TaggedCanvas((400, 800), "Lines", "en"), Node("Document")
    with canvas.words_of(root.add("P")):
        for number, each in enumerate(lines):
            canvas.text(50 + each.start * size, 60 + number * size * 2, each.runs, size, "#000000", each.text)
    canvas.end_page()
    return canvas.finish(root)


@pytest.mark.parametrize("name", EVERY)
def test_no_letter_is_cut_off_or_drawn_outside_its_line(name: str) -> None:
    """Rendered by another program: ink stands inside the room of the line, and inside what the line says it reaches."""
    lines = break_lines(EVERY[name], Weight.REGULAR, 16, 300)
    page = pypdfium2.PdfDocument(drawn_alone(lines, 16))[0].render(scale=2, grayscale=True).to_pil()
    for number, each in enumerate(lines):
        above, below = each.reach if each.shaped else (1.0, 0.3)
        baseline = 60 + number * 32
        top, bottom = baseline - max(above, 0.8) * 16, baseline + max(below, 0.3) * 16
        dark = page.crop((0, round((baseline - 22) * 2), 800, round((baseline + 10) * 2))).point(lambda tone: 255 * (tone < 128))
        left, first, right, last = dark.getbbox()
        assert left / 2 >= 50 + each.start * 16 - 2
        assert right / 2 <= 50 + (each.start + each.width) * 16 + 2
        assert baseline - 22 + first / 2 >= top - 1.5
        assert baseline - 22 + last / 2 <= bottom + 1.5


@pytest.mark.parametrize("name", [*LEFTWARD, *MIXED])
def test_letters_stand_in_the_order_in_which_the_window_shows_them(qapp: QApplication, name: str) -> None:
    """Qt lays out the same line by itself: the letters have the same order from left to right, and about the same width.

    Of the first letter of a word it says only where a cursor would stand, which may be at the other end."""
    words = {**LEFTWARD, **MIXED}[name]
    families = [
        QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font.path)))[0] for font in font_files()
    ]
    (ours,) = break_lines(words, Weight.REGULAR, 20, 5000)
    font = QFont()
    font.setFamilies(list(dict.fromkeys(families)))
    font.setPixelSize(20)
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setTextDirection(
        option.textDirection().RightToLeft if runs_from_the_right(words) else option.textDirection().LeftToRight
    )
    layout.setTextOption(option)
    layout.beginLayout()
    shown = layout.createLine()
    shown.setLineWidth(5000)
    layout.endLayout()
    levels = levels_of(words)
    sight = in_order_of_sight(range(len(words)), lambda at: levels[at])
    mine = "".join(run.text[::-1] if run.level % 2 else run.text for run in ours.runs)
    assert mine.replace(" ", "") == "".join(words[at] for at in sight if words[at] != " ")
    edges = (QTextLine.Edge.Leading, QTextLine.Edge.Trailing)
    inside = {at for at in range(1, len(words)) if words[at].isalnum() and words[at - 1].isalnum()}
    theirs = {at: sum(shown.cursorToX(at, edge)[0] for edge in edges) for at in inside}
    assert [at for at in sight if at in inside] == sorted(inside, key=lambda at: theirs[at])
    assert ours.width * 20 == pytest.approx(shown.naturalTextWidth(), rel=0.06)
