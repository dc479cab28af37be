"""Settings of a laptop: kept, read back, and never in the way of opening."""

import json
from pathlib import Path

import pytest

from app.practice.errors import StoreReadOnly
from app.settings import SETTINGS_FILE, Ground, Settings, keep_settings, pictures_folder, read_settings


def test_none_kept_are_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "nothing here") == Settings(text_percent=100, ground=Ground.SYSTEM)


@pytest.mark.parametrize("ground", list(Ground))
@pytest.mark.parametrize("percent", [100, 150, 300])
def test_they_read_back_as_they_were_kept(tmp_path: Path, percent: int, ground: Ground) -> None:
    kept = Settings(text_percent=percent, ground=ground)
    keep_settings(tmp_path / "new", kept)
    assert read_settings(tmp_path / "new") == kept


def test_only_what_differs_from_the_defaults_is_written(tmp_path: Path) -> None:
    keep_settings(tmp_path, Settings(ground=Ground.DARK))
    assert json.loads((tmp_path / SETTINGS_FILE).read_text()) == {"ground": "dark"}
    keep_settings(tmp_path, Settings())
    assert json.loads((tmp_path / SETTINGS_FILE).read_text()) == {}


@pytest.mark.parametrize(("written", "read"), [(20, 100), (99, 100), (175, 175), (301, 300), (10_000, 300)])
def test_text_keeps_within_its_bounds(tmp_path: Path, written: int, read: int) -> None:
    (tmp_path / SETTINGS_FILE).write_text(json.dumps({"text_percent": written, "later": "than this version"}))
    assert read_settings(tmp_path).text_percent == read


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"text_percent": "150"}',
        b'{"text_percent": true}',
        b'{"text_percent": 150.0}',
        b'{"ground": "purple"}',
        b'{"ground": ["dark"]}',
        b'{"pictures": 1}',
        b'{"pictures": "a\\u0000b"}',
        b"[" * 100_000,
    ],
)
def test_what_cannot_be_understood_is_passed_by(tmp_path: Path, written: bytes) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes(written)
    assert read_settings(tmp_path) == Settings()


def test_pictures_lie_beside_the_settings_or_where_it_is_said(tmp_path: Path) -> None:
    assert pictures_folder(tmp_path, Settings()) == tmp_path / "pictures"
    keep_settings(tmp_path, Settings(pictures="/srv/pictures"))
    assert pictures_folder(tmp_path, read_settings(tmp_path)) == Path("/srv/pictures")


def test_a_folder_that_refuses_says_so(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).mkdir()
    with pytest.raises(StoreReadOnly):
        keep_settings(tmp_path, Settings(text_percent=200))
    assert read_settings(tmp_path) == Settings()
