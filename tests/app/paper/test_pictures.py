"""Icons turned into PDF paths."""

import re

import pytest

from app.paper.pictures import line_drawing, path_operators, rounded_box
from resources import icon_names


def ends(operators: str) -> list[tuple[float, float]]:
    """The points at which moves, lines and curves end."""
    return [(float(x), float(y)) for x, y in re.findall(r"(\S+) (\S+) [mlc](?= |$)", operators)]


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_on_board_is_drawn_inside_its_square(name: str) -> None:
    points = ends(line_drawing(name))
    assert len(points) > 1
    assert all(-0.5 <= x <= 24.5 and -0.5 <= y <= 24.5 for x, y in points)


@pytest.mark.parametrize(
    ("path", "last"),
    [
        ("M1 2L3 4", (3, 4)),
        ("m1 2 3 4 5 6", (9, 12)),
        ("M1 2h3v-4H0V0", (0, 0)),
        ("M0 0c1 1 2 2 3 3s2 2 4 4", (7, 7)),
        ("M2 12a10 10 0 0120 0", (22, 12)),
        ("M2 12a10 10 0 1 0 20 0", (22, 12)),
        ("M.5.5l-.25.25", (0.25, 0.75)),
    ],
)
def test_paths_end_where_svg_says(path: str, last: tuple[float, float]) -> None:
    assert ends(path_operators(path))[-1] == pytest.approx(last)


def test_an_arc_stays_on_its_circle() -> None:
    for large, sweep in ((0, 0), (0, 1), (1, 0), (1, 1)):
        points = ends(path_operators(f"M6 0A10 10 0 {large} {sweep} 0 8"))
        start, end = points[0], points[-1]
        assert (start, end) == (pytest.approx((6, 0)), pytest.approx((0, 8)))
        assert len(points) > (2 if large else 1)


def test_what_cannot_be_drawn_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(ValueError, match="B"):
        path_operators("M0 0B1 1")


def test_a_curve_with_one_handle_ends_where_it_should() -> None:
    """The next one goes on smoothly: its handle is the mirrored last."""
    assert path_operators("M0 0Q3 3 6 0T12 0") == "0.000 0.000 m 2.000 2.000 4.000 2.000 6.000 0.000 c " + (
        "8.000 -2.000 10.000 -2.000 12.000 0.000 c"
    )


def test_a_round_box_keeps_inside_its_corners() -> None:
    points = ends(rounded_box(10, 20, 100, 50, 9))
    assert min(x for x, _ in points) == 10
    assert max(x for x, _ in points) == 110
    assert min(y for _, y in points) == 20
    assert max(y for _, y in points) == 70
