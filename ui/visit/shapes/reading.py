"""From what was said to the board of its tool: rows in rows, speakers in perspectives, parts in a week and in boxes. No Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.paper.words import PaperWords
from app.practice.guides import NAMED, Guide, Prompt
from app.practice.merge import Current
from app.practice.people import Role, Speaker
from app.practice.rows import in_row
from app.practice.statements import Statement
from ui.visit.shapes.board import Board, Cell, Form, Row, Saying, Tint
from ui.visit.shapes.rows import GROUND, Said, Spot
from ui.visit.statement_view import by_line, mark_of
from ui.visit.table import ME, PERSON, holds_promises, key_of
from ui.words import Words

FORMS = {"line": Form.LINE, "ladder": Form.LADDER, "rings": Form.RINGS, "boxes": Form.BOXES}
"""The shapes that are drawn; all others are tables."""
BY_PARTS = frozenset({"week", "boxes"})
"""The shapes whose board shows all parts at once."""
_NAMES_ITS_ROW = {"ladder": "activity", "rings": "role"}
"""The column whose words stand at the head of the row."""


@dataclass(frozen=True)
class Reader:
    """Makes boards. `chosen` is the key of whoever is chosen to speak now."""

    said: Said
    words: Words
    say: PaperWords
    chosen: str = ""

    def board(self, spot: Spot) -> Board | None:
        """The board of the tool that is talked about, or None when its shape has none."""
        guide = spot.guide
        if guide.shape not in NAMED:
            return None
        if guide.in_rows:
            rows = self._in_rows(spot)
        elif guide.shape == "perspectives":
            rows = self._by_speaker(spot)
        elif guide.shape == "boxes":
            rows = self._boxes(spot)
        elif guide.shape == "week":
            rows = self._by_part(spot)
        else:
            rows = [self._one_row(spot)]
        return Board(
            shape=guide.shape,
            form=FORMS.get(guide.shape, Form.TABLE),
            title=self._title(spot),
            headings=tuple(cell.heading for cell in rows[0].cells) if rows else (),
            rows=tuple(rows),
            movable=guide.in_rows,
            another=self._another(guide) if guide.in_rows else "",
            numbered=guide.in_rows,
            column_here=self._column_here(spot, rows),
            shows_parts=guide.shape in BY_PARTS,
        )

    @staticmethod
    def _column_here(spot: Spot, rows: Sequence[Row]) -> int:
        columns = [cell.column for cell in rows[0].cells] if rows else []
        return columns.index(spot.prompt.column) if spot.prompt.column in columns else -1

    def _title(self, spot: Spot) -> str:
        part = spot.guide.part_named(spot.prompt.part)
        several = len(spot.guide.part) > 1 and spot.guide.shape not in BY_PARTS
        return part.name if several and part is not None else spot.guide.name

    def _another(self, guide: Guide) -> str:
        own = f"shapes.another_in.{guide.shape}"
        return self.words(own) if self.words.has(own) else self.words("shapes.another")

    # The kinds of rows

    def _in_rows(self, spot: Spot) -> list[Row]:
        guide, part = spot.guide, spot.prompt.part
        keys = self.said.rows_of(guide, part)
        if spot.row not in keys:
            keys.append(spot.row)
        columns = self._columns(guide, part, keys)
        rows = []
        for number, key in enumerate(keys, start=1):
            called = self.words("shapes.row", number=number)
            cells = tuple(self._cell(spot, column, prompts, key, called) for column, prompts in columns.items())
            row = Row(key, str(number), cells)
            rows.append(self._headed(guide, row))
        return rows

    def _headed(self, guide: Guide, row: Row) -> Row:
        if guide.shape == "ladder":
            marks, number = self._rungs(guide, row), self.words("shapes.row", number=row.name)
            cells = tuple(
                replace(cell, name=self._name(marks[cell.column], number, self._heard(cell.sayings), cell.here))
                if cell.column in marks
                else cell
                for cell in row.cells
            )
            return replace(row, cells=cells, marks=marks)
        if guide.shape == "decisions":
            deciding = [cell for cell in row.cells if cell.column == "decides" and not cell.filled]
            own = self.words("shapes.decisions.me")
            cells = tuple(
                replace(
                    cell, instead=own, name=self._name(cell.heading, self.words("shapes.row", number=row.name), own, cell.here)
                )
                if cell in deciding and row.filled
                else cell
                for cell in row.cells
            )
            return replace(row, cells=cells)
        return row

    def _rungs(self, guide: Guide, row: Row) -> Mapping[str, str]:
        """The highest rung that was spoken of is where it is now; the one above it is what could come next."""
        rungs = [cell for cell in row.cells if cell.column != _NAMES_ITS_ROW[guide.shape]]
        reached = [at for at, cell in enumerate(rungs) if cell.filled]
        marks = {}
        if reached:
            now = rungs[reached[-1]]
            marks[now.column] = self.words("shapes.ladder.now", step=now.heading)
            for after in rungs[reached[-1] + 1 :][:1]:
                marks[after.column] = self.words("shapes.ladder.next", step=after.heading)
        return marks

    def _by_speaker(self, spot: Spot) -> list[Row]:
        guide, part, table = spot.guide, spot.prompt.part, self.said.table
        speakers = dict(table.speakers)
        for each in table.said_in(guide.id, {prompt.id for prompt in guide.prompts_of(part)}):
            if _key(each.body.speaker) not in speakers:
                speakers[_key(each.body.speaker)] = each.body.speaker
        me = speakers.pop(ME, None)
        if me is not None:
            speakers[ME] = me
        rows = []
        for key, speaker in speakers.items():
            name = table.called if key == PERSON else speaker.name or self.words("visit.answer.somebody")
            cells = tuple(
                self._cell(spot, column, prompts, key, name, whose=lambda each, key=key: _key(each.body.speaker) == key)  # type: ignore[misc]
                for column, prompts in self._columns(guide, part, [""]).items()
            )
            rows.append(Row(key, name, cells, first=key == PERSON))
        return rows

    def _by_part(self, spot: Spot) -> list[Row]:
        rows = []
        for part in spot.guide.part:
            columns = self._columns(spot.guide, part.id, [""])
            cells = tuple(self._cell(spot, column, prompts, "", part.name) for column, prompts in columns.items())
            rows.append(Row(part.id, part.name, cells))
        return rows

    def _boxes(self, spot: Spot) -> list[Row]:
        cells = []
        for part in spot.guide.part:
            prompts = spot.guide.prompts_of(part.id)
            cells.append(self._cell(spot, prompts[0].column if prompts else "", prompts, "", "", heading=part.name))
        return [Row("", "", tuple(cells))]

    def _one_row(self, spot: Spot) -> Row:
        cells = []
        for column, prompts in self._columns(spot.guide, spot.prompt.part, [""]).items():
            cell = self._cell(spot, column, prompts, "", "")
            cells.append(replace(cell, tint=Tint.MIDDLE) if column == "between" else cell)
        return Row("", "", tuple(cells))

    # One cell

    def _columns(self, guide: Guide, part: str, rows: Sequence[str]) -> dict[str, tuple[Prompt, ...]]:
        """The columns that are asked about, with their questions; the ground of a decision only where one is asked for."""
        found = {column: guide.prompts_of(part, column) for column in guide.columns}
        asked = {prompt.column for row in rows for prompt in self.said.asked_in(guide, part, row)}
        return {
            column: prompts
            for column, prompts in found.items()
            if prompts and (column != GROUND or GROUND in asked) and (guide.shape == "boxes" or not holds_promises(guide, column))
        }

    def _cell(
        self,
        spot: Spot,
        column: str,
        prompts: Sequence[Prompt],
        row: str,
        called: str,
        *,
        heading: str = "",
        whose: Callable[[Current[Statement]], bool] | None = None,
    ) -> Cell:
        guide = spot.guide
        named = guide.column_named(column)
        heading = heading or (named.name if named else column)
        place_row = row if guide.in_rows else ""
        ids = tuple(prompt.id for prompt in prompts)
        said = [
            saying
            for prompt in ids
            for saying in self._sayings(guide, in_row(prompt, place_row), column, whose, own=whose is None or row == self.chosen)
        ]
        here = spot.prompt.id in ids and (row == self.chosen if whose is not None else place_row == spot.row)
        return Cell(
            prompts=ids,
            row=row,
            column=column,
            heading=heading,
            name=self._name(heading, called, self._heard(said), here),
            sayings=tuple(said),
            here=here,
        )

    def _sayings(
        self, guide: Guide, place: str, column: str, whose: Callable[[Current[Statement]], bool] | None, *, own: bool
    ) -> list[Saying]:
        table = self.said.table
        if holds_promises(guide, column):
            return [
                Saying(each.body.what, each.body.who.name if each.body.who else "", promised=True)
                for each in table.promised_to(guide.id, place)
            ]
        kept = self.said.kept_at(guide, place)
        shown = [each for each in kept if whose is None or whose(each)]
        found = [self._saying(each) for each in shown]
        known = [each.body.words for each in kept]
        coming = self.said.words_in(guide, place)[len(known) :]
        return [*found, *(Saying(each) for each in coming)] if own else found

    def _saying(self, statement: Current[Statement]) -> Saying:
        body, words = statement.body, self.words
        by = by_line(body, self.said.table.called, words, self.say)
        unsettled = "words" in statement.versions
        return Saying(body.words, by, words("shapes.versions") if unsettled else mark_of(body, words), unsettled=unsettled)

    def _heard(self, said: Sequence[Saying]) -> str:
        words, found = self.words, []
        for each in said:
            by = words("visit.statement.between").join(part for part in (each.by, each.mark) if part)
            found.append(words("shapes.said", words=each.words, by=by) if by else each.words)
        return words("shapes.between").join(found) or words("shapes.nothing")

    def _name(self, heading: str, called: str, heard: str, here: bool) -> str:
        words = self.words
        name = (
            words("shapes.cell_in", column=heading, row=called, said=heard)
            if called
            else words("shapes.cell", column=heading, said=heard)
        )
        return words("shapes.here", cell=name) if here else name


def _key(speaker: Speaker) -> str:
    """Whose row it is: the person's and the worker's by who they are, anybody else's by their name."""
    match speaker.role:
        case Role.PERSON:
            return PERSON
        case Role.WORKER:
            return ME
    return key_of(speaker)
