"""What waits for the worker: versions to settle, words nobody has claimed, copies at home that are out of date."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook import people, saying, settling
from app.casebook.desk import Desk
from app.casebook.leaving import CopyAtHome
from app.casebook.people import Names
from app.casebook.saying import Typing
from app.casebook.settling import Unsettled
from app.practice.merge import Current
from app.practice.papers import paper_name
from app.practice.people import Person
from app.practice.statements import Statement
from ui.paper.making import paper_called
from ui.today.about_two import AboutTwo, parts_about_two, read_about_two
from ui.today.parts import Waiting, start_of
from ui.widgets.layout import empty
from ui.widgets.passage import Passage
from ui.words import Words


@dataclass(frozen=True)
class Asking:
    """What waits and takes longer to gather. `unclaimed`: the person's record and name, and what was typed."""

    unsettled: list[Unsettled]
    unclaimed: list[tuple[str, str, Typing]]
    names: Names
    two: AboutTwo


def read_asking(desk: Desk) -> Asking:
    """Gather it."""
    called = {person.record: person.body.called for person in people.people(desk)}
    left = [(each.person, called[each.person], each) for each in saying.typing_left(desk) if each.person in called]
    return Asking(settling.unsettled(desk), left, people.names(desk), read_about_two(desk))


class WaitingList(QWidget):
    """Everything that waits, the most pressing first."""

    person_opened = Signal(str)
    unsettled_opened = Signal(str)
    leaving_opened = Signal(str, str)
    double_opened = Signal(str, str)
    move_requested = Signal(str)
    story_requested = Signal()
    settling_requested = Signal(object)
    """A job that says what stands, once somebody has pressed it."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._asking: Asking | None = None
        self._old: tuple[tuple[Current[Person], CopyAtHome], ...] = ()
        self._days_left: int | None = None
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(20)

    def show_old_copies(self, old: tuple[tuple[Current[Person], CopyAtHome], ...]) -> None:
        """Copies at home that no longer say what the record says."""
        self._old = old
        self._show()

    def show_contact(self, days_left: int | None) -> None:
        """In how many days records close until an exchange; None while that is not near."""
        if days_left != self._days_left:
            self._days_left = days_left
            self._show()

    def show_asking(self, asking: Asking) -> None:
        """Versions, and words without a speaker."""
        self._asking = asking
        self._show()

    def _show(self) -> None:
        empty(self._list)
        self._list.addWidget(Passage(self._words("today.waiting.title"), type="heading"))
        parts: list[QWidget] = [] if self._days_left is None else [self._contact(self._days_left)]
        if self._asking:
            parts += [self._unsettled(each, self._asking.names) for each in self._asking.unsettled]
            parts += [self._unclaimed(*each) for each in self._asking.unclaimed]
            parts += parts_about_two(self, self._asking.two, self._words)
        parts += [self._old_copy(person, copy) for person, copy in self._old]
        for part in parts:
            self._list.addWidget(part)
        if not parts and self._asking:
            self._list.addWidget(Passage(self._words("today.waiting.none"), tone="soft"))

    def _contact(self, days_left: int) -> QWidget:
        words = self._words
        why = words("today.waiting.contact_why", count=days_left)
        go = words("today.waiting.contact_go")
        part = Waiting(words("today.waiting.contact"), why, go, go)
        part.acted.connect(self.story_requested)
        return part

    def _unsettled(self, each: Unsettled, names: Names) -> QWidget:
        words = self._words
        several = max(map(len, each.now.versions.values())) > 2
        kind = each.kind.replace(" ", "_") if words.has(f"today.versions.{each.kind.replace(' ', '_')}") else "other"
        title = words.choice("today.versions_many", kind) if several else words.choice("today.versions", kind)
        who = self._authors(each, names)
        if len(who) == 2:
            why = words("today.waiting.wrote", name=each.person_name, who=words.listing(who))
        else:
            why = words("today.waiting.more", name=each.person_name)
        name = words("today.waiting.settle_name", name=each.person_name)
        part = Waiting(title, why, words("today.waiting.settle"), name, quoted=self._start(each))
        part.acted.connect(lambda record=each.record: self.unsettled_opened.emit(record))
        return part

    def _start(self, each: Unsettled) -> str:
        return start_of(each.now.body.words) if isinstance(each.now.body, Statement) and not each.now.body.private else ""

    def _authors(self, each: Unsettled, names: Names) -> list[str]:
        carriers = {rev for variants in each.now.versions.values() for variant in variants for rev in variant.revisions}
        authors = dict.fromkeys(written.author for written in each.history if written.revision in carriers)
        ours = sorted(authors, key=lambda author: not names.is_me(author))
        return [self._called(author, names) for author in ours]

    def _called(self, author: str, names: Names) -> str:
        if names.is_me(author):
            return self._words("today.waiting.you")
        return names.of(author) or self._words("today.waiting.somebody")

    def _unclaimed(self, person: str, name: str, typing: Typing) -> QWidget:
        words = self._words
        part = Waiting(
            words("today.waiting.unsaid"),
            words("today.waiting.unsaid_why", name=name, start=start_of(typing.typed.words)),
            words("today.waiting.say_whose"),
            words("today.waiting.say_whose_name", name=name),
            edge="quiet",
        )
        part.acted.connect(lambda: self.person_opened.emit(person))
        return part

    def _old_copy(self, person: Current[Person], copy: CopyAtHome) -> QWidget:
        words, name = self._words, person.body.called
        paper = paper_called(copy.copy.paper)
        if copy.purpose:
            paper = words("today.waiting.paper_for", paper=paper, purpose=copy.purpose)
        part = Waiting(
            words("today.waiting.old_copy", name=name),
            words("today.waiting.old_copy_why", paper=paper, date=words.date(copy.copy.left_at)),
            words("today.waiting.print"),
            words("today.waiting.print_name", name=name),
            edge="edge",
        )
        part.acted.connect(lambda: self.leaving_opened.emit(person.record, paper_name(copy.copy.paper, copy.profile)))
        return part
