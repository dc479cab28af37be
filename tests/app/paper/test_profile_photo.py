"""The photo and the purpose on a one-page profile: in every size, told in words, and never in the place of a line."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from app.paper import one_page_profile
from app.paper.look import PHOTO, PHOTO_AT_LEAST
from app.practice.papers import PagePhoto, PagePurpose, ProfilePage
from app.practice.plans import Section
from tests.app.paper.reading import read_back
from tests.app.paper.samples import SAY, many, profile

WARD = PagePurpose("p1", "r", "For the hospital")


def face(wide: int = 300, high: int = 400, shows: str = "Maggie laughing at choir.") -> PagePhoto:
    out = BytesIO()
    Image.linear_gradient("L").resize((wide, high)).convert("RGB").save(out, "JPEG", quality=88)
    return PagePhoto("f1", "r", "0" * 64, shows, out.getvalue())


def full(count: int, photo: PagePhoto | None) -> ProfilePage:
    return replace(profile(dict.fromkeys(Section, many(count))), photo=photo)


@pytest.mark.parametrize("size", [0, 14, 18, 24, 48])
def test_the_photo_stands_at_the_top_in_every_size(size: int) -> None:
    photo = face()
    read = read_back(one_page_profile(replace(profile(size=size), photo=photo, purpose=WARD), SAY).pdf)
    (seen,) = read.photos
    assert seen.page == 0
    assert (round(seen.right - seen.left), round(seen.top - seen.bottom)) == (round(PHOTO * 0.75), round(PHOTO))
    (figure,) = read.tree.all("Figure")
    assert figure.told == "Photo of Maggie: Maggie laughing at choir."
    assert [kid.tag for kid in read.tree.kids][:4] == ["H1", "P", "P", "Figure"]
    assert read.tree.kids[2].text == "For the hospital"
    assert read.title == "Maggie: what matters to me. For the hospital"


def test_the_bytes_of_the_photo_are_in_the_paper_as_they_are_kept() -> None:
    photo = face()
    page = PdfReader(BytesIO(one_page_profile(replace(profile(), photo=photo), SAY).pdf)).pages[0]
    (image,) = page.images
    assert image.data == photo.data


def test_without_what_it_shows_the_photo_is_told_by_the_name() -> None:
    read = read_back(one_page_profile(replace(profile(), photo=face(shows=" ")), SAY).pdf)
    assert read.tree.all("Figure")[0].told == "Photo of Maggie."


def test_the_photo_becomes_smaller_before_a_line_falls_off() -> None:
    """Beside the large photo nothing ever falls off; words are never smaller than asked."""
    sides = {}
    for count in range(2, 16):
        paper = one_page_profile(full(count, face(400, 400)), SAY)
        (seen,) = read_back(paper.pdf).photos
        sides.setdefault(round(seen.top - seen.bottom), []).append(bool(paper.report.did_not_fit))
        assert paper.report.text_size >= 12
    assert sides[round(PHOTO)]
    assert not any(sides[round(PHOTO)])
    assert any(sides[round(PHOTO_AT_LEAST)])


def test_a_page_without_photo_and_purpose_is_what_it_always_was() -> None:
    read = read_back(one_page_profile(profile(), SAY).pdf)
    assert not read.photos
    assert [kid.tag for kid in read.tree.kids][:3] == ["H1", "P", "H2"]
