"""The format of a paper, chosen: standard, large print or easy read; and one press further its size, pictures and colour.

It begins with what the person needs. Nothing on offer is smaller than they can read.
"""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.formats import (
    EASY,
    LARGE,
    LEAST_LARGE_POINTS,
    STANDARD,
    Format,
    format_for,
    paper_of,
    papers_for,
    sizes_for,
)
from app.practice.people import Person
from resources import paper_colours
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.layout import flow_row
from ui.words import Words

WHITE = "white"
_WITH, _WITHOUT = "with", "without"
_NAMES = {STANDARD: "formats.standard", LARGE: "formats.large", EASY: "formats.easy"}


class FormatChoice(QWidget):
    """Chips for the kind of paper; size, pictures and colour wait behind a word."""

    form_changed = Signal()
    """Somebody chose another format. Not sent for what the program shows."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._person = Person(name="")
        self._form = Format(0)
        self._kinds = ChipRow(words("formats.label"))
        self._more = ActionButton(words("formats.more"), kind="link")
        self._sizes = ChipRow(words("formats.sizes"))
        self._pictures = ChipRow(words("formats.pictures"))
        self._pictures.add(_WITH, words("formats.with_pictures"))
        self._pictures.add(_WITHOUT, words("formats.without_pictures"))
        self._colours = ChipRow(words("formats.colours"))
        for name in ("", *paper_colours()):
            self._colours.add(name or WHITE, words.choice("formats.colour", name or WHITE))
        self._open = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(flow_row(self._kinds, self._more))
        for row in self._hidden:
            layout.addWidget(row)
        self._kinds.chosen_changed.connect(self._on_kind)
        self._sizes.chosen_changed.connect(lambda key: self._change(points=int(key)))
        self._pictures.chosen_changed.connect(lambda key: self._change(pictures=key == _WITH))
        self._colours.chosen_changed.connect(lambda key: self._change(tint="" if key == WHITE else key))
        self._more.clicked.connect(self._turn)
        self._show()

    @property
    def form(self) -> Format:
        """The format that is chosen."""
        return self._form

    def show_for(self, person: Person, tint: str = "") -> None:
        """Begin with the format this person needs. `tint` is the colour of paper they asked for."""
        self._person = person
        self._form = format_for(person, tint=tint if tint in paper_colours() else "")
        self._show()

    def know(self, person: Person) -> None:
        """The same person, about whom something may have changed: what was chosen stays, and grows where it is now too small."""
        self._person = person
        kind = paper_of(self._form)
        if kind not in papers_for(person) or self._form.points not in sizes_for(person, kind):
            fresh = format_for(person, kind if kind in papers_for(person) else "", tint=self._form.tint)
            self._form = replace(fresh, points=max(fresh.points, self._form.points))
        self._show()

    @property
    def _hidden(self) -> tuple[ChipRow, ...]:
        return (self._sizes, self._pictures, self._colours)

    def _on_kind(self, kind: str) -> None:
        self._form = format_for(self._person, kind, tint=self._form.tint)
        self._show()
        self.form_changed.emit()

    def _change(self, **changed: object) -> None:
        self._form = replace(self._form, **changed)  # type: ignore[arg-type]  # by the names of its fields
        self._show()
        self.form_changed.emit()

    def _turn(self) -> None:
        self._open = not self._open
        self._show()

    def _show(self) -> None:
        """Everything as it is chosen."""
        words, form = self._words, self._form
        kind = paper_of(form)
        large = form.points if kind == LARGE else format_for(self._person, LARGE).points
        _fill(self._kinds, {each: words(_NAMES[each], points=large) for each in papers_for(self._person)}, kind)
        sizes = sizes_for(self._person, kind)
        _fill(self._sizes, {str(each): words("formats.size", points=each) for each in sizes}, str(form.points))
        self._pictures.choose(_WITH if form.pictures else _WITHOUT)
        self._colours.choose(form.tint or WHITE)
        self._more.setText(words("formats.less" if self._open else "formats.more"))
        self._sizes.setVisible(self._open and len(sizes) > 1 and kind != STANDARD)
        self._pictures.setVisible(self._open and form.easy)
        self._colours.setVisible(self._open)
        self.updateGeometry()


def is_large(form: Format) -> bool:
    """Whether its words are large print."""
    return form.points >= LEAST_LARGE_POINTS


def _fill(row: ChipRow, wanted: dict[str, str], chosen: str) -> None:
    """Show these chips; those that are there already stay, so that the keyboard stays where it is."""
    shown = {key: chip.text() for key in row.keys if (chip := row.chip(key))}
    if shown != wanted:
        row.clear()
        for key, text in wanted.items():
            row.add(key, text)
    row.choose(chosen)
