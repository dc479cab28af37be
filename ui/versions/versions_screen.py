"""Two versions of one thing, side by side. Nothing is overwritten: somebody says what stands, or keeps both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook import settling
from app.casebook import together as joint
from app.casebook.desk import Desk
from app.casebook.forms import FormPlace, drop_form
from app.casebook.people import Names, names
from app.casebook.settling import Unsettled
from app.casebook.visits import visits_of
from app.practice.changes import Changes
from app.practice.errors import VersionsDiffer
from app.practice.groups import Group
from app.practice.kinds import BY_NAME
from app.practice.statements import Statement
from app.practice.visits import Visit
from ui.messages import message_for
from ui.versions.cards import Side, VersionCard, sides_of
from ui.versions.compare import before_all
from ui.versions.plain import PlainWords
from ui.versions.together import About, Draft, Together
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, Columns, FlowRow, column
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words
from ui.work import Work

_PAIR = 2


@dataclass(frozen=True)
class _Read:
    unsettled: Unsettled | None
    names: Names
    visits: dict[str, Visit]
    left: tuple[joint.Left, ...] = ()


class VersionsScreen(QWidget):
    """One record that stands in versions."""

    settled = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._record = ""
        self._unsettled: Unsettled | None = None
        self._chosen: dict[str, tuple[Any, ...]] = {}
        self._cards: dict[str, list[tuple[VersionCard, Side]]] = {}
        self._page = Page(measure=0, margin=72)
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._title, self._lead = Passage(type="title"), Passage(tone="soft")
        self._notice = Notice(tone="harm")
        self._together: Together | None = None
        self._left: tuple[joint.Left, ...] = ()
        self._lay_out()
        self._back.clicked.connect(self._close)
        self._work.changed.connect(self.on_changed)

    @property
    def about(self) -> str:
        """What it is about."""
        return self._record

    def show_record(self, record: str) -> None:
        """Show this record's versions."""
        if self._together:
            self._together.leave()
        self._record = record
        self._unsettled, self._together = None, None
        self._notice.quiet()
        self._read()

    def on_changed(self, changes: Changes, _initiator: object) -> None:
        """Read again when it was settled elsewhere or another version came, unless somebody is writing here."""
        if self._record in changes.records and self.isVisible() and self._together is None:
            self._read()

    def focus_first(self) -> None:
        """The first version's button; Back while nothing is there yet."""
        first = next((cards[0][0] for cards in self._cards.values()), None)
        if first is None:
            self._back.setFocus()
        else:
            first.focus_first()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        back = FlowRow()
        back.add(self._back)
        self._page.header.addWidget(back)
        self._page.header.addSpacing(8)
        for part in (self._title, self._lead, self._notice):
            self._page.header.addWidget(part)

    def _read(self) -> None:
        record = self._record
        self._work.read(
            lambda: _read(self._desk, record),
            then=self._show,
            failed=self._say_failure,
            key="versions",
        )

    def _show(self, read: _Read) -> None:
        unsettled = self._unsettled = read.unsettled
        draft = self._together.draft() if self._together else None
        if self._together:
            self._together.leave()
        self._left = read.left if unsettled is None else ()
        self._chosen, self._cards, self._together = {}, {}, None
        self._page.clear()
        if unsettled is None:
            self._title.set_text(self._words("versions.settled"))
            self._lead.set_text("")
            self._show_left(draft)
            self._show_what_a_kill_left(draft)
            self._back.setFocus()
            return
        plain = PlainWords(self._words, read.names, self._desk.guides, unsettled.person_name)
        groups = [BY_NAME[unsettled.kind].group_named(name) for name in unsettled.now.versions]
        begun = {each.group for each in read.left}
        pairs = all(len(variants) == _PAIR for variants in unsettled.now.versions.values())
        self._title.set_text(self._words("versions.title") if pairs else self._words("versions.title_many"))
        self._lead.set_text(self._words("versions.lead", name=unsettled.person_name))
        if len(groups) > 1:
            self._page.add(Passage(self._words("versions.several"), type="strong"))
        for group in groups:
            going_on = draft if draft and draft.group == group.name else None
            form = self._show_group(read, unsettled, group, plain, titled=len(groups) > 1)
            if form and (going_on or (draft is None and group.name in begun)):
                form(going_on)
        if self._together is None:
            self._show_left(draft)

    def _show_left(self, draft: Draft | None) -> None:
        """Words that were typed about a part that somebody else settled meanwhile: to be read and copied."""
        if draft and draft.typed:
            self._show_typed(draft.texts)

    def _show_what_a_kill_left(self, draft: Draft | None) -> None:
        """As `_show_left`, of words that were typed before the app ended."""
        for each in self._left:
            if draft is None or draft.group != each.group:
                self._show_typed(each.texts)

    def _show_typed(self, texts: Sequence[str]) -> None:
        if any(text.strip() for text in texts):
            card = Card()
            card.add(Passage(self._words("versions.together_left")))
            for text in texts:
                card.add(Passage(text, type="answer", selectable=True, follows_script=True))
            self._page.add(card)

    def _show_group(
        self, read: _Read, unsettled: Unsettled, group: Group, plain: PlainWords, *, titled: bool
    ) -> Callable[[Draft | None], None] | None:
        """Show a part that differs. What is given opens the fields for writing it together, where that may be."""
        words = self._words
        sides = sides_of(unsettled, group, read.names, read.visits, plain, words)
        if titled:
            self._page.add(Passage(words.choice("versions.group", group.name.replace(" ", "_")), type="heading"))
        columns = Columns(least_characters=26, ratios=(1,), spacing=32)
        self._cards[group.name] = []
        for side in sides:
            card = VersionCard(side, [other for other in sides if other is not side], words)
            card.kept.connect(lambda name=group.name, side=side: self._choose(name, side.variant.values))
            self._cards[group.name].append((card, side))
            columns.add(card)
        self._page.add(columns)
        if not any(side.text for side in sides) and len({side.lines for side in sides}) == 1:
            self._page.add(Passage(words("versions.same"), tone="soft"))
        form = self._more_ways(unsettled, group, sides, plain, titled=titled)
        before = self._before(unsettled, group, sides, plain)
        if before:
            self._page.add(before)
        return form

    def _more_ways(
        self, unsettled: Unsettled, group: Group, sides: list[Side], plain: PlainWords, *, titled: bool
    ) -> Callable[[Draft | None], None] | None:
        words, buttons = self._words, FlowRow(spacing=16)
        place = column(buttons, spacing=16)
        both = settling.may_keep_both(unsettled.kind, group.name)
        write = joint.may_be_written_together(unsettled.kind, group.name)
        if not both and not write:
            return None
        if both:
            keep = ActionButton(words("versions.both") if len(sides) == _PAIR else words("versions.all"))
            keep.clicked.connect(lambda: self._keep_all(group))
            buttons.add(keep)
        about = About(unsettled.kind, unsettled.person, unsettled.record, group)
        open_form = partial(self._write_together, place, about, sides, plain)
        if write:
            part = words.choice("versions.group", group.name.replace(" ", "_"))
            name = words("versions.together_name", part=part) if titled else ""
            together = ActionButton(words("versions.together"), name=name)
            together.clicked.connect(lambda: open_form(None))
            buttons.add(together)
        self._page.add(place)
        return open_form if write else None

    def _before(self, unsettled: Unsettled, group: Group, sides: list[Side], plain: PlainWords) -> QWidget | None:
        words = self._words
        before = before_all(unsettled, [side.variant.revisions for side in sides])
        if before is None or before.body is None:
            return None
        date = words.date(datetime.fromisoformat(before.written))
        if sides[0].text:
            said = before.body.words
            key = {
                True: words("versions.before", date=date, words=said),
                False: words("versions.before_all", date=date, words=said),
            }
            return Passage(key[len(sides) == _PAIR], tone="soft", follows_script=True)
        lines = plain.lines(group, before.body.group(group))
        parts = [Passage(words("versions.plain_line", label=line.label, text=line.text), tone="soft") for line in lines]
        return column(Passage(words("versions.before_plain", date=date), tone="soft"), *parts, spacing=2)

    def _choose(self, name: str, values: tuple[Any, ...]) -> None:
        self._chosen[name] = values
        for card, side in self._cards[name]:
            card.show_kept(side.variant.values == values)
        unsettled = self._unsettled
        if unsettled and set(self._chosen) == set(unsettled.now.versions):
            chosen, seen = dict(self._chosen), unsettled.now.heads
            self._write(lambda: settling.settle(self._desk, unsettled.kind, unsettled.record, chosen, seen=seen))

    def _keep_all(self, group: Group) -> None:
        unsettled = self._unsettled
        if unsettled is not None:
            kind, record, seen = unsettled.kind, unsettled.record, unsettled.now.heads
            self._write(lambda: settling.keep_both(self._desk, kind, record, group.name, seen=seen))

    def _write_together(self, place: QWidget, about: About, sides: list[Side], plain: PlainWords, draft: Draft | None) -> None:
        if self._unsettled is None:
            return
        if self._together is not None:
            self._together.focus_first()
            return
        form = self._together = Together(about, sides, plain, self._words, draft)
        form.keep_on(self._desk, self._work)
        form.written.connect(lambda values: self._choose(about.group.name, values))
        form.closed.connect(self._close_together)
        layout = place.layout()
        if layout is not None:
            layout.addWidget(form)
        form.focus_first()
        self._page.scroll_to(form)

    def _close_together(self) -> None:
        if self._together is not None:
            self._together.leave()
            self._together.hide()
            self._together.deleteLater()
            self._together = None
        self.focus_first()

    def _write(self, job: Any) -> None:
        self._work.write(job, then=self._on_settled, failed=self._on_write_failed, initiator=self)

    def _on_settled(self, _changes: Changes) -> None:
        """What was typed for it, and is kept or was given up by another choice, is not kept as a draft any more."""
        unsettled = self._unsettled
        if unsettled:
            groups = joint.TOGETHER.get(unsettled.kind, ())
            self._forget([joint.place_of(unsettled.person, unsettled.record, group) for group in groups])
        self._together = None
        self.settled.emit()

    def _close(self) -> None:
        """Whoever leaves has read what a kill left of a part that was settled meanwhile."""
        if self._left:
            self._forget([each.place for each in self._left])
        self.closed.emit()

    def _forget(self, places: Sequence[FormPlace]) -> None:
        for place in places:
            self._work.write(partial(drop_form, self._desk, place), failed=_nothing, initiator=self)

    def _on_write_failed(self, error: Exception) -> None:
        self._say_failure(error)
        if isinstance(error, VersionsDiffer):
            self._read()
            return
        self._chosen = {}
        for cards in self._cards.values():
            for card, _ in cards:
                card.show_kept(False)

    def _say_failure(self, error: Exception) -> None:
        self._notice.say(str(message_for(error, self._words)))
        self._page.scroll_to(self._notice)


def _read(desk: Desk, record: str) -> _Read:
    """In the background. The person's visits only where words name one."""
    found = settling.unsettled_record(desk, record)
    named = found is not None and found.kind == Statement.kind and "words" in found.now.versions
    visits = {each.record: each.body for each in visits_of(desk, found.person)} if found and named else {}
    return _Read(found, names(desk), visits, tuple(joint.left_of(desk, record)))


def _nothing(_error: Exception) -> None:
    """A draft that cannot be dropped just now costs nobody anything."""
