"""Making a paper for the screen or the printer. Runs behind the window; ReportLab is imported when it is first needed."""

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from app.paper.words import PaperWords
from app.practice.formats import Format
from app.practice.papers import PlanCopy, ProfilePage
from app.practice.sheets import Content
from app.practice.statements import Statement
from resources import words_text

if TYPE_CHECKING:
    from app.paper.report import Paper

LONGEST_SAID = 80
LONGEST_NAME = 40
CIRCLE, LETTER, QUESTIONS = "circle", "letter", "questions"
"""Papers that have something to be asked or said before they are made."""


class Kind(StrEnum):
    """How one comes to a paper."""

    FROZEN = "frozen"
    """It is left as a version, with a check code."""
    LETTER = "letter"
    """There is one for each planned visit."""
    BLANK = "blank"
    """It is there to be written on."""
    ASKED = "asked"
    """It is made only when somebody asks for it."""


@cache
def paper_words() -> PaperWords:
    """The sentences that stand on paper."""
    return PaperWords(words_text("paper"))


def paper_called(paper: str) -> str:
    """What a paper is called; nothing for one that this release does not know."""
    return paper_words().called(paper)


def made(content: Content, form: Format, say: PaperWords) -> "Paper":
    """A paper that is left as a version, in this format, and the truth about it."""
    if isinstance(content, ProfilePage):
        from app.paper.profile import one_page_profile

        return one_page_profile(content, say, form)
    if isinstance(content, PlanCopy):
        from app.paper.plan import plan_copy

        return plan_copy(content, say, form)
    return drawn(content.paper, content, form, say)


def drawn(name: str, content: Any, form: Format, say: PaperWords) -> "Paper":
    """The paper of this name, in this format, and the truth about it."""
    from app.paper.catalogue import paper_listed

    return paper_listed(name).drawn(content, say, form)


def listed_papers() -> tuple[tuple[str, Kind], ...]:
    """Every paper there is, in the order in which they are offered."""
    from app.paper.catalogue import Takes, papers

    def kind(listed: Any) -> Kind:
        if listed.only_asked:
            return Kind.ASKED
        if listed.takes is Takes.VISIT:
            return Kind.LETTER
        return Kind.FROZEN if listed.frozen else Kind.BLANK

    return tuple((each.name, kind(each)) for each in papers())


def whose(statement: Statement, called: str, say: PaperWords) -> str:
    """Whose words they are and how they came, as it stands on paper: `Mrs Hall said`."""
    name = statement.speaker.name or (called if statement.speaker.role.value == "person" else "")
    return say.said_by(statement.speaker, statement.manner, name)


def shortly(words: str, longest: int = LONGEST_SAID) -> str:
    """The beginning of a long sentence, cut between words, for a list or a name."""
    flat = " ".join(words.split())
    if len(flat) <= longest:
        return flat
    kept = flat[:longest]
    at = kept.rfind(" ")
    return f"{kept[:at] if at > longest // 2 else kept}…"


def short_name(name: str) -> str:
    """A name that fits a heading or a button; almost every name is left as it is."""
    return shortly(name, LONGEST_NAME)
