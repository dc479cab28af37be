"""The whole story behind the line: what is where, when both sides last met, what was not taken and what to do."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.erasing import ErasedByLaw
from app.casebook.rewriting import can_be_written_again
from app.practice import errors
from sync.client.standing import Standing
from ui.messages import message_for
from ui.syncing.background import Background
from ui.syncing.sentence import sentence_for
from ui.syncing.sign_in_form import SignInForm
from ui.widgets.buttons import ActionButton
from ui.widgets.layout import Card, FlowRow, column, empty
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.passage import Passage
from ui.words import Words

_HELD = "held"


class StoryScreen(QWidget):
    """Shows how the laptop stands with the council. Nothing in it needs to be pressed: the exchange goes by itself."""

    closed = Signal()
    write_again_requested = Signal(str)
    """Of this record, what was not taken is to be written again on what the council has."""

    def __init__(self, background: Background, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background, self._words = background, words
        self._page = Page(measure=66)
        self._back = ActionButton(words("common.back"), kind="link", icon="arrow-left")
        self._sentence = Passage(type="heading")
        self._council = Card(words("syncing.story.council"))
        self._facts, self._refusals = QVBoxLayout(), QVBoxLayout()
        self._now = ActionButton(words("syncing.story.now"))
        self._again = ActionButton(words("syncing.refusals.again"))
        self._out = ActionButton(words("syncing.sign_in.out"), kind="link")
        self._notice = Notice(tone="soft")
        self._sign_in = SignInForm(words)
        self._refusal_card = Card(words("syncing.refusals.title"))
        self._erased, self._erased_card = QVBoxLayout(), Card(words("syncing.erased.title"))
        self._desk, self._desk_card = QVBoxLayout(), Card(words("syncing.desk.title"))
        self._same = ActionButton(words("syncing.desk.same"))
        self._code = ""
        self._lay_out()
        self._wire()

    def reload(self) -> None:
        """Look again; the answer comes by itself."""
        self._notice.quiet()
        self._background.look_again()

    def focus_first(self) -> None:
        """The first thing to do: sign in, or exchange."""
        if self._sign_in.isVisibleTo(self):
            self._sign_in.focus_first()
        else:
            self._now.setFocus()

    def show_standing(self, standing: Standing) -> None:
        """Show a `Standing`."""
        words = self._words
        sentence, _tone = sentence_for(standing, words)
        self._sentence.set_text(sentence)
        self._sign_in.setVisible(not standing.signed_in)
        self._sign_in.suggest(standing.address, standing.sign_in)
        for part in (self._now, self._out):
            part.setVisible(standing.signed_in)
        _fill(self._facts, [Passage(text) for text in self._fact_sentences(standing)] + self._failure(standing))
        self._show_refusals(standing)
        self._show_desk(standing.desk_code)

    def show_erased(self, found: tuple[ErasedByLaw, ...]) -> None:
        """Say what was erased because the law says so."""
        words = self._words
        parts: list[QWidget] = []
        for each in found:
            date, key = words.date(each.on), "some" if each.name else "some_unnamed"
            some = words(f"syncing.erased.{key}", date=date, count=each.records, **({"name": each.name} if each.name else {}))
            said = words("syncing.erased.everything", date=date) if each.everything else some
            parts.append(
                column(
                    Passage(said, type="strong"),
                    Passage(words("syncing.erased.law", law=each.law)),
                    Passage(words("syncing.erased.why", why=each.why, who=each.decided_by), tone="soft"),
                    spacing=2,
                )
            )
        _fill(self._erased, parts)
        self._erased_card.setVisible(bool(parts))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        back = FlowRow()
        back.add(self._back)
        title = Passage(self._words("syncing.story.title"), type="title")
        self._page.header.addWidget(back)
        self._page.header.addSpacing(8)
        self._page.header.addWidget(column(title, self._sentence, spacing=8))
        laptop = Card(self._words("syncing.story.laptop"))
        laptop.add(Passage(self._words("syncing.story.laptop_all")))
        self._council.body.addLayout(self._facts)
        self._council.add(self._notice)
        line = FlowRow(spacing=16)
        line.add(self._now)
        line.add(self._out)
        self._council.add(line)
        self._refusal_card.add(Passage(self._words("syncing.refusals.kept"), tone="soft"))
        self._refusal_card.body.addLayout(self._refusals)
        again = FlowRow()
        again.add(self._again)
        self._refusal_card.add(again)
        self._erased_card.add(Passage(self._words("syncing.erased.lead"), tone="soft"))
        self._erased_card.body.addLayout(self._erased)
        self._desk_card.body.addLayout(self._desk)
        same = FlowRow()
        same.add(self._same)
        self._desk_card.add(same)
        for card in (laptop, self._council, self._refusal_card, self._desk_card, self._sign_in, self._erased_card):
            self._page.add(card)
        self._refusal_card.hide()
        self._erased_card.hide()
        self._desk_card.hide()
        self._sign_in.hide()

    def _wire(self) -> None:
        background = self._background
        background.standing_changed.connect(self.show_standing)
        background.exchanged.connect(lambda _outcome: self._notice.say(self._words("syncing.story.went_well")))
        background.exchange_failed.connect(lambda _error: self._notice.quiet())
        background.signed_in.connect(self._sign_in.done)
        background.sign_in_failed.connect(self._on_sign_in_failed)
        self._now.clicked.connect(self._exchange_now)
        self._out.clicked.connect(self._sign_out)
        self._again.clicked.connect(background.try_refused_again)
        self._same.clicked.connect(lambda: background.believe_desk(self._code))
        self._sign_in.sign_in_requested.connect(background.sign_in)
        self._back.clicked.connect(self.closed)

    def _fact_sentences(self, standing: Standing) -> list[str]:
        words, said = self._words, []
        if standing.signed_in:
            name, council = standing.sign_in, standing.council_name
            at = words("syncing.sign_in.as_at", name=name, address=standing.address)
            said.append(words("syncing.sign_in.as", name=name, council=council) if council else at)
        good = standing.last_good
        said.append(words("syncing.story.last_good", moment=words.moment(good)) if good else words("syncing.story.never"))
        if standing.waiting and standing.signed_in:
            said.append(words("syncing.story.waits", count=standing.waiting))
        elif standing.waiting:
            said.append(words("syncing.story.waits_alone", count=standing.waiting))
        elif good:
            said.append(words("syncing.story.none_waits"))
        if standing.in_visit:
            said.append(words("syncing.story.in_visit", count=standing.in_visit))
        for key, count in (("photos_wait", standing.photos_waiting), ("photos_come", standing.photos_coming)):
            if count:
                said.append(words(f"syncing.story.{key}", count=count))
        if standing.photos_aside:
            said.append(words("syncing.story.photos_aside", count=len(standing.photos_aside)))
        if standing.all_with_council:
            said.append(words("syncing.story.equal"))
        if standing.filling and standing.people:
            here = max(standing.people - standing.filling, 0)
            said.append(words("syncing.story.arriving", here=words.number(here), count=standing.people))
        said.extend(self._about_signatures(standing))
        if standing.leaving:
            said.append(words("syncing.story.leaving", count=standing.leaving))
        return said

    def _about_signatures(self, standing: Standing) -> list[str]:
        words, said = self._words, []
        if standing.vouched and standing.unchecked:
            said.append(words("syncing.story.checking", count=standing.unchecked))
        if standing.not_signed:
            said.append(words("syncing.story.not_signed", count=standing.not_signed))
        return said

    def _failure(self, standing: Standing) -> list[QWidget]:
        kind = getattr(errors, standing.last_failure, None)
        if not kind or not standing.last_failure_at:
            return []
        message = message_for(kind(address=standing.address, why=standing.stopped), self._words)
        when = self._words("syncing.story.failed", moment=self._words.moment(standing.last_failure_at))
        return [column(Passage(when, tone="soft"), Passage(message.happened), Passage(message.do), spacing=2)]

    def _show_refusals(self, standing: Standing) -> None:
        words = self._words
        parts: list[QWidget] = []
        offered: set[str] = set()
        for each in standing.refusals:
            key = each.kind.replace(" ", "_")
            what = words.choice("syncing.kind", key if words.has(f"syncing.kind.{key}") else "other")
            moment = words.moment(datetime.fromisoformat(each.at)) if each.at else ""
            held = each.answer == _HELD
            parts.append(
                column(
                    Passage(words("syncing.refusals.when", what=what, moment=moment), type="strong"),
                    Passage(words("syncing.refusals.held") if held else words("syncing.refusals.refused"), tone="attention"),
                    Passage(each.words),
                    Passage(words("syncing.refusals.do_held") if held else words("syncing.refusals.do"), tone="soft"),
                    spacing=2,
                )
            )
            if each.record not in offered and can_be_written_again(standing.refusals, each.record):
                offered.add(each.record)
                parts.append(self._offer_to_write_again(each.record, what, moment))
        for photo in standing.photos_aside:
            parts.append(column(Passage(words("syncing.refusals.photo"), type="strong"), Passage(photo.words), spacing=2))
        _fill(self._refusals, parts)
        self._refusal_card.setVisible(bool(parts))
        refused = any(each.answer != _HELD for each in standing.refusals)
        self._again.setVisible(refused or bool(standing.photos_aside))

    def _show_desk(self, code: str) -> None:
        """Another desk of the council: what to compare, and with whom."""
        words, self._code = self._words, code
        parts: list[QWidget] = [
            Passage(words("syncing.desk.about")),
            Passage(code, type="strong"),
            Passage(words("syncing.desk.do"), tone="soft"),
        ]
        _fill(self._desk, parts if code else [])
        self._desk_card.setVisible(bool(code))

    def _offer_to_write_again(self, record: str, what: str, moment: str) -> QWidget:
        words = self._words
        button = ActionButton(words("syncing.refusals.rewrite"))
        button.setAccessibleName(words("syncing.refusals.rewrite_name", what=what, moment=moment))
        button.clicked.connect(lambda: self.write_again_requested.emit(record))
        row = FlowRow()
        row.add(button)
        return column(Passage(words("syncing.refusals.rewrite_about"), tone="soft"), row, spacing=6)

    def show_written_again(self) -> None:
        """Say that it was done, and how the laptop stands now."""
        self._notice.say(self._words("syncing.refusals.rewritten"))
        self._background.look_again()
        self._now.setFocus()

    def _exchange_now(self) -> None:
        self._notice.say(self._words("syncing.story.going"))
        self._background.exchange_now()

    def _sign_out(self) -> None:
        self._background.sign_out()
        self._background.look_again()

    def _on_sign_in_failed(self, error: Exception) -> None:
        self._sign_in.say_failure(str(message_for(error, self._words)))


def _fill(layout: QVBoxLayout, parts: list[QWidget]) -> None:
    empty(layout)
    layout.setSpacing(8)
    for part in parts:
        layout.addWidget(part)
