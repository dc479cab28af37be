"""The shelf of guides of an open casebook: those that ship, and beside them what the council has published.

It is read when the casebook opens and again when an exchange brings a guide, on the exchange's thread; whoever asks it waits
for no disk and always has the newest.
"""

from collections.abc import Sequence
from contextlib import suppress

from app.practice.changes import Changes
from app.practice.council_guides import CouncilGuide
from app.practice.errors import SurroundingsFail
from app.practice.guide_files import Published, shelf_with
from app.practice.guides import Guide, GuideGroup, LeftOff, Shelf, ShortPath, Spoken, SuggestRule
from app.practice.sheets import SheetRule
from app.records.book import Casebook, View
from app.records.revision import COUNCIL_SCOPE, RecordId


class CouncilShelf:
    """What is offered now. Making it raises the `Store...` family."""

    def __init__(self, shipped: Shelf, book: Casebook) -> None:
        self._shipped = shipped
        self._book = book
        self._now = self._read()

    @property
    def groups(self) -> Sequence[GuideGroup]:
        """Every guide once, in groups, in the order they are offered."""
        return self._now.groups

    @property
    def short_path(self) -> ShortPath:
        """What to talk about when there is little time."""
        return self._now.short_path

    @property
    def left_off(self) -> Sequence[LeftOff]:
        """What the council published and this version of the app cannot read."""
        return self._now.left_off

    @property
    def suggest_rules(self) -> Sequence[SuggestRule]:
        """When something is worth talking about next, what matters most first."""
        return self._now.suggest_rules

    @property
    def sheet_rules(self) -> Sequence[SheetRule]:
        """Which answers stand on which sheet of paper."""
        return self._now.sheet_rules

    @property
    def languages(self) -> Sequence[str]:
        """The languages in which guides can be asked, their own first."""
        return self._now.languages

    def unread(self, language: str) -> bool:
        """Whether some of what is said in this language has been read by nobody who speaks it."""
        return self._now.unread(language)

    def spoken(self, guide: Guide, language: str) -> Spoken:
        """The guide in a language: each question that has been translated in it, the others as they are."""
        return self._now.spoken(guide, language)

    def all(self) -> Sequence[Guide]:
        """Every guide, in the order they are offered."""
        return self._now.all()

    def get(self, guide_id: str) -> Guide | None:
        """The guide with this id, or None."""
        return self._now.get(guide_id)

    def as_asked(self, guide_id: str, version: int) -> Guide | None:
        """The guide in the version of which a question was asked; as it is now where that version is not known any more."""
        return self._now.as_asked(guide_id, version)

    def hear(self, changes: Changes) -> None:
        """Look again if a guide is among what changed. What cannot be read just now stays as it was until the next look."""
        if CouncilGuide.kind in changes.kinds:
            with suppress(SurroundingsFail):
                self._now = self._read()

    def _read(self) -> Shelf:
        with self._book.view() as view:
            return shelf_with(self._shipped, _published(view))


def _published(view: View) -> list[Published]:
    found = view.all(CouncilGuide, COUNCIL_SCOPE)
    return [Published(each.body, tuple(former for former in _bodies(view, each.record) if former != each.body)) for each in found]


def _bodies(view: View, record: RecordId) -> list[CouncilGuide]:
    return [each.body for each in view.history(CouncilGuide, record) if each.body is not None]
