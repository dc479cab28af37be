"""What is done with a person's several profiles: made, called something else, put away; each with a way back."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from app.casebook.desk import Desk
from app.casebook.purposes import add_profile, put_away_profile, rename_profile
from app.practice.changes import Changes
from ui.profile.purpose_part import PurposePart
from ui.widgets.undo import UndoStrip
from ui.words import Words


class Board(Protocol):
    """The screen, as far as this needs it."""

    def showing(self) -> tuple[str, str]:
        """The person, and which of their profiles is on show."""

    def show_profile(self, profile: str) -> None:
        """Show another of their profiles."""

    def write(self, job: Callable[[], Changes], then: Callable[[], object] | None = None) -> None:
        """Do this behind the window, and then that."""


class KeeperOfPages:
    """Serves the part of the screen that names the profiles. `undo` is where it offers the way back."""

    def __init__(self, desk: Desk, words: Words, part: PurposePart, undo: UndoStrip, board: Board) -> None:
        self._desk, self._words, self._undo, self._board = desk, words, undo, board
        part.chosen.connect(board.show_profile)
        part.wanted.connect(self._add)
        part.renamed.connect(self._rename)
        part.put_away.connect(self._put_away)

    def _add(self, purpose: str) -> None:
        person, like = self._board.showing()
        made: list[str] = []

        def job() -> Changes:
            done = add_profile(self._desk, person, purpose, like)
            made.append(done.made)
            return done

        def then() -> None:
            self._board.show_profile(made[0])
            self._undo.offer(self._words("profile.purpose.made"), partial(self._away, made[0]))

        self._board.write(job, then)

    def _rename(self, purpose: str) -> None:
        _, profile = self._board.showing()
        self._board.write(lambda: rename_profile(self._desk, profile, purpose))

    def _put_away(self) -> None:
        _, profile = self._board.showing()

        def take_out() -> None:
            self._board.write(
                lambda: put_away_profile(self._desk, profile, away=False), lambda: self._board.show_profile(profile)
            )

        self._away(profile, lambda: self._undo.offer(self._words("profile.purpose.put_away"), take_out))

    def _away(self, profile: str, then: Callable[[], object] | None = None) -> None:
        self._board.write(lambda: put_away_profile(self._desk, profile), then)
