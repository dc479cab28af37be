"""Typeface files for tests: letters of scripts that are not on board, with the shapes of Latin ones."""

import struct
from pathlib import Path

from app.paper.outlines import Outlines
from resources import font_path

GEORGIAN = "აბგდევზთიკლმნოპჟრს"


def make_font(path: Path, letters: str = GEORGIAN, *, weight: int = 400, rights: int = 0, family: str = "Test Letters") -> Path:
    """A TTF in which each of these letters looks like a, b, c and so on. `rights` are the licence bits."""
    face = Outlines(font_path("Noto Sans", 700 if weight > 500 else 400))
    shapes = [face.shaped(chr(ord("a") + number % 26))[0].number for number in range(len(letters))]
    tables = _tables(face.cut_out({0, *shapes}))
    tables["cmap"] = _cmap({ord(letter): shape for letter, shape in zip(letters, shapes, strict=True)})
    tables["OS/2"] = tables["OS/2"][:4] + struct.pack(">HHH", weight, 5, rights) + tables["OS/2"][10:]
    tables["name"] = _name(family)
    path.write_bytes(_file(tables))
    return path


def without_outlines(path: Path) -> Path:
    """The same with no outlines: as a typeface of coloured pictures has none."""
    tables = _tables(make_font(path).read_bytes())
    del tables["glyf"], tables["loca"]
    path.write_bytes(_file(tables))
    return path


def _tables(file: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack(">H", file[4:6])
    listed = (struct.unpack(">4s3L", file[at : at + 16]) for at in range(12, 12 + 16 * count, 16))
    return {name.decode(): file[offset : offset + length] for name, _, offset, length in listed}


def _file(tables: dict[str, bytes]) -> bytes:
    head, body = struct.pack(">L4H", 0x00010000, len(tables), 16, 0, 0), b""
    start = 12 + 16 * len(tables)
    for name, table in sorted(tables.items()):
        head += struct.pack(">4s3L", name.encode(), 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return head + body


def _cmap(letters: dict[int, int]) -> bytes:
    groups = b"".join(struct.pack(">3L", letter, letter, shape) for letter, shape in sorted(letters.items()))
    table = struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(letters)) + groups
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + table


def _name(family: str) -> bytes:
    said = family.encode("utf-16-be")
    return struct.pack(">HHH", 0, 1, 18) + struct.pack(">6H", 3, 1, 0x409, 1, len(said), 0) + said
