"""Every paper is in the catalogue, with a name and what it is for; a new one is found by being there."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

import app.paper
from app.paper.catalogue import Listed, Takes, paper_listed, papers
from app.practice.plans import PaperKind
from resources import sheet_rules
from tests.app.paper.samples import SAY

NAMES = ("one-page-profile", "about-me", "actions", "plan-copy", "circle", "letter", "questions", "budget-sheet")


def test_every_paper_is_listed_once_and_says_what_it_is_for() -> None:
    assert {each.name for each in papers()} == set(NAMES)
    assert len({each.place for each in papers()}) == len(papers())
    for each in papers():
        assert SAY.say(f"papers.{each.name}.name")
        assert SAY.say(f"papers.{each.name}.for").endswith(".")


def test_what_carries_words_is_left_as_a_version_and_the_rest_is_not() -> None:
    frozen = {each.name for each in papers() if each.frozen}
    assert frozen == {*(kind.value for kind in PaperKind), *(rule["name"] for rule in sheet_rules())}
    assert {each.name for each in papers() if each.blank} == {"questions", "budget-sheet"}
    assert paper_listed("circle").only_asked


def test_a_paper_that_is_not_there_is_no_paper() -> None:
    with pytest.raises(KeyError):
        paper_listed("menu")


def test_a_new_paper_is_one_file(tmp_path: Path) -> None:
    """A file that stands beside the others and says what it is with PAPER is in the list, and nothing else was touched."""
    (tmp_path / "shopping_list.py").write_text(
        '"""A shopping list."""\n'
        "from app.paper.catalogue import Listed, Takes\n"
        "from app.paper.budget_sheet import budget_sheet\n"
        'PAPER = Listed("shopping-list", Takes.NOTHING, budget_sheet, place=90)\n'
    )
    app.paper.__path__.append(str(tmp_path))
    papers.cache_clear()
    try:
        found = paper_listed("shopping-list")
        assert isinstance(found, Listed)
        assert found.takes is Takes.NOTHING
        assert papers()[-1] is found
    finally:
        app.paper.__path__.remove(str(tmp_path))
        sys.modules.pop("app.paper.shopping_list", ModuleType("none"))
        papers.cache_clear()
    assert {each.name for each in papers()} == set(NAMES)
