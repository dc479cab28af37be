"""Pictures of finding anything that was said, and of a statement where it was said."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.casebook.people import add_to_circle
from app.casebook.plan import add_action
from app.casebook.saying import leave_out, reword
from app.casebook.searching import read_more
from app.casebook.visits import begin_visit, plan_visit
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.plans import Action
from app.practice.statements import Asked
from app.practice.visits import Permission
from tests.desks import MAGGIE, SATURDAY, add, carry, say
from tests.studio import Studio
from ui.search.place_screen import PlaceScreen
from ui.search.search_screen import SearchScreen

ASKED = Asked(guide="good-day-bad-day", version=1, prompt="morning", question="How does a good morning start?")
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 2


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Nothing typed, a usual search, nothing found, far-away scripts, during a visit; a statement in its place."""
    desk, jo = studio.desk("Helen Price"), studio.desk("Jo Marsh")
    maggie, tariq = add(desk, MAGGIE), add(desk, Person(name="Tariq Aziz", address="5 Canal Street"))
    visit = plan_visit(desk, maggie, planned_for=SATURDAY, purpose="tea and a first talk").made
    add_to_circle(desk, maggie, CirclePerson(name="Teasel Brown", relation="neighbour", do_not_contact=True))
    radio = say(desk, maggie, "Radio 3 on low, tea with two sugars, and nobody talking before nine.", asked=ASKED, visit=visit)
    say(desk, maggie, "Same carer as yesterday, here by half seven, and she makes the tea.", asked=ASKED, visit=visit)
    said = say(desk, maggie, "Tea at four.", asked=ASKED)
    leave_out(desk, say(desk, maggie, "I never liked tea with him."))
    long_ago = "When I was at sea we had it from a bucket and nobody minded. " * 5 + "Then tea, always tea. " + "And so on. " * 20
    say(desk, tariq, long_ago, name="Tariq")
    add_action(desk, tariq, Action(what="Find a tea urn for the café"))
    carry(desk.book, jo.book)
    reword(desk, said, "Tea at five, with Ann.")
    reword(jo, said, "No tea after four.")
    carry(jo.book, desk.book)
    screen = SearchScreen(desk, studio.work, studio.words)
    screen.start("")
    yield "search", screen
    screen.start("tea")
    yield "search found", screen
    screen._left_out.setChecked(True)
    screen.start("accordion")
    yield "search nothing", screen
    place = PlaceScreen(desk, studio.work, studio.words)
    place.show_statement(radio)
    yield "search place", place
    far = studio.desk("محمد")
    for name, words, asked in (
        ("رحيمة بيغوم", "أحب الشاي بالنعناع في الصباح.", "شاي"),
        ("রহিমা বেগম", "সকালে চা খেতে ভালোবাসি।", "চা"),
        (LONG, "Dw i'n hoffi te. " * 3, "te"),
    ):
        person = add(far, Person(name=name, address=LONG))
        say(far, person, words, name=name)
        found = SearchScreen(far, studio.work, studio.words)
        found.start(asked)
        yield f"search in {asked}", found
    while read_more(desk):
        pass
    present = (Speaker(role=Role.PERSON, name="Maggie", who=maggie), desk.me)
    begin_visit(desk, visit, permission=Permission(given=True), present=present, topics=("good-day-bad-day",))
    during = SearchScreen(desk, studio.work, studio.words)
    during.start("tea")
    yield "search in a visit", during
