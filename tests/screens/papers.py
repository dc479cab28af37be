"""Pictures of what can be printed for a person, and of the papers that leave no version behind."""

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.leaving import copy_left, freeze
from app.casebook.people import change_person
from app.casebook.plan import add_action
from app.casebook.visits import plan_visit
from app.practice.plans import Action, HowLeft
from tests.screens.paper import maggie_with_a_plan
from tests.screens.profile import LONG_NAME, standard_maggie
from tests.studio import Studio
from ui.papers.papers_screen import PapersScreen
from ui.papers.plain_screen import PlainScreen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """The list, with copies at home; the list of somebody new; a long name; questions, the budget sheet, an empty circle."""
    desk = studio.desk()
    person = maggie_with_a_plan(desk)
    for paper in ("about-me", "actions"):
        copy_left(desk, person, freeze(desk, person, paper), paper, HowLeft.PRINTED, "Maggie")
    add_action(desk, person, Action(what="Ask about the steps"))
    plan_visit(desk, person, planned_for=desk.clock() + timedelta(days=3))
    yield "papers", _listed(studio, desk, person)
    yield "papers questions", _plain(studio, desk, person, "questions")
    yield "papers budget", _plain(studio, desk, person, "budget-sheet")
    desk = studio.desk()
    person = standard_maggie(desk)
    yield "papers nothing", _listed(studio, desk, person)
    yield "papers no circle", _plain(studio, desk, person, "circle")
    change_person(desk, person, name=LONG_NAME, known_as="")
    yield "papers long name", _listed(studio, desk, person)


def _listed(studio: Studio, desk: Desk, person: str) -> PapersScreen:
    screen = PapersScreen(desk, studio.work, studio.words)
    screen.show_person(person)
    studio.settle()
    return screen


def _plain(studio: Studio, desk: Desk, person: str, paper: str) -> PlainScreen:
    screen = PlainScreen(desk, studio.work, studio.words)
    screen.resize(1280, 748)
    screen.show_paper(person, paper)
    studio.settle()
    return screen
