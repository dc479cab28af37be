"""Pictures of two versions of one thing."""

from collections.abc import Iterator

import msgspec
from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.people import change_person
from app.casebook.saying import keep_off, reword
from app.practice.people import Staff
from app.records.revision import COUNCIL_SCOPE
from tests.desks import MAGGIE, add, carry, say
from tests.hands import Hands
from tests.studio import Studio
from ui.versions.versions_screen import VersionsScreen

ARABIC = "آخذ حبتين في الليل مع الطعام."


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """A sentence, writing it together, three ways at once, how to reach somebody and that together, Arabic, long words, nothing
    left."""
    helen, jo = two_laptops(studio)
    maggie = add(helen)
    pair = _screen(studio, helen, parted(helen, jo, maggie))
    yield "versions", pair
    Hands(pair, studio.work).press("Write it together")
    yield "versions together", pair
    several = parted(helen, jo, maggie)
    third = studio.desk("Ros Whitlock")
    carry(jo.book, third.book)
    reword(helen, several, "I take 3 tablets.")
    keep_off(third, several, paper=True)
    keep_off(jo, several, sharing=True)
    for giver in (jo, third):
        carry(giver.book, helen.book)
    yield "versions several parts", _screen(studio, helen, several)
    change_person(helen, maggie, reach=msgspec.structs.replace(MAGGIE.reach, how="Sit on her right now.", text_size=24))
    change_person(jo, maggie, reach=msgspec.structs.replace(MAGGIE.reach, how="Sit on her left, no phone calls."))
    carry(jo.book, helen.book)
    reach = _screen(studio, helen, maggie)
    yield "versions reach", reach
    Hands(reach, studio.work).press("Write it together")
    yield "versions reach together", reach
    arabic = parted(helen, jo, maggie, ARABIC, "آخذ حبة في الصباح.", "آخذ حبتين في الليل.")
    yield "versions arabic", _screen(studio, helen, arabic)
    long = "Donaudampfschifffahrtsgesellschaft " * 12
    yield "versions long", _screen(studio, helen, parted(helen, jo, maggie, long + "two.", long + "one.", long))
    yield "versions settled", _screen(studio, helen, say(helen, maggie, "Settled words."))


def two_laptops(studio: Studio) -> tuple[Desk, Desk]:
    """Helen's and Jo's, each knowing what the other is called."""
    helen, jo = studio.desk("Helen Price"), studio.desk("Jo Marsh")
    with helen.book.unit() as unit:
        unit.seal(Staff(name="Jo Marsh", sign_in="jo.marsh"), scope=COUNCIL_SCOPE, record=jo.book.identity.staff)
        unit.commit()
    return helen, jo


def parted(
    helen: Desk,
    jo: Desk,
    person: str,
    ours: str = "I take 2 tablets at night, with food.",
    theirs: str = "I take 1 tablet in the morning.",
    before: str = "I take 2 tablets at night.",
) -> str:
    """A statement that both reworded while apart; Helen's laptop has both versions."""
    record = say(helen, person, before)
    carry(helen.book, jo.book)
    reword(helen, record, ours)
    reword(jo, record, theirs)
    carry(jo.book, helen.book)
    return record


def _screen(studio: Studio, desk: Desk, record: str) -> QWidget:
    screen = VersionsScreen(desk, studio.work, studio.words)
    screen.show_record(record)
    studio.settle()
    return screen
