"""The page on writing a guide is true: its example can be used, its tables are those of the code."""

import re
from pathlib import Path

import pytest

import resources
from app.__main__ import main
from app.commands.menu import parser
from app.practice.guide_files import read_guide
from app.practice.guides import COLUMNS, FEEDS, ROWED
from tests.reading import hard_in

PAGE = (Path(resources.__file__).parent / "guides" / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_passes_the_checker(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As it stands on the page, without a word of advice, and readable at nine."""
    assert EXAMPLE is not None
    file = tmp_path / "allotment.toml"
    file.write_text(EXAMPLE[1], encoding="utf-8")
    assert main(["guide", "check", str(file)]) == 0
    assert capsys.readouterr().out == f"{file} can be used: My allotment, version 1, 3 questions.\n"
    assert hard_in(read_guide(EXAMPLE[1], "allotment.toml")) == []


def test_the_table_of_shapes_is_that_of_the_code() -> None:
    """Every shape with its columns in order, and which stand in rows."""
    table = PAGE[PAGE.index("<!-- shapes -->") : PAGE.index("<!-- /shapes -->")]
    rows = re.findall(r"^\| `(\w+)`(, in rows)? \| (.*) \|$", table, re.MULTILINE)
    assert [(shape, tuple(columns.split(", "))) for shape, _, columns in rows] == list(COLUMNS.items())
    assert {shape for shape, in_rows, _ in rows if in_rows} == ROWED


def test_what_the_page_names_is_there() -> None:
    """Every command with its options, every key it explains, everything an answer may feed."""
    for line in re.findall(r"^kitchen-table (.*?)(?:\s+#.*)?$", PAGE, re.MULTILINE):
        assert parser().parse_args(line.split()).run.startswith("guides.")
    assert {f"`{name}`" for name in FEEDS if name} <= set(re.findall(r"`\w+`", PAGE))
