"""Very long names and answers, and words in other scripts: through the windows into the record, letter for letter, and back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.casebook.leaving import answers_of, copies_at_home
from app.casebook.people import circle, people
from app.casebook.plan import actions_of
from app.casebook.profile import profile_page
from app.casebook.saying import statements_of
from app.office import Office, shipped_guides
from app.practice.people import Role
from app.practice.plans import Section
from tests.desks import PASSPHRASE, make_desk
from tests.hands import Hands
from tests.journeys.laptop import FIELD, Laptop, now
from tests.looking import faults

CANNOT = "Some letters of this cannot be printed yet:"
CANNOT_NAME = "Some letters of a name or an address cannot be printed yet:"
FAMILY = "\U0001f469\U0001f3fd\u200d\U0001f373"


@dataclass(frozen=True)
class Far:
    """What is typed: the person's name, somebody's in the circle, what is said, a promise, the answer to the paper."""

    name: str
    friend: str
    said: str
    promise: str
    answer: str
    prints: bool = True


WELSH = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
KINDS = {
    "long": Far(
        name=("Maggie " + "Margaret Ngozi " * 20)[:193].strip() + " Okafor",
        friend=("Ann " + "Anastasia " * 30)[:193].strip() + " Farrell",
        said=("I was born in the house with the blue door. " * 460)[:19_999] + "!",
        promise="Ring the bus company and ask about the step. " * 40,
        answer="Yes, and I mean it. " * 100,
    ),
    "right to left": Far(
        name="مُحَمَّد بن عبد الله الحُسَيْنيّ",
        friend="زینب بی‌بی قُریشی",
        said="أُحِبُّ أن أشربَ الشايَ، في الساعة ٧:٣٠ صباحًا (بدون سكّر). چینی کے بغیر۔ \u200fیہ میری بات ہے۔",
        promise="ڈاکٹر کو فون کریں",
        answer="نعم، هذا صحيح",
    ),
    "marks and pictures": Far(
        name="শ্রীমতী " + "জ্যোৎস্না রহমান " * 11 + "খাতুন",
        friend=f"Gwenllïan Tŷ-Nant {FAMILY} 🏳️‍🌈",
        said=f"Dw i’n hoffi te, yn fy nhŷ i yn {WELSH}. র‌্যাব, ক্ষ্মা, ১২৩। Happy ❤️ is {FAMILY} cooking 🍳, 7️⃣ o’clock, e\u0301 and é.",
        promise="ডাক্তারকে ফোন করা, Buy 🍞",
        answer="👍🏾 Ŷch chi’n dod?",
    ),
    "no typeface": Far(
        name="สมชาย ใจดี",
        friend="王小明",
        said="ฉันชอบดื่มชาตอนเช้า, 𓀀 ᚠᚢᚦ.",
        promise="打电话给医生",
        answer="好的",
        prints=False,
    ),
}


def points(words: str) -> list[str]:
    """The code points, so that nothing is equal that is not the same letters."""
    return [f"{ord(letter):04x}" for letter in words]


class Visit:
    """One visit from a new person to the copy left, through the window."""

    def __init__(self, laptop: Laptop, far: Far) -> None:
        self.laptop, self.far, self.hands = laptop, far, laptop.hands
        self.clear()

    def clear(self) -> None:
        """Nothing is cut, elided or without a name on the screen that is on show."""
        self.hands.settle()
        QTest.qWait(80)
        assert faults(self.laptop.window.shell) == []

    def write(self, field: str, words: str) -> None:
        """Type what is short, paste what is long."""
        self.hands.type_into(field, words if len(words) < 25 else "")
        if len(words) >= 25:
            self.laptop.paste(words)

    def sees(self, words: str) -> None:
        """The words are on the screen, letter for letter."""
        self.hands.sees(words)

    def begin(self) -> None:
        hands = self.hands
        hands.press("Somebody new")
        self.write("Name", self.far.name)
        hands.press("Keep and open")
        self.sees(self.far.name)
        self.clear()
        hands.press("Start a visit")
        hands.choose("Yes, that is all right")
        for guide in ("people-like", "what-i-want"):
            found = shipped_guides().get(guide)
            assert found is not None
            hands.choose(found.name)
        self.clear()
        hands.press("Begin")
        hands.sees("What have you done that you are proud of?")

    def say(self) -> None:
        hands, far = self.hands, self.far
        hands.choose(far.name)
        self.write(FIELD, far.said)
        hands.press("Keep this")
        self.sees(f"“{far.said}”")
        assert hands.reads_in(FIELD) == ""
        self.clear()

    def promise(self) -> None:
        hands, far = self.hands, self.far
        found = shipped_guides().get("what-i-want")
        assert found is not None
        hands.choose(found.name)
        hands.press("Add: ")
        self.write("What will happen", far.promise)
        hands.press("Keep")
        self.sees(far.promise.strip())
        self.clear()

    def draw(self) -> None:
        hands = self.hands
        hands.press("Circle")
        hands.press("Add the first person")
        self.write("Name", self.far.friend)
        hands.choose("Closest")
        hands.press("Keep")
        self.sees(self.far.friend)
        self.clear()
        hands.press("That is enough for today")

    def choose(self) -> None:
        hands, far = self.hands, self.far
        hands.press("One-page profile")
        hands.press("Put in: " + " ".join(far.said.split())[:14])
        self.clear()
        hands.press("Print and leave")

    def leave(self) -> None:
        hands, far = self.hands, self.far
        hands.sees("Look at it together")
        self.clear()
        if far.prints:
            hands.does_not_see(CANNOT)
            hands.does_not_see(CANNOT_NAME)
        else:
            hands.sees(CANNOT)
            hands.sees(CANNOT_NAME)
        hands.press("Go on to")
        hands.choose("Yes")
        self.write("In ", far.answer)
        self.clear()
        hands.press("Keep this answer")
        hands.sees("Who will have this copy?")
        self.clear()
        hands.press("Save as PDF")
        hands.sees("When the words change, this app says")
        self.clear()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("kind", KINDS)
def test_letter_for_letter(tmp_path: Path, opened: Callable[..., Laptop], kind: str) -> None:
    """Through every screen of a visit and into the record; what cannot be printed is said before anything is left."""
    far = KINDS[kind]
    make_desk(tmp_path / "book", clock=now).book.close()
    (tmp_path / "papers").mkdir()
    laptop = opened(tmp_path / "book", tmp_path / "papers")
    laptop.unlock()
    visit = Visit(laptop, far)
    for step in (visit.begin, visit.say, visit.promise, visit.draw, visit.choose, visit.leave):
        step()
    laptop.close()
    the_record_has_every_letter(tmp_path / "book", far)
    assert len(list((tmp_path / "papers").glob("*.pdf"))) == 1
    back_on_the_screen(opened(tmp_path / "book"), far)


def the_record_has_every_letter(folder: Path, far: Far) -> None:
    office = Office(folder)
    desk = office.open(PASSPHRASE)
    (person,) = people(desk)
    assert points(person.body.name) == points(far.name)
    (statement,) = statements_of(desk, person.record)
    assert points(statement.body.words) == points(far.said)
    assert statement.body.speaker.role is Role.PERSON
    assert [points(each.body.name) for each in circle(desk, person.record)] == [points(far.friend)]
    assert [points(each.body.what) for each in actions_of(desk, person.record)] == [points(far.promise.strip())]
    (line,) = profile_page(desk, person.record).sections[Section.ADMIRE]
    assert points(line.words) == points(far.said)
    assert [points(each.words) for each in answers_of(desk, person.record)] == [points(far.answer)]
    assert len(copies_at_home(desk, person.record)) == 1
    office.close()


def back_on_the_screen(laptop: Laptop, far: Far) -> None:
    hands: Hands = laptop.unlock()
    hands.settle()
    if laptop.window.shell.current == "visit":
        hands.press("Pause")
    hands.sees(far.name)
    hands.sees(far.said)
