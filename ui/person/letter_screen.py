"""The letter before a visit: seen as it will print, in the format the person reads, printed or saved."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.letter import letter_before, note_printed
from app.practice.changes import Changes
from app.practice.letters import VisitLetter
from ui.messages import message_for
from ui.paper.formats import LARGE, STANDARD, points_of, usual_format
from ui.paper.making import paper_words, short_name
from ui.paper.paper_bar import PaperBar
from ui.paper.printing import Outcome, Printing, SystemPrinting, print_pdf, save_pdf
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import column, flow_row
from ui.widgets.notice import Notice
from ui.widgets.page_preview import PagePreview
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from app.paper.report import Paper

EASY = "easy read"
FORMATS = (STANDARD, LARGE, EASY)


class LetterScreen(QWidget):
    """Nothing is kept: the letter says what the planned visit says now."""

    closed = Signal()

    def __init__(
        self, desk: Desk, work: Work, words: Words, printing: Printing | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._printing: Printing = printing or SystemPrinting()
        self._person = self._visit = self._format = ""
        self._letter: VisitLetter | None = None
        self._paper: Paper | None = None
        self._bar = PaperBar(words("common.back"), words("person.letter.formats"))
        self._preview = PagePreview(words)
        self._lead = Passage(words("person.letter.lead"), tone="soft")
        self._trouble, self._said = Notice(tone="harm"), Passage(tone="soft")
        self._print = ActionButton(words("person.letter.print"), kind="primary", icon="printer")
        self._save = ActionButton(words("person.letter.save"), icon="save")
        foot = column(self._trouble, self._said, flow_row(self._print, self._save), self._lead, spacing=8, margins=16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._preview, 1)
        layout.addWidget(foot)
        self._said.hide()
        self._bar.back_requested.connect(self.closed)
        self._bar.format_chosen.connect(self._on_format)
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        work.changed.connect(self.on_changed)

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_person(self, person: str, visit: str) -> None:
        """The letter to this person before this visit, in the format they read."""
        self._person, self._visit, self._format = person, visit, ""
        self._letter = self._paper = None
        self._quiet()
        self._reload()

    def focus_first(self) -> None:
        """What one came for."""
        self._print.setFocus()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Another day is another letter."""
        if self._visit and self.isVisible() and f"person:{self._person}" in changes.scopes:
            self._reload()

    def _reload(self) -> None:
        desk, person, visit = self._desk, self._person, self._visit
        self._work.read(
            lambda: letter_before(desk, person, visit), then=self._show, failed=self._say_failure, key=f"letter {id(self)}"
        )

    def _show(self, letter: VisitLetter) -> None:
        words, person = self._words, letter.person
        self._letter = letter
        self._format = self._format or (EASY if person.reach.paper == EASY else usual_format(person))
        self._bar.show_title(words("person.letter.title", name=short_name(person.called)))
        large = words("person.letter.large", points=points_of(person, LARGE))
        names = (words("person.letter.standard"), large, words("person.letter.easy"))
        self._bar.show_formats(zip(FORMATS, names, strict=True), self._format)
        chosen, say = self._format, paper_words()

        def make() -> "Paper":
            from app.paper.visit_letter import in_format, visit_letter

            points = max(
                points_of(person, STANDARD if chosen == EASY else chosen), person.reach.text_size if chosen == EASY else 0
            )
            return visit_letter(in_format(letter, points), say, paper=chosen)

        self._work.read(make, then=self._show_paper, failed=self._say_failure, key=f"letter page {id(self)}")

    def _show_paper(self, paper: "Paper") -> None:
        self._paper = paper
        if self._letter is not None:
            self._preview.show_pdf(paper.pdf, self._words("person.letter.title", name=self._letter.person.called))

    def _on_format(self, chosen: str) -> None:
        self._format = chosen
        self._quiet()
        if self._letter is not None:
            self._show(self._letter)

    def _on_print(self) -> None:
        paper, words = self._paper, self._words
        if paper is None:
            return
        self._quiet()
        if not self._printing.printers():
            self._trouble.say(words("person.letter.no_printer"))
            return
        printer = self._printing.choose_printer(self, self._file_name(), paper.report.pages)
        if printer is not None:
            job = lambda: print_pdf(paper.pdf, printer)  # noqa: E731
            self._work.read(job, then=self._on_printed, failed=self._say_failure, initiator=self)

    def _on_printed(self, outcome: Outcome) -> None:
        if outcome is Outcome.DONE:
            self._came_out(self._words("person.letter.printed"))
        else:
            self._trouble.say(self._words("person.letter.print_refused"))

    def _on_save(self) -> None:
        paper, words = self._paper, self._words
        if paper is None:
            return
        self._quiet()
        path = self._printing.choose_file(self, words("person.letter.save"), self._file_name(), words("leaving.leave.file_kinds"))
        if path is not None:
            job = lambda: save_pdf(paper.pdf, path)  # noqa: E731
            self._work.read(job, then=partial(self._on_saved, path), failed=self._say_failure, initiator=self)

    def _on_saved(self, path: Path, outcome: Outcome) -> None:
        if outcome is Outcome.DONE:
            self._came_out(self._words("person.letter.saved", file=path.name))
        else:
            full = outcome is Outcome.FULL
            self._trouble.say(self._words("person.letter.save_full" if full else "person.letter.save_refused"))

    def _came_out(self, sentence: str) -> None:
        self._said.set_text(sentence)
        self._said.show()
        desk, person = self._desk, self._person
        self._work.write(lambda: note_printed(desk, person), failed=self._say_failure, initiator=self)

    def _file_name(self) -> str:
        name = short_name(self._letter.person.called) if self._letter else ""
        allowed = "".join(letter for letter in name if letter not in '\\/:*?"<>|…')
        return self._words("person.letter.file", name=allowed)

    def _quiet(self) -> None:
        self._trouble.quiet()
        self._said.hide()

    def _say_failure(self, error: Exception) -> None:
        self._trouble.say(str(message_for(error, self._words)))
