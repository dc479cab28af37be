"""Settings of this laptop: how it looks. Each is declared once, with its default; none holds anything about a person."""

from enum import StrEnum
from pathlib import Path

import msgspec

from app.records.vault import write_whole

SETTINGS_FILE = "settings.json"
TEXT_PERCENT_LEAST = 100
TEXT_PERCENT_MOST = 300


class Ground(StrEnum):
    """Which colours the screen has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the app looks on this laptop."""

    text_percent: int = 100
    ground: Ground = Ground.SYSTEM


def read_settings(folder: Path) -> Settings:
    """The settings kept in the folder; the defaults for what is missing or cannot be understood."""
    try:
        kept = msgspec.json.decode((folder / SETTINGS_FILE).read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return Settings()
    percent = min(max(kept.text_percent, TEXT_PERCENT_LEAST), TEXT_PERCENT_MOST)
    return msgspec.structs.replace(kept, text_percent=percent)


def keep_settings(folder: Path, settings: Settings) -> None:
    """Write the settings down. Raises `StoreFull`, `StoreReadOnly`."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / SETTINGS_FILE, msgspec.json.encode(settings))
