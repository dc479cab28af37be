"""The screen as the person sees it: the question, their own words, large. Only the worker's short code leaves it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QStackedLayout, QWidget

from app.casebook.codes import has_code
from app.casebook.desk import Desk
from app.casebook.ordering import put_in_order
from app.casebook.own_view import wish_for, wish_for_size
from app.casebook.pointing import point_at
from app.casebook.saying import LeftOut, Typed, Typing, bring_back, leave_out, new_typing, read_back
from app.practice.changes import Changes
from app.practice.guides import OWN_LANGUAGE
from app.practice.statements import Answer, Manner
from resources import words_names
from ui.circle.turned_circle import TurnedCircle
from ui.messages import message_for
from ui.theme.theme import tokens_of, wear_ground
from ui.theme.tokens import LIGHT
from ui.turned.code import CodeDoor
from ui.turned.face import Face
from ui.turned.look_page import LookPage
from ui.turned.moment import Heard, Moment, read_moment, read_others
from ui.turned.scanning import Scanning
from ui.turned.sizes import SMALLER, scaled
from ui.turned.voice import MakeEngine, Voice
from ui.visit.keeper import Keeper
from ui.words import SpokenWords, Words
from ui.work import Work


class TurnedScreen(QWidget):
    """Shown without anything around it. While it is turned the window cannot be closed and no key leads out."""

    left = Signal()
    """The code was given (or none was chosen, and the screen was never turned)."""

    def __init__(
        self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None, *, make_engine: MakeEngine | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._moment: Moment | None = None
        self._wanted: tuple[str, str, str, str] | None = None
        self._typing: Typing | None = None
        self._locked = False
        self._watched: QWidget | None = None
        self._was = Qt.WindowState.WindowNoState
        self._heard: tuple[Heard, ...] = ()
        self._keeper = Keeper(desk, work, self)
        self._voice = Voice(self, make_engine)
        self._scanning = Scanning(self)
        self._door = CodeDoor(desk, work, words)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        for part in (QWidget(), self._door):
            self._stack.addWidget(part)
        self._spoken, self._theirs = OWN_LANGUAGE, words
        self._make_parts()
        self._wire()

    @property
    def locked(self) -> bool:
        """Whether only the code leads out."""
        return self._locked

    def show_moment(self, person: str, visit: str, guide: str, prompt: str) -> None:
        """Turn to the person at this question. The first time ever, a code is chosen before."""
        self._wanted = (person, visit, guide, prompt)
        self._moment, self._typing, self._heard = None, None, ()
        self._face.forget()
        self._go_to(0)
        self._work.read(
            lambda: has_code(self._desk), then=self._on_code_known, failed=self._on_lost, key=f"turned code {id(self)}"
        )

    def keep_now(self) -> None:
        """Keep and seal what the person has written."""
        self._face.field.flush()
        typing, self._typing = self._typing, None
        self._face.field.set_words("")
        self._face.show_keep(False)
        if typing is not None:
            self._keeper.seal(typing)

    def focus_first(self) -> None:
        """The keyboard to where one writes."""
        current = self._stack.currentWidget()
        if isinstance(current, Face | CodeDoor | LookPage | TurnedCircle):
            current.focus_first()

    def may_leave(self) -> bool:
        """Not by any way of the window's."""
        return False

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Read again when something about this person changed."""
        if self._wanted and self._moment is not None and f"person:{self._wanted[0]}" in changes.scopes:
            self._reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nobody closes the window while it is turned to the person."""
        if self._locked and event.type() == QEvent.Type.Close:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def taken_out(self) -> None:
        """The casebook is closed under it: the window goes on without it, as it was."""
        if self._locked:
            self._let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key means anything here but in a field."""
        event.accept()

    def _make_parts(self) -> None:
        """What the person sees, in their language."""
        words = self._theirs
        self._face, self._look, self._circle = Face(words), LookPage(words), TurnedCircle(self._desk, self._work, words)
        for part in (self._face, self._look, self._circle):
            self._stack.addWidget(part)
        for bar in self.findChildren(QScrollBar):
            bar.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._wire_parts()

    def _speak(self, language: str) -> None:
        """Say everything in this language, as far as there are words in it. What is being written stays."""
        if language == self._spoken:
            return
        self._spoken = language
        self._theirs = SpokenWords(language, self._words) if words_names(language) else self._words
        current, former = self._stack.currentWidget(), (self._face, self._look, self._circle)
        self._face.field.flush()
        written, cursor = self._face.field.words, self._face.field.textCursor().position()
        self._scanning.stop()
        self._make_parts()
        self._face.take_over(written, cursor)
        for was, now in zip(former, (self._face, self._look, self._circle), strict=True):
            if current is was:
                self._stack.setCurrentWidget(now)
            self._stack.removeWidget(was)
            was.hide()
            was.deleteLater()

    def _wire(self) -> None:
        self._work.changed.connect(self.on_changed)
        self._voice.speaking_changed.connect(lambda speaking: self._face.say_speaking(speaking))
        self._door.opened.connect(self._on_opened)
        self._door.stayed.connect(self._on_stayed)
        self._keeper.failed.connect(self._say_failure)
        self._keeper.settled.connect(lambda: self._face.trouble.quiet())

    def _wire_parts(self) -> None:
        face = self._face
        face.field.pause_came.connect(self._on_pause)
        face.field.submitted.connect(self.keep_now)
        face.keep_requested.connect(self.keep_now)
        face.back_requested.connect(lambda: self._show_door(choosing=False))
        face.read_requested.connect(self._read_aloud)
        face.look_requested.connect(lambda: self._go_to(self._look))
        face.others_requested.connect(self._hear_others)
        face.leave_out_requested.connect(self._leave_out)
        face.choice_pressed.connect(self._on_choice)
        face.right_said.connect(self._on_right)
        face.one_right_said.connect(lambda record: self._write(lambda: read_back(self._desk, record, Answer.YES)))
        face.order_wished.connect(self._put_in_order)
        self._look.wished.connect(lambda wish, value: self._about_them(lambda who: wish_for(self._desk, who, wish, value)))
        self._look.size_wished.connect(lambda points: self._about_them(lambda who: wish_for_size(self._desk, who, points)))
        self._look.done.connect(lambda: self._go_to(self._face))
        face.circle_requested.connect(self._open_circle)
        self._circle.done.connect(lambda: self._go_to(self._face))

    def _go_to(self, part: QWidget | int) -> None:
        """Show one part, with the keyboard at its beginning, and scan it where that is wished for."""
        if isinstance(part, int):
            self._stack.setCurrentIndex(part)
        else:
            self._stack.setCurrentWidget(part)
        self._scan()
        if part is self._door or not self._scanning.running:
            self.focus_first()

    def _scan(self) -> None:
        view = self._moment.view if self._moment else None
        part = self._stack.currentWidget()
        if self._locked and view is not None and view.scanning and part is not None and self._stack.currentIndex():
            self._scanning.start(part, view.seconds)
        else:
            self._scanning.stop()

    # Turning, and turning back

    def _on_code_known(self, known: bool) -> None:
        if known:
            self._turn()
        else:
            self._show_door(choosing=True)

    def _show_door(self, *, choosing: bool) -> None:
        self._voice.stop()
        self._go_to(self._door)
        self._door.ask(choosing=choosing)

    def _on_opened(self) -> None:
        if self._locked:
            self._leave()
        else:
            self._turn()

    def _on_stayed(self) -> None:
        if self._locked:
            self._go_to(self._face)
        else:
            self._wanted = None
            self.left.emit()

    def _turn(self) -> None:
        window = self.window()
        self._locked = True
        self._watched = window
        window.installEventFilter(self)
        if window is not self:
            self._was = window.windowState()
            window.setWindowState(self._was | Qt.WindowState.WindowFullScreen)
        self._reload()

    def _leave(self) -> None:
        self.keep_now()
        self._keeper.try_again()
        self._work.write(lambda: None, then=lambda _none: self._turn_back(), initiator=self)

    def _turn_back(self) -> None:
        if self._keeper.troubled:
            self._go_to(self._face)
            return
        self._let_go()
        self.left.emit()

    def _let_go(self) -> None:
        """The window is the worker's again, in the worker's colours, and nothing of anybody is left here."""
        self._locked = False
        self._wanted = None
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            if self._watched is not self:
                self._watched.setWindowState(self._was)
            self._watched = None
        self._moment, self._heard = None, ()
        self._voice.stop()
        self._face.forget()
        self._circle.forget()
        self._go_to(0)
        self._wear("")

    def _wear(self, ground: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            wear_ground(app, ground)

    # What is on it

    def _reload(self) -> None:
        if self._wanted is not None:
            wanted = self._wanted
            job = lambda: read_moment(self._desk, *wanted)  # noqa: E731
            self._work.read(job, then=self._show, failed=self._on_lost, key=f"turned {id(self)}")

    def _show(self, moment: Moment) -> None:
        first = self._moment is None
        self._moment = moment
        spoken = self._spoken != moment.view.language
        self._speak(moment.view.language)
        self._wear(moment.view.colours)
        self._face.show_moment(moment)
        usual = "paper" if tokens_of(self).paper == LIGHT.paper else ""
        self._look.show_view(moment.view, moment.points, moment.languages, usual, unread=moment.unread)
        if spoken and self._stack.currentWidget() is self._look:
            self._look.focus_language()
        if self._face.hears_others:
            self._hear_others()
        if first:
            if moment.typing is not None:
                self._typing = moment.typing
                self._face.field.set_words(moment.typing.typed.words)
                self._face.show_keep(True)
            self._go_to(self._face)
        self._scan()

    def _on_lost(self, error: Exception) -> None:
        """The moment cannot be shown; the door is the way back."""
        self._say_failure(error)
        if self._locked:
            self._go_to(self._face)
        else:
            self.left.emit()

    def _on_pause(self, said: str) -> None:
        moment = self._moment
        if moment is None:
            return
        if self._typing is None:
            typed = Typed(words="", speaker=moment.speaker, manner=Manner.WRITTEN, asked=moment.asked, language=moment.language)
            self._typing = new_typing(moment.person, moment.visit, typed)
        self._typing = self._typing.with_words(said, self._face.field.textCursor().position())
        self._keeper.keep(self._typing)

    def _read_aloud(self) -> None:
        """The question and what stands under it; pressed again while it is read, quiet."""
        moment = self._moment
        if moment is None:
            return
        if self._voice.speaking:
            self._voice.stop()
            return
        parts = [(moment.question, moment.question_language)]
        parts += [(each.words, moment.choices_language) for each in moment.choices]
        parts += [(each.words, each.language) for each in moment.said]
        for each in self._heard if self._face.hears_others else ():
            parts += [(self._theirs("turned.other_said", name=each.by), self._spoken), (each.words, each.language)]
        if not self._voice.speak(parts):
            self._face.say_no_voice()

    def _hear_others(self) -> None:
        moment = self._moment

        def show(heard: tuple[Heard, ...]) -> None:
            self._heard = heard
            self._face.show_heard(heard)

        if moment is not None:
            self._work.read(
                lambda: read_others(self._desk, moment), then=show, failed=self._say_failure, key=f"others {id(self)}"
            )

    def _on_choice(self, words: str) -> None:
        """Pointed at once, it is their word; pointed at again, it is taken back."""
        moment = self._moment
        if moment is None:
            return
        for each in moment.said:
            if each.pointed and each.words == words:
                self._leave_out(each.record)
                return
        instead = [each.words for each in moment.choices] if moment.one_choice else []
        self._write(
            lambda: point_at(
                self._desk, moment.person, moment.visit, moment.asked, words, moment.choices_language, instead=instead
            )
        )

    def _put_in_order(self, order: list[str]) -> None:
        self._about_them(lambda who: put_in_order(self._desk, who, order))

    def _leave_out(self, record: str) -> None:
        def gone(left: LeftOut) -> None:
            self._work.changed.emit(left.changes, self)
            undo: Callable[[], object] = lambda: self._write(lambda: bring_back(self._desk, left))  # noqa: E731
            self._face.undo.offer(self._theirs("turned.left_out"), undo)

        self._work.write(lambda: leave_out(self._desk, record), then=gone, failed=self._say_failure, initiator=self)

    def _on_right(self) -> None:
        self.keep_now()
        if self._wanted is None:
            return
        wanted = self._wanted

        def say_yes() -> Changes:
            done = Changes()
            for each in read_moment(self._desk, *wanted).said:
                if not each.agreed:
                    done |= read_back(self._desk, each.record, Answer.YES)
            return done

        self._work.write(
            say_yes,
            then=lambda _changes: self._face.thanks.say(self._theirs("turned.thanks")),
            failed=self._say_failure,
            initiator=self,
        )

    def _open_circle(self) -> None:
        if self._moment is not None:
            self.keep_now()
            self._circle.show_person(self._moment.person, scaled(self._moment.points) * SMALLER)
            self._go_to(self._circle)

    def _about_them(self, act: Callable[[str], Changes]) -> None:
        if self._moment is not None:
            who = self._moment.person
            self._write(lambda: act(who))

    def _write(self, job: Callable[[], object]) -> None:
        self._work.write(job, failed=self._say_failure, initiator=self)

    def _say_failure(self, error: Exception) -> None:
        for part in (self._face, self._look):
            part.trouble.say(str(message_for(error, self._theirs)))
