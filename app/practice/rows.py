"""Rows of a tool that is a table: which statements of it stand in one row.

Some tools have a question for each column and as many rows as the conversation brings (one way of telling us, one
decision, one event). Where a statement stands is then said by its question and its row together, `seen:3fa91c`: that is
part of what was asked, so a row merges, moves and travels with the words in it, and no laptop needs to know of rows to
keep them.
"""

MARK = ":"
"""Stands between the id of the question and the row; no question's id holds it."""


def in_row(prompt_id: str, row: str) -> str:
    """Where an answer to this question in this row stands; outside a row it is the question itself."""
    return f"{prompt_id}{MARK}{row}" if row else prompt_id


def prompt_in(place: str) -> str:
    """The id of the question."""
    return place.partition(MARK)[0]


def row_in(place: str) -> str:
    """The row, or nothing."""
    return place.partition(MARK)[2]
