"""The visit: one question, what was said to it, whose words they are, kept as they are typed."""

from collections.abc import Callable
from datetime import datetime

import msgspec
from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.saying import Typing
from app.casebook.visits import end_visit, move_to, pause_visit, resume_visit
from app.practice.changes import Changes
from app.practice.guides import Guide
from app.practice.plans import PaperKind
from app.practice.visits import Place, VisitStatus
from ui.messages import message_for
from ui.paper.making import paper_words, short_name, shortly
from ui.visit.acting import Acting
from ui.visit.boarding import Boarding
from ui.visit.hint import Hinting, HintStrip
from ui.visit.keeper import Keeper
from ui.visit.next_talk import Suggesting
from ui.visit.on_table import OnTable
from ui.visit.shapes.rows import Said, Spot
from ui.visit.shapes.walk import Walk
from ui.visit.spelt import Spelt
from ui.visit.table import Table, holds_promises, is_asked, read_table
from ui.visit.visit_view import VisitView
from ui.visit.ways import aloud_of, near_and_further, topics_of
from ui.words import Words
from ui.work import Work


class VisitScreen(QWidget):
    """Goes to the place that was kept and restores what was being typed there."""

    turn_requested = Signal()
    read_back_requested = Signal()
    circle_requested = Signal(str)
    profile_requested = Signal(str)
    plan_requested = Signal(str)
    leaving_requested = Signal(str, str)
    history_requested = Signal(str)
    paused = Signal(str)
    ended = Signal(str)
    saved = Signal(object)
    """The time (UTC) at which words came onto the disk."""

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._person = self._visit = self.about = ""
        self._table: Table | None = None
        self._spot: Spot | None = None
        self._topics: list[Guide] = []
        self._unclaimed: list[Typing] = []
        self._stale = False
        self._me_words = frozenset(words("shapes.decisions.me_words").split(", "))
        say = paper_words()
        self._view = VisitView(words, say)
        self._keeper = Keeper(desk, work, self)
        self._on_table = OnTable(self._view, self._keeper, words, say)
        self._acting = Acting(desk, work, words, self._view, self._on_table)
        self._boarding = Boarding(desk, work, words, say, self._view)
        strip = HintStrip(words)
        self._view.answer.under_field.addWidget(strip)
        self._hinting = Hinting(desk, work, self._view.answer, strip)
        self._suggesting = Suggesting(desk, work, self._view.next_talk)
        self._spelt = Spelt(desk, work, self._view, self._on_table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self._wire()

    @property
    def moment(self) -> tuple[str, str, str, str]:
        """Person, visit, guide and place (the question, in its row): where the conversation is."""
        spot = self._spot
        return self._person, self._visit, spot.guide.id if spot else "", spot.place if spot else ""

    def show_visit(self, person: str, visit: str) -> None:
        """Show the visit where it stopped; a paused one goes on."""
        if (person, visit) != (self._person, self._visit):
            self._person, self._visit, self.about = person, visit, person
            self._table = self._spot = None
            self._unclaimed = []
            self._on_table.forget()
            self._view.answer.forget_speaker()
            self._view.undo.quiet()
            self._view.trouble.quiet()
            self._view.page.hide()
            self._view.bar.hide()
        self._reload()

    def keep_now(self) -> None:
        """Keep and seal what is typed: the screen is locked or the app closed. Words with nobody chosen stay a draft."""
        self._on_table.flush()
        self._leave_prompt()
        self._view.note.hand_in()
        self._view.beside.promises.hand_in()

    def focus_first(self) -> None:
        """The keyboard into the field, or to the promises where a question asks for those."""
        if self._view.answer.isHidden():
            self._view.beside.promises.focus_first()
        else:
            self._view.answer.field.setFocus()

    def may_leave(self) -> bool:
        """A visit is left by pausing or ending it."""
        return False

    def status_actions(self) -> list[QWidget]:
        """Private note, read back, the time, pause and end."""
        return self._view.status_actions

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Read again when something about this person changed."""
        if self._visit and f"person:{self._person}" in changes.scopes:
            self._stale = True
            if self.isVisible():
                self._reload()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is read now."""
        super().showEvent(event)
        if self._stale:
            self._reload()

    def _wire(self) -> None:
        view = self._view
        self._work.changed.connect(self.on_changed)
        view.bar.topic_chosen.connect(self._go_to_topic)
        view.bar.turn_requested.connect(lambda: self._when_kept(self.turn_requested.emit))
        view.parts.part_chosen.connect(self._go_to_part)
        view.answer.paused.connect(self._keeper.keep)
        view.answer.handed_in.connect(self._seal)
        view.unclaimed.acted.connect(self._go_to_unclaimed)
        view.note.paused.connect(self._keeper.keep)
        view.note.handed_in.connect(self._keeper.seal)
        view.note.closed.connect(self.focus_first)
        view.before.clicked.connect(lambda: self._step(-1))
        view.next.clicked.connect(lambda: self._step(1))
        view.another.clicked.connect(self._to_another)
        view.next_talk.chosen.connect(self._go_to_question)
        self._boarding.place_chosen.connect(self._go_to_place)
        self._boarding.row_added.connect(self._to_another)
        self._boarding.left.connect(self.focus_first)
        self._boarding.failed.connect(self._say_failure)
        view.beside.prompt_chosen.connect(self._go_to_place)
        view.beside.circle_requested.connect(self._to_circle)
        view.circle.clicked.connect(self._to_circle)
        view.profile.clicked.connect(lambda: self._when_kept(lambda: self.profile_requested.emit(self._person)))
        view.plan.clicked.connect(lambda: self._when_kept(lambda: self.plan_requested.emit(self._person)))
        view.leaving.clicked.connect(
            lambda: self._when_kept(lambda: self.leaving_requested.emit(self._person, PaperKind.PLAN_COPY.value))
        )
        view.note_button.clicked.connect(self._show_note)
        view.read_back_button.clicked.connect(lambda: self._when_kept(self.read_back_requested.emit))
        view.time_button.clicked.connect(self._show_time)
        view.pause_button.clicked.connect(self._pause)
        view.end_button.clicked.connect(self._end)
        self._on_table.history_requested.connect(lambda record: self._when_kept(lambda: self.history_requested.emit(record)))
        self._acting.failed.connect(self._say_failure)
        self._acting.left_out.connect(self.focus_first)
        self._keeper.kept.connect(self._on_kept)
        self._keeper.failed.connect(self._on_not_kept)
        self._keeper.settled.connect(self._on_settled)

    # Reading and showing

    def _reload(self) -> None:
        self._stale = False
        person, visit = self._person, self._visit
        if visit:
            job = lambda: read_table(self._desk, person, visit)  # noqa: E731
            self._work.read(job, then=self._show, failed=self._say_failure, key=f"visit {id(self)}")

    def _show(self, table: Table) -> None:
        if table.visit.record != self._visit:
            return
        if table.visit.body.status is VisitStatus.PAUSED:
            self._write(lambda: resume_visit(self._desk, table.visit.record))
            return
        first = self._table is None
        self._table = table
        self._view.page.show()
        self._view.bar.show()
        self._view.answer.show_speakers(table.speakers)
        self._view.note.show_visit(table)
        self._on_table.person_is(table)
        self._spelt.table_is(table)
        if table.on_paper:
            self._view.on_paper.say(self._words("visit.on_paper", name=table.called))
        else:
            self._view.on_paper.quiet()
        if first:
            self._open_at(table.visit.body.place)
        else:
            self._refresh()

    def _open_at(self, place: Place) -> None:
        table = self._table
        assert table is not None
        guides = self._topics = topics_of(self._desk.guides, table.visit.body.topics)
        if not guides:
            self._view.trouble.say(self._words("visit.no_guides"))
            return
        guide = self._desk.guides.get(place.guide) or guides[0]
        spot = self._walk.at(guide, place.prompt) or self._walk.first(guide)
        new = [each for each in table.typings if not each.onto and not each.typed.private]
        for typing in new:
            here = is_asked(typing.typed.asked, guide.id, spot.place)
            if typing.typed.speaker is None or here:
                self._unclaimed.append(typing)
            else:
                self._keeper.seal(typing)
        self._on_table.take_up(table.typings)
        near, further = near_and_further(self._desk.guides, table.visit.body.topics)
        self._view.bar.show_person(short_name(table.called), near, guide.id, further)
        self._view.place_bar()
        self._go(spot)

    def _refresh(self) -> None:
        table, spot = self._table, self._spot
        if table is None or spot is None:
            return
        self._acting.moment_is(table, spot.guide)
        self._on_table.show_moment(spot, table)
        self._view.beside.show_moment(spot.guide, spot.prompt, table)
        self._boarding.show_moment(spot, self._said)
        self._hinting.show_moment(spot, table)
        self._suggesting.show_moment(spot, table, self._walk.step(spot, 1))
        self._name_steps()
        self._ask_whose()

    def _ask_whose(self) -> None:
        waiting = [each for each in self._unclaimed if each.typed.words.strip()]
        if waiting:
            said = shortly(waiting[0].typed.words)
            self._view.unclaimed.say(self._words("visit.unclaimed", words=said), self._words("visit.unclaimed_go"))
        else:
            self._view.unclaimed.quiet()

    # Going

    @property
    def _said(self) -> Said:
        assert self._table is not None
        return Said(self._table, self._keeper.being_sealed, self._me_words)

    @property
    def _walk(self) -> Walk:
        return Walk(self._topics, self._said)

    def _go(self, spot: Spot | None) -> None:
        table = self._table
        if table is None or spot is None:
            return
        self._leave_prompt()
        self._spot = spot
        guide, prompt, view = spot.guide, spot.prompt, self._view
        view.bar.choose(guide.id)
        aloud = aloud_of(prompt, self._words)
        view.prompt.show_prompt(prompt.question, aloud, prompt.picture if table.person.body.reach.pictures else "")
        typing = next((each for each in reversed(self._unclaimed) if is_asked(each.typed.asked, guide.id, spot.place)), None)
        if typing is not None:
            self._unclaimed.remove(typing)
        view.answer.show_question(table.person.record, table.visit.record, spot.asked, typing, by_paper=table.on_paper)
        view.answer.setVisible(not holds_promises(guide, prompt.column))
        self._refresh()
        view.page.verticalScrollBar().setValue(0)
        if self.isVisible():
            self.focus_first()
        place = msgspec.structs.replace(table.visit.body.place, guide=guide.id, prompt=spot.place)
        if place != table.visit.body.place:
            visit = table.visit.record
            self._write(lambda: move_to(self._desk, visit, place))

    def _leave_prompt(self) -> None:
        """Seal what is in the field; words that nobody has claimed are held, and stay on the disk as they are."""
        answer = self._view.answer
        if not answer.hand_in() and (typing := answer.typing) is not None and self._spot:
            self._unclaimed = [each for each in self._unclaimed if each.record != typing.record]
            self._unclaimed.append(typing)
            answer.show_question(self._person, self._visit, self._spot.asked)

    def _go_to_topic(self, topic: str) -> None:
        guide = self._desk.guides.get(topic)
        if guide is not None and self._table is not None:
            self._go(self._walk.first(guide))

    def _go_to_part(self, part: str) -> None:
        if self._spot is not None:
            self._go(self._walk.in_part(self._spot.guide, part, self._spot))

    def _go_to_place(self, place: str) -> None:
        if self._spot is not None:
            self._go(self._walk.at(self._spot.guide, place))

    def _go_to_unclaimed(self) -> None:
        waiting = [each for each in self._unclaimed if each.typed.words.strip()]
        if waiting:
            self._go_to_question(waiting[0].typed.asked.guide, waiting[0].typed.asked.prompt)

    def _go_to_question(self, guide: str, place: str) -> None:
        if self._spot is not None:
            self._go(self._walk.at(self._desk.guides.get(guide) or self._spot.guide, place))

    def _step(self, way: int) -> None:
        if self._spot is not None:
            self._leave_prompt()
            self._go(self._walk.step(self._spot, way))

    def _to_another(self) -> None:
        if self._spot is not None:
            self._leave_prompt()
            self._go(self._walk.new_in(self._spot))

    def _name_steps(self) -> None:
        spot, words, view = self._spot, self._words, self._view
        if spot is None:
            return
        walk = self._walk
        for button, way, said in ((view.before, -1, words("visit.before")), (view.next, 1, words("visit.next"))):
            other = walk.step(spot, way)
            button.setVisible(other is not None)
            if other is not None and other.guide is not spot.guide:
                topic = other.guide.name
                said = words("visit.next_topic", topic=topic) if way > 0 else words("visit.before_topic", topic=topic)
            button.set_text(said)
        view.another.setVisible(walk.another(spot) is not None)

    # Keeping

    def _seal(self, typing: Typing) -> None:
        self._keeper.seal(typing)
        self._refresh()

    def _on_kept(self, at: datetime) -> None:
        self._view.answer.say_saved(self._words.time(at))
        self.saved.emit(at)

    def _on_not_kept(self, error: Exception) -> None:
        self._say_failure(error)
        self._refresh()

    def _on_settled(self) -> None:
        self._view.trouble.quiet()
        self._reload()

    def _when_kept(self, then: Callable[[], object]) -> None:
        """Seal what is typed and go on when it is on the disk. If it cannot be kept, stay here with it."""
        self.keep_now()
        self._keeper.try_again()

        def go_on(_nothing: object) -> None:
            if not self._keeper.troubled:
                then()

        self._work.write(lambda: None, then=go_on, initiator=self)

    # Leaving

    def _to_circle(self) -> None:
        self._when_kept(lambda: self.circle_requested.emit(self._person))

    def _show_note(self) -> None:
        self._view.note.show()
        self._view.note.setFocus()

    def _show_time(self) -> None:
        began = self._table.visit.body.began_at if self._table else None
        if began is not None:
            minutes = max(int((self._desk.clock() - began).total_seconds() // 60), 0)
            self._view.time_button.set_text(self._words("visit.status.minutes", count=minutes))

    def _pause(self) -> None:
        visit = self._visit
        _person, _visit, guide, prompt = self.moment
        was = self._table.visit.body.place if self._table else Place()
        place = msgspec.structs.replace(was, guide=guide, prompt=prompt)
        self._when_kept(lambda: self._leave(lambda: pause_visit(self._desk, visit, place), self.paused))

    def _end(self) -> None:
        visit = self._visit
        self._when_kept(lambda: self._leave(lambda: end_visit(self._desk, visit), self.ended))

    def _leave(self, job: Callable[[], Changes], tell: SignalInstance) -> None:
        person, visit = self._person, self._visit
        self._visit = ""

        def left(_changes: Changes) -> None:
            tell.emit(person)

        def stay(error: Exception) -> None:
            self._visit = visit
            self._say_failure(error)

        self._work.write(job, then=left, failed=stay, initiator=self)

    def _write(self, job: Callable[[], object]) -> None:
        self._work.write(job, failed=self._say_failure, initiator=self)

    def _say_failure(self, error: Exception) -> None:
        self._view.page.show()
        self._view.trouble.say(str(message_for(error, self._words)))
        self._view.page.scroll_to(self._view.trouble)
