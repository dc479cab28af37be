"""Beginning a visit: is it all right to write things down, who is here, what would we like to talk about."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.people import circle, person
from app.casebook.visits import begin_visit, keep_on_paper, visits_of
from app.practice.changes import Changes
from app.practice.errors import NotFound
from app.practice.merge import Current
from app.practice.people import Person, Role, Speaker
from app.practice.visits import Permission, Visit
from ui.messages import message_for
from ui.paper.making import short_name
from ui.visit.newcomer import Newcomer
from ui.visit.table import key_of, speaker_of
from ui.visit.topics import Topics
from ui.widgets.announce import announce
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.fields import LineField
from ui.widgets.layout import FlowRow, column, flow_row
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

YES, NO = "yes", "no"


@dataclass(frozen=True)
class _Start:
    """What the screen starts from."""

    person: Current[Person]
    visit: Visit
    others: tuple[Speaker, ...]


class BeginScreen(QWidget):
    """Nothing is decided beforehand. A no closes the lid: the visit is kept on paper."""

    begun = Signal(str, str)
    kept_on_paper = Signal(str)
    questions_requested = Signal(str, tuple)
    """The person, and the guides whose questions are wanted on paper."""
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._person = self._visit = ""
        self._start: _Start | None = None
        self._others: dict[str, Speaker] = {}
        self._page = Page(measure=62)
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._trouble = Notice(tone="harm")
        self._title = Passage(type="title")
        self._ask, self._who_sees = Passage(type="prompt"), Passage()
        self._answer = ChipRow(words("visit.begin.answer"))
        self._own_words = LineField(words("visit.begin.own_words"), words("visit.begin.own_words_hint"))
        self._here_lead = Passage(tone="soft")
        self._here = ChipRow(words("visit.begin.here"), exclusive=False)
        self._newcomer = Newcomer(words)
        self._topics_title = Passage(type="heading")
        self._topics = Topics(words)
        self._order = Passage(tone="soft")
        self._short = ActionButton("", kind="link", icon="clock")
        self._picked: list[str] = []
        self._begin = ActionButton(words("visit.begin.begin"), kind="primary")
        self._missing = Notice(tone="amber")
        self._paper_title, self._paper_lead = Passage(type="heading"), Passage()
        self._close_lid = ActionButton(words("visit.begin.close_lid"), kind="primary")
        self._questions = ActionButton(words("visit.begin.questions"), icon="printer")
        self._questions_lead = Passage(words("visit.begin.questions_lead"), tone="soft")
        self._lay_out()
        self._wire()

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_visit(self, person: str, visit: str) -> None:
        """Start anew with this visit."""
        self._person, self._visit = person, visit
        self._start = None
        self._picked = []
        self._trouble.quiet()
        self._missing.quiet()
        self._own_words.set_text("")
        self._answer.choose("")
        self._show_rest()
        self._newcomer.close_form()
        self._page.hide()
        self._page.verticalScrollBar().setValue(0)
        job = lambda: _read(self._desk, person, visit)  # noqa: E731
        self._work.read(job, then=self._show, failed=self._say_failure, key=f"begin {id(self)}")

    def focus_first(self) -> None:
        """The answer first."""
        chip = self._answer.chip(YES)
        if chip is not None:
            chip.setFocus()

    def _lay_out(self) -> None:
        words = self._words
        self._answer.add(YES, words("visit.begin.yes"))
        self._answer.add(NO, words("visit.begin.no"))
        back, begin, lid = FlowRow(), FlowRow(spacing=16), FlowRow()
        back.add(self._back)
        begin.add(self._begin)
        lid.add(self._questions)
        lid.add(self._close_lid)
        somebody = FlowRow()
        somebody.add(self._newcomer.opener)
        here = Passage(words("visit.begin.here"), type="heading")
        self._page.header.addWidget(back)
        asking = column(self._ask, self._who_sees, self._answer, self._own_words, spacing=14, margins=0)
        present = column(here, self._here_lead, self._here, self._newcomer, somebody, spacing=12)
        topics = column(self._topics_title, flow_row(self._short), self._topics, self._order, spacing=12)
        self._talking = column(present, topics, self._missing, begin, spacing=32)
        self._lid = column(self._paper_title, self._paper_lead, self._questions_lead, lid, spacing=14)
        for part in (self._trouble, self._title, asking, self._talking, self._lid):
            self._page.add(part)
        self._page.body.setSpacing(28)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)

    def _wire(self) -> None:
        self._back.clicked.connect(self.closed)
        self._answer.chosen_changed.connect(self._on_answer)
        self._topics.chosen_changed.connect(self._on_topic)
        self._newcomer.came.connect(self._add_somebody)
        self._short.clicked.connect(self._take_short_path)
        self._begin.clicked.connect(self._on_begin)
        self._close_lid.clicked.connect(self._on_close_lid)
        self._questions.clicked.connect(lambda: self.questions_requested.emit(self._person, tuple(self._picked)))

    def _show(self, start: _Start) -> None:
        words, self._start = self._words, start
        name = start.person.body.called
        said = short_name(name)
        self._title.set_text(words("visit.begin.title", name=said))
        self._ask.set_text(words("visit.begin.ask"))
        self._who_sees.set_text(words("visit.begin.who_sees", name=said))
        self._here_lead.set_text(words("visit.begin.here_lead", name=said))
        self._topics_title.set_text(words("visit.begin.topics_title", name=said))
        self._paper_title.set_text(words("visit.begin.paper_title"))
        self._paper_lead.set_text(words("visit.begin.paper_lead", name=said))
        self._others = {key_of(speaker): speaker for speaker in start.others}
        self._here.clear()
        before = {key_of(speaker) for speaker in start.visit.present}
        for key, speaker in self._others.items():
            self._here.add(key, speaker.name, chosen=key in before)
        self._topics.show_groups(self._desk.guides.groups, start.visit.topics)
        short = self._desk.guides.short_path
        self._short.set_text(words("visit.begin.short", minutes=short.minutes))
        self._short.setVisible(bool(short.guides))
        self._picked = [topic for topic in start.visit.topics if topic in self._topics.keys]
        self._show_order()
        self._page.show()
        if self.isVisible():
            self.focus_first()

    def _on_answer(self, _key: str) -> None:
        self._missing.quiet()
        self._show_rest()
        if self._answer.chosen == NO:
            self._page.scroll_to(self._lid)

    def _show_rest(self) -> None:
        self._talking.setVisible(self._answer.chosen != NO)
        self._lid.setVisible(self._answer.chosen == NO)

    def _on_topic(self, topic: str) -> None:
        if topic in self._picked:
            self._picked.remove(topic)
        else:
            self._picked.append(topic)
        self._show_order()

    def _take_short_path(self) -> None:
        """The topics of the short way, in its order, instead of whatever was picked."""
        wanted = [guide.id for guide in self._desk.guides.short_path.guides]
        self._topics.choose_only(wanted)
        self._picked = wanted
        self._show_order()

    def _show_order(self) -> None:
        names = [guide.name for topic in self._picked if (guide := self._desk.guides.get(topic)) is not None]
        said = (
            self._words("visit.begin.order", topics=self._words.listing(names)) if names else self._words("visit.begin.no_order")
        )
        self._order.set_text(said)
        announce(self._order, said)

    def _add_somebody(self, name: str) -> None:
        same = next((key for key, each in self._others.items() if each.name.casefold() == name.casefold()), "")
        speaker = Speaker(role=Role.OTHER, name=name)
        key = same or key_of(speaker)
        if not same:
            self._others[key] = speaker
            self._here.add(key, name)
        self._here.choose(key)

    def _on_begin(self) -> None:
        if self._answer.chosen != YES:
            self._missing.say(self._words("visit.begin.ask_first"))
            self.focus_first()
            return
        person, visit = self._person, self._visit
        permission, present, topics = Permission(given=True, words=self._said), self._present(), tuple(self._picked)

        def begun(_changes: Changes) -> None:
            self.begun.emit(person, visit)

        self._work.write(
            lambda: begin_visit(self._desk, visit, permission=permission, present=present, topics=topics),
            then=begun,
            failed=self._say_failure,
            initiator=self,
        )

    def _on_close_lid(self) -> None:
        person, visit = self._person, self._visit
        permission, present = Permission(given=False, words=self._said), self._present()

        def closed(_changes: Changes) -> None:
            self.kept_on_paper.emit(person)

        self._work.write(
            lambda: keep_on_paper(self._desk, visit, permission=permission, present=present),
            then=closed,
            failed=self._say_failure,
            initiator=self,
        )

    @property
    def _said(self) -> str:
        return self._own_words.text.strip()

    def _present(self) -> tuple[Speaker, ...]:
        """The person, whoever was pressed, and the worker."""
        assert self._start is not None
        chosen = tuple(self._others[key] for key in self._here.chosen_keys)
        return (speaker_of(self._start.person), *chosen, self._desk.me)

    def _say_failure(self, error: Exception) -> None:
        self._page.show()
        self._trouble.say(str(message_for(error, self._words)))
        self._page.scroll_to(self._trouble)


def _read(desk: Desk, record: str, visit: str) -> _Start:
    found = next((each.body for each in visits_of(desk, record) if each.record == visit), None)
    if found is None:
        raise NotFound(what="visit", name="")
    members = [
        Speaker(role=Role.OTHER, name=each.body.name, who=each.record)
        for each in circle(desk, record)
        if not each.body.do_not_contact
    ]
    known = {key_of(each) for each in members}
    before = [each for each in found.present if each.role is Role.OTHER and key_of(each) not in known]
    return _Start(person(desk, record), found, (*members, *before))
