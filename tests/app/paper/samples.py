"""People and words to print, short and full."""

from datetime import UTC, date, datetime

from app.paper import PaperWords
from app.practice.papers import ActionLine, PaperLine, PlanCopy, ProfilePage, Stamp
from app.practice.people import CirclePerson, Council, Person, Reach, Role, Speaker
from app.practice.plans import Agreed, Agreement, Section
from app.practice.statements import Manner
from resources import words_text

SAY = PaperWords(words_text("paper"))
COUNCIL = Council(
    name="Elmbridge Vale Council",
    telephone="01632 960 300",
    hours="Monday to Friday, 8.30 to 5",
    address="Civic Square, Elmbridge EV1 2AB",
    disagree="Tell Helen, or ring us and say so. We will come back and talk.",
)
STAMP = Stamp(COUNCIL, date(2026, 11, 21), 3, "4F7K2-QX9M3")
DRAFT = Stamp(COUNCIL, date(2026, 11, 21))
MAGGIE = Speaker(role=Role.PERSON, name="Maggie")
ANN = Speaker(role=Role.OTHER, name="Ann Price")
MRS_HALL = Speaker(role=Role.OTHER, name="Mrs Hall")
HELEN = Speaker(role=Role.WORKER, name="Helen Price")
CANNOT = SAY.say("cannot.words")


def maggie(size: int = 0, name: str = "Margaret Okafor", known_as: str = "Maggie", how: str = "Sit on my left.") -> Person:
    return Person(name=name, known_as=known_as, reach=Reach(text_size=size, how=how))


def line(record: str, words: str, speaker: Speaker = MAGGIE, manner: Manner = Manner.SPOKEN, language: str = "en") -> PaperLine:
    return PaperLine(words, speaker, manner, language, record, f"revision of {record}")


ADMIRED = (
    line("a1", "She remembers every birthday on the stairs and posts the cards herself.", MRS_HALL),
    line("a2", "I taught forty children to swim, and not one was frightened of the water again."),
)
IMPORTANT = (
    line("i1", "Radio 3 on low from the moment I wake. Off when anyone talks to me."),
    line("i2", "Ann rings at six on Sundays. I want to be sat down, tea made, door shut."),
    line("i3", "Tuesday choir. Joe saves me the aisle seat.", manner=Manner.POINTED),
)
SUPPORT = (
    line("s1", "Put the towel on the radiator first. I wash my face and front; you do my back and feet."),
    line("s2", "Tablets after food, or I am sick and then I hide them.", ANN, Manner.TOLD),
)
SECTIONS = {Section.ADMIRE: ADMIRED, Section.IMPORTANT: IMPORTANT, Section.SUPPORT: SUPPORT}
ACTIONS = (
    ActionLine("Bring a walking frame and show me how it folds", HELEN, date(2026, 12, 1), "", "p1", "r"),
    ActionLine("Ring about a lift on the first Sunday", ANN, None, "before Advent", "p2", "r"),
    ActionLine("Get a key cut", None, None, "", "p3", "r"),
)
HELPERS = (
    CirclePerson(name="Ann Price", relation="sister", telephone="01632 960 123", helps_with="money and letters", emergency=True),
    CirclePerson(name="Joe Byrne", helps_with="a lift on Tuesdays"),
)
NOT_YET = Agreement(
    version="v",
    of="r",
    answer=Agreed.NOT_YET,
    words="I will try the frame. Ask me about the steps again.",
    speaker=MAGGIE,
    given_at=datetime(2026, 11, 21, 11, 0, tzinfo=UTC),
)


def profile(
    sections: dict[Section, tuple[PaperLine, ...]] | None = None,
    size: int = 0,
    person: Person | None = None,
    made_with: tuple[Speaker, ...] = (HELEN, ANN),
    stamp: Stamp = STAMP,
) -> ProfilePage:
    return ProfilePage(person or maggie(size), SECTIONS if sections is None else sections, made_with, stamp)


def many(count: int) -> tuple[PaperLine, ...]:
    words = "Ann rings at six on Sundays. I want to be sat down, tea made, door shut."
    return tuple(line(f"m{number:03}", f"{number}. {words}") for number in range(count))


def plan(
    matters: tuple[PaperLine, ...] = IMPORTANT,
    wants: tuple[PaperLine, ...] = (line("w1", "I get to Mass on my own feet by Easter."),),
    actions: tuple[ActionLine, ...] = ACTIONS,
    people: tuple[CirclePerson, ...] = HELPERS,
    answer: Agreement | None = NOT_YET,
    size: int = 0,
    person: Person | None = None,
    stamp: Stamp = STAMP,
) -> PlanCopy:
    return PlanCopy(person or maggie(size), matters, wants, actions, people, answer, (HELEN, ANN), stamp)
