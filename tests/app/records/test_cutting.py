"""Cutting a photo: whatever part of whatever photo is chosen, what is kept is a photo as it is kept, of that part."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.practice.errors import PhotoMistake
from app.practice.photos import PORTRAIT_LIMITS, Cut
from app.records.images import check_kept, cut_out, taken_in
from tests.pictures import photo

edges = (
    st.tuples(st.integers(0, 999), st.integers(1, 1000))
    .map(lambda pair: (min(pair), max(pair)))
    .filter(lambda pair: pair[0] < pair[1])
)


@settings(max_examples=60)
@given(st.integers(1, 300), st.integers(1, 300), edges, edges, st.integers(0, 7))
def test_any_part_of_any_photo(wide: int, high: int, across: tuple[int, int], down: tuple[int, int], turns: int) -> None:
    out = io.BytesIO()
    Image.new("RGB", (wide, high), "teal").save(out, "JPEG")
    cut = Cut(across[0], down[0], across[1], down[1], turns)
    made = cut_out(taken_in(out.getvalue()).data, cut)
    check_kept(made.data, made.hash, limits=PORTRAIT_LIMITS)
    turned = (high, wide) if turns % 2 else (wide, high)
    size = Image.open(io.BytesIO(made.data)).size
    for kept, whole, (start, end) in zip(size, turned, (across, down), strict=True):
        assert abs(kept - whole * (end - start) / 1000) <= 1


def test_the_same_part_is_the_same_photo_and_four_turns_are_none() -> None:
    whole = photo(1, 120).data
    assert cut_out(whole, Cut(0, 0, 500, 500)) == cut_out(whole, Cut(0, 0, 500, 500))
    assert cut_out(whole, Cut(turns=4)) == cut_out(whole, Cut())


@pytest.mark.parametrize("cut", [Cut(500, 0, 500, 1000), Cut(-1, 0, 10, 10), Cut(0, 0, 1001, 10), Cut(0, 900, 10, 100)])
def test_what_is_no_part_is_refused(cut: Cut) -> None:
    with pytest.raises(PhotoMistake):
        cut_out(photo(1).data, cut)


def test_what_is_no_photo_is_refused() -> None:
    with pytest.raises(PhotoMistake):
        cut_out(b"\xff\xd8 no photo", Cut())
