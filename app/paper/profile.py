"""The one-page profile: what people like and admire, what is important, how best to support.

One side of A4. The type is as large as the words allow, from the design's largest down to the person's own size, never
below; then lines come closer, then they become longer. What still does not fit is left off whole, the least important first,
and named in the report. In large print a second side is begun where the person's size makes it necessary.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.paper.catalogue import Listed, Takes
from app.paper.flow import Block, Picture, Row, Side, Sign, aired, flow, length
from app.paper.lines import fewest_lines
from app.paper.look import (
    A4,
    BETWEEN,
    BOTTOM,
    DESIGN_LARGEST,
    DUSK,
    DUSK_LINE,
    LARGE_PRINT,
    LEAF,
    LEAF_LINE,
    PHOTO,
    PHOTO_AT_LEAST,
    SUN,
    SUN_LINE,
    TOP,
    WIDTH,
    Panel,
    Style,
    style_for,
)
from app.paper.report import Paper
from app.paper.setting import Hand, Part, name_rows, part_heading, rows, signed, statement_in_parts, words_column
from app.paper.sheet import Foot, Sheet, name_at_foot
from app.paper.tagged import Node, shape_of
from app.paper.typeface import Weight
from app.paper.voices import Voices
from app.paper.words import PaperWords
from app.practice.formats import Format, format_for
from app.practice.papers import ProfilePage
from app.practice.plans import Section

PANELS = {
    Section.ADMIRE: (SUN, SUN_LINE, "star"),
    Section.IMPORTANT: (LEAF, LEAF_LINE, "heart"),
    Section.SUPPORT: (DUSK, DUSK_LINE, "hand"),
}
TRIO_ROOM = 132.0
PHOTO_GAP = 20.0
AIRY = (1.0, 1.8)
CLOSE = (0.8, 1.2)
CLOSEST = 0.6
"""The space between things, from least to most, as a share of the ordinary."""
CLOSEST_LEADING = 1.38
SIDES_IN_LARGE_PRINT = 2
END_AT_MOST = 0.3
"""The share of a page for the names of those who helped."""


@dataclass(frozen=True)
class Entry:
    """One line of the profile as it will be printed, and its place: the part, and its rank in it from nought."""

    section: Section
    rank: int
    record: str
    parts: tuple[Part, ...]
    """Its words; while it is not settled, those of every version."""
    note: str = ""
    """That it is not settled."""


def one_page_profile(page: ProfilePage, say: PaperWords, form: Format | None = None) -> Paper:
    """The profile as a PDF, and the truth about it. Without a format it is set as the person reads."""
    form = form or format_for(page.person)
    say = say.in_format(form)
    voices = Voices(page.person, say)
    entries = _by_importance(page, voices)
    made = _fitted(page, voices, entries, style_for(form))
    title = _title(voices, voices.purpose(page.purpose))
    fallen = [entry.record for entry in entries if entry not in made.entries]
    sheet = Sheet(made.sides, made.setting.tree(made.entries), made.setting.foot, title, say.language)
    in_conflict = [entry.record for entry in made.entries if entry.note]
    return sheet.drawn(made.setting.hand.style.size, fallen, voices.reading.cannot_print, in_conflict)


PAPER = Listed("one-page-profile", Takes.PROFILE, one_page_profile, place=10)


def _title(voices: Voices, purpose: str) -> str:
    name, say = voices.called, voices.say
    if purpose:
        said = say.say("profile.title_for", name=name, purpose=purpose)
        return said if name else say.say("profile.title_for_without_name", purpose=purpose)
    return say.say("profile.title", name=name) if name else say.say("profile.title_without_name")


@dataclass(frozen=True)
class _Made:
    setting: "_Setting"
    entries: tuple[Entry, ...]
    sides: list[Side]


def _by_importance(page: ProfilePage, voices: Voices) -> list[Entry]:
    """The first line of each part, then the second of each, and so on. A line without a word is no line."""
    entries = []
    for section in Section:
        for rank, line in enumerate(page.sections.get(section, ())):
            if parts := voices.parts(line):
                entries.append(Entry(section, rank, line.record, parts, voices.note(line)))
    return sorted(entries, key=lambda entry: entry.rank)


def _fitted(page: ProfilePage, voices: Voices, entries: Sequence[Entry], asked: Style) -> _Made:
    """The best setting in which every line fits; in the closest one as many lines as fit. Easy read takes the sides it needs."""
    floor = asked.size
    if asked.easy or asked.pictures:
        return _Setting(page, voices, entries, asked).made(entries, 1.0)
    for style, airs in _ways(asked):
        if _surely_too_long(entries, style):
            continue
        setting = _Setting(page, voices, entries, style)
        air = setting.air(entries, *airs)
        if air is not None:
            return setting.made(entries, air)
    if floor < LARGE_PRINT:
        setting = _Setting(page, voices, entries, _closest(asked), PHOTO_AT_LEAST)
        air = setting.air(entries, CLOSEST, CLOSE[0]) if page.photo else None
        return setting.made(entries, air) if air is not None else _chosen(setting, entries, CLOSEST, 1)
    setting = _Setting(page, voices, entries, asked)
    for air in (1.0, 0.8):
        if setting.fits(entries, air, SIDES_IN_LARGE_PRINT):
            return setting.made(entries, air)
    return _chosen(_Setting(page, voices, entries, replace(asked, run_on=True)), entries, 0.8, SIDES_IN_LARGE_PRINT)


def _surely_too_long(entries: Sequence[Entry], style: Style) -> bool:
    """Whether the words, broken as well as can be, are longer than a page: then nothing need be set to know it."""
    hand = Hand(style)
    room = words_column(hand).room
    said = [part for entry in entries for part in entry.parts]
    lines = sum(fewest_lines(part.words, Weight.REGULAR, style.size, room) for part in said)
    names = 0 if style.run_on else sum(1 for part in said if part.said_by)
    names += sum(1 for part in said if part.above) + sum(1 for entry in entries if entry.note)
    parts = len({entry.section for entry in entries})
    least = lines * hand.body.line + (names + 2) * hand.small.line
    least += parts * (hand.heading.line + 2 * Panel.pad * CLOSEST) + (len(entries) - parts) * style.gap * CLOSEST
    return least > A4[1] - TOP - BOTTOM


def _ways(asked: Style) -> Iterator[tuple[Style, tuple[float, float]]]:
    """Every way to set one side for somebody who reads this size, the best first, each with its spaces."""
    floor = asked.size
    for size in range(max(floor, DESIGN_LARGEST), floor - 1, -1):
        yield replace(asked, size=size), AIRY
        yield replace(asked, size=size, run_on=True), CLOSE
    yield replace(asked, run_on=True), (CLOSEST, CLOSE[0])
    yield replace(asked, run_on=True, leading=CLOSEST_LEADING), (CLOSEST, CLOSE[0])
    yield _closest(asked), (CLOSEST, CLOSE[1])


def _closest(asked: Style) -> Style:
    """The setting that holds the most words in the size that is asked for."""
    return replace(asked, run_on=True, leading=CLOSEST_LEADING, wide=True)


def _chosen(setting: "_Setting", entries: Sequence[Entry], air: float, sides: int) -> _Made:
    """The lines that fit, taken in the order of their importance. One that does not fit is passed over whole."""
    taken: list[Entry] = []
    for entry in entries:
        if setting.fits([*taken, entry], air, sides):
            taken.append(entry)
    return setting.made(taken, air)


class _Setting:
    """The page in one style. Lines are set once, and put together as often as it takes."""

    def __init__(
        self, page: ProfilePage, voices: Voices, entries: Sequence[Entry], style: Style, photo_side: float = PHOTO
    ) -> None:
        self._voices = voices
        self._photo, self._photo_side = page.photo, photo_side
        self._purpose = voices.purpose(page.purpose)
        self._say = voices.say
        self.hand = Hand(style, voices.say.language)
        self.foot = Foot(*voices.foot(voices.called, page.stamp, name_at_foot(self.hand)), self.hand)
        self._title, self._under, self._for = Node("H1"), Node("P"), Node("P")
        self._figure = Node("Figure", told=voices.photo(page.photo) if page.photo else "")
        self._made_with, self._own_words, self._nothing = Node("P"), Node("P"), Node("P")
        self._photo_first = False
        self._top = self._set_top()
        self._end = self._set_end(page)
        self._whose = rows(self._say.say("profile.own_words"), self._own_words, self.hand.small, 0, WIDTH)
        present = {entry.section for entry in entries}
        self._headings = {section: self._set_heading(section) for section in Section if section in present}
        self._any = bool(entries)
        self._lines: dict[tuple[Section, int], tuple[Node, tuple[Row, ...]]] = {}

    def air(self, entries: Sequence[Entry], least: float, most: float) -> float | None:
        """The most space with which these lines fit on one side; None when they do not."""
        rows, space = length(self._blocks(entries))
        air = min(most, (self.foot.room - rows) / space - 1e-9)
        return air if air >= least else None

    def fits(self, entries: Sequence[Entry], air: float, sides: int = 1) -> bool:
        """Whether these lines fit on so many sides."""
        room, blocks = self.foot.room, self._blocks(entries)
        long = length(blocks).with_air(air)
        if sides == 1 or long > room * (sides + 0.5):
            return long <= room
        return len(flow(aired(blocks, air), room)) <= sides

    def made(self, entries: Sequence[Entry], air: float) -> _Made:
        """The pages with these lines. A part is kept on one side where that costs no further side."""
        blocks, room = aired(self._blocks(entries), air), self.foot.room
        whole, parted = flow(_parts_whole(blocks), room), flow(blocks, room)
        if len(parted) > self.foot.many:
            self.foot = replace(self.foot, many=self.foot.many * 10 + 9)
            return self.made(entries, air)
        return _Made(self, tuple(entries), whole if len(whole) <= len(parted) else parted)

    def _blocks(self, entries: Sequence[Entry]) -> list[Block]:
        gap = self.hand.style.gap
        made = [self._top]
        for section, inside in _by_section(entries):
            panel, _, heading, again = self._headings[section]
            made.append(Block(heading, BETWEEN, panel, stays=True))
            for number, entry in enumerate(inside):
                made.append(Block(self._line(entry)[1], gap if number else gap * 0.6, panel, again=again))
        if not self._any:
            words = rows(self._say.say("profile.empty"), self._nothing, self.hand.body, 0, WIDTH)
            made.append(Block(words, BETWEEN))
        named = any(part.said_by or part.above for entry in entries for part in entry.parts)
        return [*made, Block(self._end + self._whose if named else self._end, BETWEEN)]

    def tree(self, entries: Sequence[Entry]) -> Node:
        """The structure of the page with these lines, in reading order."""
        top = [self._title, self._under, self._for]
        top.insert(1 if self._photo_first else len(top), self._figure)
        root = Node("Document", [*top, self._nothing])
        for section, inside in _by_section(entries):
            listed = Node("L", [self._line(entry)[0] for entry in inside])
            root.kids += [self._headings[section][1], listed]
        root.kids += [self._made_with, self._own_words]
        return root

    def _set_top(self) -> Block:
        """The name, and beside it the photo; without one, the three drawings that stand for the three parts."""
        narrow, called = self.hand.style.narrow, self._voices.called
        photo = self._picture()
        room = WIDTH - (photo.width + PHOTO_GAP if photo is not None else 0 if narrow else TRIO_ROOM)
        name = called or self._say.say("profile.without_name")
        made = name_rows(name, self._title, self.hand, room)
        named = len(made)
        under = self._say.say("cannot.own_name" if self._voices.name_is_kept_back else "profile.under")
        made += rows(under, self._under, self.hand.small, 0, room)
        if self._purpose:
            made += rows(self._purpose, self._for, self.hand.strong, 0, room)
        if photo is not None:
            return Block(self._with_photo(made, named, photo))
        if not narrow:
            made = (signed(made[0], *_trio()), *made[1:])
        return Block(made)

    def _with_photo(self, made: tuple[Row, ...], named: int, photo: Picture) -> tuple[Row, ...]:
        """The rows with the photo beside them; beside the name alone where all of them are longer than a page."""
        together = sum(row.height for row in made) <= self.foot.room
        self._photo_first = not together
        before = made if together else made[:named]
        beside = sum(row.height for row in before)
        hung = Row(max(photo.height - beside, 0), pictures=(replace(photo, above=beside),))
        return (*before, hung, *made[len(before) :])

    def _picture(self) -> Picture | None:
        """The photo at the end of the first line, as large as it may be in its own shape."""
        if self._photo is None or not self._photo.data:
            return None
        wide, high = shape_of(self._photo.data)
        scale = self._photo_side / max(wide, high)
        return Picture(self._figure, WIDTH - wide * scale, 0, wide * scale, high * scale, self._photo.data)

    def _set_end(self, page: ProfilePage) -> tuple[Row, ...]:
        """Who helped to write it. Too many long names are left out."""
        small, stamp = self.hand.small, page.stamp
        made = rows(self._voices.made_with(page.made_with, stamp), self._made_with, small, 0, WIDTH)
        if len(made) * small.line > self.foot.room * END_AT_MOST:
            made = rows(self._voices.made_with((), stamp), self._made_with, small, 0, WIDTH)
        return made

    def _set_heading(self, section: Section) -> tuple[Panel, Node, tuple[Row, ...], tuple[Row, ...]]:
        """Its box, its element and rows, and the rows that stand at the top of the second side if the part goes on
        there; a screen reader passes over those."""
        tint, line, picture = PANELS[section]
        panel, node = Panel(tint, line, picture), Node("H2")
        text = self._say.say(f"profile.{section.value}")
        more = self._say.say("profile.continued", heading=text)
        heading = part_heading(text, node, self.hand, panel)
        return panel, node, heading, part_heading(more, None, self.hand, panel)

    def _line(self, entry: Entry) -> tuple[Node, tuple[Row, ...]]:
        key = (entry.section, entry.rank)
        if key not in self._lines:
            panel, node = self._headings[entry.section][0], Node("LI")
            place = words_column(self.hand)
            made = statement_in_parts(entry.parts, entry.note, node, self.hand, place, panel.line)
            self._lines[key] = (node, made)
        return self._lines[key]


def _parts_whole(blocks: Sequence[Block]) -> list[Block]:
    """Each block bound to the next in the same box."""
    following = [*blocks[1:], None]
    return [
        replace(block, together=after is not None and block.panel is not None and after.panel is block.panel)
        for block, after in zip(blocks, following, strict=True)
    ]


def _by_section(entries: Sequence[Entry]) -> Iterator[tuple[Section, list[Entry]]]:
    """The parts that have lines, each with its lines in their order."""
    for section in Section:
        inside = sorted((entry for entry in entries if entry.section is section), key=lambda entry: entry.rank)
        if inside:
            yield section, inside


def _trio() -> tuple[Sign, ...]:
    """Star, heart and hand in their colours, in the corner where a photograph would be."""
    return tuple(
        Sign(WIDTH - 22 - 42 * (2 - number), 26, 40, line, picture, tint)
        for number, (tint, line, picture) in enumerate(PANELS.values())
    )
