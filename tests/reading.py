"""How old somebody is who reads a sentence with ease, and what stands in a guide.

The measure is the Spache formula (textstat), made for the first four years of school: the length of the sentences, and the
share of words that a child of that age does not know by sight. Its answer is a school year of the American count, in which
a child is five years older than the year: 4.0 is somebody of nine. Formulas that count only letters or syllables call a
question of three short words easy whatever the words are; this one does not ("Do you consent?" is over nine). It knows few
plurals and past tenses, so a question may hold such a word as long as the rest of it is easy.
"""

import warnings
from collections.abc import Iterator

from app.practice.guides import Guide

with warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)  # how it finds its own data is out of fashion
    import textstat

OLDEST = 9.0
"""The reading age that nothing the person is asked may go beyond, each question by itself."""
OLDEST_ON_AVERAGE = 8.0
"""The same for all the questions of a guide together."""
UNKNOWN_IN_A_NAME = 1
"""How many words that are not known by sight may stand in the name of a part or a column: one is too short to measure."""


def reading_age(text: str) -> float:
    """At which age somebody reads this with ease."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the closing of its list of words to Python
        return float(textstat.spache_readability(text)) + 5


def unknown_words(text: str) -> list[str]:
    """The words of two and more syllables that a child does not know by sight."""
    reading_age(text)
    return sorted(word.lower() for word in textstat.difficult_words_list(text))


def questions_of(guide: Guide) -> Iterator[tuple[str, str]]:
    """Everything the person is asked or reads as a sentence, with where it stands."""
    yield "purpose", guide.purpose
    for prompt in guide.prompt:
        yield prompt.id, prompt.question
        yield f"{prompt.id}, easy", prompt.easy


def choices_of(guide: Guide) -> Iterator[tuple[str, str]]:
    """What can be pointed at, with where it stands."""
    for prompt in guide.prompt:
        for each in prompt.choices:
            yield f"{prompt.id}, choice", each.words


def names_of(guide: Guide) -> Iterator[tuple[str, str]]:
    """What stands above a part or a column, with where."""
    yield "name", guide.name
    for part in guide.part:
        yield f"part {part.id}", part.name
    for column in guide.column:
        yield f"column {column.id}", column.name
        yield f"column {column.id}, easy", column.easy


def spoken_by(guide: Guide) -> Iterator[tuple[str, str]]:
    """What the worker says aloud or reads for themselves, on the screen that both can see."""
    yield "tip", guide.tip
    for prompt in guide.prompt:
        for number, line in enumerate(prompt.ask_aloud, start=1):
            yield f"{prompt.id}, ask aloud {number}", line


def hard_in(guide: Guide) -> list[str]:
    """What in a guide is too hard to read, each with where it stands and why."""
    asked = list(questions_of(guide))
    hard = [f"{where}: {age:.1f} years" for where, text in asked if (age := reading_age(text)) > OLDEST]
    average = sum(reading_age(text) for _, text in asked) / len(asked)
    hard += [f"on average: {average:.1f} years"] if average > OLDEST_ON_AVERAGE else []
    names = [(where, name, unknown_words(name)) for where, name in (*names_of(guide), *choices_of(guide))]
    hard += [f"{where}: {', '.join(words)}" for where, _, words in names if len(words) > UNKNOWN_IN_A_NAME]
    together = reading_age(" ".join(f"{name}." for _, name, _ in names))
    return hard + ([f"names together: {together:.1f} years"] if together > OLDEST else [])
