"""The page side of the profile screen: what is to be known about the page, and the page itself as it will print."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.choosing import Board
from app.practice.formats import Format
from ui.paper.making import short_name, shortly
from ui.profile.following import Followed
from ui.widgets.notice import Notice
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from app.paper.report import Paper
    from ui.widgets.page_drawing import Wish
    from ui.widgets.page_preview import PagePreview

MOST_LISTED = 3


class PageSide(QWidget):
    """Shows the paper it is given. The PDF widget is made when the first page comes."""

    def __init__(self, words: Words, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._work = words, work
        self._preview: PagePreview | None = None
        self._falls = Notice()
        self._notes = Notice(tone="soft")
        self._strips = QWidget()
        strips = QVBoxLayout(self._strips)
        strips.setContentsMargins(16, 10, 16, 10)
        strips.setSpacing(8)
        strips.addWidget(self._falls)
        strips.addWidget(self._notes)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._strips)
        self._strips.hide()

    @property
    def preview(self) -> "PagePreview | None":
        """The page on show, once there is one."""
        return self._preview

    def clear(self) -> None:
        """Show nothing of anybody."""
        if self._preview is not None:
            self._preview.hide()
            self._preview.deleteLater()
            self._preview = None
        self._falls.quiet()
        self._notes.quiet()
        self._strips.hide()

    def wish(self) -> "Wish":
        """How the page is looked at now. The widget that shows it is made when it is first asked for."""
        return self._shown().wish()

    def show_page(self, followed: Followed, board: Board, form: Format) -> None:
        """The page, and in words what does not fit and what cannot be printed."""
        paper = followed.paper
        self._shown().show_drawn(paper.pdf, self._words("profile.page", name=board.person.body.called), followed.drawn)
        said = {each.record: each.body.words for part in board.parts for each in part.chosen}
        fallen = [said[record] for record in paper.report.did_not_fit if record in said]
        self._say(self._falls, self._fallen(fallen))
        self._say(self._notes, " ".join(self._remarks(paper, board, form)))
        self._strips.setVisible(bool(self._falls.text or self._notes.text))

    def _shown(self) -> "PagePreview":
        if self._preview is None:
            from ui.widgets.page_preview import PagePreview

            self._preview = PagePreview(self._words, self._work)
            self._layout.addWidget(self._preview, 1)
        return self._preview

    def _fallen(self, fallen: list[str]) -> str:
        if not fallen:
            return ""
        listed = [f"“{shortly(line)}”" for line in fallen[:MOST_LISTED]]
        if len(fallen) > MOST_LISTED:
            return self._words("profile.falls_first", count=len(fallen), lines=" ".join(listed))
        return self._words("profile.falls", count=len(fallen), lines=" ".join(listed))

    def _remarks(self, paper: "Paper", board: Board, form: Format) -> list[str]:
        person, pages = board.person.body, paper.report.pages
        remarks = []
        if pages > 1:
            key = "formats.two_sides_easy" if form.easy else "formats.two_sides"
            remarks.append(self._words(key, name=short_name(person.called)))
        records = {each.record for each in paper.report.cannot_print}
        if records:
            remarks.append(self._words("profile.cannot", count=len(records)))
        return remarks

    @staticmethod
    def _say(strip: Notice, sentence: str) -> None:
        if strip.text != sentence:
            strip.say(sentence)
