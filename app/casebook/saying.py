"""Saying: typing a statement, sealing it, reading it back, leaving it out, writing a newer version."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from app.casebook.desk import (
    RANK_STEP,
    Desk,
    allow_about,
    allow_scope,
    changed,
    under_way,
    write_change,
    write_new,
)
from app.casebook.frozen import frozen_lines
from app.practice.changes import Changes
from app.practice.errors import NotYourNote
from app.practice.merge import Current
from app.practice.people import Speaker
from app.practice.statements import Answer, Asked, Assent, Manner, ReadBack, Statement, Struck
from app.records.bodies import Written
from app.records.book import Unit, View
from app.records.drafts import Draft
from app.records.revision import RecordId, RevisionId, new_record, person_scope


class Typed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands in the field: the words so far, and who is chosen. Nobody is chosen until somebody presses."""

    words: str
    speaker: Speaker | None = None
    manner: Manner = Manner.SPOKEN
    asked: Asked = Asked()
    language: str = "en"
    private: bool = False
    by_paper: bool = False


@dataclass(frozen=True)
class Typing:
    """Words being typed in a visit, not yet sealed. `record` is new for new words, and stays when they are sealed."""

    record: RecordId
    person: RecordId
    visit: RecordId
    typed: Typed
    cursor: int = 0
    onto: tuple[RevisionId, ...] = ()

    def with_words(self, words: str, cursor: int) -> "Typing":
        """The same with other words."""
        return replace(self, typed=msgspec.structs.replace(self.typed, words=words), cursor=cursor)


@dataclass(frozen=True)
class LeftOut:
    """What leaving out did, so that it can be undone."""

    changes: Changes
    record: RecordId
    person_scope: str
    body: Statement
    gone: bool
    """Whether it was taken out altogether, for it had not left the laptop; else it is struck out."""


def new_typing(person: RecordId, visit: RecordId, typed: Typed) -> Typing:
    """New words with a record of their own, which they keep when they are sealed. Nothing is written yet."""
    return Typing(new_record(), person, visit, typed)


def keep_typing(desk: Desk, typing: Typing) -> None:
    """Keep one pause of typing on the disk. Raises `StoreFull` and its kin: the words stay on the screen."""
    desk.book.keep_draft(
        Draft(
            record=typing.record,
            kind=Statement.kind,
            scope=person_scope(typing.person),
            visit=typing.visit or None,
            onto=typing.onto,
            body=msgspec.json.encode(typing.typed),
            cursor=typing.cursor,
            saved_at=desk.clock(),
        )
    )


def typing_in(desk: Desk, visit: RecordId) -> list[Typing]:
    """What was being typed in the visit and has not been sealed: after a crash, or words nobody has yet said are theirs."""
    with desk.book.view() as view:
        found = _typing_in(view, visit)
        for typing in found:
            allow_about(view, typing.person)
    return found


def typing_left(desk: Desk) -> list[Typing]:
    """Words typed in visits that are not open now, and that nobody has yet said are whose; while a visit is open none."""
    with desk.book.view() as view:
        if under_way(view):
            return []
        visits = dict.fromkeys(draft.visit for draft in view.drafts() if draft.visit)
        left = [typing for visit in visits for typing in _typing_in(view, visit)]
    return [typing for typing in left if typing.typed.speaker is None and typing.typed.words.strip()]


def drop_typing(desk: Desk, typing: Typing) -> Changes:
    """Let typed words go that were never sealed."""
    with desk.book.unit() as unit:
        allow_about(unit, typing.person)
        unit.drop_draft(typing.record)
        unit.commit()
    return changed(Statement, typing.record, person_scope(typing.person))


def seal_typing(desk: Desk, typing: Typing) -> Changes:
    """Seal what was typed. Words with nobody chosen stay a draft; an empty field leaves nothing behind."""
    with desk.book.unit() as unit:
        sealed = _seal(unit, typing)
        unit.commit()
    return sealed


def seal_everything_typed(unit: Unit, visit: RecordId) -> Changes:
    """Seal each draft of the visit whose speaker is known, within the caller's unit."""
    done = Changes()
    for typing in _typing_in(unit, visit):
        done |= _seal(unit, typing)
    return done


def statements_of(desk: Desk, person: RecordId) -> list[Current[Statement]]:
    """Every statement about the person in order, those left out too; private notes only of this worker's access."""
    with desk.book.view() as view:
        allow_about(view, person)
        found = view.all(Statement, person_scope(person))
    return sorted(found, key=lambda statement: statement.body.rank)


def reword(desk: Desk, statement: RecordId, words: str, manner: Manner | None = None, *, seen: RevisionId = "") -> Changes:
    """Write a newer version of the words on the one that was `seen`; the old one is kept, and what was agreed about it lapses.

    Raises `NotYourNote` for another worker's private note, as do all that change a statement.
    """
    with desk.book.unit() as unit:
        done = _write(unit, desk, statement, lambda body: body.reworded(words, manner), seen=seen)
        unit.drop_draft(statement)
        unit.commit()
    return done


def read_back(desk: Desk, statement: RecordId, answer: Answer) -> Changes:
    """Keep what the speaker said on hearing the words again, for exactly these words."""
    with desk.book.unit() as unit:
        of = unit.current(Statement, statement).carriers["words"][0]
        heard = ReadBack(answer=answer, of=of)
        done = _write(unit, desk, statement, lambda body: msgspec.structs.replace(body, read_back=heard))
        unit.commit()
    return done


def assent(desk: Desk, statement: RecordId, who: Speaker, agrees: bool) -> Changes:
    """Keep somebody else's yes or no beside the words, never inside them."""
    with desk.book.unit() as unit:
        of = unit.current(Statement, statement).carriers["words"][0]

        def with_assent(body: Statement) -> Statement:
            others = tuple(each for each in body.assents if each.who != who)
            return msgspec.structs.replace(body, assents=(*others, Assent(who=who, agrees=agrees, of=of)))

        done = _write(unit, desk, statement, with_assent)
        unit.commit()
    return done


def leave_out(desk: Desk, statement: RecordId, reason: str = "") -> LeftOut:
    """Leave words out: gone altogether while the visit that holds them is open, struck out once they have left or stand on a
    paper that was frozen: its check code must go on leading to them.
    """
    with desk.book.unit() as unit:
        scope = unit.scope_of(statement)
        allow_note(unit, desk, statement)
        body = unit.current(Statement, statement).body
        frozen = {line.record for line in frozen_lines(unit, scope)}
        gone = statement not in frozen and unit.unsay(statement)
        if not gone:
            _write(unit, desk, statement, lambda each: msgspec.structs.replace(each, struck=Struck(reason=reason)))
        unit.commit()
    return LeftOut(changed(Statement, statement, scope), statement, scope, body, gone)


def bring_back(desk: Desk, left: LeftOut) -> Changes:
    """Undo leaving out."""
    with desk.book.unit() as unit:
        if left.gone:
            body = msgspec.structs.replace(left.body, read_back=None, assents=())
            write_new(unit, body, left.person_scope.partition(":")[2], left.record)
        else:
            _write(unit, desk, left.record, lambda body: msgspec.structs.replace(body, struck=None))
        unit.commit()
    return changed(Statement, left.record, left.person_scope)


def keep_off(desk: Desk, statement: RecordId, *, paper: bool | None = None, sharing: bool | None = None) -> Changes:
    """Say whether the words may stand on paper and may be shared; None leaves it as it is."""

    def change(body: Statement) -> Statement:
        return msgspec.structs.replace(
            body,
            not_to_print=body.not_to_print if paper is None else paper,
            not_to_share=body.not_to_share if sharing is None else sharing,
        )

    with desk.book.unit() as unit:
        done = _write(unit, desk, statement, change)
        unit.commit()
    return done


def history(desk: Desk, statement: RecordId) -> list[Written[Statement]]:
    """Every version of the statement, in the order in which they reached this laptop."""
    with desk.book.view() as view:
        allow_scope(view, view.scope_of(statement))
        return view.history(Statement, statement)


def _seal(unit: Unit, typing: Typing) -> Changes:
    scope = person_scope(typing.person)
    typed = typing.typed
    if not typed.words.strip():
        unit.drop_draft(typing.record)
        return Changes()
    if unit.find(Statement, typing.record):
        seen = typing.onto[0] if typing.onto else ""
        write_change(unit, Statement, typing.record, lambda body: body.reworded(typed.words), seen=seen)
        unit.drop_draft(typing.record)
        return changed(Statement, typing.record, scope)
    if typed.speaker is None:
        return Changes()
    unit.drop_draft(typing.record)
    body = Statement(
        words=typed.words,
        language=typed.language,
        speaker=typed.speaker,
        manner=typed.manner,
        asked=typed.asked,
        visit=typing.visit,
        by_paper=typed.by_paper,
        not_for_table=typed.private,
        not_to_print=typed.private,
        not_to_share=typed.private,
        rank=_next_rank(unit, scope),
    )
    write_new(unit, body, typing.person, typing.record)
    return changed(Statement, typing.record, scope, made=True)


def _next_rank(view: View, scope: str) -> int:
    return max((each.body.rank for each in view.all(Statement, scope)), default=0) + RANK_STEP


def _typing_in(view: View, visit: RecordId) -> list[Typing]:
    return [typing for typing in typings(view) if typing.visit == visit]


def typings(view: View) -> list[Typing]:
    """Everything that is being typed and has not been sealed, in visits and outside of them, within the caller's snapshot."""
    return [
        Typing(
            draft.record,
            view.joined.main_of(draft.scope.partition(":")[2]),
            draft.visit or "",
            msgspec.json.decode(draft.body, type=Typed),
            draft.cursor,
            draft.onto,
        )
        for draft in view.drafts()
        if draft.kind == Statement.kind
    ]


def _write(
    unit: Unit, desk: Desk, statement: RecordId, change: Callable[[Statement], Statement], *, seen: RevisionId = ""
) -> Changes:
    allow_note(unit, desk, statement)
    write_change(unit, Statement, statement, change, seen=seen)
    return changed(Statement, statement, unit.scope_of(statement))


def allow_note(view: View, desk: Desk, statement: RecordId) -> None:
    """Raises `NotYourNote` for another worker's private note, `AnotherVisitUnderWay`, `NotFound`."""
    allow_scope(view, view.scope_of(statement))
    body = view.current(Statement, statement).body
    if body.private and not desk.book.identity.is_me(body.speaker.who):
        raise NotYourNote(record=statement)
