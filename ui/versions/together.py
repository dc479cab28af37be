"""Writing it together: one wording instead of several, still the words of one of those who spoke."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.casebook import together as joint
from app.casebook.desk import Desk
from app.practice.groups import Group
from app.practice.statements import Statement
from ui.forms import FormDraft
from ui.versions.cards import Side
from ui.versions.plain import PlainWords
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import AnswerField
from ui.widgets.layout import Card, FlowRow, column
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work


@dataclass(frozen=True)
class About:
    """What is written together: a group of a record about a person."""

    kind: str
    person: str
    record: str
    group: Group


@dataclass(frozen=True)
class Draft:
    """What stood in the fields when another version came, and whose words it was to be. `asked`: somebody had said so, because
    there was a choice. `typed`: somebody had changed a text."""

    group: str
    texts: tuple[str, ...]
    rest: Any
    asked: bool
    typed: bool


class Together(Card):
    """A field for each text, that starts with the first version, or with the draft of before another one came. Where the versions
    differ in more (a statement: in whose words they are), somebody says by which of them the rest goes. What is typed is kept at
    every pause, and is there again after a kill."""

    written = Signal(object)
    """The values of the group."""

    closed = Signal()

    def __init__(
        self,
        about: About,
        sides: Sequence[Side],
        plain: PlainWords,
        words: Words,
        draft: Draft | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words("versions.together"), parent)
        self._words, self._about, self._sides = words, about, sides
        self._said = about.kind == Statement.kind
        names = joint.texts_of(about.kind, about.group.name)
        self._first = {name: joint.text_in(about.group, sides[0].variant.values, name) for name in names}
        self._fields = {name: AnswerField(self._called(name)) for name in names}
        self._problem = Notice()
        self._rest = ChipRow(words("versions.together_whose") if self._said else words("versions.together_rest"))
        self._offer_rests(plain, draft)
        keep = ActionButton(words("versions.together_keep"), kind="primary")
        cancel = ActionButton(words("versions.together_cancel"))
        buttons = FlowRow(spacing=12)
        buttons.add(keep)
        buttons.add(cancel)
        self.body.setSpacing(12)
        self.add(Passage(words("versions.together_lead"), tone="soft"))
        self._lay_fields(draft)
        if not self._said and len(self._rest.keys) > 1:
            self.add(Passage(words("versions.together_rest"), tone="soft"))
        for part in (self._rest, self._problem, buttons):
            self.add(part)
        keep.clicked.connect(self._hand_in)
        cancel.clicked.connect(self.closed)
        if draft:
            self._problem.say(words("versions.together_again"))
        self._keeping: FormDraft | None = None

    def keep_on(self, desk: Desk, work: Work) -> None:
        """From now on keep what is typed here on the disk; what a kill left is put back."""
        self._keeping = FormDraft(desk, work, self)
        self._keeping.begin(joint.place_of(self._about.person, self._about.record, self._about.group.name))

    def leave(self) -> None:
        """It is put away for now: what stands here is kept."""
        if self._keeping is not None:
            self._keeping.keep()

    def focus_first(self) -> None:
        """The cursor into the words."""
        next(iter(self._fields.values())).setFocus()

    def draft(self) -> Draft:
        """What stands here now, to go on with on a page that is made anew."""
        chosen = self._side_of(self._rest.chosen)
        rest = self._rest_of(chosen) if chosen else None
        texts = tuple(field.words for field in self._fields.values())
        typed = any(field.typed for field in self._fields.values())
        return Draft(self._about.group.name, texts, rest, asked=len(self._rest.keys) > 1, typed=typed)

    def _called(self, name: str) -> str:
        if self._said:
            return self._words("versions.together_field")
        return self._words.choice("versions.field", name.rpartition(".")[2])

    def _lay_fields(self, draft: Draft | None) -> None:
        for place, (name, field) in enumerate(self._fields.items()):
            field.set_words(draft.texts[place] if draft else self._first[name])
            field.document().setModified(bool(draft and draft.typed))
            field.words_shown.connect(lambda field=field, name=name: self._mark_typed(field, name))
            field.submitted.connect(self._hand_in)
            self.add(field if self._said else column(Passage(self._called(name), type="strong"), field, spacing=4))

    def _mark_typed(self, field: AnswerField, name: str) -> None:
        """What comes back after a kill was typed by somebody."""
        field.document().setModified(field.words != self._first[name])

    def _offer_rests(self, plain: PlainWords, draft: Draft | None) -> None:
        different: list[tuple[Any, Side]] = []
        for side in self._sides:
            rest = self._rest_of(side)
            if all(rest != known for known, _ in different):
                different.append((rest, side))
        only = len(different) == 1 and (draft is None or draft.rest == different[0][0])
        for rest, side in different:
            chosen = only or (draft is not None and draft.asked and draft.rest == rest)
            self._rest.add(_key(rest), self._label(side, rest, plain), chosen=chosen)
        if only:
            self._rest.hide()

    def _label(self, side: Side, rest: Any, plain: PlainWords) -> str:
        if self._said:
            return plain.speaker(rest)
        alone = sum(other.who == side.who for other in self._sides) == 1
        return side.who if alone else self._words("versions.together_rest_at", name=side.who, when=side.when)

    def _rest_of(self, side: Side) -> Any:
        return joint.rest_of(self._about.kind, self._about.group, side.variant.values)

    def _side_of(self, key: str) -> Side | None:
        return next((side for side in self._sides if _key(self._rest_of(side)) == key), None)

    def _hand_in(self) -> None:
        texts = {name: field.words.strip() for name, field in self._fields.items()}
        side = self._side_of(self._rest.chosen)
        if not any(texts.values()):
            self._problem.say(self._words("versions.together_empty"))
        elif side is None:
            self._rest.show()
            self._problem.say(
                self._words("versions.together_nobody") if self._said else self._words("versions.together_rest_first")
            )
        else:
            self.leave()
            self.written.emit(joint.with_texts(self._about.group, side.variant.values, texts))


def _key(rest: Any) -> str:
    """The same when the page is made anew, and on another day."""
    return sha256(msgspec.json.encode(rest)).hexdigest()
