"""The way through the questions: row by row where a tool has rows, part by part, topic by topic. No Qt."""

from collections.abc import Sequence

from app.practice.guides import Guide
from app.practice.rows import prompt_in, row_in
from ui.visit.shapes.rows import Said, Spot, new_row


class Walk:
    """Through the topics in their order, among what has been said so far."""

    def __init__(self, topics: Sequence[Guide], said: Said) -> None:
        self._topics, self._said = topics, said

    def first(self, guide: Guide) -> Spot:
        """Where a topic begins."""
        return self._of_part(guide, guide.part[0].id)[0]

    def at(self, guide: Guide, place: str) -> Spot | None:
        """The question of this place. In a tool with rows a question without one is asked in its first row, or a new one."""
        prompt = guide.prompt_named(place)
        if prompt is None:
            return None
        row = row_in(place)
        if guide.in_rows and not row:
            row = next(iter(self._said.rows_of(guide, prompt.part)), new_row())
        return Spot(guide, prompt, row if guide.in_rows else "")

    def in_part(self, guide: Guide, part: str, like: Spot | None) -> Spot:
        """Where a part begins, or one row of it (`in_row(part, row)`); in a tool without rows at the column of before."""
        part, row = prompt_in(part), row_in(part)
        spots = self._of_part(guide, part)
        if row:
            return next((spot for spot in spots if spot.row == row), spots[0])
        if like is not None and not guide.in_rows:
            return next((spot for spot in spots if spot.prompt.column == like.prompt.column), spots[0])
        return spots[0]

    def step(self, spot: Spot, way: int) -> Spot | None:
        """The question one on (1) or back (-1); after the last of a topic the first of the next. None at either end."""
        spots = [each for part in spot.guide.part for each in self._of_part(spot.guide, part.id, spot)]
        here = next((at for at, each in enumerate(spots) if (each.prompt.id, each.row) == (spot.prompt.id, spot.row)), 0)
        if 0 <= here + way < len(spots):
            return spots[here + way]
        topic = next((at for at, each in enumerate(self._topics) if each.id == spot.guide.id), 0) + way
        if not 0 <= topic < len(self._topics):
            return None
        guide = self._topics[topic]
        return self.first(guide) if way > 0 else self._of_part(guide, guide.part[-1].id)[-1]

    def another(self, spot: Spot) -> Spot | None:
        """The first question in a row of its own, at the end of the last row that holds anything; else None."""
        if not spot.guide.in_rows or not self._said.holds(spot.guide, spot.prompt.part, spot.row):
            return None
        last = self._of_part(spot.guide, spot.prompt.part, spot)[-1]
        return self.new_in(spot) if (last.prompt.id, last.row) == (spot.prompt.id, spot.row) else None

    def new_in(self, spot: Spot) -> Spot:
        """The first question in a new row of the same part."""
        row = new_row()
        return Spot(spot.guide, self._said.asked_in(spot.guide, spot.prompt.part, row)[0], row)

    def _of_part(self, guide: Guide, part: str, here: Spot | None = None) -> list[Spot]:
        rows = [""]
        if guide.in_rows:
            rows = self._said.rows_of(guide, part)
            if here is not None and here.prompt.part == part and here.row not in rows:
                rows.append(here.row)
            rows = rows or [new_row()]
        return [Spot(guide, prompt, row) for row in rows for prompt in self._said.asked_in(guide, part, row)]
