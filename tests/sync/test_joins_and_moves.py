"""People entered twice and statements in the wrong record, on laptops apart: all end the same, nothing lost, nothing twice."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from app.casebook.desk import Desk
from app.casebook.joining import doubles, join, joined_with, side, take_back, two_after_all
from app.casebook.moving import arrived, bring_over, keep_with, late_words, left, move, move_back, moved_apart
from app.casebook.people import add_to_circle, people, person
from app.casebook.plan import actions_of, add_action
from app.casebook.saying import history, reword, statements_of
from app.casebook.settling import unsettled
from app.casebook.visits import begin_visit, plan_visit, visits_of
from app.office import shipped_guides
from app.practice.errors import AnotherVisitUnderWay, NotFound
from app.practice.joinings import Joining
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.plans import Action
from app.practice.statements import Statement
from app.practice.visits import Permission
from app.records.joined import joining_record
from app.records.revision import Revision, person_scope
from sync.server.admin import CouncilDesk
from tests.sync.laptops import Laptop

pytestmark = pytest.mark.on_both_engines(long=True)
GUIDES = shipped_guides()


def desk_of(laptop: Laptop) -> Desk:
    return Desk(laptop.book, laptop.clock, GUIDES)


def meet(*laptops: Laptop) -> None:
    """Exchange until everybody has everything."""
    for _ in range(3):
        for laptop in laptops:
            laptop.exchanger.exchange()


def say(laptop: Laptop, who: str, words: str, role: Role = Role.PERSON, name: str = "") -> str:
    with laptop.book.unit() as unit:
        record = unit.seal(Statement(words=words, speaker=Speaker(role=role, name=name)), scope=person_scope(who))
        unit.commit()
    return record


def everything(laptop: Laptop) -> list[Revision]:
    with laptop.book.view() as view:
        return list(view.every_revision())


@pytest.fixture
def two(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> tuple[str, str]:
    """Grace, entered twice: Ann and Jo have both."""
    made = ann.add_person("Grace Mensah"), ann.add_person("Grace Mensa")
    ann.exchanger.exchange()
    for each in made:
        desk.works_with("jo", each)
    meet(ann, jo)
    return made


class TestJoining:
    def test_both_are_one_on_every_laptop(self, ann: Laptop, jo: Laptop, two: tuple[str, str]) -> None:
        """Words, visits, circle and promises of both under one name; written to either afterwards, still one."""
        one, other = two
        say(ann, one, "tea")
        say(jo, other, "window")
        add_to_circle(desk_of(jo), other, CirclePerson(name="Kofi"))
        plan_visit(desk_of(jo), other, purpose="first talk")
        add_action(desk_of(ann), one, Action(what="rail"))
        meet(ann, jo)
        join(desk_of(ann), other, one, {"name": one}, "She married.")
        meet(ann, jo)
        for laptop in (ann, jo):
            at = desk_of(laptop)
            (whom,) = people(at)
            assert (whom.record, whom.body.name) == (min(two), "Grace Mensah")
            for asked in two:
                assert person(at, asked) == whom
                assert {each.body.words for each in statements_of(at, asked)} == {"tea", "window"}
                assert (len(visits_of(at, asked)), len(actions_of(at, asked)), side(at, asked).circle) == (1, 1, 1)
            (told,) = joined_with(at, min(two))
            assert (told.record, told.by, told.why) == (max(two), "Ann", "She married.")
        say(jo, one, "late words")
        meet(ann, jo)
        assert len(statements_of(desk_of(ann), other)) == 3

    def test_it_can_be_undone_at_once_and_later(self, ann: Laptop, jo: Laptop, two: tuple[str, str]) -> None:
        """At once with the details as they were; later with the records as they are."""
        one, other = min(two), max(two)
        before = {each.record: each.body for each in people(desk_of(ann))}
        take_back(desk_of(ann), join(desk_of(ann), one, other, {"name": other}))
        meet(ann, jo)
        for laptop in (ann, jo):
            assert {each.record: each.body for each in people(desk_of(laptop))} == before
        join(desk_of(jo), one, other, {})
        meet(ann, jo)
        two_after_all(desk_of(ann), one, other, "Sisters.")
        meet(ann, jo)
        assert len(people(desk_of(ann))) == len(people(desk_of(jo))) == 2
        assert doubles(desk_of(jo)) == []

    def test_both_ways_at_once_and_in_a_chain(self, desk: CouncilDesk, ann: Laptop, jo: Laptop, two: tuple[str, str]) -> None:
        """Two laptops join the same two, each the other way round, and each one more: one person, no versions to settle."""
        third = ann.add_person("G. Mensah")
        ann.exchanger.exchange()
        desk.works_with("jo", third)
        meet(ann, jo)
        join(desk_of(ann), two[0], two[1], {})
        join(desk_of(ann), two[1], third, {})
        join(desk_of(jo), two[1], two[0], {})
        join(desk_of(jo), two[0], third, {})
        meet(ann, jo)
        for laptop in (ann, jo):
            assert [each.record for each in people(desk_of(laptop))] == [min(*two, third)]
            assert unsettled(desk_of(laptop)) == []
        middle = sorted((*two, third))[1]
        two_after_all(desk_of(jo), third, middle)
        meet(ann, jo)
        for laptop in (ann, jo):
            assert {each.record for each in people(desk_of(laptop))} == {min(*two, third), middle}

    def test_whoever_has_one_gets_the_other_while_it_stands(
        self, desk: CouncilDesk, ann: Laptop, new_laptop: Callable[..., Laptop], two: tuple[str, str]
    ) -> None:
        """And it leaves their laptop when they are two again."""
        sam = new_laptop("sam")
        sam.may_compare = True  # as with all that leaves a laptop: it is compared before it goes
        desk.works_with("sam", two[0])
        say(ann, two[1], "window")
        meet(ann, sam)
        assert len(people(desk_of(sam))) == 1
        assert statements_of(desk_of(sam), two[0]) == []
        join(desk_of(ann), two[0], two[1], {})
        meet(ann, sam)
        assert [each.body.words for each in statements_of(desk_of(sam), two[0])] == ["window"]
        two_after_all(desk_of(ann), two[0], two[1])
        meet(ann, sam)
        assert [each.record for each in people(desk_of(sam))] == [two[0]]
        assert statements_of(desk_of(sam), two[0]) == []
        assert all(two[1] not in each.header.scope for each in everything(sam))

    def test_only_whoever_has_both_may_join(
        self, desk: CouncilDesk, ann: Laptop, new_laptop: Callable[..., Laptop], two: tuple[str, str]
    ) -> None:
        """A joining with somebody one does not have gives nothing: the council holds it for a manager."""
        sam = new_laptop("sam")
        sam.may_compare = True
        desk.works_with("sam", max(two))
        meet(sam)
        with sam.book.unit() as unit:
            body = Joining(one=min(two), other=max(two))
            unit.seal(body, scope=person_scope(max(two)), record=joining_record(*two))
            unit.commit()
        meet(sam, ann)
        assert all(min(two) not in each.header.scope for each in everything(sam))
        assert len(people(desk_of(ann))) == 2

    def test_doubles_are_asked_about_and_the_answer_is_kept(self, ann: Laptop, jo: Laptop) -> None:
        """Same number, or same name and birthday; never for people without either."""
        born = date(1941, 5, 6)
        made = []
        with ann.book.unit() as unit:
            for number, each in enumerate(
                (
                    Person(name="Iris Bell", born=born),
                    Person(name="iris  bell", born=born),
                    Person(name="I. Bell", council_number="EV 1"),
                    Person(name="Bell", council_number="ev1"),
                    Person(name="Iris Bell"),
                )
            ):
                made.append(f"{number:032x}")
                unit.seal(each, scope=person_scope(made[-1]), record=made[-1])
            unit.commit()
        found = doubles(desk_of(ann))
        assert {(each.one.record, each.other.record, each.because) for each in found} == {
            (made[0], made[1], "name_and_birthday"),
            (made[2], made[3], "council_number"),
        }
        assert len(doubles(desk_of(ann), made[1])) == 1
        two_after_all(desk_of(ann), made[1], made[0])
        assert [each.because for each in doubles(desk_of(ann))] == ["council_number"]

    def test_not_while_a_visit_is_open(self, ann: Laptop, two: tuple[str, str]) -> None:
        at = desk_of(ann)
        visit = plan_visit(at, two[0]).made
        words = say(ann, two[0], "tea")
        begin_visit(at, visit, permission=Permission(given=True), present=(), topics=())
        for act in (
            lambda: join(at, two[0], two[1], {}),
            lambda: two_after_all(at, two[0], two[1]),
            lambda: move(at, words, two[1]),
            lambda: move_back(at, words),
        ):
            with pytest.raises(AnotherVisitUnderWay):
                act()
        assert doubles(at) == []

    def test_a_visit_that_was_open_goes_on_when_its_person_is_joined(self, ann: Laptop, jo: Laptop, two: tuple[str, str]) -> None:
        """The visit lies in the record that is not the main one; its person stays allowed, under either name."""
        one, other = min(two), max(two)
        visit = plan_visit(desk_of(ann), other).made
        begin_visit(desk_of(ann), visit, permission=Permission(given=True), present=(), topics=())
        join(desk_of(jo), one, other, {})
        meet(jo, ann)
        assert [each.record for each in people(desk_of(ann))] == [one]
        for asked in two:
            assert len(visits_of(desk_of(ann), asked)) == 1


class TestMoving:
    def test_it_stands_in_the_right_record_and_both_tell(
        self, desk: CouncilDesk, ann: Laptop, new_laptop: Callable[..., Laptop]
    ) -> None:
        """Whoever has only one of the two sees what is right for them, and not a letter of the other's name."""
        maggie, tariq = ann.add_person("Maggie Okafor"), ann.add_person("Tariq Aziz")
        said = say(ann, maggie, "Chess at four.", name="Maggie")
        meet(ann)
        only_maggie, only_tariq = new_laptop("sam"), new_laptop("lee")
        desk.works_with("sam", maggie)
        desk.works_with("lee", tariq)
        done = move(desk_of(ann), said, tariq)
        meet(ann, only_maggie, only_tariq)
        (there,) = statements_of(desk_of(only_tariq), tariq)
        assert (there.record, there.body.words, there.body.speaker.name) == (done.made, "Chess at four.", "Tariq Aziz")
        told = arrived(desk_of(only_tariq), done.made)
        assert told is not None
        assert (told.by, told.statement) == ("Ann", "")
        (here,) = statements_of(desk_of(only_maggie), maggie)
        assert here.body.struck is not None
        assert here.body.struck.reason == "moved"
        assert left(desk_of(only_maggie), said)
        assert len(history(desk_of(only_maggie), said)) == 2
        assert all(
            b"Tariq" not in (each.body or b"") and tariq.encode() not in (each.body or b"") for each in everything(only_maggie)
        )
        assert all(
            b"Maggie" not in (each.body or b"") and maggie.encode() not in (each.body or b"") for each in everything(only_tariq)
        )
        with pytest.raises(NotFound):
            move_back(desk_of(only_tariq), done.made)

    def test_it_comes_back_with_what_was_changed(self, ann: Laptop) -> None:
        maggie, tariq = ann.add_person("Maggie"), ann.add_person("Tariq")
        said = say(ann, maggie, "Chess at four.")
        at = desk_of(ann)
        made = move(at, said, tariq).made
        reword(at, made, "Chess at five.")
        assert move(at, made, maggie).made == said
        (here,) = statements_of(at, maggie)
        assert (here.body.words, here.body.struck) == ("Chess at five.", None)
        assert move(at, said, tariq).made == made
        (there,) = statements_of(at, tariq)
        assert (there.body.words, there.body.struck) == ("Chess at five.", None)

    def test_somebody_else_s_words_keep_the_name_without_a_link(self, ann: Laptop) -> None:
        maggie, tariq = ann.add_person("Maggie"), ann.add_person("Tariq")
        at = desk_of(ann)
        friend = add_to_circle(at, maggie, CirclePerson(name="Samira")).made
        with ann.book.unit() as unit:
            body = Statement(words="He sings.", speaker=Speaker(role=Role.OTHER, name="Samira", who=friend))
            said = unit.seal(body, scope=person_scope(maggie))
            unit.commit()
        move(at, said, tariq)
        assert statements_of(at, tariq)[0].body.speaker == Speaker(role=Role.OTHER, name="Samira")

    def test_words_changed_meanwhile_are_not_lost(self, desk: CouncilDesk, ann: Laptop, jo: Laptop, two: tuple[str, str]) -> None:
        said = say(ann, two[0], "tea")
        meet(ann, jo)
        made = move(desk_of(ann), said, two[1]).made
        reword(desk_of(jo), said, "tea with milk")
        meet(ann, jo)
        (late,) = late_words(desk_of(jo))
        assert (late.made, late.words) == (made, "tea with milk")
        bring_over(desk_of(jo), late)
        meet(ann, jo)
        assert [each.body.words for each in statements_of(desk_of(ann), two[1])] == ["tea with milk"]
        assert late_words(desk_of(ann)) == []


class World:
    """Three laptops that all have the same four people, and do anything in any order."""

    def __init__(self, laptops: list[Laptop], whom: list[str], seed: int) -> None:
        self.laptops, self.whom, self.draw = laptops, whom, random.Random(seed)
        self.said = 0

    def step(self) -> None:
        laptop = self.draw.choice(self.laptops)
        at = desk_of(laptop)
        act = self.draw.choice(("say", "join", "part", "move", "move", "reword", "exchange", "exchange", "back"))
        shown = people(at)
        who = self.draw.choice(shown).record
        mine = [each for each in statements_of(at, who) if each.body.struck is None and each.settled]
        if act == "say":
            self.said += 1
            say(laptop, self.draw.choice(self.whom), f"token{self.said:03}")
        elif act == "exchange":
            laptop.exchanger.exchange()
        elif act == "join" and len(shown) > 1:
            other = self.draw.choice([each.record for each in shown if each.record != who])
            join(at, who, other, {"name": self.draw.choice((who, other))})
        elif act == "part":
            others = joined_with(at, who)
            if others:
                two_after_all(at, who, self.draw.choice(others).record)
        elif mine and act == "reword":
            chosen = self.draw.choice(mine)
            reword(at, chosen.record, f"{chosen.body.words} {self.draw.randint(10, 99)}")
        elif mine and act == "move" and len(shown) > 1:
            move(at, self.draw.choice(mine).record, self.draw.choice([each.record for each in shown if each.record != who]))
        elif mine and act == "back":
            chosen = self.draw.choice(mine)
            told = arrived(at, chosen.record)
            if told is not None and told.statement:
                move_back(at, chosen.record)

    def settle(self) -> None:
        """Somebody says what stands with whom, and brings over what was changed late."""
        at = desk_of(self.laptops[0])
        for apart in moved_apart(at):
            keep_with(at, apart, apart.copies[0][0])
        for late in late_words(at):
            bring_over(at, late)

    def picture(self, laptop: Laptop) -> object:
        at = desk_of(laptop)
        return [
            (
                each.record,
                each.body,
                [(said.record, said.body, said.heads) for said in sorted(statements_of(at, each.record), key=str)],
            )
            for each in sorted(people(at), key=lambda each: each.record)
        ]

    def check(self) -> None:
        meet(*self.laptops)
        self.settle()
        meet(*self.laptops)
        assert self.picture(self.laptops[0]) == self.picture(self.laptops[1]) == self.picture(self.laptops[2])
        at = desk_of(self.laptops[0])
        asked_about = {each.record for each in unsettled(at)}
        counted: Counter[str] = Counter()
        open_words: set[str] = set()
        for each in people(at):
            for said in statements_of(at, each.record):
                for body in said.bodies.values():
                    if said.record in asked_about:
                        open_words.add(body.words.split()[0])
                if said.body.struck is None:
                    counted[said.body.words.split()[0]] += 1
        for number in range(1, self.said + 1):
            token = f"token{number:03}"
            assert counted[token] <= 1, (token, counted)
            assert counted[token] == 1 or token in open_words, (token, counted)


def world(desk: CouncilDesk, new_laptop: Callable[..., Laptop], seed: int) -> World:
    laptops = [new_laptop(name) for name in ("ann", "jo", "sam")]
    whom = [laptops[0].add_person(f"Person {number}") for number in range(4)]
    laptops[0].exchanger.exchange()
    for each in whom:
        for name in ("jo", "sam"):
            desk.works_with(name, each)
    meet(*laptops)
    return World(laptops, whom, seed)


@pytest.mark.parametrize("seed", range(3))
def test_in_any_order(desk: CouncilDesk, new_laptop: Callable[..., Laptop], seed: int) -> None:
    """Joins, partings, moves and exchanges on three laptops: the same everywhere, every word once, or asked about."""
    made = world(desk, new_laptop, seed)
    for _ in range(45):
        made.step()
    made.check()


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(100, 130))
@pytest.mark.on_both_engines(no=True)
def test_in_any_order_for_long(desk: CouncilDesk, new_laptop: Callable[..., Laptop], seed: int) -> None:
    """The same, longer and with other beginnings."""
    made = world(desk, new_laptop, seed)
    for _ in range(4):
        for _ in range(40):
            made.step()
        made.check()
