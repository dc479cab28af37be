"""Sheets of paper made of what was said and promised, each by its rule: values as they would be printed now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.casebook.desk import Desk, Snapshot, Writer, allow_about
from app.casebook.people import authors_in
from app.casebook.portraits import photo_on_page
from app.casebook.profile import made_with, sections_in, stamp
from app.practice import papers
from app.practice.errors import NotFound
from app.practice.guides import Guide, GuideShelf, Prompt
from app.practice.merge import Current
from app.practice.papers import PaperLine
from app.practice.people import CirclePerson, Person
from app.practice.plans import Action
from app.practice.rows import row_in
from app.practice.sheets import RulePart, SheetPage, SheetPart, SheetRule, SheetTable, Source
from app.practice.statements import Statement
from app.records.revision import RecordId, person_scope

NOT_AGAIN = "not_again"
"""The column of what the person does not want told again: it stands on no sheet, whatever a rule says."""


def sheet_known(writer: Writer, paper: str) -> bool:
    """Whether there is a rule for a sheet of this name."""
    return any(rule.name == paper for rule in writer.guides.sheet_rules)


def sheet_page(desk: Desk, person: RecordId, paper: str) -> SheetPage:
    """The sheet as it would print now; a draft, without version and check code. Raises `NotFound`."""
    with desk.book.view() as view:
        allow_about(view, person)
        return sheet_in(view, desk, person, paper)


def sheet_in(view: Snapshot, writer: Writer, person: RecordId, paper: str) -> SheetPage:
    """As `sheet_page`, within the caller's snapshot, and without the bytes of the photo."""
    rule = _rule(writer, paper)
    scope = person_scope(person)
    body = view.current(Person, person).body
    authors = authors_in(view, writer, person)
    said = [each for each in view.all(Statement, scope) if each.body.may_be_printed]
    chosen = _Chosen(
        writer.guides,
        [_Said(each, papers.paper_line(each, authors)) for each in said],
        lambda part: sections_in(view, writer, person)[part] if part else (),
    )
    parts = tuple(part for part in chosen.parts(rule.part, body) if not part.empty)
    actions = papers.action_lines(view.all(Action, scope), authors) if rule.promises else ()
    circle = view.all(CirclePerson, scope)
    people = _people(rule, circle)
    page = SheetPage(
        paper=paper,
        person=body,
        parts=parts,
        actions=actions,
        people=people,
        made_with=made_with(view, writer, person),
        stamp=stamp(view, writer),
        photo=photo_on_page(view, person) if rule.photo else None,
        members=tuple((each.record, each.body) for each in circle if each.body in people),
    )
    return replace(page, unsettled=papers.unsettled_of((*page.lines, *page.actions)))


def kept_off_in(view: Snapshot, writer: Writer, person: RecordId, paper: str) -> int:
    """How many sentences and promises would stand on this sheet, were they not marked not to print."""
    rule, scope = _rule(writer, paper), person_scope(person)
    off = [each for each in view.all(Statement, scope) if each.body.not_to_print and each.body.may_be_seen]
    sections = sections_in(view, writer, person)
    chosen = _Chosen(
        writer.guides, [_Said(each, papers.paper_line(each)) for each in off], lambda part: sections[part] if part else ()
    )
    lines = {line.record for part in chosen.parts(rule.part, Person(name="")) for line in part.printed}
    promised = (
        [each for each in view.all(Action, scope) if each.body.not_to_print and not each.body.struck] if rule.promises else []
    )
    return len(lines & {each.record for each in off}) + len(promised)


def _rule(writer: Writer, paper: str) -> SheetRule:
    found = next((rule for rule in writer.guides.sheet_rules if rule.name == paper), None)
    if found is None:
        raise NotFound(what="paper", name=paper)
    return found


def _people(rule: SheetRule, circle: Iterable[Current[CirclePerson]]) -> tuple[CirclePerson, ...]:
    if not rule.people:
        return ()
    found = papers.people_to_print(circle)
    return found if rule.people == "helpers" else tuple(each for each in found if each.telephone)


@dataclass(frozen=True)
class _Said:
    """A statement, and its line on paper."""

    statement: Current[Statement]
    line: PaperLine

    @property
    def order(self) -> tuple[int, RecordId]:
        """Where it stands among the answers to one question."""
        return self.statement.body.rank, self.statement.record


@dataclass
class _Chosen:
    """Chooses what stands in each part. A statement stands on a sheet once: where it is asked for most exactly."""

    guides: GuideShelf
    said: Sequence[_Said]
    profile: Callable[..., tuple[PaperLine, ...]]
    used: set[RecordId] = field(default_factory=set)

    def parts(self, rules: Sequence[RulePart], person: Person) -> list[SheetPart]:
        """Every part as it would be printed; it may be empty. Rows of a guide go before what was chosen for the profile, that
        before the answers of one guide, and these before the answers of any."""
        lines: list[list[PaperLine]] = [[] for _ in rules]
        tables: list[list[SheetTable]] = [[] for _ in rules]
        for number, source in sorted(
            ((number, source) for number, rule in enumerate(rules) for source in rule.takes), key=lambda pair: _exact(pair[1])
        ):
            if rules[number].instead and (lines[number] or tables[number]):
                continue
            if source.table:
                tables[number] += self._tables(source)
            else:
                lines[number] += self._taken(self.profile(source.profile) if source.profile else self._lines(source))
        return [
            SheetPart(
                rule.key,
                rule.name,
                rule.picture,
                tuple(lines[number]),
                tuple(tables[number]),
                rule.easy,
                person.reach.how if rule.reach else "",
            )
            for number, rule in enumerate(rules)
        ]

    def _taken(self, lines: Iterable[PaperLine]) -> list[PaperLine]:
        """Those that stand nowhere yet, and now stand here."""
        found = [line for line in lines if line.record not in self.used and any(each.words.strip() for each in line.printed)]
        self.used |= {line.record for line in found}
        return found

    def _lines(self, source: Source) -> list[PaperLine]:
        found = [(place, each) for each in self.said if (place := self._place(each, source)) is not None]
        found.sort(key=lambda pair: (pair[0], pair[1].order))
        return [each.line for _, each in found]

    def _asked(self, each: _Said, source: Source) -> tuple[Guide, Prompt] | None:
        """The guide and the question it answered, where this source takes it."""
        asked = each.statement.body.asked
        if source.guide and asked.guide != source.guide:
            return None
        guide = self.guides.as_asked(asked.guide, asked.version)
        prompt = guide.prompt_named(asked.prompt) if guide else None
        if guide is None or prompt is None or prompt.column == NOT_AGAIN:
            return None
        fits = (
            (not source.parts or prompt.part in source.parts)
            and (not source.columns or prompt.column in source.columns)
            and (not source.feeds or prompt.feeds == source.feeds)
        )
        return (guide, prompt) if fits else None

    def _place(self, each: _Said, source: Source) -> tuple[int, int, int] | None:
        """Where an answer stands: by guide, by part, by question."""
        found = self._asked(each, source)
        if found is None:
            return None
        guide, prompt = found
        shelf = [one.id for one in self.guides.all()]
        parts = [part.id for part in guide.part]
        return shelf.index(guide.id) if guide.id in shelf else len(shelf), parts.index(prompt.part), guide.prompt.index(prompt)

    def _tables(self, source: Source) -> list[SheetTable]:
        """The rows of a guide, a table for each of its parts in which there are any."""
        guide = self.guides.get(source.guide)
        if guide is None:
            return []
        found: dict[tuple[str, str], dict[str, list[_Said]]] = {}
        for each in sorted(self.said, key=lambda one: one.order):
            asked = self._asked(each, source)
            if asked and each.statement.record not in self.used:
                row = found.setdefault((asked[1].part, row_in(each.statement.body.asked.prompt)), {})
                row.setdefault(asked[1].column, []).append(each)
        names = [column.name if (column := guide.column_named(each)) else "" for each in guide.columns]
        tables = []
        for part in guide.part:
            rows = [row for (where, _), row in found.items() if where == part.id]
            cells = [[self._taken(one.line for one in row.get(column, ())) for column in guide.columns] for row in rows]
            filled = tuple(tuple(tuple(cell) for cell in row) for row in cells if any(row))
            if filled:
                name = part.name if len(guide.part) > 1 else ""
                tables.append(SheetTable(name, tuple(names), filled))
        return tables


def _exact(source: Source) -> int:
    """How exactly a source asks; the least number asks most exactly."""
    return 0 if source.table else 1 if source.profile else 2 if source.guide else 3
