"""The one-page profile, read back from the PDF."""

from app.paper import one_page_profile
from app.paper.look import DUSK, LEAF, SUN
from app.practice.people import Person, Role, Speaker
from app.practice.plans import Section
from app.practice.statements import Manner
from tests.app.paper.reading import Ground, ReadBack, read_back
from tests.app.paper.samples import (
    ADMIRED,
    ANN,
    DRAFT,
    HELEN,
    IMPORTANT,
    MRS_HALL,
    SAY,
    SECTIONS,
    line,
    maggie,
    many,
    profile,
)

LONG_NAME = "Wilhelmina Anastasia Bartholomea Featherstonehaugh " * 4


def boxes(read: ReadBack) -> list[Ground]:
    """The tinted boxes behind the parts, from the top of the paper down."""
    tints = {tuple(round(int(tint[at : at + 2], 16) / 255, 3) for at in (1, 3, 5)) for tint in (SUN, LEAF, DUSK)}
    found = [ground for ground in read.grounds if ground.colour in tints and ground.right - ground.left > 300]
    return sorted(found, key=lambda ground: (ground.page, -ground.top))


def test_the_three_parts_stand_in_their_order_with_every_word() -> None:
    read = read_back(one_page_profile(profile(), SAY).pdf)
    assert [element.text for element in read.tree.all("H1")] == ["Maggie"]
    assert [element.text for element in read.tree.all("H2")] == [
        "What people like and admire about me",
        "What is important to me",
        "How best to support me",
    ]
    said = [[words.text for words in item.all("P")] for item in read.tree.all("LI")]
    assert said == [
        [ADMIRED[0].words, "Mrs Hall said"],
        [ADMIRED[1].words],
        [IMPORTANT[0].words],
        [IMPORTANT[1].words],
        [IMPORTANT[2].words, "Maggie pointed to it"],
        [SECTIONS[Section.SUPPORT][0].words],
        [SECTIONS[Section.SUPPORT][1].words, "Ann Price told us"],
    ]


def test_each_part_is_inside_its_own_box_with_its_heading() -> None:
    read = read_back(one_page_profile(profile(), SAY).pdf)
    grounds = boxes(read)
    assert len({ground.colour for ground in grounds}) == len(grounds) == 3
    for heading, listed, ground in zip(read.tree.all("H2"), read.tree.all("L"), grounds, strict=True):
        inside = [seen for element in (heading, *listed.walk()) for seen in read.of(element)]
        assert all(ground.holds(seen) for seen in inside)
        outside = [seen for seen in read.seen if seen not in inside]
        assert not any(ground.holds(seen) for seen in outside)


def test_a_short_profile_takes_the_largest_size_of_the_design() -> None:
    report = one_page_profile(profile(), SAY).report
    assert (report.pages, report.text_size, report.complete) == (1, 16, True)


def test_a_fuller_profile_becomes_smaller_but_stays_on_one_side() -> None:
    sizes = []
    for count in (2, 4, 6, 8):
        report = one_page_profile(profile(dict.fromkeys(Section, many(count))), SAY).report
        assert (report.pages, report.did_not_fit) == (1, ())
        sizes.append(report.text_size)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 16
    assert sizes[-1] < 16


def test_it_is_never_smaller_than_the_person_reads() -> None:
    crowded = profile(dict.fromkeys(Section, many(30)), size=14)
    paper = one_page_profile(crowded, SAY)
    assert paper.report.text_size == 14
    assert min(seen.size for seen in read_back(paper.pdf).seen) >= 14


def test_what_does_not_fit_is_left_off_whole_and_named_least_important_last() -> None:
    crowded = {
        section: tuple(line(f"{section.value} {number:02}", words.words) for number, words in enumerate(many(20)))
        for section in Section
    }
    paper = one_page_profile(profile(crowded), SAY)
    fallen = paper.report.did_not_fit
    read = read_back(paper.pdf)
    items = [item.all("P")[0].text for item in read.tree.all("LI")]
    kept = [printed for section in Section for printed in crowded[section] if printed.record not in fallen]
    assert items == [printed.words for printed in kept]
    assert len(items) + len(fallen) == 60
    ranks = [int(record[-2:]) for record in fallen]
    assert ranks == sorted(ranks)
    assert min(ranks) >= max(int(printed.record[-2:]) for printed in kept)
    assert paper.report.pages == 1


def test_a_line_too_long_for_the_page_does_not_push_the_others_off() -> None:
    endless = line("endless", "I was born over the shop in Carr Lane. " * 520)
    paper = one_page_profile(profile({Section.IMPORTANT: (endless, *IMPORTANT)}), SAY)
    assert paper.report.did_not_fit == ("endless",)
    assert len(read_back(paper.pdf).tree.all("LI")) == len(IMPORTANT)


def test_large_print_may_take_two_sides_and_says_so() -> None:
    full = profile(dict.fromkeys(Section, many(5)), size=18)
    paper = one_page_profile(full, SAY)
    assert (paper.report.pages, paper.report.text_size, paper.report.did_not_fit) == (2, 18, ())
    read = read_back(paper.pdf)
    assert "Page 1 of 2." in read.foot(0)
    assert "Page 2 of 2." in read.foot(1)


def test_large_print_takes_one_side_where_one_is_enough() -> None:
    report = one_page_profile(profile({Section.IMPORTANT: IMPORTANT[:2]}, size=24), SAY).report
    assert (report.pages, report.text_size) == (1, 24)


def test_large_print_never_takes_a_third_side() -> None:
    paper = one_page_profile(profile(dict.fromkeys(Section, many(12)), size=28), SAY)
    assert paper.report.pages == 2
    assert paper.report.did_not_fit


def test_a_part_that_goes_on_says_so_to_the_eye_and_not_to_the_ear() -> None:
    paper = one_page_profile(profile({Section.SUPPORT: many(14)}, size=18), SAY)
    read = read_back(paper.pdf)
    assert read.pages == 2
    assert "How best to support me, continued" in read.foot(1)
    assert [element.text for element in read.tree.all("H2")] == ["How best to support me"]


def test_empty_parts_are_left_out() -> None:
    read = read_back(one_page_profile(profile({Section.IMPORTANT: IMPORTANT, Section.ADMIRE: ()}), SAY).pdf)
    assert [element.text for element in read.tree.all("H2")] == ["What is important to me"]
    assert len(boxes(read)) == 1


def test_an_empty_profile_says_that_it_is_empty() -> None:
    read = read_back(one_page_profile(profile({}), SAY).pdf)
    assert "Nothing has been chosen for this page yet." in read.words
    assert not read.tree.all("H2")


def test_the_foot_has_name_version_date_code_and_page() -> None:
    read = read_back(one_page_profile(profile(), SAY).pdf)
    foot = read.foot(0).replace("\u00a0", " ")
    assert foot == "Maggie. Version 3, 21 November 2026.Check code 4F7K2-QX9M3. Page 1 of 1."


def test_a_preview_is_a_draft_without_version_and_code() -> None:
    foot = read_back(one_page_profile(profile(stamp=DRAFT), SAY).pdf).foot(0).replace("\u00a0", " ")
    assert foot == "Maggie. Draft, 21 November 2026.Page 1 of 1."


def test_it_says_who_helped_and_whose_the_unsigned_lines_are() -> None:
    words = read_back(one_page_profile(profile(made_with=(HELEN, ANN, HELEN)), SAY).pdf).words
    assert "Made with Helen Price and Ann Price on 21 November 2026." in words
    assert "Lines without a name under them are my own words." in words
    alone = read_back(one_page_profile(profile({Section.IMPORTANT: IMPORTANT[:1]}, made_with=()), SAY).pdf).words
    assert "Made on 21 November 2026." in alone
    assert "Lines without a name" not in alone


def test_words_that_cannot_be_printed_are_named_and_a_sentence_stands_for_them() -> None:
    sections = {
        Section.ADMIRE: (line("thai", "ฉันชอบดนตรี"), line("sign", "Fish on Friday 𓆟", MRS_HALL)),
        Section.IMPORTANT: (line("tamil", "நான் தேநீர்"), line("chinese", "我喝茶"), line("plain", "Tea at four.")),
        Section.SUPPORT: (line("amharic", "ሰላም"), line("georgian", "გამარჯობა")),
    }
    paper = one_page_profile(profile(sections), SAY)
    found = dict(paper.report.cannot_print)
    assert set(found) == {"thai", "sign", "tamil", "chinese", "amharic", "georgian"}
    assert found["sign"] == "𓆟"
    assert found["chinese"] == "我喝茶"
    said = [[words.text for words in item.all("P")] for item in read_back(paper.pdf).tree.all("LI")]
    cannot = "These words are kept in the record. They cannot be printed yet."
    assert said == [[cannot], [cannot, "Mrs Hall said"], [cannot], [cannot], ["Tea at four."], [cannot], [cannot]]


def test_a_name_that_cannot_be_printed_is_named_too() -> None:
    amina = Speaker(role=Role.OTHER, name="አሚና")
    sections = {Section.ADMIRE: (line("a", "He makes us laugh.", amina),)}
    paper = one_page_profile(profile(sections, person=maggie(name="塔里克", known_as=""), made_with=(amina,)), SAY)
    read = read_back(paper.pdf)
    assert [element.text for element in read.tree.all("H1")] == ["My page"]
    assert "My name is kept in the record. It cannot be printed yet." in read.words
    assert "Somebody whose name cannot be printed yet said" in read.words
    assert "Name kept in the record. Version 3" in read.foot(0)
    assert ("a", "አሚና") in paper.report.cannot_print
    assert ("", "塔里克") in paper.report.cannot_print


def test_welsh_and_polish_print_as_they_are_written() -> None:
    welsh = "Mae’n rhaid i mi gael fy nhŷ fy hun, a’r ŵyn i’w gweld. Ŵyr Ŷd ẁ ẃ ẅ ỳ ÿ"
    polish = "Zażółć gęślą jaźń. Chcę rozmawiać po polsku: ŁÓDŹ, ŚĆŻŹĄĘŃ"
    apart = "Fy nhy\u0302 i"
    sections = {
        Section.IMPORTANT: (
            line("cy", welsh, language="cy"),
            line("pl", polish, language="pl-PL"),
            line("nfd", apart, language="cy"),
        )
    }
    paper = one_page_profile(profile(sections), SAY)
    assert paper.report.cannot_print == ()
    assert paper.report.fonts == ("Atkinson Hyperlegible Next",)
    printed = [(item.all("P")[0].text, item.all("P")[0].language) for item in read_back(paper.pdf).tree.all("LI")]
    assert printed == [(welsh, "cy"), (polish, "pl-PL"), (apart, "cy")]


def test_a_word_that_the_first_typeface_has_not_is_set_whole_in_the_second() -> None:
    paper = one_page_profile(profile({Section.IMPORTANT: (line("vi", "Mr Nguyễn brings tea."),)}), SAY)
    assert paper.report.fonts == ("Atkinson Hyperlegible Next", "Noto Sans")
    seen = read_back(paper.pdf).seen
    assert any(piece.text.strip() == "Nguyễn" and "NotoSans" in piece.font for piece in seen)


def test_a_long_name_breaks_over_lines_and_stays_on_the_page() -> None:
    for size in (0, 18, 28):
        read = read_back(one_page_profile(profile(size=size, person=maggie(size, LONG_NAME, "")), SAY).pdf)
        assert read.tree.all("H1")[0].text.split() == LONG_NAME.split()
        assert all(seen.left >= 40 and seen.right <= read.width - 40 and seen.bottom > 20 for seen in read.seen)
        assert "…" in read.foot(0)


def test_the_person_who_has_not_been_asked_gets_twelve_points_at_least() -> None:
    crowded = dict.fromkeys(Section, many(30))
    for asked, least in ((0, 12), (8, 12), (13, 13), (99, 48)):
        person = Person(name="A", reach=maggie(asked).reach)
        assert one_page_profile(profile(crowded, person=person), SAY).report.text_size == least


def test_the_same_statement_in_two_parts_is_printed_in_both() -> None:
    read = read_back(one_page_profile(profile({Section.ADMIRE: ADMIRED[1:], Section.SUPPORT: ADMIRED[1:]}), SAY).pdf)
    assert [item.all("P")[0].text for item in read.tree.all("LI")] == [ADMIRED[1].words] * 2


def test_a_line_without_a_word_is_no_line() -> None:
    paper = one_page_profile(profile({Section.ADMIRE: (line("blank", " \u200b\n "), ADMIRED[1])}), SAY)
    assert paper.report.did_not_fit == ()
    assert len(read_back(paper.pdf).tree.all("LI")) == 1


def test_how_words_came_is_said_for_all_but_the_persons_own() -> None:
    expected = {
        Manner.SPOKEN: "",
        Manner.SIGNED: "",
        Manner.WRITTEN: "",
        Manner.TOLD: "",
        Manner.POINTED: "Maggie pointed to it",
        Manner.SHOWN: "Maggie showed us",
        Manner.OBSERVED: "We saw this when we were with Maggie",
    }
    lines = tuple(line(manner.value, "Tea.", manner=manner) for manner in expected)
    read = read_back(one_page_profile(profile({Section.IMPORTANT: lines}), SAY).pdf)
    said = ["".join(words.text for words in item.all("P")[1:]) for item in read.tree.all("LI")]
    assert said == list(expected.values())
