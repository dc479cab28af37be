"""A table at which things are done and undone: the desks at it, the acts, and what is then seen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.casebook.desk import Desk
from app.casebook.people import add_person, add_to_circle, change_in_circle, change_person
from app.casebook.plan import add_action, change_action, place_action
from app.casebook.profile import choose, place, take_off
from app.casebook.saying import (
    Typed,
    assent,
    keep_off,
    leave_out,
    new_typing,
    read_back,
    reword,
    seal_typing,
)
from app.casebook.undoing import do_again, take_back
from app.casebook.visits import begin_visit, change_present, move_to, pause_visit, plan_visit, resume_visit
from app.practice.people import CirclePerson, Person, Role, Sector, Speaker
from app.practice.plans import Action, ProfileLine, Section
from app.practice.statements import Answer, Statement
from app.practice.visits import Permission, Place, Visit
from app.records.book import Casebook
from app.records.revision import person_scope
from tests.desks import Clock, make_desk

MAGGIE = Speaker(role=Role.PERSON, name="Maggie")
ANN = Speaker(role=Role.OTHER, name="Ann")
KINDS: tuple[Any, ...] = (Person, Statement, CirclePerson, Action, ProfileLine)
ANSWERS = ("read back", "assents")


def seen(desk: Desk, person: str, *, answers: bool = True) -> dict[str, Any]:
    """What anybody can see of the person: each record with what stands, and the versions that stand. Without `answers` but for
    yes and no to what was said: they lapse with the revision they were given for, also when the same words are written again.
    """
    found: dict[str, Any] = {}
    with desk.book.view() as view:
        for kind in KINDS:
            for each in view.all(kind, person_scope(person)):
                body = each.body
                if getattr(body, "struck", None) or getattr(body, "removed", False) or not getattr(body, "chosen", True):
                    continue
                stands = {
                    group.name: {variant.values for variant in each.versions.get(group.name, ())} or {body.group(group)}
                    for group in kind.groups
                    if answers or group.name not in ANSWERS
                }
                found[each.record] = {name: _flat(values) for name, values in stands.items()}
        visits = view.all(Visit, person_scope(person))
        found["present"] = [each.body.present for each in visits]
    return found


def _flat(values: set[tuple[Any, ...]]) -> set[str]:
    return {repr(value) for value in values}


class Desks:
    """Helen's and Jo's casebooks, and one that knows only what Jo did."""

    def __init__(self, folder: Path) -> None:
        clock = Clock()
        self.helen = make_desk(folder / "helen", "Helen Price", clock)
        self.jo = make_desk(folder / "jo", "Jo Marsh", clock)
        self.control = make_desk(folder / "control", "Control", clock)

    def close(self) -> None:
        for desk in (self.helen, self.jo, self.control):
            desk.book.close()


def carry_about(person: str, giver: Casebook, taker: Casebook) -> None:
    """Bring what one casebook has about a person into another."""
    with giver.view() as view:
        revisions = [each for each in view.every_revision() if each.header.scope == person_scope(person)]
    with taker.unit() as unit:
        unit.add(revisions)
        unit.commit()


class Table:
    """One visit of Helen's at somebody's whom Jo knows too, and the acts that can be done in it by number."""

    def __init__(self, desks: Desks) -> None:
        self.helen, self.jo, self.control = desks.helen, desks.jo, desks.control
        self.person = add_person(self.helen, Person(name="Margaret Okafor", known_as="Maggie")).made
        for words in ("Radio 3 on low.", "Tea at seven.", "My tablets after food."):
            self._say(self.helen, words)
        for name in ("Ann", "Joe"):
            add_to_circle(self.helen, self.person, CirclePerson(name=name, sector=Sector.FAMILY))
        for what in ("Ring the agency.", "Post the key."):
            add_action(self.helen, self.person, Action(what=what))
        choose(self.helen, self.person, self.records(self.helen, Statement)[0], Section.IMPORTANT)
        self.carry(self.helen, self.jo)
        self.carry(self.helen, self.control)
        self.visit = plan_visit(self.helen, self.person).made
        begin_visit(self.helen, self.visit, permission=Permission(given=True), present=(ANN,), topics=())

    def carry(self, giver: Desk, taker: Desk) -> None:
        carry_about(self.person, giver.book, taker.book)

    def records(self, desk: Desk, kind: type[Any]) -> list[str]:
        with desk.book.view() as view:
            return [each.record for each in view.all(kind, person_scope(self.person)) if not getattr(each.body, "struck", None)]

    def _say(self, desk: Desk, words: str) -> None:
        seal_typing(desk, new_typing(self.person, "", Typed(words=words, speaker=MAGGIE)))

    def act(self, desk: Desk, what: int, which: int) -> None:
        """Do something; what there is nothing to do it with is not done."""
        said, promised, known = (self.records(desk, kind) for kind in (Statement, Action, CirclePerson))
        who, saying = self.person, said[which % len(said)] if said else ""
        doer, promise = known[which % len(known)] if known else "", promised[which % len(promised)] if promised else ""
        acts: list[tuple[str, Callable[[], object]]] = [
            ("yes", lambda: self._say(desk, f"Something new {which}.")),
            (saying, lambda: reword(desk, saying, f"In other words, {which}.")),
            (saying, lambda: leave_out(desk, saying)),
            (saying, lambda: read_back(desk, saying, Answer.YES if which % 2 else Answer.NOT_QUITE)),
            (saying, lambda: assent(desk, saying, ANN, bool(which % 2))),
            (saying, lambda: keep_off(desk, saying, paper=bool(which % 2))),
            ("yes", lambda: add_to_circle(desk, who, CirclePerson(name=f"Friend {which}"))),
            (doer, lambda: change_in_circle(desk, doer, ring=1 + which % 3)),
            (doer, lambda: change_in_circle(desk, doer, helps_with=f"thing {which}")),
            (doer, lambda: change_in_circle(desk, doer, removed=True)),
            ("yes", lambda: add_action(desk, who, Action(what=f"Promise {which}"))),
            (promise, lambda: change_action(desk, promise, what=f"Promise otherwise {which}")),
            (promise, lambda: change_action(desk, promise, struck=True)),
            (promise, lambda: place_action(desk, who, promise, which % 3)),
            (saying, lambda: choose(desk, who, saying, list(Section)[which % 3])),
            (saying, lambda: take_off(desk, who, saying)),
            ("yes", lambda: change_person(desk, who, telephone=f"01632 96{which:04}")),
        ]
        if desk is self.helen:
            acts.append((saying, lambda: place(desk, who, saying, list(Section)[which % 3], 0)))
            acts.append(("yes", lambda: change_present(desk, self.visit, (ANN, Speaker(role=Role.OTHER, name=f"V{which}")))))
            acts.append(("yes", lambda: move_to(desk, self.visit, Place(guide="g", prompt=f"p{which}"))))
        needs, do = acts[what % len(acts)]
        if needs:
            do()

    def pause(self) -> None:
        """Everything leaves the laptop."""
        pause_visit(self.helen, self.visit, Place())
        resume_visit(self.helen, self.visit)


def undo_all(desk: Desk) -> int:
    count = 0
    while (went := take_back(desk)) is not None:
        count += went.act.bar is None
    return count


def redo_all(desk: Desk) -> int:
    count = 0
    while do_again(desk) is not None:
        count += 1
    return count
