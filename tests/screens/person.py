"""Pictures of a person's page, the form for somebody new, and planning a visit."""

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from app.casebook.leaving import copy_left, freeze
from app.casebook.people import add_to_circle
from app.casebook.plan import add_action, settle_action
from app.casebook.profile import choose
from app.casebook.saying import Typed, Typing, keep_typing, read_back, reword
from app.casebook.visits import begin_visit, end_visit, plan_visit
from app.practice.people import CirclePerson, Person, Reach, Role, Speaker
from app.practice.plans import Action, ActionState, HowLeft, PaperKind, Section
from app.practice.statements import Answer, Asked
from app.practice.visits import Permission
from app.records.revision import new_record
from tests.desks import MAGGIE, SATURDAY, add, carry, say
from tests.hands import Hands
from tests.screens.profile import give_photo
from tests.screens.versions import two_laptops
from tests.studio import Studio
from ui.papers.plain_screen import PlainScreen
from ui.person.new_person_screen import NewPersonScreen
from ui.person.person_screen import PersonScreen

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Somebody who is known, the forms, somebody of whom only a long name is known, somebody in Arabic."""
    helen, _ = two_laptops(studio)
    known = PersonScreen(helen, studio.work, studio.words)
    known.show_person(_maggie(studio))
    yield "person", known
    hands = Hands(known, studio.work)
    hands.press("Plan a visit")
    yield "person planning", known
    hands.press("Not now")
    hands.press("Change details")
    yield "person details", known
    desk = studio.desk()
    long = PersonScreen(desk, studio.work, studio.words)
    long.show_person(add(desk, Person(name=LONG, known_as=LONG, address=LONG, reach=Reach(how=LONG))))
    yield "person long name", long
    arabic = PersonScreen(desk, studio.work, studio.words)
    rahima = add(desk, Person(name="رحيمة بيغوم", reach=Reach(how="تكلم ببطء من فضلك", language="ar")))
    say(desk, rahima, "أحب الشاي بالنعناع في الصباح.", name="رحيمة")
    arabic.show_person(rahima)
    yield "person arabic", arabic
    letter = PlainScreen(desk, studio.work, studio.words)
    whom = add(desk, MAGGIE)
    letter.show_letter(whom, plan_visit(desk, whom, planned_for=SATURDAY + timedelta(days=7), purpose="a first talk").made)
    studio.settle()
    yield "person letter", letter
    new = NewPersonScreen(desk, studio.work, studio.words)
    new.start()
    yield "person new", new


def _maggie(studio: Studio) -> str:
    """Somebody with a visit behind her, one ahead, promises, an old copy, two versions and words nobody claimed."""
    helen, jo = studio.desks[-2:]
    maggie = add(helen, MAGGIE)
    give_photo(helen, maggie)
    add_to_circle(helen, maggie, CirclePerson(name="Ann Farrelly", relation="sister", ring=1))
    door = plan_visit(helen, maggie, planned_for=SATURDAY - timedelta(days=18), purpose="say hello").made
    present = (Speaker(role=Role.PERSON, name="Maggie", who=maggie), helen.me)
    begin_visit(helen, door, permission=Permission(given=True), present=present, topics=())
    end_visit(helen, door)
    asked = Asked(guide="important-and-support", version=1, prompt="every-day", question="What must happen?")
    radio = say(helen, maggie, "Radio 3 on low from the moment I wake.", asked=asked, visit=door)
    read_back(helen, radio, Answer.YES)
    choose(helen, maggie, radio, Section.IMPORTANT)
    copy_left(helen, maggie, freeze(helen, maggie, PaperKind.PROFILE), PaperKind.PROFILE, HowLeft.PRINTED, "Maggie")
    choose(helen, maggie, say(helen, maggie, "Ann rings at six on Sundays.", visit=door), Section.IMPORTANT)
    tablets = say(helen, maggie, "I take 2 tablets at night.")
    carry(helen.book, jo.book)
    reword(helen, tablets, "I take 2 tablets at night, with food.")
    reword(jo, tablets, "I take 1 tablet in the morning.")
    carry(jo.book, helen.book)
    add_action(helen, maggie, Action(what="Have the rail by the bath fitted", who=helen.me, by=date(2026, 11, 17)))
    add_action(helen, maggie, Action(what="Bring the biscuits", by_words="before the frost"))
    ring = add_action(helen, maggie, Action(what="Ring Ann", who=helen.me, by=date(2026, 11, 10))).made
    settle_action(helen, ring, ActionState.DONE, date(2026, 11, 6))
    keep_typing(helen, Typing(new_record(), maggie, door, Typed(words="Not before nine, my legs are not awake.", asked=asked)))
    plan_visit(helen, maggie, planned_for=SATURDAY + timedelta(hours=1), purpose="first talk")
    return maggie
