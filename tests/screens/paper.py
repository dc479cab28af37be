"""Pictures of agreeing, printing and leaving."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.own_view import wish_for
from app.casebook.people import add_to_circle, change_person
from app.casebook.plan import add_action
from app.casebook.profile import choose
from app.casebook.saying import keep_off
from app.practice.own_view import PAPER_COLOUR
from app.practice.people import CirclePerson, Reach, Role, Speaker
from app.practice.plans import Action, Agreed, HowLeft, PaperKind, Section
from app.practice.statements import Asked, Manner
from tests.screens.profile import LONG_NAME, maggie_with_words, press, put, standard_maggie
from tests.studio import Studio
from ui.paper.answering import Given
from ui.paper.leaving_screen import LeavingScreen
from ui.paper.outcome import Outcome
from ui.paper.printing import Sent
from ui.paper.spooler import Standing
from ui.widgets.page_drawing import Fit


def maggie_with_a_plan(desk: Desk) -> str:
    """Maggie's words and what was promised about them."""
    person = maggie_with_words(desk)
    add_to_circle(desk, person, CirclePerson(name="Ann Price", relation="sister", helps_with="money", telephone="01632 960777"))
    ann = Speaker(role=Role.OTHER, name="Ann")
    add_action(desk, person, Action(what="Ring the bus company about the early pick-up", who=ann, by=date(2026, 11, 18)))
    add_action(desk, person, Action(what="Fit the rail by the back door", who=desk.me, by=date(2026, 12, 1)))
    add_action(desk, person, Action(what="Ask the choir for a chair with arms", by_words="before Easter"))
    return person


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Looking, with much to ask; the answer; printing, did it come out, no printer; left; nothing to leave; long names."""
    desk = studio.desk()
    person = maggie_with_words(desk)
    yield "leaving look", _shown(studio, desk, person)
    yield "leaving look much", _much_to_ask(studio)
    for name, screen in _onwards(studio, desk, person):
        yield name, screen
    yield from _in_formats(studio)
    desk = studio.desk()
    yield "leaving plan", _shown(studio, desk, maggie_with_a_plan(desk), PaperKind.PLAN_COPY)
    desk = studio.desk()
    yield "leaving nothing", _shown(studio, desk, standard_maggie(desk))
    desk = studio.desk()
    person = maggie_with_words(desk)
    change_person(desk, person, name=LONG_NAME, known_as="", reach=Reach(text_size=28))
    screen = _shown(studio, desk, person)
    screen._ask_for_answer()
    studio.settle()
    yield "leaving long name", screen


def _in_formats(studio: Studio) -> Iterator[tuple[str, LeavingScreen]]:
    """Easy read with its size and colour open, on yellow; and the lines that may be hard."""
    desk = studio.desk()
    person = maggie_with_words(desk)
    change_person(desk, person, reach=Reach(paper="easy read"))
    wish_for(desk, person, PAPER_COLOUR, "yellow")
    hard = put(desk, person, "I require assistance with transportation, because the bus that goes at nine is full.", rank=9)
    choose(desk, person, hard, Section.SUPPORT)
    screen = _shown(studio, desk, person)
    press(screen, "Size and colour")
    press(screen, "Show the line that may be hard")
    studio.settle()
    yield "leaving formats", screen


def _onwards(studio: Studio, desk: Desk, person: str) -> Iterator[tuple[str, LeavingScreen]]:
    screen = _shown(studio, desk, person)
    screen._ask_for_answer()
    studio.settle()
    yield "leaving answer", screen
    screen._freeze(Given(Agreed.NOT_YET, "Let me sleep on the bit about the towel.", Manner.SPOKEN))
    studio.settle()
    yield "leaving print", screen
    outing = screen._handing.out._begin("")
    assert outing is not None
    screen._handing.out.be_ready()
    screen._handing.ask_whether_it_came_out(outing)
    yield "leaving did it", screen
    screen._handing.out.say_trouble(studio.words("going.trouble.no_printer"), again=screen._handing.out.print, instead=True)
    yield "leaving no printer", screen
    yield from _going_out(studio, screen)
    screen._record(HowLeft.PRINTED, outing)
    studio.settle()
    yield "leaving left", screen


def _going_out(studio: Studio, screen: LeavingScreen) -> Iterator[tuple[str, LeavingScreen]]:
    """A password, pages on their way, a queue without paper, and the page larger and turned."""
    out, words = screen._handing.out, studio.words
    out.ask_for_password()
    studio.settle()
    out._password._field.set_text("key")
    out._password._hand_in()
    yield "leaving password", screen
    out.be_ready()
    outing = out._begin("looking")
    assert outing is not None
    outing.tell(11, 30)
    out._stop.show()
    out._say_how_far()
    yield "leaving progress", screen
    out._on_sent(outing, Sent(Outcome.DONE, "Kitchen", 7))
    out._show_standing(("Kitchen", 7), Standing.NO_PAPER)
    yield "leaving no paper", screen
    screen._handing._asking.hide()
    out.offer_again(True)
    out.be_ready()
    assert screen._preview is not None
    screen._preview._look(Fit.WIDTH)
    studio.settle()
    yield "leaving page wide", screen
    screen._preview._turn_round()
    studio.settle()
    yield "leaving page turned", screen
    screen._preview._turns = 0
    screen._preview._look(Fit.WHOLE)
    studio.settle()
    out.say_trouble(words("going.trouble.gone"), again=out.print, instead=True)


def _much_to_ask(studio: Studio) -> LeavingScreen:
    desk = studio.desk()
    person = maggie_with_words(desk)
    add_to_circle(desk, person, CirclePerson(name="Kevin Marsh", relation="nephew", do_not_contact=True))
    kevin = put(desk, person, "Kevin is not to be told which day the money comes.", rank=80)
    choose(desk, person, kevin, Section.SUPPORT)
    football = put(desk, person, "Football with Joe ⚽ every Friday", rank=81)
    choose(desk, person, football, Section.IMPORTANT)
    quiet = put(desk, person, "The tin under the bed.", asked=Asked(guide="people-like", prompt="proud"), rank=82)
    choose(desk, person, quiet, Section.ADMIRE)
    keep_off(desk, quiet, paper=True)
    return _shown(studio, desk, person)


def _shown(studio: Studio, desk: Desk, person: str, paper: PaperKind = PaperKind.PROFILE) -> LeavingScreen:
    screen = LeavingScreen(desk, studio.work, studio.words)
    screen.resize(1280, 748)
    screen.show_paper(person, paper.value)
    studio.settle()
    return screen
