"""Whatever stands in the record: every word is on the paper once, in order, inside the page, and the report is true."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import count
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.paper import Paper, one_page_profile, plan_copy
from app.paper.letters import tidy
from app.paper.look import print_size
from app.practice.papers import ActionLine, PagePhoto, PagePurpose, PaperLine, PlanCopy, ProfilePage, Stamp
from app.practice.people import CirclePerson, Council, Person, Reach, Role, Speaker
from app.practice.plans import Section
from app.practice.statements import Manner
from tests.app.paper.reading import ReadBack, Seen, inside_their_page, read_back
from tests.app.paper.samples import CANNOT, SAY

LATIN = "abcdefghijklmnopqrstuvwyzABCIMWŵŷâŁąęźżśćŃÓé0123456789.,;:'’“”-–?£"
OTHER_SCRIPTS = (
    *"ابجدےگىءلאבםשקকমিুং্ਸਤਕਿੰहिन्αΩЖя0123456789٣۴৫()[]«»،؟۔।.,-/%",
    *("لا", "مُحَ", "שָׁ", "ক্ষ", "স্ত্রী", "ਸ਼੍ਰੀ", "क्षि", "w\u0302", "e\u0323\u0302", "می\u200cخ", "🐟", "👍🏽", "❤\ufe0f", "✓", "🇬🇧"),
    *(
        "👨\u200d👩\u200d👧",
        "👨🏿\u200d👩🏻\u200d👧",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    ),
)
"""Letters with their marks, joined emoji, signs, and figures of several scripts."""
NOBODY_HAS = "日𒀀"
SIZES = (0, 12, 13, 14, 16, 18, 24, 28, 40, 48)


class Invented:
    """A record made up from a seed: short, long and endless words in many scripts, names of every length."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.asked = self.random.choice(SIZES)
        self.numbers = count()

    def word(self, letters: Sequence[str] = LATIN, most: int = 14) -> str:
        return "".join(self.random.choices(letters, k=self.random.randint(1, most)))

    def plain(self, least: int, most: int) -> str:
        return " ".join(self.word() for _ in range(self.random.randint(least, most)))

    def text(self) -> str:
        kind = self.random.random()
        if kind < 0.4:
            return self.plain(1, 25)
        if kind < 0.6:
            return self.mixed(1, 25)
        if kind < 0.7:
            return self.plain(60, 200)
        if kind < 0.8:
            return "\n".join(self.plain(1, 6) for _ in range(3))
        if kind < 0.88:
            return f"{self.plain(0, 5)} {self.mixed(1, 6)} {self.plain(0, 5)}".strip()
        if kind < 0.98:
            return f"{self.plain(0, 5)} {self.word('abcdefgWŵ-éễ', 1) * 200} {self.plain(1, 5)}".strip()
        return ((self.plain(3, 9) + " ") * 900)[:20_000]

    def mixed(self, least: int, most: int) -> str:
        """Words in any script, now and then with a letter that nobody has."""
        words = [self.word(OTHER_SCRIPTS) for _ in range(self.random.randint(least, most))]
        if self.random.random() < 0.1:
            words[-1] += self.random.choice(NOBODY_HAS)
        return " ".join(words)

    def name(self) -> str:
        chosen = self.random.random()
        if chosen < 0.6:
            return self.plain(1, 3)
        if chosen < 0.7:
            return ""
        return self.plain(25, 40) if chosen < 0.8 else self.mixed(1, 3)

    def speaker(self) -> Speaker:
        return Speaker(role=self.random.choice(list(Role)), name=self.name())

    def record(self) -> str:
        return f"record {next(self.numbers)}"

    def lines(self, most: int) -> tuple[PaperLine, ...]:
        manners = list(Manner)
        return tuple(
            PaperLine(self.text(), self.speaker(), self.random.choice(manners), "en", self.record(), "v")
            for _ in range(self.random.randint(0, most))
        )

    def person(self) -> Person:
        how = self.text() if self.random.random() < 0.7 else ""
        return Person(name=self.name(), known_as=self.name(), reach=Reach(how=how, text_size=self.asked))

    def stamp(self) -> Stamp:
        council = Council(
            name=self.name(), telephone="01632 960 300", hours=self.text(), address=self.text(), disagree=self.text()
        )
        return Stamp(council, date(2026, 9, 30), self.random.randint(1, 300), self.random.choice(["", "4F7K2-QX9M3"]))

    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(self.speaker() for _ in range(self.random.randint(0, 9)))

    def profile(self) -> ProfilePage:
        sections = {section: self.lines(self.random.choice((2, 5, 12))) for section in Section}
        purpose = PagePurpose(self.record(), "v", self.name()[:60]) if self.random.random() < 0.4 else None
        return ProfilePage(self.person(), sections, self.speakers(), self.stamp(), photo=self.photo(), purpose=purpose)

    def photo(self) -> PagePhoto | None:
        """A photo of any shape, or none."""
        if self.random.random() < 0.4:
            return None
        out = BytesIO()
        Image.new("RGB", (self.random.randint(1, 90), self.random.randint(1, 90)), "teal").save(
            out, self.random.choice(["JPEG", "PNG"])
        )
        return PagePhoto(self.record(), "v", "0" * 64, self.text(), out.getvalue())

    def action(self) -> ActionLine:
        who = self.speaker() if self.random.random() < 0.8 else None
        return ActionLine(self.text(), who, self.random.choice((None, date(2026, 12, 1))), self.plain(0, 4), self.record(), "v")

    def helper(self) -> CirclePerson:
        return CirclePerson(
            name=self.name(), relation=self.name(), telephone=self.random.choice(("", "01632 960 123")),
            helps_with=self.text(), emergency=self.random.random() < 0.3,
        )  # fmt: skip

    def plan(self) -> PlanCopy:
        actions = tuple(self.action() for _ in range(self.random.randint(0, 5)))
        people = tuple(self.helper() for _ in range(self.random.randint(0, 4)))
        return PlanCopy(self.person(), self.lines(6), self.lines(4), actions, people, None, self.speakers(), self.stamp())


seeds = st.integers(0, 2**32)


def flat(words: str) -> str:
    return tidy(words).replace("\n", " ")


def foreign(words: str) -> set[str]:
    return set(words) & set(NOBODY_HAS)


def check_the_page(paper: Paper, read: ReadBack, asked: int) -> None:
    """What holds for every paper: size, edges, nothing over anything else, everything marked, order, page numbers."""
    assert read.unmarked == 0
    assert inside_their_page(read)
    assert read.pages == paper.report.pages
    assert min(seen.size for seen in read.seen) >= min(print_size(asked), 28)
    for seen in read.seen:
        assert seen.left >= 40
        assert seen.right <= read.width - 40
        assert seen.bottom >= 15
        assert seen.top <= read.height - 30
    for page in range(read.pages):
        nothing_overlaps([seen for seen in read.seen if seen.page == page and seen.text.strip()])
        assert f"Page{page + 1}of{read.pages}." in "".join(read.foot(page).split())
    owned = [mark for element in read.tree.walk() for mark in element.marks]
    assert owned == sorted(set(owned))


def nothing_overlaps(all_seen: list[Seen]) -> None:
    by_height = sorted(all_seen, key=lambda seen: seen.bottom)
    for number, low in enumerate(by_height):
        for high in by_height[number + 1 :]:
            if high.bottom >= low.top - 0.5:
                break
            assert high.left >= low.right - 0.5 or low.left >= high.right - 0.5, (low, high)


def check_unprintable(paper: Paper, line: PaperLine, printed: str) -> None:
    """Foreign words are named with their letters and never drawn; all others stand as they were said."""
    letters = "".join(found for record, found in paper.report.cannot_print if record == line.record)
    if foreign(line.words):
        assert foreign(line.words) <= set(letters)
        assert printed == CANNOT
    else:
        assert printed == flat(line.words)


def check_the_photo(page: ProfilePage, read: ReadBack) -> None:
    """It stands once, on the first side, inside the margins, over no word and no box, and is told in words."""
    figures = read.tree.all("Figure")
    assert len(figures) == len(read.photos) == (1 if page.photo else 0)
    for photo, figure in zip(read.photos, figures, strict=True):
        assert page.photo is not None
        assert figure.told.startswith("Photo of ")
        assert page.photo.shows.strip() in figure.told
        assert (photo.page, round(photo.right)) == (0, round(read.width - 48))
        assert photo.top <= read.height - 45
        assert max(photo.top - photo.bottom, photo.right - photo.left) <= 112.1
        for seen in (seen for seen in read.seen if seen.page == 0):
            assert seen.right <= photo.left or seen.top <= photo.bottom + 0.5
        for ground in (ground for ground in read.grounds if ground.page == 0):
            assert ground.top <= photo.bottom


def check_the_purpose(page: ProfilePage, read: ReadBack) -> None:
    """What the page is for stands on it once, under the name; where its letters cannot be printed the page says so."""
    said = flat(page.purpose.words) if page.purpose else ""
    if said:
        shown = SAY.say("cannot.detail") if foreign(said) else said
        top = read.tree.kids[: [kid.tag for kid in read.tree.kids].index("H2") if read.tree.all("H2") else None]
        assert [element.text for element in top].count(shown) == 1


def check_a_profile(seed: int) -> None:
    page = Invented(seed).profile()
    paper = one_page_profile(page, SAY)
    read = read_back(paper.pdf)
    asked = page.person.reach.text_size
    check_the_page(paper, read, asked)
    assert read.pages <= (2 if asked >= 16 else 1)

    check_the_photo(page, read)
    check_the_purpose(page, read)
    fallen = list(paper.report.did_not_fit)
    kept = [line for line in page.lines if line.record not in fallen]
    items = read.tree.all("LI")
    assert len(items) + len(fallen) == len(page.lines)
    for line, item in zip(kept, items, strict=True):
        check_unprintable(paper, line, item.all("P")[0].text)
    if fallen:
        assert paper.report.text_size == print_size(asked)


@settings(max_examples=30)
@example(1709)
@given(seeds)
def test_any_profile(seed: int) -> None:
    check_a_profile(seed)


@pytest.mark.prove
@pytest.mark.timeout(240)
@pytest.mark.parametrize("first", range(0, 2_400, 150))
def test_thousands_of_profiles(first: int) -> None:
    for seed in range(first, first + 150):
        check_a_profile(seed)


@settings(max_examples=20)
@example(48290075)
@given(seeds)
def test_a_line_is_only_left_off_when_it_does_not_fit(seed: int) -> None:
    page = Invented(seed).profile()
    report = one_page_profile(page, SAY).report
    if not report.did_not_fit:
        return
    first = report.did_not_fit[0]
    alone = {
        section: tuple(line for line in inside if line.record not in report.did_not_fit or line.record == first)
        for section, inside in page.sections.items()
    }
    again = one_page_profile(replace(page, sections=alone), SAY).report
    assert again.did_not_fit


@settings(max_examples=12)
@example(1181)
@given(seeds)
def test_any_plan_copy(seed: int) -> None:
    check_a_plan(seed)


@pytest.mark.prove
@pytest.mark.timeout(240)
@pytest.mark.parametrize("first", range(0, 600, 60))
def test_hundreds_of_plan_copies(first: int) -> None:
    for seed in range(first, first + 60):
        check_a_plan(seed)


def check_a_plan(seed: int) -> None:
    copy = Invented(seed).plan()
    paper = plan_copy(copy, SAY)
    read = read_back(paper.pdf)
    check_the_page(paper, read, copy.person.reach.text_size)
    assert paper.report.did_not_fit == ()
    assert paper.report.text_size == print_size(copy.person.reach.text_size)

    said = (*copy.matters, *copy.wants)
    items = read.tree.all("LI")
    for line, item in zip(said, items, strict=False):
        check_unprintable(paper, line, item.all("P")[0].text)
    tables = read.tree.all("Table")
    stacked = 0 if tables else len(copy.actions)
    rows = len(tables[0].kids) - 1 if tables else 0
    assert (rows or stacked) == len(copy.actions)
    assert len(items) == len(said) + stacked + len(copy.people)
    for action in copy.actions:
        expected = CANNOT if foreign(action.what) else flat(action.what)
        assert expected in [element.text for element in read.tree.walk()]
    for helper in copy.people:
        if not foreign(helper.helps_with):
            assert f"Helps with: {flat(helper.helps_with)}" in [element.text for element in read.tree.all("P")]
