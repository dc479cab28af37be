"""A guide file is read whole, or the mistake in it is named with its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.errors import GuideMistake
from app.practice.guide_files import read_guide
from app.practice.guides import COLUMNS, NAMED, ROWED, Column, Guide, Part, Prompt, Shelf
from app.practice.rows import in_row

GOOD = """\
id = "tea"
version = 3
dated = 2026-11-21
name = "Tea"
purpose = "How you like your tea."
shape = "day"
minutes = 5
picture = "cup"
tip = "Put the kettle on first."

[[part]]
id = "morning"
name = "Morning"

[[part]]
id = "evening"
name = "Evening"

[[prompt]]
id = "first-cup"
part = "morning"
column = "good"
question = "How do you like the first cup?"
easy = "How do you like tea?"
ask_aloud = ["Milk first?", "Which cup?"]
picture = "cup"
feeds = "important"

[[prompt]]
id = "cold-cup"
part = "evening"
column = "bad"
question = "And a bad cup?"
"""


def mistake_in(text: str) -> tuple[int, str, str]:
    """Line, place and fact of the mistake found in `text`."""
    with pytest.raises(GuideMistake) as caught:
        read_guide(text, "tea.toml")
    assert caught.value.file == "tea.toml"
    return caught.value.line, caught.value.where, caught.value.what


def guide_or_mistake(text: str) -> Guide | GuideMistake:
    try:
        return read_guide(text, "tea.toml")
    except GuideMistake as mistake:
        return mistake


def test_a_guide_is_read_whole() -> None:
    """Everything in the file is in the guide, in the order of the file."""
    guide = read_guide(GOOD, "tea.toml")
    assert (guide.id, guide.version, guide.dated, guide.minutes) == ("tea", 3, date(2026, 11, 21), 5)
    assert guide.part == (Part("morning", "Morning"), Part("evening", "Evening"))
    assert guide.prompt[0] == Prompt(
        id="first-cup",
        part="morning",
        column="good",
        question="How do you like the first cup?",
        easy="How do you like tea?",
        ask_aloud=("Milk first?", "Which cup?"),
        picture="cup",
        feeds="important",
    )


def test_a_prompt_may_leave_out_what_is_free() -> None:
    """Without an easy wording the question itself is the easy wording; the rest is simply not there."""
    prompt = read_guide(GOOD, "tea.toml").prompt[1]
    assert (prompt.easy, prompt.ask_aloud, prompt.picture, prompt.feeds) == ("And a bad cup?", (), "", "")


def test_a_guide_finds_its_prompts() -> None:
    """By part, by part and column, and by id; an id it has not is None, because an older version may have had it."""
    guide = read_guide(GOOD, "tea.toml")
    assert guide.columns == ("good", "bad", "todo")
    assert [prompt.id for prompt in guide.prompts_of("morning")] == ["first-cup"]
    assert guide.prompts_of("morning", "bad") == ()
    assert guide.prompt_named("cold-cup") == guide.prompt[1]
    assert guide.prompt_named("third-cup") is None
    assert guide.part_named("evening") == Part("evening", "Evening")
    assert guide.part_named("noon") is None


@pytest.mark.parametrize(
    ("was", "written", "line", "where", "what"),
    [
        ('name = "Tea"', 'name = "Tea', 4, "", "not written as TOML"),
        ('name = "Tea"', 'name = "Tea"\ncolour = "brown"', 5, "colour", "unknown key"),
        ('name = "Tea"\n', "", 0, "name", "missing"),
        ('name = "Tea"', 'name = "  "', 4, "name", "empty"),
        ('name = "Tea"', "name = 7", 4, "name", "not words in quotation marks"),
        ('picture = "cup"\ntip', "picture = 0\ntip", 8, "picture", "not words in quotation marks"),
        ("version = 3", 'version = "3"', 2, "version", "not a whole number of 1 or more"),
        ("version = 3", "version = true", 2, "version", "not a whole number of 1 or more"),
        ("version = 3", "version = 0", 2, "version", "not a whole number of 1 or more"),
        ("minutes = 5\n", "", 0, "minutes", "missing"),
        ("2026-11-21", '"21 November"', 3, "dated", "not a date such as 2026-11-21"),
        ("2026-11-21", "2026-11-21T10:00:00", 3, "dated", "not a date such as 2026-11-21"),
        ('"day"', '"year"', 6, "shape", f"no such shape as 'year'; there are {', '.join(COLUMNS)}"),
        ('id = "tea"', 'id = "tea:3"', 1, "id", "an id holds no ':'"),
        ('id = "evening"', 'id = "a:b"', 16, "part 2 (a:b), id", "an id holds no ':'"),
        ('id = "cold-cup"', 'id = "cold:3fa91c02"', 30, "prompt 2 (cold:3fa91c02), id", "an id holds no ':'"),
        ('id = "evening"', 'id = "morning"', 16, "part 2 (morning), id", "the id 'morning' stands twice"),
        ('name = "Evening"', 'nmae = "Evening"', 17, "part 2 (evening), nmae", "unknown key"),
        ('id = "cold-cup"', 'id = "first-cup"', 30, "prompt 2 (first-cup), id", "the id 'first-cup' stands twice"),
        ('question = "And a bad cup?"\n', "", 29, "prompt 2 (cold-cup), question", "missing"),
        ('part = "evening"', 'part = "noon"', 31, "prompt 2 (cold-cup), part", "no such part as 'noon'"),
        (
            'column = "bad"',
            'column = "said"',
            32,
            "prompt 2 (cold-cup), column",
            "no such column as 'said'; the shape day has good, bad, todo",
        ),
        (
            'feeds = "important"',
            'feeds = "money"',
            27,
            "prompt 1 (first-cup), feeds",
            "nothing called 'money' to feed; there are admire, important, support, plan, people",
        ),
        (
            '["Milk first?", "Which cup?"]',
            '"Milk first?"',
            25,
            "prompt 1 (first-cup), ask_aloud",
            "not a list of questions in quotation marks",
        ),
        ('["Milk first?", "Which cup?"]', '["Milk first?", 7]', 25, "prompt 1 (first-cup), ask_aloud", None),
        ("[[part]]", "[[section]]", 11, "section", "unknown key"),
    ],
)
def test_a_mistake_is_named_with_its_line(was: str, written: str, line: int, where: str, what: str | None) -> None:
    """One thing wrong in the file: which file, which line, where in it, and what."""
    assert was in GOOD
    found = mistake_in(GOOD.replace(was, written))
    assert found[:2] == (line, where)
    assert what in (None, found[2])


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (GOOD[: GOOD.index("[[prompt]]")], "prompt", "no [[prompt]] at all"),
        (GOOD[: GOOD.index("[[part]]")], "part", "no [[part]] at all"),
        (GOOD[: GOOD.index("[[part]]")] + 'part = "morning"\nprompt = []\n', "part", "not written as [[part]]"),
        ("", "id", "missing"),
        ("\ufeff" + GOOD, "", "not written as TOML"),
        ("id = " + "[" * 5_000, "", "not written as TOML"),
        ("version = " + "9" * 5_000, "", "not written as TOML"),
    ],
    ids=["no prompts", "no parts", "part is a word", "empty", "byte order mark", "deep", "long number"],
)
def test_a_file_that_is_hardly_a_guide_is_named_too(text: str, where: str, what: str) -> None:
    """Nothing a file can hold gets past as anything but a mistake."""
    assert mistake_in(text)[1:] == (where, what)


@given(st.integers(0, len(GOOD)), st.integers(0, 40), st.text(max_size=20))
def test_damage_anywhere_is_a_mistake_or_harmless(start: int, length: int, instead: str) -> None:
    """A file damaged at any place either still reads as a guide, or raises GuideMistake and nothing else."""
    damaged = GOOD[:start] + instead + GOOD[start + length :]
    found = guide_or_mistake(damaged)
    if isinstance(found, Guide):
        assert all(found.part_named(prompt.part) for prompt in found.prompt)
    else:
        assert 0 <= found.line <= len(damaged.splitlines()) + 1


def test_a_shelf_keeps_order_and_the_later_of_two() -> None:
    """A council's own version of a guide stands in the place of the one that ships."""
    ours = read_guide(GOOD, "tea.toml")
    other = read_guide(GOOD.replace('id = "tea"', 'id = "cake"'), "cake.toml")
    changed = read_guide(GOOD.replace("version = 3", "version = 4"), "tea.toml")
    shelf = Shelf([ours, other, changed])
    assert [(guide.id, guide.version) for guide in shelf.all()] == [("tea", 4), ("cake", 3)]
    assert shelf.get("tea") == changed
    assert shelf.get("coffee") is None


BALANCE = """\
id = "walk"
version = 1
dated = 2026-11-22
name = "The walk"
purpose = "What you want from a walk, and what keeps you safe."
shape = "balance"
minutes = 5
picture = "walk"
tip = "Ask what they would settle for."

[[column]]
id = "to"
name = "What I want"
easy = "I want"

[[column]]
id = "between"
name = "What we settle for"

[[column]]
id = "for"
name = "What keeps me safe"

[[part]]
id = "all"
name = "The walk"

[[prompt]]
id = "far"
part = "all"
column = "to"
question = "How far do you like to go?"
"""


def test_a_guide_names_its_columns_in_plain_words() -> None:
    """What stands above a column comes from the guide; the easy wording is the name where none was written."""
    guide = read_guide(BALANCE, "walk.toml")
    assert guide.columns == ("to", "between", "for")
    assert guide.column_named("to") == Column("to", "What I want", "I want")
    assert guide.column_named("between") == Column("between", "What we settle for", "What we settle for")
    assert read_guide(GOOD, "tea.toml").column_named("good") is None


@pytest.mark.parametrize(
    ("was", "written", "line", "where", "what"),
    [
        (
            'id = "between"',
            'id = "middle"',
            17,
            "column 2 (middle), id",
            "no such column as 'middle'; the shape balance has to, between, for",
        ),
        ('id = "between"', 'id = "to"', 17, "column 2 (to), id", "the id 'to' stands twice"),
        ('id = "between"\nname', 'id = "between"\nnmae', 18, "column 2 (between), nmae", "unknown key"),
        (
            '[[column]]\nid = "for"\nname = "What keeps me safe"\n',
            "",
            6,
            "shape",
            "a guide of the shape balance names its column 'for' with [[column]]",
        ),
    ],
)
def test_a_mistake_in_a_column_is_named_with_its_line(was: str, written: str, line: int, where: str, what: str) -> None:
    """A column that the shape does not have, that stands twice, or that has no name."""
    assert was in BALANCE
    assert mistake_in(BALANCE.replace(was, written)) == (line, where, what)


def test_a_question_is_found_by_where_an_answer_stands() -> None:
    """An answer in a row was asked with the same question as one outside of it."""
    guide = read_guide(GOOD, "tea.toml")
    assert guide.prompt_named(in_row("cold-cup", "3fa91c02")) == guide.prompt_named("cold-cup") == guide.prompt[1]
    assert guide.prompt_named(in_row("third-cup", "3fa91c02")) is None


def test_the_shapes_in_rows_are_shapes() -> None:
    """Every shape that stands in rows, or that names its columns, has columns."""
    assert COLUMNS.keys() > ROWED
    assert COLUMNS.keys() > NAMED
    assert [shape for shape in ("list", "day", "circle", "plan", "boxes", "week") if shape in ROWED] == []


def test_the_short_path_holds_the_guides_that_are_on_the_shelf() -> None:
    """In the order named, with the minutes of each; a guide that is not there takes no minutes."""
    tea = read_guide(GOOD, "tea.toml")
    walk = read_guide(BALANCE, "walk.toml")
    path = Shelf([tea, walk], short={"walk": 5, "coffee": 9, "tea": 7}).short_path
    assert path.guides == (walk, tea)
    assert path.minutes_each == (5, 7)
    assert path.minutes == 12
    assert Shelf([tea]).short_path.guides == ()


def test_guides_stand_in_groups_and_the_rest_in_the_last() -> None:
    """A guide that no group names is never lost; a group without guides is not shown."""
    tea = read_guide(GOOD, "tea.toml")
    walk = read_guide(BALANCE, "walk.toml")
    groups = (("To begin", ("walk", "coffee")), ("Later", ("cake",)), ("More", ()))
    assert Shelf([tea, walk], groups=groups).groups == (("To begin", (walk,)), ("More", (tea,)))
    assert Shelf([tea, walk]).groups == (("", (tea, walk)),)
    assert Shelf([]).groups == ()
