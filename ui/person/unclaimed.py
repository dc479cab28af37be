"""Words that were typed in a visit before anybody said whose they are: say it now, or let them go."""

from dataclasses import replace

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.saying import Typing
from app.practice.people import Role, Speaker
from ui.person.picture import PersonPicture
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.layout import Card, FlowRow, empty
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.words import Words

_START_LETTERS = 40


class Unclaimed(QWidget):
    """One card for all such words; hidden when there are none. Nobody is chosen beforehand."""

    claimed = Signal(object)
    """A `Typing` with its speaker."""

    let_go = Signal(object)
    """A `Typing` that is nobody's."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        card = Card(words("person.unclaimed.title"))
        card.add(Passage(words("person.unclaimed.lead"), tone="soft"))
        self._list = QVBoxLayout()
        self._list.setSpacing(20)
        card.body.addLayout(self._list)
        layout.addWidget(card)

    def show_picture(self, picture: PersonPicture) -> None:
        """Show the words."""
        empty(self._list)
        for typing in picture.unclaimed:
            self._list.addWidget(self._one(typing, picture))
        self.setVisible(bool(picture.unclaimed))

    def _one(self, typing: Typing, picture: PersonPicture) -> QWidget:
        words = self._words
        speakers = _speakers(typing, picture)
        chips = ChipRow(words("person.unclaimed.who"))
        for key, speaker in speakers.items():
            me = speaker.role is Role.WORKER and picture.names.is_me(speaker.who)
            chips.add(key, words("person.unclaimed.me") if me else speaker.name)
        chips.chosen_changed.connect(lambda key: self.claimed.emit(_said_by(typing, speakers[key])))
        start = typing.typed.words[:_START_LETTERS]
        let_go = ActionButton(
            words("person.unclaimed.let_go"), kind="link", name=words("person.unclaimed.let_go_name", start=start)
        )
        let_go.clicked.connect(lambda: self.let_go.emit(typing))
        line = FlowRow()
        line.add(let_go)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(8, 0, 8, 8)
        layout.setSpacing(8)
        for part in (Quote(typing.typed.words, typing.typed.asked.question), chips, line):
            layout.addWidget(part)
        return holder


def _said_by(typing: Typing, speaker: Speaker) -> Typing:
    return replace(typing, typed=msgspec.structs.replace(typing.typed, speaker=speaker))


def _speakers(typing: Typing, picture: PersonPicture) -> dict[str, Speaker]:
    person = picture.person
    found = [Speaker(role=Role.PERSON, name=person.body.called, who=person.record)]
    visit = next((each.body for each in picture.visits if each.record == typing.visit), None)
    found += [each for each in (visit.present if visit else ()) if each != picture.names.me]
    found += [Speaker(role=Role.OTHER, name=member.body.name, who=member.record) for member in picture.circle]
    found.append(picture.names.me)
    by_key: dict[str, Speaker] = {}
    for speaker in found:
        key = "person" if speaker.role is Role.PERSON else speaker.who or speaker.name
        by_key.setdefault(key, speaker)
    return by_key
