"""Pictures of Today."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.leaving import copy_left, freeze
from app.casebook.plan import add_action
from app.casebook.profile import choose
from app.casebook.saying import Typed, Typing, keep_typing, reword
from app.casebook.visits import plan_visit
from app.practice.people import Person, Reach
from app.practice.plans import Action, HowLeft, PaperKind, Section
from app.records.revision import new_record
from tests.desks import MAGGIE, SATURDAY, add, carry, say
from tests.studio import Studio
from ui.today.today_screen import TodayScreen

TARIQ = Person(name="Tariq Aziz", address="5 Canal Street", reach=Reach(how="Speak slowly.", text_size=14))
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """An empty laptop, a usual Saturday, a day with long and far-away names, somebody being looked for."""
    nobody = TodayScreen(studio.desk(), studio.work, studio.words)
    nobody.reload()
    yield "today empty", nobody
    desk = a_day(studio)
    screen = TodayScreen(desk, studio.work, studio.words)
    screen.reload()
    yield "today", screen
    screen._finding._field.set_text("mag")
    screen._finding._look("mag")
    yield "today find", screen
    yield "today long names", _long(studio)


def a_day(studio: Studio) -> Desk:
    """Helen's Saturday: two visits, one promise that is late, two that come, and all that can wait."""
    helen, jo = studio.desk("Helen Price"), studio.desk("Jo Marsh")
    maggie, tariq = add(helen), add(helen, TARIQ)
    dilys = add(helen, Person(name="Dilys Rees"))
    plan_visit(helen, maggie, planned_for=datetime(2026, 11, 21, 10, 0, tzinfo=UTC), purpose="First talk.")
    plan_visit(
        helen,
        tariq,
        planned_for=datetime(2026, 11, 21, 14, 30, tzinfo=UTC),
        purpose="Six-week look at the plan.",
        where="Bilal Community Café, back room",
    )
    plan_visit(helen, dilys, planned_for=SATURDAY + timedelta(days=2), purpose="plan to agree")
    add_action(helen, tariq, Action(what="the grab rail", by=date(2026, 11, 17)))
    tablets = say(helen, maggie, "I take 2 tablets at night.")
    carry(helen.book, jo.book)
    reword(helen, tablets, "I take 2 tablets at night, with food.")
    reword(jo, tablets, "I take 1 tablet in the morning.")
    carry(jo.book, helen.book)
    garden = say(helen, tariq, "The garden, before nine.", name="Tariq")
    choose(helen, tariq, garden, Section.IMPORTANT)
    copy_left(helen, tariq, freeze(helen, tariq, PaperKind.PROFILE), PaperKind.PROFILE, HowLeft.PRINTED, "Tariq")
    reword(helen, garden, "The garden, before eight.")
    visit = plan_visit(helen, dilys, planned_for=SATURDAY + timedelta(days=4), purpose="first talk").made
    keep_typing(helen, Typing(new_record(), dilys, visit, Typed(words="My son does the shopping, he knows the brands.")))
    return helen


def _long(studio: Studio) -> QWidget:
    desk = studio.desk("محمد عبد الرحمن")
    for name in (LONG, "رحيمة بيغوم", "রহিমা বেগম", MAGGIE.name):
        person = add(desk, Person(name=name, reach=Reach(how=LONG), address=LONG))
        plan_visit(desk, person, planned_for=SATURDAY + timedelta(hours=2), purpose=LONG)
        plan_visit(desk, person, planned_for=SATURDAY + timedelta(days=2), purpose=LONG)
    screen = TodayScreen(desk, studio.work, studio.words)
    screen.reload()
    return screen
