"""What the council holds for a manager: it is there, but has no number in the feed, so neither cursor nor digest speak of it."""

from sqlalchemy import select

from app.records.book import View
from app.records.exchange import HELD
from app.records.revision import RevisionId
from app.records.tables import photo_name, refusal, revision


def held_ids(view: View, scope: str | None = None) -> set[RevisionId]:
    """What the council holds for a manager, in a scope or in all."""
    query = select(refusal.c.revision).where(refusal.c.answer == HELD)
    if scope is not None:
        query = query.join(revision, revision.c.id == refusal.c.revision).where(revision.c.scope == scope)
    return set(view.connection.execute(query).scalars())


def has_unnumbered(view: View, scope: str) -> bool:
    """Whether the council has something of the scope that has no number in its feed: what it holds, and photos."""
    named = select(photo_name.c.photo).where(photo_name.c.scope == scope).limit(1)
    return bool(held_ids(view, scope)) or view.connection.execute(named).first() is not None
