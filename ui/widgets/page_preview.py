"""A paper as it prints: the PDF itself, drawn page by page on white. Import late, it brings QtPdf along.

With a doorway to work behind the window every page is drawn there, the newest wish wins, and no key waits for a page.
"""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QSizeF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.announce import announce
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import FlowRow
from ui.widgets.notice import Notice
from ui.widgets.page_desk import Desk, Sheet
from ui.widgets.page_drawing import Drawn, Fit, Wish, drawn, next_scale, seen_part
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work


class PagePreview(QWidget):
    """Shows one page at a time. At first the whole page is seen; it can be made larger, then scrolls, and be turned round."""

    def __init__(self, words: Words, work: Work | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._work = words, work
        self._title, self._pdf = "", b""
        self._at, self._pages = 0, 0
        self._fit, self._scale, self._turns = Fit.WHOLE, 1.0, 0
        self._points = QSizeF()
        self._shown: Wish | None = None
        self._asked: Wish | None = None
        self._sheet = Sheet()
        self._desk = Desk(self._sheet)
        self._trouble = Notice(tone="harm")
        self._where, self._how_large = Passage(type="small", tone="soft"), Passage(type="small", tone="soft")
        self._before = self._button("before", "chevron-left", lambda: self.show_page(self._at - 1))
        self._next = self._button("next", "chevron-right", lambda: self.show_page(self._at + 1))
        self._smaller = self._button("smaller", "minus", lambda: self._step(False))
        self._larger = self._button("larger", "plus", lambda: self._step(True))
        self._fitted = self._button("width", "", self._change_fit)
        self._turn = self._button("turn", "turn", self._turn_round)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        tools = FlowRow(spacing=20)
        parts = (self._before, self._where, self._next, self._smaller, self._how_large, self._larger, self._fitted, self._turn)
        for part in parts:
            tools.add(part)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.addWidget(tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._trouble)
        layout.addWidget(self._desk, 1)
        layout.addLayout(bar)

    def _wire(self) -> None:
        self._desk.resized.connect(self._draw)
        self._desk.scrolled.connect(self._on_scrolled)
        self._desk.page_wished.connect(self._turn_page)
        self._desk.scale_wished.connect(self._step)
        for keys, act in (
            (QKeySequence.StandardKey.ZoomIn, lambda: self._step(True)),
            ("Ctrl+=", lambda: self._step(True)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self._step(False)),
            ("Ctrl+0", lambda: self._look(Fit.WHOLE)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def pdf(self) -> bytes:
        """The paper on show."""
        return self._pdf

    @property
    def pages(self) -> int:
        """How many pages the paper has, as far as it has been looked at."""
        return self._pages

    @property
    def page(self) -> int:
        """Which page is on show, counted from 1."""
        return self._at + 1

    def wish(self) -> Wish:
        """How the page is looked at now."""
        wish = Wish(
            self._at,
            self._desk.room_for(self._fit),
            self._fit,
            self._scale,
            self._turns,
            self.devicePixelRatioF(),
            self.logicalDpiX() / 72,
        )
        if self._points.isEmpty() or wish.is_drawn_whole(self._points):
            return wish
        return replace(wish, seen=seen_part(self._desk.visible_part, wish.size_of(self._points)))

    def show_pdf(self, pdf: bytes, title: str) -> None:
        """Show a paper, at the page that was on show before if there is one. What is no PDF is said, not shown."""
        self._take(pdf, title)
        self._draw()

    def show_drawn(self, pdf: bytes, title: str, drawn: Drawn) -> None:
        """As `show_pdf`, of a page that was drawn behind the window; drawn again only where it is looked at otherwise by now."""
        self._take(pdf, title)
        self._come(drawn)

    def clear(self) -> None:
        """Show nothing of anybody."""
        self._take(b"", "")
        self._at, self._pages, self._points = 0, 0, QSizeF()
        self._sheet.clear()
        self._trouble.quiet()
        self._say_where()

    def show_page(self, at: int) -> None:
        """Show the page of this number, counted from 0; the nearest there is."""
        at = min(max(at, 0), max(self.pages - 1, 0))
        if at == self._at:
            return
        self._at = at
        self._draw()
        self._say_where()
        announce(self._desk, self._where.text())

    def event(self, event: QEvent) -> bool:
        """Another screen may have other dots."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)

    def _take(self, pdf: bytes, title: str) -> None:
        self._pdf, self._title = pdf, title
        self._shown = self._asked = None

    def _draw(self) -> None:
        """Have the page drawn as it is looked at now; what is known of it is on show meanwhile."""
        wish, pdf = self.wish(), self._pdf
        if (not pdf and not self._title) or wish in (self._shown, self._asked):
            return
        self._asked = wish
        if self._shown is not None and not self._points.isEmpty():
            same = (wish.at, wish.turns) == (self._shown.at, self._shown.turns)
            if wish.size_of(self._points) != self._shown.size_of(self._points) or not same:
                self._sheet.expect(wish.size_of(self._points), same_page=same)
            self._say_how_large()
        if self._work is None:
            self._come(drawn(pdf, wish))
        else:
            self._work.read(
                lambda: drawn(pdf, wish), then=partial(self._come_for, pdf), initiator=self, key=f"page preview {id(self)}"
            )

    def _come_for(self, pdf: bytes, drawn: Drawn) -> None:
        if pdf is self._pdf:
            self._come(drawn)

    def _come(self, drawn: Drawn) -> None:
        """A picture came. It is shown, and drawn once more if by now the page is looked at otherwise."""
        self._asked = None
        self._pages, self._points = drawn.pages, drawn.points
        self._say_whether_readable()
        if not drawn.pages:
            self._at, self._shown = 0, drawn.wish
            self._sheet.clear()
            self._say_where()
            return
        if drawn.wish.at == self._at:
            self._at, self._shown = drawn.at, replace(drawn.wish, at=drawn.at)
            self._sheet.show_drawn(drawn)
        self._say_where()
        self._draw()

    def _turn_page(self, step: int) -> None:
        before = self._at
        self.show_page(self._at + step)
        if self._at != before:
            self._desk.to_end(foot=step < 0)

    def _on_scrolled(self) -> None:
        if self._shown is not None and not self._points.isEmpty() and not self._shown.seen.isEmpty():
            self._draw()

    def _step(self, larger: bool) -> None:
        if not self.pages:
            return
        now = self.wish().scale_of(self._points)
        whole = replace(self.wish(), fit=Fit.WHOLE).scale_of(self._points)
        scale = next_scale(now, whole, larger)
        self._look(Fit.WHOLE if scale is None else Fit.NOT, scale or self._scale)

    def _look(self, fit: Fit, scale: float = 1.0) -> None:
        self._fit, self._scale = fit, scale
        self._draw()
        self._say_how_large()

    def _change_fit(self) -> None:
        self._look(Fit.WIDTH if self._fit is Fit.WHOLE else Fit.WHOLE)

    def _turn_round(self) -> None:
        self._turns = (self._turns + 1) % 4
        self._draw()

    def _say_whether_readable(self) -> None:
        sentence = "" if self._pages else self._words("common.paper.unreadable")
        if sentence != self._trouble.text:
            self._trouble.say(sentence)

    def _say_where(self) -> None:
        several = self.pages > 1
        said = self._words("common.paper.page", page=self._at + 1, pages=self.pages) if self.pages else ""
        self._where.set_text(said)
        for button in (self._before, self._next):
            button.setVisible(several)
        self._before.setEnabled(self._at > 0)
        self._next.setEnabled(self._at < self.pages - 1)
        described = self._words("common.paper.described", title=self._title, page=self._at + 1, pages=self.pages)
        self._sheet.setAccessibleName(described if self.pages else "")
        self._desk.setAccessibleName(described if self.pages else self._title)
        self._say_how_large()

    def _say_how_large(self) -> None:
        if not self.pages or self._points.isEmpty():
            self._how_large.set_text("")
            return
        wish = self.wish()
        now, whole = wish.scale_of(self._points), replace(wish, fit=Fit.WHOLE).scale_of(self._points)
        self._how_large.set_text(self._words("common.paper.scale", percent=round(now * 100)))
        self._larger.setEnabled(next_scale(now, whole, True) != now)
        self._smaller.setEnabled(self._fit is not Fit.WHOLE and (now > whole * 1.01 or now > 1))
        key = "width" if self._fit is Fit.WHOLE else "whole"
        self._fitted.set_text(self._words.choice("common.paper", key))

    def _button(self, key: str, icon: str, act: object) -> ActionButton:
        said = self._words.choice("common.paper", key)
        button = ActionButton(said, kind="link", icon=icon)
        button.clicked.connect(act)
        return button
