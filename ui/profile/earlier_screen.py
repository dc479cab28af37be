"""An earlier version of a profile beside the page as it is now: line by line, what differs marked, and said in words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.casebook.desk import Desk
from app.casebook.earlier import Beside, EarlierOnes, earlier_versions
from app.practice.changes import Changes
from app.practice.earlier import Change, Row
from app.practice.papers import PaperLine
from app.practice.plans import Section
from app.practice.portraits import MAIN
from ui.messages import message_for
from ui.paper.making import paper_words, short_name
from ui.versions.compare import differing
from ui.versions.marked import MarkedPassage
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import ChipRow
from ui.widgets.layout import Card, Columns, FlowRow, column, empty
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.widgets.photo import PhotoView
from ui.words import Words
from ui.work import Work

KINDS = frozenset({"profile line", "statement", "person", "portrait", "profile", "paper version", "copy left"})
_LEAST, _PHOTO = 26, 96


class EarlierScreen(QWidget):
    """Shows and compares; changes nothing."""

    closed = Signal()

    def __init__(self, desk: Desk, work: Work, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._words = desk, work, words
        self._say = paper_words()
        self._person, self._profile = "", MAIN
        self._found: EarlierOnes | None = None
        self._page = Page(measure=0)
        self._back = ActionButton(words("common.back"), kind="link", icon="chevron-left")
        self._back.clicked.connect(self.closed)
        self._title = Passage(type="title")
        self._trouble = Notice(tone="harm")
        self._which = ChipRow(words("profile.earlier.label"))
        self._which.chosen_changed.connect(self._show_version)
        self._sum = Passage(type="strong")
        self._content = QVBoxLayout()
        self._content.setSpacing(16)
        back = FlowRow()
        back.add(self._back)
        for part in (back, self._title, self._trouble, self._which, self._sum):
            self._page.header.addWidget(part)
        self._page.header.setSpacing(16)
        self._page.body.addLayout(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        work.changed.connect(self._on_changed)

    @property
    def about(self) -> str:
        """Whom it is about."""
        return self._person

    def show_profile(self, person: str, profile: str) -> None:
        """The earlier versions of this profile, the newest of them first."""
        if (person, profile) != (self._person, self._profile):
            self._found = None
            self._which.clear()
            self._sum.set_text("")
            self._title.set_text("")
            empty(self._content)
        self._person, self._profile = person, profile
        self._trouble.quiet()
        self._reload()

    def focus_first(self) -> None:
        """The way back, for there is nothing to do here but to look."""
        self._back.setFocus()
        self._page.verticalScrollBar().setValue(0)

    def _reload(self) -> None:
        desk, person, profile = self._desk, self._person, self._profile
        self._work.read(
            lambda: earlier_versions(desk, person, profile), then=self._show, failed=self._on_failed, key=f"earlier {id(self)}"
        )

    def _show(self, found: EarlierOnes) -> None:
        self._found = found
        words, name = self._words, found.now.person.called
        purpose = found.now.purpose.words if found.now.purpose else ""
        self._title.set_text(
            words("profile.earlier.title_for", name=short_name(name), purpose=purpose)
            if purpose
            else words("profile.earlier.title", name=short_name(name))
        )
        chosen = self._which.chosen or (found.versions[0].then.record if found.versions else "")
        self._which.clear()
        for each in found.versions:
            then = each.then
            self._which.add(then.record, words("profile.earlier.version", number=then.number, date=words.date(then.made_at)))
        self._which.choose(chosen)
        self._which.setVisible(len(found.versions) > 1)
        self._show_version(chosen)

    def _show_version(self, record: str) -> None:
        shown = next((each for each in self._found.versions if each.then.record == record), None) if self._found else None
        empty(self._content)
        self._sum.set_text(self._summary(shown) if shown else self._words("profile.earlier.none"))
        if shown is None or self._found is None:
            return
        self._content.addWidget(self._heads(shown, self._found))
        for part, rows in shown.rows:
            if rows:
                self._content.addWidget(Passage(self._words.choice("profile.part", part.value), type="heading"))
            for row in rows:
                self._content.addWidget(self._row(row, part))

    def _summary(self, beside: Beside) -> str:
        if beside.same:
            return self._words("profile.earlier.same")
        rows = [row for _, rows in beside.rows for row in rows]
        words = self._words
        counts = {
            Change.NEW: sum(row.change is Change.NEW for row in rows),
            Change.GONE: sum(row.change is Change.GONE for row in rows),
            Change.REWORDED: sum(row.change is Change.REWORDED or (row.reworded and row.now is not None) for row in rows),
            Change.MOVED: sum(row.change is Change.MOVED and row.now is not None for row in rows),
        }
        sentences = {
            Change.NEW: words("profile.earlier.count.new", count=counts[Change.NEW]),
            Change.GONE: words("profile.earlier.count.gone", count=counts[Change.GONE]),
            Change.REWORDED: words("profile.earlier.count.reworded", count=counts[Change.REWORDED]),
            Change.MOVED: words("profile.earlier.count.moved", count=counts[Change.MOVED]),
        }
        said = [sentences[change] for change, count in counts.items() if count]
        if beside.other_photo:
            said.append(self._of_the_photo(beside))
        if beside.other_purpose:
            said.append(words("profile.earlier.other_purpose"))
        return words("profile.earlier.since", changes=words.listing(said))

    def _of_the_photo(self, beside: Beside) -> str:
        if not beside.then.had_photo:
            return self._words("profile.earlier.photo_new")
        if self._found is None or self._found.now.photo is None:
            return self._words("profile.earlier.photo_gone")
        return self._words("profile.earlier.photo_other")

    def _heads(self, beside: Beside, found: EarlierOnes) -> QWidget:
        words, then, name = self._words, beside.then, short_name(found.now.person.called)
        names = words.listing(short_name(each) for each in then.left_with)
        where = (
            words("profile.earlier.left", names=names, code=then.code)
            if then.left_with
            else words("profile.earlier.not_left", code=then.code)
        )
        was = words("profile.earlier.photo_then", name=name, number=then.number)
        side = words("profile.earlier.then", number=then.number, date=words.date(then.made_at))
        columns = _columns()
        columns.add(_head(side, [where, then.purpose], then.photo, was))
        now = found.now
        photo = now.photo.data if now.photo else b""
        purpose = now.purpose.words if now.purpose else ""
        columns.add(_head(words("profile.earlier.now"), [purpose], photo, words("profile.earlier.photo_now", name=name)))
        return columns

    def _row(self, row: Row, part: Section) -> QWidget:
        words = self._words
        columns = _columns()
        then = [row.then.words] if row.then else []
        now = [row.now.words] if row.now else []
        both = row.change is Change.REWORDED
        columns.add(self._side(row.then, now if both else then, self._said_of_then(row, part), words("profile.earlier.nothing")))
        columns.add(
            self._side(row.now, then if both else now, self._said_of_now(row, part), words("profile.earlier.nothing_now"))
        )
        return columns

    def _side(self, line: PaperLine | None, others: list[str], mark: str, nothing: str) -> QWidget:
        if line is None:
            return column(Passage(nothing, type="small", tone="soft"), margins=16)
        assert self._found is not None
        card = Card()
        spans = [(start + 1, end + 1) for start, end in differing(line.words, others)]
        card.add(MarkedPassage(f"“{line.words}”", spans, self._words))
        name = line.speaker.name or (self._found.now.person.called if line.speaker.role.value == "person" else "")
        card.add(Passage(self._say.said_by(line.speaker, line.manner, name), type="small", tone="soft"))
        if mark:
            card.add(Passage(mark, type="small", tone="attention"))
        return card

    def _said_of_then(self, row: Row, part: Section) -> str:
        words = self._words
        if row.change is Change.GONE:
            return words("profile.earlier.gone")
        if row.change is Change.REWORDED:
            return words("profile.earlier.reworded_then")
        if row.change is Change.MOVED and row.elsewhere is not None:
            if row.elsewhere is part:
                return words("profile.earlier.moved_here")
            return words("profile.earlier.moved_away", part=words.choice("profile.part", row.elsewhere.value))
        return ""

    def _said_of_now(self, row: Row, part: Section) -> str:
        words = self._words
        if row.change is Change.NEW:
            return words("profile.earlier.new")
        if row.change is Change.REWORDED:
            return words("profile.earlier.reworded_now")
        if row.change is not Change.MOVED or row.elsewhere is None:
            return ""
        if row.elsewhere is part:
            said = words("profile.earlier.moved_place")
        else:
            said = words("profile.earlier.moved_from", part=words.choice("profile.part", row.elsewhere.value))
        return words.listing([said, words("profile.earlier.moved_reworded")]) if row.reworded else said

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if f"person:{self._person}" in changes.scopes and KINDS & changes.kinds and self._found is not None:
            self._reload()

    def _on_failed(self, error: Exception) -> None:
        self._trouble.say(str(message_for(error, self._words)))


def _columns() -> Columns:
    return Columns(least_characters=_LEAST, ratios=(1, 1), spacing=24)


def _head(title: str, said: list[str], photo: bytes, described: str) -> QWidget:
    view = PhotoView(_PHOTO)
    view.show_photo(photo, described)
    holder = QWidget()
    beside = QHBoxLayout(holder)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.setSpacing(16)
    beside.addWidget(view)
    under = [Passage(each, type="small", tone="soft") for each in said if each]
    beside.addWidget(column(Passage(title, type="heading"), *under, spacing=4), 1)
    return holder
