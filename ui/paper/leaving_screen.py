"""Agree, print, leave: look at it together, keep the person's answer, print or save, remember who has which version."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.as_seen import freeze_as_seen, reads_the_same
from app.casebook.before_leaving import BeforeLeaving, Holds, PaperWording, before_leaving
from app.casebook.desk import Desk
from app.casebook.leaving import Frozen, answer, answer_typing, copy_left, keep_answer_typing
from app.casebook.plan import change_action
from app.casebook.saying import keep_off
from app.practice.changes import Changes
from app.practice.errors import ChangedSinceSeen
from app.practice.formats import Format
from app.practice.papers import ProfilePage, paper_named
from app.practice.people import Role, Speaker
from app.practice.plans import HowLeft, PaperKind
from app.practice.portraits import MAIN
from app.practice.sheets import Content
from ui.messages import message_for
from ui.paper.answering import Answering, Given
from ui.paper.colour_wish import ColourWish
from ui.paper.formats import remarks_of
from ui.paper.going_out import Outing, Parcel
from ui.paper.handing_over import HandingOver, LeftBehind
from ui.paper.looking import Looking, Seen, not_yet_said
from ui.paper.making import made, paper_words, short_name
from ui.paper.naming import Naming
from ui.paper.paper_bar import PaperBar
from ui.paper.steps import Step, Steps
from ui.paper.two_sides import TwoSides
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from app.paper.report import Paper
    from ui.paper.printing import Printing
    from ui.widgets.page_preview import PagePreview

KINDS = frozenset({"profile line", "statement", "person", "circle", "council", "action", "portrait", "profile"})
"""What changes a paper that has not been frozen."""


@dataclass(frozen=True)
class Offered:
    """A frozen version, as it prints."""

    frozen: Frozen
    paper: "Paper"
    naming: tuple[PaperWording, ...]


class LeavingScreen(QWidget):
    """One step at a time beside the page. Nothing is left before it was asked for."""

    left_behind = Signal(str)
    closed = Signal()
    unsettled_opened = Signal(str)

    def __init__(
        self, desk: Desk, work: Work, words: Words, printing: "Printing | None" = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._say = paper_words()
        self._person, self._profile = "", MAIN
        self._kind: str = PaperKind.PROFILE
        self._before: BeforeLeaving | None = None
        self._report_paper: Paper | None = None
        self._given: Given | None = None
        self._offered: Offered | None = None
        self._answered: tuple[Content, Format] | None = None
        """The paper that was answered and could not be offered before something on it was asked about."""
        self._fresh = True
        self._allowed: frozenset[str] = frozenset()
        self._without_people = False
        self._preview: PagePreview | None = None
        self._looking, self._answering = Looking(words), Answering(words)
        self._handing, self._left = HandingOver(desk, work, words, printing), LeftBehind(words)
        self._bar = PaperBar(words("common.back"), words)
        self._colour = ColourWish(desk, work, self._bar, self._on_failed)
        self._steps = Steps((self._looking, self._answering, self._handing, self._left))
        self._page = QWidget()
        self._page_layout = QVBoxLayout(self._page)
        self._page_layout.setContentsMargins(0, 0, 0, 0)
        self._sides = TwoSides(
            self._steps, self._page, words("leaving.sides.label"), words("leaving.sides.words"), words("leaving.sides.page")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._sides, 1)
        self._wire()

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_paper(self, person: str, paper: str) -> None:
        """Begin with the first step for this paper, as `paper_name` names it."""
        kind, profile = paper_named(paper)
        if (person, kind, profile) != (self._person, self._kind, self._profile):
            self._fresh = True
        self._person, self._kind, self._profile = person, kind, profile
        self._before, self._offered, self._given, self._answered = None, None, None, None
        self._allowed, self._without_people = frozenset(), False
        self._looking.begin()
        self._forget_page()
        self._steps.show_step(self._looking)
        self._look()

    def focus_first(self) -> None:
        """The keyboard goes to what comes first in the step."""
        step = self._steps.step
        if isinstance(step, Answering | HandingOver | LeftBehind):
            step.focus_first()
        else:
            self._bar.back_button.setFocus()

    def may_leave(self) -> bool:
        """Always; what is being typed is kept first."""
        self.keep_now()
        return True

    def keep_now(self) -> None:
        """Keep what is being typed, without waiting for a pause."""
        self._answering.flush()

    def _wire(self) -> None:
        self._bar.back_requested.connect(self._on_back)
        self._bar.form_changed.connect(self._on_form_changed)
        self._looking.went_on.connect(self._go_on)
        self._looking.another_answer_wanted.connect(self._ask_for_answer)
        self._looking.settle_requested.connect(self.unsettled_opened)
        self._looking.allowed.connect(self._on_allowed)
        self._looking.keep_off_requested.connect(self._keep_off)
        self._looking.put_back_requested.connect(partial(self._keep_off, off=False))
        self._looking.people_wanted.connect(self._want_people)
        self._answering.back_requested.connect(lambda: self._go_to(self._looking))
        self._answering.answered.connect(self._freeze)
        self._answering.pause_came.connect(self._keep_typing)
        self._handing.handed_over.connect(lambda outing: self._record(HowLeft.PRINTED, outing))
        self._handing.saved.connect(partial(self._record, HowLeft.SAVED))
        self._left.another_requested.connect(self._offer_again)
        self._left.done.connect(lambda: self.left_behind.emit(self._person))
        self._work.changed.connect(self._on_changed)

    # Looking

    def _look(self) -> None:
        desk, person, which = self._desk, self._person, (self._kind, self._profile)
        without = self._without_people
        self._work.read(
            lambda: before_leaving(desk, person, *which, without_people=without),
            then=self._show_before,
            failed=self._on_failed,
            key=f"leaving {id(self)}",
        )

    def _show_before(self, before: BeforeLeaving) -> None:
        self._before = before
        self._bar.show_formats(before.content.person, fresh=self._fresh)
        if self._fresh:
            self._colour.ask(self._person)
        self._fresh = False
        self._show_bar()
        form, say = self._bar.form, self._say
        self._work.read(
            lambda: made(before.content, form, say),
            then=partial(self._show_draft, before),
            failed=self._on_failed,
            key=f"leaving page {id(self)}",
        )

    def _show_bar(self) -> None:
        assert self._before is not None
        person = self._before.content.person
        titles = [self._title_for(name) for name in (short_name(person.called), person.called)]
        self._bar.show_title(*titles)
        self._bar.offer_formats(self._offered is None)

    def _show_draft(self, before: BeforeLeaving, paper: "Paper") -> None:
        if self._offered is not None:
            return
        self._show_page(paper)
        remarks = remarks_of(paper.report.pages, self._bar.form, before.content, self._words)
        self._looking.show_seen(Seen(before, paper.report, remarks, self._allowed))

    def _on_form_changed(self) -> None:
        if self._before is not None:
            self._show_before(self._before)

    def _on_allowed(self, key: str) -> None:
        self._allowed |= {key}
        self._look()

    def _want_people(self, wanted: bool) -> None:
        self._without_people = not wanted
        self._look()

    def _keep_off(self, line: PaperWording, *, off: bool = True) -> None:
        desk = self._desk

        def job() -> Changes:
            if line.holds is Holds.PROMISE:
                return change_action(desk, line.record, not_to_print=off)
            return keep_off(desk, line.record, paper=off)

        say = partial(self._looking.say_kept_off, line if off else None)
        self._work.write(job, then=lambda _changes: say(), failed=self._on_failed, initiator=self)

    # The answer

    def _go_on(self) -> None:
        """To the answer; past it where exactly this paper was answered just now."""
        assert self._before is not None
        form, answered = self._bar.form, self._answered
        if answered and answered[1] == form and reads_the_same(answered[0], self._before.content):
            self._answered = None
            self._offer(form)
        else:
            self._ask_for_answer()

    def _ask_for_answer(self) -> None:
        desk, person, kind, profile = self._desk, self._person, self._kind, self._profile
        assert self._before is not None
        self._answered = None
        called = self._before.content.person.called

        def ask(typed: str) -> None:
            self._answering.start(called, typed, printed=kind is PaperKind.PLAN_COPY)
            self._go_to(self._answering)

        self._work.read(lambda: answer_typing(desk, person, kind, profile), then=ask, failed=self._on_failed, initiator=self)

    def _keep_typing(self, typed: str, cursor: int) -> None:
        desk, person, kind, profile = self._desk, self._person, self._kind, self._profile
        keep = partial(keep_answer_typing, desk, person, kind, typed, cursor, profile)
        self._work.write(keep, failed=self._on_failed, initiator=self)

    def _freeze(self, given: Given | None) -> None:
        """Freeze what was looked at as a version, keep the answer to it, and offer it as it prints."""
        assert self._before is not None
        seen = self._before.content
        desk, person, kind, profile = self._desk, self._person, self._kind, self._profile
        about = self._before.content.person
        form, without = self._bar.form, self._without_people
        speaker = Speaker(role=Role.PERSON, name=about.called, who=person)
        self._given = given

        def job() -> Changes:
            frozen = freeze_as_seen(desk, person, kind, seen, form.points, profile, without_people=without).frozen
            if given is None:
                return frozen.changes
            kept = answer(desk, person, frozen, given.said, words=given.words, speaker=speaker, manner=given.manner)
            return frozen.changes | kept

        self._work.write(job, then=lambda _changes: self._offer(form), failed=self._on_failed, initiator=self)

    # Leaving a copy

    def _offer(self, form: Format) -> None:
        desk, person, kind, profile, say = self._desk, self._person, self._kind, self._profile, self._say
        assert self._before is not None
        seen, without = self._before.content, self._without_people

        def job() -> Offered:
            as_seen = freeze_as_seen(desk, person, kind, seen, form.points, profile, without_people=without)
            return Offered(as_seen.frozen, made(as_seen.frozen.content, form, say), as_seen.naming)

        self._work.write(job, then=partial(self._show_offered, seen, form), failed=self._on_failed, initiator=self)

    def _show_offered(self, seen: Content, form: Format, offered: Offered) -> None:
        if not_yet_said(offered.naming, self._allowed):
            self._answered = (seen, form)
            self._look_again(self._words("leaving.naming.again"))
            return
        self._offered = offered
        self._show_page(offered.paper)
        self._show_bar()
        self._offer_again()

    def _offer_again(self) -> None:
        if self._offered is None or self._before is None:
            return
        present = [speaker.name for speaker in self._before.present if speaker.name]
        said = self._given.said if self._given else None
        called, paper = self._before.content.person.called, self._offered.paper
        naming = Naming(self._words, self._kind, called, self._purpose())
        frozen = self._offered.frozen
        parcel = Parcel(paper.pdf, paper.report.pages, naming.file(frozen.number), self._person, frozen, self._kind)
        self._handing.start(frozen, said, called, present, parcel)
        self._go_to(self._handing)

    def _record(self, how: HowLeft, outing: Outing, file: str = "", closed: bool = False) -> None:
        """Remember the copy that went out, whatever is on offer by now; only where it still is, that is said."""
        desk, parcel, whom = self._desk, outing.parcel, outing.whom
        frozen = parcel.of
        if frozen is None:
            return
        former = self._before.last if self._before else None

        def tell(_changes: Changes) -> None:
            offered = self._offered
            if offered is not None and offered.frozen.version == frozen.version and self._steps.step is self._handing:
                self._left.show_copy(frozen, whom, how, desk.clock(), file, closed, former=former)
                self._go_to(self._left)

        copy = partial(copy_left, desk, parcel.person, frozen, parcel.kind, how, whom)
        self._work.write(copy, then=tell, failed=self._on_failed, initiator=self)

    # All steps

    def _look_again(self, why: str) -> None:
        self._answering.flush()
        self._go_to(self._looking)
        self._looking.say_why_again(why)

    def _go_to(self, step: Step) -> None:
        if step is self._looking:
            self._offered = None
            self._look()
        self._steps.show_step(step)
        self._sides.go_to("words")
        self.focus_first()

    def _on_back(self) -> None:
        step = self._steps.step
        if step is self._answering or step is self._handing:
            self._answering.flush()
            self._go_to(self._looking)
        elif step is self._left:
            self.left_behind.emit(self._person)
        else:
            self.closed.emit()

    def _show_page(self, paper: "Paper") -> None:
        if self._preview is None:
            from ui.widgets.page_preview import PagePreview

            self._preview = PagePreview(self._words, self._work)
            self._page_layout.addWidget(self._preview)
        assert self._before is not None
        self._preview.show_pdf(paper.pdf, self._title_for(self._before.content.person.called))

    def _title_for(self, name: str) -> str:
        return Naming(self._words, self._kind, name, self._purpose()).title

    def _purpose(self) -> str:
        content = self._before.content if self._before else None
        return content.purpose.words if isinstance(content, ProfilePage) and content.purpose else ""

    def _forget_page(self) -> None:
        if self._preview is not None:
            self._preview.hide()
            self._preview.deleteLater()
            self._preview = None

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        mine = f"person:{self._person}" in changes.scopes and KINDS & changes.kinds
        if mine and self._before is not None and self._steps.step is self._looking:
            self._look()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, ChangedSinceSeen):
            self._look_again(str(message_for(error, self._words)))
            return
        self._steps.step.notice.say(str(message_for(error, self._words)), tone="harm")
        if self._steps.step is self._handing:
            self._handing.say_trouble(str(message_for(error, self._words)))
