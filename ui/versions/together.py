"""Writing it together: one wording instead of several, still the words of one of those who spoke."""

from collections.abc import Sequence
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


class Together(Card):
    """A field that starts with the first version. Where the speakers differ, somebody says whose words these are."""

    written = Signal(object)
    """The values of the group."""

    closed = Signal()

    def __init__(
        self, group: Group, sides: Sequence[Side], plain: PlainWords, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(words("versions.together"), parent)
        self._words, self._group, self._sides = words, group, sides
        self._field = AnswerField(words("versions.together_field"))
        self._field.set_words(sides[0].text)
        self._problem = Notice()
        self._speakers = ChipRow(words("versions.together_whose"))
        at = group.fields.index("speaker")
        by_speaker = {side.variant.values[at]: str(number) for number, side in reversed(list(enumerate(sides)))}
        for speaker, number in sorted(by_speaker.items(), key=lambda pair: pair[1]):
            self._speakers.add(number, plain.speaker(speaker), chosen=len(by_speaker) == 1)
        if len(by_speaker) == 1:
            self._speakers.hide()
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

    def focus_first(self) -> None:
        """The cursor into the words."""
        self._field.setFocus()

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
