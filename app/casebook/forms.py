"""What stands in an open form and is not handed in yet: kept at every pause, as statements are, and there again after a kill."""

from dataclasses import dataclass

import msgspec

from app.casebook.desk import Desk
from app.records.drafts import Draft
from app.records.revision import RecordId, derived_record, person_scope

FORM = "form"
"""The kind of such a draft: it is never sealed."""


@dataclass(frozen=True)
class FormPlace:
    """Which form it is, about whom, and the record it changes; both are empty for somebody or something new."""

    name: str
    person: RecordId = ""
    record: RecordId = ""

    @property
    def draft(self) -> RecordId:
        """The record under which its draft is kept."""
        return derived_record(FORM, self.name, self.person, self.record)


def keep_form(desk: Desk, place: FormPlace, fields: dict[str, str]) -> None:
    """Keep one pause of typing in a form on the disk. Raises `StoreFull` and its kin: the words stay on the screen."""
    scope = person_scope(place.person or place.draft)
    draft = Draft(place.draft, FORM, scope, None, (), msgspec.json.encode(fields), 0, desk.clock())
    desk.book.keep_draft(draft)


def form_left(desk: Desk, place: FormPlace) -> dict[str, str]:
    """What was left standing in the form; empty when nothing was."""
    with desk.book.view() as view:
        draft = view.draft(place.draft)
    return msgspec.json.decode(draft.body, type=dict[str, str]) if draft is not None else {}


def drop_form(desk: Desk, place: FormPlace) -> None:
    """The form was handed in, or closed on purpose."""
    with desk.book.view() as view:
        there = view.draft(place.draft) is not None
    if there:
        with desk.book.unit() as unit:
            unit.drop_draft(place.draft)
            unit.commit()
