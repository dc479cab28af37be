"""Photos for tests: noise, so that they cannot be pressed, and each seed another."""

import io
import random
from functools import cache

from PIL import Image

from app.records.images import Photo, taken_in


@cache
def photo(seed: int, side: int = 60) -> Photo:
    """A photo as it is kept: about one byte for each pixel."""
    return taken_in(png(seed, side))


def png(seed: int, side: int = 60) -> bytes:
    """A file that somebody might choose."""
    noise = random.Random(seed).randbytes(side * side * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), noise).save(out, "PNG", compress_level=1)
    return out.getvalue()


@cache
def large_photo(seed: int) -> Photo:
    """A photo of about five megabytes."""
    return taken_in(png(seed, 1_900))
