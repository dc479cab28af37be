"""Settings of this laptop: how it looks, and where more typefaces lie. Each is declared once, with its default; none holds
anything about a person.

The first window waits for this, so it needs nothing but Python's own library.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.records.files import write_whole

SETTINGS_FILE, FONTS_FOLDER, PICTURES_FOLDER = "settings.json", "fonts", "pictures"
TEXT_PERCENT_LEAST = 100
TEXT_PERCENT_MOST = 300


class Ground(StrEnum):
    """Which colours the screen has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the app looks on this laptop."""

    text_percent: int = 100
    ground: Ground = Ground.SYSTEM
    fonts: str = ""
    """The folder in which typefaces of the council's own lie, for paper. Empty: `fonts` beside the settings."""
    pictures: str = ""
    """The folder in which sets of pictures of the council's own lie, for easy read. Empty: `pictures` beside the settings."""

    def but(self, **changed: Any) -> "Settings":
        """These settings with other values in some places."""
        return replace(self, **changed)


def fonts_folder(folder: Path, settings: Settings) -> Path:
    """Where typefaces of the council's own lie."""
    return Path(settings.fonts).expanduser() if settings.fonts else folder / FONTS_FOLDER


def pictures_folder(folder: Path, settings: Settings) -> Path:
    """Where sets of pictures of the council's own lie."""
    return Path(settings.pictures).expanduser() if settings.pictures else folder / PICTURES_FOLDER


def read_settings(folder: Path) -> Settings:
    """The settings kept in the folder; the defaults where there are none or they cannot be understood."""
    try:
        kept = (folder / SETTINGS_FILE).read_bytes()
    except OSError:
        return Settings()
    import json

    try:
        return _understood(json.loads(kept))
    except (ValueError, TypeError, RecursionError):
        return Settings()


def keep_settings(folder: Path, settings: Settings) -> None:
    """Write down what differs from the defaults. Raises `StoreFull`, `StoreReadOnly`."""
    import json

    usual = Settings()
    chosen = {name: value for name, value in vars(settings).items() if value != getattr(usual, name)}
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / SETTINGS_FILE, json.dumps(chosen, separators=(",", ":")).encode())


def _understood(table: Any) -> Settings:
    """Raises `ValueError` or `TypeError` for what is no settings; names it does not know it passes by."""
    if not isinstance(table, dict):
        raise TypeError(type(table))
    percent = table.get("text_percent", 100)
    if type(percent) is not int:
        raise TypeError(type(percent))
    percent = min(max(percent, TEXT_PERCENT_LEAST), TEXT_PERCENT_MOST)
    fonts, pictures = table.get("fonts", ""), table.get("pictures", "")
    for each in (fonts, pictures):
        if not isinstance(each, str) or "\0" in each:
            raise TypeError(type(each))
    ground = Ground(table.get("ground", Ground.SYSTEM))
    return Settings(text_percent=percent, ground=ground, fonts=fonts, pictures=pictures)
