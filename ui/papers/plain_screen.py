"""A paper that leaves no version behind: one to write on, the circle, a letter. Seen as it will print, then printed or saved."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.at_hand import blank_page, circle_to_print, questions_page
from app.casebook.desk import Desk
from app.casebook.letter import letter_before
from app.casebook.naming_on_paper import PaperWording, asked_about
from app.practice.changes import Changes
from app.practice.people import Sector
from ui.messages import message_for
from ui.paper.asking_first import AskingFirst
from ui.paper.colour_wish import ColourWish
from ui.paper.going_out import GoingOut, Parcel
from ui.paper.making import CIRCLE, LETTER, QUESTIONS, drawn, paper_words, short_name
from ui.paper.naming import in_a_file_name
from ui.paper.paper_bar import PaperBar
from ui.paper.two_sides import TwoSides
from ui.visit.topics import Topics
from ui.widgets.layout import column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.page_preview import PagePreview
from ui.widgets.passage import Passage
from ui.widgets.showing import show_in_place
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from app.paper.report import Paper
    from ui.paper.printing import Printing


class _Said(NamedTuple):
    """What is said about one paper, by keys of words: {name} is the person's, {paper} what the paper is called."""

    title: str
    lead: str
    file: str = "papers.plain.file"


_SAID = {
    CIRCLE: _Said("papers.plain.title", "papers.plain.circle_lead"),
    QUESTIONS: _Said("papers.questions.title", "papers.questions.lead"),
    LETTER: _Said("person.letter.title", "person.letter.lead", "person.letter.file"),
}
_TO_WRITE_ON = _Said("papers.plain.title", "papers.plain.blank_lead")


class PlainScreen(QWidget):
    """Nothing is kept. Of questions it is asked which; a letter says what the planned visit says now."""

    closed = Signal()

    def __init__(
        self, desk: Desk, work: Work, words: Words, printing: "Printing | None" = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._say = paper_words()
        self._person = self._name = self._visit = ""
        self._fresh = True
        self._content: Any = None
        self._naming: tuple[PaperWording, ...] = ()
        self._parcel: Parcel | None = None
        self._bar = PaperBar(words("common.back"), words)
        self._colour = ColourWish(desk, work, self._bar, self._say_failure)
        self._lead, self._trouble = Passage(), Notice(tone="harm")
        self._which, self._topics = Passage(words("papers.questions.which"), type="heading"), Topics(words)
        self._picked: list[str] = []
        self._asking = AskingFirst(words)
        self._out = GoingOut(desk, work, words, printing)
        self._preview = PagePreview(words, work)
        side = Page(measure=0, margin=32)
        for part in (self._lead, self._trouble, self._which, self._topics, self._asking, self._out):
            side.add(part)
        sides = words("leaving.sides.label"), words("papers.plain.words"), words("leaving.sides.page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(TwoSides(side, column(self._preview), *sides), 1)
        self._bar.back_requested.connect(self.closed)
        self._bar.form_changed.connect(self._draw)
        self._topics.chosen_changed.connect(self._on_topic)
        self._asking.answered.connect(self._offer)
        self._out.saved.connect(self._on_saved)
        work.changed.connect(self.on_changed)

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_paper(self, person: str, name: str, guides: Sequence[str] = ()) -> None:
        """This paper for this person; of questions, those of these guides, or of the short way where none is named."""
        self._begin(person, name, guides)

    def show_letter(self, person: str, visit: str) -> None:
        """The letter to this person before this visit."""
        self._visit = visit
        self._begin(person, LETTER, ())

    def _begin(self, person: str, name: str, guides: Sequence[str]) -> None:
        self._person, self._name, self._fresh = person, name, True
        asked = name == QUESTIONS
        self._picked = list(guides) or [guide.id for guide in self._desk.guides.short_path.guides] if asked else []
        for part in (self._which, self._topics):
            part.setVisible(asked)
        if asked:
            self._topics.show_groups(self._desk.guides.groups, self._picked)
        self._trouble.quiet()
        self._asking.begin()
        self._bar.show_title("")
        self._lead.set_text("")
        self._put_page_away()
        self._reload()

    def focus_first(self) -> None:
        """What one came for."""
        self._out.focus_first()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """The person's name or circle may have changed, and another day is another letter."""
        if self._name and self.isVisible() and f"person:{self._person}" in changes.scopes:
            self._reload()

    def _put_page_away(self) -> None:
        """No page is on show, and none can go out; one that is still being made comes too late."""
        self._content, self._parcel = None, None
        self._preview.clear()
        self._asking.quiet()
        self._out.offer(None)

    def _reload(self) -> None:
        desk, person, read = self._desk, self._person, self._read()

        def look() -> tuple[Any, tuple[PaperWording, ...]]:
            content = read()
            return content, asked_about(desk, person, content)

        shown = partial(self._show, tuple(self._picked))
        self._work.read(look, then=shown, failed=self._say_failure, key=f"plain {id(self)}")

    def _read(self) -> Callable[[], Any]:
        desk, person, visit, picked = self._desk, self._person, self._visit, tuple(self._picked)
        if self._name == CIRCLE:
            usual = {sector: self._say.say(f"circle.part.{sector.value}") for sector in Sector}
            return lambda: circle_to_print(desk, person, usual)
        if self._name == QUESTIONS:
            return lambda: questions_page(desk, person, picked)
        if self._name == LETTER:
            return lambda: letter_before(desk, person, visit)
        return lambda: blank_page(desk, person)

    def _show(self, picked: tuple[str, ...], looked: tuple[Any, tuple[PaperWording, ...]]) -> None:
        if picked != tuple(self._picked):
            return
        content, self._naming = looked
        self._content, self._parcel = content, None
        self._out.offer(None)
        whom = content.person
        self._bar.show_title(self._title(short_name(whom.called)), self._title(whom.called))
        self._bar.show_formats(whom, fresh=self._fresh)
        if self._fresh:
            self._colour.ask(self._person)
        self._fresh = False
        self._lead.set_text(self._about_paper(self._said.lead, short_name(whom.called)))
        self._draw()

    def _draw(self) -> None:
        content, name, form, say = self._content, self._name, self._bar.form, self._say
        if content is None:
            return
        for part in (self._out, self._preview):
            part.setVisible(not content.empty)
        if content.empty:
            self._put_page_away()
            self._trouble.say(self._words("papers.plain.empty"), tone="soft")
            self._bar.back_button.setFocus()
            return
        make = lambda: drawn(name, content, form, say)  # noqa: E731
        self._work.read(make, then=partial(self._show_paper, content), failed=self._say_failure, key=f"plain page {id(self)}")

    def _show_paper(self, content: Any, paper: "Paper") -> None:
        if content is not self._content:
            return
        self._trouble.quiet()
        called = content.person.called
        self._preview.show_pdf(paper.pdf, self._title(called))
        file = in_a_file_name(self._about_paper(self._said.file, short_name(called)))
        self._parcel = Parcel(paper.pdf, paper.report.pages, file, self._person)
        self._offer()

    def _offer(self) -> None:
        """Let the paper out, once it was said that it may name whom it names."""
        if self._parcel is None:
            return
        may_go = self._asking.nothing_to_ask(self._naming)
        show_in_place(self._out, may_go)
        self._out.offer(self._parcel if may_go else None)

    def _on_topic(self, topic: str) -> None:
        if topic in self._picked:
            self._picked.remove(topic)
        else:
            self._picked.append(topic)
        if self._picked:
            self._reload()
        else:
            self._put_page_away()
            self._trouble.say(self._words("papers.questions.none"), tone="soft")

    def _on_saved(self, file: str, closed: bool) -> None:
        self._out.say(self._words("going.saved_closed" if closed else "going.saved", file=file))

    @property
    def _said(self) -> _Said:
        return _SAID.get(self._name, _TO_WRITE_ON)

    def _title(self, name: str) -> str:
        return self._about_paper(self._said.title, name)

    def _about_paper(self, key: str, name: str) -> str:
        return self._words(key, paper=self._say.say(f"papers.{self._name}.name"), name=name)

    def _say_failure(self, error: Exception) -> None:
        self._put_page_away()
        self._trouble.say(str(message_for(error, self._words)))
