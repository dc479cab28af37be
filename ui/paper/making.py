"""Making a paper for the screen or the printer. Runs behind the window; ReportLab is imported when it is first needed."""

from typing import TYPE_CHECKING

from app.paper.words import PaperWords
from app.practice.formats import Format
from app.practice.papers import PlanCopy, ProfilePage
from app.practice.statements import Statement
from resources import words_text

if TYPE_CHECKING:
    from app.paper.report import Paper

LONGEST_SAID = 80
LONGEST_NAME = 40


def paper_words() -> PaperWords:
    """The sentences that stand on paper."""
    return PaperWords(words_text("paper"))


def made(content: ProfilePage | PlanCopy, form: Format, say: PaperWords) -> "Paper":
    """The paper in this format, and the truth about it."""
    if isinstance(content, ProfilePage):
        from app.paper.profile import one_page_profile

        return one_page_profile(content, say, form)
    from app.paper.plan import plan_copy

    return plan_copy(content, say, form)


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
