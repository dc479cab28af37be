"""What differs between texts, word by word, and what stood there before they parted. Pure."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any
from unicodedata import category

from app.casebook.settling import Unsettled
from app.practice.merge import ancestors

Span = tuple[int, int]

_MOST_WORDS = 4_000
_LITTLE = 3


def differing(text: str, others: Iterable[str]) -> list[Span]:
    """The parts of `text`, as (start, end), that are not in every other text.

    Neighbours with only spaces between are one, and so are those with only one little word (the, in) between.
    """
    tokens = _tokens(text)
    lone: set[int] = set()
    for other in others:
        if other == text:
            continue
        if len(tokens) > _MOST_WORDS:
            return _by_letters(text, other)
        matcher = SequenceMatcher(None, [word for word, _ in tokens], [word for word, _ in _tokens(other)], autojunk=False)
        for what, start, end, _, _ in matcher.get_opcodes():
            if what in ("replace", "delete"):
                lone.update(range(start, end))
    return _spans(tokens, lone)


def before_all(unsettled: Unsettled, revisions: Sequence[Iterable[str]]) -> Any:
    """The history's last entry that every one of these sets of revisions was written on; None when there is none."""
    parents = {each.revision: each.parents for each in unsettled.history}
    shared: set[str] | None = None
    for carriers in revisions:
        above = {ancestor for revision in carriers for ancestor in ancestors(revision, parents)}
        shared = above if shared is None else shared & above
    if not shared:
        return None
    latest = shared - {ancestor for revision in shared for ancestor in ancestors(revision, parents)}
    return next((each for each in unsettled.history if each.revision in latest), None)


def _tokens(text: str) -> list[tuple[str, Span]]:
    """Words, stretches of space, and everything else letter by letter."""
    found: list[tuple[str, Span]] = []
    at = 0
    for sort, letters in groupby(enumerate(text), key=lambda pair: _sort(text, pair[0])):
        length = sum(1 for _ in letters)
        steps = [1] * length if sort == "other" else [length]
        for step in steps:
            found.append((text[at : at + step], (at, at + step)))
            at += step
    return found


def _sort(text: str, at: int) -> str:
    """Letters, figures, and the marks and joiners that belong to them make words; an apostrophe does inside one."""
    letter = text[at]
    if letter.isspace():
        return "space"
    if category(letter)[0] in "LNM" or category(letter) == "Cf":
        return "word"
    inside = letter in "'’" and 0 < at < len(text) - 1 and category(text[at - 1])[0] in "LM"
    return "word" if inside and category(text[at + 1])[0] == "L" else "other"


def _spans(tokens: list[tuple[str, Span]], lone: set[int]) -> list[Span]:
    marked = sorted(at for at in lone if not tokens[at][0].isspace())
    spans: list[Span] = []
    last = -2
    for at in marked:
        start, end = tokens[at][1]
        if spans and _slight([word for word, _ in tokens[last + 1 : at]]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        last = at
    return spans


def _slight(between: list[str]) -> bool:
    """Whether what stands between two differences is too little to part them for the eye."""
    said = [word for word in between if not word.isspace()]
    return not said or (len(between) == 3 and len(said) == 1 and said[0].isalpha() and len(said[0]) <= _LITTLE)


def _by_letters(text: str, other: str) -> list[Span]:
    """For very long texts: all between the first letter that differs and the last."""
    start = next((at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), min(len(text), len(other)))
    pairs = zip(reversed(text[start:]), reversed(other[start:]), strict=False)
    same = next((at for at, (one, two) in enumerate(pairs) if one != two), min(len(text), len(other)) - start)
    return [(start, len(text) - same)] if start < len(text) - same else []
