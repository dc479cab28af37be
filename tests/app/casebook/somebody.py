"""One person with something for every paper: words, Welsh ones too, promises, a circle, a photo, a visit, an answer."""

from datetime import timedelta
from pathlib import Path

from app.casebook.desk import Desk
from app.casebook.leaving import answer, freeze
from app.casebook.people import add_person, add_to_circle
from app.casebook.plan import add_action
from app.casebook.portraits import choose_portrait, look_at
from app.casebook.profile import choose
from app.casebook.visits import plan_visit
from app.practice.people import CirclePerson, Person, Reach, Role, Speaker
from app.practice.photos import Cut
from app.practice.plans import Action, Agreed, PaperKind, Section
from app.practice.statements import Asked, Manner, Statement
from app.records.revision import RecordId, person_scope
from tests.desks import SATURDAY, make_desk, say
from tests.pictures import png

MAGGIE = Person(name="Margaret Okafor", known_as="Maggie", address="12 Elm Road", reach=Reach(how="Sit on my left."))


def somebody(folder: Path) -> tuple[Desk, RecordId]:
    """Their casebook, and their record."""
    desk = make_desk(folder)
    who = add_person(desk, MAGGIE).made
    for section, words in zip(Section, ("Posts the cards herself.", "Radio 3 on low.", "Towel on the radiator."), strict=True):
        choose(desk, who, say(desk, who, words, name="Mrs Hall", role=Role.OTHER), section)
    with desk.book.unit() as unit:
        speaker = Speaker(role=Role.PERSON, name="Maggie")
        welsh = unit.seal(Statement(words="Te yn y bore.", language="cy", speaker=speaker), scope=person_scope(who))
        for guide in desk.guides.all():
            for prompt in guide.prompt[:3]:
                asked = Asked(guide=guide.id, version=guide.version, prompt=prompt.id)
                unit.seal(Statement(words=f"About {prompt.id}.", speaker=speaker, asked=asked), scope=person_scope(who))
        unit.commit()
    choose(desk, who, welsh, Section.IMPORTANT)
    choose_portrait(desk, who, look_at(png(3, 90)), Cut(), shows="Maggie at the choir", chosen_by=speaker)
    for what in ("Ring the choir", "Mend the gate"):
        add_action(desk, who, Action(what=what, who=Speaker(role=Role.OTHER, name="Ann"), by_words="before Easter"))
    for number in range(6):
        add_to_circle(
            desk, who, CirclePerson(name=f"Dot {number}", ring=number % 3 + 1, helps_with="tea", telephone="01632 960555")
        )
    plan_visit(desk, who, planned_for=SATURDAY + timedelta(days=9), purpose="To talk about mornings.")
    frozen = freeze(desk, who, PaperKind.PLAN_COPY)
    answer(desk, who, frozen, Agreed.YES, words="Go on then.", speaker=speaker, manner=Manner.SPOKEN)
    return desk, who
