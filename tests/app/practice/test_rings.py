"""The drawing of a circle, whoever is in it: nothing lies over anything, everybody is where they belong, and it stays so."""

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.practice.people import Sector
from app.practice.rings import RINGS, ROUND, WAYS, Box, Drawing, Standing, beside, drawing, how_far, outline, stepped

ROOM = (840.0, 640.0)
MIDDLE = 48.0
CORNER = (120.0, 26.0)


def sizes(words: float, lines: int) -> tuple[tuple[float, float], ...]:
    """As the screen measures a name: face over words, beside words, and closer."""
    narrow = min(words, 90.0)
    return (max(words, 48.0), 50.0 + 18 * lines), (42 + words, 44.0), (34 + narrow, 44.0)


people = st.builds(
    lambda number, ring, sector, words, lines: Standing(
        f"{number:08x}", f"name {number % 97}", ring, sector, sizes(words, lines)
    ),
    st.integers(0, 2**32 - 1),
    st.sampled_from(RINGS),
    st.sampled_from(ROUND),
    st.floats(12, 130),
    st.sampled_from((1, 2)),
)
circles = st.lists(people, max_size=60, unique_by=lambda each: each.record)
crowds = st.lists(people, min_size=40, max_size=60, unique_by=lambda each: each.record).map(
    lambda crowd: [each._replace(ring=crowd[0].ring, sector=crowd[0].sector) for each in crowd]
)
rooms = st.tuples(st.floats(60, 1600), st.floats(60, 1000))


def drawn(standing: list[Standing], room: tuple[float, float] = ROOM) -> Drawing:
    return drawing(standing, room, MIDDLE, CORNER)


def edge_of(box: Box, points: int = 12) -> list[tuple[float, float]]:
    """Points all along the edge of a box."""
    shares = [number / points for number in range(points + 1)]
    level = [(box.x + share * box.width, y) for share in shares for y in (box.y, box.y + box.height)]
    upright = [(x, box.y + share * box.height) for share in shares for x in (box.x, box.x + box.width)]
    return level + upright


def check(made: Drawing, standing: list[Standing]) -> None:
    """Everything that must hold of any drawing."""
    known = {each.record: each for each in standing}
    assert set(made.places) | set(made.elsewhere) == set(known)
    assert not set(made.places) & set(made.elsewhere)
    placed = list(made.places.items())
    for number, (record, box) in enumerate(placed):
        one = known[record]
        assert (box.width, box.height) == one.sizes[made.dress]
        inner, outer = made.shares[one.ring - 1], made.shares[one.ring]
        for x, y in edge_of(box):
            across, down = x - made.centre[0], y - made.centre[1]
            assert inner <= how_far(across / made.across, down / made.down) <= outer, "it lies over the line of a ring"
            assert across * WAYS[one.sector][0] > 0, "it lies in another sector"
            assert down * WAYS[one.sector][1] > 0, "it lies in another sector"
        assert made.cell_at(*box.centre) == (one.ring, one.sector)
        assert not any(box.touches(other) for _, other in placed[number + 1 :])


@settings(max_examples=60, deadline=None)
@given(circles, rooms)
def test_nothing_overlaps_and_everybody_is_where_they_belong(standing: list[Standing], room: tuple[float, float]) -> None:
    check(drawn(standing, room), standing)


@settings(max_examples=5, deadline=None)
@given(crowds)
def test_a_crowd_in_one_place_is_drawn_or_told_to_be_elsewhere(standing: list[Standing]) -> None:
    made = drawn(standing)
    check(made, standing)
    assert made.places


@settings(max_examples=40, deadline=None)
@given(circles, st.randoms(use_true_random=False))
def test_the_same_circle_draws_the_same(standing: list[Standing], chance: object) -> None:
    shuffled = list(standing)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert drawn(standing) == drawn(shuffled)


@settings(max_examples=60, deadline=None)
@given(st.lists(people, min_size=2, max_size=40, unique_by=lambda each: each.record), st.integers(1, 3), st.sampled_from(ROUND))
def test_moving_one_name_moves_nobody_in_other_places(standing: list[Standing], ring: int, sector: Sector) -> None:
    """While the drawing keeps its size, only those beside whom somebody comes or goes make room."""
    moved = [standing[0]._replace(ring=ring, sector=sector), *standing[1:]]
    before, after = drawn(standing), drawn(moved)
    if (before.shares, before.dress, before.width) != (after.shares, after.dress, after.width):
        return
    near = {(standing[0].ring, standing[0].sector), (ring, sector)}
    for each in standing[1:]:
        if (each.ring, each.sector) not in near and each.record in before.places:
            assert after.places[each.record] == before.places[each.record]


def spread_out(count: int, seed: int = 0) -> list[Standing]:
    """So many people, the same number in every cell as far as that goes."""
    found = []
    for number in range(count):
        cell = (number * 5 + seed) % 12
        words = 40.0 + (number * 37 + seed * 11) % 70
        found.append(Standing(f"{number:08x}", f"{number:03}", RINGS[cell % 3], ROUND[cell // 3], sizes(words, 1 + number % 2)))
    return found


@pytest.mark.parametrize("count", [1, 3, 7, 12])
def test_few_people_need_no_more_room_than_there_is(count: int) -> None:
    made = drawn(spread_out(count))
    assert not made.elsewhere
    assert made.width <= ROOM[0]
    assert made.height <= ROOM[1]


@pytest.mark.parametrize("seed", range(6))
def test_sixty_people_all_have_a_place(seed: int) -> None:
    """Nobody is left to the list, and the drawing is less than twice its room each way."""
    made = drawn(spread_out(60, seed))
    assert not made.elsewhere
    assert made.width < 2 * ROOM[0]


@pytest.mark.parametrize("count", [7, 15, 30, 60])
def test_moving_one_name_moves_the_others_little(count: int) -> None:
    """Over all moves that keep the size of the drawing, nine names in ten stay within the width of a name."""
    standing, ways = spread_out(count), []
    before = drawn(standing)
    for number, each in enumerate(standing):
        ring, sector = stepped(each.ring, each.sector, 0, 1)
        after = drawn([*standing[:number], each._replace(ring=ring, sector=sector), *standing[number + 1 :]])
        if (after.shares, after.width, after.dress) == (before.shares, before.width, before.dress):
            for record, box in before.places.items():
                if record != each.record:
                    (x, y), (u, v) = box.centre, after.places[record].centre
                    ways.append(hypot(x - u, y - v))
    ways.sort()
    assert ways
    assert ways[len(ways) * 9 // 10] < 110


def test_nobody_is_drawn_as_rings_alone() -> None:
    made = drawn([])
    assert made.places == {}
    assert made.shares[3] == 1.0


def test_names_of_sectors_have_the_corners() -> None:
    """No ring runs through the name of a sector."""
    made = drawing([], (600, 400), 40, (190, 60))
    for across, down in outline(1.0):
        x, y = made.centre[0] + across * made.across, made.centre[1] + down * made.down
        assert not (min(x, made.width - x) < 190 and min(y, made.height - y) < 60)


def test_a_point_is_in_a_ring_and_a_sector() -> None:
    made = drawn([])
    for ring in RINGS:
        for sector in ROUND:
            assert made.cell_at(*made.middle_of(ring, sector)) == (ring, sector)
    assert made.cell_at(1, 1) is None
    assert made.cell_at(*made.centre) is not None


def test_stepping_by_keys() -> None:
    """Further than the furthest and closer than the closest is nowhere; sectors go round."""
    assert stepped(1, Sector.FAMILY, 1, 0) == (1, Sector.FAMILY)
    assert stepped(3, Sector.FAMILY, -1, 0) == (3, Sector.FAMILY)
    assert stepped(2, Sector.FAMILY, 1, 1) == (1, Sector.FRIENDS)
    assert stepped(2, Sector.FAMILY, 0, -1) == (2, Sector.NEIGHBOURS)


@settings(max_examples=30, deadline=None)
@given(st.lists(people, min_size=1, max_size=40, unique_by=lambda each: each.record))
def test_arrows_go_to_somebody_in_that_direction(standing: list[Standing]) -> None:
    places = drawn(standing).places
    for record, box in places.items():
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            other = beside(places, record, across, down)
            if other != record:
                there = places[other].centre
                assert (there[0] - box.centre[0]) * across + (there[1] - box.centre[1]) * down > 0
