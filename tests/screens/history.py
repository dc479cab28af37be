"""Pictures of how things came to be."""

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.people import add_to_circle, change_in_circle
from app.casebook.saying import Typed, assent, leave_out, new_typing, read_back, reword, seal_typing
from app.casebook.settling import keep_both
from app.casebook.visits import begin_visit, end_visit, plan_visit
from app.practice.people import CirclePerson, Role, Sector, Speaker, Staff
from app.practice.statements import Answer, Statement
from app.practice.visits import Permission
from app.records.revision import COUNCIL_SCOPE
from tests.desks import add, carry, say
from tests.screens.profile import LONG_NAME
from tests.screens.versions import ARABIC, two_laptops
from tests.studio import Studio
from ui.history.history_screen import HistoryScreen

MAGGIE_SAYS = Speaker(role=Role.PERSON, name="Maggie")
ANN = Speaker(role=Role.OTHER, name="Ann")


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """A sentence with a whole life; two who wrote apart; left out; somebody in the circle; Arabic; long names; a wrong clock and
    a newer app; nothing that can be read; in trouble."""
    helen, jo = two_laptops(studio)
    maggie = add(helen)
    yield "history", _screen(studio, helen, a_life(studio, helen, jo, maggie))
    yield "history apart", _screen(studio, helen, apart(helen, jo, maggie))
    left = say(helen, maggie, "I hide my tablets in the plant pot.")
    leave_out(helen, left, "She asked for it.")
    yield "history left out", _screen(studio, helen, left)
    dot = add_to_circle(helen, maggie, CirclePerson(name="Dot", relation="neighbour", sector=Sector.NEIGHBOURS)).made
    change_in_circle(helen, dot, ring=1)
    change_in_circle(helen, dot, helps_with="the garden, and the bins on Mondays", telephone="01632 960111")
    change_in_circle(helen, dot, do_not_contact=True)
    yield "history circle", _screen(studio, helen, dot)
    arabic = say(helen, maggie, ARABIC)
    reword(helen, arabic, "آخذ حبة في الصباح.")
    yield "history arabic", _screen(studio, helen, arabic)
    yield "history long", _screen(studio, helen, long(studio, helen, maggie))
    yield "history newer", _screen(studio, helen, newer(helen, maggie))
    screen = HistoryScreen(helen, studio.work, studio.words)
    screen.show_record("ab" * 16)
    studio.settle()
    yield "history trouble", screen


def a_life(studio: Studio, helen: Desk, jo: Desk, person: str) -> str:
    """Said at a visit, read back, agreed to, reworded by Jo, kept off paper."""
    studio.clock.at -= timedelta(days=4)
    visit = plan_visit(helen, person).made
    begin_visit(helen, visit, permission=Permission(given=True), present=(ANN,), topics=())
    typed = Typed(words="Radio 3 on low from the moment I wake.", speaker=MAGGIE_SAYS)
    record = seal_typing(helen, new_typing(person, visit, typed)).made
    read_back(helen, record, Answer.YES)
    assent(helen, record, ANN, True)
    end_visit(helen, visit)
    carry(helen.book, jo.book)
    studio.clock.at += timedelta(days=3)
    reword(jo, record, "Radio 3 on low from the moment I wake. Off when anyone talks to me.")
    carry(jo.book, helen.book)
    studio.clock.at += timedelta(days=1)
    reword(helen, record, "Radio 3 on low from the moment I wake, off when anyone talks to me.")
    return record


def apart(helen: Desk, jo: Desk, person: str) -> str:
    """Two wrote apart; both were kept."""
    record = say(helen, person, "I take 2 tablets at night.")
    carry(helen.book, jo.book)
    reword(helen, record, "I take 2 tablets at night, with food.")
    reword(jo, record, "I take 1 tablet in the morning.")
    carry(jo.book, helen.book)
    keep_both(helen, Statement.kind, record, "words")
    return record


def long(studio: Studio, helen: Desk, person: str) -> str:
    """Somebody with a very long name wrote very long words."""
    other = studio.desk(LONG_NAME)
    with helen.book.unit() as unit:
        unit.seal(Staff(name=LONG_NAME, sign_in="long"), scope=COUNCIL_SCOPE, record=other.book.identity.staff)
        unit.commit()
    words = "Donaudampfschifffahrtsgesellschaft " * 9
    record = say(helen, person, words)
    carry(helen.book, other.book)
    reword(other, record, words + "and the river.")
    carry(other.book, helen.book)
    return record


def newer(helen: Desk, person: str) -> str:
    """Words of a newer app on words of ours."""
    record = say(helen, person, "Tea at seven.")
    with helen.book.unit() as unit:

        class Later(Statement, frozen=True, kw_only=True):
            later: str = ""

        Later.format = 2
        body = Later(words="Tea at eight.", speaker=MAGGIE_SAYS, later="x")
        unit.seal(body, scope=f"person:{person}", record=record, onto=(unit.revisions(record)[-1].id,))
        unit.commit()
    return record


def _screen(studio: Studio, desk: Desk, record: str) -> QWidget:
    screen = HistoryScreen(desk, studio.work, studio.words)
    screen.show_record(record)
    studio.settle()
    return screen
