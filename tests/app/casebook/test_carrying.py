"""The portable record file: a round trip loses nothing, nothing is overwritten, and a mistake is named by its place."""

import base64
import json
from collections.abc import Callable
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.casebook import leaving
from app.casebook.carrying import export_person, import_record, person_called
from app.casebook.desk import Desk
from app.casebook.leaving import copies_at_home
from app.casebook.photographs import photo_of, put_photo, take_in_photo
from app.casebook.plan import add_action, change_action, plan_copy
from app.casebook.portable import FileView, read_record, record_schema, written_record
from app.casebook.profile import page_in, profile_page
from app.casebook.saying import history, keep_off, leave_out, reword, statements_of
from app.casebook.visits import begin_visit, plan_visit
from app.example import example_people, example_record, load_people
from app.practice.errors import AnotherVisitUnderWay, FileMistake, NotFound
from app.practice.origins import Origin
from app.practice.plans import Action, HowLeft, PaperKind
from app.practice.statements import Statement
from app.practice.visits import Permission
from app.records.images import taken_in
from app.records.revision import person_scope
from tests.desks import add, say
from tests.pictures import png

TARIQ = example_record("tariq")


@pytest.fixture
def tariqs(desk: Desk) -> Desk:
    load_people(desk, ["tariq"])
    frozen = leaving.freeze(desk, TARIQ, PaperKind.PROFILE)
    leaving.copy_left(desk, TARIQ, frozen, PaperKind.PROFILE, HowLeft.PRINTED, "Tariq")
    return desk


def plain(data: bytes) -> dict[str, object]:
    told = json.loads(data)
    for name in ("made", "made_by"):
        del told[name]
    return told


@pytest.mark.parametrize("key", sorted(example_people()))
def test_a_round_trip_loses_nothing(desk: Desk, open_desk: Callable[[str], Desk], key: str) -> None:
    """Out of one casebook, into another, and out again: the same file to the letter but for when and by whom it was made."""
    load_people(desk, [key])
    person = example_record(key)
    first = written_record(export_person(desk, person, notes=True, history=True))
    other = open_desk("Jo Marsh")
    done = import_record(other, read_record(first, "a.json"), "a.json")
    second = written_record(export_person(other, person, notes=True, history=True))
    assert plain(second) == plain(first)
    assert done.known == 0
    again = import_record(other, read_record(first, "a.json"), "a.json")
    assert again.written == 0


def test_the_importer_is_the_author_and_the_first_author_stays_known(tariqs: Desk, open_desk: Callable[[str], Desk]) -> None:
    """Provenance is kept beside every imported record, and papers left before are still known to be up to date."""
    data = written_record(export_person(tariqs, TARIQ))
    other = open_desk("Jo Marsh")
    import_record(other, read_record(data, "a.json"), "a.json")
    statement = statements_of(other, TARIQ)[0]
    (wrote,) = history(other, statement.record)
    assert wrote.author == other.me.who
    with other.book.view() as view:
        origins = {each.body.record: each.body for each in view.all(Origin, person_scope(TARIQ))}
    assert origins[statement.record].author == "Helen Price"
    (copy,) = copies_at_home(other, TARIQ)
    assert not copy.out_of_date
    reword(other, profile_page(other, TARIQ).lines[0].record, "Other words.")
    (copy,) = copies_at_home(other, TARIQ)
    assert copy.out_of_date


def test_notes_and_history_stay_behind_unless_asked_for(desk: Desk) -> None:
    """By default no note that is not for the table is in the file, nor any earlier version."""
    load_people(desk, ["maggie"])
    maggie = example_record("maggie")
    radio = example_record("maggie", "radio")
    reword(desk, radio, "Radio 3 on low.")
    quiet = written_record(export_person(desk, maggie)).decode()
    full = written_record(export_person(desk, maggie, notes=True, history=True)).decode()
    assert "asked twice what time it gets dark" not in quiet
    assert "Off when anyone talks to me" not in quiet
    assert "asked twice what time it gets dark" in full
    assert "Off when anyone talks to me" in full


def test_words_that_differ_stand_beside_what_is_here(tariqs: Desk, open_desk: Callable[[str], Desk]) -> None:
    """Importing never overwrites: the other wording becomes a second version to be settled."""
    file = read_record(written_record(export_person(tariqs, TARIQ)), "a.json")
    other = open_desk("Jo Marsh")
    import_record(other, file, "a.json")
    record = profile_page(other, TARIQ).lines[0].record
    reword(tariqs, record, "Written meanwhile by Helen.")
    import_record(other, read_record(written_record(export_person(tariqs, TARIQ)), "b.json"), "b.json")
    with other.book.view() as view:
        now = view.current(Statement, record)
    assert {variant.values[0] for variant in now.versions["words"]} >= {"Written meanwhile by Helen."}
    assert len(now.versions["words"]) == 2


def test_papers_from_the_file_are_papers_from_the_casebook(tariqs: Desk) -> None:
    """The same lines in the same order, whether from the file or from the casebook."""
    file = read_record(written_record(export_person(tariqs, TARIQ)), "a.json")
    page = page_in(FileView(file), tariqs, TARIQ)
    assert [line.words for line in page.lines] == [line.words for line in profile_page(tariqs, TARIQ).lines]
    assert [line.revision for line in page.lines] == [line.revision for line in profile_page(tariqs, TARIQ).lines]
    assert page.person == plan_copy(tariqs, TARIQ).person


def test_the_schema_that_ships_is_the_schema_of_the_code(tariqs: Desk) -> None:
    """The written schema is true, every example file keeps to it, and it refuses what the reader refuses."""
    shipped = json.loads(resources.schema_text())
    assert shipped == json.loads(msgspec.json.encode(record_schema()))
    jsonschema.Draft202012Validator.check_schema(shipped)
    validator = jsonschema.Draft202012Validator(shipped)
    told = json.loads(written_record(export_person(tariqs, TARIQ, notes=True, history=True)))
    validator.validate(told)
    for name, text in resources.example_record_texts():
        validator.validate(json.loads(text))
        read_record(text.encode(), name)
    told["records"][0]["versions"][0]["body"]["name"] = 7
    assert not validator.is_valid(told)


@pytest.mark.parametrize(
    ("break_it", "place"),
    [
        (lambda told: told.update(format="something"), "$.format"),
        (lambda told: told.update(version=9), "$.version"),
        (lambda told: told.update(person="nobody"), "$.person"),
        (lambda told: told.update(surprise=1), "$"),
        (lambda told: told["records"][1].update(kind="staff"), "$.records[1].kind"),
        (lambda told: told["records"][1]["versions"].clear(), "$.records[1].versions"),
        (lambda told: told["records"][1]["versions"][0].update(body=[]), "$.records[1].versions[0].body"),
        (lambda told: told["records"][0]["versions"][0]["body"].update(name=5), "$.records[0].versions[0].body.name"),
        (
            lambda told: told["records"][0]["versions"][0]["body"]["reach"].update(text_size="big"),
            "$.records[0].versions[0].body.reach.text_size",
        ),
        (lambda told: told["records"].append(told["records"][0]), "$.records["),
    ],
)
def test_a_mistake_is_named_by_its_place(tariqs: Desk, break_it: Callable[[dict[str, object]], object], place: str) -> None:
    """A field of the wrong type, one too many, one missing: the place is said, and nothing else is raised."""
    told = json.loads(written_record(export_person(tariqs, TARIQ)))
    break_it(told)
    with pytest.raises(FileMistake) as caught:
        read_record(json.dumps(told).encode(), "tariq.json")
    assert caught.value.file == "tariq.json"
    assert caught.value.where.startswith(place)
    assert caught.value.what


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode())
)
def test_any_bytes_are_a_record_or_a_named_mistake(data: bytes) -> None:
    """Whatever is in a file, the reader raises nothing but its own mistake."""
    with pytest.raises(FileMistake):
        read_record(data, "any.json")


def test_a_person_is_called_by_name_number_or_record(tariqs: Desk) -> None:
    """Each leads to the person; a name nobody has is said to be so."""
    assert {person_called(tariqs, name) for name in ("Tariq Aziz", "tariq", "EV-10377", TARIQ)} == {TARIQ}
    with pytest.raises(NotFound):
        person_called(tariqs, "Nobody")


def test_what_was_left_out_or_is_not_to_be_shared_stays_behind_unless_asked_for(tariqs: Desk) -> None:
    """A file goes to somebody else: it takes along what the person wanted left out or kept back only when that is meant."""
    out, kept = (line.record for line in profile_page(tariqs, TARIQ).lines[:2])
    leave_out(tariqs, out)
    keep_off(tariqs, kept, sharing=True)
    promise = add_action(tariqs, TARIQ, Action(what="Ring")).made
    change_action(tariqs, promise, struck=True)

    def carried(*, notes: bool = False, history: bool = False) -> set[str]:
        return {entry.record for entry in export_person(tariqs, TARIQ, notes=notes, history=history).records}

    assert carried().isdisjoint({out, kept, promise})
    assert carried(notes=True) & {out, kept, promise} == {kept}
    assert carried(history=True) & {out, kept, promise} == {out, promise}


def test_words_that_stood_here_before_do_not_come_back_from_an_older_file(tariqs: Desk, open_desk: Callable[[str], Desk]) -> None:
    """The same file a second time, after the words were changed here: there is nothing to settle."""
    file = read_record(written_record(export_person(tariqs, TARIQ)), "a.json")
    other = open_desk("Jo Marsh")
    import_record(other, file, "a.json")
    record = profile_page(other, TARIQ).lines[0].record
    reword(other, record, "Changed here since.")
    assert import_record(other, file, "a.json").written == 0
    with other.book.view() as view:
        assert view.current(Statement, record).settled


@pytest.mark.parametrize("as_a", ["statement", "visit"])
def test_a_file_cannot_write_into_another_persons_record(tariqs: Desk, as_a: str) -> None:
    """Not by naming a record that is about somebody else, nor one of another kind; and then nothing of it is taken in."""
    somebody = add(tariqs)
    taken = say(tariqs, somebody, "Mine.") if as_a == "statement" else plan_visit(tariqs, TARIQ).made
    told = json.loads(written_record(export_person(tariqs, TARIQ)))
    next(entry for entry in told["records"] if entry["kind"] == "statement")["record"] = taken
    with tariqs.book.view() as view:
        before = view.waiting()
    with pytest.raises(FileMistake) as mistake:
        import_record(tariqs, read_record(json.dumps(told).encode(), "a.json"), "a.json")
    assert mistake.value.where.endswith(".record")
    with tariqs.book.view() as view:
        assert view.waiting() == before


@pytest.mark.parametrize(
    ("break_it", "what"),
    [
        (lambda told, body: body.update(rank=2**60), "2**53"),
        (lambda told, body: body.update(words="\ud800"), ""),
        (lambda told, body: told.update(made="2026-11-21T10:00:00"), ""),
        (lambda told, body: told["records"].append({**told["records"][0], "record": "0" * 32}), "one person"),
    ],
)
def test_values_that_no_record_can_hold_are_named_before_anything_is_kept(
    tariqs: Desk, break_it: Callable[[dict[str, Any], dict[str, Any]], object], what: str
) -> None:
    told = json.loads(written_record(export_person(tariqs, TARIQ)))
    body = next(entry for entry in told["records"] if entry["kind"] == "statement")["versions"][0]["body"]
    break_it(told, body)
    with pytest.raises(FileMistake) as mistake:
        read_record(json.dumps(told).encode(), "a.json")
    assert what in mistake.value.what


@pytest.mark.parametrize("inside", [b'"\xff"', b'"\xed\xa0\x80"', b"[" * 100_000 + b"]" * 100_000])
def test_bytes_inside_a_body_that_are_no_text_are_a_named_mistake(tariqs: Desk, inside: bytes) -> None:
    data = written_record(export_person(tariqs, TARIQ)).replace(b'"words":', b'"words": ' + inside + b', "language":', 1)
    with pytest.raises(FileMistake):
        read_record(data, "a.json")


def test_during_a_visit_nobody_else_is_found_taken_out_or_brought_in(tariqs: Desk) -> None:
    file = read_record(written_record(export_person(tariqs, TARIQ)), "a.json")
    somebody = add(tariqs)
    begin_visit(tariqs, plan_visit(tariqs, somebody).made, permission=Permission(given=True), present=(), topics=())
    with pytest.raises(NotFound):
        person_called(tariqs, "Tariq Aziz")
    with pytest.raises(AnotherVisitUnderWay):
        export_person(tariqs, TARIQ)
    with pytest.raises(AnotherVisitUnderWay):
        import_record(tariqs, file, "a.json")


def pictured(desk: Desk) -> tuple[str, str]:
    """A person with words that have a photo; their record, and the photo."""
    maggie = add(desk)
    said = say(desk, maggie, "That is Biscuit.")
    photo = take_in_photo(desk, png(60))
    put_photo(desk, said, photo)
    return maggie, photo


def test_photos_travel_along(desk: Desk, open_desk: Callable[[str], Desk]) -> None:
    """Out, in, and out again: the same file, the same bytes, and seen on the other side."""
    maggie, _ = pictured(desk)
    first = written_record(export_person(desk, maggie))
    assert len(json.loads(first)["photos"]) == 1
    jsonschema.validate(json.loads(first), json.loads(resources.schema_text()))
    other = open_desk("Jo Marsh")
    import_record(other, read_record(first, "a.json"), "a.json")
    assert plain(written_record(export_person(other, maggie))) == plain(first)
    (statement,) = [each for each in statements_of(other, maggie) if each.body.picture]
    data = photo_of(other, statement.record)
    assert data is not None
    assert import_record(other, read_record(first, "a.json"), "a.json").written == 0


def bent(first: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    told = json.loads(first)
    change(told)
    return json.dumps(told).encode()


def test_a_photo_that_is_none_is_named_by_its_place(desk: Desk) -> None:
    """Bytes of another, something behind it, twice the same, one that nothing names, and no base64."""
    maggie, _ = pictured(desk)
    first = written_record(export_person(desk, maggie))
    data = base64.b64decode(json.loads(first)["photos"][0]["data"])
    other, more = base64.b64encode(taken_in(png(61)).data).decode(), base64.b64encode(data + b"more").decode()
    for change, where in (
        (lambda told: told["photos"][0].update(data=other), "$.photos[0].data"),
        (lambda told: told["photos"][0].update(data=more), "$.photos[0].data"),
        (lambda told: told["photos"].append(told["photos"][0]), "$.photos[1].hash"),
        (lambda told: told["photos"][0].update(hash="0" * 64), "$.photos[0].hash"),
        (lambda told: told["photos"][0].update(hash="x"), "$.photos[0].hash"),
        (lambda told: told["photos"][0].update(data="%%%"), "$.photos[0].data"),
    ):
        with pytest.raises(FileMistake) as mistake:
            read_record(bent(first, change), "a.json")
        assert mistake.value.where == where


def test_a_file_without_photos_is_as_it_was(desk: Desk) -> None:
    """So releases that know no photos read it."""
    assert b"photos" not in written_record(export_person(desk, add(desk)))
