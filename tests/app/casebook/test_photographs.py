"""A photo put to somebody's words, on one laptop: kept in the encrypted file, seen again, and gone with the words."""

import io
from pathlib import Path

import pytest
from PIL import Image

from app.casebook.desk import Desk
from app.casebook.people import add_person
from app.casebook.photographs import photo_of, put_photo, take_in_photo
from app.casebook.saying import Typed, bring_back, leave_out, new_typing, seal_typing
from app.casebook.visits import begin_visit, pause_visit, plan_visit
from app.practice.errors import AnotherVisitUnderWay, NotFound, PhotoUnreadable
from app.practice.people import Person, Role, Speaker
from app.practice.statements import Statement
from app.practice.visits import Permission, Place
from app.records import photos
from app.records.revision import person_scope
from tests.pictures import png

MAGGIE = Person(name="Margaret Okafor")


def say(desk: Desk, person: str, words: str = "That is Biscuit.") -> str:
    with desk.book.unit() as unit:
        record = unit.seal(Statement(words=words, speaker=Speaker(role=Role.PERSON)), scope=person_scope(person))
        unit.commit()
    return record


def files_hold(desk: Desk, what: bytes) -> bool:
    return any(what in path.read_bytes() for path in Path(desk.book.path).parent.iterdir() if path.is_file())


def test_a_photo_is_kept_and_seen_and_is_in_no_file_in_the_clear(desk: Desk) -> None:
    maggie = add_person(desk, MAGGIE).made
    said = say(desk, maggie)
    assert photo_of(desk, said) is None
    photo = take_in_photo(desk, png(50), "biscuit.png")
    assert take_in_photo(desk, png(50)) == photo
    put_photo(desk, said, photo)
    data = photo_of(desk, said)
    assert data is not None
    assert Image.open(io.BytesIO(data)).size == (60, 60)
    assert not files_hold(desk, data[200:260])
    with desk.book.view() as view:
        assert view.current(Statement, said).body.photo == photo
    put_photo(desk, said, "")
    assert photo_of(desk, said) is None


def test_what_cannot_be_changes_nothing(desk: Desk) -> None:
    maggie = add_person(desk, MAGGIE).made
    said = say(desk, maggie)
    with pytest.raises(PhotoUnreadable):
        take_in_photo(desk, b"no photo", "letter.txt")
    with pytest.raises(NotFound):
        put_photo(desk, said, "0" * 64)
    assert photo_of(desk, said) is None


def test_while_somebody_else_is_visited_no_other_photo_is_seen(desk: Desk) -> None:
    maggie, ann = add_person(desk, MAGGIE).made, add_person(desk, Person(name="Ann")).made
    said = say(desk, maggie)
    put_photo(desk, said, take_in_photo(desk, png(51)))
    visit = plan_visit(desk, ann).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    with pytest.raises(AnotherVisitUnderWay):
        photo_of(desk, said)


def test_what_is_left_out_takes_its_photo_with_it_when_the_visit_pauses(desk: Desk) -> None:
    """Until then it may be put back. A photo that was put to nothing is forgotten after a day."""
    maggie = add_person(desk, MAGGIE).made
    visit = plan_visit(desk, maggie).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    typed = Typed(words="That is Biscuit.", speaker=Speaker(role=Role.PERSON))
    said = seal_typing(desk, new_typing(maggie, visit, typed)).made
    photo = take_in_photo(desk, png(52))
    put_photo(desk, said, photo)
    left = leave_out(desk, said)
    bring_back(desk, left)
    assert photo_of(desk, left.record) is not None
    leave_out(desk, left.record)
    pause_visit(desk, visit, Place())
    with desk.book.view() as view:
        assert not photos.is_here(view.connection, photo)
        assert not photos.arrived(view.connection, photo)
