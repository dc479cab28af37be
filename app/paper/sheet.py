"""Pages drawn: tinted grounds, drawings, words, and the foot that stands on every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from threading import Lock

from app.paper.faces import families_on_board
from app.paper.flow import Block, Picture, Piece, Row, Side, Sign, flow
from app.paper.look import A4, BOTTOM, HAIRLINE, INK, MARGIN, PHOTO_CORNER, SOFT, TOP, WIDTH
from app.paper.pictures import line_drawing, rounded_box
from app.paper.report import Paper, Report, Unprintable
from app.paper.setting import Hand, rows
from app.paper.symbols import Symbol, shelf
from app.paper.tagged import Node, TaggedCanvas, shape_of
from app.paper.typeface import Weight, width

FOOT_GAP = 18.0
_drawing = Lock()
"""A typeface of ReportLab can be in one document at a time; papers may be asked for on several threads."""


@dataclass(frozen=True)
class Foot:
    """What stands at the foot: on the left what the paper is, on the right its code and page."""

    left: str
    right: Callable[[int, int], str]
    hand: Hand
    many: int = 9
    """The most pages it is measured for."""

    credit: str = ""
    """Whose pictures stand on the paper; room is kept for it wherever pictures may stand."""

    def rows(self, page: int, pages: int) -> tuple[Row, ...]:
        """The foot of this page. Left and right share a line if they fit."""
        credit = rows(self.credit, None, self.hand.small, 0, WIDTH) if self.credit else ()
        return (*self._named(page, pages), *credit)

    def _named(self, page: int, pages: int) -> tuple[Row, ...]:
        kind, text = self.hand.small, self.right(page, pages)
        right_width = width(text, Weight.REGULAR) * kind.size
        if width(self.left, Weight.REGULAR) * kind.size + right_width + kind.size * 2 <= WIDTH:
            (left_row,) = rows(self.left, None, kind, 0, WIDTH)
            (right_row,) = rows(text, None, kind, WIDTH - right_width, right_width + 1)
            return (Row(left_row.height, (*left_row.pieces, *right_row.pieces)),)
        left, right = rows(self.left, None, kind, 0, WIDTH), rows(text, None, kind, 0, WIDTH)
        if len(left) == len(right) == 1:
            return left + right
        return rows(f"{self.left} {text}", None, kind, 0, WIDTH)

    @property
    def credited(self) -> "Foot":
        """The same with the credit of every set of pictures that may stand on the paper."""
        if not self.hand.style.pictures:
            return self
        return replace(self, credit=" ".join(dict.fromkeys(each.credit for each in shelf.sets if each.credit)))

    @property
    def height(self) -> float:
        """The most that the foot takes on any page of so many: a 4 is wider than a 9, so every figure is tried."""
        numbers = [int(figure * len(str(self.many))) for figure in "123456789"]
        if self.hand.style.pictures and not self.credit:
            return self.credited.height
        return max(sum(row.height for row in self.rows(number, number)) for number in numbers) + FOOT_GAP

    @property
    def room(self) -> float:
        """What is left above it for words."""
        return A4[1] - TOP - BOTTOM - self.height


def name_at_foot(hand: Hand) -> int:
    """How many letters of a name the foot has room for in one line."""
    return int(WIDTH / (hand.small.size * 0.6))


def flowed(blocks: Sequence[Block], foot: Foot) -> tuple[list[Side], Foot]:
    """The blocks over their pages, and the foot measured for as many as there are."""
    sides = flow(blocks, foot.room)
    if len(sides) <= foot.many:
        return sides, foot
    return flowed(blocks, replace(foot, many=foot.many * 10 + 9))


@dataclass(frozen=True)
class Sheet:
    """Pages ready to be drawn."""

    sides: Sequence[Side]
    root: Node
    foot: Foot
    title: str
    language: str

    def drawn(
        self, text_size: int, did_not_fit: Sequence[str], cannot_print: Sequence[Unprintable], in_conflict: Sequence[str]
    ) -> Paper:
        """The paper and its report."""
        with _drawing:
            pdf, families = self._pdf()
        fonts = tuple(family for family in families_on_board() if family in families)
        told = (tuple(did_not_fit), tuple(cannot_print), fonts, tuple(in_conflict))
        return Paper(pdf, Report(len(self.sides), text_size, *told))

    def _pdf(self) -> tuple[bytes, set[str]]:
        canvas = TaggedCanvas(A4, self.title, self.language)
        for number, side in enumerate(self.sides, start=1):
            with canvas.artifact():
                if self._tint:
                    canvas.ground(0, 0, *A4, self._tint)
                _draw_grounds(canvas, side, self._tint)
            for _, group in groupby(_pieces(side), key=lambda placed: id(placed[1].node)):
                _draw_words(canvas, list(group), self._tint)
            with canvas.artifact("Pagination"):
                self._draw_foot(canvas, number)
            for depth, words, top in _headings(side):
                canvas.bookmark(depth, words, top)
            canvas.end_page()
        return canvas.finish(self.root), canvas.families

    @property
    def _tint(self) -> str:
        return self.foot.hand.style.tint

    def _draw_foot(self, canvas: TaggedCanvas, page: int) -> None:
        top = A4[1] - BOTTOM - self.foot.height + FOOT_GAP
        canvas.rule(MARGIN, top - 6, WIDTH, _line_on(self._tint))
        shown = {sign.symbol.credit for side in self.sides for _, row in side.rows for sign in row.signs if sign.symbol}
        foot = replace(self.foot, credit=" ".join(sorted(credit for credit in shown if credit)))
        for row in foot.rows(page, len(self.sides)):
            for piece in row.pieces:
                _draw_piece(canvas, top, piece, self._tint)
            top += row.height


def _headings(side: Side) -> list[tuple[int, str, float]]:
    """The headings that begin on this page: how deep each stands, its words as they are read, and its top."""
    found: dict[int, tuple[Node, float, list[str]]] = {}
    for top, piece in _pieces(side):
        if isinstance(piece, Piece) and piece.node is not None and piece.node.depth:
            words = ("".join(run.text for run in word.runs) for word in piece.line.words)
            found.setdefault(id(piece.node), (piece.node, top, []))[2].extend(words)
    return [(node.depth, " ".join(words), top) for node, top, words in found.values() if node.marks[0][0] == node.marks[-1][0]]


def _pieces(side: Side) -> list[tuple[float, Piece | Picture]]:
    """Every line of words and every photo, and where its row stands, in the order of reading: a cell of a table is read to its
    end."""
    found: list[tuple[float, Piece | Picture]] = []
    for y, row in side.rows:
        found += [(TOP + y, piece) for piece in row.pieces]
        found += [(TOP + y, picture) for picture in row.pictures]
    return found


def _draw_words(canvas: TaggedCanvas, group: Sequence[tuple[float, Piece | Picture]], tint: str) -> None:
    node = group[0][1].node
    with canvas.words_of(node) if node else canvas.artifact("Pagination"):
        for top, each in group:
            if isinstance(each, Picture):
                canvas.photo(MARGIN + each.x, top - each.above, each.width, each.height, each.data, PHOTO_CORNER)
            else:
                _draw_piece(canvas, top, each, tint)


def _draw_piece(canvas: TaggedCanvas, top: float, piece: Piece, tint: str) -> None:
    """A line of words; on a colour of paper no words are softer than the ink."""
    colour = INK if tint and piece.colour == SOFT else piece.colour
    line = piece.line
    written = line.text if line.shaped else ""
    canvas.text(MARGIN + piece.x, top + piece.baseline, line.runs, piece.size, colour, written)


def _line_on(tint: str) -> str:
    """The colour of a line that parts: on a colour of paper one that is seen on it."""
    return SOFT if tint else HAIRLINE


def _draw_grounds(canvas: TaggedCanvas, side: Side, tint: str) -> None:
    """Boxes, rules and drawings. On a colour of paper a box is a line around its words: nothing may be lighter than the paper."""
    for top, bottom, panel in side.grounds:
        if tint:
            box = rounded_box(0, 0, WIDTH, bottom - top, panel.corner)
            canvas.outline(MARGIN, TOP + top, 1, box, panel.line, 1.2)
        else:
            canvas.ground(MARGIN, TOP + top, WIDTH, bottom - top, panel.tint, panel.corner)
    for y, row in side.rows:
        x, width = row.span or (0, WIDTH)
        if row.tint and not tint:
            canvas.ground(MARGIN + x, TOP + y, width, row.height, row.tint, 4)
        if row.rule or (row.tint and tint):
            canvas.rule(MARGIN + x, TOP + y + row.height, width, _line_on(tint))
        for each in row.outlines:
            canvas.outline(MARGIN, TOP + y, 1, each.path, each.colour, each.thick, each.dashes)
        for sign in row.signs:
            _draw_sign(canvas, TOP + y, sign, tint)


def _draw_sign(canvas: TaggedCanvas, top: float, sign: Sign, tint: str) -> None:
    x, y = MARGIN + sign.x, top + sign.y
    if sign.symbol:
        _draw_symbol(canvas, x - sign.size / 2, y - sign.size / 2, sign.size, sign.symbol)
        return
    if not sign.picture:
        canvas.disc(x, y, sign.size / 2, sign.colour)
        return
    if sign.ground and not tint:
        canvas.disc(x, y, sign.size / 2, sign.ground)
    side = sign.size * 0.6
    canvas.outline(x - side / 2, y - side / 2, side / 24, line_drawing(sign.picture), sign.colour, 1.9)


def _draw_symbol(canvas: TaggedCanvas, x: float, top: float, size: float, symbol: Symbol) -> None:
    """A picture in a square. Its words stand beside it, so it is no part of what is read aloud."""
    if symbol.shapes:
        canvas.shapes(x, top, size, symbol.shapes)
        return
    wide, high = shape_of(symbol.photo)
    width, height = size * wide / max(wide, high), size * high / max(wide, high)
    canvas.photo(x + (size - width) / 2, top + (size - height) / 2, width, height, symbol.photo, 4)
