"""A visit begun and words kept by somebody who hears the screen: AT-SPI on a virtual screen, with nothing of ours in between."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.example import example_council
from tests.journeys.reader import Heard, Reader, screen_reader

WORDS = "Forty choir gowns in one winter, and every hem is still up."
BUTTON, BOX, FIELD = "push button", "check box", "text"
ROLES_TO_USE = {
    BUTTON,
    BOX,
    FIELD,
    "radio button",
    "combo box",
    "list item",
    "list",
    "slider",
    "spin button",
    "page tab",
    "label",
}
"""What something that takes the keyboard may be; a label is a text that can be read word by word."""


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with screen_reader(tmp_path, ["example", "--folder", str(tmp_path / "town")]) as found:
        yield found


def all_is_told(reader: Reader) -> list[Heard]:
    """Whatever takes the keyboard says what it is and what it is called, and no two buttons are called the same."""
    heard = reader.on_screen()
    used = [each for each in heard if each.focusable and each.role != "frame"]
    assert used
    assert [each for each in used if not each.name.strip()] == []
    assert [each for each in used if each.role not in ROLES_TO_USE] == []
    names = Counter(each.name for each in used if each.role == BUTTON)
    assert [name for name, count in names.items() if count > 1] == []
    assert [each for each in used if each.role == FIELD and "EditableText" not in each.interfaces] == []
    return heard


@pytest.mark.prove
@pytest.mark.timeout(200)
def test_a_visit_can_be_begun_and_words_kept_by_ear(reader: Reader) -> None:
    reader.write(reader.hear("Your passphrase", FIELD, patience=90), example_council().member("helen").passphrase)
    all_is_told(reader)
    reader.press(reader.hear("Open", BUTTON))
    ready = reader.hear("Get ready for Margaret Okafor", BUTTON)
    all_is_told(reader)
    reader.press(ready)
    start = reader.hear("Start the visit", BUTTON)
    heard = all_is_told(reader)
    assert any("Sit on my left" in each.name for each in heard)
    reader.press(start)
    reader.press(reader.hear("Yes, that is all right", BOX))
    reader.press(reader.hear("People like", BOX))
    all_is_told(reader)
    reader.press(reader.hear("Begin", BUTTON))
    field = reader.hear("What is said", FIELD)
    all_is_told(reader)
    assert not [each.name for each in reader.on_screen() if each.checked and each.name == "Maggie"]
    reader.write(field, WORDS)
    reader.press(reader.hear("Maggie", BOX))
    chosen = reader.wait(lambda each: each.name == "Maggie" and each.role == BOX and each.checked, "Maggie chosen")
    assert chosen.enabled
    assert reader.words_in(reader.hear("*", FIELD)) == WORDS
    reader.press(reader.hear("Keep this", BUTTON))
    said = reader.hear(f"“{WORDS}”")
    assert said.role == "label"
    all_is_told(reader)
    assert "Tariq" not in " ".join(each.name + each.description for each in reader.on_screen())
