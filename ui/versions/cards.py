"""One version as a card: who wrote it and when, what it says with the difference marked, and the button that keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.casebook.people import Names
from app.casebook.settling import Unsettled
from app.practice.groups import Group
from app.practice.merge import Variant
from app.practice.statements import Manner, Statement
from app.practice.visits import Visit
from ui.versions.compare import differing
from ui.versions.keeping import Keep, Wrote, keeps_of
from ui.versions.marked import MarkedPassage
from ui.versions.plain import PlainLine, PlainWords
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, FlowRow, column
from ui.widgets.passage import Passage
from ui.words import Words

_AT_VISIT = "visit"


@dataclass(frozen=True)
class Side:
    """One version of one group, ready to be shown. `text` is what somebody said; `lines` are the fields of another kind."""

    variant: Variant
    who: str
    when: str
    text: str
    lines: tuple[PlainLine, ...]
    keep: Keep


def sides_of(
    unsettled: Unsettled, group: Group, names: Names, visits: Mapping[str, Visit], plain: PlainWords, words: Words
) -> list[Side]:
    """The versions of one group, this worker's own first. `visits` are those that the versions may name, by record."""
    found = []
    for variant in unsettled.now.versions[group.name]:
        written = [each for each in unsettled.history if each.revision in variant.revisions]
        wrote = _wrote([(each.author, each.written) for each in written], names, words)
        who, when = wrote.who or words("versions.somebody"), wrote.when
        is_said = unsettled.kind == Statement.kind and group.name == "words"
        value = dict(zip(group.fields, variant.values, strict=True))
        if is_said:
            if value[_AT_VISIT]:
                who = at_visit(who, visits.get(value[_AT_VISIT]), words)
            when = words("versions.said_when", when=when, said=said_it(value, plain, words))
        text = value["words"] if is_said else ""
        lines = () if is_said else tuple(plain.lines(group, variant.values))
        found.append((not wrote.mine, written[-1].written if written else "", wrote, (variant, who, when, text, lines)))
    found.sort(key=lambda each: each[:2])
    keeps = keeps_of([wrote for _, _, wrote, _ in found], words)
    return [Side(*shown, keep) for (_, _, _, shown), keep in zip(found, keeps, strict=True)]


class VersionCard(Card):
    """Shows one side. The difference from the other sides is marked."""

    kept = Signal()

    def __init__(self, side: Side, others: Sequence[Side], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words = words
        self._side = side
        self.body.setContentsMargins(32, 28, 32, 28)
        self.add(Passage(side.who, type="strong"))
        self.add(Passage(side.when, tone="soft"))
        self.body.addSpacing(8)
        if side.text:
            quoted = f"“{side.text}”"
            spans = [(start + 1, end + 1) for start, end in differing(side.text, [other.text for other in others])]
            self.add(MarkedPassage(quoted, spans, words))
        for at, line in enumerate(side.lines):
            texts = [other.lines[at].text for other in others]
            spans = differing(line.text, texts)
            said = MarkedPassage(line.text, spans, words, type="body")
            self.add(column(Passage(line.label, type="small", tone="soft"), said, spacing=0))
        self.body.addSpacing(12)
        self._keep = ActionButton(side.keep.text, name=side.keep.name)
        self._keep.clicked.connect(self.kept)
        row = FlowRow()
        row.add(self._keep)
        self.add(row)

    def focus_first(self) -> None:
        """The button."""
        self._keep.setFocus()

    def show_kept(self, kept: bool) -> None:
        """Whether this is the one that was chosen in its part."""
        if kept:
            self._keep.set_text(self._words("versions.kept"), self._words("versions.kept_name", name=self._side.who))
        else:
            self._keep.set_text(self._side.keep.text, self._side.keep.name)
        self._keep.setEnabled(not kept)


def _wrote(written: Sequence[tuple[str, str]], names: Names, words: Words) -> Wrote:
    """By author and time, as the history has them, the oldest first."""
    authors = list(dict.fromkeys(author for author, _ in written))
    called = [words("versions.you") if names.is_me(each) else names.of(each) for each in authors]
    who = words.listing(each or words("versions.somebody") for each in called) if called else ""
    when = words.moment(datetime.fromisoformat(written[-1][1])) if written else ""
    return Wrote(mine=any(map(names.is_me, authors)), who=who, named=bool(called) and all(called), when=when)


def at_visit(who: str, visit: Visit | None, words: Words) -> str:
    """Who wrote it and at which visit, as far as this laptop knows the visit: Jo Marsh, at the visit of 17 November 2026."""
    at = (visit.began_at or visit.planned_for) if visit else None
    purpose = visit.purpose.strip() if visit else ""
    if at and purpose:
        return words("versions.at_visit_why", name=who, date=words.date(at), purpose=purpose)
    if at:
        return words("versions.at_visit_on", name=who, date=words.date(at))
    if purpose:
        return words("versions.at_visit_for", name=who, purpose=purpose)
    return words("versions.at_visit", name=who)


def said_it(value: dict[str, Any], plain: PlainWords, words: Words) -> str:
    """Whose words they are and how they came: Maggie said it."""
    name = plain.speaker(value["speaker"])
    return {
        Manner.SPOKEN: words("versions.said.spoken", name=name),
        Manner.SIGNED: words("versions.said.signed", name=name),
        Manner.WRITTEN: words("versions.said.written", name=name),
        Manner.POINTED: words("versions.said.pointed", name=name),
        Manner.SHOWN: words("versions.said.shown", name=name),
        Manner.OBSERVED: words("versions.said.observed", name=name),
        Manner.TOLD: words("versions.said.told", name=name),
    }[Manner(value["manner"])]
