"""The grounds a person may wish for: whatever is read on them stands out 7 to 1, and each is known by what a widget wears."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.practice.own_view import GROUNDS
from ui.theme.grounds import BY_NAME
from ui.theme.theme import Theme, apply_theme, tokens_of, wear_ground
from ui.theme.tokens import ALL_SETS, DARK, TINTS, Tokens, contrast

LAID_ON = ("paper", "surface", *TINTS)
READ = (
    ("ink", LAID_ON, 7.0),
    ("soft_ink", LAID_ON, 7.0),
    ("quiet", ("paper", "surface", "quiet_tint"), 7.0),
    ("on_quiet", ("quiet",), 7.0),
    ("attention", ("paper", "surface"), 7.0),
    ("harm", ("paper", "surface"), 7.0),
    ("agreed", ("paper", "surface"), 7.0),
    ("disabled", ("paper", "surface"), 4.5),
    ("edge", ("paper", "surface"), 3.0),
    ("focus", LAID_ON, 3.0),
)


def test_every_wish_has_its_colours() -> None:
    assert tuple(BY_NAME) == GROUNDS


@pytest.mark.parametrize("name", BY_NAME)
def test_what_is_read_stands_out(name: str) -> None:
    tokens = BY_NAME[name]
    faint = [
        f"{drawn} on {ground}: {contrast(tokens.colour(drawn), tokens.colour(ground)):.2f}"
        for drawn, grounds, least in READ
        for ground in grounds
        if contrast(tokens.colour(drawn), tokens.colour(ground)) < least
    ]
    assert faint == []


def test_no_two_sets_are_taken_for_each_other() -> None:
    every: list[Tokens] = [*ALL_SETS, *BY_NAME.values()]
    assert len({(each.hairline, each.edge) for each in every}) == len(every)


@pytest.mark.parametrize("name", BY_NAME)
def test_the_app_wears_it_over_its_own(name: str, app_theme: QApplication) -> None:
    """Everything there is and comes paints with it; a change of the app's own look waits under it, and comes when it is off."""
    holder = QWidget()
    before = QPushButton("there", holder)
    holder.show()
    wear_ground(app_theme, name)
    apply_theme(app_theme, Theme("dark"))
    after = QPushButton("came", holder)
    assert {tokens_of(each) for each in (holder, before, after)} == {BY_NAME[name]}
    wear_ground(app_theme, "")
    app_theme.processEvents()
    assert {tokens_of(each) for each in (holder, before, after)} == {DARK}
