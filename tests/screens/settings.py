"""A picture of the settings."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from tests.studio import Studio
from ui.settings.settings_screen import SettingsScreen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Settings before a short code was chosen."""
    desk = studio.desk()
    screen = SettingsScreen(
        desk, studio.work, studio.words, percent=100, ground="system", change_passphrase=lambda _old, _new: None
    )
    screen.reload()
    yield "settings", screen
