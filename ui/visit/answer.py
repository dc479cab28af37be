"""Where an answer is written: the field, whose words they are, how they came. Nobody is chosen beforehand."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.saying import Typed, Typing, new_typing
from app.practice.people import Speaker
from app.practice.statements import Asked, Manner
from ui.visit.newcomer import Newcomer
from ui.visit.table import ME, key_among
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import AnswerField
from ui.widgets.layout import FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words

SAID, ANOTHER = "said", "another"
OTHER_WAYS = (Manner.SIGNED, Manner.WRITTEN, Manner.POINTED, Manner.SHOWN, Manner.OBSERVED, Manner.TOLD)
NOTHING_TYPED = Typed(words="")


class Answer(QWidget):
    """One field for one question. What is in it is a `Typing` with one record from the first key to the seal."""

    paused = Signal(object)
    """The `Typing` as it stands, at every pause of typing and at every choice that is part of it."""

    handed_in = Signal(object)
    """A `Typing` with its speaker, to be sealed; the field is empty again."""

    speaker_changed = Signal()
    """Somebody else is chosen."""

    somebody_came = Signal(str)
    """The name of somebody who came in."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._person = self._visit = ""
        self._by_paper = False
        self._asked = Asked()
        self._speakers: Mapping[str, Speaker] = {}
        self._typing: Typing | None = None
        self._wants_keeping = False
        self._stays = ""
        self.field = AnswerField(words("visit.answer.field"), words("visit.answer.placeholder"))
        self._whose = Notice(tone="amber")
        self._who = ChipRow(words("visit.answer.who"))
        self._how = ChipRow(words("visit.answer.how"))
        self._ways = ChipRow(words("visit.answer.ways"))
        self._newcomer = Newcomer(words)
        self._keep = ActionButton(words("visit.answer.keep"))
        self._saved = Passage(type="small", tone="soft")
        self._lay_out()
        self._wire()

    @property
    def typing(self) -> Typing | None:
        """What is in the field now, if anything was ever typed there."""
        return self._with_all() if self._typing is not None else None

    @property
    def speaker(self) -> Speaker | None:
        """Who is chosen."""
        return self._speakers.get(self._who.chosen)

    @property
    def speaker_key(self) -> str:
        """The key of whoever is chosen; empty before anybody is."""
        return self._who.chosen

    def choose_speaker(self, key: str) -> None:
        """Choose somebody who is here, as if their name was pressed."""
        chip = self._who.chip(key)
        if chip is not None and key != self._who.chosen:
            chip.click()

    def show_question(
        self, person: str, visit: str, asked: Asked, typing: Typing | None = None, *, by_paper: bool = False
    ) -> None:
        """A field for this question, with what was being typed to it. The speaker who is chosen stays chosen."""
        self._person, self._visit, self._asked, self._by_paper = person, visit, asked, by_paper
        self._typing = typing
        self._wants_keeping = False
        self._whose.quiet()
        self._saved.set_text("")
        self._choose_manner(Manner.SPOKEN)
        self.field.set_words(typing.typed.words if typing else "")
        if typing is None:
            self._who.choose(self._stays)
        else:
            whose = key_among(self._speakers, typing.typed.speaker)
            self._who.choose(whose)
            self._stays = self._stays or whose
            self._choose_manner(typing.typed.manner)
            cursor = self.field.textCursor()
            cursor.setPosition(min(max(typing.cursor, 0), self.field.document().characterCount() - 1))
            self.field.setTextCursor(cursor)
        self._name_field()

    def show_speakers(self, speakers: Mapping[str, Speaker]) -> None:
        """Who may have said something. Whoever is chosen stays chosen while they are still here."""
        if dict(speakers) == dict(self._speakers):
            return
        chosen = self._who.chosen
        self._speakers = dict(speakers)
        self._who.clear()
        for key, speaker in speakers.items():
            if key == ME:
                self._who.add(key, self._words("visit.answer.me"), name=self._words("visit.answer.me_name", name=speaker.name))
            else:
                self._who.add(key, speaker.name or self._words("visit.answer.somebody"))
        self._who.choose(chosen)
        self._name_field()

    def forget_speaker(self) -> None:
        """Another visit: nobody is chosen."""
        self._stays = ""
        self._who.choose("")
        self._newcomer.close_form()
        self._name_field()

    def hand_in(self) -> bool:
        """Seal what is in the field, if it is known whose it is; says whether nothing is left in it."""
        self.field.flush()
        typing = self.typing
        if typing is None:
            return True
        if typing.typed.words.strip() and typing.typed.speaker is None:
            return False
        self._typing = None
        self._wants_keeping = False
        self.field.set_words("")
        self._whose.quiet()
        if typing.typed.manner is not Manner.SIGNED:
            self._choose_manner(Manner.SPOKEN)
        self.handed_in.emit(typing)
        return True

    def say_saved(self, time: str) -> None:
        """The time at which the words came onto the disk."""
        self._saved.set_text(self._words("visit.answer.saved", time=time))

    def _lay_out(self) -> None:
        who = FlowRow(spacing=20)
        who.add(self._who)
        who.add(self._how)
        self._how.add(SAID, self._words("visit.answer.said"), chosen=True)
        self._how.add(ANOTHER, self._words("visit.answer.another_way"))
        for manner in OTHER_WAYS:
            self._ways.add(manner.value, self._words.choice("visit.manner", manner.value))
        self._ways.hide()
        keep = FlowRow(spacing=16)
        for each in (self._keep, self._newcomer.opener, self._saved):
            keep.add(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self.field, self._whose, who, self._ways, self._newcomer, keep):
            layout.addWidget(part)
        self.setFocusProxy(self.field)

    def _wire(self) -> None:
        self.field.pause_came.connect(self._on_pause)
        self.field.submitted.connect(self._on_keep)
        self._keep.clicked.connect(self._on_keep)
        self._who.chosen_changed.connect(self._on_speaker)
        self._how.chosen_changed.connect(self._on_how)
        self._ways.chosen_changed.connect(lambda _key: self._tell())
        self._newcomer.came.connect(self.somebody_came)

    def _on_pause(self, words: str) -> None:
        if self._typing is None:
            if not words:
                return
            self._typing = new_typing(self._person, self._visit, NOTHING_TYPED)
        self._tell()

    def _on_keep(self) -> None:
        if not self.hand_in():
            self._wants_keeping = True
            self._whose.say(self._words("visit.answer.whose"))
            chip = next((self._who.chip(key) for key in self._who.keys), None)
            if chip is not None:
                chip.setFocus()
            return
        self.field.setFocus()

    def _on_speaker(self, key: str) -> None:
        self._stays = key
        self._name_field()
        self.speaker_changed.emit()
        if self._wants_keeping:
            self._on_keep()
            return
        self._tell()
        self.field.setFocus()

    def _on_how(self, key: str) -> None:
        self._ways.setVisible(key == ANOTHER)
        if key == SAID:
            self._ways.choose("")
        self._tell()

    def _tell(self) -> None:
        typing = self.typing
        if typing is not None:
            self._typing = typing
            self.paused.emit(typing)

    def _with_all(self) -> Typing:
        assert self._typing is not None
        typed = msgspec.structs.replace(
            self._typing.typed, speaker=self.speaker, manner=self._manner(), asked=self._asked, by_paper=self._by_paper
        )
        changed = Typing(self._typing.record, self._person, self._visit, typed)
        return changed.with_words(self.field.words, self.field.textCursor().position())

    def _manner(self) -> Manner:
        return Manner(self._ways.chosen) if self._how.chosen == ANOTHER and self._ways.chosen else Manner.SPOKEN

    def _choose_manner(self, manner: Manner) -> None:
        spoken = manner is Manner.SPOKEN
        self._how.choose(SAID if spoken else ANOTHER)
        self._ways.choose("" if spoken else manner.value)
        self._ways.setVisible(not spoken)

    def _name_field(self) -> None:
        speaker = self.speaker
        if speaker is None:
            said = self._words("visit.answer.placeholder")
        elif self._who.chosen == ME:
            said = self._words("visit.answer.i_say")
        else:
            said = self._words("visit.answer.says", name=speaker.name or self._words("visit.answer.somebody"))
        self.field.setPlaceholderText(said)
        self.field.setAccessibleDescription(said)
