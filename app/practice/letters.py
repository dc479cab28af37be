"""The letter that goes out before a visit: values only. Day and time are those of the person's own clock."""

from dataclasses import dataclass
from datetime import date, time

from app.practice.people import Council, Person, Speaker


@dataclass(frozen=True)
class VisitLetter:
    """Who comes, when, what for and for how long. What is empty is not known, and the letter does without it."""

    person: Person
    worker: Speaker
    council: Council
    written: date
    day: date
    time: time
    minutes: int
    purpose: str = ""
    where: str = ""

    @property
    def of_person(self) -> tuple[str, ...]:
        """Where they live, and how to reach and speak with them."""
        return (self.person.address, self.person.reach.how)

    @property
    def empty(self) -> bool:
        """Never: somebody is coming."""
        return False
