"""The sentences of the app, read from resources/words. A sentence is asked for by its key and never glued together.

`today.visits` is the key `visits` in today.toml; tables nest. A table of CLDR plural categories (one, other, ...) is one
sentence that is chosen by `count`. Times come in UTC and are said as they are on a clock in the United Kingdom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from string import Formatter
from typing import TYPE_CHECKING, Any, TypeGuard

from app.practice.errors import Bug, KitchenTableError
from resources import words_table

if TYPE_CHECKING:
    from decimal import Decimal

    from babel import Locale

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})

Entry = str | dict[str, str]
Day = date | datetime


class Words:
    """Sentences in one language. Files are read when they are first asked for."""

    def __init__(self, language: str = "en", read: Callable[[str], str] | None = None) -> None:
        self._language = language
        self._read = read
        self._files: dict[str, dict[str, Entry]] = {}

    def __call__(self, key: str, **given: object) -> str:
        """The sentence of `key` with every placeholder filled. What is given is put in exactly as it is."""
        entry = self._entry(key)
        if isinstance(entry, dict):
            entry = entry.get(self._category(given.get("count")), entry["other"])
        said = {name: self.number(value) if name == "count" else value for name, value in given.items()}
        try:
            return entry.format(**said)
        except (KeyError, IndexError, ValueError) as error:
            raise Bug(detail=f"words {key}: {error!r}") from error

    def fetch(self, *names: str) -> None:
        """Bring in these files, and how days are said, before anybody waits for them."""
        for name in names:
            self._file(name)
        self.day(datetime.now(UTC))

    def choice(self, table: str, key: str) -> str:
        """The sentence of one choice in a table of them: `choice("person.ring", "near")` is `person.ring.near`."""
        return self(f"{table}.{key}")

    def choices(self, table: str) -> dict[str, str]:
        """All the choices of a table, in its order."""
        name, _, path = table.partition(".")
        start = f"{path}." if path else ""
        entries = self._keys(name)
        return {key.removeprefix(start): self(f"{name}.{key}") for key in entries if key.startswith(start)}

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        name, _, path = key.partition(".")
        return path in self._file(name)

    def placeholders(self, key: str) -> frozenset[str]:
        """The names that `key` wants to be given."""
        entry = self._entry(key)
        forms = entry.values() if isinstance(entry, dict) else (entry,)
        found = {field for form in forms for _, field, _, _ in Formatter().parse(form) if field}
        return frozenset(found | ({"count"} if isinstance(entry, dict) else set()))

    def date(self, day: Day) -> str:
        """21 November 2026."""
        return self._dated(day, "d MMMM y")

    def day(self, day: Day) -> str:
        """Saturday 21 November."""
        return self._dated(day, "EEEE d MMMM")

    def short_day(self, day: Day) -> str:
        """Sat 21."""
        return self._dated(day, "EEE d")

    def weekday(self, day: Day) -> str:
        """Saturday."""
        return self._dated(day, "EEEE")

    def time(self, at: datetime) -> str:
        """14:02, on a clock in the United Kingdom."""
        return f"{uk_time(at):%H:%M}"

    def moment(self, at: datetime) -> str:
        """Tuesday 17 November, 14:10."""
        return f"{self.day(at)}, {self.time(at)}"

    def number(self, value: object) -> str:
        """1,234."""
        from babel.numbers import format_decimal

        if isinstance(value, bool) or not _is_number(value):
            return str(value)
        return str(value) if 0 <= value < 1000 and isinstance(value, int) else format_decimal(value, locale=self._locale())

    def money(self, pounds: Decimal) -> str:
        """£245, or £245.50 when there are pence."""
        whole = pounds == pounds.to_integral_value()
        amount = f"{abs(pounds):,.0f}" if whole else f"{abs(pounds):,.2f}"
        return f"{'-' if pounds < 0 else ''}£{amount}"

    def listing(self, parts: Iterable[str]) -> str:
        """Ann, Joe and Mrs Hall."""
        from babel.lists import format_list

        return format_list(list(parts), locale=self._locale())

    def _entry(self, key: str) -> Entry:
        name, _, path = key.partition(".")
        try:
            return self._file(name)[path]
        except KeyError as error:
            raise Bug(detail=f"no words for {key}") from error

    def _keys(self, name: str) -> Iterable[str]:
        return self._file(name)

    def _file(self, name: str) -> dict[str, Entry]:
        if name not in self._files:
            try:
                table = self._table(name)
            except (KitchenTableError, ValueError) as error:
                raise Bug(detail=f"words file {name}: {error}") from error
            self._files[name] = dict(_entries(table, ""))
        return self._files[name]

    def _table(self, name: str) -> dict[str, Any]:
        if self._read is None:
            return words_table(name, self._language)
        import tomllib

        return tomllib.loads(self._read(name))

    def _category(self, count: object) -> str:
        if self._language == "en":
            return "one" if count == 1 else "other"
        if not _is_number(count):
            return "other"
        return str(self._locale().plural_form(count))

    def _dated(self, day: Day, pattern: str) -> str:
        from babel.dates import format_date

        if isinstance(day, datetime):
            day = uk_time(day).date()
        return format_date(day, pattern, locale=self._locale())

    def _locale(self) -> Locale:
        from babel import Locale

        return Locale.parse("en_GB" if self._language == "en" else self._language)


class SpokenWords(Words):
    """Sentences in another language where they are there, one by one; the others as they usually are."""

    def __init__(self, language: str, usual: Words, read: Callable[[str], str] | None = None) -> None:
        super().__init__(language, read)
        self._usual = usual

    def has(self, key: str) -> bool:
        """Whether there is such a sentence, in the one or in the other."""
        return self._own(key) is not None or self._usual.has(key)

    def _entry(self, key: str) -> Entry:
        own = self._own(key)
        return self._usual._entry(key) if own is None else own

    def _keys(self, name: str) -> Iterable[str]:
        return self._usual._keys(name)

    def _own(self, key: str) -> Entry | None:
        name, _, path = key.partition(".")
        try:
            return self._file(name).get(path)
        except Bug:
            return None


def uk_time(at: datetime) -> datetime:
    """A moment as clocks in the United Kingdom show it, without a zone. A moment without a zone is taken as UTC."""
    from zoneinfo import ZoneInfo

    utc = at if at.tzinfo else at.replace(tzinfo=UTC)
    return utc.astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None)


def _is_number(value: object) -> TypeGuard[int | Decimal]:
    from decimal import Decimal

    return isinstance(value, int | Decimal)


def _entries(table: Mapping[str, Any], before: str) -> Iterable[tuple[str, Entry]]:
    for key, value in table.items():
        if isinstance(value, Mapping) and not ("other" in value and PLURALS.issuperset(value)):
            yield from _entries(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", dict(value) if isinstance(value, Mapping) else str(value)
