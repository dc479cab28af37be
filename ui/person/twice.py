"""Whether the person was entered twice: who may be the same, who was joined, and the way to say so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.casebook.joining import Double, Together
from ui.person.parts import Part
from ui.person.picture import PersonPicture
from ui.widgets.buttons import ActionButton, quiet_link
from ui.widgets.layout import FlowRow, column
from ui.widgets.passage import Passage
from ui.words import Words


class EnteredTwice(Part):
    """Quiet, at the foot of the page. Nothing is joined by itself."""

    joining_requested = Signal(str)
    """The other person; empty when the worker has yet to say whom they mean."""

    parting_requested = Signal(str, str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("joining.page.title"), parent=parent)
        self._words = words

    def show_picture(self, picture: PersonPicture) -> None:
        """Show it."""
        parts = [self._double(picture, each) for each in picture.doubles]
        parts += [self._joined(each) for each in picture.together]
        press = quiet_link(self._words("joining.page.same"))
        press.clicked.connect(lambda: self.joining_requested.emit(""))
        self.fill([*parts, _row(press)], "")

    def _double(self, picture: PersonPicture, each: Double) -> QWidget:
        words = self._words
        other = each.other if each.one.record == picture.person.record else each.one
        name = other.body.name
        said = words("joining.page.double", name=name, because=words.choice("joining.because", each.because))
        look = ActionButton(words("joining.page.look"), kind="link", name=words("joining.page.look_name", name=name))
        look.clicked.connect(lambda: self.joining_requested.emit(other.record))
        return column(Passage(said), _row(look), spacing=2)

    def _joined(self, each: Together) -> QWidget:
        words, by, date = self._words, each.by, self._words.date(each.at)
        known = bool(by)
        said = (
            words("joining.page.joined", name=each.name, by=by, date=date)
            if known
            else words("joining.page.joined_unknown", name=each.name, date=date)
        )
        parts: list[QWidget] = [Passage(said)]
        if each.why:
            parts.append(Passage(words("joining.page.joined_why", why=each.why), tone="soft"))
        part = quiet_link(words("joining.page.part"), words("joining.page.part_name", name=each.name))
        part.clicked.connect(lambda: self.parting_requested.emit(each.record, each.name))
        return column(*parts, _row(part), spacing=2)


def _row(press: QWidget) -> QWidget:
    row = FlowRow()
    row.add(press)
    return row
