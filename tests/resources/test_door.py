"""The one door to the data: nothing is read before it is asked for, and what is not there is said."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import resources
from app.practice.errors import NotFound

HOUSE = Path(resources.__file__).parent
WATCH = """
import json, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import resources
before = list(opened)
resources.symbols()
print(json.dumps([before, opened]))
"""


def data_among(paths: list[str]) -> list[str]:
    return [path for path in paths if Path(path).suffix in (".toml", ".svg", ".ttf", ".json", ".txt")]


def test_nothing_is_read_while_it_is_imported(tmp_path: Path) -> None:
    """The first window does not wait for guides, pictures or fonts. Nothing was read before and is kept beside its file."""
    fresh = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", WATCH], capture_output=True, text=True, check=True, cwd=HOUSE.parent, env=fresh)
    before, after = json.loads(done.stdout)
    assert data_among(before) == []
    assert [Path(path).name for path in data_among(after)] == ["symbols.toml"]


def test_guides_come_as_text_and_as_tables() -> None:
    """Both ways give the same guides in the same order, and leave none of the folder out."""
    assert [tomllib.loads(text) for _, text in resources.guide_files()] == list(resources.guides())
    assert {name for name, _ in resources.guide_files()} == {path.name for path in HOUSE.glob("guides/*.toml")}


def test_every_guide_stands_in_one_group() -> None:
    """No group names a guide that was taken away, none names one twice, and none that ships is left to the rest."""
    order = [name for _, names in resources.guide_groups() for name in names]
    assert {f"{name}.toml" for name in order} == {path.name for path in HOUSE.glob("guides/*.toml")}
    assert len(order) == len(set(order))


def test_fonts_and_icons_are_found_by_name() -> None:
    """What a screen asks for by name is the file of that name."""
    assert resources.font_path("Noto Sans", 700).name == "NotoSans-Bold.ttf"
    assert resources.font_path("Atkinson Hyperlegible Next").name == "AtkinsonHyperlegibleNext-Regular.ttf"
    assert resources.icon_svg("lock") == (HOUSE / "icons/lock.svg").read_bytes()
    assert {"star", "hand", "lock", "printer", "undo", "pause", "home", "save", "cloud-off"} <= set(resources.icon_names())


@pytest.mark.parametrize("name", resources.words_names())
def test_words_are_found_by_name(name: str) -> None:
    """Every file of words opens by the name it is listed under."""
    assert tomllib.loads(resources.words_text(name))


def test_what_is_not_there_is_said() -> None:
    """A name without a file is named back; a language without words has none."""
    for ask in (resources.icon_svg, resources.words_text, resources.schema_text, resources.symbol_svg):
        with pytest.raises(NotFound) as caught:
            ask("nothing-of-the-kind")
        assert caught.value.facts == {"what": "file", "name": "nothing-of-the-kind"}
    assert resources.words_names("xx") == ()
    assert resources.words_names("../guides") == ()
