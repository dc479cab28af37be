"""What may stand on the screen that is turned to the person: their own words to one question, and nothing else. No Qt."""

from dataclasses import dataclass

from app.casebook.desk import Desk
from app.casebook.people import person
from app.casebook.saying import Typing, statements_of, typing_in
from app.practice.errors import NotFound
from app.practice.people import Reach, Role, Speaker
from app.practice.statements import Answer, Asked, Manner

EASY_READ = "easy read"
_SIGN_LANGUAGE = "bfi"
"""British Sign Language: whoever signs it writes English."""
LEAST_POINTS, MOST_POINTS, LARGEST_POINTS = 28.0, 40.0, 48.0


@dataclass(frozen=True)
class Said:
    """One thing they said, and whether they have said yes to it."""

    record: str
    words: str
    agreed: bool


@dataclass(frozen=True)
class Moment:
    """Everything the turned screen knows."""

    person: str
    visit: str
    speaker: Speaker
    asked: Asked
    question: str
    picture: str
    points: float
    language: str
    said: tuple[Said, ...]
    typing: Typing | None


def read_moment(desk: Desk, record: str, visit: str, guide_id: str, place: str) -> Moment:
    """The moment as it may be seen; `place` is the question, in its row. Raises `NotFound`, `AnotherVisitUnderWay`."""
    guide = desk.guides.get(guide_id)
    prompt = guide.prompt_named(place) if guide else None
    if guide is None or prompt is None:
        raise NotFound(what="question", name="")
    who = person(desk, record).body
    asked = Asked(guide=guide.id, version=guide.version, prompt=place, question=prompt.question)
    said = tuple(
        Said(
            each.record,
            each.body.words,
            each.body.read_back is not None and each.body.read_back.answer is Answer.YES,
        )
        for each in statements_of(desk, record)
        if each.body.may_be_shown_as_theirs
        and (each.body.asked.guide, each.body.asked.prompt) == (guide.id, place)
        and "words" not in each.versions
    )
    return Moment(
        record,
        visit,
        Speaker(role=Role.PERSON, name=who.called, who=record),
        asked,
        prompt.easy if who.reach.paper == EASY_READ else prompt.question,
        prompt.picture if who.reach.pictures else "",
        points_for(who.reach),
        "en" if who.reach.language == _SIGN_LANGUAGE else who.reach.language,
        said,
        _written_here(desk, visit, asked),
    )


def points_for(reach: Reach) -> float:
    """The size of the person's own view at 100 %: their size, and at least 28 and at most 40 points."""
    return min(max(float(reach.text_size), LEAST_POINTS), MOST_POINTS)


def _written_here(desk: Desk, visit: str, asked: Asked) -> Typing | None:
    """What they were writing themselves when the app was left, if anything."""
    return next(
        (
            each
            for each in typing_in(desk, visit)
            if not each.onto
            and each.typed.manner is Manner.WRITTEN
            and each.typed.speaker is not None
            and each.typed.speaker.role is Role.PERSON
            and not each.typed.private
            and (each.typed.asked.guide, each.typed.asked.prompt) == (asked.guide, asked.prompt)
        ),
        None,
    )
