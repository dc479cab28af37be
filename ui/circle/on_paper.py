"""The circle on paper: only when somebody asks for it, with the page itself to look at before it is printed or saved."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.circles import circle_page
from app.casebook.desk import Desk
from app.casebook.naming_on_paper import PaperWording, asked_about
from app.practice.people import Sector
from ui.messages import message_for
from ui.paper.asking_first import AskingFirst
from ui.paper.going_out import GoingOut, Parcel
from ui.paper.making import paper_words, short_name
from ui.paper.naming import in_a_file_name
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, FlowRow
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.widgets.showing import show_in_place
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from app.paper.report import Paper
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
        self._desk, self._work, self._words = desk, work, words
        self._person, self._called = "", ""
        self._paper: Paper | None = None
        self._naming: tuple[PaperWording, ...] = ()
        self._asked: object | None = None
        """What was asked for last. A page that comes for anything else comes too late."""
        self._preview: PagePreview | None = None
        self._open = ActionButton(words("circle.paper.open"), kind="link", icon="printer")
        self._lead, self._said = Passage(), Notice(tone="soft")
        self._asking = AskingFirst(words)
        self._asking.answered.connect(self._offer)
        self._out = GoingOut(desk, work, words, printing)
        self._out.saved.connect(self._on_saved)
        self._close = ActionButton(words("circle.paper.close"), kind="link")
        opening, closing = FlowRow(), FlowRow()
        opening.add(self._open)
        closing.add(self._close)
        self._card = Card()
        self._card.body.setSpacing(14)
        for part in (
            Passage(words("circle.paper.title"), type="heading"),
            self._lead,
            self._said,
            self._asking,
            self._out,
            closing,
        ):
            self._card.add(part)
        self._opening = opening
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(opening)
        layout.addWidget(self._card)
        self._card.hide()
        self._open.clicked.connect(self._ask)
        self._close.clicked.connect(self._shut)

    def show_person(self, person: str) -> None:
        """From now on it is about this person; nothing is made before it is asked for."""
        self._person = person
        self.quiet()

    def quiet(self) -> None:
        """Nothing but the word to press."""
        self._paper = self._asked = None
        self._asking.begin()
        if self._preview is not None:
            self._preview.clear()
        self._out.offer(None)
        self._card.hide()
        self._opening.show()
        self._said.quiet()

    def _ask(self) -> None:
        desk, person, say = self._desk, self._person, paper_words()
        self._asked = asked = object()
        usual = {sector: say.say(f"circle.part.{sector.value}") for sector in Sector}

        def job() -> "tuple[str, tuple[PaperWording, ...], Paper]":
            from app.paper.circle import circle_paper

            page = circle_page(desk, person, usual)
            return page.person.called, asked_about(desk, person, page), circle_paper(page, say)

        self._work.read(job, then=partial(self._show, asked), failed=partial(self._say_failure, asked), initiator=self)

    def _show(self, asked: object, made: "tuple[str, tuple[PaperWording, ...], Paper]") -> None:
        if asked is not self._asked:
            return
        self._called, self._naming, self._paper = made
        self._lead.set_text(self._words("circle.paper.lead", name=short_name(self._called)))
        if self._preview is None:
            from ui.widgets.page_preview import PagePreview

            self._preview = PagePreview(self._words, self._work)
            self._preview.setMinimumHeight(PREVIEW)
            self._card.add(self._preview)
        self._preview.show_pdf(self._paper.pdf, self._words("circle.board.name", name=self._called))
        self._opening.hide()
        self._card.show()
        self._offer()
        self.opened.emit()

    def _offer(self) -> None:
        """Let the paper out, once it was said that it may name whom it names."""
        if self._paper is None:
            return
        may_go = self._asking.nothing_to_ask(self._naming)
        show_in_place(self._out, may_go)
        if may_go:
            self._out.offer(Parcel(self._paper.pdf, self._paper.report.pages, self._file_name(), self._person))
            self._out.focus_first()
        else:
            self._out.offer(None)
            self._close.setFocus()

    def _shut(self) -> None:
        self.quiet()
        self._open.setFocus()

    def _on_saved(self, file: str, closed: bool) -> None:
        self._out.say(self._words("going.saved_closed" if closed else "going.saved", file=file))

    def _file_name(self) -> str:
        return self._words("circle.paper.file", name=in_a_file_name(short_name(self._called)))

    def _say_failure(self, asked: object, error: Exception) -> None:
        if asked is self._asked:
            self._said.say(str(message_for(error, self._words)), tone="harm")
