"""Pictures in and out of bytes, with Pillow: what somebody chose is made into a photo as it is kept; what is kept is checked.

A photo as it is kept is a JPEG or PNG of ours, upright, in sRGB and no larger than the limits; nothing but the picture is in
its bytes: no place, no time, no camera, no thumbnail, no profile, nothing after its end. Both sides of the exchange and the
portable file hold every photo to that, by `check_kept`, before anybody is shown it.

Decoding a large picture takes up to four bytes for each of its pixels, so one is decoded at a time.
"""

import re
import struct
import threading
import zlib
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

from app.practice.errors import (
    PhotoAltered,
    PhotoCutOff,
    PhotoMoves,
    PhotoTooLarge,
    PhotoTooManyDots,
    PhotoUnreadable,
)
from app.practice.photos import LIMITS, PORTRAIT_LIMITS, Cut, PhotoHash, PhotoLimits
from app.records.canonical import sha256

CHOSEN_FROM = ("JPEG", "PNG", "WEBP")
"""What may be taken in. Nothing else is even tried: fewer decoders, fewer mistakes in them."""
_KEPT_AS = ("JPEG", "PNG")
_PNG_AT_MOST = 1024 * 1024
"""A drawing stays a PNG unless that would be larger than this."""
_QUALITIES = (88, 75, 60)
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TURNS = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)
"""By how many quarters it is turned to the right."""
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept."""

    hash: PhotoHash
    data: bytes


def taken_in(data: bytes, name: str = "", limits: PhotoLimits = LIMITS) -> Photo:
    """What somebody chose, as a photo: decoded wholly, turned upright, made small enough, all but the picture left behind.

    The same file gives the same photo. Raises the `PhotoMistake` family, which says `name`. It may take a second or two.
    """
    if len(data) > limits.taken_bytes:
        raise PhotoTooLarge(file=name, most=limits.taken_bytes // 1_000_000)
    with _one_at_a_time:
        picture, drawn = _decoded(data, name, limits)
        kept = _encoded(picture, drawn, limits)
    check_kept(kept, limits=limits)
    return Photo(sha256(kept).hex(), kept)


def cut_out(data: bytes, cut: Cut, limits: PhotoLimits = PORTRAIT_LIMITS) -> Photo:
    """The part of a photo as it is kept that somebody chose, as a photo of its own: turned, cut, made small enough, a JPEG.

    The same part of the same photo gives the same one. Raises the `PhotoMistake` family.
    """
    if not cut.within():
        raise PhotoUnreadable(file="")
    with _one_at_a_time:
        picture = _opened(data, "", _KEPT_AS)
        _load(picture, "")
        picture = picture.convert("RGB")
        turn = _TURNS[cut.turns % 4]
        if turn is not None:
            picture = picture.transpose(turn)
        wide, high = picture.size
        left, top = min(wide * cut.left // 1000, wide - 1), min(high * cut.top // 1000, high - 1)
        right, bottom = max(wide * cut.right // 1000, left + 1), max(high * cut.bottom // 1000, top + 1)
        picture = picture.crop((left, top, right, bottom))
        picture.thumbnail((limits.kept_side, limits.kept_side), Image.Resampling.LANCZOS, reducing_gap=3.0)
        clean = Image.new("RGB", picture.size)
        clean.paste(picture)
        kept = _encoded(clean, drawn=False, limits=limits)
    check_kept(kept, limits=limits)
    return Photo(sha256(kept).hex(), kept)


def check_kept(data: bytes, photo: PhotoHash = "", *, limits: PhotoLimits = LIMITS) -> None:
    """That these bytes are a photo as it is kept, of that hash where one is given. Raises the `PhotoMistake` family."""
    if len(data) > limits.kept_bytes:
        raise PhotoTooLarge(file="", most=limits.kept_bytes // 1_000_000)
    if photo and sha256(data).hex() != photo:
        raise PhotoAltered()
    if data.startswith(b"\xff\xd8"):
        _check_jpeg(data)
    elif data.startswith(_PNG):
        _check_png(data, limits)
    else:
        raise PhotoUnreadable(file="")
    with _one_at_a_time:
        picture = _opened(data, "", _KEPT_AS)
        if max(picture.size) > limits.kept_side:
            raise PhotoTooManyDots(file="", most=limits.kept_side)
        _load(picture, "")
    if picture.mode not in ("RGB", "L"):
        raise PhotoAltered()


def _decoded(data: bytes, name: str, limits: PhotoLimits) -> tuple[Image.Image, bool]:
    """The picture, upright, small enough, RGB or L; and whether it was kept without loss until now, as drawings are."""
    picture: Image.Image = _opened(data, name, CHOSEN_FROM)
    if picture.width * picture.height > limits.taken_pixels:
        raise PhotoTooManyDots(file=name, most=limits.taken_pixels // 1_000_000)
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        raise PhotoMoves(file=name)
    drawn = picture.format == "PNG"
    turn = _turn(picture)
    side = (limits.kept_side, limits.kept_side)
    if picture.format in ("JPEG", "MPO"):
        picture.draft("RGB", side)  # decodes all of it, at half or a quarter of its size where that is enough
    _load(picture, name)
    profile = picture.info.get("icc_profile")
    picture = _eight_bits(picture)
    picture.thumbnail(side, Image.Resampling.LANCZOS, reducing_gap=3.0)
    picture = _in_srgb(picture, profile)
    if turn is not None:
        picture = picture.transpose(turn)
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean, drawn


def _opened(data: bytes, name: str, formats: tuple[str, ...]) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data), formats=formats)
    except _BOMBS as error:
        raise PhotoTooManyDots(file=name, most=LIMITS.taken_pixels // 1_000_000) from error
    except Exception as error:  # a decoder that meets bytes made to break it may raise anything
        raise PhotoUnreadable(file=name) from error
    if min(picture.size) < 1:
        raise PhotoUnreadable(file=name)
    return picture


def _load(picture: Image.Image, name: str) -> None:
    try:
        picture.load()
    except _BOMBS as error:
        raise PhotoTooManyDots(file=name, most=LIMITS.taken_pixels // 1_000_000) from error
    except OSError as error:
        raise (PhotoCutOff if "truncated" in str(error) else PhotoUnreadable)(file=name) from error
    except Exception as error:  # as above
        raise PhotoUnreadable(file=name) from error


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """How to turn it upright, by what the camera noted; notes that cannot be read are passed over."""
    with suppress(Exception):
        return _UPRIGHT.get(picture.getexif().get(_ORIENTATION, 1))
    return None


def _eight_bits(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller well: L, RGB or CMYK. What can be seen through is white behind."""
    if picture.mode.startswith("I") or picture.mode == "F":
        wide = picture.convert("F")
        return wide.point(lambda value: value * (1 / 256)).convert("L") if picture.mode != "F" else wide.convert("L")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        white = Image.new("RGB", picture.size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        return white
    if picture.mode in ("L", "RGB", "CMYK"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as they were meant; a profile that cannot be used is passed over."""
    if profile:
        with suppress(Exception):
            meant: Any = ImageCms.ImageCmsProfile(BytesIO(profile))
            to_mode: Any = "L" if picture.mode == "L" else "RGB"
            if to_mode == "RGB":
                found = ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
                if found is not None:
                    return found
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


def _encoded(picture: Image.Image, drawn: bool, limits: PhotoLimits) -> bytes:
    if drawn:
        out = BytesIO()
        picture.save(out, "PNG")
        if len(out.getvalue()) <= min(_PNG_AT_MOST, limits.kept_bytes):
            return out.getvalue()
    for quality in _QUALITIES:
        out = BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True)
        if len(out.getvalue()) <= limits.kept_bytes:
            break
    return out.getvalue()


_MARKER = re.compile(rb"\xff+[^\xff\x00\xd0-\xd7]")
_JPEG_PARTS = {0xDB, 0xC4, 0xDD, 0xC0, 0xC1, 0xC2}
_MOST_SCANS = 20


def _check_jpeg(data: bytes) -> None:
    """Only the parts that a picture is made of, and nothing after its end. Raises `PhotoCutOff`, `PhotoAltered`."""
    at, scans = 2, 0
    while True:
        if at + 4 > len(data):
            if data[at : at + 2] == b"\xff\xd9" and at + 2 == len(data) and scans:
                return
            raise PhotoCutOff(file="")
        mark, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        jfif = mark == 0xE0 and length == 16 and data[at + 4 : at + 9] == b"JFIF\0"
        if data[at] != 0xFF or length < 2 or not (jfif or mark == 0xDA or mark in _JPEG_PARTS):
            raise PhotoAltered()
        at += 2 + length
        if mark == 0xDA:
            scans += 1
            found = _MARKER.search(data, at)
            if found is None:
                raise PhotoCutOff(file="")
            if scans > _MOST_SCANS:
                raise PhotoAltered()
            at = found.end() - 2


_PNG = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3}


def _check_png(data: bytes, limits: PhotoLimits) -> None:
    """Only the parts that a picture is made of, and nothing after its end nor behind its last line."""
    at, pixels, header = len(_PNG), bytearray(), (0, 0, 0)
    while True:
        if at + 12 > len(data):
            raise PhotoCutOff(file="")
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if name == b"IHDR" and not header[0]:
            header = _png_header(body, limits)
        elif name == b"IDAT" and header[0]:
            pixels += body
        elif name == b"IEND" and at == len(data) and length == 0:
            break
        else:
            raise PhotoCutOff(file="") if at > len(data) else PhotoAltered()
    width, height, channels = header
    wanted = height * (1 + width * channels)
    unpress = zlib.decompressobj()
    try:
        lines = len(unpress.decompress(bytes(pixels), wanted + 1))
    except zlib.error as error:
        raise PhotoUnreadable(file="") from error
    if lines < wanted:
        raise PhotoCutOff(file="")
    if lines > wanted or not unpress.eof or unpress.unused_data:
        raise PhotoAltered()


def _png_header(body: bytes, limits: PhotoLimits) -> tuple[int, int, int]:
    if len(body) != 13:
        raise PhotoUnreadable(file="")
    width, height, depth, colour, *rest = struct.unpack(">IIBBBBB", body)
    if not (width and height):
        raise PhotoUnreadable(file="")
    if max(width, height) > limits.kept_side:
        raise PhotoTooManyDots(file="", most=limits.kept_side)
    if depth != 8 or colour not in _CHANNELS or any(rest):
        raise PhotoAltered()
    return width, height, _CHANNELS[colour]
