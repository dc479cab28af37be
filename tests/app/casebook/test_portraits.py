"""The photo a person chose: cut, turned upright, bare of everything but the picture; withdrawn, and put back."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.casebook.carrying import export_person, import_record
from app.casebook.desk import Desk
from app.casebook.history import history_of
from app.casebook.joining import join, take_back
from app.casebook.leaving import content_as_left
from app.casebook.people import add_person
from app.casebook.photographs import keep_photo
from app.casebook.portable import FileView, read_record, written_record
from app.casebook.portraits import (
    ChosenApart,
    PortraitNow,
    choose_portrait,
    keep_portrait,
    look_at,
    portrait_of,
    undo_portrait,
    withdraw_portrait,
)
from app.casebook.profile import profile_page
from app.casebook.settling import unsettled
from app.casebook.visits import begin_visit, end_visit, plan_visit
from app.practice.errors import AnotherVisitUnderWay, PhotoMistake
from app.practice.people import Person, Role, Speaker
from app.practice.photos import PORTRAIT_LIMITS, Cut, photo_name
from app.practice.plans import PaperKind
from app.practice.telling import Deed
from app.practice.visits import Permission
from app.records.images import Photo, check_kept, cut_out
from tests.desks import carry
from tests.pictures import png

MAGGIE = Person(name="Margaret Okafor", known_as="Maggie")
HER = Speaker(role=Role.PERSON, name="Maggie")
TELLTALES = (b"Exif", b"GPS", b"Nokia", b"51.4", b"xmp", b"Photoshop", b"ICC_PROFILE", b"iCC", b"Elm Road", b"tEXt", b"Adobe")


def telling_jpeg() -> bytes:
    """A photo lying on its side, 300 by 200 as it is stored, red above and blue below once upright, that tells everything."""
    upright = Image.new("RGB", (200, 300), "blue")
    upright.paste("red", (0, 0, 200, 150))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Nokia"
    exif[0x9286] = "Elm Road"
    exif.get_ifd(0x8825)[2] = (51.4, 2.5, 0.0)
    out = io.BytesIO()
    lying = upright.transpose(Image.Transpose.ROTATE_90)
    lying.save(
        out,
        "JPEG",
        quality=95,
        exif=exif,
        comment=b"12 Elm Road",
        icc_profile=b"ICC_PROFILE" * 40,
        xmp=b"<x:xmpmeta>xmp</x:xmpmeta>",
    )
    return out.getvalue()


def telling_png() -> bytes:
    notes = PngInfo()
    notes.add_text("Comment", "12 Elm Road")
    notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>xmp</x:xmpmeta>")
    out = io.BytesIO()
    Image.new("RGB", (120, 160), "green").save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def chosen(desk: Desk, person: str, seed: int = 1) -> PortraitNow:
    choose_portrait(desk, person, look_at(png(seed, 90)), Cut(), shows="Maggie laughing.", chosen_by=HER)
    now = portrait_of(desk, person)
    assert now is not None
    return now


@pytest.mark.parametrize("file", [telling_jpeg(), telling_png()], ids=["jpeg", "png"])
def test_nothing_but_the_picture_is_in_the_stored_bytes(desk: Desk, file: bytes) -> None:
    """No place, no camera, no comment, no profile: looked for in the bytes themselves."""
    maggie = add_person(desk, MAGGIE).made
    assert any(each in file for each in TELLTALES)
    choose_portrait(desk, maggie, look_at(file), Cut(), shows="", chosen_by=HER)
    now = portrait_of(desk, maggie)
    assert now is not None
    assert not [each for each in TELLTALES if each.lower() in now.data.lower()]
    check_kept(now.data, now.body.hash, limits=PORTRAIT_LIMITS)
    kept = Image.open(io.BytesIO(now.data))
    assert not kept.getexif()
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_it_is_turned_upright_and_cut_where_somebody_cut_it(desk: Desk) -> None:
    maggie = add_person(desk, MAGGIE).made
    looked = look_at(telling_jpeg())
    assert Image.open(io.BytesIO(looked)).size == (200, 300)
    choose_portrait(desk, maggie, looked, Cut(0, 0, 1000, 400), shows="", chosen_by=HER)
    now = portrait_of(desk, maggie)
    assert now is not None
    upper = Image.open(io.BytesIO(now.data))
    assert upper.size == (200, 120)
    assert _colour(upper, 100, 110) == "red"
    choose_portrait(desk, maggie, looked, Cut(0, 0, 1000, 400, turns=2), shows="", chosen_by=HER)
    again = portrait_of(desk, maggie)
    assert again is not None
    assert _colour(Image.open(io.BytesIO(again.data)), 100, 60) == "blue"


def test_it_is_made_small_enough(desk: Desk) -> None:
    maggie = add_person(desk, MAGGIE).made
    choose_portrait(desk, maggie, look_at(png(3, 800)), Cut(0, 0, 1000, 750), shows="", chosen_by=HER)
    now = portrait_of(desk, maggie)
    assert now is not None
    assert max(Image.open(io.BytesIO(now.data)).size) == PORTRAIT_LIMITS.kept_side
    assert len(now.data) <= PORTRAIT_LIMITS.kept_bytes


@pytest.mark.parametrize("file", [b"", b"no photo", telling_jpeg()[:900], b"GIF89a" + bytes(40)])
def test_what_is_no_photo_is_refused_in_words_and_changes_nothing(desk: Desk, file: bytes) -> None:
    maggie = add_person(desk, MAGGIE).made
    with pytest.raises(PhotoMistake):
        choose_portrait(desk, maggie, look_at(file, "letter.jpg"), Cut(), shows="", chosen_by=HER)
    assert portrait_of(desk, maggie) is None


def test_who_chose_it_and_when_is_known_and_its_history_is_told(desk: Desk) -> None:
    maggie = add_person(desk, MAGGIE).made
    now = chosen(desk, maggie)
    assert (now.body.chosen_by, now.body.shows) == (HER, "Maggie laughing.")
    withdraw_portrait(desk, maggie)
    told = [line.deed for line in history_of(desk, now.record)]
    assert told == [Deed.WROTE, Deed.LEFT_OUT]


def test_a_withdrawn_photo_is_on_no_screen_and_no_paper(desk: Desk) -> None:
    maggie = add_person(desk, MAGGIE).made
    now = chosen(desk, maggie)
    photo = profile_page(desk, maggie).photo
    assert photo is not None
    assert photo.data == now.data
    gone = withdraw_portrait(desk, maggie)
    assert portrait_of(desk, maggie) is None
    assert profile_page(desk, maggie).photo is None
    undo_portrait(desk, gone)
    back = portrait_of(desk, maggie)
    assert back is not None
    assert back.data == now.data


def test_undoing_puts_back_what_stood_before(desk: Desk) -> None:
    maggie = add_person(desk, MAGGIE).made
    first = chosen(desk, maggie, 1)
    done = choose_portrait(desk, maggie, look_at(png(2, 90)), Cut(), shows="At choir.", chosen_by=HER)
    undone = undo_portrait(desk, done)
    now = portrait_of(desk, maggie)
    assert now is not None
    assert now.data == first.data
    undo_portrait(desk, undone)
    again = portrait_of(desk, maggie)
    assert again is not None
    assert again.body.shows == "At choir."


def test_a_photo_withdrawn_in_the_visit_that_took_it_is_gone_altogether(desk: Desk) -> None:
    maggie = add_person(desk, MAGGIE).made
    visit = plan_visit(desk, maggie).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    now = chosen(desk, maggie)
    gone = withdraw_portrait(desk, maggie)
    with desk.book.view() as view:
        assert not view.revisions(now.record)
    undo_portrait(desk, gone)
    assert portrait_of(desk, maggie) is not None
    end_visit(desk, visit)
    withdraw_portrait(desk, maggie)
    with desk.book.view() as view:
        assert len(view.revisions(now.record)) > 1


def test_nobody_elses_photo_is_seen_in_a_visit(desk: Desk) -> None:
    maggie, ann = add_person(desk, MAGGIE).made, add_person(desk, Person(name="Ann")).made
    chosen(desk, maggie)
    begin_visit(desk, plan_visit(desk, ann).made, permission=Permission(given=True), present=(), topics=())
    with pytest.raises(AnotherVisitUnderWay):
        portrait_of(desk, maggie)
    with pytest.raises(AnotherVisitUnderWay):
        choose_portrait(desk, maggie, look_at(png(1)), Cut(), shows="", chosen_by=HER)


def test_two_photos_chosen_apart_wait_until_one_is_chosen(open_desk: Callable[[str], Desk]) -> None:
    """Neither is shown or printed; choosing again says which. One that was withdrawn is withdrawn, whatever the other did."""
    helen, jo = open_desk("Helen Price"), open_desk("Jo Marsh")
    maggie = add_person(helen, MAGGIE).made
    chosen(helen, maggie, 1)
    _carry(helen, jo)
    chosen(helen, maggie, 2)
    chosen(jo, maggie, 3)
    _carry(jo, helen)
    now = portrait_of(helen, maggie)
    assert now is not None
    assert not now.settled
    assert not now.shown
    assert profile_page(helen, maggie).photo is None
    assert [each.kind for each in unsettled(helen)] == ["portrait"]
    assert {each.body.photo for each in now.apart} == {photo_name(_made(seed).hash) for seed in (2, 3)}
    assert all(each.data == _made(seed).data for seed, each in zip((2, 3), _by_seed(now), strict=True))
    keep_portrait(helen, maggie, _by_seed(now)[1].body)
    kept = portrait_of(helen, maggie)
    assert kept is not None
    assert (kept.settled, kept.data) == (True, _made(3).data)
    settled = chosen(helen, maggie, 4)
    assert settled.settled
    assert not unsettled(helen)
    _carry(helen, jo)
    chosen(jo, maggie, 5)
    withdraw_portrait(helen, maggie)
    _carry(jo, helen)
    assert portrait_of(helen, maggie) is None


def test_while_its_bytes_are_on_their_way_the_page_has_no_photo(open_desk: Callable[[str], Desk]) -> None:
    helen, jo = open_desk("Helen Price"), open_desk("Jo Marsh")
    maggie = add_person(helen, MAGGIE).made
    chosen(helen, maggie)
    carry(helen.book, jo.book)
    assert profile_page(jo, maggie).photo is None
    now = portrait_of(jo, maggie)
    assert now is not None
    assert not now.shown


def test_it_travels_in_the_portable_file(open_desk: Callable[[str], Desk]) -> None:
    helen, jo = open_desk("Helen Price"), open_desk("Jo Marsh")
    maggie = add_person(helen, MAGGIE).made
    now = chosen(helen, maggie)
    file = read_record(written_record(export_person(helen, maggie)), "maggie.json")
    page = content_as_left(FileView(file), helen, maggie, PaperKind.PROFILE)
    assert page == profile_page(helen, maggie)
    import_record(jo, file, "maggie.json")
    there = portrait_of(jo, maggie)
    assert there is not None
    assert there.data == now.data


def test_of_two_records_that_are_one_person_one_photo_is_shown(desk: Desk) -> None:
    """Whichever record holds it; where both do, that of the record under which the person is shown."""
    first, second = sorted(add_person(desk, MAGGIE).made for _ in range(2))
    theirs = chosen(desk, second, 2)
    joined = join(desk, first, second, {})
    now = portrait_of(desk, first)
    assert now is not None
    assert now.data == theirs.data
    take_back(desk, joined)
    assert portrait_of(desk, first) is None
    own = chosen(desk, first, 1)
    join(desk, first, second, {})
    both = portrait_of(desk, first)
    assert both is not None
    assert both.data == own.data
    withdraw_portrait(desk, first)
    assert portrait_of(desk, first) is None


def _made(seed: int) -> Photo:
    return cut_out(look_at(png(seed, 90)), Cut())


def _by_seed(now: PortraitNow) -> list[ChosenApart]:
    return sorted(now.apart, key=lambda each: each.data != _made(2).data)


def _carry(giver: Desk, taker: Desk) -> None:
    """As an exchange would, photos too."""
    carry(giver.book, taker.book)
    for seed in range(1, 6):
        made = _made(seed)
        keep_photo(taker, made.hash, made.data)


def _colour(picture: Image.Image, x: int, y: int) -> str:
    found = picture.getpixel((x, y))
    assert isinstance(found, tuple)
    return "red" if found[0] > found[2] else "blue"
