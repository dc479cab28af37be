"""Why something is suggested, in words."""

from app.casebook.suggesting import Suggestion
from ui.words import Words


def reason_of(each: Suggestion, words: Words) -> str:
    """The sentence that goes with a suggestion."""
    return words(f"suggesting.{each.reason}", **dict(each.facts))
