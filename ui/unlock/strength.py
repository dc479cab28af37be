"""How hard a passphrase is to guess, in four plain steps. A guess at a guess: it is said, and only the shortest are refused."""

import math
import re
from enum import StrEnum

LEAST_LETTERS = 8
_EASY_BITS = 38.0
_FAIR_BITS = 52.0
_BITS_A_WORD = 11.0
_FIRST_GUESSES = ("password", "passphrase", "qwerty", "letmein", "welcome", "kitchen table", "kitchentable", "abcdef", "123456")
_POOLS = ((r"[a-z]", 26), (r"[A-Z]", 26), (r"[0-9]", 10), (r"[^a-zA-Z0-9]", 20))


class Strength(StrEnum):
    """From refused to good."""

    SHORT = "short"
    EASY = "easy"
    FAIR = "fair"
    GOOD = "good"


def strength(passphrase: str, name: str = "") -> Strength:
    """How hard it is to guess by somebody who knows the worker's name."""
    if len(passphrase) < LEAST_LETTERS:
        return Strength.SHORT
    left = passphrase
    for guess in (*_FIRST_GUESSES, *(part for part in name.split() if len(part) > 2)):
        left = re.sub(re.escape(guess), "", left, flags=re.IGNORECASE)
    bits = min(_bits_of_letters(left), _bits_of_words(left))
    if bits < _EASY_BITS:
        return Strength.EASY
    return Strength.FAIR if bits < _FAIR_BITS else Strength.GOOD


def _bits_of_letters(text: str) -> float:
    pool = sum(size for pattern, size in _POOLS if re.search(pattern, text))
    fresh = sum(1.0 if letter not in text[max(0, at - 2) : at] else 0.2 for at, letter in enumerate(text))
    return min(fresh, len(set(text)) * 2.0) * math.log2(pool) if pool else 0.0


def _bits_of_words(text: str) -> float:
    """Words out of a dictionary are guessed whole; whatever is no word of letters counts by letter."""
    bits = 0.0
    for part in dict.fromkeys(text.split()):
        by_letter = _bits_of_letters(part)
        bits += min(_BITS_A_WORD + 2.0, by_letter) if part.isalpha() and len(part) < 12 else by_letter
    return bits
