"""Blocks flowing over pages."""

from app.paper.flow import Block, Row, Side, aired, flow, length
from app.paper.look import Panel

ROW = 10.0


def block(rows: int, above: float = 0, **more: object) -> Block:
    return Block(tuple(Row(ROW) for _ in range(rows)), above, **more)


def counts(sides: list[Side]) -> list[int]:
    return [len(side.rows) for side in sides]


def test_what_fits_stays_on_one_page() -> None:
    (side,) = flow([block(3), block(2, above=5)], 100)
    assert [y for y, _ in side.rows] == [0, 10, 20, 35, 45]


def test_a_block_that_does_not_fit_goes_whole_to_the_next_page_without_the_space_above() -> None:
    first, second = flow([block(8), block(3, above=5)], 100)
    assert len(first.rows) == 8
    assert [y for y, _ in second.rows] == [0, 10, 20]


def test_a_heading_goes_with_what_it_heads() -> None:
    assert counts(flow([block(8), block(1, stays=True), block(3)], 100)) == [8, 4]


def test_blocks_kept_together_part_only_if_no_page_can_hold_them() -> None:
    assert counts(flow([block(6), block(3, together=True), block(3)], 100)) == [6, 6]
    assert counts(flow([block(6), block(6, together=True), block(6)], 100)) == [6, 6, 6]


def test_a_block_longer_than_a_page_leaves_two_rows_on_each_side() -> None:
    assert counts(flow([block(5), block(11)], 100)) == [10, 6]
    assert counts(flow([block(9), block(12)], 100)) == [9, 10, 2]
    assert counts(flow([block(21)], 100)) == [10, 9, 2]


def test_the_heading_stands_again_where_a_part_goes_on() -> None:
    again = (Row(ROW), Row(ROW))
    first, second = flow([block(9), block(4, again=again)], 100)
    assert (len(first.rows), len(second.rows)) == (9, 6)


def test_a_box_is_drawn_behind_its_rows_on_each_page() -> None:
    panel = Panel("#FFFFFF", "#000000", "star", pad=4)
    first, second = flow([block(2), block(5, above=6, panel=panel), block(5, above=2, panel=panel), block(1)], 100)
    assert [(top, bottom) for top, bottom, _ in first.grounds] == [(26, 84)]
    assert [(top, bottom) for top, bottom, _ in second.grounds] == [(0, 58)]
    assert [y for y, _ in second.rows] == [4, 14, 24, 34, 44, 58]


def test_no_box_is_drawn_where_none_of_its_rows_stand() -> None:
    panel = Panel("#FFFFFF", "#000000", "star", pad=4)
    sides = flow([block(8), block(12, stays=True, panel=panel), block(12, panel=panel)], 100)
    assert [len(side.grounds) for side in sides] == [0 if number == 0 else 1 for number in range(len(sides))]


def test_nothing_stands_below_the_end_of_the_page() -> None:
    panel = Panel("#FFFFFF", "#000000", "star", pad=7)
    blocks = [block(1 + number * 5 % 13, above=3, panel=panel if number % 3 else None) for number in range(40)]
    sides = flow(blocks, 97)
    assert sum(counts(sides)) == sum(len(each.rows) for each in blocks)
    for side in sides:
        assert max(y + row.height for y, row in side.rows) <= 97
        assert all(bottom <= 97 for _, bottom, _ in side.grounds)


def test_the_length_is_what_one_endless_page_would_take() -> None:
    panel = Panel("#FFFFFF", "#000000", "star", pad=4)
    blocks = [block(2), block(5, above=6, panel=panel), block(1, above=2)]
    for air in (0.5, 1.0, 1.7):
        (side,) = flow(aired(blocks, air), 10_000)
        assert length(blocks).with_air(air) == side.filled
