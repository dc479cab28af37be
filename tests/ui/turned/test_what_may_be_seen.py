"""What may stand on the turned screen, over random records: never a note, the worker's words, what was struck, another's name."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from app.casebook.people import add_to_circle, circle
from app.practice.merge import Current, Node, current
from app.practice.people import CirclePerson, Role, Speaker
from app.practice.statements import Asked, Statement, Struck
from app.records.revision import person_scope
from tests.ui.turned.turning import ASKED, Turned
from tests.ui.visit.laptop import TableWithLaptop
from ui.turned.moment import others_words, own_words

ELSEWHERE = Asked(guide="good-day-bad-day", version=1, prompt="waking-bad", question="How does a bad morning start?")
SHUNNED = CirclePerson(name="Peter Hall", do_not_contact=True)
NAMES = ("Maggie", "Ann Farrelly", "Helen Price", "Peter Hall", "PETER HALL", "")

statements = st.builds(
    Statement,
    words=st.text(min_size=1, max_size=20),
    speaker=st.builds(
        Speaker, role=st.sampled_from(Role), name=st.sampled_from(NAMES), who=st.sampled_from(("", "peter", "ann"))
    ),
    asked=st.sampled_from((ASKED, ELSEWHERE)),
    struck=st.none() | st.just(Struck(reason="she asked")),
    not_for_table=st.booleans(),
    not_to_print=st.booleans(),
    not_to_share=st.booleans(),
)
records = st.lists(st.lists(statements, min_size=1, max_size=2), max_size=12)


def record_of(number: int, bodies: list[Statement]) -> Current[Statement]:
    """What the record says now; with two bodies, two laptops wrote it apart."""
    found = current(str(number), [Node(f"{number} {at}", (), body) for at, body in enumerate(bodies)])
    assert found is not None
    return found


def peter() -> list[Current[CirclePerson]]:
    found = current("peter", [Node("p", (), SHUNNED)])
    return [found] if found else []


@given(records)
def test_over_any_record(made: list[list[Statement]]) -> None:
    """Whatever a record holds, the person sees only what is theirs, and of others only what others may be asked for."""
    now = [record_of(number, bodies) for number, bodies in enumerate(made)]
    by_record = {each.record: each for each in now}
    own = own_words(now, ASKED)
    for said in own:
        versions = by_record[said.record].bodies.values()
        assert {body.words for body in versions} == {said.words}
        for body in versions:
            assert body.speaker.role is Role.PERSON
            assert not body.not_for_table
            assert body.struck is None
            assert body.asked == ASKED
    heard = others_words(now, ASKED, peter())
    allowed = {
        (body.speaker.name, body.words)
        for each in now
        for body in each.bodies.values()
        if body.speaker.role is Role.OTHER and body.asked == ASKED
    }
    assert {(each.by, each.words) for each in heard} <= allowed
    assert not [each for each in heard if each.by.casefold() in ("peter hall", "")]
    open_to_all = [
        each
        for each in now
        if len({body.group(Statement.group_named("words")) for body in each.bodies.values()}) == 1
        and each.body.speaker.role is Role.PERSON
        and each.body.asked == ASKED
        and not any(body.struck or body.not_for_table for body in each.bodies.values())
    ]
    assert [each.record for each in open_to_all] == [said.record for said in own]


def every_sort(table: TableWithLaptop) -> dict[str, tuple[Role, bool]]:
    """One statement of every sort there is, each with words of its own; by their words who said it and whether it may be seen."""
    found = {}
    with table.desk.book.unit() as unit:
        for at, (role, private, struck, shared, here) in enumerate(product(Role, *[(False, True)] * 4)):
            words = f"Marmalade {at:02d}."
            name = {Role.PERSON: "Maggie", Role.OTHER: f"Visitor{at:02d}", Role.WORKER: "Helen Price"}.get(role, f"Paper{at:02d}")
            body = Statement(
                words=words,
                speaker=Speaker(role=role, name=name, who=table.person if role is Role.PERSON else ""),
                asked=ASKED if here else ELSEWHERE,
                struck=Struck() if struck else None,
                not_for_table=private,
                not_to_share=not shared,
            )
            unit.seal(body, scope=person_scope(table.person), during=table.visit)
            found[words] = (role, here and not private and not struck and (shared or role is Role.PERSON))
        unit.commit()
    return found


def test_on_the_screen_itself(talked: TableWithLaptop) -> None:
    """Of every sort of statement: before the person asks what others said, after that, and when they have closed it."""
    sorts = every_sort(talked)
    turned = Turned(talked)
    own = {words for words, (role, seen) in sorts.items() if role is Role.PERSON and seen}
    theirs = {words for words, (role, seen) in sorts.items() if role is Role.OTHER and seen}
    assert own
    assert theirs
    assert _marmalade(turned) == own
    assert "Visitor" not in _all(turned)
    turned.hands.press("What others said")
    turned.hands.settle()
    assert _marmalade(turned) == own | theirs
    assert all(f"Visitor{words[10:12]} said" in _all(turned) for words in theirs)
    for name in ("Helen", "Paper", "Peter"):
        assert name not in _all(turned)
    turned.hands.press("Close what others said")
    assert _marmalade(turned) == own
    assert "Visitor" not in _all(turned)


def _all(turned: Turned) -> str:
    return " ".join([*turned.hands.words_on_screen(), turned.shell.windowTitle()])


def _marmalade(turned: Turned) -> set[str]:
    found = _all(turned).split("Marmalade ")[1:]
    return {f"Marmalade {each[:3]}" for each in found}


def test_somebody_not_to_be_contacted_is_not_named(talked: TableWithLaptop) -> None:
    """Not even to the person who asks; whoever asked for it may not know who looks over their shoulder."""
    with talked.desk.book.unit() as unit:
        for name in ("Peter Hall", "peter hall"):
            body = Statement(words=f"{name} said so.", speaker=Speaker(role=Role.OTHER, name=name), asked=ASKED)
            unit.seal(body, scope=person_scope(talked.person))
        unit.commit()
    add_to_circle(talked.desk, talked.person, CirclePerson(name="Joe", relation="brother"))
    assert [each.body.name for each in circle(talked.desk, talked.person)] == ["Joe", "Peter Hall"]
    turned = Turned(talked)
    turned.hands.press("What others said")
    turned.hands.sees("Ann Farrelly said")
    turned.hands.does_not_see("eter")
