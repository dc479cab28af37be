"""What the buttons that keep a version are called, in the words of whoever presses them: mine, theirs, Jo Marsh's. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ui.words import Words

_PAIR = 2


@dataclass(frozen=True)
class Wrote:
    """Who wrote a version and when, in words. `named`: whether it is known what everyone who wrote it is called."""

    mine: bool
    who: str
    named: bool
    when: str


@dataclass(frozen=True)
class Keep:
    """What is on the button, and what a screen reader calls it."""

    text: str
    name: str


def keeps_of(versions: Sequence[Wrote], words: Words) -> list[Keep]:
    """A button for each version, no two of which are called the same: by whose it is, and where that is not enough by its
    time, and where that is not either by its place on the screen."""
    one_is_mine = len(versions) == _PAIR and sum(each.mine for each in versions) == 1
    plainly = [_by_whose(each, one_is_mine, words) for each in versions]
    timed = [
        keep if alone else _by_time(each, words) for each, keep, alone in zip(versions, plainly, _alone(plainly), strict=True)
    ]
    return [
        keep if alone else _by_place(each, place, words)
        for place, (each, keep, alone) in enumerate(zip(versions, timed, _alone(timed), strict=True), start=1)
    ]


def _alone(keeps: Sequence[Keep]) -> list[bool]:
    counted = Counter(each.name for each in keeps)
    return [counted[each.name] == 1 for each in keeps]


def _by_whose(wrote: Wrote, one_is_mine: bool, words: Words) -> Keep:
    if wrote.mine:
        return Keep(words("versions.keep_mine"), words("versions.keep_mine_name"))
    if one_is_mine:
        name = words("versions.keep_theirs_name", name=_who(wrote, words)) if wrote.named else ""
        return Keep(words("versions.keep_theirs"), name or words("versions.keep_theirs_nobody"))
    if wrote.named:
        text = words("versions.keep_named", name=wrote.who)
        return Keep(text, text)
    return Keep(words("versions.keep"), words("versions.keep_name", name=_who(wrote, words)))


def _by_time(wrote: Wrote, words: Words) -> Keep:
    if not wrote.when:
        return Keep(words("versions.keep"), words("versions.keep_name", name=_who(wrote, words)))
    if wrote.mine:
        text = words("versions.keep_mine_time", when=wrote.when)
    elif wrote.named:
        text = words("versions.keep_named_time", name=wrote.who, when=wrote.when)
    else:
        text = words("versions.keep_time", when=wrote.when)
    return Keep(text, text)


def _by_place(wrote: Wrote, place: int, words: Words) -> Keep:
    name = words("versions.keep_place", name=_who(wrote, words), count=place)
    return Keep(words("versions.keep"), name)


def _who(wrote: Wrote, words: Words) -> str:
    return wrote.who or words("versions.somebody")
