"""The letter before a visit: seen as it will print, in the format the person reads, printed or saved."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.letter import letter_before
from app.casebook.naming_on_paper import PaperWording, asked_about
from app.practice.changes import Changes
from app.practice.letters import VisitLetter
from ui.messages import message_for
from ui.paper.asking_first import AskingFirst
from ui.paper.colour_wish import ColourWish
from ui.paper.going_out import GoingOut, Parcel
from ui.paper.making import paper_words, short_name
from ui.paper.naming import in_a_file_name
from ui.paper.paper_bar import PaperBar
from ui.widgets.layout import column
from ui.widgets.notice import Notice
from ui.widgets.page_preview import PagePreview
from ui.widgets.passage import Passage
from ui.widgets.showing import show_in_place
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from app.paper.report import Paper
    from ui.paper.printing import Printing


class LetterScreen(QWidget):
    """Nothing is kept: the letter says what the planned visit says now."""

    closed = Signal()

    def __init__(
        self, desk: Desk, work: Work, words: Words, printing: "Printing | None" = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._person = self._visit = ""
        self._fresh = True
        self._letter: VisitLetter | None = None
        self._naming: tuple[PaperWording, ...] = ()
        self._paper: Paper | None = None
        self._bar = PaperBar(words("common.back"), words)
        self._colour = ColourWish(desk, work, self._bar, self._say_failure)
        self._preview = PagePreview(words, work)
        self._lead = Passage(words("person.letter.lead"), tone="soft")
        self._asking, self._trouble = AskingFirst(words, "person.letter.naming"), Notice(tone="harm")
        self._asking.answered.connect(self._offer)
        self._out = GoingOut(desk, work, words, printing)
        self._out.saved.connect(self._on_saved)
        foot = column(self._lead, self._asking, self._trouble, self._out, spacing=8, margins=16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._preview, 1)
        layout.addWidget(foot)
        self._bar.back_requested.connect(self.closed)
        self._bar.form_changed.connect(self._on_form)
        work.changed.connect(self.on_changed)

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_person(self, person: str, visit: str) -> None:
        """The letter to this person before this visit, in the format they read."""
        self._person, self._visit, self._fresh = person, visit, True
        self._letter = self._paper = None
        self._naming = ()
        self._asking.begin()
        self._preview.clear()
        self._quiet()
        self._reload()

    def focus_first(self) -> None:
        """What one came for."""
        self._out.focus_first()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Another day is another letter."""
        if self._visit and self.isVisible() and f"person:{self._person}" in changes.scopes:
            self._reload()

    def _reload(self) -> None:
        desk, person, visit = self._desk, self._person, self._visit

        def look() -> tuple[VisitLetter, tuple[PaperWording, ...]]:
            letter = letter_before(desk, person, visit)
            return letter, asked_about(desk, person, letter)

        self._work.read(look, then=self._show_looked, failed=self._say_failure, key=f"letter {id(self)}")

    def _show_looked(self, looked: tuple[VisitLetter, tuple[PaperWording, ...]]) -> None:
        letter, self._naming = looked
        self._show(letter)

    def _show(self, letter: VisitLetter) -> None:
        words, person = self._words, letter.person
        self._letter = letter
        self._bar.show_title(words("person.letter.title", name=short_name(person.called)))
        self._bar.show_formats(person, fresh=self._fresh)
        if self._fresh:
            self._colour.ask(self._person)
        self._fresh = False
        form, say = self._bar.form, paper_words()

        def make() -> "Paper":
            from app.paper.visit_letter import visit_letter

            return visit_letter(letter, say, form)

        self._work.read(make, then=self._show_paper, failed=self._say_failure, key=f"letter page {id(self)}")

    def _show_paper(self, paper: "Paper") -> None:
        self._paper = paper
        if self._letter is not None:
            self._preview.show_pdf(paper.pdf, self._words("person.letter.title", name=self._letter.person.called))
            self._offer()

    def _offer(self) -> None:
        """Let the letter out, once it was said that it may name whom it names."""
        if self._paper is None:
            return
        may_go = self._asking.nothing_to_ask(self._naming)
        show_in_place(self._out, may_go)
        parcel = Parcel(self._paper.pdf, self._paper.report.pages, self._file_name(), self._person)
        self._out.offer(parcel if may_go else None)

    def _on_saved(self, file: str, closed: bool) -> None:
        self._out.say(self._words("going.saved_closed" if closed else "going.saved", file=file))

    def _on_form(self) -> None:
        self._quiet()
        if self._letter is not None:
            self._show(self._letter)

    def _file_name(self) -> str:
        name = short_name(self._letter.person.called) if self._letter else ""
        return self._words("person.letter.file", name=in_a_file_name(name))

    def _quiet(self) -> None:
        self._trouble.quiet()
        self._asking.quiet()
        show_in_place(self._out, True)
        self._out.offer(None)

    def _say_failure(self, error: Exception) -> None:
        self._trouble.say(str(message_for(error, self._words)))
