"""Check a paper: from the code at its foot to what was printed on it, word for word, and what has become of it since."""

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.casebook.verifying import Verified
from app.paper.words import PaperWords
from app.practice.check_codes import PaperFound, PrintedLine, Since
from app.practice.people import Role, Speaker
from app.practice.plans import Action, HowLeft
from app.practice.portraits import Portrait
from resources import words_text
from ui.paper.making import paper_called
from ui.widgets.announce import announce
from ui.widgets.buttons import ActionButton
from ui.widgets.fields import LineField
from ui.widgets.layout import Card, FlowRow, Hairline, empty
from ui.widgets.passage import Passage
from ui.widgets.quote import Quote
from ui.widgets.showing import show_in_place
from ui.words import Words

_UNREADABLE = (Since.ERASED, Since.NOT_HERE, Since.PRIVATE)


class PaperCheckCard(Card):
    """Asks for a code and shows every paper that it can stand for, until it is put away."""

    asked = Signal(str)
    """What was typed as the code of a paper."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("settings.check.title"), parent)
        self._words, self._say = words, PaperWords(words_text("paper"))
        self._code = LineField(words("settings.check.field"), words("settings.check.hint"))
        self._code.in_passing = True
        self._look = ActionButton(words("settings.check.look"))
        self._away = _Away(words("settings.check.away"), self)
        self._answer = QVBoxLayout()
        self._answer.setSpacing(12)
        line = FlowRow(spacing=16)
        line.add(self._look)
        line.add(self._away)
        self.body.setSpacing(16)
        for part in (Passage(words("settings.check.lead"), tone="soft"), self._code, line):
            self.add(part)
        self.body.addLayout(self._answer)
        self._code.submitted.connect(self._ask)
        self._look.clicked.connect(self._ask)
        self._away.clicked.connect(self._put_away)
        self.forget()

    def forget(self) -> None:
        """Leave nobody's words on the screen."""
        self._code.set_text("")
        self._code.say_problem("")
        self._clear()

    def show_found(self, found: Verified) -> None:
        """Show what the code stands for."""
        self._clear()
        words = self._words
        if not found.code:
            self._code.say_problem(words("settings.check.no_code"))
            self._code.setFocus()
            return
        if not found.papers:
            key = "settings.check.visit_open" if found.visit_open else "settings.check.none"
            self._code.say_problem(words(key, code=found.code))
            self._code.setFocus()
            return
        if len(found.papers) > 1:
            self._put(Passage(words("settings.check.several", count=len(found.papers))))
        for paper in found.papers:
            self._put(Hairline())
            self._show_paper(paper)
        show_in_place(self._away, True)
        self._away.setFocus()
        announce(self, words("settings.check.found", count=len(found.papers)))

    def say_failure(self, sentence: str) -> None:
        """It could not be looked up."""
        self._code.say_problem(sentence)

    def _ask(self) -> None:
        self._code.say_problem("")
        self._clear()
        self.asked.emit(self._code.text)

    def _put_away(self) -> None:
        self.forget()
        self._code.setFocus()

    def _clear(self) -> None:
        empty(self._answer)
        show_in_place(self._away, False)

    def _put(self, part: QWidget) -> None:
        self._answer.addWidget(part)

    def _show_paper(self, paper: PaperFound) -> None:
        words = self._words
        if paper.erased:
            self._put(Passage(words("settings.check.erased_whole")))
            return
        name = paper.name or words("settings.check.nobody")
        which = paper_called(paper.paper) or words("settings.check.a_paper")
        if paper.purpose:
            which = words("settings.check.with_purpose", paper=which, purpose=paper.purpose)
        self._put(Passage(words("settings.check.paper", name=name, paper=which, number=paper.number), type="strong"))
        facts = [words("settings.check.made", day=words.date(paper.made_on))] if paper.made_on else []
        for copy in paper.copies:
            key = "printed" if copy.how is HowLeft.PRINTED else "saved"
            whom = copy.with_whom or words("settings.check.somebody")
            facts.append(words(f"settings.check.{key}", whom=whom, day=words.date(copy.left_at)))
        self._put(Passage(" ".join(facts), tone="soft"))
        for line in paper.lines:
            self._put(self._line(line, paper))
        if paper.reach:
            self._put(Passage(words("settings.check.reach"), tone="soft"))
            self._put(self._line(paper.reach, paper))
        if paper.people:
            self._put(Passage(words("settings.check.people"), tone="soft"))
        for line in paper.people:
            self._put(self._line(line, paper))
        for answer in paper.answers:
            said = words.choice("settings.check.answer", answer.answer.value.replace(" ", "_"))
            who = _name(answer.speaker, paper)
            told = words("settings.check.answered", who=who, day=words.date(answer.given_at), said=said)
            self._put(Quote(answer.words, told) if answer.words else Passage(told, tone="soft"))

    def _line(self, line: PrintedLine, paper: PaperFound) -> QWidget:
        """A line as it was printed, with whose words it is and what became of it."""
        words = self._words
        gone = next((each for each in _UNREADABLE if each in line.since and not line.words), None)
        if gone is not None:
            return Passage(words.choice("settings.check.unreadable", gone.value.replace(" ", "_")), tone="attention")
        since = [words.choice("settings.check.since", each.value.replace(" ", "_")) for each in Since if each in line.since]
        if line.kind == Portrait.kind:
            photo = words("settings.check.photo", shows=line.words) if line.words else words("settings.check.photo_only")
            return Passage(" ".join([photo, *since]))
        return Quote(line.words, " ".join([self._whose(line, paper), *since]).strip())

    def _whose(self, line: PrintedLine, paper: PaperFound) -> str:
        name = _name(line.speaker, paper) if line.speaker else ""
        if line.speaker and line.manner:
            return f"{self._say.said_by(line.speaker, line.manner, name)}."
        if line.kind == Action.kind:
            when = line.detail or (self._words.date(line.by) if line.by else "")
            return ". ".join(each for each in (name, when) if each) + ("." if name or when else "")
        if line.emergency:
            return ". ".join(each for each in (line.detail, self._words("settings.check.emergency")) if each)
        return line.detail


class _Away(ActionButton):
    """Puts away what was found. While it has the keyboard, what was found is in sight with it."""

    def __init__(self, text: str, card: QWidget) -> None:
        super().__init__(text, kind="link")
        self._card = card

    def keyboard_box(self) -> QRect:
        """From here to the end of what was found."""
        top = self.mapTo(self._card, QPoint(0, 0)).y()
        return QRect(0, 0, self.width(), self._card.height() - top)


def _name(speaker: Speaker, paper: PaperFound) -> str:
    return speaker.name or (paper.name if speaker.role is Role.PERSON else "")
