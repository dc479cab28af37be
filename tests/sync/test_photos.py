"""Photos between laptops and a council: whole or not there, only for those who may see words that name them, never in the way."""

import threading
from collections.abc import Callable

import httpx2
import pytest
from sqlalchemy import text

from app.practice.photos import PhotoAllowance
from app.records import giving, photos
from app.records.canonical import sha256
from app.records.images import Photo
from app.records.revision import person_scope
from sync.photo_wire import PHOTO_PATH, PHOTOS_PATH, Arrived, content_range
from sync.protocol import Problem, unpack
from sync.server import doors
from sync.server.admin import CouncilDesk
from sync.server.asking import LineGone, Reply, Request
from sync.server.council import CouncilServer, Settings
from tests.pictures import photo
from tests.sync.laptops import START, Laptop
from tests.sync.photographs import ask, council_has, count, give, has, name_only, show, token_of

Make = Callable[..., Laptop]

both_engines = pytest.mark.on_both_engines


def test_a_photo_reaches_those_who_may_see_it(desk: CouncilDesk, council: CouncilServer, ann: Laptop, jo: Laptop) -> None:
    """It goes behind the words, and is on the second laptop byte for byte; a laptop without access never gets it."""
    grace = ann.add_person()
    made = photo(1, 300)
    said = show(ann, grace, made)
    outcome = ann.exchanger.exchange()
    assert (outcome.photos.given, outcome.proved_equal) == (1, True)
    assert council_has(council, made)
    assert ann.exchanger.status().all_with_council
    jo.exchanger.exchange()
    assert not has(jo, made)
    desk.works_with("jo", grace)
    assert jo.exchanger.exchange().photos.fetched == 1
    assert has(jo, made)
    assert jo.words_of(said) == {"That is Biscuit."}
    for laptop in (ann, jo):
        before = len(laptop.line.requests)
        outcome = laptop.exchanger.exchange()
        assert (outcome.photos.given, outcome.photos.fetched) == (0, 0)
        assert len(laptop.line.requests) == before + 1, "with nothing new it is one request"


def test_everything_is_not_said_before_the_photo_is_there(ann: Laptop, council: CouncilServer) -> None:
    grace = ann.add_person()
    made = photo(2)
    show(ann, grace, made)

    def no_photos(request: httpx2.Request) -> None:
        if request.url.path.startswith(PHOTO_PATH):
            raise httpx2.ConnectError("no way for photos")

    ann.line.before = no_photos
    outcome = ann.exchanger.exchange()
    standing = ann.exchanger.status()
    assert outcome.proved_equal
    assert (standing.waiting, standing.photos_waiting, standing.all_with_council) == (0, 1, False)
    ann.line.before = None
    ann.exchanger.exchange()
    assert (ann.exchanger.status().photos_waiting, ann.exchanger.status().all_with_council) == (0, True)


def test_words_go_before_photos(ann: Laptop) -> None:
    grace = ann.add_person()
    show(ann, grace, photo(3))
    ann.exchanger.exchange()
    paths = [path.rpartition("/")[0] if path.startswith(PHOTO_PATH) else path for path in ann.line.requests[1:]]
    assert paths.index(PHOTOS_PATH) > paths.index("/v1/exchange")


def test_not_there_and_not_for_you_look_the_same(council: CouncilServer, ann: Laptop, jo: Laptop) -> None:
    """Somebody who guesses hashes learns nothing: not by asking, not by giving."""
    grace = ann.add_person()
    made, unknown = photo(4), photo(5)
    show(ann, grace, made)
    ann.exchanger.exchange()
    for method, header in (("GET", {}), ("GET", {"range": "bytes=0-3"}), ("PUT", {"content_range": "bytes */100"})):
        there = ask(council, jo, method, made.hash, **header)
        nowhere = ask(council, jo, method, unknown.hash, **header)
        assert there == nowhere
        assert there.status == 404
    assert give(council, jo, made) == give(council, jo, unknown)
    assert ask(council, jo, "GET", "0" * 63) == ask(council, jo, "GET", made.hash)


def test_to_name_a_photo_is_not_enough_to_be_given_it(desk: CouncilDesk, council: CouncilServer, ann: Laptop, jo: Laptop) -> None:
    """Jo has heard of the hash, and writes words of her own person that name it. She gets nothing."""
    grace = ann.add_person()
    made = photo(6)
    show(ann, grace, made)
    ann.exchanger.exchange()
    samuel = jo.add_person("Samuel")
    name_only(jo, samuel, made.hash)
    jo.exchanger.exchange()
    assert not has(jo, made)
    assert ask(council, jo, "GET", made.hash) == ask(council, jo, "GET", photo(7).hash)
    with council.store.reading() as connection:
        assert photos.size_placed(connection, made.hash, [person_scope(samuel)]) == (0, [])


@both_engines
def test_giving_never_tells_whether_the_council_had_it(council: CouncilServer, ann: Laptop, jo: Laptop) -> None:
    """Two laptops give the same photo, each for its own person: every answer is the same, part by part."""
    made = photo(8, 200)
    answers = []
    for laptop, name in ((ann, "Grace"), (jo, "Samuel")):
        person = laptop.add_person(name)
        show(laptop, person, made)
        laptop.line.before = lambda request: (
            (_ for _ in ()).throw(httpx2.ConnectError("words only")) if (request.url.path.startswith(PHOTO_PATH)) else None
        )
        laptop.exchanger.exchange()
        laptop.line.before = None
        middle = len(made.data) // 2
        asked = ask(council, laptop, "PUT", made.hash, content_range=f"bytes */{len(made.data)}")
        replies = [asked, give(council, laptop, made, 0, middle), give(council, laptop, made, middle)]
        told = [unpack(reply.whole(), Arrived) for reply in replies]
        answers.append(
            [(reply.status, reply.headers, len(reply.content), each.have, each.taken, len(each.scopes))
             for reply, each in zip(replies, told, strict=True)]
        )  # fmt: skip
    assert answers[0] == answers[1]
    assert council_has(council, made)
    assert count(council, "photo") == 1
    assert count(council, "upload_part") == 0


def test_sizes_that_cannot_be(council: CouncilServer, ann: Laptop) -> None:
    """Nothing, too much, an end before the beginning, digits of another script: none of it is kept."""
    grace = ann.add_person()
    made = photo(9)
    name_only(ann, grace, made.hash)
    ann.exchanger.exchange()
    for header in ("bytes */0", "bytes */8388609", "bytes 0-9/999999999999"):
        assert ask(council, ann, "PUT", made.hash, b"abc", content_range=header).status == 413
    for header in ("bytes 5-4/10", "bytes 0-10/10", "bytes 0-3", "", "bytes ٣-4/10"):
        assert ask(council, ann, "PUT", made.hash, b"abc", content_range=header).status == 400
    assert count(council, "upload_part") == 0


def test_what_is_no_photo_is_put_aside_and_stops_nothing(
    desk: CouncilDesk, council: CouncilServer, ann: Laptop, jo: Laptop
) -> None:
    """Of three photos one is poisoned: the others arrive, the poisoned one is named, and nobody ever sees it."""
    grace = ann.add_person()
    good, also_good = photo(10), photo(11)
    bent = photo(12).data + b"51.5033 N 0.1276 W"
    poisoned = Photo(sha256(bent).hex(), bent)
    for each in (good, poisoned, also_good):
        show(ann, grace, each)
    outcome = ann.exchanger.exchange()
    assert (outcome.photos.given, outcome.photos.put_aside) == (2, 1)
    assert council_has(council, good)
    assert council_has(council, also_good)
    assert not council_has(council, poisoned)
    assert count(council, "upload_part") == 0
    with ann.book.view() as view:
        (aside,) = giving.put_aside(view)
    assert (aside.photo, aside.way) == (poisoned.hash, giving.SENT)
    assert not ann.exchanger.status().all_with_council
    before = len(ann.line.requests)
    ann.exchanger.exchange()
    assert len(ann.line.requests) == before + 1, "it is not tried again by itself"
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    assert has(jo, good)
    assert not has(jo, poisoned)


def test_bytes_of_another_photo_are_not_taken_for_it(council: CouncilServer, ann: Laptop) -> None:
    """The size is right and it is a photo, and still it is not the one of that hash."""
    grace = ann.add_person()
    made = photo(13)
    name_only(ann, grace, made.hash)
    ann.exchanger.exchange()
    other = photo(14)
    reply = ask(council, ann, "PUT", made.hash, other.data, content_range=content_range(0, len(other.data), len(other.data)))
    assert reply.status == 422
    assert unpack(reply.whole(), Problem).code == "no photo"
    assert count(council, "upload") == count(council, "upload_part") == count(council, "photo") == 0


@both_engines
def test_an_upload_goes_on_where_it_stopped(council: CouncilServer, ann: Laptop) -> None:
    """Overlaps are passed over, gaps are not taken, more than was announced is refused; what a cut line brought is kept."""
    grace = ann.add_person()
    made = photo(15, 300)
    name_only(ann, grace, made.hash)
    ann.exchanger.exchange()
    size = len(made.data)
    assert unpack(give(council, ann, made, 0, 1_000).whole(), Arrived).have == 1_000
    assert unpack(give(council, ann, made, 5_000, 6_000).whole(), Arrived).have == 1_000
    assert unpack(give(council, ann, made, 400, 3_000).whole(), Arrived).have == 3_000
    too_many = ask(council, ann, "PUT", made.hash, made.data[:9_000], content_range=f"bytes 0-4999/{size}")
    assert too_many.status == 400

    parts = iter([made.data[3_000:4_100], made.data[4_100:7_321]])

    def cut() -> bytes:
        try:
            return next(parts)
        except StopIteration:
            raise LineGone from None

    headers = {"authorization": f"Bearer {token_of(ann)}", "content-range": f"bytes 3000-{size - 1}/{size}"}
    request = Request("PUT", PHOTO_PATH + made.hash, headers, next_part=cut)
    doors.answer_request(council, doors.door_at("PUT", request.path), request)
    asked = ask(council, ann, "PUT", made.hash, content_range=f"bytes */{size}")
    assert unpack(asked.whole(), Arrived).have == 7_321
    assert not council_has(council, made)
    last = unpack(give(council, ann, made, 7_321).whole(), Arrived)
    assert (last.have, last.taken) == (size, True)
    assert council_has(council, made)
    again = unpack(give(council, ann, made).whole(), Arrived)
    assert (again.have, again.taken) == (size, True)


def test_parts_of_a_photo_are_given_as_they_are_asked_for(desk: CouncilDesk, council: CouncilServer, ann: Laptop) -> None:
    grace = ann.add_person()
    made = photo(16, 400)
    show(ann, grace, made)
    ann.exchanger.exchange()
    whole = ask(council, ann, "GET", made.hash)
    assert (whole.status, whole.content) == (200, made.data)
    assert dict(whole.headers)["cache-control"] == "no-store"
    part = ask(council, ann, "GET", made.hash, range="bytes=70000-70009")
    assert (part.status, part.content) == (206, made.data[70_000:70_010])
    assert dict(part.headers)["content-range"] == f"bytes 70000-70009/{len(made.data)}"
    assert ask(council, ann, "GET", made.hash, range="bytes=10-").content == made.data[10:]
    assert ask(council, ann, "GET", made.hash, range=f"bytes={len(made.data)}-").status == 416
    assert ask(council, ann, "GET", made.hash, range="bytes=9-3").status == 400
    with council.store.reading() as connection:
        acts = connection.execute(text("SELECT act, scope FROM audit WHERE act LIKE '%photo%' ORDER BY number")).all()
    assert [tuple(row) for row in acts[:2]] == [("wrote photo", person_scope(grace)), ("read photo", person_scope(grace))]


def test_who_no_longer_has_access_gets_no_photo(desk: CouncilDesk, council: CouncilServer, ann: Laptop, jo: Laptop) -> None:
    """And the photo leaves the laptop with the person, unless somebody else's words name it too."""
    grace, samuel = ann.add_person(), jo.add_person("Samuel")
    shared, hers = photo(17), photo(18)
    show(ann, grace, shared)
    show(ann, grace, hers)
    ann.exchanger.exchange()
    show(jo, samuel, shared)
    jo.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    assert has(jo, hers)
    desk.works_with("jo", grace, until=START.date())
    jo.clock.on(days=1)
    jo.may_compare = True  # letting go asks whether the council lacks anything
    jo.exchanger.exchange()
    assert ask(council, jo, "GET", hers.hash).status == 404
    assert ask(council, jo, "GET", shared.hash).status == 200
    jo.exchanger.exchange()
    assert not has(jo, hers)
    assert has(jo, shared)


@both_engines
def test_a_restored_council_gets_its_photos_back(council: CouncilServer, ann: Laptop) -> None:
    """The words were in the backup and the photo was not: the laptop sees it from the next answer, and gives it again."""
    grace = ann.add_person()
    made = photo(19)
    show(ann, grace, made)
    ann.exchanger.exchange()
    with council.writing() as connection:
        for table in ("photo", "photo_part", "photo_place", "photo_digest", "upload", "upload_part", "upload_day"):
            connection.execute(text(f"DELETE FROM {table}"))
    assert not council_has(council, made)
    assert ann.exchanger.exchange().photos.given == 1
    assert council_has(council, made)
    assert ann.exchanger.status().all_with_council


def test_a_laptop_may_give_so_much_in_a_day(council: CouncilServer, ann: Laptop) -> None:
    """What is above it waits, the words go, and the next day it goes."""
    grace = ann.add_person()
    first, second = photo(20), photo(21, 100)
    show(ann, grace, first)
    show(ann, grace, second)
    small = CouncilServer(council.store, clock=ann.clock, settings=Settings(photos=PhotoAllowance(day_bytes=100)))
    ann.line.council = small
    outcome = ann.exchanger.exchange()
    assert outcome.proved_equal
    assert outcome.photos.given == 1
    assert ann.exchanger.status().photos_waiting == 1
    ann.clock.on(days=1)
    assert ann.exchanger.exchange().photos.given == 1


def test_held_words_and_their_photo(desk: CouncilDesk, council: CouncilServer, ann: Laptop, jo: Laptop) -> None:
    """Words written after access ended are held for a manager; their photo is taken too, and given to nobody."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    desk.works_with("jo", grace, until=START.date())
    jo.clock.on(days=1)
    jo.may_compare = True
    made = photo(22)
    show(jo, grace, made)
    outcome = jo.exchanger.exchange()
    assert outcome.held == 2
    assert outcome.photos.given == 1
    assert council_has(council, made)
    assert ask(council, jo, "GET", made.hash).status == 404
    assert ask(council, ann, "GET", made.hash).status == 404
    assert jo.exchanger.status().photos_waiting == 0
    assert desk.release_held("no access") == 2
    assert ann.exchanger.exchange().photos.fetched == 1
    assert has(ann, made)


@both_engines
def test_two_laptops_give_the_same_photo_at_once(desk: CouncilDesk, council: CouncilServer, ann: Laptop, jo: Laptop) -> None:
    """Part by part, in turns and at the same moment: it is there once, for both people."""
    made = photo(24, 300)
    people = []
    for laptop, name in ((ann, "Grace"), (jo, "Samuel")):
        people.append(laptop.add_person(name))
        name_only(laptop, people[-1], made.hash)
        laptop.exchanger.exchange()
    replies: list[Reply] = []

    def give_all(laptop: Laptop) -> None:
        for start in range(0, len(made.data), 40_000):
            replies.append(give(council, laptop, made, start, start + 40_000))

    threads = [threading.Thread(target=give_all, args=(laptop,)) for laptop in (ann, jo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply.status for reply in replies} == {200}
    assert council_has(council, made)
    with council.store.reading() as connection:
        for person in people:
            assert photos.size_placed(connection, made.hash, [person_scope(person)])[0] == len(made.data)
    assert count(council, "upload_part") == 0
