"""Pictures of the one-page profile, and the words it is made from."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import msgspec
from PIL import Image, ImageDraw
from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.leaving import copy_left, freeze
from app.casebook.people import change_person
from app.casebook.photographs import keep_photo
from app.casebook.portraits import choose_portrait, look_at
from app.casebook.profile import choose, place_before, profile_lines, take_off
from app.casebook.purposes import add_profile
from app.casebook.saying import reword
from app.practice.people import Person, Reach, Role, Speaker
from app.practice.photos import Cut
from app.practice.plans import HowLeft, PaperKind, Section
from app.practice.statements import Asked, Manner, Statement
from app.records.images import cut_out
from app.records.revision import person_scope
from tests.desks import MAGGIE, add, carry
from tests.studio import Studio
from ui.profile.earlier_screen import EarlierScreen
from ui.profile.photo_source import Camera
from ui.profile.profile_screen import ProfileScreen
from ui.widgets.buttons import ActionButton
from ui.words import Words

SAID: tuple[tuple[str, str, str, str], ...] = (
    ("people-like", "friend-says", "Mrs Hall", "She remembers every birthday on the stairs and posts the cards herself."),
    ("people-like", "good-time", "Joe", "You can tell her anything."),
    ("good-day-bad-day", "waking-good", "", "Radio 3 on low from the moment I wake. Off when anyone talks to me."),
    ("important-and-support", "who-in-week", "", "Ann rings at six on Sundays. I want to be sat down, tea made, door shut."),
    ("important-and-support", "places", "", "Tuesday choir. Joe saves me the aisle seat."),
    (
        "important-and-support",
        "just-right",
        "",
        "Put the towel on the radiator first. I wash my face and front; you do my back and feet.",
    ),
    ("important-and-support", "upset-or-sore", "", "If I hum and rub my knee I am in pain. Stop, sit lower than me, ask “knee?”"),
    ("people-like", "proud", "", "I sewed forty choir gowns in one winter, and every hem is still up."),
    ("people-like", "thanked", "", "The children on this road bring me their coats. I sew the buttons back on."),
    ("people-like", "friend-says", "Ann", "When I lost John she sat up with me three nights."),
    ("good-day-bad-day", "evening-good", "", "The curtains open until the street lamp comes on."),
    ("important-and-support", "never", "", "Nobody sits in John's chair without asking."),
    ("what-i-want", "out-want", "", "I want to sing at Easter, standing up."),
    ("important-and-support", "talk-with-me", "", "Sit on my left and finish your sentence."),
)
"""Guide, prompt, who said it (nobody: the person), the words."""

CHOSEN = {
    Section.ADMIRE: (0, 1),
    Section.IMPORTANT: (2, 3, 4),
    Section.SUPPORT: (5, 6),
}

LONG_NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3 + "Maggie Margaret Okafor"


def put(desk: Desk, person: str, said: str, *, asked: Asked | None = None, by: str = "", rank: int = 0) -> str:
    """A statement in its order; its record. Nobody named: the person's own."""
    speaker = Speaker(role=Role.OTHER, name=by) if by else Speaker(role=Role.PERSON, name="Maggie", who=person)
    body = Statement(words=said, speaker=speaker, manner=Manner.SPOKEN, asked=asked or Asked(), rank=rank)
    with desk.book.unit() as unit:
        record = unit.seal(body, scope=person_scope(person))
        unit.commit()
    return record


def put_all(desk: Desk, person: str) -> list[str]:
    """Everything in `SAID`; the records in its order."""
    return [
        put(desk, person, said, asked=Asked(guide=guide, prompt=prompt, version=1), by=by, rank=number)
        for number, (guide, prompt, by, said) in enumerate(SAID, start=1)
    ]


def choose_all(desk: Desk, person: str, records: list[str]) -> None:
    """Choose what `CHOSEN` chooses, in its order."""
    for section, numbers in CHOSEN.items():
        for number in numbers:
            choose(desk, person, records[number], section)


def standard_maggie(desk: Desk) -> str:
    """Maggie, who reads standard print."""
    return add(desk, msgspec.structs.replace(MAGGIE, reach=Reach(how="Sit on her left.")))


def maggie_with_words(desk: Desk) -> str:
    """Maggie and everything that was said and chosen."""
    person = standard_maggie(desk)
    choose_all(desk, person, put_all(desk, person))
    return person


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Empty, nothing chosen, full, a line opened, being sharpened, asked about; too much; large print; far-away names."""
    desk = studio.desk()
    yield "profile empty", _shown(studio, desk, standard_maggie(desk))
    desk = studio.desk()
    person = standard_maggie(desk)
    put_all(desk, person)
    yield "profile nothing chosen", _shown(studio, desk, person)
    desk = studio.desk()
    person = maggie_with_words(desk)
    yield "profile", _shown(studio, desk, person)
    yield from _one_line(studio, desk, person)
    yield "profile too much", _too_much(studio)
    desk = studio.desk()
    person = maggie_with_words(desk)
    change_person(desk, person, reach=Reach(text_size=20, paper="large print"))
    yield "profile large print", _shown(studio, desk, person)
    yield "profile many scripts", _many_scripts(studio)
    yield from _with_photo(studio)
    yield from _for_purposes(studio)
    yield "profile earlier", earlier_versions_shown(studio)
    desk, person = two_photos(studio)
    yield "profile two photos", _shown(studio, desk, person)


def earlier_versions_shown(studio: Studio) -> EarlierScreen:
    """A version that was left, and a page on which much has changed since."""
    desk = studio.desk()
    person = maggie_with_words(desk)
    frozen = freeze(desk, person, PaperKind.PROFILE, 12)
    copy_left(desk, person, frozen, PaperKind.PROFILE, HowLeft.PRINTED, "Maggie")
    lines = [line.body.statement for line in profile_lines(desk, person)]
    reword(desk, lines[0], "She knows every birthday on the stairs and posts the cards herself, with a stamp.")
    take_off(desk, person, lines[1])
    place_before(desk, person, lines[4], Section.IMPORTANT, lines[2])
    place_before(desk, person, lines[3], Section.SUPPORT, "")
    choose(desk, person, put(desk, person, "The curtains open until the street lamp comes on."), Section.IMPORTANT)
    give_photo(desk, person)
    screen = EarlierScreen(desk, studio.work, studio.words)
    screen.show_profile(person, "main")
    studio.settle()
    return screen


class Album:
    """A laptop without a camera whose person always chooses this file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def choose_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """The file."""
        return self.path

    def has_camera(self) -> bool:
        """There is none."""
        return False

    def camera(self, words: Words) -> Camera:
        """Never asked for."""
        raise AssertionError("there is no camera")


def snapshot(wide: int = 900, high: int = 1200) -> bytes:
    """A photo of somebody, drawn."""
    picture = Image.new("RGB", (wide, high), "#cfe3ea")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((wide * 0.2, high * 0.55, wide * 0.8, high * 1.3), fill="#4f8a8a")
    draw.ellipse((wide * 0.3, high * 0.15, wide * 0.7, high * 0.62), fill="#a9795a")
    draw.ellipse((wide * 0.28, high * 0.1, wide * 0.72, high * 0.34), fill="#dddddd")
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def give_photo(desk: Desk, person: str, shows: str = "Maggie at choir, laughing.", name: str = "Maggie") -> None:
    """A photo that the person chose."""
    speaker = Speaker(role=Role.PERSON, name=name, who=person)
    choose_portrait(desk, person, look_at(snapshot()), Cut(100, 60, 900, 660), shows=shows, chosen_by=speaker)


def two_photos(studio: Studio) -> tuple[Desk, str]:
    """Maggie, whose photo two workers chose with her while they were apart."""
    desk, jo = studio.desk(), studio.desk("Jo Marsh")
    person = maggie_with_words(desk)
    carry(desk.book, jo.book)
    give_photo(desk, person)
    ann = Speaker(role=Role.OTHER, name="Ann")
    looked = look_at(snapshot(1200, 900))
    choose_portrait(jo, person, looked, Cut(), shows="Maggie in the garden.", chosen_by=ann)
    carry(jo.book, desk.book)
    photo = cut_out(looked, Cut())
    keep_photo(desk, photo.hash, photo.data)
    return desk, person


def _with_photo(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    desk = studio.desk()
    person = maggie_with_words(desk)
    give_photo(desk, person)
    yield "profile photo", _shown(studio, desk, person)
    file = studio.folder / "maggie.jpg"
    file.write_bytes(snapshot(1200, 900))
    screen = ProfileScreen(desk, studio.work, studio.words, Album(file))
    screen.show_person(person)
    studio.settle()
    press(screen, studio.words("profile.photo.change"))
    studio.settle()
    yield "profile cutting", screen


def _for_purposes(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    desk = studio.desk()
    person = add(desk, Person(name=LONG_NAME))
    choose_all(desk, person, put_all(desk, person))
    give_photo(desk, person, name=LONG_NAME)
    ward = add_profile(desk, person, "For the hospital, the ward and everybody who is there", "main").made
    add_profile(desk, person, "For the new carer")
    screen = _shown(studio, desk, person)
    screen.show_profile(ward)
    studio.settle()
    yield "profile purposes", screen
    press(screen, studio.words("profile.purpose.rename"))
    yield "profile naming", screen


def press(screen: QWidget, text: str) -> None:
    """Press the button with these words."""
    next(each for each in screen.findChildren(ActionButton) if each.text() == text).click()


def _one_line(studio: Studio, desk: Desk, person: str) -> Iterator[tuple[str, QWidget]]:
    screen = _shown(studio, desk, person)
    cards = screen._lines.parts[Section.ADMIRE].cards
    cards[0].face.click()
    yield "profile line open", screen
    cards[0].sharpen_requested.emit(cards[0].statement)
    yield "profile sharpening", screen
    cards[0].words_kept.emit(cards[0].statement, "She knows every birthday on the stairs, and posts the cards herself.")
    studio.settle()
    yield "profile asking", screen


def _too_much(studio: Studio) -> ProfileScreen:
    desk = studio.desk()
    person = maggie_with_words(desk)
    for number in range(14):
        line = f"On day {number + 1} the milk goes in first, then the tea, and nobody talks until the cup is half empty. " * 2
        choose(desk, person, put(desk, person, line, rank=100 + number), Section.SUPPORT)
    return _shown(studio, desk, person)


def _many_scripts(studio: Studio) -> ProfileScreen:
    desk, jo = studio.desk(), studio.desk("Jo Marsh")
    person = add(desk, Person(name=LONG_NAME))
    for number, line in enumerate(
        (
            "আমি সকালে রুটি নিজে বানাই।",
            "أحب أن أشرب الشاي مع أختي كل صباح.",
            "Dw i'n hoffi te cryf bob bore, a'r ŵyn yn y cae.",
            "میں ہر جمعہ کو نانی کے گھر جاتی ہوں۔",
            "Football with Joe ⚽ every Friday 🙂",
        )
    ):
        choose(desk, person, put(desk, person, line, rank=number, by="" if number else LONG_NAME), Section.IMPORTANT)
    tea = put(desk, person, "Tea with two sugars.", rank=50)
    choose(desk, person, tea, Section.ADMIRE)
    carry(desk.book, jo.book)
    reword(desk, tea, "Tea with one sugar.")
    reword(jo, tea, "Tea with no sugar.")
    carry(jo.book, desk.book)
    return _shown(studio, desk, person)


def _shown(studio: Studio, desk: Desk, person: str) -> ProfileScreen:
    screen = ProfileScreen(desk, studio.work, studio.words)
    screen.resize(1280, 748)
    screen.show_person(person)
    studio.settle()
    return screen
