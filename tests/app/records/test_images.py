"""Taking photos in: real pictures only, upright, in sRGB, with nothing but the picture; and holding what is kept to that."""

import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from app.practice.errors import (
    PhotoAltered,
    PhotoCutOff,
    PhotoMistake,
    PhotoMoves,
    PhotoTooLarge,
    PhotoTooManyDots,
    PhotoUnreadable,
)
from app.practice.photos import PhotoLimits
from app.records.canonical import sha256
from app.records.images import check_kept, taken_in

SECRET = b"51.5033 N 0.1276 W"


def picture(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    """The left third red, the rest blue, in the mode."""
    made = Image.new("RGB", size, "blue")
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 3, size[1]), fill="red")
    return made.convert(mode)


def bytes_of(made: Image.Image, format: str = "JPEG", **how: Any) -> bytes:
    out = io.BytesIO()
    made.save(out, format, **how)
    return out.getvalue()


def noted(orientation: int = 1) -> Image.Exif:
    """What a camera notes: how it was held, where it was, what it is called."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 11.9)
    return exif


def looked_at(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def is_red(colour: Any) -> bool:
    red, green, blue = colour
    return red > 180 and green < 90 and blue < 90


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_turned_upright_and_the_notes_are_gone(orientation: int) -> None:
    """Whichever way the camera was held, what is kept is the picture as it was seen."""
    seen = picture()
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what undoes each, by Pillow's own numbers
    held = seen.transpose(Image.Transpose(turns[orientation])) if orientation > 1 else seen
    photo = taken_in(bytes_of(held, exif=noted(orientation), quality=95))
    kept = looked_at(photo.data)
    assert kept.size == (120, 80)
    assert is_red(kept.getpixel((10, 40)))
    assert not is_red(kept.getpixel((90, 40)))
    assert SECRET not in photo.data


def png_notes() -> PngImagePlugin.PngInfo:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return notes


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    "data",
    [
        bytes_of(picture(), exif=noted(), comment=SECRET, xmp=SECRET, icc_profile=srgb(), dpi=(300, 300)),
        bytes_of(picture(), "PNG", exif=noted(), pnginfo=png_notes(), icc_profile=srgb()),
        bytes_of(picture(), "WEBP", exif=noted(), xmp=SECRET, icc_profile=srgb()),
        bytes_of(picture()) + SECRET,
        bytes_of(picture(), "PNG") + b"PK\3\4" + SECRET,
    ],
    ids=["jpeg", "png", "webp", "jpeg with more behind it", "png that is also a zip"],
)
def test_nothing_but_the_picture_is_kept(data: bytes) -> None:
    """No place, no comment, no profile, no second file behind the first."""
    assert SECRET in data
    photo = taken_in(data)
    assert SECRET not in photo.data
    kept = Image.open(io.BytesIO(photo.data))
    kept.load()
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not kept.getexif()
    assert photo.hash == sha256(photo.data).hex()
    check_kept(photo.data, photo.hash)


def sixteen_bits() -> Image.Image:
    grey = picture("L")
    return Image.frombytes("I;16", grey.size, b"".join(bytes((value, value)) for value in grey.tobytes()))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_sort_of_png(mode: str) -> None:
    """Two colours, palettes, sixteen bits: all look as they did."""
    made = sixteen_bits() if mode == "I;16" else picture(mode)
    kept = looked_at(taken_in(bytes_of(made, "PNG")).data)
    as_seen = picture("L" if mode in ("I;16", "LA") else mode).convert("RGB")
    for place in ((10, 40), (100, 40)):
        near = zip(kept.getpixel(place), as_seen.getpixel(place), strict=True)
        assert all(abs(mine - theirs) < 12 for mine, theirs in near), (mode, place)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
@pytest.mark.parametrize("progressive", [False, True])
def test_every_sort_of_jpeg(mode: str, progressive: bool) -> None:
    kept = looked_at(taken_in(bytes_of(picture(mode), quality=95, progressive=progressive)).data)
    assert kept.size == (120, 80)
    assert is_red(kept.getpixel((10, 40))) is (mode != "L")


def test_what_can_be_seen_through_is_white_behind() -> None:
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    assert looked_at(taken_in(bytes_of(clear, "PNG")).data).getpixel((5, 5)) == (255, 255, 255)


def test_colours_are_brought_into_srgb() -> None:
    """A picture whose profile says something else than sRGB is converted, not only stripped."""
    swapped = srgb().replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    plain = taken_in(bytes_of(Image.new("RGB", (20, 20), (90, 160, 60)), "PNG"))
    other = taken_in(bytes_of(Image.new("RGB", (20, 20), (90, 160, 60)), "PNG", icc_profile=swapped))
    assert looked_at(plain.data).getpixel((5, 5)) == (90, 160, 60)
    assert looked_at(other.data).getpixel((5, 5)) != (90, 160, 60)
    torn = taken_in(bytes_of(Image.new("RGB", (20, 20), (90, 160, 60)), "PNG", icc_profile=b"no profile at all"))
    assert torn.data == plain.data


def test_a_large_one_is_made_smaller_and_the_same_file_gives_the_same_photo() -> None:
    data = bytes_of(picture(size=(4_200, 1_000)))
    photo = taken_in(data)
    assert max(looked_at(photo.data).size) == 2_048
    assert taken_in(data) == photo


def test_noise_that_a_png_cannot_press_becomes_a_jpeg_within_the_limit() -> None:
    data = bytes_of(Image.effect_noise((900, 900), 90).convert("RGB"), "PNG")
    photo = taken_in(data)
    assert photo.data[:2] == b"\xff\xd8"
    assert len(photo.data) < PhotoLimits().kept_bytes


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, lines: bytes, more: bytes = b"", *, depth: int = 8, colour: int = 2, adam: int = 0) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, adam)
    pixels = zlib.compress(lines)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def moving(format: str) -> bytes:
    return bytes_of(picture(), format, save_all=True, append_images=[picture("L").convert("RGB")], duration=200)


JPEG = bytes_of(Image.effect_noise((300, 200), 40).convert("RGB"))
PNG = bytes_of(Image.effect_noise((300, 200), 40).convert("RGB"), "PNG")


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        (b"", PhotoUnreadable),
        (b"Dear Ann, here is the photo.", PhotoUnreadable),
        (b"\xff\xd8\xff", PhotoUnreadable),
        (bytes(100_000), PhotoUnreadable),
        (b"%PDF-1.7\n" + JPEG, PhotoUnreadable),
        (bytes_of(picture(), "BMP"), PhotoUnreadable),
        (bytes_of(picture(), "TIFF"), PhotoUnreadable),
        (bytes_of(picture().convert("P"), "GIF"), PhotoUnreadable),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(2_000), PhotoUnreadable),
        (JPEG[: len(JPEG) // 2], PhotoCutOff),
        (JPEG[:-900], PhotoCutOff),
        (PNG[: len(PNG) // 2], PhotoCutOff),
        (moving("PNG"), PhotoMoves),
        (moving("WEBP"), PhotoMoves),
        (png(0, 10, b""), PhotoUnreadable),
        (png(10, 0, b""), PhotoUnreadable),
        (png(60_000, 60_000, bytes(1_000)), PhotoTooManyDots),
        (png(9_000, 9_000, bytes(1_000)), PhotoTooManyDots),
        (png(12_000, 9_000, bytes(1_000)), PhotoTooManyDots),
        (bytes(40_000_001), PhotoTooLarge),
    ],
    ids=[
        "empty", "a letter", "three bytes", "zeros", "behind a PDF's beginning", "bmp", "tiff", "gif", "heic", "half a jpeg",
        "a jpeg without its end", "half a png", "moving png", "moving webp", "no width", "no height", "a bomb", "81 million",
        "108 million", "too many bytes",
    ],
)  # fmt: skip
def test_what_is_no_photo_is_said_by_name(data: bytes, mistake: type[PhotoMistake]) -> None:
    """Each in a family of its own, so that the two sentences can say what to do."""
    with pytest.raises(PhotoMistake) as caught:
        taken_in(data, "ann.jpg")
    assert type(caught.value) is mistake
    assert caught.value.file == "ann.jpg"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@settings(max_examples=60, deadline=None)
@given(seed=st.data())
def test_damaged_bytes_raise_nothing_but_a_photo_mistake(format: str, seed: st.DataObject) -> None:
    """Bits flipped, ends cut, pieces put in anywhere: a photo comes out, or one of the mistakes that are declared."""
    data = bytearray(bytes_of(picture(), format, exif=noted(6)))
    for place in seed.draw(st.lists(st.integers(0, len(data) - 1), max_size=8)):
        data[place] ^= seed.draw(st.integers(1, 255))
    data = data[: seed.draw(st.integers(0, len(data)))] + seed.draw(st.binary(max_size=20))
    try:
        photo = taken_in(bytes(data))
    except PhotoMistake:
        return
    check_kept(photo.data, photo.hash)


def with_segment(mark: int, body: bytes) -> bytes:
    kept = taken_in(JPEG).data
    return kept[:2] + bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body + kept[2:]


KEPT = taken_in(bytes_of(picture(), "PNG")).data


@pytest.mark.parametrize(
    "data",
    [
        with_segment(0xE1, b"Exif\0\0" + SECRET),
        with_segment(0xE2, b"ICC_PROFILE\0" + SECRET),
        with_segment(0xFE, SECRET),
        with_segment(0xE0, b"JFXX\0" + SECRET),
        taken_in(JPEG).data + SECRET,
        taken_in(JPEG).data + b"x",
        KEPT + SECRET,
        KEPT[:33] + chunk(b"tEXt", SECRET) + KEPT[33:],
        KEPT[:33] + chunk(b"eXIf", SECRET) + KEPT[33:],
        png(10, 10, bytes(10 * 31) + SECRET),
        png(10, 10, bytes(10 * 61), depth=16),
        png(10, 10, bytes(10 * 41), colour=6),
        b"RIFF" + bytes(20),
        b"",
        taken_in(JPEG).data[:-2],
        KEPT[:-12],
        png(10, 10, bytes(9 * 31)),
        png(4_000, 10, bytes(10 * 12_001)),
        bytes_of(picture(size=(4_000, 10))),
        bytes(9_000_000),
    ],
)
def test_what_a_laptop_sends_or_a_file_holds_is_held_to_the_form(data: bytes) -> None:
    """A photo with a place in it, something behind it, or that is none never reaches anybody else."""
    with pytest.raises(PhotoMistake):
        check_kept(data)


def test_a_photo_that_is_not_the_one_it_should_be() -> None:
    check_kept(KEPT, sha256(KEPT).hex())
    with pytest.raises(PhotoAltered):
        check_kept(KEPT, "0" * 64)
