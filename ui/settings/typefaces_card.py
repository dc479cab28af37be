"""Typefaces for paper: those on board, the folder for more, and which files in it cannot be used."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.paper.own_fonts import PassedOver, own_fonts
from ui.widgets.layout import Card
from ui.widgets.passage import Passage
from ui.widgets.showing import show_in_place
from ui.words import Words


class Typefaces(NamedTuple):
    """How the folder stands."""

    folder: str
    families: tuple[str, ...]
    passed_over: tuple[PassedOver, ...]


def typefaces() -> Typefaces:
    """Look into the folder. Reads the disk."""
    own_fonts.look_again()
    families = dict.fromkeys(font.family for font in own_fonts.fonts)
    return Typefaces(str(own_fonts.folder or ""), tuple(families), own_fonts.passed_over)


class TypefacesCard(Card):
    """Says where a typeface is to be put, and what became of those that are there."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("settings.typefaces.title"), parent)
        self._words = words
        self._folder = Passage("", selectable=True)
        self._used, self._not_used = Passage(""), Passage("", tone="attention")
        self.body.setSpacing(12)
        for part in (Passage(words("settings.typefaces.lead"), tone="soft"), self._folder, self._used, self._not_used):
            self.add(part)

    def show_typefaces(self, found: Typefaces) -> None:
        """Show them; nothing at all where this laptop has no folder for them."""
        words = self._words
        show_in_place(self, bool(found.folder))
        self._folder.set_text(found.folder)
        names = words.listing(found.families) if found.families else ""
        self._used.set_text(words("settings.typefaces.used", names=names) if names else words("settings.typefaces.none"))
        self._not_used.set_text(self._told(found.passed_over))
        show_in_place(self._not_used, bool(found.passed_over))

    def _told(self, passed_over: Sequence[PassedOver]) -> str:
        return "\n".join(self._words(f"settings.typefaces.why.{each.why.value}", file=each.file) for each in passed_over)
