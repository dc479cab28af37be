"""Sharpening kept safe: typing to the disk at every pause, the new words sealed, then the question to their speaker."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.casebook.choosing import Board
from app.casebook.desk import Desk
from app.casebook.saying import Typed, Typing, drop_typing, keep_typing, read_back, reword
from app.practice.merge import Current
from app.practice.statements import Answer, Statement
from ui.profile.card import LineCard
from ui.profile.sharpening import Asking, Sharpening
from ui.work import Work

TRY_AGAIN_MS = 3000


class Sharper(QObject):
    """Works on the cards it has adopted. `card_of` finds the card of a statement, if it is still there."""

    failed = Signal(object)
    settled = Signal()
    """Something that could not be kept before is kept now."""

    def __init__(self, desk: Desk, work: Work, card_of: Callable[[str], LineCard | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._card_of = desk, work, card_of
        self._board: Board | None = None
        self._former: dict[str, str] = {}
        self._waiting: dict[str, Typing] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(TRY_AGAIN_MS)
        self._again.timeout.connect(self._try_again)

    def adopt(self, card: LineCard) -> None:
        """Serve this card."""
        card.sharpen_requested.connect(self._open)
        card.typing_came.connect(self._keep_typing)
        card.words_kept.connect(self._keep_words)
        card.sharpening_given_up.connect(self._give_up)
        card.answered.connect(self._on_answered)

    def know(self, board: Board) -> None:
        """What is chosen now."""
        self._board = board

    def take_up(self, board: Board) -> None:
        """Open again what was being typed when the app was left."""
        self._board = board
        for typing in board.typing:
            card = self._card_of(typing.record)
            if card is not None and card.panel is None:
                card.open_sharpening(typing.typed.words, typing.cursor)

    def flush(self) -> None:
        """Keep now what is being typed."""
        for part in self._board.parts if self._board else ():
            for line in part.chosen:
                card = self._card_of(line.record)
                if card is not None and isinstance(card.panel, Sharpening):
                    card.panel.flush()

    def forget(self) -> None:
        """Another person: nothing of this one stays."""
        self._board = None
        self._former = {}

    def _statement(self, record: str) -> Current[Statement] | None:
        for part in self._board.parts if self._board else ():
            for line in part.chosen:
                if line.record == record:
                    return line
        return None

    def _open(self, record: str) -> None:
        statement, card = self._statement(record), self._card_of(record)
        if statement is not None and card is not None:
            card.open_sharpening(statement.body.words, len(statement.body.words))

    def _typing(self, record: str, words: str, cursor: int) -> Typing | None:
        statement = self._statement(record)
        if statement is None or self._board is None:
            return None
        body = statement.body
        typed = Typed(words=words, speaker=body.speaker, manner=body.manner, asked=body.asked, language=body.language)
        return Typing(record, self._board.person.record, self._board.visit, typed, cursor, (statement.head()[0],))

    def _keep_typing(self, record: str, words: str, cursor: int) -> None:
        typing = self._typing(record, words, cursor)
        if typing is not None:
            self._keep(typing)

    def _keep(self, typing: Typing) -> None:
        self._waiting[typing.record] = typing

        def kept(_nothing: object) -> None:
            if self._waiting.get(typing.record) is typing:
                del self._waiting[typing.record]
            self.settled.emit()

        self._work.write(lambda: keep_typing(self._desk, typing), then=kept, failed=self._on_not_kept, initiator=self)

    def _on_not_kept(self, error: Exception) -> None:
        self._again.start()
        self.failed.emit(error)

    def _try_again(self) -> None:
        for typing in list(self._waiting.values()):
            self._keep(typing)

    def _keep_words(self, record: str, words: str) -> None:
        statement = self._statement(record)
        if statement is None:
            return
        if not words.strip():
            self._give_up(record)
            return
        if words != statement.body.words:
            self._former.setdefault(record, statement.body.words)
        self._waiting.pop(record, None)
        seen = statement.head()[0]
        self._work.write(
            lambda: reword(self._desk, record, words, seen=seen),
            then=lambda _changes: self._ask(record),
            failed=self.failed.emit,
            initiator=self,
        )

    def _ask(self, record: str) -> None:
        card = self._card_of(record)
        if card is not None:
            card.open_asking(can_go_back=record in self._former)

    def _give_up(self, record: str) -> None:
        statement, card = self._statement(record), self._card_of(record)
        typing = self._typing(record, "", 0)
        self._waiting.pop(record, None)
        if typing is not None and statement is not None:
            self._work.write(lambda: drop_typing(self._desk, typing), failed=self.failed.emit, initiator=self)
        if card is not None:
            card.close_panel()
            card.open_tools(True)
            card.face.setFocus()

    def _on_answered(self, record: str, answer: str) -> None:
        card = self._card_of(record)
        if card is None or not isinstance(card.panel, Asking):
            return
        former = self._former.get(record)
        if answer == "yes":
            self._former.pop(record, None)
            self._work.write(lambda: read_back(self._desk, record, Answer.YES), failed=self.failed.emit, initiator=self)
        elif answer == "not quite":
            self._work.write(
                lambda: read_back(self._desk, record, Answer.NOT_QUITE),
                then=lambda _changes: self._open(record),
                failed=self.failed.emit,
                initiator=self,
            )
        elif answer == "old words" and former is not None:
            self._former.pop(record, None)
            self._work.write(lambda: reword(self._desk, record, former), failed=self.failed.emit, initiator=self)
        if answer != "not quite":
            card.close_panel()
            card.face.setFocus()
