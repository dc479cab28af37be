"""The parts of a person's page: what we know, what is still open, what was promised, copies at home, visits."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.suggesting import Suggestion
from app.practice.guides import GuideShelf
from app.practice.merge import Current
from app.practice.papers import paper_name
from app.practice.people import Role, Speaker
from app.practice.plans import Action, ActionState
from app.practice.statements import Answer, Statement
from app.practice.visits import Visit, VisitStatus
from ui.paper.making import paper_called
from ui.person.picture import PersonPicture, is_late
from ui.reasons import reason_of
from ui.widgets.buttons import ActionButton, quiet_link
from ui.widgets.layout import FlowRow, empty
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.words import Words

_FIRST_SHOWN = 5
_START_LETTERS = 40


class Part(QWidget):
    """A heading with things under it; filled anew each time."""

    def __init__(self, title: str, spacing: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(Passage(title, type="heading"))
        self.list = QVBoxLayout()
        self.list.setSpacing(spacing)
        layout.addLayout(self.list)

    def fill(self, parts: list[QWidget], none: str) -> None:
        """Show these, or say that there is nothing."""
        empty(self.list)
        for part in parts or [Passage(none, tone="soft")]:
            self.list.addWidget(part)


class Known(Part):
    """The person's own latest words."""

    settle_requested = Signal(str)
    place_requested = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("person.known.title"), spacing=16, parent=parent)
        self._words = words
        self._picture: PersonPicture | None = None
        self._all = False

    def show_picture(self, picture: PersonPicture) -> None:
        """Show what is known."""
        if self._picture is None or self._picture.person.record != picture.person.record:
            self._all = False
        self._picture = picture
        shown = picture.known if self._all else picture.known[:_FIRST_SHOWN]
        parts: list[QWidget] = [self._quote(picture, each) for each in shown]
        left = len(picture.known) - len(shown)
        if left:
            more = ActionButton(self._words("person.known.all", count=left), kind="link")
            more.clicked.connect(self._show_all)
            parts.append(_line(more))
        self.fill(parts, self._words("person.known.none"))

    def _show_all(self) -> None:
        self._all = True
        if self._picture:
            self.show_picture(self._picture)

    def _quote(self, picture: PersonPicture, statement: Current[Statement]) -> QWidget:
        words, body = self._words, statement.body
        day = picture.said_on(body)
        name = body.speaker.name or picture.person.body.called
        by = words("person.known.by", name=name, date=words.date(day)) if day else name
        yes = body.read_back is not None and body.read_back.answer is Answer.YES
        quote = Quote(body.words, by, mark=words("person.known.read_back") if yes else "")
        if "words" in statement.versions:
            start = body.words[:_START_LETTERS]
            settle = ActionButton(words("person.known.settle"), kind="link", name=words("person.known.settle_name", start=start))
            settle.clicked.connect(lambda: self.settle_requested.emit(statement.record))
            quote.add_action(settle)
        more = quiet_link(words("person.known.more"), words("person.known.more_name", start=body.words[:_START_LETTERS]))
        more.clicked.connect(lambda: self.place_requested.emit(statement.record))
        quote.add_action(more)
        return quote


class StillOpen(Part):
    """What is still unknown, with the reason; and the guides nobody has talked about yet."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("person.open.title"), parent=parent)
        self._words = words

    def show_picture(self, picture: PersonPicture, guides: GuideShelf) -> None:
        """Show which."""
        parts = [part for each in picture.suggestions if (part := self._suggested(each, guides)) is not None]
        named = {each.guide for each in picture.suggestions}
        others = [guide.name for guide in picture.open_guides if guide.id not in named]
        if others:
            parts.append(Passage(self._words("person.open.others", topics=self._words.listing(others)), tone="soft"))
        self.fill(parts, self._words("person.open.none"))

    def _suggested(self, each: Suggestion, guides: GuideShelf) -> QWidget | None:
        guide = guides.get(each.guide)
        prompt = guide.prompt_named(each.prompt) if guide else None
        if prompt is None:
            return None
        return _column(Passage(prompt.question, type="strong"), Passage(reason_of(each, self._words), "small", "soft"))


class Promised(Part):
    """Who does what by when; what is late stands first."""

    done_requested = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("person.promised.title"), parent=parent)
        self._words = words

    def show_picture(self, picture: PersonPicture) -> None:
        """Show the promises."""
        self.fill([self._action(picture, each) for each in picture.promised], self._words("person.promised.none"))

    def _action(self, picture: PersonPicture, action: Current[Action]) -> QWidget:
        words, body = self._words, action.body
        open_now = body.state is ActionState.OPEN
        late = is_late(body, picture.day)
        parts: list[QWidget] = [Passage(body.what, type="strong" if open_now else "body", tone="" if open_now else "soft")]
        who = speaker_name(body.who, picture, words) if body.who else words("person.promised.nobody")
        parts.append(Passage(who, type="small", tone="soft"))
        when = self._when(body, late)
        if when:
            parts.append(Passage(when, type="small", tone="attention" if late else "soft"))
        if open_now:
            done = ActionButton(
                words("person.promised.done"), kind="link", name=words("person.promised.done_name", what=body.what)
            )
            done.clicked.connect(lambda: self.done_requested.emit(action.record))
            parts.append(_line(done))
        return _column(*parts)

    def _when(self, action: Action, late: bool) -> str:
        words = self._words
        if action.state is ActionState.DONE:
            return words("person.promised.done_on", day=words.day(action.settled_on)) if action.settled_on else ""
        if action.state is ActionState.DROPPED:
            why = action.reason
            return words("person.promised.dropped_why", reason=why) if why else words("person.promised.dropped")
        if late and action.by:
            return words("person.promised.late", day=words.day(action.by))
        if action.by:
            return words("person.promised.by", day=words.day(action.by))
        return words("person.promised.by_words", words=action.by_words) if action.by_words else ""


class Copies(Part):
    """The copies that were left at home, and whether they still say what we know."""

    make_requested = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("person.copies.title"), parent=parent)
        self._words = words

    def show_picture(self, picture: PersonPicture) -> None:
        """Show the copies."""
        parts: list[QWidget] = []
        for each in picture.copies:
            words, copy = self._words, each.copy
            paper, date = paper_called(copy.paper), words.date(copy.left_at)
            if each.purpose:
                paper = words("person.copies.paper_for", paper=paper, purpose=each.purpose)
            if not each.out_of_date:
                parts.append(Passage(words("person.copies.current", paper=paper, number=copy.number, date=date)))
                continue
            make = ActionButton(words("person.copies.make"), kind="link", name=words("person.copies.make_name", paper=paper))
            which = paper_name(copy.paper, each.profile)
            make.clicked.connect(lambda _checked=False, which=which: self.make_requested.emit(which))
            old = words("person.copies.old", paper=paper, number=copy.number, date=date)
            parts.append(_column(Passage(old, tone="attention"), _line(make)))
        self.fill(parts, self._words("person.copies.none"))


class Visits(Part):
    """What is planned, paused and past."""

    visit_chosen = Signal(str)
    letter_chosen = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("person.visits.title"), spacing=4, parent=parent)
        self._words = words

    def show_picture(self, picture: PersonPicture) -> None:
        """Show the visits, the latest first."""
        last = next((each.record for each in picture.visits if each.record in picture.stopped), "")
        parts: list[QWidget] = []
        for each in picture.visits:
            parts.append(self._visit(each))
            if each.record == last:
                topic, question = picture.stopped[last]
                said = self._words("person.visits.stopped", topic=topic, question=question)
                parts.append(Passage(said, type="small", tone="soft"))
        self.fill(parts, self._words("person.visits.none"))

    def _visit(self, visit: Current[Visit]) -> QWidget:
        words, body = self._words, visit.body
        line = FlowRow(spacing=12)
        line.add(Passage(self._said(body), tone="soft" if body.status is VisitStatus.ENDED else ""))
        at = body.began_at or body.planned_for
        date = words.date(at) if at else words("person.visits.unplanned")
        if body.status in (VisitStatus.PAUSED, VisitStatus.UNDER_WAY):
            press = ActionButton(words("person.visits.go_on"), kind="link", name=words("person.visits.go_on_name", date=date))
        elif body.status is VisitStatus.PLANNED:
            press = ActionButton(words("person.visits.start"), kind="link", name=words("person.visits.start_name", date=date))
        else:
            return line
        press.clicked.connect(lambda: self.visit_chosen.emit(visit.record))
        line.add(press)
        if body.status is VisitStatus.PLANNED and body.planned_for is not None:
            letter = ActionButton(words("person.visits.letter"), kind="link", name=words("person.visits.letter_name", date=date))
            letter.clicked.connect(lambda: self.letter_chosen.emit(visit.record))
            line.add(letter)
        return line

    def _said(self, visit: Visit) -> str:
        words = self._words
        if visit.status is VisitStatus.UNDER_WAY:
            return words("person.visits.under_way")
        if visit.status is VisitStatus.PAUSED and visit.paused_at:
            moment = words.moment(visit.paused_at)
            on_paper = visit.permission is not None and not visit.permission.given
            if on_paper:
                return words("person.visits.on_paper", moment=moment)
            return words("person.visits.paused", moment=moment)
        if visit.status is VisitStatus.PLANNED:
            if visit.planned_for is None:
                return words("person.visits.unplanned")
            moment = words.moment(visit.planned_for)
            if visit.purpose:
                return words("person.visits.planned_why", moment=moment, purpose=visit.purpose)
            return words("person.visits.planned", moment=moment)
        at = visit.began_at or visit.planned_for
        date = words.date(at) if at else ""
        if visit.purpose:
            return words("person.visits.ended_why", date=date, purpose=visit.purpose)
        return words("person.visits.ended", date=date)


def speaker_name(speaker: Speaker, picture: PersonPicture, words: Words) -> str:
    """What to call a speaker on this page."""
    if speaker.role is Role.PERSON:
        return picture.person.body.called
    if speaker.role is Role.WORKER and picture.names.is_me(speaker.who):
        return words("person.promised.you")
    return speaker.name or picture.names.of(speaker.who)


def _column(*parts: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part)
    return holder


def _line(press: ActionButton) -> FlowRow:
    line = FlowRow()
    line.add(press)
    return line
