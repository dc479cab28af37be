"""What there is to talk about, to pick from: the first group in sight, the others one press away."""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.guides import GuideGroup
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import Chip, ChipRow
from ui.widgets.layout import column, empty, flow_row
from ui.widgets.passage import Passage
from ui.words import Words


class Topics(QWidget):
    """Groups of topics as chips, as many chosen as anybody likes."""

    chosen_changed = Signal(str)
    """The topic that a person pressed. Not sent for what the program chooses."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: list[ChipRow] = []
        self._first, self._further = QVBoxLayout(), QVBoxLayout()
        self._further.setSpacing(16)
        self._rest = QWidget()
        self._rest.setLayout(self._further)
        self._further.setContentsMargins(0, 0, 0, 0)
        self._more = ActionButton("", kind="link")
        self._more.clicked.connect(lambda: self._fold(self._rest.isHidden()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._first)
        layout.addWidget(self._rest)
        layout.addWidget(flow_row(self._more))

    @property
    def keys(self) -> tuple[str, ...]:
        """Every topic."""
        return tuple(key for row in self._rows for key in row.keys)

    def show_groups(self, groups: Sequence[GuideGroup], chosen: Collection[str]) -> None:
        """Show these, with some chosen. Where something further on is chosen, everything is in sight."""
        empty(self._first)
        empty(self._further)
        self._rows = []
        for place, group in enumerate(groups):
            row = ChipRow(self._words("visit.begin.topics") if place == 0 else group.name, exclusive=False)
            row.chosen_changed.connect(self.chosen_changed)
            for guide in group.guides:
                row.add(guide.id, guide.name, chosen=guide.id in chosen)
            self._rows.append(row)
            if place == 0:
                self._first.addWidget(row)
            else:
                self._further.addWidget(column(Passage(group.name, type="small", tone="soft"), row, spacing=6))
        self._more.setVisible(len(self._rows) > 1)
        self._fold(any(row.chosen_keys for row in self._rows[1:]))

    def choose_only(self, topics: Collection[str]) -> None:
        """Choose these and no others, without telling anyone."""
        for chip in self._chips():
            chip.setChecked(chip.key in topics)

    def _chips(self) -> Iterator[Chip]:
        for row in self._rows:
            for key in row.keys:
                chip = row.chip(key)
                assert chip is not None
                yield chip

    def _fold(self, unfolded: bool) -> None:
        self._rest.setVisible(unfolded)
        self._more.set_text(self._words("common.fewer_topics" if unfolded else "common.more_topics"))
