"""Where an answer is written: the field, whose words they are, how they came. Nobody is chosen beforehand."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.saying import Typed, Typing, new_typing
from app.practice.people import Role, Speaker
from app.practice.statements import Asked, Manner
from ui.spelling.strip import SpellingStrip
from ui.visit.keys import HOW_KEYS, MOST_NUMBERED, NEWCOMER, WHO_KEYS, held, key_for, number_keys
from ui.visit.newcomer import Newcomer
from ui.visit.table import ME, key_among
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import AnswerField
from ui.widgets.layout import FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words

MANNERS = tuple(Manner)
"""Every way in which words come, in the order of their keys."""

MY_FIGURE = "0"
"""The worker's key is the same whoever comes in."""

NOTHING_TYPED = Typed(words="")


class Answer(QWidget):
    """One field for one question. What is in it is a `Typing` with one record from the first key to the seal."""

    paused = Signal(object)
    """The `Typing` as it stands, at every pause of typing and at every choice that is part of it."""

    handed_in = Signal(object)
    """A `Typing` with its speaker, to be sealed; the field is empty again."""

    speaker_changed = Signal()
    """Somebody else is chosen."""

    word_asked = Signal(object)
    """The place on the screen at which the words were asked about, by the context menu's key or button."""

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
        self.spelling = SpellingStrip(words)
        self._whose = Notice(tone="amber")
        self._who = ChipRow(words("visit.answer.who"))
        self._how = ChipRow(words("visit.answer.how"))
        self._who_keys, self._how_keys = Passage(type="small", tone="soft"), Passage(type="small", tone="soft")
        self._manners: dict[str, Manner] = {}
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
        self.field.set_words(typing.typed.words if typing else "")
        if typing is None:
            self._who.choose(self._stays)
            self._how.choose(self._manner_of(self._stays))
        else:
            whose = key_among(self._speakers, typing.typed.speaker)
            self._who.choose(whose)
            self._stays = self._stays or whose
            self._how.choose(typing.typed.manner if whose or typing.typed.manner is not Manner.SPOKEN else "")
            if whose:
                self._manners.setdefault(whose, typing.typed.manner)
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
        for place, (key, speaker) in enumerate(speakers.items(), start=1):
            mark = str(place) if place <= MOST_NUMBERED else ""
            if key == ME:
                name = self._words("visit.answer.me_name", name=speaker.name)
                self._who.add(key, self._words("visit.answer.me"), name=name, mark=MY_FIGURE)
            else:
                self._who.add(key, speaker.name or self._words("visit.answer.somebody"), mark=mark)
        self._who.choose(chosen)
        self._name_field()

    def forget_speaker(self) -> None:
        """Another visit: nobody is chosen."""
        self._stays = ""
        self._manners = {}
        self._who.choose("")
        self._how.choose("")
        self._newcomer.close_form()
        self._name_field()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The field leaves this to whoever it stands in."""
        self.word_asked.emit(event.globalPos())

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
        self.handed_in.emit(typing)
        return True

    def say_saved(self, time: str) -> None:
        """The time at which the words came onto the disk."""
        self._saved.set_text(self._words("visit.answer.saved", time=time))

    def _lay_out(self) -> None:
        for manner in MANNERS:
            mark = str(MANNERS.index(manner) + 1)
            self._how.add(manner.value, self._words.choice("visit.manner", manner.value), mark=mark)
        self._who_keys.set_text(self._words("visit.answer.keys", keys=held(WHO_KEYS)))
        self._how_keys.set_text(self._words("visit.answer.keys", keys=held(HOW_KEYS)))
        keep = FlowRow(spacing=16)
        for each in (self._keep, self._newcomer.opener, self._saved):
            keep.add(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.field)
        self.under_field = QVBoxLayout()
        layout.addLayout(self.under_field)
        for part in (self.spelling, self._whose, _led(self._who, self._who_keys), _led(self._how, self._how_keys)):
            layout.addWidget(part)
        layout.addWidget(self._newcomer)
        layout.addWidget(keep)
        self.setFocusProxy(self.field)

    def _wire(self) -> None:
        self.field.pause_came.connect(self._on_pause)
        self.field.submitted.connect(self._on_keep)
        self._keep.clicked.connect(self._on_keep)
        self._who.chosen_changed.connect(self._on_speaker)
        self._how.chosen_changed.connect(self._on_how)
        self._newcomer.came.connect(self.somebody_came)
        number_keys(self, WHO_KEYS, self._press_speaker)
        number_keys(self, HOW_KEYS, self._press_manner)
        key_for(self, NEWCOMER, self._newcomer.opener)

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

    def _press_speaker(self, figure: str) -> None:
        others = [key for key in self._who.keys if key != ME]
        place = int(figure) - 1
        wanted = ME if figure == MY_FIGURE else others[place] if place < len(others) else ""
        if (chip := self._who.chip(wanted)) is not None:
            chip.click()

    def _press_manner(self, figure: str) -> None:
        place = int(figure) - 1
        if place in range(len(MANNERS)) and (chip := self._how.chip(MANNERS[place].value)) is not None:
            chip.click()

    def _on_speaker(self, key: str) -> None:
        self._stays = key
        self._how.choose(self._manner_of(key))
        self._name_field()
        self.speaker_changed.emit()
        if self._wants_keeping:
            self._on_keep()
            return
        self._tell()
        self.field.setFocus()

    def _on_how(self, key: str) -> None:
        if self._stays:
            self._manners[self._stays] = Manner(key)
        self._name_field()
        self._tell()
        self.field.setFocus()

    def _manner_of(self, speaker: str) -> str:
        """How this speaker's words come: as they last came, else as was pressed before the name, else spoken. Before anybody is
        chosen, what was pressed."""
        if not speaker:
            return self._how.chosen
        pressed = Manner(self._how.chosen) if self._how.chosen and not self._manners else Manner.SPOKEN
        return self._manners.setdefault(speaker, pressed)

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
        return Manner(self._how.chosen) if self._how.chosen else Manner.SPOKEN

    def _name_field(self) -> None:
        said = self._named()
        self.field.setPlaceholderText(said)
        self.field.setAccessibleDescription(said)

    def _named(self) -> str:
        """Whose words the field waits for and how they come: `Maggie says…`."""
        speaker, words = self.speaker, self._words
        if speaker is None:
            return words("visit.answer.placeholder")
        if self._who.chosen == ME:
            return words.choice("visit.i", self._manner().value)
        name, manner = speaker.name or words("visit.answer.somebody"), self._manner()
        if speaker.role is Role.PERSON and manner is Manner.OBSERVED:
            return words("visit.answer.seen_with", name=name)
        return words(f"visit.they.{manner.value}", name=name)


def _led(chips: ChipRow, keys: Passage) -> FlowRow:
    row = FlowRow(spacing=16)
    row.add(chips)
    row.add(keys)
    return row
