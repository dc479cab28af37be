"""Words are found however they are written: with marks or without, in any script, by their beginnings, as phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.searching import asked_for, holds, index_text, spans, tokens

FOUND = [
    ("zoe", "Zoë rings at six."),
    ("Zoë", "ZOE"),
    ("lukasz", "Łukasz lubi herbatę."),
    ("herbate", "Łukasz lubi herbatę."),
    ("żółw", "zolw"),
    ("bore da", "Bore dâ, Siân."),
    ("sian", "Bore dâ, Siân."),
    ("Siân", "Bore da\u0302, Sia\u0302n."),
    ("llanrwst", "LLANRWST"),
    ("strasse", "Straße"),
    ("tab", "I take 2 tablets at night."),
    ("2 tablets", "I take 2 tablets at night."),
    ('"tablets at night"', "I take 2 tablets at night."),
    ("“at night", "I take 2 tablets at night."),
    ("ann's", "Ann’s knee is bad."),
    ("شاي", "أحب الشَّاي والشاي."),
    ("احب", "أحب الشاي"),
    ("چائے", "مجھے چائے پسند ہے"),
    ("رہتي", "وہ یہاں رہتی ہے"),
    ("রহিমা", "রহিমা বেগম চা খান"),
    ("ਚਾਹ", "ਮੈਨੂੰ ਚਾਹ ਪਸੰਦ ਹੈ"),
    ("שלום", "שָׁלוֹם לכולם"),
    ("שלו", "שלום"),
    ("お茶", "毎朝お茶を飲みます"),
    ("茶", "我喜欢喝茶"),
    ("喝茶", "我喜欢喝茶"),
    ("ชา", "ฉันชอบดื่มชาตอนเช้า"),
    ("차", "차를 좋아해요"),
    ("чай", "Чай с лимоном"),
    ("7", "تناول ٧ حبات"),
]
NOT_FOUND = [
    ("blets", "I take 2 tablets at night."),
    ('"night at tablets"', "I take 2 tablets at night."),
    ('"tablet"', "I take 2 tablets at night."),
    ("a", "Annie"),
    ("রহমা", "রহিমা বেগম"),
    ("茶喝", "我喜欢喝茶"),
    ("tablets mornings", "I take 2 tablets at night."),
]


@pytest.mark.parametrize(("typed", "said"), FOUND)
def test_is_found(typed: str, said: str) -> None:
    """And the mark stands on something."""
    assert holds(asked_for(typed), [said])
    assert spans(asked_for(typed), said)


@pytest.mark.parametrize(("typed", "said"), NOT_FOUND)
def test_is_not_found(typed: str, said: str) -> None:
    assert not holds(asked_for(typed), [said])


@pytest.mark.parametrize("typed", ["", "  ", '"', "“”", "?!", "'", "* AND (", "--", "\u0301", "🙂"])
def test_what_is_no_word_asks_for_nothing(typed: str) -> None:
    """And is never an error."""
    assert not asked_for(typed) or holds(asked_for(typed), [typed])


def test_the_marks_stand_on_the_words_as_written() -> None:
    """Accents, composed or not, move no mark; words next to each other are one mark only if they were asked for as one."""
    said = "Bore da\u0302, Siân! Łukasz – tablets, 2 tablets."
    marked = [said[start:end] for start, end in spans(asked_for('sian lukasz "2 tablets"'), said)]
    assert marked == ["Siân", "Łukasz", "2 tablets"]


@given(st.text(max_size=60), st.text(max_size=20))
def test_the_index_holds_exactly_what_the_eye_finds(said: str, typed: str) -> None:
    """Every token of a text stands in its index text, tokens lie in order inside the text, and nothing breaks."""
    found = tokens(said)
    assert index_text([said]).split() == [token.text for token in found]
    places = [place for token in found for place in (token.start, token.end)]
    assert places == sorted(places)
    assert not places or places[-1] <= len(said)
    assert bool(spans(asked_for(typed), said)) or not (asked_for(typed) and holds(asked_for(typed), [said]))


@given(st.text(alphabet=st.characters(categories=("L", "N", "M", "P", "Z")), min_size=1, max_size=12))
def test_whatever_is_said_is_found_by_itself(said: str) -> None:
    """In any script there is."""
    asked = asked_for(said.replace('"', " "))
    assert not asked or holds(asked, [said])


@given(st.text(max_size=40))
def test_tokens_hold_nothing_that_the_index_takes_apart(said: str) -> None:
    """SQLite's own tokenizer cuts at every ASCII sign but letters and digits, and sees nothing to cut in ours."""
    for token in tokens(said):
        assert all(letter.isalnum() for letter in token.text if letter.isascii())
        assert "\0" not in token.text
        assert token.text
