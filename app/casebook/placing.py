"""Putting a row of a tool in another place: all that was said in it keeps its order and goes together."""

from collections.abc import Collection, Sequence

import msgspec

from app.casebook.desk import RANK_STEP, Desk, allow_about, write_change
from app.practice.changes import Changes
from app.practice.errors import NotFound
from app.practice.merge import Current
from app.practice.rows import prompt_in, row_in
from app.practice.statements import Statement
from app.records.revision import RecordId, person_scope


def place_row(desk: Desk, person: RecordId, guide: str, prompts: Collection[str], row: str, before: str = "") -> Changes:
    """Put a row of the questions `prompts` of a guide before another one; last where that is not there or is not named.

    Nothing but the order changes. Raises `NotFound` for a row that holds nothing, `AnotherVisitUnderWay`.
    """
    scope = person_scope(person)
    with desk.book.unit() as unit:
        allow_about(unit, person)
        found = [each for each in unit.all(Statement, scope) if _stands_in(each, guide, prompts)]
        rows = _by_row(sorted(found, key=lambda each: (each.body.rank, each.record)))
        if row not in rows:
            raise NotFound(what="row", name=row)
        keys = [key for key in rows if key != row]
        keys.insert(keys.index(before) if before in keys else len(keys), row)
        new = _ranks(rows, keys, row)
        for record, rank in new.items():
            write_change(unit, Statement, record, lambda body, to=rank: msgspec.structs.replace(body, rank=to))  # type: ignore[misc]
        unit.commit()
    return Changes(frozenset(new), frozenset({scope}), frozenset({Statement.kind}))


def _stands_in(statement: Current[Statement], guide: str, prompts: Collection[str]) -> bool:
    asked, body = statement.body.asked, statement.body
    return asked.guide == guide and prompt_in(asked.prompt) in prompts and body.struck is None and not body.private


def _by_row(statements: Sequence[Current[Statement]]) -> dict[str, list[Current[Statement]]]:
    """The rows in their order, which is that of the first thing in each."""
    rows: dict[str, list[Current[Statement]]] = {}
    for each in statements:
        rows.setdefault(row_in(each.body.asked.prompt), []).append(each)
    return rows


def _ranks(rows: dict[str, list[Current[Statement]]], keys: Sequence[str], row: str) -> dict[RecordId, int]:
    """The new rank of whatever gets one: the row's own where there is room between its neighbours, else those of all rows."""
    at = keys.index(row)
    own = rows[row]
    above = rows[keys[at - 1]][0].body.rank if at else None
    below = rows[keys[at + 1]][0].body.rank if at + 1 < len(keys) else None
    if above is None and below is None:
        return {}
    if below is None:
        last = max(each.body.rank for said in rows.values() for each in said)
        return {each.record: last + RANK_STEP * (place + 1) for place, each in enumerate(own)}
    if above is None:
        return {each.record: below - RANK_STEP * (len(own) - place) for place, each in enumerate(own)}
    room = (below - above) // (len(own) + 1)
    if room:
        return {each.record: above + room * (place + 1) for place, each in enumerate(own)}
    least = min(each.body.rank for said in rows.values() for each in said)
    order = [each for key in keys for each in rows[key]]
    wanted = {each.record: least + RANK_STEP * place for place, each in enumerate(order)}
    return {each.record: wanted[each.record] for each in order if wanted[each.record] != each.body.rank}
