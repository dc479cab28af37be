"""The grounds a person may wish for: whatever is read on them stands out 7 to 1, and each is known by what a widget wears."""

import pytest
from PySide6.QtWidgets import QWidget

from app.practice.own_view import GROUNDS
from ui.theme.grounds import BY_NAME
from ui.theme.theme import Theme, tokens_of
from ui.theme.tokens import ALL_SETS, TINTS, Tokens, contrast

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
def test_a_part_of_the_window_can_wear_its_own(name: str, app_theme: object) -> None:
    """And all that is in it paints with them, whatever the app wears."""
    part = QWidget()
    inside = QWidget(part)
    theme = Theme(ground=name)
    part.setPalette(theme.palette())
    part.setStyleSheet(theme.stylesheet())
    assert theme.tokens == BY_NAME[name]
    assert tokens_of(inside) == BY_NAME[name]
    assert tokens_of(QWidget()) != BY_NAME[name]
