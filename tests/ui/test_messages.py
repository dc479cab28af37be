"""Every failure is two plain sentences: what happened and that the words are safe; what to do now."""

from collections.abc import Iterator

import pytest

from app.practice import errors
from app.practice.errors import Bug, FileMistake, KitchenTableError, PassphraseTooShort, ServerUnreachable, WrongPassphrase
from ui.messages import message_for
from ui.words import Words

SAFE = (
    "kept", "safe", "nothing is lost", "nothing was changed", "no words are lost", "nothing in it is lost", "on this laptop",
    "saved", "nothing was made or changed",
)  # fmt: skip
MACHINE = ("error", "invalid", "exception", "successfully", "sqlite", "traceback", "null", "timeout", "http", "database")


def family(kind: type[KitchenTableError] = KitchenTableError) -> Iterator[type[KitchenTableError]]:
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from family(below)


@pytest.mark.parametrize("kind", list(family()), ids=lambda kind: kind.__name__)
def test_every_error_has_its_own_two_sentences(kind: type[KitchenTableError], words: Words) -> None:
    """Each class of the family has words of its own, with no fact known and with all of them."""
    message = message_for(kind(), words)
    others = {message_for(other(), words).happened for other in family() if other is not kind}
    assert message.happened not in others
    for part in (message.happened, message.do):
        assert part.endswith((".", "?"))
        assert "!" not in part
        assert "{" not in part
        assert not [word for word in MACHINE if word in part.lower()]
        assert max(len(sentence.split()) for sentence in part.split(". ")) <= 25
    assert any(safe in message.happened.lower() for safe in SAFE), message.happened


def test_the_family_is_whole() -> None:
    """The walk over the family sees every class of the module."""
    classes = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, KitchenTableError)}
    assert set(family()) == classes
    assert len(classes) > 25


def test_facts_are_said(words: Words) -> None:
    """What is known is named, so that it can be found."""
    mistake = message_for(FileMistake(file="ann.json", where="$.records[3]", what="the words are missing"), words)
    assert "ann.json" in mistake.happened
    assert "$.records[3]" in mistake.happened
    assert "16" in message_for(PassphraseTooShort(least=16), words).do
    assert "in 8 seconds" in message_for(WrongPassphrase(wait=8), words).do
    assert "in a few seconds" in message_for(WrongPassphrase(wait=0), words).do


def test_facts_that_are_not_for_people_are_not_said(words: Words) -> None:
    """Details for a log stay out of the sentence."""
    message = message_for(ServerUnreachable(address="https://x", detail="[Errno 111]"), words)
    assert "Errno" not in str(message)


def test_what_nobody_foresaw_counts_as_our_mistake(words: Words) -> None:
    """Any other exception is said as a bug, and its text is not shown."""
    for error in (KeyError("words of a person"), ZeroDivisionError(), OSError(5, "x")):
        assert message_for(error, words) == message_for(Bug(), words)


def test_a_new_error_borrows_the_words_of_its_kind(words: Words) -> None:
    """A class that has no words yet is said as the kind above it."""

    class ServerAsleep(ServerUnreachable):
        pass

    assert message_for(ServerAsleep(), words) == message_for(ServerUnreachable(), words)
