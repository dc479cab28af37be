"""The board in a visit: what it shows of the moment, what is done on it, and the key that leads there and back."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.casebook.desk import Desk
from app.casebook.placing import place_row
from app.paper.words import PaperWords
from app.practice.rows import in_row
from ui.paper.making import shortly
from ui.visit.shapes.reading import Reader
from ui.visit.shapes.rows import Said, Spot
from ui.visit.visit_view import VisitView
from ui.words import Words
from ui.work import Work

KEY = "F6"


class Boarding(QObject):
    """Keeps the board in step with the question in the middle."""

    place_chosen = Signal(str)
    """A question, in its row, to talk about."""

    row_added = Signal()
    left = Signal()
    """Back to where one writes."""

    failed = Signal(object)

    def __init__(self, desk: Desk, work: Work, words: Words, say: PaperWords, view: VisitView) -> None:
        super().__init__(view)
        self._desk, self._work, self._words, self._say, self._view = desk, work, words, say, view
        self._spot: Spot | None = None
        self._said: Said | None = None
        view.board.cell_chosen.connect(self._on_cell)
        view.board.row_added.connect(self.row_added)
        view.board.moved.connect(self._move)
        view.board.left.connect(self.left)
        view.board.folded_changed.connect(lambda _folded: self._lay())
        view.answer.speaker_changed.connect(self._show)
        self._key = QShortcut(QKeySequence(KEY), view)
        self._key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._key.activated.connect(self._to_and_fro)

    def show_moment(self, spot: Spot, said: Said) -> None:
        """Show the board of this moment, if its tool has one."""
        self._spot, self._said = spot, said
        self._show()

    def _show(self) -> None:
        spot, said = self._spot, self._said
        if spot is None or said is None:
            return
        reader = Reader(said, self._words, self._say, self._view.answer.speaker_key)
        self._view.board.show_board(reader.board(spot))
        first = said.first_words(spot.guide, spot.prompt.part, spot.row) if spot.guide.in_rows else ""
        own = said.words_in(spot.guide, spot.place)
        self._view.about.setVisible(bool(first) and first not in own)
        self._view.about.set_text(self._words("shapes.about", start=shortly(first)) if first else "")
        self._lay()

    def _lay(self) -> None:
        if self._spot is not None and self._said is not None:
            parts, current = self._parts(self._spot, self._said)
            self._view.parts.show_parts(parts, current)
            self._view.lay_for(self._view.board.board, parts=len(parts))

    def _parts(self, spot: Spot, said: Said) -> tuple[list[tuple[str, str]], str]:
        """The parts, and which is open. While the board is folded the open one has its rows below it, by their first words."""
        guide, open_part = spot.guide, spot.prompt.part
        parts = [(part.id, part.name) for part in guide.part]
        if not guide.in_rows or not self._view.board.folded:
            return parts, open_part
        rows = [
            (in_row(open_part, row), self._words("shapes.row_start", start=shortly(said.first_words(guide, open_part, row))))
            for row in said.rows_of(guide, open_part)
        ]
        at = next(place for place, (part, _) in enumerate(parts) if part == open_part) + 1
        found = [*parts[:at], *rows, *parts[at:]] if len(parts) > 1 else rows
        here = in_row(open_part, spot.row)
        return found, here if here in dict(found) else open_part

    def _on_cell(self, prompt: str, row: str) -> None:
        spot = self._spot
        if spot is None:
            return
        speaker = row if spot.guide.shape == "perspectives" else ""
        self.place_chosen.emit(in_row(prompt, "" if speaker else row))
        if speaker and not self._view.answer.field.words:
            self._view.answer.choose_speaker(speaker)

    def _move(self, row: str, before: str) -> None:
        spot, said = self._spot, self._said
        if spot is None or said is None:
            return
        prompts = frozenset(prompt.id for prompt in spot.guide.prompts_of(spot.prompt.part))
        person, guide = said.table.person.record, spot.guide.id
        self._work.write(
            lambda: place_row(self._desk, person, guide, prompts, row, before), failed=self.failed.emit, initiator=self
        )

    def _to_and_fro(self) -> None:
        if self._view.board.has_keyboard or not self._view.board.focus_here():
            self.left.emit()
