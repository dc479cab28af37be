"""The format of a paper, chosen: standard, large print or easy read; and one press further its size, pictures and colour.

It begins with what the person needs. Nothing on offer is smaller than they can read.
"""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.practice.formats import (
    EASY,
    LARGE,
    STANDARD,
    Format,
    format_for,
    paper_of,
    papers_for,
    sizes_for,
)
from app.practice.papers import ProfilePage
from app.practice.people import Person
from app.practice.sheets import Content
from resources import paper_colours
from ui.paper.making import short_name
from ui.widgets.buttons import ActionButton, TickBox
from ui.widgets.chips import ChipRow
from ui.widgets.layout import flow_row
from ui.widgets.passage import Passage
from ui.words import Words

WHITE = "white"
_WITH, _WITHOUT = "with", "without"
_NAMES = {STANDARD: "formats.standard", LARGE: "formats.large", EASY: "formats.easy"}


class FormatChoice(QWidget):
    """Chips for the kind of paper; size, pictures and colour wait behind a word."""

    form_changed = Signal()
    """Another format is chosen: by somebody, or because the colour that the person wishes for became known."""
    turned = Signal()
    """Size and colour were shown or hidden."""
    tint_wished = Signal(str)
    """This colour of paper is to be kept as what the person reads best; nothing for white."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._person = Person(name="")
        self._form = Format(0)
        self._wished, self._by_hand = "", False
        self._kinds = ChipRow(words("formats.label"))
        self._more = ActionButton(words("formats.more"), kind="link")
        self._sizes = ChipRow(words("formats.sizes"))
        self._pictures = ChipRow(words("formats.pictures"))
        self._pictures.add(_WITH, words("formats.with_pictures"))
        self._pictures.add(_WITHOUT, words("formats.without_pictures"))
        self._colours = ChipRow(words("formats.colours"))
        for name in ("", *paper_colours()):
            self._colours.add(name or WHITE, words.choice("formats.colour", name or WHITE))
        self._sheet = TickBox(words("formats.own_paper"))
        self._told = Passage(tone="soft")
        self._keep = ActionButton("", kind="link")
        self._open = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(flow_row(self._kinds, self._more))
        for part in (self._sizes, self._pictures, self._colours, self._sheet, self._told, self._keep):
            layout.addWidget(part)
        self._kinds.chosen_changed.connect(self._on_kind)
        self._sizes.chosen_changed.connect(lambda key: self._change(points=int(key)))
        self._pictures.chosen_changed.connect(lambda key: self._change(pictures=key == _WITH))
        self._colours.chosen_changed.connect(self._on_colour)
        self._sheet.clicked.connect(lambda _checked=False: self._change())
        self._keep.clicked.connect(self._on_keep)
        self._more.clicked.connect(self._turn)
        self._show()

    @property
    def open(self) -> bool:
        """Whether size and colour are on show."""
        return self._open

    @property
    def form(self) -> Format:
        """The format that is chosen. Where the paper in the printer has the colour, none is printed."""
        return replace(self._form, tint="") if self._sheet.isChecked() else self._form

    def show_for(self, person: Person) -> None:
        """Begin with the format this person needs, on white paper until it is known what they wish."""
        self._person = person
        self._form = format_for(person)
        self._wished, self._by_hand = "", False
        self._sheet.setChecked(False)
        self._show()

    def know_wish(self, tint: str) -> None:
        """The colour of paper that the person wishes for. It is chosen unless somebody chose already."""
        self._wished = tint if tint in paper_colours() else ""
        if not self._by_hand and self._form.tint != self._wished:
            self._change(tint=self._wished)
        self._show()

    def know(self, person: Person) -> None:
        """The same person, about whom something may have changed: what was chosen stays, and grows where it is now too small."""
        self._person = person
        kind = paper_of(self._form)
        if kind not in papers_for(person) or self._form.points not in sizes_for(person, kind):
            fresh = format_for(person, kind if kind in papers_for(person) else "", tint=self._form.tint)
            self._form = replace(fresh, points=max(fresh.points, self._form.points))
        self._show()

    def _on_kind(self, kind: str) -> None:
        self._form = format_for(self._person, kind, tint=self._form.tint)
        self._show()
        self.form_changed.emit()

    def _on_colour(self, key: str) -> None:
        self._by_hand = True
        self._change(tint="" if key == WHITE else key)

    def _on_keep(self) -> None:
        self._wished = self._form.tint
        self._show()
        self.tint_wished.emit(self._wished)

    def _change(self, **changed: object) -> None:
        self._form = replace(self._form, **changed)  # type: ignore[arg-type]  # by the names of its fields
        self._show()
        self.form_changed.emit()

    def _turn(self) -> None:
        self._open = not self._open
        self._show()
        self.turned.emit()

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
        self._sheet.setVisible(self._open and bool(form.tint))
        colour = words.choice("formats.colour", form.tint or WHITE)
        self._told.set_text(words("formats.put_in", colour=colour.lower()))
        self._told.setVisible(bool(form.tint) and self._sheet.isChecked())
        self._keep.setText(words("formats.keep_colour", colour=colour, name=short_name(self._person.called)))
        self._keep.setVisible(self._open and self._by_hand and form.tint != self._wished)
        self.updateGeometry()


def remarks_of(pages: int, form: Format, content: Content, words: Words) -> tuple[str, ...]:
    """What is true of a paper because of its format: that the size makes it longer, and pictures that could not be used."""
    remarks = []
    if isinstance(content, ProfilePage) and pages > 1:
        key = "formats.two_sides_easy" if form.easy else "formats.two_sides"
        remarks.append(words(key, name=short_name(content.person.called)))
    if form.pictures:
        from app.paper.symbols import shelf

        left_out = [problem for each in shelf.sets for problem in each.problems]
        if left_out:
            remarks.append(words("formats.left_out", count=len(left_out), first=left_out[0]))
    return tuple(remarks)


def _fill(row: ChipRow, wanted: dict[str, str], chosen: str) -> None:
    """Show these chips; those that are there already stay, so that the keyboard stays where it is."""
    shown = {key: chip.text() for key in row.keys if (chip := row.chip(key))}
    if shown != wanted:
        row.clear()
        for key, text in wanted.items():
            row.add(key, text)
    row.choose(chosen)
