"""A row of a people file: one person, as a council hands them in."""

import contextlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.practice.errors import FileMistake
from app.practice.people import Person

PEOPLE_COLUMNS = ("name", "known_as", "born", "address", "arriving", "telephone", "council_number", "nhs_number")
"""What a row of a people file may hold; only `name` must be there. `born` is YYYY-MM-DD."""


def person_of(row: Mapping[str, str], line: int) -> Person:
    """The person of a row. Raises `FileMistake`, naming the line."""
    values: dict[str, Any] = {name: (row.get(name) or "").strip() for name in PEOPLE_COLUMNS}
    born = values.pop("born")
    if not values["name"]:
        raise FileMistake(file="", where=f"line {line}", what="there is no name")
    day = None
    if born:
        with contextlib.suppress(ValueError):
            day = date.fromisoformat(born)
        if day is None:
            raise FileMistake(file="", where=f"line {line}, born", what="a date is written like 1941-05-30")
    return Person(born=day, **values)
