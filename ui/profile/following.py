"""The page follows the hand: what will stand on it is drawn at once, behind the window, while the disk is still at work.

The newest wish wins; until its page is there the former one stays on show. What was expected gives way to what was kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.paper.words import PaperWords
from app.practice.formats import Format
from app.practice.merge import Current
from app.practice.papers import PaperLine, ProfilePage, paper_line
from app.practice.plans import Section
from app.practice.statements import Statement
from ui.paper.making import made
from ui.work import Work

if TYPE_CHECKING:
    from app.paper.report import Paper
    from ui.widgets.page_drawing import Drawn, Wish

TYPING_MS = 40
"""How long it waits for the next key, so that typing is never slowed by drawing."""


@dataclass(frozen=True)
class Followed:
    """A page that came: the paper, and its picture as it was wished for."""

    paper: "Paper"
    drawn: "Drawn"


class Follower(QObject):
    """Knows what stands on the page, expects what will, and draws it. `wish` says how the page is looked at now."""

    came = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Work, say: PaperWords, wish: "Callable[[], Wish]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._say, self._wish = work, say, wish
        self._content: ProfilePage | None = None
        self._form = Format(0)
        self._typed: dict[str, str] = {}
        self._asked: tuple[ProfilePage, Format] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TYPING_MS)
        self._soon.timeout.connect(self._draw)

    def show_content(self, content: ProfilePage, form: Format) -> None:
        """What stands on the page now, and its format."""
        self._content, self._form = content, form
        self._draw()

    def show_format(self, form: Format) -> None:
        """The same in another format."""
        self._form = form
        self._draw()

    def expect(self, change: Callable[[ProfilePage], ProfilePage]) -> None:
        """What somebody just did to the page: it is seen before it is kept."""
        if self._content is not None:
            self._content = change(self._content)
            self._draw()

    def type_into(self, statement: str, words: str) -> None:
        """What is being typed instead of a line's words; nothing when it no longer is."""
        if words.strip():
            self._typed[statement] = words
        else:
            self._typed.pop(statement, None)
        self._soon.start()

    def keep_words(self, statement: str, words: str) -> None:
        """A line has these words from now on."""
        if words.strip():
            self.expect(lambda page: _reworded(page, {statement: words}))

    def forget(self) -> None:
        """Another person: nothing of this one stays."""
        self._soon.stop()
        self._content, self._asked, self._typed = None, None, {}

    def _draw(self) -> None:
        if self._content is None:
            return
        content, form, say, wish = self._as_typed(self._content), self._form, self._say, self._wish()
        if self._asked == (content, form):
            return
        self._asked = (content, form)

        def job() -> Followed:
            from ui.widgets.page_drawing import drawn

            paper = made(content, form, say)
            return Followed(paper, drawn(paper.pdf, wish))

        self._work.read(job, then=self.came.emit, failed=self._on_failed, initiator=self, key=f"profile page {id(self)}")

    def _on_failed(self, error: Exception) -> None:
        self._asked = None
        self.failed.emit(error)

    def _as_typed(self, content: ProfilePage) -> ProfilePage:
        return _reworded(content, self._typed) if self._typed else content


def _reworded(page: ProfilePage, words: Mapping[str, str]) -> ProfilePage:
    def typed(line: PaperLine) -> PaperLine:
        return line if line.versions else replace(line, words=words.get(line.record) or line.words)

    return replace(page, sections={part: tuple(map(typed, lines)) for part, lines in page.sections.items()})


def moved(page: ProfilePage, statement: str, section: Section, before: str) -> ProfilePage:
    """The page with a line put into a part: before another one, or last."""
    line = next((each for each in page.lines if each.record == statement), None)
    return with_line(without(page, statement), line, section, before) if line is not None else page


def chosen(page: ProfilePage, statement: Current[Statement], section: Section) -> ProfilePage:
    """The page with a statement put last into a part."""
    return with_line(without(page, statement.record), paper_line(statement), section, "")


def without(page: ProfilePage, statement: str) -> ProfilePage:
    """The page without a line."""
    kept = {part: tuple(each for each in lines if each.record != statement) for part, lines in page.sections.items()}
    return replace(page, sections=kept)


def with_line(page: ProfilePage, line: PaperLine, section: Section, before: str) -> ProfilePage:
    """The page with this line in a part: before another one, or last."""
    lines = page.sections.get(section, ())
    at = next((at for at, each in enumerate(lines) if each.record == before), len(lines))
    return replace(page, sections={**page.sections, section: (*lines[:at], line, *lines[at:])})
