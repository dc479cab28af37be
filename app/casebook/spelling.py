"""Words that this worker has added to the dictionary. They stay in this casebook and go nowhere."""

import msgspec

from app.casebook.desk import Desk

OWN_WORDS = "own spelling"


def own_words(desk: Desk) -> frozenset[str]:
    """The words that are not to be marked, in small letters."""
    with desk.book.view() as view:
        kept = view.value(OWN_WORDS)
    return frozenset(msgspec.json.decode(kept, type=list[str])) if kept else frozenset()


def add_own_word(desk: Desk, word: str) -> None:
    """Never mark this word again. Raises `StoreFull` and its kin."""
    words = own_words(desk) | {word}
    with desk.book.unit() as unit:
        unit.put(OWN_WORDS, msgspec.json.encode(sorted(words)))
        unit.commit()
