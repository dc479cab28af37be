"""Every paper there is about one person, as it would be printed now: its content, and its PDF in each format."""

from collections.abc import Iterator
from typing import Any

from app.casebook.circles import circle_page
from app.casebook.desk import Desk
from app.casebook.leaving import content_of, printable
from app.casebook.letter import letter_before
from app.paper import PaperWords
from app.paper.catalogue import Listed, Takes, papers
from app.paper.report import Paper
from app.practice.blanks import BlankPage, QuestionsPage
from app.practice.formats import Format
from app.practice.people import Sector
from app.practice.portraits import MAIN, Profile
from app.practice.visits import Visit, VisitStatus
from app.records.revision import RecordId, person_scope
from resources import words_text

SAY = PaperWords(words_text("paper"))
FORMATS = (
    Format(12),
    Format(28),
    Format(16, easy=True, pictures=True),
    Format(18, tint="cream"),
)


def contents(desk: Desk, person: RecordId) -> Iterator[tuple[Listed, Any]]:
    """What stands on each paper; of those of which there are several, each."""
    for listed in papers():
        for content in _contents(desk, person, listed):
            yield listed, content


def drawn(listed: Listed, content: Any, form: Format) -> Paper:
    """The paper in this format."""
    return listed.drawn(content, SAY.in_format(form), form)


def _contents(desk: Desk, person: RecordId, listed: Listed) -> Iterator[Any]:
    scope = person_scope(person)
    with desk.book.view() as view:
        further = [each.record for each in view.all(Profile, scope) if not each.body.put_away]
        visits = [each.record for each in view.all(Visit, scope) if each.body.status is VisitStatus.PLANNED]
        if listed.takes in (Takes.PROFILE, Takes.PLAN, Takes.SHEET):
            for profile in (MAIN, *further) if listed.takes is Takes.PROFILE else (MAIN,):
                yield printable(view, content_of(view, desk, person, listed.name, profile))
            return
    if listed.takes is Takes.CIRCLE:
        yield circle_page(desk, person, {sector: sector.value for sector in Sector})
    elif listed.takes is Takes.VISIT:
        for visit in visits:
            yield letter_before(desk, person, visit)
    else:
        with desk.book.view() as view:
            page = content_of(view, desk, person, "one-page-profile")
        guides = tuple(spoken for each in desk.guides.all()[:2] if (spoken := desk.guides.spoken(each, "en")))
        yield (
            BlankPage(page.person, page.stamp)
            if listed.takes is Takes.NOTHING
            else QuestionsPage(page.person, guides, page.stamp)
        )
