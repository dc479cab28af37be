"""The circle on paper: only when somebody asks for it, with the page itself to look at before it is printed or saved."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.circles import circle_page
from app.casebook.desk import Desk
from app.casebook.letter import note_printed
from app.practice.people import Sector
from ui.messages import message_for
from ui.paper.making import paper_words, short_name
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from app.paper.report import Paper
    from ui.paper.outcome import Outcome
    from ui.paper.printing import Printing
    from ui.widgets.page_preview import PagePreview

PREVIEW = 460


class OnPaper(QWidget):
    """A word to press; then what the paper tells whom, the page, and what can be done with it."""

    opened = Signal()

    def __init__(
        self, desk: Desk, work: Work, words: Words, printing: "Printing | None" = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words, self._printing = desk, work, words, printing
        self._person, self._called = "", ""
        self._paper: Paper | None = None
        self._preview: PagePreview | None = None
        self._open = ActionButton(words("circle.paper.open"), kind="link", icon="printer")
        self._lead, self._said = Passage(), Notice(tone="soft")
        self._print = ActionButton(words("circle.paper.print"))
        self._save = ActionButton(words("circle.paper.save"))
        self._close = ActionButton(words("circle.paper.close"), kind="link")
        opening, buttons = FlowRow(), FlowRow(spacing=16)
        opening.add(self._open)
        for button in (self._print, self._save, self._close):
            buttons.add(button)
        self._card = Card()
        self._card.body.setSpacing(14)
        for part in (Passage(words("circle.paper.title"), type="heading"), self._lead, buttons, self._said):
            self._card.add(part)
        self._opening = opening
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(opening)
        layout.addWidget(self._card)
        self._card.hide()
        self._open.clicked.connect(self._ask)
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        self._close.clicked.connect(self._shut)

    def show_person(self, person: str) -> None:
        """From now on it is about this person; nothing is made before it is asked for."""
        self._person = person
        self.quiet()

    def quiet(self) -> None:
        """Nothing but the word to press."""
        self._paper = None
        self._card.hide()
        self._opening.show()
        self._said.quiet()

    def _ask(self) -> None:
        desk, person, say = self._desk, self._person, paper_words()
        usual = {sector: say.say(f"circle.part.{sector.value}") for sector in Sector}

        def job() -> "tuple[str, Paper]":
            from app.paper.circle import circle_paper

            page = circle_page(desk, person, usual)
            return page.person.called, circle_paper(page, say)

        self._work.read(job, then=self._show, failed=self._say_failure, initiator=self)

    def _show(self, made: "tuple[str, Paper]") -> None:
        self._called, self._paper = made
        self._lead.set_text(self._words("circle.paper.lead", name=short_name(self._called)))
        if self._preview is None:
            from ui.widgets.page_preview import PagePreview

            self._preview = PagePreview(self._words)
            self._preview.setMinimumHeight(PREVIEW)
            self._card.add(self._preview)
        self._preview.show_pdf(self._paper.pdf, self._words("circle.board.name", name=self._called))
        self._opening.hide()
        self._card.show()
        self._print.setFocus()
        self.opened.emit()

    def _shut(self) -> None:
        self.quiet()
        self._open.setFocus()

    def _system(self) -> "Printing":
        if self._printing is None:
            from ui.paper.printing import SystemPrinting

            self._printing = SystemPrinting()
        return self._printing

    def _on_print(self) -> None:
        from ui.paper.printing import print_pdf

        paper, system = self._paper, self._system()
        if paper is None:
            return
        if not system.printers():
            self._said.say(self._words("circle.paper.no_printer"), tone="harm")
            return
        printer = system.choose_printer(self, self._file_name(), paper.report.pages)
        if printer is not None:
            job = partial(print_pdf, paper.pdf, printer)
            self._work.read(job, then=partial(self._done, False), failed=self._say_failure, initiator=self)

    def _on_save(self) -> None:
        from ui.paper.saving import save_pdf

        paper, words = self._paper, self._words
        if paper is None:
            return
        path: Path | None = self._system().choose_file(
            self, words("circle.paper.file_dialog"), self._file_name(), words("circle.paper.file_kinds")
        )
        if path is not None:
            job = partial(save_pdf, paper.pdf, path)
            self._work.read(job, then=partial(self._done, True), failed=self._say_failure, initiator=self)

    def _done(self, saved: bool, outcome: "Outcome") -> None:
        from ui.paper.outcome import Outcome

        desk, person, words = self._desk, self._person, self._words
        if outcome is not Outcome.DONE:
            self._said.say(words("circle.paper.refused"), tone="harm")
            return
        self._said.say(words("circle.paper.saved") if saved else words("circle.paper.printed"), tone="soft")
        self._work.write(lambda: note_printed(desk, person), failed=self._say_failure, initiator=self)

    def _file_name(self) -> str:
        name = "".join(letter for letter in short_name(self._called) if letter not in '\\/:*?"<>|…')
        return self._words("circle.paper.file", name=name)

    def _say_failure(self, error: Exception) -> None:
        self._said.say(str(message_for(error, self._words)), tone="harm")
