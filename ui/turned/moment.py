"""What may stand on the screen that is turned to the person: their own words to one question, and nothing else. No Qt.

What others said about the same thing is read apart from it, and only when the person asks.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.casebook.desk import Desk
from app.casebook.own_view import wishes_of
from app.casebook.people import circle, person
from app.casebook.saying import Typing, statements_of, typing_in
from app.practice.errors import NotFound
from app.practice.guides import ONE, OWN_LANGUAGE, Choice, Guide
from app.practice.merge import Current
from app.practice.own_view import SIGN_LANGUAGE, OwnView, view_of
from app.practice.people import CirclePerson, Reach, Role, Speaker
from app.practice.rows import in_row, row_in
from app.practice.statements import Answer, Asked, Manner, Statement

LEAST_POINTS, MOST_POINTS = 28.0, 48.0


@dataclass(frozen=True)
class Said:
    """One thing they said, and whether they have said yes to it."""

    record: str
    words: str
    agreed: bool
    language: str = "en"
    pointed: bool = False
    """Whether they pointed at it among the choices of the question."""


@dataclass(frozen=True)
class Heard:
    """One thing that somebody else said about them, and who."""

    by: str
    words: str
    language: str = "en"


@dataclass(frozen=True)
class Moment:
    """Everything the turned screen knows. Of others it knows only whether they said anything."""

    person: str
    visit: str
    speaker: Speaker
    asked: Asked
    question: str
    picture: str
    points: float
    text_size: int
    """As it stands in how to reach the person."""
    language: str
    """What the person writes in."""
    view: OwnView
    said: tuple[Said, ...]
    others: bool
    typing: Typing | None
    about: str = ""
    """Their own first words in this row of the tool, where the question is one of several about them."""
    circle: bool = False
    """Whether the question is about the people in their life, and there are any in their circle."""
    question_language: str = "en"
    """What the question is in: English where it was not translated."""
    languages: tuple[str, ...] = ("en",)
    """What questions can be asked in."""
    choices: tuple[Choice, ...] = ()
    """What can be pointed at; without pictures where they want none."""
    one_choice: bool = False
    """Whether only one of them can be true."""
    choices_language: str = "en"
    unread: bool = False
    """Whether nobody who speaks the language of the view has read what is said in it."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The words of the choices they have pointed at."""
        among = {each.words for each in self.choices}
        return tuple(each.words for each in self.said if each.pointed and each.words in among)


def read_moment(desk: Desk, record: str, visit: str, guide_id: str, place: str) -> Moment:
    """The moment as it may be seen; `place` is the question, in its row. Raises `NotFound`, `AnotherVisitUnderWay`."""
    guide = desk.guides.get(guide_id)
    as_written = guide.prompt_named(place) if guide is not None else None
    if guide is None or as_written is None:
        raise NotFound(what="question", name="")
    who = person(desk, record).body
    view = view_of(wishes_of(desk, record), who.reach, desk.guides.languages)
    spoken = desk.guides.spoken(guide, view.language)
    prompt = spoken.guide.prompt_named(place) or as_written
    asked = Asked(guide=guide.id, version=guide.version, prompt=place, question=prompt.question)
    statements = statements_of(desk, record)
    members = circle(desk, record)
    return Moment(
        person=record,
        visit=visit,
        speaker=Speaker(role=Role.PERSON, name=who.called, who=record),
        asked=asked,
        question=prompt.easy if view.easy else prompt.question,
        picture=prompt.picture if view.symbols else "",
        points=points_for(who.reach),
        text_size=who.reach.text_size,
        language="en" if who.reach.language == SIGN_LANGUAGE else who.reach.language,
        view=view,
        said=own_words(statements, asked),
        others=bool(others_words(statements, asked, members)),
        typing=_written_here(desk, visit, asked),
        about=own_first_words(statements, guide, place),
        circle=guide.shape == "circle" and bool(members),
        question_language=spoken.language_of(prompt),
        languages=tuple(desk.guides.languages),
        choices=tuple(each if view.symbols else Choice(each.words) for each in prompt.choices),
        one_choice=prompt.choose == ONE,
        unread=desk.guides.unread(view.language),
        choices_language=OWN_LANGUAGE if prompt.choices == as_written.choices else spoken.language_of(prompt),
    )


def read_others(desk: Desk, moment: Moment) -> tuple[Heard, ...]:
    """What others said to the same question, each named: for the person who asks. Raises `AnotherVisitUnderWay`."""
    return others_words(statements_of(desk, moment.person), moment.asked, circle(desk, moment.person))


def own_words(statements: Iterable[Current[Statement]], asked: Asked) -> tuple[Said, ...]:
    """Their own words to this question, in order; none that were struck, are a note, or stand in two versions."""
    return tuple(
        Said(each.record, each.body.words, _has_yes(each.body), each.body.language, each.body.manner is Manner.POINTED)
        for each in statements
        if each.body.may_be_shown_as_theirs and _is_here(each, asked)
    )


def own_first_words(statements: Collection[Current[Statement]], guide: Guide, place: str) -> str:
    """The first thing they said themselves in this row, to another question of it: never what somebody else said of them."""
    prompt, row = guide.prompt_named(place), row_in(place)
    if prompt is None or not row:
        return ""
    for each in guide.prompts_of(prompt.part):
        asked = Asked(guide=guide.id, prompt=in_row(each.id, row))
        for said in own_words(statements, asked) if each.id != prompt.id else ():
            return said.words
    return ""


def others_words(
    statements: Iterable[Current[Statement]], asked: Asked, members: Iterable[Current[CirclePerson]]
) -> tuple[Heard, ...]:
    """What others at the table said to this question. Never the worker's words, a note, what is not to be shared, words whose
    speaker has no name, or anything of somebody who is not to be contacted."""
    shunned = [each for each in members if each.body.do_not_contact]
    names = {each.body.name.casefold() for each in shunned}
    records = {each.record for each in shunned}
    return tuple(
        Heard(each.body.speaker.name, each.body.words, each.body.language)
        for each in statements
        if each.body.speaker.role is Role.OTHER
        and each.body.may_be_seen
        and not each.body.not_to_share
        and each.body.speaker.name.strip()
        and not _is_of(each.body.speaker, names, records)
        and _is_here(each, asked)
    )


def points_for(reach: Reach) -> float:
    """The size of the person's own view at 100 %: their size, and at least 28 and at most 48 points."""
    return min(max(float(reach.text_size), LEAST_POINTS), MOST_POINTS)


def _has_yes(statement: Statement) -> bool:
    return statement.read_back is not None and statement.read_back.answer is Answer.YES


def _is_here(statement: Current[Statement], asked: Asked) -> bool:
    body = statement.body
    return (body.asked.guide, body.asked.prompt) == (asked.guide, asked.prompt) and "words" not in statement.versions


def _is_of(speaker: Speaker, names: Collection[str], records: Collection[str]) -> bool:
    return speaker.name.casefold() in names or speaker.who in records


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
