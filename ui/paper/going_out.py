"""The way out for a paper: printed, saved, or saved with a password. Every screen that has a paper to give uses this one.

Nothing here waits for a printer or a disk. What goes wrong is said in two sentences, with a way to try again.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.going_out import Way, least_password, note_going_out
from app.practice.file_passwords import LEAST_LETTERS
from ui.messages import message_for
from ui.paper.outcome import Outcome
from ui.paper.outing import Outing as Outing
from ui.paper.outing import Parcel as Parcel
from ui.paper.password_form import PasswordForm
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import flow_row
from ui.widgets.notice import Notice
from ui.widgets.passage import Passage
from ui.widgets.showing import show_in_place
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from ui.paper.printing import Printing, Sent

LOOK_MS = 200
"""How often it is looked how many pages are on their way."""

ASK_MS = 2500
MOST_ASKED = 240
"""How often, and how many times at most, the queue is asked how the job stands."""


class GoingOut(QWidget):
    """Buttons to print and to save, what becomes of it, and what it leaves behind."""

    printed = Signal(object)
    """The printer's queue took the pages of this outing, whatever is on offer by now."""

    saved = Signal(str, bool)
    """A file of this name was written of what is on offer; whether it has a password."""

    written = Signal(object, str, bool)
    """As `saved`, of this outing, whatever is on offer by now."""

    def __init__(
        self, desk: Desk, work: Work, words: Words, printing: "Printing | None" = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words, self._system = desk, work, words, printing
        self._parcel: Parcel | None = None
        self._outing: Outing | None = None
        """What is under way, as far as it is what is on offer."""
        self._job: tuple[str, int] | None = None
        self._asked = 0
        self._held: tuple[QWidget, QWidget | None] | None = None
        """What had the keyboard when something began, and where Qt then put it."""
        self.may_go: Callable[[], bool] = lambda: True
        """Asked before anything goes out."""
        self.whom: Callable[[], str] = lambda: ""
        """Who will have what goes out now."""
        self._again: Callable[[], None] = self.print
        self._print = ActionButton(words("going.print"), kind="primary", icon="printer")
        self._save = ActionButton(words("going.save"), icon="save")
        self._lock = ActionButton(words("going.lock"), icon="lock")
        self._doing = flow_row(self._print, self._save, self._lock)
        self._password = PasswordForm(words)
        self._how_far = Passage("", tone="soft")
        self._stop = ActionButton(words("going.stop"))
        self._trouble, self._standing = Notice(tone="harm"), Notice(tone="soft")
        self._try_again, self._instead = ActionButton(words("going.again")), ActionButton(words("going.instead"))
        self._take_back = ActionButton(words("going.standing.take_back"))
        self._ways = flow_row(self._try_again, self._instead, self._take_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for part in (self._trouble, self._standing, self._ways, self._doing, self._password, self._how_far, self._stop):
            layout.addWidget(part)
        layout.addWidget(Passage(words("going.behind"), type="small", tone="soft"))
        self._clock, self._asking = QTimer(self), QTimer(self)
        self._wire()
        self.be_ready()

    def _wire(self) -> None:
        self._print.clicked.connect(self.print)
        self._save.clicked.connect(lambda: self.save())
        self._lock.clicked.connect(self.ask_for_password)
        self._password.chosen.connect(self.save)
        self._password.put_away.connect(self._lock.setFocus)
        self._stop.clicked.connect(self._stop_printing)
        self._try_again.clicked.connect(lambda: self._again())
        self._instead.clicked.connect(lambda: self.save())
        self._take_back.clicked.connect(self._cancel_job)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self._say_how_far)
        self._asking.setInterval(ASK_MS)
        self._asking.timeout.connect(self._ask_queue)

    @property
    def is_going(self) -> bool:
        """Whether something is under way."""
        return not self._doing.isEnabled()

    def offer(self, parcel: Parcel | None) -> None:
        """What can go out from now on. The same paper made again leaves what is under way on show; of another nothing is said."""
        self._parcel = parcel
        going = self._outing
        if going is not None and (parcel is None or parcel.is_as(going.parcel)):
            return
        self._job = None
        self._asking.stop()
        self.be_ready()

    def focus_first(self) -> None:
        """The keyboard goes to Print."""
        self._print.setFocus()

    def be_ready(self) -> None:
        """Nothing is under way, and nothing is said."""
        self._settle()
        self._again = self.print
        self._trouble.quiet()
        self._standing.quiet()
        self._password.hide()
        self._show_ways()

    def offer_again(self, shown: bool) -> None:
        """Whether the buttons are there: a screen that asks first whether it came out puts them away."""
        show_in_place(self._doing, shown)

    def say_trouble(self, sentences: str, *, again: Callable[[], None] | None = None, instead: bool = False) -> None:
        """It did not work: what happened, what is safe, what to do."""
        self._settle()
        self.offer_again(True)
        self._standing.quiet()
        self._again = again or self._again
        self._show_ways(again=again is not None, instead=instead)
        self._trouble.say(sentences, tone="harm")
        (self._try_again if again is not None else self._print).setFocus()

    def say(self, sentence: str) -> None:
        """News about what went out."""
        self._standing.say(sentence, tone="soft")

    # Printing

    def print(self) -> None:
        """Ask which printer, and print behind the window."""
        outing = self._begin("looking")
        if outing is not None:
            then, failed = partial(self._choose_printer, outing), partial(self._on_not_gone, outing)
            self._work.read(self._printing().printers, then=then, failed=failed, initiator=self)

    def _choose_printer(self, outing: Outing, there: bool) -> None:
        parcel, words = outing.parcel, self._words
        if not self._ends_here(outing):
            return
        if not there:
            self.say_trouble(words("going.trouble.no_printer"), again=self.print, instead=True)
            return
        printer = self._printing().choose_printer(self, parcel.file, parcel.pages)
        if outing is not self._outing:
            return
        if printer is None:
            self.be_ready()
            self._print.setFocus()
            return
        self._how_far.set_text(words("going.progress.begun"))
        show_in_place(self._stop, True)
        if self._held is not None and QApplication.focusWidget() in (self._held[1], None):
            self._stop.setFocus()
            self._held = (self._held[0], self._stop)
        self._clock.start()
        job = partial(self._printing().send, parcel.pdf, printer, outing.tell, outing.stop)
        then, failed = partial(self._on_sent, outing), partial(self._on_not_gone, outing)
        send = partial(self._work.read, job, then=then, failed=failed, initiator=self, stop=outing.stop)
        self._note(outing, Way.SAVED if printer.outputFileName() else Way.PRINTED, send, again=self.print)

    def _ends_here(self, outing: Outing) -> bool:
        """Whether what becomes of it is said here: not where another paper, or none, is on offer by now."""
        if outing is not self._outing:
            return False
        if self._parcel is None:
            self.be_ready()
        return self._parcel is not None

    def _say_how_far(self) -> None:
        under, words = self._outing, self._words
        if under is None or not under.pages:
            return
        if under.stop.is_set():
            self._how_far.set_text(words("going.progress.stopping"))
        elif under.done >= under.pages:
            self._how_far.set_text(words("going.progress.last"))
        else:
            at, left = under.done + 1, under.pages - under.done
            self._how_far.set_text(words("going.progress.left", page=at, pages=under.pages, count=left))

    def _stop_printing(self) -> None:
        if self._outing is not None:
            self._outing.stop.set()
            self._how_far.set_text(self._words("going.progress.stopping"))
            self._stop.setEnabled(False)

    def _on_sent(self, outing: Outing, sent: "Sent") -> None:
        words = self._words
        if not self._ends_here(outing):
            if sent.outcome is Outcome.DONE:
                self.printed.emit(outing)
            return
        if sent.outcome is Outcome.DONE:
            self.be_ready()
            self._job = (sent.printer, sent.job) if sent.job else None
            standing = "under_way" if self._job else sent.standing.name.lower()
            self._standing.say(words.choice("going.standing", standing), tone="soft")
            self._asked = 0
            if self._job:
                self._asking.start()
            self.printed.emit(outing)
        elif sent.outcome is Outcome.CANCELLED:
            self.be_ready()
            self._standing.say(words("going.progress.stopped"), tone="soft")
            self._print.setFocus()
        else:
            known = sent.outcome in (Outcome.GONE, Outcome.NO_ROOM)
            said = words.choice("going.trouble", sent.outcome.name.lower() if known else "print_refused")
            self.say_trouble(said, again=self.print, instead=True)

    # The queue

    def _ask_queue(self) -> None:
        self._asked += 1
        if self._job is None or self._asked > MOST_ASKED or not self.isVisible():
            self._asking.stop()
            return
        queue, job = self._printing().queue(), self._job
        if queue is not None:
            self._work.read(
                lambda: queue.standing(*job),
                then=partial(self._show_standing, job),
                failed=self._on_failed,
                key=f"queue {id(self)}",
            )

    def _show_standing(self, job: tuple[str, int], standing: str) -> None:
        from ui.paper.spooler import WAITING, Standing

        if job != self._job:
            return
        found = Standing(standing)
        if found is not Standing.UNKNOWN:
            waits, failed = found in WAITING, found in (Standing.FAILED, Standing.GONE)
            said = self._words.choice("going.standing", found.name.lower())
            if said != self._standing.text:
                self._standing.say(said, tone="harm" if waits or failed else "soft")
            self._show_ways(instead=waits or failed, back=waits)
        if found in (Standing.DONE, Standing.CANCELLED, Standing.FAILED, Standing.GONE, Standing.LEFT):
            self._asking.stop()

    def _cancel_job(self) -> None:
        queue, job = self._printing().queue(), self._job
        if queue is None or job is None:
            return
        self._asking.stop()
        self._job = None
        then = partial(self._say_taken_back)
        self._work.read(lambda: queue.cancel(*job), then=then, failed=self._on_failed, initiator=self)

    def _say_taken_back(self, _none: None) -> None:
        self.offer_again(True)
        self._show_ways()
        self._standing.say(self._words("going.standing.taken_back"), tone="soft")
        self._print.setFocus()

    # Saving

    def ask_for_password(self) -> None:
        """Ask for a password to save with."""
        if self._parcel is None or not self.may_go():
            return
        self.be_ready()
        desk = self._desk
        self._password.ask(LEAST_LETTERS)
        self._work.read(lambda: least_password(desk), then=self._password.set_least, failed=self._on_failed, initiator=self)

    def save(self, password: str = "") -> None:
        """Ask where, and write the file behind the window; with a password, closed."""
        outing = self._begin("")
        if outing is None:
            return
        parcel, words = outing.parcel, self._words
        path = self._printing().choose_file(self, words("going.file_dialog"), parcel.file, words("going.file_kinds"))
        if outing is not self._outing:
            return
        if path is None:
            self._settle()
            return
        self._how_far.set_text(words("going.saving"))
        show_in_place(self._how_far, True)
        job = partial(_written, parcel.pdf, path, password)
        then, failed = partial(self._on_saved, outing, path, password), partial(self._on_unwritten, outing)
        write = partial(self._work.read, job, then=then, failed=failed, initiator=self)
        self._note(outing, Way.LOCKED if password else Way.SAVED, write, again=partial(self.save, password))

    def _on_saved(self, outing: Outing, path: Path, password: str, outcome: Outcome) -> None:
        here = self._ends_here(outing)
        if outcome is Outcome.DONE:
            if here:
                self.be_ready()
                self.saved.emit(path.name, bool(password))
            self.written.emit(outing, path.name, bool(password))
            return
        if not here:
            return
        self._password.hide()
        self.say_trouble(self._words.choice("going.trouble", outcome.name.lower()), again=partial(self.save, password))

    def _on_unwritten(self, outing: Outing, _error: Exception) -> None:
        if self._ends_here(outing):
            self.say_trouble(self._words("going.trouble.unreadable"))

    # All of it

    def _begin(self, said: str) -> Outing | None:
        if self._parcel is None or self.is_going or not self.may_go():
            return None
        self._outing = Outing(self._parcel, self.whom())
        self._trouble.quiet()
        self._standing.quiet()
        self._asking.stop()
        self._job = None
        self._show_ways()
        if said:
            self._password.hide()
        held = self.focusWidget()
        self._doing.setEnabled(False)
        self._password.setEnabled(False)
        self._held = (held, QApplication.focusWidget()) if held is not None else None
        self._how_far.set_text(self._words.choice("going", said) if said else "")
        show_in_place(self._how_far, bool(said))
        return self._outing

    def _settle(self) -> None:
        self._outing = None
        self._clock.stop()
        self._doing.setEnabled(True)
        self._password.setEnabled(True)
        if self._held is not None and QApplication.focusWidget() in (self._held[1], None):
            self._held[0].setFocus()
        self._held = None
        self._how_far.hide()
        self._stop.hide()
        self._stop.setEnabled(True)

    def _show_ways(self, *, again: bool = False, instead: bool = False, back: bool = False) -> None:
        for button, shown in ((self._try_again, again), (self._instead, instead), (self._take_back, back)):
            show_in_place(button, shown)
        show_in_place(self._ways, again or instead or back)

    def _note(self, outing: Outing, way: Way, go: Callable[[], None], *, again: Callable[[], None]) -> None:
        """Note that it goes, and let it go then: what leaves the app is never more than what the audit knows of."""
        desk, person = self._desk, outing.parcel.person

        def stays(_error: Exception) -> None:
            if self._ends_here(outing):
                self.say_trouble(self._words("going.trouble.unnoted"), again=again)

        then = partial(_after, go)
        self._work.write(lambda: note_going_out(desk, person, way), then=then, failed=stays, initiator=self)

    def _printing(self) -> "Printing":
        if self._system is None:
            from ui.paper.printing import SystemPrinting

            self._system = SystemPrinting()
        return self._system

    def _on_not_gone(self, outing: Outing, error: Exception) -> None:
        if self._ends_here(outing):
            self._on_failed(error)

    def _on_failed(self, error: Exception) -> None:
        self.say_trouble(str(message_for(error, self._words)))


def _after(go: Callable[[], None], _noted: None) -> None:
    go()


def _written(pdf: bytes, path: Path, password: str) -> Outcome:
    from ui.paper.saving import save_pdf

    return save_pdf(pdf, path, password)
