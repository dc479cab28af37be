"""Which rows there are, in which order, and what is asked in each of them. No Qt.

*Spot*: one question, in one row where its tool has rows. It is where the conversation is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from secrets import token_hex

from app.casebook.saying import Typing
from app.practice.guides import Guide, GuideShelf, Prompt
from app.practice.merge import Current
from app.practice.rows import in_row, prompt_in, row_in
from app.practice.statements import Asked, Statement
from ui.visit.table import Table, holds_promises

GROUND, DECIDES = "ground", "decides"
_ROW_BYTES = 4


@dataclass(frozen=True)
class Spot:
    """Where the conversation is. `row` is empty in a tool without rows."""

    guide: Guide
    prompt: Prompt
    row: str = ""

    @property
    def place(self) -> str:
        """The question and its row, as it is kept with what is said."""
        return in_row(self.prompt.id, self.row)

    @property
    def asked(self) -> Asked:
        """The question as it is asked now."""
        return Asked(guide=self.guide.id, version=self.guide.version, prompt=self.place, question=self.prompt.question)


@dataclass(frozen=True)
class Said:
    """What stands in the rows of a tool: the statements, what is on its way to be one, and which words mean "I do"."""

    table: Table
    pending: Sequence[Typing] = ()
    me_words: frozenset[str] = frozenset()

    def rows_of(self, guide: Guide, part: str) -> list[str]:
        """The rows of one part that hold anything, in their order; those only just begun come last."""
        found: dict[str, None] = {}
        for each in self._statements(guide, part):
            found.setdefault(row_in(each.body.asked.prompt))
        for asked in self._pending(guide, part):
            found.setdefault(row_in(asked.prompt))
        return list(found)

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], Sequence[Current[Statement]]]:
        found: dict[tuple[str, str], list[Current[Statement]]] = {}
        for each in self.table.statements:
            if not each.body.private:
                found.setdefault((each.body.asked.guide, each.body.asked.prompt), []).append(each)
        return found

    def kept_at(self, guide: Guide, place: str) -> Sequence[Current[Statement]]:
        """The statements of this place, in order."""
        return self._by_place.get((guide.id, place), ())

    def words_in(self, guide: Guide, place: str) -> list[str]:
        """The words of everything said at this place, in order."""
        kept = self.kept_at(guide, place)
        known = {each.record for each in kept}
        on_their_way = [
            typing.typed.words
            for typing in self.pending
            if (typing.typed.asked.guide, typing.typed.asked.prompt) == (guide.id, place)
            and typing.record not in known
            and not typing.typed.private
        ]
        return [*(each.body.words for each in kept), *on_their_way]

    def holds(self, guide: Guide, part: str, row: str) -> bool:
        """Whether anything stands in this row."""
        return row in self.rows_of(guide, part)

    def somebody_else_decides(self, guide: Guide, part: str, row: str) -> bool:
        """Whether a decision is not the person's own, as far as it was said: until then it is."""
        cells = guide.prompts_of(part, DECIDES)
        said = [words for cell in cells for words in self.words_in(guide, in_row(cell.id, row))]
        return any(_plain(words) not in self.me_words for words in said)

    def asked_in(self, guide: Guide, part: str, row: str = "") -> list[Prompt]:
        """What is asked in a part (or in one row of it), in order: promises stand beside it, unless a part has only those."""
        prompts = guide.prompts_of(part)
        asked = [prompt for prompt in prompts if not holds_promises(guide, prompt.column)] or list(prompts)
        if guide.shape != "decisions" or self.somebody_else_decides(guide, part, row):
            return asked
        here = [prompt for prompt in asked if prompt.column != GROUND or self.words_in(guide, in_row(prompt.id, row))]
        return here or asked

    def first_words(self, guide: Guide, part: str, row: str) -> str:
        """What one knows a row by: the first thing said in it, in the order in which its questions are asked."""
        for prompt in guide.prompts_of(part):
            said = self.words_in(guide, in_row(prompt.id, row))
            if said:
                return said[0]
        return ""

    def _statements(self, guide: Guide, part: str) -> Iterable[Current[Statement]]:
        found = self.table.said_in(guide.id, {prompt.id for prompt in guide.prompts_of(part)})
        return sorted(found, key=lambda each: (each.body.rank, each.record))

    def _pending(self, guide: Guide, part: str) -> Iterable[Asked]:
        ids = {prompt.id for prompt in guide.prompts_of(part)}
        for typing in self.pending:
            asked = typing.typed.asked
            if asked.guide == guide.id and prompt_in(asked.prompt) in ids and not typing.typed.private:
                yield asked


def new_row() -> str:
    """The name of a row that nobody has used."""
    return token_hex(_ROW_BYTES)


def leads_of(said: Iterable[Current[Statement]]) -> Mapping[str, int]:
    """Where each row stands: the lowest rank in it."""
    found: dict[str, int] = {}
    for each in said:
        row = row_in(each.body.asked.prompt)
        found[row] = min(found.get(row, each.body.rank), each.body.rank)
    return found


def _plain(words: str) -> str:
    return words.strip().strip(".,;").casefold()


def row_known_by(table: Table, guides: GuideShelf, statement: Statement) -> str:
    """The first words of the row in which a statement stands, where its tool has rows and these are not the first themselves."""
    asked = statement.asked
    guide, row = guides.as_asked(asked.guide, asked.version), row_in(asked.prompt)
    prompt = guide.prompt_named(asked.prompt) if guide is not None and row else None
    if guide is None or prompt is None or not guide.in_rows:
        return ""
    first = Said(table).first_words(guide, prompt.part, row)
    return "" if first == statement.words else first
