"""Pictures of the plan."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.people import change_person
from app.casebook.plan import actions_of, settle_action
from app.practice.plans import ActionState
from tests.screens.paper import maggie_with_a_plan
from tests.screens.profile import LONG_NAME, standard_maggie
from tests.studio import Studio
from ui.plan.plan_screen import PlanScreen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Empty; promises, one late, some settled; one opened; one changed; the form; a long name."""
    desk = studio.desk()
    yield "plan empty", _shown(studio, desk, standard_maggie(desk))
    desk = studio.desk()
    person = maggie_with_a_plan(desk)
    yield "plan", _shown(studio, desk, person)
    screen = _shown(studio, desk, person)
    card = screen._cards[actions_of(desk, person)[1].record]
    card.face.click()
    yield "plan open", screen
    card.change_requested.emit(card.record)
    yield "plan change", screen
    screen = _shown(studio, desk, person)
    screen._open_form(screen._board.wants[0].record if screen._board else "")
    yield "plan form", screen
    rail, chair = actions_of(desk, person)[1:3]
    settle_action(desk, rail.record, ActionState.DONE, date(2026, 11, 20))
    settle_action(desk, chair.record, ActionState.DROPPED, date(2026, 11, 20), "She brings her own cushion.")
    yield "plan settled", _shown(studio, desk, person)
    change_person(desk, person, name=LONG_NAME, known_as="")
    yield "plan long name", _shown(studio, desk, person)


def _shown(studio: Studio, desk: Desk, person: str) -> PlanScreen:
    screen = PlanScreen(desk, studio.work, studio.words)
    screen.resize(1280, 748)
    screen.show_person(person)
    studio.settle()
    return screen
