"""Sentences come from data: plural, filled, dated as people here say dates, and none is missing."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

import ui
from app.practice.errors import Bug
from resources import words_names
from ui.words import Words, uk_time

UI = Path(ui.__file__).parent

SAMPLE = """
greeting = "Good morning, {name}"
deep.inside = "here"
[visits]
one = "One visit today."
other = "{count} visits today."
[rings]
near = "Very close"
far = "Further away"
"""


def clock(shown: str) -> datetime:
    """A moment as a clock on the wall shows it."""
    return datetime.fromisoformat(shown)


def sample(language: str = "en", text: str = SAMPLE) -> Words:
    return Words(language, read=lambda name: text)


def test_a_sentence_is_filled_exactly() -> None:
    """What is given goes in as it is, braces and all."""
    assert sample()("today.greeting", name="{Ann} %s {0}") == "Good morning, {Ann} %s {0}"
    assert sample()("today.deep.inside") == "here"


@pytest.mark.parametrize(("count", "said"), [(0, "0 visits"), (1, "One visit"), (2, "2 visits"), (1234, "1,234 visits")])
def test_plurals(count: int, said: str) -> None:
    """One is one, everything else is many; large numbers have their comma."""
    assert sample()("today.visits", count=count).startswith(said)


def test_welsh_plurals_have_their_six_forms() -> None:
    """0, 1, 2, 3, 6 and the rest differ in Welsh."""
    forms = "[p]\n" + "\n".join(f'{form} = "{form}"' for form in ("zero", "one", "two", "few", "many", "other"))
    said = [sample("cy", forms)("x.p", count=count) for count in (0, 1, 2, 3, 4, 6, 7)]
    assert said == ["zero", "one", "two", "few", "other", "many", "other"]


def test_choices_keep_their_order() -> None:
    """A table of choices can be asked for one by one or as a whole."""
    words = sample()
    assert words.choice("person.rings", "near") == "Very close"
    assert list(words.choices("person.rings").items()) == [("near", "Very close"), ("far", "Further away")]


def test_what_is_missing_is_our_mistake() -> None:
    """A key that is not there, a placeholder that is not given, a file that is none: each a Bug that names the place."""
    for words, key in ((sample(), "today.nothing"), (sample(), "today.greeting"), (sample(text="]"), "today.greeting")):
        with pytest.raises(Bug) as caught:
            words(key)
        assert "today" in caught.value.detail


def test_dates_times_and_money(words: Words) -> None:
    """As LOOK has them: 21 November 2026, Saturday 21 November, 24-hour times, pounds before the figure."""
    assert words.date(date(2026, 11, 21)) == "21 November 2026"
    assert words.day(date(2026, 11, 21)) == "Saturday 21 November"
    assert words.short_day(date(2026, 11, 23)) == "Mon 23"
    assert words.time(datetime(2026, 11, 21, 14, 2, tzinfo=UTC)) == "14:02"
    assert words.moment(datetime(2026, 11, 17, 14, 10, tzinfo=UTC)) == "Tuesday 17 November, 14:10"
    assert [words.money(Decimal(pounds)) for pounds in ("245", "245.5", "1245.00", "-3.10")] == [
        "£245",
        "£245.50",
        "£1,245",
        "-£3.10",
    ]
    assert words.listing(["Ann"]) == "Ann"
    assert words.listing(["Ann", "Joe", "Mrs Hall"]) == "Ann, Joe and Mrs Hall"


def test_uk_time_knows_summer() -> None:
    """Clocks go on at 01:00 UTC on the last Sunday of March and back on the last Sunday of October."""
    assert uk_time(datetime(2026, 3, 29, 0, 59, tzinfo=UTC)) == clock("2026-03-29 00:59")
    assert uk_time(datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) == clock("2026-03-29 02:00")
    assert uk_time(datetime(2026, 10, 25, 0, 59, tzinfo=UTC)) == clock("2026-10-25 01:59")
    assert uk_time(datetime(2026, 10, 25, 1, 0, tzinfo=UTC)) == clock("2026-10-25 01:00")
    elsewhere = datetime(2026, 7, 1, 23, 30, tzinfo=timezone(timedelta(hours=2)))
    assert uk_time(elsewhere) == clock("2026-07-01 22:30")


def test_the_day_is_the_day_here(words: Words) -> None:
    """Half past eleven at night UTC in summer is the next day on a clock here."""
    assert words.day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "Wednesday 1 July"


def test_every_sentence_asked_for_exists(words: Words) -> None:
    """Every key written in ui/ is in the files of words, and everything it wants is given."""
    asked = list(calls_in(UI))
    assert len(asked) > 10
    faults = [f"{where}: {fault}" for where, call in asked for fault in faults_of(call, words)]
    assert not faults, "\n".join(faults)


def test_the_check_of_sentences_can_fail(words: Words) -> None:
    """A key that is not there, a placeholder too few and one too many are each found."""
    for source, fault in (
        ("words('common.nothing_like_it')", "no words"),
        ("self._words('common.turn_to')", "wants"),
        ("words('common.back', name=1)", "does not want"),
    ):
        call = ast.parse(source, mode="eval").body
        assert isinstance(call, ast.Call)
        assert any(fault in each for each in faults_of(call, words))


def test_every_file_of_words_reads_well(words: Words) -> None:
    """No exclamation marks, no word of the machine, no straight apostrophe trouble: each file parses and is plain."""
    for name in set(words_names()) - {"paper"}:
        for key, said in sentences_of(words, name):
            assert "!" not in said, key
            for avoided in ("successfully", "invalid", "error", "please wait"):
                assert avoided not in said.lower(), f"{key}: {said}"


def sentences_of(words: Words, name: str) -> Iterator[tuple[str, str]]:
    for key, entry in words._file(name).items():
        for said in entry.values() if isinstance(entry, dict) else (entry,):
            yield f"{name}.{key}", said


def calls_in(folder: Path) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and is_words(node.func):
                yield f"{path.relative_to(folder)}:{node.lineno}", node


def is_words(function: ast.expr) -> bool:
    name = function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    return name in ("words", "_words")


def faults_of(call: ast.Call, words: Words) -> Iterator[str]:
    for key in keys_of(call.args[0]) if call.args else ():
        if not words.has(key):
            yield f"no words for {key!r}"
            continue
        wanted = words.placeholders(key)
        given = {keyword.arg for keyword in call.keywords}
        if None in given:
            continue
        if wanted - given:
            yield f"{key!r} wants {sorted(wanted - given)}"
        if given - wanted:
            yield f"{key!r} does not want {sorted(str(name) for name in given - wanted)}"


def keys_of(argument: ast.expr) -> Iterator[str]:
    """Literal keys, also those of a choice between two."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from keys_of(argument.body)
        yield from keys_of(argument.orelse)
