"""What the council has set for its laptops, to be read and not to be changed here."""

from PySide6.QtWidgets import QWidget

from app.practice.rules import MOST_VISIT_HOURS, LaptopRules
from ui.widgets.layout import Card
from ui.widgets.passage import Passage
from ui.words import Words


class CouncilRulesCard(Card):
    """One sentence for each rule, the defaults among them."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("settings.council.title"), parent)
        self._words = words
        self._lines = tuple(Passage("") for _ in range(4))
        self.body.setSpacing(12)
        self.add(Passage(words("settings.council.lead"), tone="soft"))
        for line in self._lines:
            self.add(line)

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
