"""The typefaces that ship can write what people are called and what they say."""

import pytest
from PIL import ImageFont
from reportlab.pdfbase.ttfonts import TTFontFace

import resources
from app.practice.errors import NotFound

LETTERS = {
    "Welsh": ("Atkinson Hyperlegible Next", "aâbcdeêfghiîjlmnoôprstuûwŵyŷáàäéèëíìïóòöúùüẃẁẅýỳÿÂÊÎÔÛŴŶ"),
    "Polish": ("Atkinson Hyperlegible Next", "aąbcćdeęfghijklłmnńoóprsśtuwyzźżĄĆĘŁŃÓŚŹŻ"),
    "punctuation": ("Atkinson Hyperlegible Next", "“”‘’–—…£€½·•0123456789.,;:?!()/&%@+"),
    "Yorùbá": ("Noto Sans", "ẹọṣẸỌṢàáèéìíòóùú"),
    "Arabic": ("Noto Sans Arabic", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي،؟؛٠١٢٣٤٥٦٧٨٩"),
    "Urdu": ("Noto Sans Arabic", "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤۂۓ۔،؟۰۱۲۳۴۵۶۷۸۹"),
    "Bengali": (
        "Noto Sans Bengali",
        "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎংঃঁািীুূৃেৈোৌ্।০১২৩৪৫৬৭৮৯",
    ),
    "Punjabi": (
        "Noto Sans Gurmukhi",
        "ੳਅੲਸਹਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵੜ਼ਾਿੀੁੂੇੈੋੌ੍ੰਂੱ।੦੧੨੩੪੫੬੭੮੯",
    ),
    "Hebrew": ("Noto Sans Hebrew", "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
}
FONTS = resources.font_files()


def glyphs_of(family: str, weight: int) -> set[int]:
    """The characters a typeface can draw, as code points."""
    return set(TTFontFace(str(resources.font_path(family, weight))).charToGlyph)


@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("language", LETTERS)
def test_letters_of_a_language_are_there(language: str, weight: int) -> None:
    """Names and words in these languages are drawn with real letters in both weights, not with boxes."""
    family, letters = LETTERS[language]
    assert [letter for letter in letters if ord(letter) not in glyphs_of(family, weight)] == []


def test_emoji_can_be_drawn_on_the_screen() -> None:
    """People write hearts and smiles; the screen has a one-colour drawing of them."""
    assert {ord(sign) for sign in "😀❤🏠☕🌅🐕🎵👍🙏⛪🕌"} <= glyphs_of("Noto Emoji", 400)


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.path.name)
def test_a_font_is_what_the_index_says(font: resources.Font) -> None:
    """Family and weight are those inside the file, or the screen would ask for one and get another."""
    family, style = ImageFont.truetype(str(font.path), 12).getname()
    assert family == font.family
    assert style == {400: "Regular", 700: "Bold"}[font.weight]


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.path.name)
def test_a_font_carries_its_licence(font: resources.Font) -> None:
    """The Open Font License travels with every family, and names whose work it is."""
    licence = font.licence.read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert licence.startswith("Copyright")


def test_every_font_file_is_in_the_index() -> None:
    """Nothing lies in the folder that nobody uses."""
    folder = FONTS[0].path.parent.parent
    assert {font.path for font in FONTS} == set(folder.rglob("*.ttf"))


def test_a_font_that_does_not_ship_is_named() -> None:
    """Asking for another family or weight says which it was."""
    with pytest.raises(NotFound) as caught:
        resources.font_path("Comic Sans", 400)
    assert caught.value.facts == {"what": "file", "name": "Comic Sans 400"}
