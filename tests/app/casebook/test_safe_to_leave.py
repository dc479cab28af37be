"""Safe to leave: nothing that is marked to stay off paper is on any paper, in any format, in any part of the file.

Every field of every kind of record is tried, and every way in which a record may be marked: by walking the structs, so that a
kind, a field, a paper or a format that comes later is tried by itself.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import msgspec
import pikepdf
import pypdfium2
import pytest

from app.casebook.desk import Desk
from app.casebook.people import add_person
from app.casebook.portraits import choose_portrait, look_at, portrait_of, portrait_record, withdraw_portrait
from app.casebook.profile import choose, line_record
from app.paper.catalogue import Takes
from app.practice.groups import Body
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.photos import Cut
from app.practice.plans import Action, ProfileLine, Section
from app.practice.portraits import Portrait, Profile
from app.practice.statements import Asked, Statement
from app.practice.visits import Visit
from app.records.revision import RecordId, new_record, person_scope
from tests.app.casebook.every_paper import FORMATS, contents, drawn
from tests.app.casebook.filled import Words, filled, person_kinds, ways_of_hiding
from tests.desks import say
from tests.pictures import png

MAY_BE_PRINTED = {
    ("statement", "not_to_share"),  # the paper stays with the person
    ("circle more", "turned_away"),  # that is about the screen
}
"""Marks that say nothing of paper."""
MAY_STAND = {
    "person": {"name", "known_as", "reach.how", "address"},
    "statement": {"words", "speaker.name"},
    "action": {"what", "by_words", "who.name", "reason"},
    "circle": {"name", "relation", "telephone", "helps_with"},
    "circle names": {"of_family", "of_friends", "of_neighbours", "of_paid"},
    "visit": {"purpose", "where", "present.name"},
    "portrait": {"shows"},
    "profile": {"purpose"},
    "agreement": {"words", "speaker.name"},
}
"""What of a record that is not marked may stand on a paper. Of any other field, and of any other kind, nothing may."""
MUST_STAND = {
    ("person", "known_as"),
    ("statement", "words"),
    ("statement", "speaker.name"),
    ("action", "what"),
    ("action", "who.name"),
    ("circle", "name"),
    ("circle", "helps_with"),
    ("circle", "telephone"),
    ("circle names", "of_family"),
    ("visit", "purpose"),
    ("profile", "purpose"),
}
"""What does stand on some paper: or else nothing would be proved."""
ONLY_IN_A_LETTER = {("person", "address"), ("visit", "purpose"), ("visit", "where")}
STRUCTURAL = {"joining", "moving", "erasure", "origin"}
"""Kinds that say where other records are. Their ids are left as in the example: they name nobody here."""


class Record:
    """A person's record with every kind in it, each unmarked and marked in every way, by itself and on one of two laptops."""

    def __init__(self, desk: Desk, guides: int) -> None:
        self.words, self.desk, self.person = Words(), desk, new_record()
        asked = [
            Asked(guide=guide.id, version=guide.version, prompt=prompt.id, question="")
            for guide in desk.guides.all()
            for prompt in guide.prompt[:guides]
        ]
        with desk.book.unit() as unit:
            self.unit = unit
            self.put(filled(Person, self.words), record=self.person)
            for kind in person_kinds():
                if kind is Person or kind.kind in STRUCTURAL:
                    continue
                for marked in ("", *ways_of_hiding(kind)):
                    self._put_marked(kind, marked, asked)
            unit.commit()

    def put(self, body: Body, *, record: RecordId = "", onto: tuple[str, ...] = ()) -> RecordId:
        record = record or new_record()
        return self.unit.seal(body, scope=person_scope(self.person), record=record, onto=onto)

    def _put_marked(self, kind: type[Body], marked: str, asked: list[Asked]) -> None:
        def make(**values: Any) -> Body:
            return _by_another(filled(kind, self.words, marked, **values))

        if kind is Statement:
            for number, each in enumerate(asked):
                said = self.put(make(asked=each))
                if number < len(Section):
                    self._choose(said, list(Section)[number])
            self._put_apart(kind, marked, {})
        elif kind is ProfileLine:
            said = self.put(filled(Statement, self.words, f"line {marked}" if marked else ""))
            self.put(make(statement=said, purpose="main"), record=line_record(said))
        elif kind is Action:
            self.put(make(by=None))
            self._put_apart(kind, marked, {"by": None})
        elif kind is CirclePerson:
            self.put(make(emergency=True))
            self._put_apart(kind, marked, {"emergency": True})
        elif kind is Visit:
            self.put(make(status="planned"))
        elif kind is Profile and not marked:
            profile = self.put(make())
            said = self.put(filled(Statement, self.words))
            line = filled(ProfileLine, self.words, statement=said, purpose=profile)
            self.put(line, record=line_record(said, profile))
        else:
            self.put(make())

    def _choose(self, said: RecordId, section: Section) -> None:
        self.put(ProfileLine(statement=said, section=section), record=line_record(said))

    def _put_apart(self, kind: type[Body], marked: str, values: dict[str, Any]) -> None:
        """On one laptop it was marked; on another, that knew nothing of it, it was written anew."""
        if not marked:
            return
        hidden, anew = (_by_another(filled(kind, self.words, marked, **values)) for _ in range(2))
        shown = {marked: next(each.default for each in msgspec.structs.fields(kind) if each.name == marked)}
        record = self.put(msgspec.structs.replace(hidden, **shown))
        (root,) = (each.id for each in self.unit.revisions(record))
        self.put(hidden, record=record, onto=(root,))
        self.put(msgspec.structs.replace(anew, **shown), record=record, onto=(root,))
        unrelated = new_record()
        for _ in range(3):
            hidden, anew = (_by_another(filled(kind, self.words, marked, **values)) for _ in range(2))
            self.put(hidden, record=unrelated)
            self.put(msgspec.structs.replace(anew, **shown), record=unrelated)
            if kind is Statement:
                self._choose(unrelated, Section.SUPPORT)
            unrelated = new_record()
        if kind is Statement:
            self._choose(record, Section.SUPPORT)


def _by_another(body: Body) -> Body:
    """What was said by somebody else than the person: then a name stands under the words."""
    if not isinstance(body, Statement):
        return body
    return msgspec.structs.replace(body, speaker=msgspec.structs.replace(body.speaker, role=Role.OTHER))


def faults(found: set[str], words: Words) -> set[tuple[str, str, str]]:
    """Of the words of ours that were found those that may not be there: which field of which record, marked in which way."""
    meant = {words.meant[each] for each in found}
    return {
        (kind, at, marked)
        for kind, at, marked in meant
        if at not in MAY_STAND.get(kind, set()) or (marked and (kind, marked) not in MAY_BE_PRINTED)
    }


def texts_in(value: Any) -> Iterator[str]:
    """Every text anywhere in what a paper is made of, but for the record of whom it is about."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Person):
        yield from (value.name, value.known_as, value.reach.how)
    elif isinstance(value, msgspec.Struct):
        yield from (text for name in value.__struct_fields__ for text in texts_in(getattr(value, name)))
    elif hasattr(value, "__dataclass_fields__"):
        yield from (text for name in value.__dataclass_fields__ for text in texts_in(getattr(value, name)))
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in texts_in(inner))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (text for inner in value for text in texts_in(inner))


def everything_in(pdf: bytes) -> Iterator[str]:
    """Every text that can be got out of a PDF: the words of its pages as another reader copies them, every string of every object
    (title, bookmarks, descriptions, what is to be read out), XMP, and whatever bytes there are, unpacked."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()
    with pikepdf.open(BytesIO(pdf)) as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Stream):
                unpacked = each.read_bytes()
                yield from _as_text(unpacked)
                if each.get("/Subtype") != "/Image" and b"BT" in unpacked and b"Tf" in unpacked:
                    for operands, _ in pikepdf.parse_content_stream(each):
                        yield from (text for operand in operands for text in _strings(operand))
            yield from _strings(each)
    yield from _as_text(pdf)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        yield from (text for inner in value if not getattr(inner, "is_indirect", False) for text in _strings(inner))
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for name, inner in value.items():
            yield str(name)
            if not getattr(inner, "is_indirect", False):
                yield from _strings(inner)


def _as_text(data: bytes) -> Iterator[str]:
    for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
        yield data.decode(encoding, "ignore")


def test_the_search_finds_a_word_wherever_it_hides_in_a_file() -> None:
    """In a title, a bookmark, a description, words to be read out, a stream, a comment behind the end."""
    file = pikepdf.new()
    file.add_blank_page()
    file.docinfo["/Title"] = "Zqbacebida"
    file.Root.StructTreeRoot = file.make_indirect(pikepdf.Dictionary(K=pikepdf.Dictionary(Alt=pikepdf.String("Zqcacebida"))))
    content = b"/Span <</ActualText <FEFF" + "Zqdacebida".encode("utf-16-be").hex().encode() + b">>> BDC BT /F1 9 Tf ET EMC"
    file.pages[0].Contents = file.make_stream(content)
    file.Root.Extra = file.make_stream("Zqfacebida".encode("utf-16-le"))
    out = BytesIO()
    file.save(out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"Zqb" not in out.getvalue()
    words = Words()
    for letter in "bcdfg":
        words.meant[f"zq{letter}acebida"] = ("", "", "")
    found = {each for text in everything_in(out.getvalue() + b"% Zqg\xc2\xadacebida") for each in words.found_in(text)}
    assert found == set(words.meant)


@pytest.fixture
def record(desk: Desk) -> Record:
    return Record(desk, guides=2)


@pytest.mark.prove
def test_what_is_marked_is_in_no_content_of_any_paper(desk: Desk) -> None:
    """With an answer to every question of every guide, each marked in every way."""
    record = Record(desk, guides=99)
    found: set[str] = set()
    for _, content in contents(desk, record.person):
        found |= {each for text in texts_in(content) for each in record.words.found_in(text)}
    assert {(kind, at) for kind, at, marked in (record.words.meant[each] for each in found) if not marked} >= MUST_STAND
    meant = {record.words.meant[each] for each in found}
    assert {each for each in meant if each[2] and (each[0], each[2]) not in MAY_BE_PRINTED} == set()


def test_what_may_not_be_printed_is_nowhere_in_any_file(desk: Desk, record: Record) -> None:
    """Every paper, in every format; also what is not marked stands on paper only where it belongs there."""
    found: set[str] = set()
    for listed, content in contents(desk, record.person):
        for form in FORMATS:
            here = record.words.found_in("\n".join(everything_in(drawn(listed, content, form).pdf)))
            if listed.takes is not Takes.VISIT:
                assert not {record.words.meant[each][:2] for each in here} & ONLY_IN_A_LETTER
            found |= here
    assert {(kind, at) for kind, at, marked in (record.words.meant[each] for each in found) if not marked} >= MUST_STAND
    assert faults(found, record.words) == set()


def test_every_kind_is_tried_and_every_way_of_marking() -> None:
    """Whoever adds a mark that protects finds it here."""
    ways = {(kind.kind, name) for kind in person_kinds() for name in ways_of_hiding(kind)}
    assert ways >= {
        ("statement", "struck"),
        ("statement", "not_for_table"),
        ("statement", "not_to_print"),
        ("action", "struck"),
        ("action", "not_to_print"),
        ("circle", "do_not_contact"),
        ("circle", "removed"),
        (Portrait.kind, "withdrawn"),
    }


def test_a_photo_that_was_withdrawn_is_on_no_paper_and_in_no_file(desk: Desk, maggie: Person) -> None:
    """Neither its bytes nor what it shows; not even where it was chosen again on a laptop that knew nothing of it."""
    who, shows = add_person(desk, maggie).made, "Zqphoto laughing"
    choose_portrait(desk, who, look_at(png(3, 90)), Cut(), shows=shows, chosen_by=Speaker(role=Role.PERSON, name="Maggie"))
    now = portrait_of(desk, who)
    assert now is not None
    choose(desk, who, say(desk, who, "Radio 3 on low."), Section.IMPORTANT)

    def papers_with_it() -> list[str]:
        made = [(listed.name, drawn(listed, content, FORMATS[0]).pdf) for listed, content in contents(desk, who)]
        return [name for name, pdf in made if now.data in pdf or any("zqphoto" in text.casefold() for text in everything_in(pdf))]

    assert set(papers_with_it()) >= {"one-page-profile"}
    with desk.book.view() as view:
        before = view.current(Portrait, portrait_record(who))
    withdraw_portrait(desk, who)
    assert papers_with_it() == []
    with desk.book.unit() as unit:
        again = msgspec.structs.replace(before.body, shows=f"{shows} again")
        unit.seal(again, scope=person_scope(who), record=portrait_record(who), onto=before.heads)
        unit.commit()
    assert papers_with_it() == []
