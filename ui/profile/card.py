"""A line that stands in the profile, as a card: its face, and what can be done with it when it is pressed."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.practice.plans import Section
from ui.paper.making import shortly
from ui.profile.sharpening import Asking, Sharpening
from ui.widgets.buttons import ActionButton
from ui.widgets.face import Face
from ui.widgets.layout import FlowRow
from ui.words import Words

LONGEST_HEARD = 300


@dataclass(frozen=True)
class Line:
    """What a card shows. `name` is whose words they are; `marks` are (sentence, tone)."""

    statement: str
    words: str
    by: str
    name: str
    section: Section
    place: int
    count: int
    marks: tuple[tuple[str, str], ...] = ()
    may_change: bool = True
    """False while two versions of the words stand side by side."""


class LineCard(QFrame):
    """One line. It asks; it changes nothing itself."""

    opened = Signal(object)
    step_requested = Signal(str, int)
    section_requested = Signal(str, object)
    take_off_requested = Signal(str)
    sharpen_requested = Signal(str)
    typing_came = Signal(str, str, int)
    typed = Signal(str, str)
    """The line and what is being typed instead of its words; nothing when it no longer is."""

    words_kept = Signal(str, str)
    sharpening_given_up = Signal(str)
    answered = Signal(str, str)
    history_requested = Signal(str)
    settle_requested = Signal(str)
    drag_began = Signal(object)

    def __init__(self, words: Words, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._line = line
        self._panel: Sharpening | Asking | None = None
        self.setProperty("card", True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.face = Face("grip-vertical", draggable=True)
        self.face.clicked.connect(lambda: self.opened.emit(self))
        self.face.stepped.connect(lambda way: self.step_requested.emit(self.statement, way))
        self.face.drag_began.connect(lambda: self.drag_began.emit(self))
        self._tools = FlowRow(spacing=16)
        self._tools.setContentsMargins(12, 0, 12, 10)
        self._tools.hide()
        self._buttons = {
            "up": self._tool("up", lambda: self.step_requested.emit(self.statement, -1), "chevron-up"),
            "down": self._tool("down", lambda: self.step_requested.emit(self.statement, 1), "chevron-down"),
            "sharpen": self._tool("sharpen", lambda: self.sharpen_requested.emit(self.statement), "pencil"),
        }
        for section in Section:
            move = self._tool(section.value, lambda _=False, to=section: self._ask_for(to), "arrow-right")
            self._buttons[section.value] = move
        self._buttons["settle"] = self._tool("settle", lambda: self.settle_requested.emit(self.statement), "compare")
        self._buttons["take_off"] = self._tool("take_off", self._ask_to_take_off, "leave-out")
        self._buttons["history"] = self._tool("history", lambda: self.history_requested.emit(self.statement), "clock")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.face)
        self._layout.addWidget(self._tools)
        self.show_line(line)

    @property
    def statement(self) -> str:
        """The record whose words these are."""
        return self._line.statement

    @property
    def line(self) -> Line:
        """What the card shows."""
        return self._line

    @property
    def panel(self) -> Sharpening | Asking | None:
        """What is open under the line, if something is."""
        return self._panel

    def show_line(self, line: Line) -> None:
        """Show the line as it is now. What is being typed under it stays."""
        self._line = line
        self.face.show_line(line.words, line.by, line.marks)
        part = self._words.choice("profile.part", line.section.value)
        short = shortly(line.words)
        heard = shortly(line.words, LONGEST_HEARD)
        self.face.setAccessibleName(
            self._words("profile.line.name", line=heard, by=line.by, place=line.place, count=line.count, part=part)
        )
        said = self._words
        self._buttons["up"].set_text(said("profile.line.up"), said("profile.line.up_name", line=short))
        self._buttons["down"].set_text(said("profile.line.down"), said("profile.line.down_name", line=short))
        self._buttons["sharpen"].set_text(said("profile.line.sharpen"), said("profile.line.sharpen_name", line=short))
        self._buttons["take_off"].set_text(said("profile.line.take_off"), said("profile.line.take_off_name", line=short))
        names = {
            Section.ADMIRE: said("profile.to_name.admire", line=short),
            Section.IMPORTANT: said("profile.to_name.important", line=short),
            Section.SUPPORT: said("profile.to_name.support", line=short),
        }
        for section, name in names.items():
            self._buttons[section.value].set_text(said.choice("profile.to", section.value), name)
            self._buttons[section.value].setVisible(section is not line.section)
        self._buttons["history"].set_text(said("history.open"), said("history.open_name", start=short))
        self._buttons["settle"].set_text(said("profile.line.settle"), said("profile.line.settle_name", line=short))
        self._buttons["settle"].setVisible(not line.may_change)
        self._buttons["sharpen"].setVisible(line.may_change)
        self._buttons["up"].setEnabled(line.place > 1 or line.section is not Section.ADMIRE)
        self._buttons["down"].setEnabled(line.place < line.count or line.section is not Section.SUPPORT)

    def open_tools(self, shown: bool) -> None:
        """Show or hide what can be done with the line."""
        self._tools.setVisible(shown and self._panel is None)
        self.updateGeometry()

    @property
    def tools_open(self) -> bool:
        """Whether what can be done is on show."""
        return self._tools.isVisibleTo(self)

    def open_sharpening(self, typed: str, cursor: int) -> None:
        """A field under the line for the sharper words, with these in it."""
        panel = Sharpening(self._words, shortly(self._line.words), self._line.name, typed)
        panel.pause_came.connect(lambda words, at: self.typing_came.emit(self.statement, words, at))
        panel.typed.connect(lambda words: self.typed.emit(self.statement, words))
        panel.kept.connect(lambda words: self.words_kept.emit(self.statement, words))
        panel.given_up.connect(lambda: self.sharpening_given_up.emit(self.statement))
        self._show_panel(panel)
        panel.put_cursor(cursor)

    def open_asking(self, can_go_back: bool) -> None:
        """Ask under the line whether the words are right."""
        panel = Asking(self._words, self._line.name, can_go_back)
        panel.answered.connect(lambda answer: self.answered.emit(self.statement, answer))
        self._show_panel(panel)

    def close_panel(self) -> None:
        """Nothing is asked or typed under the line any more."""
        if self._panel is not None:
            self.typed.emit(self.statement, "")
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self.updateGeometry()

    def _show_panel(self, panel: Sharpening | Asking) -> None:
        self.close_panel()
        self._panel = panel
        self._layout.addWidget(panel)
        self._tools.hide()
        self.updateGeometry()
        panel.setFocus()

    def _tool(self, key: str, act: object, icon: str) -> ActionButton:
        button = ActionButton("", kind="link", icon=icon)
        button.clicked.connect(act)
        self._tools.add(button)
        return button

    def _ask_for(self, section: Section) -> None:
        self.section_requested.emit(self.statement, section)

    def _ask_to_take_off(self) -> None:
        self.take_off_requested.emit(self.statement)
