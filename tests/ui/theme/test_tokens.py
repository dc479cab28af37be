"""The colours keep the contrast that the look of the house promises, in every set."""

import pytest

from ui.theme.tokens import ALL_SETS, DARK, GROUNDS, LEAST_CONTRAST, LIGHT, TINTS, Tokens, contrast, names

PAIRS = [(drawn, ground, least) for drawn, grounds, least in LEAST_CONTRAST for ground in grounds]


@pytest.mark.parametrize("tokens", ALL_SETS, ids=["light", "dark", "light strong", "dark strong"])
@pytest.mark.parametrize(("drawn", "ground", "least"), PAIRS)
def test_contrast_is_kept(tokens: Tokens, drawn: str, ground: str, least: float) -> None:
    """What is drawn can be told from its ground."""
    assert contrast(tokens.colour(drawn), tokens.colour(ground)) >= least


def test_soft_ink_is_as_clear_as_promised() -> None:
    """7:1 on paper, 6:1 on tints: the words that say who said it are read by people with poor sight."""
    for tokens in (LIGHT, DARK):
        assert min(contrast(tokens.soft_ink, tokens.colour(ground)) for ground in GROUNDS) >= 7
        assert min(contrast(tokens.soft_ink, tokens.colour(tint)) for tint in TINTS) >= 6


def test_contrast_is_counted_as_the_guideline_counts() -> None:
    """Black on white is 21, a colour on itself 1, and the order does not matter."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#9A4A08", "#9A4A08") == pytest.approx(1)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#FFFFFF", "#767676") == contrast("#767676", "#FFFFFF")


def test_strong_contrast_has_no_soft_ink_and_no_faint_line() -> None:
    """Who asks the system for contrast gets ink for everything that is read or that bounds a control."""
    for tokens in (LIGHT.with_strong_contrast(), DARK.with_strong_contrast()):
        assert {tokens.soft_ink, tokens.edge, tokens.hairline} == {tokens.ink}
        assert contrast(tokens.disabled, tokens.paper) >= 7


def test_every_token_is_a_colour_in_both_sets() -> None:
    """Light and dark have the same names, each a full colour."""
    for name in names():
        for tokens in (LIGHT, DARK):
            assert len(tokens.colour(name)) == 7
            int(tokens.colour(name)[1:], 16)
