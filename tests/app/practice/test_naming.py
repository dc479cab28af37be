"""Whether words name somebody, as people write names in sentences."""

import pytest

from app.practice.naming import Named, Names


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Colin Byrne", "Colin Byrne took the money."),
        ("Colin Byrne", "I do not want colin here."),
        ("Colin Byrne", "COLIN!"),
        ("Colin Byrne", "Not at Byrne's house."),
        ("Colin Byrne", "Colin’s key is in the drawer."),
        ("Colin Byrne", "The Byrnes are loud."),
        ("Colin Byrne", "Col rings when he is drunk."),
        ('Colin "Kes" Byrne', "Kes has my card."),
        ("Colin Byrne (Kes)", "kes has my card."),
        ("Siân Rhŷs", "Mae Sian yn dod."),
        ("Sian Rhys", "Mae Siân yn dod."),
        ("Si\u0302an", "Siân"),
        ("Kasia Wójcik", "Widziałam Kasię we wtorek."),
        ("Kasia Wójcik", "Nie u Wojcik."),
        ("Tomasz", "U Tomasza nie."),
        ("Łukasz", "lukasz"),
        ("Jo", "Tell Jo nothing."),
        ("O'Neill", "Mrs O’Neill knows."),
        ("Anne-Marie Hall", "Ask Anne-Marie."),
        ("Anne-Marie Hall", "Ask Marie."),
        ("Will Marsh", "I asked Will."),
        ("colin", "It was colin."),
        ("محمد عزيز", "لا أريد محمد هنا."),
        ("محمد عزيز", "تكلمت مع أخي ومحمد."),
        ("أحمد", "قلت لاحمد لا."),
        ("مُحَمَّد", "محمد"),
        ("فاطمة", "فاطمه لا تأتي"),
        ("عارف خان", "عارف کے ساتھ نہیں"),
        ("דוד", "אמרתי לדוד שלא."),
        ("রহিম", "রহিমের সাথে না"),
        ("ਗੁਰਪ੍ਰੀਤ", "ਗੁਰਪ੍ਰੀਤ ਨਹੀਂ"),
        ("李明", "李明"),
        ("Colin Byrne", "C\u00adolin"),
    ],
)
def test_it_is_found(name: str, said: str) -> None:
    assert Names([Named(name)]).stand_in(said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Colin Byrne", "Colinette is my cat."),
        ("Colin Byrne", "A col is a pass."),
        ("Will Marsh", "I will go to the marsh."),
        ("May", "It may rain."),
        ("Jo", "jo"),
        ("Al", "almost"),
        ("Mark Brown", "A brown mark on the wall."),
        ("the lady from next door", "I like the door open."),
        ("Mrs Hall", "Mrs Price comes on Sunday."),
        ("محمد", "أحمد"),
        ("রহিম", "করিমের সাথে"),
        ("Colin", ""),
        ("", "Anything at all."),
        ("...", "..."),
    ],
)
def test_it_is_not_found(name: str, said: str) -> None:
    assert not Names([Named(name)]).stand_in(said)


def test_what_the_person_shares_is_no_sign_of_somebody() -> None:
    """The family's name is everybody's; the whole name is one person's."""
    names = Names([Named("Colin Okafor")], ["Margaret Okafor", "Maggie"])
    assert not names.stand_in("The Okafors sing.")
    assert names.stand_in("Colin Okafor sings.")
    assert names.stand_in("Colin sings.")


def test_a_further_name_may_stand_in_who_somebody_is() -> None:
    names = Names([Named("Colin Byrne", "Brother, known as Kes")])
    assert names.stand_in("Kes has my card.")
    assert not names.stand_in("My brother has my card.")
