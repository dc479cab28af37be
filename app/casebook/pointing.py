"""Pointing: words that the person pointed at instead of finding their own. They are a statement like any other."""

from collections.abc import Collection

from app.casebook.desk import Desk
from app.casebook.people import person
from app.casebook.saying import Typed, new_typing, reword, seal_typing, statements_of
from app.practice.changes import Changes
from app.practice.merge import Current
from app.practice.people import Role, Speaker
from app.practice.statements import Asked, Manner, Statement
from app.records.revision import RecordId


def pointed_at(statements: Collection[Current[Statement]], asked: Asked, among: Collection[str]) -> dict[str, RecordId]:
    """Which of these words the person has pointed at when asked this, with the statement each stands in."""
    return {
        each.body.words: each.record
        for each in statements
        if each.body.words in among
        and each.body.manner is Manner.POINTED
        and each.body.may_be_shown_as_theirs
        and (each.body.asked.guide, each.body.asked.prompt) == (asked.guide, asked.prompt)
    }


def point_at(
    desk: Desk, who: RecordId, visit: RecordId, asked: Asked, words: str, language: str, *, instead: Collection[str] = ()
) -> Changes:
    """Keep that the person pointed at these words. Pointing twice at the same keeps it once. What they pointed at before among
    `instead` is written newer and stays in the history."""
    before = pointed_at(statements_of(desk, who), asked, {words, *instead})
    if words in before:
        return Changes()
    if before:
        return reword(desk, next(iter(before.values())), words, Manner.POINTED)
    speaker = Speaker(role=Role.PERSON, name=person(desk, who).body.called, who=who)
    typed = Typed(words=words, speaker=speaker, manner=Manner.POINTED, asked=asked, language=language)
    return seal_typing(desk, new_typing(who, visit, typed))
