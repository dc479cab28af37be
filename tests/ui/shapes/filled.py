"""What somebody might say in a tool of each shape, and the statements of it put into a casebook. All invented."""

from collections.abc import Sequence
from dataclasses import replace

from app.casebook.desk import RANK_STEP, Desk
from app.casebook.plan import add_action
from app.casebook.visits import begin_visit, move_to, plan_visit
from app.practice.people import Person, Role, Speaker
from app.practice.plans import Action
from app.practice.rows import in_row
from app.practice.statements import Asked, Statement
from app.practice.visits import Permission, Place
from app.records.revision import person_scope
from tests.desks import MAGGIE, add
from tests.ui.shapes.shelf import shelf

Line = tuple[str, str, str, str]
"""(question, row, who said it or nothing for the person, the words)"""

SAID: dict[str, Sequence[Line]] = {
    "chart": (
        ("seen", "1", "Ann", "He hums and rubs his knee"),
        ("meaning", "1", "Ann", "The knee hurts"),
        ("meaning", "1", "Joe", "Or he is bored, if it is after four"),
        ("happening", "1", "Ann", "Any time, most after the stairs"),
        ("response", "1", "", "Sit lower than me. Ask 'knee?'"),
        ("seen", "2", "Joe", "She looks at the door"),
        ("meaning", "2", "Joe", "Time to go"),
        ("seen", "3", "Ann", "Pulls the sleeve over her hand"),
    ),
    "decisions": (
        ("decision", "1", "", "What I spend on food"),
        ("involved", "1", "", "I write the list, we go together"),
        ("decision", "2", "", "Anything over fifty pounds"),
        ("involved", "2", "", "Ann tells me what it costs first"),
        ("decides", "2", "", "Ann and I together"),
        ("ground", "2", "Ann", "She asked me to when she signed the power of attorney in May 2024"),
    ),
    "log": (
        ("what", "1", "", "Choir on Tuesday, an hour and a half"),
        ("there", "1", "", "Joe and the new carer"),
        ("worked", "1", "", "Joe had saved me the aisle seat"),
        ("not_worked", "1", "Joe", "The bus came forty minutes early"),
    ),
    "steps": (
        ("morning-step", "1", "", "Radio 3 on, low"),
        ("morning-must", "1", "", "Before anybody speaks"),
        ("morning-step", "2", "", "Towel on the radiator"),
        ("morning-help", "2", "", "You do my back and feet"),
        ("morning-missed", "2", "", "I am cold all day"),
        ("morning-step", "3", "", "Tea, then tablets"),
    ),
    "line": (
        ("when", "1", "", "When I was small"),
        ("happened", "1", "", "We lived over the bakery in Elm Road"),
        ("felt", "1", "", "Good. It was always warm."),
        ("when", "2", "", "1961"),
        ("happened", "2", "", "I started at the post office"),
        ("who", "2", "", "Mrs Hall taught me the counter"),
        ("known", "2", "", "I can still add up faster than the till"),
        ("when", "3", "", "The winter Frank died"),
        ("not_again", "3", "", "How it was at the hospital"),
    ),
    "rings": (
        ("role", "1", "", "Precious, who comes in the morning"),
        ("core", "1", "", "My tablets after food"),
        ("core", "1", "", "Lock the back door"),
        ("judgement", "1", "", "What we have for breakfast"),
        ("judgement", "1", "", "Whether the washing can wait"),
        ("not_ours", "1", "", "My letters. Ann does those."),
        ("role", "2", "", "Joe, who drives me"),
        ("core", "2", "", "Be there at ten to seven"),
    ),
    "ladder": (
        ("activity", "1", "", "The Tuesday choir"),
        ("present", "1", "", "I sit at the back and listen"),
        ("noticed", "1", "Joe", "They keep her chair for her"),
        ("taking_part", "1", "", "I sing the ones I know"),
    ),
    "balance": (
        ("to", "", "", "Walking to the garden on my own feet"),
        ("to", "", "", "Radio 3 on low from the moment I wake"),
        ("between", "", "", "The frame in the kitchen, not in the garden"),
        ("for", "", "Ann", "Not falling again. Twice in June, turning at the sink."),
        ("for", "", "me", "Tablets with food, every day"),
    ),
    "perspectives": (
        ("working", "", "", "Tuesday choir works because Joe saves me the aisle seat"),
        ("not_working", "", "", "The bus comes forty minutes early and I miss breakfast"),
        ("working", "", "Ann", "She rings me herself now"),
        ("not_working", "", "Ann", "Nobody tells me when the carer changes"),
        ("not_working", "", "Joe", "Nothing. It is fine as it is."),
    ),
    "week": (
        ("monday-morning", "", "", "Shopping with Ann, the ten o'clock bus"),
        ("tuesday-evening", "", "", "Choir, Joe drives"),
        ("wednesday-afternoon", "", "", "Nobody. I like it quiet."),
        ("sunday-morning", "", "", "Ten o'clock Mass"),
        ("sunday-evening", "", "", "Ann rings at six. Tea made, door shut."),
    ),
    "boxes": (
        ("tried-said", "", "", "The frame in the kitchen"),
        ("tried-said", "", "Ann", "Ringing at nine and not at eight"),
        ("learned-said", "", "", "It is the turning that makes me fall"),
        ("pleased-about-said", "", "", "Not one fall since August"),
        ("concerned-about-said", "", "Joe", "The winter, and the path to the gate"),
    ),
}
AT: dict[str, str] = {
    "chart": "meaning:2",
    "decisions": "involved:2",
    "log": "worked:1",
    "steps": "morning-help:1",
    "line": "happened:3",
    "rings": "judgement:1",
    "ladder": "connecting:1",
    "balance": "between",
    "perspectives": "not_working",
    "week": "tuesday-evening",
    "boxes": "learned-said",
}
"""The place that each conversation is at."""


def shaped_visit(
    desk: Desk,
    shape: str,
    said: Sequence[Line] | None = None,
    *,
    who: Person = MAGGIE,
    at: str = "",
    others: tuple[str, ...] = ("Ann", "Joe"),
) -> tuple[Desk, str, str]:
    """A visit under way at a tool of this shape: (the desk with its guide on the shelf, person, visit)."""
    desk = replace(desk, guides=shelf(shape))
    person = add(desk, who)
    visit = plan_visit(desk, person).made
    me = Speaker(role=Role.PERSON, name=who.called, who=person)
    present = (me, *(Speaker(role=Role.OTHER, name=name) for name in others), desk.me)
    begin_visit(desk, visit, permission=Permission(given=True), present=present, topics=(shape,))
    for place, (prompt, row, by, words) in enumerate(SAID[shape] if said is None else said, start=1):
        put_said(desk, person, visit, shape, in_row(prompt, row), by, words, place * RANK_STEP)
    move_to(desk, visit, Place(guide=shape, prompt=at or AT[shape]))
    return desk, person, visit


def put_said(desk: Desk, person: str, visit: str, shape: str, place: str, by: str, words: str, rank: int = 0) -> str:
    """Keep one thing that was said; its record."""
    guide = desk.guides.get(shape)
    prompt = guide.prompt_named(place) if guide is not None else None
    assert prompt is not None
    asked = Asked(guide=shape, version=1, prompt=place, question=prompt.question)
    speaker = Speaker(role=Role.OTHER, name=by) if by else Speaker(role=Role.PERSON, name="Maggie", who=person)
    if by == "me":
        speaker = desk.me
    body = Statement(words=words, speaker=speaker, asked=asked, visit=visit, rank=rank)
    with desk.book.unit() as unit:
        record = unit.seal(body, scope=person_scope(person), during=visit)
        unit.commit()
    return record


def promise(desk: Desk, person: str, shape: str, prompt: str, what: str) -> None:
    """Keep a promise at a question."""
    asked = Asked(guide=shape, version=1, prompt=prompt)
    add_action(desk, person, Action(what=what, who=Speaker(role=Role.OTHER, name="Ann"), by_words="before Advent", asked=asked))
