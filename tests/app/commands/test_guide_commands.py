"""Guides from the command line: checked, published, listed, withdrawn; a mistake is named and ends with 2."""

from pathlib import Path

import pytest

import resources
from app.__main__ import main

SHIPPED = dict(resources.guide_files())["people-like.toml"]


@pytest.fixture
def council(tmp_path: Path) -> list[str]:
    (tmp_path / "password").write_text("four blue cups\n")
    begun = ["begin", "Elmbridge Vale Council", "--administrator", "Ruth Adeyemi", "--sign-in", "ruth"]
    data = ["--data", str(tmp_path / "data")]
    assert main(["council", *begun, "--password-file", str(tmp_path / "password"), *data]) == 0
    return data


def file_of(folder: Path, text: str, name: str = "people-like.toml") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_a_guide_that_can_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said in one line for each file; what to look at again names file, line and place, and is no failure."""
    good = file_of(tmp_path, SHIPPED)
    trade = file_of(tmp_path, SHIPPED.replace("What are you good at?", "What are your goals?"), "trade.toml")
    assert main(["guide", "check", good, trade]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{good} can be used: People like, version 1, 6 questions.",
        f"{trade} can be used: People like, version 1, 6 questions.",
        f"{trade}, line 45, prompt 3 (good-at), easy: 'goals' is a word of the trade: what you want",
    ]


@pytest.mark.parametrize(
    ("was", "written", "named"),
    [
        ('feeds = "admire"', 'feeds = "money"', ("line 28", "prompt 1 (proud), feeds", "nothing called 'money' to feed")),
        (
            'picture = "gift"',
            'picture = "gif"',
            ("line 37", "prompt 2 (thanked), picture", "no picture is called 'gif'; there are gift"),
        ),
        ('shape = "list"', 'shape = "cube"', ("line 7", "shape", "no such shape as 'cube'")),
        ('name = "People like"', 'name = "People like', ("line 5", "not written as TOML")),
        ("version = 1", "version = 1\nform = 9", ("line 4", "form", "written in form 9")),
    ],
)
def test_a_mistake_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], was: str, written: str, named: tuple[str, ...]
) -> None:
    """File, line, place, and what; it ends with 2."""
    assert was in SHIPPED
    wrong = file_of(tmp_path, SHIPPED.replace(was, written, 1))
    assert main(["guide", "check", wrong]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert all(each in told.err for each in (wrong, *named)), told.err


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both are said in words."""
    (tmp_path / "odd.toml").write_bytes(b'id = "tea"\nname = "\xff"\n')
    assert main(["guide", "check", str(tmp_path / "odd.toml")]) == 2
    assert "line 2" in capsys.readouterr().err
    assert main(["guide", "check", str(tmp_path / "none.toml")]) == 2
    assert "none.toml" in capsys.readouterr().err


def test_published_listed_and_withdrawn(tmp_path: Path, capsys: pytest.CaptureFixture[str], council: list[str]) -> None:
    """The list says what ships, what was published, and what was withdrawn."""
    second = file_of(tmp_path, SHIPPED.replace("version = 1\n", "version = 2\n"))
    assert main(["council", "publish-guide", second, *council]) == 0
    assert "People like, version 2, is published." in capsys.readouterr().out
    assert main(["council", "guides", *council]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert "people-like\t2\tPeople like\tpublished" in listed
    assert "my-people\t1\tMy people\tships with the app" in listed
    assert len(listed) == len(resources.guide_files())
    assert main(["council", "publish-guide", file_of(tmp_path, SHIPPED), *council]) == 2
    assert "version 2 is there already" in capsys.readouterr().err
    assert main(["council", "withdraw-guide", "people-like", *council]) == 0
    capsys.readouterr()
    assert main(["council", "guides", *council]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert "people-like\t2\tPeople like\twithdrawn" in listed
    assert "people-like\t1\tPeople like\tships with the app" in listed
    assert main(["council", "withdraw-guide", "coffee", *council]) == 2
