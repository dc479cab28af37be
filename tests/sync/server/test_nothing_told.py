"""A long mixed run with everything that goes wrong in it: nothing that went through stands in the log or the figures.

Looked for: every word that was written, every name, sign-in name and password, every id of a record, a revision, a member of
staff and a laptop, every token.
"""

import http.client
import json
import logging
from collections.abc import Callable

import msgspec
import pytest
from sqlalchemy import select, text

from app.practice.errors import ExchangeFailed, KitchenTableError
from app.records.tables import revision
from sync import protocol
from sync.client.exchange import Exchanger
from sync.server.admin import CouncilDesk
from sync.server.asking import Reply, Request
from sync.server.council import CouncilServer
from sync.server.doors import Door
from sync.server.figures import Figures
from sync.server.journal import Journal, logging_to
from sync.server.limits import Limits
from sync.server.serve import serving
from sync.server.tables import account, device, member
from sync.server.web import WebFace
from tests.sync.laptops import PASSWORD, Laptop
from tests.sync.server.test_web import find, line_to

WORDS = ("pomegranate", "Ring twice and wait", "£412.50", "Übergangsgeld")
NAMES = ("Grace Mensah", "Thaddeus Quillfeather")


def tokens_of(*laptops: Laptop) -> set[str]:
    found = set()
    for laptop in laptops:
        with laptop.book.view() as view:
            found.add(msgspec.json.decode(view.value("exchange") or b"{}")["token"])
    return found - {""}


def rows_of(council: CouncilServer) -> set[str]:
    """Every id, and what the council knows people and laptops by."""
    with council.writing() as connection:
        query = select(revision.c.id, revision.c.record, revision.c.author, revision.c.device, revision.c.salt)
        found = {part if isinstance(part, str) else part.hex() for row in connection.execute(query) for part in row if part}
        for table, columns in ((member, ("staff", "name")), (account, ("staff", "sign_in")), (device, ("id", "staff"))):
            found.update(str(row[0]) for name in columns for row in connection.execute(select(table.c[name])))
    return found


def go_wrong(line: http.client.HTTPConnection, method: str, path: str, body: bytes, **headers: str) -> None:
    line.request(method, path, body=body, headers=headers)
    line.getresponse().read()


def mixed_run(desk: CouncilDesk, new_laptop: Callable[..., Laptop], face: WebFace) -> set[str]:
    """Work and mishaps. Returns all that must be told nowhere."""
    secrets = {PASSWORD, *WORDS, *NAMES, "made-up-token", "thaddeus.q"}
    ann, jo = new_laptop("annabelle", signed_in=False), new_laptop("josephine", signed_in=False)
    with serving(face) as address:
        for laptop, name in ((ann, "annabelle"), (jo, "josephine")):
            laptop.exchanger = Exchanger(laptop.book, rest=lambda seconds: None)
            with pytest.raises(ExchangeFailed):
                laptop.exchanger.sign_in(name, "pomegranate", address)
            laptop.exchanger.sign_in(name, PASSWORD, address)
        people = [ann.add_person(name) for name in NAMES]
        for number, words in enumerate(WORDS):
            ann.say(people[number % 2], words)
            ann.exchanger.exchange()
        desk.works_with("josephine", people[0])
        jo.exchanger.exchange()
        jo.say(people[1], "Held: Übergangsgeld")
        with line_to(address) as line:
            for token in tokens_of(ann):
                words = " ".join(WORDS).encode()
                go_wrong(line, "POST", protocol.EXCHANGE_PATH, words, authorization=f"Bearer {token}")
                go_wrong(line, "POST", protocol.EXCHANGE_PATH, b"\0\x92" + words, authorization=f"Bearer {token}")
                go_wrong(line, "PUT", "/broken/Grace%20Mensah", words, authorization=f"Bearer {token}")
                go_wrong(line, "GET", f"/v1/{token}?q=pomegranate", b"")
            go_wrong(
                line,
                "POST",
                protocol.COMPARE_PATH,
                protocol.pack(protocol.CompareRequest()),
                authorization="Bearer made-up-token",
            )
            go_wrong(line, "GET", "/v1/health", b"", host="thaddeus.q.test")
        store_fails(desk.council, ann, people[0])
        secrets |= tokens_of(ann, jo) | rows_of(desk.council)
        for laptop in (ann, jo):
            secrets |= laptop.ids()
            laptop.exchanger.close()
    return secrets


def store_fails(council: CouncilServer, ann: Laptop, person: str) -> None:
    """The store refuses, and says why in words that hold what it was given."""
    with council.writing() as connection:
        fails = "CREATE TRIGGER fails BEFORE INSERT ON revision BEGIN SELECT RAISE(ABORT, 'pomegranate'); END"
        connection.execute(text(fails))
    ann.say(person, "pomegranate jelly")
    with pytest.raises(KitchenTableError):
        ann.exchanger.exchange()
    with council.writing() as connection:
        connection.execute(text("DROP TRIGGER fails"))


def told_in(told: str, secrets: set[str]) -> set[str]:
    """Which of them stand there, in whatever letters, also as JSON writes them."""
    plain = told.casefold() + json.dumps(told, ensure_ascii=False).casefold()
    return {
        each for each in secrets if len(each) > 3 and (each.casefold() in plain or json.dumps(each)[1:-1].casefold() in plain)
    }


def broken(_: CouncilServer, request: Request) -> Reply:
    logging.getLogger("somebody.elses").error("broken by %s", request.body)
    raise ValueError(request.path, request.body, request.token)


def test_neither_log_nor_figures_tell_of_anybody(desk: CouncilDesk, new_laptop: Callable[..., Laptop]) -> None:
    lines: list[str] = []
    journal, figures = Journal(lines.append, b"key"), Figures()
    door = Door("broken", "PUT", "/broken/", broken, rest=True)
    face = WebFace(desk.council, find(door), limits=Limits(device_burst=25, device_a_second=2), figures=figures, journal=journal)
    with logging_to(journal):
        secrets = mixed_run(desk, new_laptop, face)
    told = "".join(lines) + figures.written()
    assert len(secrets) > 60
    assert told_in(told, secrets) == set()
    said = [json.loads(line) for line in lines]
    requests = [each for each in said if each["what"] == "request"]
    assert {each["status"] for each in requests} >= {200, 400, 401, 403, 404, 500}
    assert {"sign-in", "exchange", "broken", "compare", "none"} <= {each["door"] for each in requests}
    assert len({each["device"] for each in requests if "device" in each}) == 2
    assert any(each.get("fault", "").startswith("ValueError at test_nothing_told.py:") for each in requests)
    assert any(each["what"] == "log" and "somebody.elses" in each["place"] for each in said)
    assert set().union(*requests) <= {"time", "what", "door", "status", "ms", "taken", "sent", "device", "code", "fault"}
    for name in ('revisions_total{outcome="stored"}', 'outcome="given"', 'sign_ins_total{outcome="refused"} 2', 'of="mistake"'):
        assert name in figures.written()


def test_the_search_finds_what_is_told() -> None:
    """A log that told one thing too many would be seen."""
    lines: list[str] = []
    Journal(lines.append, b"key").event("log", said="/v1/photos/Grace Mensah", place="Übergangsgeld")
    assert told_in("".join(lines), {*WORDS, *NAMES, "ab" * 16}) == {"Grace Mensah", "Übergangsgeld"}
