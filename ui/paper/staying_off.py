"""Before a paper is left: whether the people of the circle, or any line, should stay off it. Nothing has to be answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.before_leaving import PaperWording
from ui.paper.making import shortly
from ui.paper.steps import buttons
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, empty
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.widgets.showing import show_in_place
from ui.words import Words


class StayingOff(QWidget):
    """Says who of the circle will be on it; shows the lines one by one when somebody wants to see them."""

    people_wanted = Signal(bool)
    """Whether those of the circle are to stand on this paper."""

    keep_off_requested = Signal(object)
    """A `PaperWording` that should not be printed."""

    put_back_requested = Signal(object)
    """The `PaperWording` that was kept off just now should be printed after all."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lines: tuple[PaperWording, ...] = ()
        self._open, self._on = False, True
        self._last: PaperWording | None = None
        self._people, self._rest = Card(words("leaving.off.people_title")), Card(words("leaving.off.lines_title"))
        self._who = Passage()
        self._change = ActionButton("")
        self._people.add(self._who)
        self._people.add(buttons(self._change))
        self._show = ActionButton("", kind="link")
        self._listed = QVBoxLayout()
        self._listed.setSpacing(14)
        self._rest.add(Passage(words("leaving.off.lines_lead"), tone="soft"))
        self._rest.add(buttons(self._show))
        self._rest.body.addLayout(self._listed)
        self._kept = Notice(tone="soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for part in (self._kept, self._people, self._rest):
            layout.addWidget(part)
        self._change.clicked.connect(lambda: self.people_wanted.emit(not self._on))
        self._show.clicked.connect(self._turn)
        self._kept.acted.connect(self._put_back)

    def begin(self) -> None:
        """Another paper: nothing was kept off it yet."""
        self._open, self._last = False, None
        self._kept.quiet()

    def show_paper(self, people: tuple[str, ...], lines: tuple[PaperWording, ...], *, on: bool) -> None:
        """Who of the circle would stand on it, and whether they do; the lines on it that can be kept off."""
        words = self._words
        self._lines, self._on = lines, on
        show_in_place(self._people, bool(people))
        self._who.set_text(words("leaving.off.people", names=words.listing(people)) if on else words("leaving.off.nobody"))
        self._change.set_text(words("leaving.off.people_off" if on else "leaving.off.people_on"))
        show_in_place(self._rest, bool(lines))
        self._list()

    def say_kept_off(self, line: PaperWording | None) -> None:
        """A line was kept off, which can be taken back; nothing when it was."""
        self._last = line
        if line is None:
            self._kept.quiet()
        else:
            said = self._words("leaving.naming.kept_off", line=f"“{shortly(line.words)}”")
            self._kept.say(said, self._words("leaving.naming.put_back"))

    def _put_back(self) -> None:
        if self._last is not None:
            self.put_back_requested.emit(self._last)

    def _turn(self) -> None:
        self._open = not self._open
        self._list()

    def _list(self) -> None:
        words = self._words
        self._show.set_text(words("leaving.off.lines_close" if self._open else "leaving.off.lines_open"))
        empty(self._listed)
        for line in self._lines if self._open else ():
            quote = Quote(line.words)
            off = ActionButton(
                words("leaving.naming.off"), kind="link", name=words("leaving.naming.off_name", line=shortly(line.words))
            )
            off.clicked.connect(lambda _=False, line=line: self.keep_off_requested.emit(line))
            quote.add_action(off)
            self._listed.addWidget(quote)
