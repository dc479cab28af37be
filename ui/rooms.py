"""All the screens of an open casebook, made when they are first wanted, and every wire between them in one list.

Screens never know each other. This is imported only after the casebook is open, for it brings the database with it.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.casebook.contact import Contact, contact_of
from app.casebook.desk import Desk
from app.casebook.erasing import erased_by_law
from app.casebook.rewriting import write_again
from app.casebook.visits import OpenVisit, open_visit, resume_visit, visits_of
from app.practice.changes import Changes
from app.practice.errors import ContactNeeded
from app.practice.visits import VisitStatus
from ui.across import Across
from ui.keeping import Keeping
from ui.messages import Message, message_for
from ui.paper_ways import PaperWays
from ui.person.speaking import SpeakingLine
from ui.settings.settings_screen import SettingsScreen
from ui.shell import Shell
from ui.syncing.background import Background
from ui.syncing.contact import ContactWatch
from ui.syncing.safe_line import SafeLine
from ui.syncing.story_screen import StoryScreen
from ui.visit.keeper import Keeper
from ui.visit.undo import VisitUndo
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from ui.paper.printing import Printing

SCREENS = {
    "today": "ui.today.today_screen.TodayScreen",
    "new person": "ui.person.new_person_screen.NewPersonScreen",
    "person": "ui.person.person_screen.PersonScreen",
    "papers": "ui.papers.papers_screen.PapersScreen",
    "plain paper": "ui.papers.plain_screen.PlainScreen",
    "versions": "ui.versions.versions_screen.VersionsScreen",
    "history": "ui.history.history_screen.HistoryScreen",
    "begin": "ui.visit.begin.BeginScreen",
    "visit": "ui.visit.visit_screen.VisitScreen",
    "turned": "ui.turned.turned_screen.TurnedScreen",
    "read back": "ui.visit.read_back.ReadBackScreen",
    "circle": "ui.circle.circle_screen.CircleScreen",
    "profile": "ui.profile.profile_screen.ProfileScreen",
    "earlier": "ui.profile.earlier_screen.EarlierScreen",
    "leaving": "ui.paper.leaving_screen.LeavingScreen",
    "plan": "ui.plan.plan_screen.PlanScreen",
    "search": "ui.search.search_screen.SearchScreen",
    "place": "ui.search.place_screen.PlaceScreen",
    "joining": "ui.joining.joining_screen.JoiningScreen",
    "moving": "ui.joining.moving_screen.MovingScreen",
}
"""Every screen that is made of a desk, the doorway to work and words; each is imported when it is first wanted."""

_WITH_PRINTING = ("leaving", "plain paper")
_BEHIND_MS = 250
"""When what nobody waits for begins: the first screen is being read meanwhile."""
_WITHOUT_CONTACT = ("story", "settings")
"""What opens though the laptop has been away from its council for too long."""


class Rooms(QObject):
    """The screens of one open casebook. `close()` before the casebook closes."""

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        work: Work,
        words: Words,
        *,
        background: Background,
        make_settings: Callable[[Desk], SettingsScreen],
        printing: "Printing | None" = None,
    ) -> None:
        super().__init__()
        self._shell, self._desk, self._work, self._words = shell, desk, work, words
        self._make_settings = make_settings
        self._printing = printing
        self._made: dict[str, Any] = {}
        self._in_visit = False
        self._closed_for_contact = False
        self._about: tuple[str, str] = ("", "")
        self._behind = QTimer(self)
        self._behind.setSingleShot(True)
        self._behind.timeout.connect(self._begin_behind)
        self.background = background
        self._undo = VisitUndo(desk, work, words, shell)
        self._speaking = SpeakingLine(desk, work, words, shell)
        self._line = SafeLine(background, words, shell.status.say)
        self._across = Across(desk, work, self._screen, self._show)
        self._papers = PaperWays(self._screen, self._show)
        self.contact = ContactWatch(desk, work, background, self)
        self.keeping = Keeping(shell, work, words, lambda: list(self._made.values()))
        self._wire_the_house()
        shell.status.show_worker(desk.me.name)

    def open_first(self) -> None:
        """Go straight into a visit that was open, else to Today; and begin to exchange."""
        self._across.start()
        first = lambda: (contact_of(self._desk), open_visit(self._desk))  # noqa: E731
        self._work.read(first, then=self._on_first, failed=self._say_failure)
        self._behind.start(_BEHIND_MS)

    def _begin_behind(self) -> None:
        self.background.start()
        self.contact.start()

    def close(self) -> None:
        """Keep what is being typed, take every screen out, end the exchange. Writes that were asked for still follow."""
        self._behind.stop()
        self.keeping.keep_now()
        self.keeping.stop()
        self._across.stop()
        self.contact.stop()
        for signal, slot in self._house_wires():
            signal.disconnect(slot)
        self._undo.end()
        self._speaking.end()
        for name in self._made:
            self._shell.take_out(name)
        self._made.clear()
        self._shell.status.show_worker("")

    # The wires

    def _wires(self) -> dict[str, dict[str, Callable[..., object]]]:
        """Every wire between screens: the screen, its signal, what happens then."""
        shell, across = self._shell, self._across
        ways: dict[str, Callable[..., object]] = {
            "person": self._open_person,
            "circle": partial(self._open_about, "circle"),
            "plan": partial(self._open_about, "plan"),
            "versions": self._open_versions,
        }
        wires: dict[str, dict[str, Callable[..., object]]] = {
            "today": {
                "person_opened": self._open_person,
                "visit_opened": self._open_visit,
                "new_person_requested": self._open_new_person,
                "unsettled_opened": self._open_versions,
                "leaving_opened": self._papers.open_leaving,
                "settings_requested": self._open_settings,
                "sign_in_requested": self._open_story,
                "story_requested": self._open_story,
                "search_requested": across.find,
                "double_opened": across.open_joining,
                "move_requested": across.open_moving,
            },
            "new person": {"made": self._on_person_made, "closed": shell.back},
            "person": {
                "visit_requested": self._open_visit,
                "circle_requested": partial(self._open_about, "circle"),
                "profile_requested": partial(self._open_about, "profile"),
                "plan_requested": partial(self._open_about, "plan"),
                "leaving_requested": self._papers.open_leaving,
                "letter_requested": self._papers.open_letter,
                "papers_requested": partial(self._open_about, "papers"),
                "unsettled_opened": self._open_versions,
                "place_requested": across.open_place,
                "joining_requested": across.open_joining,
                "parting_requested": across.open_parting,
                "closed": shell.back,
            },
            "versions": {"settled": shell.back, "closed": shell.back},
            "history": {"closed": shell.back},
            **self._wires_of_a_visit(),
            "story": {"closed": shell.back, "write_again_requested": self._write_again},
            "settings": {"closed": shell.back},
            "circle": {"closed": shell.back},
            **self._papers.wires(shell.back, ways),
            **across.wires(shell.back, ways),
        }
        for name in ("visit", "person", "circle", "profile", "plan", "place"):
            wires[name]["history_requested"] = self._open_history
        return wires

    def _wires_of_a_visit(self) -> dict[str, dict[str, Callable[..., object]]]:
        """The wires of beginning a visit, of the visit, and of what is opened in it alone."""
        shell = self._shell
        return {
            "begin": {
                "begun": self._enter_visit,
                "kept_on_paper": self._leave_visit,
                "questions_requested": self._papers.open_questions,
                "closed": shell.back,
            },
            "visit": {
                "turn_requested": self._turn,
                "read_back_requested": self._open_read_back,
                "circle_requested": partial(self._open_about, "circle"),
                "profile_requested": partial(self._open_about, "profile"),
                "plan_requested": partial(self._open_about, "plan"),
                "leaving_requested": self._papers.open_leaving,
                "saved": self._line.note_saved,
                "paused": self._leave_visit,
                "ended": self._leave_visit,
            },
            "turned": {"left": self._turn_back},
            "read back": {"closed": shell.back},
        }

    def _house_wires(self) -> tuple[tuple[Any, Callable[..., object]], ...]:
        """What every screen shares: changes, failures, the exchange, the line."""
        return (
            (self._work.changed, self._on_changed),
            (self._work.failed, self._on_failed),
            (self.background.received, self._across.note_received),
            (self._across.told, self._on_told),
            (self._across.failed, self._say_failure),
            (self.background.signed_in, self._on_signed_in),
            (self._shell.story_requested, self._open_story),
            (self.contact.changed, self._on_contact),
            (self.contact.noticed, self._on_noticed),
            (self._shell.find_requested, self._across.find),
        )

    def _wire_the_house(self) -> None:
        for signal, slot in self._house_wires():
            signal.connect(slot)

    # Making and showing

    def _screen(self, name: str) -> Any:
        if name not in self._made:
            screen = self._make(name)
            for signal, slot in self._wires()[name].items():
                if hasattr(screen, signal):
                    getattr(screen, signal).connect(slot)
            for keeper in screen.findChildren(Keeper):
                keeper.failed.connect(self._tell_unkept)
                keeper.settled.connect(self._tell_unkept)
                keeper.slow.connect(self._line.note_slow)
            self._made[name] = screen
            self._shell.add_screen(name, screen)
        return self._made[name]

    def _make(self, name: str) -> QWidget:
        if name == "story":
            return StoryScreen(self.background, self._words)
        if name == "settings":
            return self._make_settings(self._desk)
        module, _, kind = SCREENS[name].rpartition(".")
        given = (self._desk, self._work, self._words, *((self._printing,) if name in _WITH_PRINTING else ()))
        screen: QWidget = getattr(import_module(module), kind)(*given)
        return screen

    def _show(self, name: str, *, remember: bool = True, bare: bool = False) -> None:
        self._shell.clear_message()
        if self.contact.now.over and not self._in_visit and name not in _WITHOUT_CONTACT:
            self._screen("story").reload()
            self._shell.forget_history()
            name, remember = "story", False
            self._shell.say(message_for(ContactNeeded(days=self.contact.now.days), self._words))
        self._shell.show_screen(name, remember=remember, bare=bare)

    def _on_first(self, first: tuple[Contact, OpenVisit | None]) -> None:
        contact, found = first
        self._in_visit = found is not None
        self.contact.take(contact)
        self._screen("today")
        if found is None:
            self._screen("today").reload()
            self._show("today", remember=False)
        else:
            self._enter_visit(found.person.record, found.visit.record)

    def _open_person(self, person: str) -> None:
        self._screen("person").show_person(person)
        self._show("person")

    def _open_new_person(self) -> None:
        self._screen("new person").start()
        self._show("new person")

    def _on_person_made(self, person: str) -> None:
        self._screen("person").show_person(person)
        self._show("person", remember=False)

    def _open_versions(self, record: str) -> None:
        self._screen("versions").show_record(record)
        self._show("versions")

    def _open_history(self, record: str) -> None:
        self._screen("history").show_record(record)
        self._show("history")

    def _open_settings(self) -> None:
        self._screen("settings").reload()
        self._show("settings")

    def _open_story(self) -> None:
        story = self._screen("story")
        story.reload()
        self._work.read(lambda: erased_by_law(self._desk), then=story.show_erased, failed=self._say_failure)
        self._show("story")

    def _write_again(self, record: str) -> None:
        then: Callable[[Changes], None] = lambda _changes: self._screen("story").show_written_again()  # noqa: E731
        self._work.write(lambda: write_again(self._desk, record), then=then, failed=self._say_failure, initiator=self)

    def _open_about(self, name: str, *facts: str) -> None:
        self._screen(name).show_person(*facts)
        self._show(name)

    # The visit

    def _open_visit(self, person: str, visit: str) -> None:
        """Begin it, go on with it, or go back into it."""

        def look() -> VisitStatus:
            found = next((each.body for each in visits_of(self._desk, person) if each.record == visit), None)
            return found.status if found else VisitStatus.ENDED

        def then(status: VisitStatus) -> None:
            if status is VisitStatus.PLANNED:
                self._screen("begin").show_visit(person, visit)
                self._show("begin")
            elif status is VisitStatus.PAUSED:
                go_on: Callable[[Changes], None] = lambda _changes: self._enter_visit(person, visit)  # noqa: E731
                self._work.write(lambda: resume_visit(self._desk, visit), then=go_on, failed=self._say_failure, initiator=self)
            elif status is VisitStatus.UNDER_WAY:
                self._enter_visit(person, visit)

        self._work.read(look, then=then, failed=self._say_failure, key="open visit")

    def _enter_visit(self, person: str, visit: str) -> None:
        """From here there is no way to anybody else until the visit is paused or ended."""
        self._in_visit, self._about = True, (person, visit)
        self._undo.begin(person)
        self._screen("visit").show_visit(person, visit)
        self._shell.forget_history()
        self._show("visit", remember=False)
        self.keeping.let_go(self._made)

    def _leave_visit(self, person: str) -> None:
        self._in_visit = False
        self._undo.end()
        self.contact.look()
        self._shell.forget_history()
        self._screen("today").reload()
        self._show("today", remember=False)
        self._open_person(person)

    def _turn(self) -> None:
        self._screen("turned").show_moment(*self._screen("visit").moment)
        self._show("turned", bare=True)

    def _turn_back(self) -> None:
        self._show("visit", remember=False)

    def _open_read_back(self) -> None:
        self._screen("read back").show_visit(*self._about)
        self._show("read back")

    # What everybody shares

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        """Screens hear of changes by themselves; here only the line and the exchange do."""
        self._across.note_changed(changes)
        if initiator is not self.background and changes:
            self._line.note_saved(self._desk.clock())
            self.background.note_written()

    def _tell_unkept(self) -> None:
        keepers = [each for screen in self._made.values() for each in screen.findChildren(Keeper)]
        self._line.note_unkept(any(each.troubled for each in keepers))

    def _on_told(self, changes: Changes) -> None:
        self._work.changed.emit(changes, self.background)

    def _on_failed(self, error: Exception, _initiator: object) -> None:
        self._say_failure(error)

    def _say_failure(self, error: Exception) -> None:
        self._shell.say(message_for(error, self._words))

    def _on_contact(self, contact: Contact) -> None:
        """Near the council's limit it is said, never in a visit; beyond it records stay closed until an exchange."""
        self._line.note_contact(None if self._in_visit else contact.left)
        self._screen("today").show_contact(contact.left)
        if contact.over and not self._in_visit and self._shell.current not in ("", "unlock", *_WITHOUT_CONTACT):
            self._show("today")
        elif not contact.over and self._closed_for_contact:
            self._screen("today").reload()
            self._show("today", remember=False)
        self._closed_for_contact = contact.over and not self._in_visit

    def _on_noticed(self, names: tuple[str, ...]) -> None:
        name = next((each for each in ("older", "page", "sealed only", "mark lost") if each in names), "")
        if name:
            key = f"syncing.noticed.{name.replace(' ', '_')}"
            self._shell.say(Message(self._words(f"{key}.happened"), self._words(f"{key}.do")))

    def _on_signed_in(self) -> None:
        self._shell.status.show_worker(self._desk.me.name)
        self._screen("today").reload()
