"""A typeface file as HarfBuzz reads it: which letters it has, how they are shaped, and the part of it that a PDF needs."""

import struct
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from app.paper.direction import mirrored

_LAYOUT = ("GSUB", "GPOS", "GDEF", "STAT", "gasp", "meta", "vhea", "vmtx", "kern", "BASE", "JSTF", "DSIG", "avar", "HVAR", "MVAR")
_PAINTED = ("COLR", "CPAL", "CBDT", "CBLC", "sbix", "SVG ")
WEIGHT_AXIS = "wght"


class Glyph(NamedTuple):
    """One shape of a typeface in a line, at one point: how far the next is from it, and where it stands beside its place.
    `text` are the letters it stands for; of several shapes for the same letters the first has them all."""

    number: int
    text: str
    advance: float
    x: float
    y: float
    painted: bool = False
    """Drawn as a picture on top of the text: a mark or a dot."""


class Outlines:
    """Shapes letters, and cuts out what a paper uses."""

    def __init__(self, path: Path, weight: int = 0) -> None:
        import uharfbuzz

        self._path, self._weight = path, weight
        self._face: Any = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        self._font: Any = uharfbuzz.Font(self._face)
        if weight:
            self._font.set_variations({WEIGHT_AXIS: weight})
        self._unit: float = 1 / self._face.upem

    @cached_property
    def letters(self) -> frozenset[int]:
        """Every letter that it has a shape for."""
        return frozenset(self._face.unicodes)

    @property
    def tables(self) -> frozenset[str]:
        """The names of the tables in the file."""
        return frozenset(self._face.table_tags)

    @property
    def family(self) -> str:
        """What the typeface is called; empty where the file does not say."""
        import uharfbuzz

        names = uharfbuzz.OTNameIdPredefined
        said = (self._face.get_name(name) for name in (names.TYPOGRAPHIC_FAMILY, names.FONT_FAMILY))
        return next((" ".join(name.split()) for name in said if name and name.strip()), "")

    @property
    def weights(self) -> tuple[int, int] | None:
        """The lightest and the heaviest weight of a file that has all between them."""
        axes = [axis for axis in self._face.axis_infos if axis.tag == WEIGHT_AXIS]
        return (round(axes[0].min_value), round(axes[0].max_value)) if axes else None

    @property
    def can_be_cut_out(self) -> bool:
        """Whether a PDF could hold its shapes: they can be parted from the file, and show something when they are read again."""
        import uharfbuzz

        some = [number for letter in sorted(self.letters) if (number := self._font.get_nominal_glyph(letter))]
        seen = [number for number in some if self._is_seen(number)][:20]
        if not seen:
            return False
        font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(self.cut_out(seen))))
        return all(bool((extents := font.get_glyph_extents(number)) and extents.width) for number in seen)

    def table(self, name: str) -> bytes:
        """One table of the file as it is; empty where it is not there."""
        return bytes(self._face.reference_table(name).data) if name in self.tables else b""

    @property
    def is_postscript(self) -> bool:
        """Whether its outlines are those of an OTF, not of a TTF."""
        return "glyf" not in self.tables

    def shaped(self, text: str, *, to_the_left: bool = False) -> tuple[Glyph, ...]:
        """The shapes from left to right, and between them all letters of the text."""
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.add_codepoints([ord(letter) for letter in text])
        buffer.direction = "rtl" if to_the_left else "ltr"
        buffer.guess_segment_properties()
        buffer.language = "und"
        levels = uharfbuzz.BufferClusterLevel
        buffer.cluster_level = levels.MONOTONE_CHARACTERS if to_the_left else levels.MONOTONE_GRAPHEMES
        uharfbuzz.shape(self._font, buffer)
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        made: list[Glyph] = []
        for start, inside in groupby(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True), lambda each: each[0].cluster):
            shapes = [self._glyph(info.codepoint, place) for info, place in inside]
            letters = text[start : ends[start]]
            made += self._turned(shapes, letters) if to_the_left else self._straight(shapes, letters)
        return tuple(made)

    def _glyph(self, number: int, place: Any) -> Glyph:
        unit = self._unit
        return Glyph(number, "", place.x_advance * unit, place.x_offset * unit, place.y_offset * unit)

    def _straight(self, shapes: Sequence[Glyph], letters: str) -> Iterator[Glyph]:
        """The shapes of one letter with its marks. The first has all letters; one that is not seen is left out."""
        first, *others = shapes
        yield first._replace(text=letters)
        yield from (shape for shape in others if shape.advance or self._is_seen(shape.number))

    def _turned(self, shapes: Sequence[Glyph], letters: str) -> Iterator[Glyph]:
        """The shapes of what runs from the right. Readers of a PDF take it letter by letter, against the way it is drawn, and
        take whatever leaves the line for the next word: so one shape stands for one letter, marks and dots are painted
        beside the text, and letters joined into one shape have others beside it that are not seen."""
        main = next((shape for shape in shapes if shape.advance), None)
        told = [mirrored(letter) for letter in reversed(letters)]
        for shape in shapes:
            if shape is main:
                yield shape._replace(text=told.pop(0))
                yield from (self._unseen(letter) for letter in told)
            elif self._is_seen(shape.number) or shape.advance:
                yield shape._replace(painted=True)
        if main is None:
            yield from (self._unseen(letter) for letter in told)

    def _unseen(self, letter: str) -> Glyph:
        return Glyph(self._blank, letter, 0.0, 0.0, 0.0)

    @cached_property
    def _blank(self) -> int:
        """A shape that shows nothing, and takes no room if there is such a one."""
        found = [int(self._font.get_nominal_glyph(letter) or 0) for letter in (0x200D, 0x200C, 0x200B, 0x20)]
        return next((number for number in found if number and not self._is_seen(number)), 0)

    @lru_cache(maxsize=1024)  # noqa: B019  (a typeface stays as long as the process)
    def one_picture(self, letters: str) -> bool:
        """Whether all of the letters are drawn as one shape, and it is not the box for what is missing."""
        drawn = [glyph.number for glyph in self.shaped(letters) if glyph.advance or self._is_seen(glyph.number)]
        return len(drawn) == 1 and drawn[0] != 0

    def advance(self, number: int) -> float:
        """How wide a shape is by itself, at one point."""
        return float(self._font.get_glyph_h_advance(number)) * self._unit

    def _is_seen(self, number: int) -> bool:
        extents = self._font.get_glyph_extents(number)
        return bool(extents and extents.width)

    @lru_cache(maxsize=4096)  # noqa: B019
    def box(self, number: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what a shape covers, at one point."""
        extents = self._font.get_glyph_extents(number)
        if not extents:
            return 0.0, 0.0, 0.0, 0.0
        left, top = float(extents.x_bearing) * self._unit, float(extents.y_bearing) * self._unit
        return left, top + extents.height * self._unit, left + extents.width * self._unit, top

    @property
    def above_and_below(self) -> tuple[float, float]:
        """How far it reaches over and under the line, at one point; the second is below nought."""
        extents = self._font.get_font_extents("ltr")
        return float(extents.ascender) * self._unit, float(extents.descender) * self._unit

    @property
    def bounds(self) -> tuple[int, ...]:
        """What every shape lies in, in thousandths of the size."""
        head = self._face.reference_table("head").data
        return tuple(round(edge * 1000 * self._unit) for edge in struct.unpack(">4h", head[36:44]))

    @lru_cache(maxsize=2048)  # noqa: B019  (a typeface stays as long as the process)
    def path(self, number: int) -> str:
        """The outline of a shape as the operators of a PDF, in the units of the file."""
        pen = _Path()
        self._font.draw_glyph_with_pen(number, pen)
        return " ".join(pen.operators)

    @property
    def unit(self) -> float:
        """How large one unit of a path is, at one point."""
        return self._unit

    def cut_out(self, numbers: Collection[int]) -> bytes:
        """The file with only these shapes, under the same numbers, and nothing that a PDF has no use for."""
        import uharfbuzz

        wanted, flags = uharfbuzz.SubsetInput(), uharfbuzz.SubsetFlags
        wanted.glyph_set.update(numbers)
        wanted.drop_table_tag_set.update([_tag(name) for name in (*_LAYOUT, *_PAINTED)])
        wanted.flags = flags.RETAIN_GIDS | flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING | flags.NOTDEF_OUTLINE
        if self.is_postscript:
            wanted.flags |= flags.CFF_IDENTITY_CHARSET | flags.DESUBROUTINIZE | flags.DOWNGRADE_CFF2
        if "fvar" in self.tables:
            wanted.pin_all_axes_to_default(self._face)
            if self._weight:
                wanted.pin_axis_location(self._face, WEIGHT_AXIS, self._weight)
        return bytes(uharfbuzz.subset(self._face, wanted).blob.data)


class _Path:
    """Takes down an outline as HarfBuzz tells it."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self._at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:
        self._add(to, operator="m")

    def lineTo(self, to: tuple[float, float]) -> None:
        self._add(to, operator="l")

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._add(*points, operator="c")

    def qCurveTo(self, bend: tuple[float, float], to: tuple[float, float]) -> None:
        ends = [(end[0] + 2 / 3 * (bend[0] - end[0]), end[1] + 2 / 3 * (bend[1] - end[1])) for end in (self._at, to)]
        self._add(*ends, to, operator="c")

    def closePath(self) -> None:
        self.operators.append("h")

    def _add(self, *points: tuple[float, float], operator: str) -> None:
        self.operators += [*(f"{x:.4g} {y:.4g}" for x, y in points), operator]
        self._at = points[-1]


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")
