"""The sentences that stand on paper, read from a file of words. No sentence is written in code."""

import tomllib
from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import Any

from app.paper.direction import as_it_begins
from app.practice.formats import Format
from app.practice.people import Role, Speaker
from app.practice.statements import Manner

NAMES_AT_MOST = 6


class PaperWords:
    """The sentences of one language. Made from the text of `words/LANGUAGE/paper.toml`."""

    def __init__(self, toml_text: str) -> None:
        self._table: dict[str, Any] = tomllib.loads(toml_text)
        self._easy: dict[str, Any] = {}

    def easier(self) -> "PaperWords":
        """The same words, each in its easy wording (the same key under `easy`) where there is one."""
        made = copy(self)
        made._easy = self._table.get("easy", {})
        return made

    def in_format(self, form: Format) -> "PaperWords":
        """The words for this format: the easier ones for easy read."""
        return self.easier() if form.easy else self

    @property
    def language(self) -> str:
        """The language of the sentences, as PDF readers know it: en-GB."""
        return str(self._table["language"])

    def say(self, key: str, **values: object) -> str:
        """The sentence of this key (`profile.under`), filled in."""
        found = self._found(key)
        return as_it_begins(str(found), str(found).format(**values)) if values else str(found)

    def several(self, key: str) -> tuple[str, ...]:
        """The sentences of a list, or the one sentence, each as it is written."""
        found = self._found(key)
        return tuple(found) if isinstance(found, list) else (str(found),)

    def called(self, paper: str) -> str:
        """What a paper is called, by its name in the catalogue; nothing for one that these words do not know."""
        return str(_in(self._table, f"papers.{paper}.name") or "")

    def date(self, day: date) -> str:
        """A day in words: 21 November 2026."""
        return self.say("date", day=day.day, month=self._table["months"][day.month - 1], year=day.year)

    def said_by(self, speaker: Speaker, manner: Manner, name: str) -> str:
        """Whose words they are and how they came: `Mrs Hall said`. `name` is as it can be printed, or empty."""
        who = name or self.nobody(speaker.role)
        for table in (self._easy.get("said", {}), self._table["said"]):
            pattern = table.get(speaker.role.value, {}).get(manner.value) or table.get(manner.value)
            if pattern:
                return as_it_begins(str(pattern), str(pattern).format(who=who))
        raise KeyError(f"said.{manner.value}")

    def nobody(self, role: Role) -> str:
        """What stands for a name that was not written down."""
        return self.say(f"nobody.{role.value}")

    def names(self, names: Sequence[str]) -> str:
        """Names in one row: `Helen Price, Joe and Ann`. A long row ends with how many more there are."""
        between = self.say("names.between")
        if len(names) > NAMES_AT_MOST:
            most = between.join(names[:NAMES_AT_MOST])
            return self.say("names.more", most=most, count=len(names) - NAMES_AT_MOST)
        if len(names) < 2:
            return "".join(names)
        return self.say("names.last", most=between.join(names[:-1]), last=names[-1])

    def _found(self, key: str) -> Any:
        easier = _in(self._easy, key) if self._easy else None
        found = _in(self._table, key) if easier is None else easier
        if found is None:
            raise KeyError(key)
        return found


def _in(table: Any, key: str) -> Any:
    """What stands under this key; None where nothing does."""
    for part in key.split("."):
        table = table.get(part) if isinstance(table, dict) else None
    return table
