"""Pictures of a visit: beginning it, talking, a day, a plan, a note, reading back, and what is far from usual."""

from collections.abc import Iterator

import msgspec
from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.people import add_to_circle, change_person
from app.casebook.plan import add_action
from app.casebook.saying import Typed, keep_typing, new_typing, read_back
from app.casebook.visits import begin_visit, move_to, plan_visit
from app.practice.people import CirclePerson, Person, Role, Sector, Speaker
from app.practice.plans import Action
from app.practice.statements import Answer, Asked, Manner, Statement
from app.practice.visits import Permission, Place
from app.records.revision import person_scope
from tests.desks import MAGGIE, add
from tests.studio import Studio
from ui.visit.begin import BeginScreen
from ui.visit.read_back import ReadBackScreen
from ui.visit.visit_screen import VisitScreen

LONG_NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3 + "Maggie Margaret Okafor"
TOPICS = ("people-like", "good-day-bad-day", "important-and-support", "my-people", "what-i-want")

GOOD = Place(guide="good-day-bad-day", prompt="waking-good")
SAID: tuple[tuple[str, str, str], ...] = (
    ("waking-good", "", "Radio 3 on low from the moment I wake. Off when anyone talks to me."),
    ("waking-good", "", "Same carer as yesterday, here by half seven, tells me her name before she touches me."),
    ("waking-bad", "", "Someone new. Lights on. Tablets before food make me sick, so I hide them."),
    ("waking-good", "Ann", "She is another person when Precious comes."),
)


def put_in(desk: Desk, person: str, visit: str, prompt: str, said: str, by: str = "", guide: str = "good-day-bad-day") -> str:
    """A statement in a visit; its record. Nobody named: the person's own."""
    who = Speaker(role=Role.OTHER, name=by) if by else Speaker(role=Role.PERSON, name="Maggie", who=person)
    found = desk.guides.get(guide)
    question = found.prompt_named(prompt).question if found else ""
    asked = Asked(guide=guide, version=1, prompt=prompt, question=question)
    body = Statement(words=said, speaker=who, asked=asked, visit=visit, rank=int(desk.clock().timestamp() * 1000))
    with desk.book.unit() as unit:
        record = unit.seal(body, scope=person_scope(person), during=visit)
        unit.commit()
    return record


def a_visit(desk: Desk, who: Person = MAGGIE, *, others: tuple[str, ...] = ("Ann",), place: Place = GOOD) -> tuple[str, str]:
    """A visit under way with this person; (person, visit)."""
    person = add(desk, who)
    visit = plan_visit(desk, person, purpose="first talk").made
    me = Speaker(role=Role.PERSON, name=who.called, who=person)
    present = (me, *(Speaker(role=Role.OTHER, name=name) for name in others), desk.me)
    begin_visit(desk, visit, permission=Permission(given=True), present=present, topics=TOPICS)
    move_to(desk, visit, place)
    return person, visit


def morning(desk: Desk) -> tuple[str, str]:
    """Maggie's morning, talked about, with a promise and something being typed."""
    person, visit = a_visit(desk)
    records = [put_in(desk, person, visit, prompt, said, by) for prompt, by, said in SAID]
    read_back(desk, records[1], Answer.YES)
    asked = Asked(guide="good-day-bad-day", version=1, prompt="waking-todo")
    promise = Action(
        what="Same two carers on weekdays.", who=Speaker(role=Role.OTHER, name="Ann"), by_words="before Advent", asked=asked
    )
    add_action(desk, person, promise)
    speaker = Speaker(role=Role.PERSON, name="Maggie", who=person)
    asked = Asked(guide="good-day-bad-day", version=1, prompt="waking-good")
    typed = Typed(words="My tablets after food, not before.", speaker=speaker, asked=asked)
    keep_typing(desk, new_typing(person, visit, typed).with_words(typed.words, len(typed.words)))
    return person, visit


def shown(studio: Studio, desk: Desk, person: str, visit: str) -> VisitScreen:
    """The screen of a visit."""
    screen = VisitScreen(desk, studio.work, studio.words)
    screen.resize(1280, 748)
    screen.show_visit(person, visit)
    studio.settle()
    return screen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """The visit in the states one meets."""
    desk = studio.desk()
    person, visit = morning(desk)
    screen = shown(studio, desk, person, visit)
    yield "visit", screen
    next(iter(screen._on_table._views.values())).set_open(True)
    yield "visit changing", screen
    desk = studio.desk()
    person, visit = morning(desk)
    screen = shown(studio, desk, person, visit)
    screen._show_note()
    yield "visit note", screen
    desk = studio.desk()
    person, visit = morning(desk)
    screen = shown(studio, desk, person, visit)
    screen._view.beside.promises.open_form()
    yield "visit promise", screen
    desk = studio.desk()
    person, visit = a_visit(desk, place=Place(guide="people-like", prompt="proud"))
    yield "visit fresh", shown(studio, desk, person, visit)
    yield from _asking(studio)
    yield "visit plan", _plan(studio)
    yield "visit people", _people(studio)
    yield "visit unclaimed", _unclaimed(studio)
    yield "visit many scripts", _many_scripts(studio)
    yield from begin_shots(studio)
    yield from read_back_shots(studio)


def _asking(studio: Studio) -> Iterator[tuple[str, VisitScreen]]:
    """A question to ask aloud, a word that is not in the dictionary, and what to talk about where a topic ends."""
    desk = studio.desk()
    person, visit = a_visit(desk)
    screen = shown(studio, desk, person, visit)
    field = screen._view.answer.field
    field.setPlainText("I recieve support regularly and I like it.")
    field.flush()
    screen._hinting._look()
    studio.settle()
    yield "visit hint", screen
    screen._spelt.answer._next()
    studio.settle()
    yield "visit spelling", screen
    desk = studio.desk()
    guide = desk.guides.get("people-like")
    assert guide is not None
    person, visit = a_visit(desk, place=Place(guide=guide.id, prompt=guide.prompt[-1].id))
    yield "visit topic ends", shown(studio, desk, person, visit)


def _plan(studio: Studio) -> VisitScreen:
    desk = studio.desk()
    person, visit = a_visit(desk, place=Place(guide="what-i-want", prompt="out-want"))
    put_in(desk, person, visit, "out-want", "I get to the ten o'clock Mass on my own feet by Easter.", guide="what-i-want")
    return shown(studio, desk, person, visit)


def _people(studio: Studio) -> VisitScreen:
    desk = studio.desk()
    person, visit = a_visit(desk, place=Place(guide="my-people", prompt="friends"))
    add_to_circle(desk, person, CirclePerson(name="Ann Farrelly", relation="sister", ring=1, sector=Sector.FAMILY))
    add_to_circle(desk, person, CirclePerson(name="Joe", relation="from the choir", ring=2))
    return shown(studio, desk, person, visit)


def _unclaimed(studio: Studio) -> VisitScreen:
    desk = studio.desk()
    person, visit = a_visit(desk)
    asked = Asked(guide="good-day-bad-day", version=1, prompt="evening-bad")
    typed = Typed(words="From five o'clock it is me and the clock.", asked=asked, manner=Manner.SPOKEN)
    keep_typing(desk, new_typing(person, visit, typed))
    return shown(studio, desk, person, visit)


def _many_scripts(studio: Studio) -> VisitScreen:
    desk = studio.desk()
    person, visit = a_visit(desk, Person(name=LONG_NAME), others=("آن فاريلي", LONG_NAME))
    change_person(desk, person, reach=msgspec.structs.replace(MAGGIE.reach))
    for said in (
        "আমি সকালে রুটি নিজে বানাই।",
        "أحب أن أشرب الشاي مع أختي كل صباح.",
        "Dw i'n hoffi te cryf bob bore, a'r ŵyn yn y cae.",
        "میں ہر جمعہ کو نانی کے گھر جاتی ہوں۔",
        "Football with Joe ⚽ every Friday 🙂",
    ):
        put_in(desk, person, visit, "waking-good", said, LONG_NAME if said.startswith("D") else "")
    return shown(studio, desk, person, visit)


def begin_shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Beginning: before anything is pressed, somebody with a circle, and a no."""
    desk = studio.desk()
    person = add(desk, MAGGIE)
    for name, relation in (("Ann Farrelly", "sister"), ("Joe", "from the choir")):
        add_to_circle(desk, person, CirclePerson(name=name, relation=relation))
    visit = plan_visit(desk, person).made
    screen = BeginScreen(desk, studio.work, studio.words)
    screen.show_visit(person, visit)
    studio.settle()
    yield "begin", screen
    chip = screen._answer.chip("no")
    assert chip is not None
    chip.click()
    yield "begin no", screen


def read_back_shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Reading back: a statement, not quite, and the end."""
    desk = studio.desk()
    person, visit = morning(desk)
    screen = ReadBackScreen(desk, studio.work, studio.words)
    screen.show_visit(person, visit)
    studio.settle()
    yield "read back", screen
    screen._not_quite.click()
    studio.settle()
    yield "read back not quite", screen
    for _ in range(4):
        screen._put_off()
        studio.settle()
    yield "read back end", screen
