"""A records officer, Ann and Jo with a person they both work with, and a look into every file of theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import resources
from app.practice.erasures import read_rules
from app.practice.people import StaffRole
from app.records.revision import RecordId
from app.records.vault import Vault
from sync.server import records
from sync.server.admin import CouncilDesk
from sync.server.records import Asked, Decision
from tests.sync.erasing import finding
from tests.sync.laptops import CHEAP, PASSPHRASE, PASSWORD, Laptop

RULES = read_rules(resources.erasure_rules_text(), "erasure-rules.toml")
OFFICER = "rosa"
SECRET = ("Zanzibar", "Quetzalcoatl")


def decision(rule: str = "entered in error") -> Decision:
    named = RULES.named(rule)
    assert named is not None
    return Decision("It was about somebody else.", named, "Rosa Diaz, records manager", date(2026, 11, 20))


@dataclass
class Council:
    """The council with two laptops, and its records officer."""

    desk: CouncilDesk
    ann: Laptop
    jo: Laptop
    grace: RecordId

    def erase(self, rule: str = "entered in error", **asked: object) -> RecordId:
        goes = records.what_goes(self.desk.council, Asked(self.grace, **asked))  # type: ignore[arg-type]  # any of its fields
        return records.erase(self.desk.council, goes, decision(rule), sign_in=OFFICER, password=PASSWORD)

    def exchange(self, *laptops: Laptop) -> None:
        for laptop in laptops or (self.ann, self.jo, self.ann):
            assert laptop.exchanger.exchange().proved_equal

    def where(self, *words: str | bytes) -> dict[str, list[str]]:
        """In which files of whom the words stand."""
        found = {"council": finding.where(self.desk.council.home, words)}
        for name, laptop in (("ann", self.ann), ("jo", self.jo)):
            found[name] = finding.where(laptop.book.path.parent, words, key_of(laptop))
        return found


def key_of(laptop: Laptop) -> bytes:
    return Vault(laptop.book.path.parent, cost=CHEAP).open(PASSPHRASE)


NOWHERE: dict[str, list[str]] = {"council": [], "ann": [], "jo": []}


@pytest.fixture
def council_of(desk: CouncilDesk, new_laptop: Callable[..., Laptop]) -> Council:
    """Ann has added Grace; Jo works with her too; all is exchanged."""
    desk.add_staff("Rosa Diaz", OFFICER, PASSWORD, StaffRole.RECORDS)
    ann, jo = new_laptop("ann"), new_laptop("jo")
    grace = ann.add_person("Grace Mensah")
    assert ann.exchanger.exchange().proved_equal
    desk.works_with("jo", grace)
    made = Council(desk, ann, jo, grace)
    made.exchange()
    return made


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path
