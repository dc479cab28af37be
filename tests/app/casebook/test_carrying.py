"""The portable record file: a round trip loses nothing, nothing is overwritten, and a mistake is named by its place."""

import json
from collections.abc import Callable

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
from app.casebook.plan import plan_copy
from app.casebook.portable import FileView, read_record, record_schema, written_record
from app.casebook.profile import page_in, profile_page
from app.casebook.saying import history, reword, statements_of
from app.example import example_people, example_record, load_people
from app.practice.errors import FileMistake, NotFound
from app.practice.origins import Origin
from app.practice.plans import HowLeft, PaperKind
from app.practice.statements import Statement
from app.records.revision import person_scope

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
