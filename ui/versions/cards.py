"""One version as a card: who wrote it and when, what it says with the difference marked, and Keep this one."""

from collections.abc import Sequence
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
from ui.versions.compare import differing
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


def sides_of(unsettled: Unsettled, group: Group, names: Names, plain: PlainWords, words: Words) -> list[Side]:
    """The versions of one group, this worker's own first."""
    found = []
    for variant in unsettled.now.versions[group.name]:
        written = [each for each in unsettled.history if each.revision in variant.revisions]
        mine = any(names.is_me(each.author) for each in written)
        authors = dict.fromkeys(_called(each.author, names, words) for each in written)
        who = words.listing(authors) if authors else words("versions.somebody")
        when = words.moment(datetime.fromisoformat(written[-1].written)) if written else ""
        is_said = unsettled.kind == Statement.kind and group.name == "words"
        value = dict(zip(group.fields, variant.values, strict=True))
        if is_said:
            if value[_AT_VISIT]:
                who = words("versions.at_visit", name=who)
            when = words("versions.said_when", when=when, said=said_it(value, plain, words))
        text = value["words"] if is_said else ""
        lines = () if is_said else tuple(plain.lines(group, variant.values))
        found.append((not mine, written[-1].written if written else "", Side(variant, who, when, text, lines)))
    return [side for _, _, side in sorted(found, key=lambda each: each[:2])]


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
        self._keep = ActionButton(words("versions.keep"), name=words("versions.keep_name", name=side.who))
        self._keep.clicked.connect(self.kept)
        row = FlowRow()
        row.add(self._keep)
        self.add(row)

    def focus_first(self) -> None:
        """The button."""
        self._keep.setFocus()

    def show_kept(self, kept: bool) -> None:
        """Whether this is the one that was chosen in its part."""
        text = self._words("versions.kept") if kept else self._words("versions.keep")
        self._keep.set_text(text, self._words("versions.keep_name", name=self._side.who))
        self._keep.setEnabled(not kept)


def _called(author: str, names: Names, words: Words) -> str:
    if names.is_me(author):
        return words("versions.you")
    return names.of(author) or words("versions.somebody")


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
