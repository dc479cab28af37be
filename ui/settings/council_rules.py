"""What the council has set for its laptops, to be read and not to be changed here."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.practice.guides import LeftOff
from app.practice.rules import MOST_VISIT_HOURS, LaptopRules
from ui.widgets.layout import Card
from ui.widgets.passage import Passage
from ui.widgets.showing import show_in_place
from ui.words import Words


class CouncilRulesCard(Card):
    """One sentence for each rule, the defaults among them."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("settings.council.title"), parent)
        self._words = words
        self._lines = tuple(Passage("") for _ in range(4))
        self.body.setSpacing(12)
        self.add(Passage(words("settings.council.lead"), tone="soft"))
        self._left_off = Passage("")
        for line in (*self._lines, self._left_off):
            self.add(line)

    def show_left_off(self, guides: Sequence[LeftOff]) -> None:
        """Say which of the council's guides this version of the app cannot show; nothing when it can show them all."""
        names = [guide.name for guide in guides]
        said = self._words("settings.council.guides", guides=self._words.listing(names), count=len(names)) if names else ""
        self._left_off.set_text(said)
        show_in_place(self._left_off, bool(names))

    def show_rules(self, rules: LaptopRules) -> None:
        """Say what holds."""
        words = self._words
        hours = min(max(rules.visit_hours, 0), MOST_VISIT_HOURS)
        said = (
            words("settings.council.offline", count=rules.offline_days)
            if rules.offline_days > 0
            else words("settings.council.never_offline"),
            words("settings.council.visit", count=hours) if hours else words("settings.council.no_visit"),
            words("settings.council.backup", count=max(rules.backup_days, 0)),
            words.choice("settings.council.lock", rules.lock.value or "any"),
        )
        for line, sentence in zip(self._lines, said, strict=True):
            line.set_text(sentence)
