"""The one-page profile: what was said at the left, to choose and to put in order; the page at the right, as it prints."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.casebook.choosing import Board, board
from app.casebook.desk import Desk
from app.casebook.profile import choose, place_before, profile_page, take_off
from app.practice.changes import Changes
from app.practice.merge import Current
from app.practice.papers import ProfilePage, paper_name
from app.practice.plans import PaperKind, Section
from app.practice.portraits import MAIN
from app.practice.statements import Statement
from ui.messages import message_for
from ui.paper.colour_wish import ColourWish
from ui.paper.making import paper_words, short_name
from ui.paper.paper_bar import PaperBar
from ui.paper.two_sides import TwoSides
from ui.profile.card import Line, LineCard
from ui.profile.following import Followed, Follower, chosen, moved, without
from ui.profile.keeper_of_pages import KeeperOfPages
from ui.profile.lines_page import LinesPage
from ui.profile.page_side import PageSide
from ui.profile.photo_part import PhotoPart
from ui.profile.photo_source import PhotoSource, SystemPhotos
from ui.profile.photographer import Photographer
from ui.profile.purpose_part import PurposePart
from ui.profile.sharper import Sharper
from ui.profile.wording import Facts, cards_of, line_of, offers_of
from ui.widgets.announce import announce
from ui.widgets.notice import Notice
from ui.widgets.undo import UndoStrip
from ui.words import Words
from ui.work import Work

KINDS = frozenset({"profile line", "statement", "person", "circle", "council", "visit", "portrait", "profile", "paper version"})
"""What this screen shows something of."""


class ProfileScreen(QWidget):
    """Chooses, orders and sharpens; every change is kept at once and can be undone."""

    leaving_requested = Signal(str, str)
    history_requested = Signal(str)
    earlier_requested = Signal(str, str)
    """The person and a profile: its earlier versions beside it."""

    closed = Signal()
    unsettled_opened = Signal(str)

    def __init__(
        self, desk: Desk, work: Work, words: Words, photos: PhotoSource | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._say = paper_words()
        self._person, self._profile = "", MAIN
        self._board: Board | None = None
        self._facts = Facts()
        self._cards: dict[str, LineCard] = {}
        self._follow = ""
        self._pending = 0
        self._moved: tuple[str, Section, str] | None = None
        self._bar = PaperBar(words("common.back"), words, words("profile.leave"))
        self._colour = ColourWish(desk, work, self._bar, self._on_failed)
        self._bar.back_requested.connect(self.closed)
        self._bar.form_changed.connect(self._on_form_changed)
        self._bar.next_requested.connect(
            lambda: self.leaving_requested.emit(self._person, paper_name(PaperKind.PROFILE, self._profile))
        )
        self._lines = LinesPage(words)
        self._lines.placed.connect(self._place)
        for part in self._lines.parts.values():
            part.chosen.connect(self._choose)
        self._trouble = Notice(tone="harm")
        self._undo = UndoStrip(words)
        self._page = PageSide(words, work)
        self._follower = Follower(work, self._say, self._page.wish, self)
        self._follower.came.connect(self._show_page)
        self._follower.failed.connect(self._on_failed)
        self._purposes, self._photo = PurposePart(words), PhotoPart(words)
        self._photographer = Photographer(desk, work, words, photos or SystemPhotos(), self._photo, self._undo)
        self._lines.header.insertWidget(0, self._purposes)
        self._lines.header.insertWidget(1, self._photo)
        self._lines.header.setSpacing(16)
        self._sharper = Sharper(desk, work, self._card_of, self)
        self._sharper.failed.connect(self._on_failed)
        self._sharper.settled.connect(self._trouble.quiet)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._lines, 1)
        strips = QVBoxLayout()
        strips.setContentsMargins(24, 0, 24, 0)
        strips.addWidget(self._trouble)
        strips.addWidget(self._undo)
        column.addLayout(strips)
        self._sides = TwoSides(left, self._page, words("profile.sides"), words("profile.to_words"), words("profile.to_page"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._sides, 1)
        work.changed.connect(self._on_changed)
        self._wire_parts()

    def _wire_parts(self) -> None:
        self._pages = KeeperOfPages(self._desk, self._words, self._purposes, self._undo, self)
        self._purposes.earlier_requested.connect(lambda: self.earlier_requested.emit(self._person, self._profile))

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_person(self, person: str) -> None:
        """Show this person's profile as it is now."""
        if person != self._person:
            self._forget()
            self._profile = MAIN
        self._person = person
        self._undo.quiet()
        self._trouble.quiet()
        self._reload()

    def focus_first(self) -> None:
        """The keyboard goes to the first line; to a photo that is being chosen; while nothing has been said, to the way back."""
        if self._photo.busy:
            self._photo.focus_first()
            return
        faces = self._lines.first_faces()
        (faces[0] if faces else self._bar.back_button).setFocus(Qt.FocusReason.OtherFocusReason)
        self._lines.verticalScrollBar().setValue(0)

    def may_leave(self) -> bool:
        """Always; what is being typed is kept first."""
        self.keep_now()
        return True

    def keep_now(self) -> None:
        """Keep what is being typed, without waiting for a pause."""
        self._sharper.flush()

    def _forget(self) -> None:
        self._board, self._follow = None, ""
        self._facts = Facts()
        self._sharper.forget()
        self._follower.forget()
        self._photographer.forget()
        self._purposes.forget()
        for part in self._lines.parts.values():
            part.show_cards([])
            part.show_offers((), ())
        for card in self._cards.values():
            card.hide()
            card.deleteLater()
        self._cards = {}
        self._page.clear()

    def _reload(self) -> None:
        desk, person, profile = self._desk, self._person, self._profile

        def look() -> tuple[Board, ProfilePage]:
            shown = board(desk, person, profile)
            return shown, profile_page(desk, person, shown.purpose.name)

        self._work.read(look, then=self._show_all, failed=self._on_failed, initiator=self, key=f"profile {id(self)}")

    def _show_all(self, looked: tuple[Board, ProfilePage]) -> None:
        """What is chosen and the page, as they were kept; while more is on its way to the disk, the page is ahead already."""
        shown, page = looked
        self._show_board(shown)
        if not self._pending:
            self._follower.show_content(page, self._bar.form)

    def _show_board(self, shown: Board) -> None:
        first = self._board is None
        self._board, self._profile = shown, shown.purpose.name
        person = shown.person.body
        self._purposes.show_profiles(shown.purposes, shown.purpose, shown.frozen)
        self._photographer.know(shown)
        self._bar.show_title(
            self._words("profile.title", name=short_name(person.called)),
            self._words("profile.title", name=person.called),
        )
        self._bar.show_formats(person, fresh=first)
        if first:
            self._colour.ask(self._person)
        self._show_cards()
        if first:
            self._sharper.take_up(shown)
        self._sharper.know(shown)

    def _show_cards(self) -> None:
        assert self._board is not None
        held = self._held()
        lines = cards_of(self._board, self._facts, self._words, self._say)
        gone = set(self._cards) - {line.statement for line in lines}
        for line in lines:
            if line.statement in self._cards:
                self._cards[line.statement].show_line(line)
            else:
                self._cards[line.statement] = self._new_card(line)
        for part in self._board.parts:
            view = self._lines.parts[part.section]
            view.show_cards([self._cards[each.record] for each in part.chosen])
            view.show_offers(*offers_of(part, self._board, self._say))
        for statement in gone:
            card = self._cards.pop(statement)
            card.hide()
            card.deleteLater()
        nothing = not any(part.chosen or part.offered or part.others for part in self._board.parts)
        self._lines.show_empty(nothing)
        self._bar.next_button.lead(any(part.chosen for part in self._board.parts))
        self._hold(held)

    def _new_card(self, line: Line) -> LineCard:
        card = LineCard(self._words, line)
        card.opened.connect(self._on_opened)
        card.step_requested.connect(self._step)
        card.section_requested.connect(lambda statement, section: self._place(statement, section, ""))
        card.take_off_requested.connect(self._take_off)
        card.settle_requested.connect(self.unsettled_opened)
        card.history_requested.connect(self.history_requested)
        card.typed.connect(self._follower.type_into)
        card.words_kept.connect(self._follower.keep_words)
        self._sharper.adopt(card)
        self._lines.adopt(card)
        return card

    def _card_of(self, statement: str) -> LineCard | None:
        return self._cards.get(statement)

    def _held(self) -> tuple[str, QWidget | None]:
        """The line that has the keyboard, and where in it."""
        focused = QApplication.focusWidget()
        card: QWidget | None = focused
        while card is not None and not isinstance(card, LineCard):
            card = card.parentWidget()
        return (card.statement, focused) if isinstance(card, LineCard) else ("", None)

    def _hold(self, held: tuple[str, QWidget | None]) -> None:
        """Give the keyboard back to the line that had it, or to the one that was just put in."""
        statement, place = held
        follow, self._follow = self._follow, ""
        card = self._cards.get(follow or statement)
        if card is None:
            return
        if follow:
            card.face.setFocus(Qt.FocusReason.OtherFocusReason)
            line = card.line
            part = self._words.choice("profile.part", line.section.value)
            announce(card.face, self._words("profile.line.moved", place=line.place, count=line.count, part=part))
        elif place is not None and place.isVisible():
            place.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lines.scroll_to(card.face)

    def _show_page(self, followed: Followed) -> None:
        if self._board is None:
            return
        self._page.show_page(followed, self._board, self._bar.form)
        facts = Facts.of(followed.paper.report)
        if facts != self._facts:
            self._facts = facts
            for line in cards_of(self._board, facts, self._words, self._say):
                self._cards[line.statement].show_line(line)

    def _on_opened(self, opened: LineCard) -> None:
        for card in self._cards.values():
            card.open_tools(card is opened and not card.tools_open)
        self._lines.scroll_to(opened)

    def _on_form_changed(self) -> None:
        if self._board is not None:
            self._follower.show_format(self._bar.form)

    def showing(self) -> tuple[str, str]:
        """The person, and which of their profiles is on show."""
        return self._person, self._profile

    def show_profile(self, profile: str) -> None:
        """Another of the person's profiles. What is being typed about a line of this one is kept."""
        self.keep_now()
        self._profile, self._facts = profile, Facts()
        self._undo.quiet()
        for card in self._cards.values():
            card.close_panel()
        self._reload()

    def _choose(self, statement: str, section: Section) -> None:
        person, profile = self._person, self._profile
        said = self._offered(statement, section)
        if said is not None:
            self._follower.expect(lambda page: chosen(page, said, section))
        self.write(lambda: choose(self._desk, person, statement, section, profile))

    def _step(self, statement: str, way: int) -> None:
        step = line_of(self._board, statement, way) if self._board else None
        if step is not None:
            self._place(statement, *step)

    def _place(self, statement: str, section: Section, before: str) -> None:
        """Put a line there. Back is where it stood before it was moved first, however often it was."""
        stood = self._stood_at(statement)
        if stood is not None and (self._moved is None or self._moved[0] != statement):
            self._moved = (statement, *stood)
        back = self._moved
        self._put(statement, section, before, lambda: self._offer_back(back))

    def _offer_back(self, back: tuple[str, Section, str] | None) -> None:
        if back is not None:
            self._undo.offer(self._words("profile.line.moved_done"), lambda: self._put(*back, self._undo.quiet))

    def _put(self, statement: str, section: Section, before: str, then: Callable[[], object]) -> None:
        person, profile = self._person, self._profile
        self._follow = statement
        self._follower.expect(lambda page: moved(page, statement, section, before))
        self.write(lambda: place_before(self._desk, person, statement, section, before, profile), then, moving=True)

    def _stood_at(self, statement: str) -> tuple[Section, str] | None:
        """The part in which a line stands, and what it stands before."""
        part = self._board.part_of(statement) if self._board else None
        if part is None:
            return None
        records = [each.record for each in part.chosen]
        at = records.index(statement) + 1
        return part.section, records[at] if at < len(records) else ""

    def _take_off(self, statement: str) -> None:
        part = self._board.part_of(statement) if self._board else None
        if part is None:
            return
        records = [each.record for each in part.chosen]
        at = records.index(statement)
        before = records[at + 1] if at + 1 < len(records) else ""
        neighbour = before or (records[at - 1] if at else "")
        person, profile, section = self._person, self._profile, part.section
        self._follow = neighbour
        self._follower.expect(lambda page: without(page, statement))
        again = partial(self._put, statement, section, before, self._undo.quiet)
        self.write(
            lambda: take_off(self._desk, person, statement, profile),
            lambda: self._undo.offer(self._words("profile.taken_off.done"), again),
        )

    def write(self, job: Callable[[], Changes], then: Callable[[], object] | None = None, *, moving: bool = False) -> None:
        """Do this behind the window, and then that. What was offered to be undone before is no longer, but for `moving`."""
        self._trouble.quiet()
        if not moving:
            self._undo.quiet()
            self._moved = None
        self._pending += 1

        def done(_changes: Changes) -> None:
            self._pending -= 1
            if then is not None:
                then()

        self._work.write(job, then=done, failed=self._on_not_written, initiator=self)

    def _on_not_written(self, error: Exception) -> None:
        """What was shown ahead is not so: show again what was kept."""
        self._pending -= 1
        self._on_failed(error)
        self._reload()

    def _offered(self, statement: str, section: Section) -> Current[Statement] | None:
        """A statement that is offered for a part."""
        part = next((each for each in self._board.parts if each.section is section), None) if self._board else None
        every = (*part.offered, *part.others) if part else ()
        return next((each for each in every if each.record == statement), None)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if f"person:{self._person}" in changes.scopes and KINDS & changes.kinds and self._board is not None:
            self._reload()

    def _on_failed(self, error: Exception) -> None:
        self._follow = ""
        self._trouble.say(str(message_for(error, self._words)))
