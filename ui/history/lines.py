"""One line of a history on the screen: the sentence, the words as they were with the difference marked, the way back to them."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.casebook.history import Told
from app.casebook.restoring import RESTORED
from app.practice.groups import Body
from app.practice.statements import Statement
from app.practice.telling import Change, Deed
from ui.history.sentences import Sentences
from ui.paper.making import shortly
from ui.versions.cards import said_it
from ui.versions.compare import differing
from ui.versions.marked import MarkedPassage
from ui.versions.plain import PlainWords
from ui.widgets.buttons import quiet_link
from ui.widgets.layout import FlowRow
from ui.widgets.passage import Passage
from ui.words import Words

TELLS_ALL = frozenset({Deed.CHANGED, Deed.RESTORED, Deed.SETTLED, Deed.MOVED})
"""Lines under which every group that changed is spelt out."""
BEGINS = frozenset({Deed.WROTE, Deed.KEPT_BESIDE, Deed.BROUGHT_IN, Deed.MOVED_HERE})


class HistoryLine(QWidget):
    """What was done, and under it what it then said."""

    restore_requested = Signal(str)
    """The revision to bring back."""

    def __init__(
        self,
        told: Told,
        kind: str,
        now: Body | None,
        say: Sentences,
        plain: PlainWords,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._told, self._plain = words, told, plain
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        said: list[QWidget] = [Passage(say.says(told), type="strong"), *(Passage(each, tone="soft") for each in say.also(told))]
        for part in said + self._said():
            layout.addWidget(part)
        if self._may_come_back(kind, now):
            start = shortly(said_in(told.body), 40)
            name = words("history.restore_name", when=say.when(told), start=start)
            back = quiet_link(words("history.restore"), name=name)
            back.clicked.connect(lambda: self.restore_requested.emit(told.revision))
            row = FlowRow()
            row.add(back)
            layout.addWidget(row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _said(self) -> list[QWidget]:
        """The words and fields as they were after it; what is not as it was before is marked."""
        told, body = self._told, self._told.body
        if body is None:
            return []
        if told.deed in BEGINS:
            return self._at_first(body)
        if told.deed in TELLS_ALL:
            return [part for change in told.changes for part in self._changed(body, change)]
        return []

    def _at_first(self, body: Body) -> list[QWidget]:
        if isinstance(body, Statement):
            by = said_it({"speaker": body.speaker, "manner": body.manner}, self._plain, self._words)
            return [self._quote(body.words, []), Passage(by, type="small", tone="soft")]
        blank = self._words("versions.nothing"), self._words("versions.no")
        lines = [line for group in body.groups for line in self._plain.lines(group, body.group(group)) if line.text not in blank]
        return [self._field(line.label, line.text, []) for line in lines]

    def _changed(self, body: Body, change: Change) -> list[QWidget]:
        group = type(body).group_named(change.group)
        if isinstance(body, Statement) and change.group == "words":
            return [self._quote(change.after[0], [value[0] for value in change.before])]
        before = [self._plain.lines(group, value) for value in change.before]
        found = []
        for at, line in enumerate(self._plain.lines(group, change.after)):
            was = [lines[at].text for lines in before if at < len(lines)]
            if any(text != line.text for text in was):
                found.append(self._field(line.label, line.text, was))
        return found

    def _quote(self, text: str, before: list[str]) -> QWidget:
        spans = [(start + 1, end + 1) for start, end in differing(text, before)]
        return MarkedPassage(f"“{text}”", spans, self._words)

    def _field(self, label: str, text: str, before: list[str]) -> QWidget:
        said = self._words("history.field", label=label, text=text)
        shift = len(said) - len(text)
        return MarkedPassage(said, [(start + shift, end + shift) for start, end in differing(text, before)], self._words, "body")

    def _may_come_back(self, kind: str, now: Body | None) -> bool:
        body = self._told.body
        words = RESTORED.get(kind, ())
        if body is None or now is None or self._told.deed not in TELLS_ALL | BEGINS:
            return False
        if not any(change.group in words for change in self._told.changes):
            return False
        return any(body.group(group) != now.group(group) for group in body.groups if group.name in words)


def said_in(body: Any) -> str:
    """The words by which one knows a record: what was said, promised, or who it is."""
    return next((str(said) for said in (getattr(body, name, "") for name in ("words", "what", "name", "purpose")) if said), "")
