"""What to talk about next, from what is still unknown, with the reason. Nothing is forced, and nothing is guessed.

The rules are data (`app.practice.guides.SuggestRule`, on the shelf). The same record on the same day always brings the same.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.casebook.desk import Desk, allow_about, uk_day
from app.practice.guides import Guide, GuideShelf, Prompt, SuggestRule
from app.practice.merge import Current
from app.practice.people import CirclePerson, Person
from app.practice.plans import Action
from app.practice.rows import prompt_in
from app.practice.statements import Statement
from app.practice.visits import Visit
from app.records.revision import RecordId, person_scope

MOST = 6
"""So many suggestions are made at most: what matters most first."""


@dataclass(frozen=True)
class Suggestion:
    """A question worth asking next. `reason` is a key of the words (`suggesting.REASON`), filled with `facts`."""

    guide: str
    prompt: str
    reason: str
    facts: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known of the person, as far as the rules look at it."""

    answered: frozenset[tuple[str, str]]
    """(guide, question) of everything that was said or promised."""
    fed: frozenset[str]
    """What the answers feed."""
    voices: dict[str, frozenset[str]]
    """Who has said something to each guide."""
    last: dict[str, date]
    """When something was last said to each guide, where the visit is known."""
    in_circle: int
    to_ring: bool
    told_how: bool
    today: date

    def begun(self, guide: Guide) -> bool:
        """Whether anything was said to it."""
        return any(guide.id == each for each, _ in self.answered)

    def has(self, guide: Guide, prompt: Prompt) -> bool:
        """Whether the question has an answer."""
        return (guide.id, prompt.id) in self.answered


def suggestions(desk: Desk, person: RecordId) -> tuple[Suggestion, ...]:
    """What to talk about next, the most important first; each question once. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        allow_about(view, person)
        scope = person_scope(person)
        who = view.current(Person, person)
        statements = view.all(Statement, scope)
        actions = view.all(Action, scope)
        circle = view.all(CirclePerson, scope)
        visits = view.all(Visit, scope)
    known = _known(desk.guides, who.body, statements, actions, circle, visits, uk_day(desk.clock()))
    return suggested(known, desk.guides)


def suggested(known: Known, guides: GuideShelf) -> tuple[Suggestion, ...]:
    """As `suggestions`, from what is known."""
    found: dict[tuple[str, str], Suggestion] = {}
    for rule in guides.suggest_rules:
        for each in _HOLDS[rule.when](rule, known, guides):
            found.setdefault((each.guide, each.prompt), each)
            if len(found) == MOST:
                return tuple(found.values())
    return tuple(found.values())


def _known(
    guides: GuideShelf,
    person: Person,
    statements: Iterable[Current[Statement]],
    actions: Iterable[Current[Action]],
    circle: Iterable[Current[CirclePerson]],
    visits: Iterable[Current[Visit]],
    today: date,
) -> Known:
    days = {each.record: uk_day(each.body.began_at) for each in visits if each.body.began_at}
    said = [each.body for each in statements if each.body.may_be_seen]
    promised = [each.body for each in actions if not each.body.struck]
    voices: dict[str, set[str]] = {}
    last: dict[str, date] = {}
    for body in said:
        voices.setdefault(body.asked.guide, set()).add(f"{body.speaker.role.value} {body.speaker.who or body.speaker.name}")
        if body.visit in days:
            last[body.asked.guide] = max(days[body.visit], last.get(body.asked.guide, days[body.visit]))
    places = [*(body.asked for body in said), *(body.asked for body in promised)]
    members = [each.body for each in circle if not each.body.removed]
    return Known(
        answered=frozenset((place.guide, prompt_in(place.prompt)) for place in places if place.guide),
        fed=frozenset(_feeds(guides, {(place.guide, place.version, prompt_in(place.prompt)) for place in places})),
        voices={guide: frozenset(who) for guide, who in voices.items()},
        last=last,
        in_circle=len(members),
        to_ring=any(member.emergency and not member.do_not_contact for member in members),
        told_how=bool(person.reach.how.strip()),
        today=today,
    )


def _feeds(guides: GuideShelf, places: Iterable[tuple[str, int, str]]) -> Iterator[str]:
    for guide_id, version, prompt_id in places:
        guide = guides.as_asked(guide_id, version)
        prompt = guide.prompt_named(prompt_id) if guide else None
        if prompt is not None and prompt.feeds:
            yield prompt.feeds


def _one(rule: SuggestRule, guides: GuideShelf, **facts: str | int) -> Iterator[Suggestion]:
    """The question that the rule names, or the first of its guide; none when it is not on the shelf."""
    guide = guides.get(rule.guide)
    prompt = (guide.prompt_named(rule.prompt) if rule.prompt else guide.prompt[0]) if guide else None
    if guide is not None and prompt is not None:
        yield _of(rule, guide, prompt, **facts)


def _of(rule: SuggestRule, guide: Guide, prompt: Prompt, **facts: str | int) -> Suggestion:
    part = guide.part_named(prompt.part)
    named = {"guide": guide.name, "part": part.name if part else guide.name} | facts
    return Suggestion(guide.id, prompt.id, rule.reason, tuple(named.items()))


def _open(rule: SuggestRule, known: Known, guides: GuideShelf) -> Iterator[Suggestion]:
    """The question that the rule names, while it has no answer."""
    return (each for each in _one(rule, guides) if (each.guide, each.prompt) not in known.answered)


def _unfed(rule: SuggestRule, known: Known, guides: GuideShelf) -> Iterator[Suggestion]:
    yield from () if rule.about in known.fed else _open(rule, known, guides)


def _untold(rule: SuggestRule, known: Known, guides: GuideShelf) -> Iterator[Suggestion]:
    yield from () if known.told_how else _open(rule, known, guides)


def _alone(rule: SuggestRule, known: Known, guides: GuideShelf) -> Iterator[Suggestion]:
    yield from () if known.to_ring else _open(rule, known, guides)


def _empty(rule: SuggestRule, known: Known, guides: GuideShelf) -> Iterator[Suggestion]:
    guide = guides.get(rule.guide)
    yield from () if known.in_circle or guide is None or known.begun(guide) else _one(rule, guides)


def _half(rule: SuggestRule, known: Known, guides: GuideShelf) -> Iterator[Suggestion]:
    """The first part with an answer on one side of the arrow and none on the other."""
    guide = guides.get(rule.guide)
    before, _, after = rule.about.partition(">")
    for part in guide.part if guide else ():
        given = guide.prompts_of(part.id, before) if guide else ()
        wanted = guide.prompts_of(part.id, after) if guide else ()
        if (
            guide
            and wanted
            and any(known.has(guide, each) for each in given)
            and not any(known.has(guide, each) for each in wanted)
        ):
            yield _of(rule, guide, wanted[0])
            return


def _one_voice(rule: SuggestRule, known: Known, guides: GuideShelf) -> Iterator[Suggestion]:
    yield from _one(rule, guides) if len(known.voices.get(rule.guide, ())) == 1 else ()


def _old(rule: SuggestRule, known: Known, guides: GuideShelf) -> Iterator[Suggestion]:
    last = known.last.get(rule.guide)
    yield from _one(rule, guides) if last is not None and (known.today - last).days > int(rule.about) else ()


def _begun(rule: SuggestRule, known: Known, guides: GuideShelf) -> Iterator[Suggestion]:
    """The first open question of each guide that was begun; of one in rows, nothing is open once a row is begun."""
    for guide in guides.all():
        left = [] if guide.in_rows else [each for each in guide.prompt if not known.has(guide, each)]
        if left and known.begun(guide):
            yield _of(rule, guide, left[0], count=len(left))


def _next(rule: SuggestRule, known: Known, guides: GuideShelf) -> Iterator[Suggestion]:
    for guide in guides.short_path.guides:
        if not known.begun(guide):
            yield _of(rule, guide, guide.prompt[0])


_HOLDS: dict[str, Callable[[SuggestRule, Known, GuideShelf], Iterator[Suggestion]]] = {
    "unfed": _unfed,
    "unasked": _open,
    "untold": _untold,
    "alone": _alone,
    "empty": _empty,
    "half": _half,
    "one": _one_voice,
    "old": _old,
    "begun": _begun,
    "next": _next,
}
