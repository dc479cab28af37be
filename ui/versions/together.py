"""Writing it together: one wording instead of several, still the words of one of those who spoke."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.practice.groups import Group
from ui.versions.cards import Side
from ui.versions.plain import PlainWords
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import AnswerField
from ui.widgets.layout import Card, FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words


@dataclass(frozen=True)
class Draft:
    """What stood in the field when another version came, and whose words it was to be. `asked`: somebody had said so, because
    there was a choice. `typed`: somebody had changed the text."""

    group: str
    text: str
    speaker: Any
    asked: bool
    typed: bool


class Together(Card):
    """A field that starts with the first version, or with the draft of before another one came. Where the speakers differ, and
    where the draft was another's words, somebody says whose words these are."""

    written = Signal(object)
    """The values of the group."""

    closed = Signal()

    def __init__(
        self,
        group: Group,
        sides: Sequence[Side],
        plain: PlainWords,
        words: Words,
        draft: Draft | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words("versions.together"), parent)
        self._words, self._group, self._sides = words, group, sides
        self._field = AnswerField(words("versions.together_field"))
        self._field.set_words(draft.text if draft else sides[0].text)
        self._field.document().setModified(bool(draft and draft.typed))
        self._problem = Notice()
        self._speakers = ChipRow(words("versions.together_whose"))
        self._offer_speakers(plain, draft)
        keep = ActionButton(words("versions.together_keep"), kind="primary")
        cancel = ActionButton(words("versions.together_cancel"))
        buttons = FlowRow(spacing=12)
        buttons.add(keep)
        buttons.add(cancel)
        self.body.setSpacing(12)
        for part in (Passage(words("versions.together_lead"), tone="soft"), self._field, self._speakers, self._problem, buttons):
            self.add(part)
        self._field.submitted.connect(self._hand_in)
        keep.clicked.connect(self._hand_in)
        cancel.clicked.connect(self.closed)
        if draft:
            self._problem.say(words("versions.together_again"))

    def focus_first(self) -> None:
        """The cursor into the words."""
        self._field.setFocus()

    def draft(self) -> Draft:
        """What stands here now, to go on with on a page that is made anew."""
        chosen = self._speakers.chosen
        speaker = self._speaker_of(self._sides[int(chosen)]) if chosen else None
        return Draft(
            self._group.name, self._field.words, speaker, asked=len(self._speakers.keys) > 1, typed=bool(self._field.typed)
        )

    def _offer_speakers(self, plain: PlainWords, draft: Draft | None) -> None:
        by_speaker = {self._speaker_of(side): str(number) for number, side in reversed(list(enumerate(self._sides)))}
        only = len(by_speaker) == 1 and (draft is None or draft.speaker in by_speaker)
        for speaker, number in sorted(by_speaker.items(), key=lambda pair: pair[1]):
            chosen = only or (draft is not None and draft.asked and draft.speaker == speaker)
            self._speakers.add(number, plain.speaker(speaker), chosen=chosen)
        if only:
            self._speakers.hide()

    def _speaker_of(self, side: Side) -> Any:
        return side.variant.values[self._group.fields.index("speaker")]

    def _hand_in(self) -> None:
        text = self._field.words.strip()
        if not text:
            self._problem.say(self._words("versions.together_empty"))
        elif not self._speakers.chosen:
            self._problem.say(self._words("versions.together_nobody"))
        else:
            values: list[Any] = list(self._sides[int(self._speakers.chosen)].variant.values)
            values[self._group.fields.index("words")] = text
            self.written.emit(tuple(values))
