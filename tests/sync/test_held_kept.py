"""What the council holds for a manager has no number in its feed: a laptop keeps it all the same until a backup has it, and gives
it once more to a council that was put back from before."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import httpx2
import pytest

from app.practice.errors import ServerUnreachable
from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records.drafts import Draft
from app.records.revision import new_record, person_scope
from sync.client.exchange import Exchanger
from sync.client.pages import Pace
from sync.client.talk import Talk
from sync.protocol import COMPARE_PATH
from sync.server.admin import CouncilDesk, open_desk
from sync.server.backup import back_up
from sync.server.council import Settings
from sync.server.restoring import restore
from tests.pictures import photo
from tests.sync.laptops import CHEAP, Laptop, council_ids, cut_after
from tests.sync.photographs import has, show
from tests.sync.test_exchange import backed_up, scopes_here, share

LONG_AGO = {"since": date(2026, 11, 1), "until": date(2026, 11, 2)}


def end_of_feed(desk: CouncilDesk) -> int:
    with desk.council.store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT max(number) FROM revision").scalar_one())


def lost_access(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> str:
    """A person whom Jo worked with until now, and who is in a backup to the end of the feed."""
    grace = share(desk, ann, jo)
    desk.works_with("jo", grace, **LONG_AGO)
    backed_up(desk, end_of_feed(desk))
    jo.may_compare = True
    return grace


@pytest.mark.on_both_engines
def test_held_words_stay_until_a_later_backup_has_them(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """They were taken after the backup, though the feed has not moved since."""
    grace = lost_access(desk, ann, jo)
    jo.say(grace, "Only Jo heard this.")
    outcome = jo.exchanger.exchange()
    assert (outcome.held, jo.exchanger.status().leaving) == (1, 1)
    assert person_scope(grace) in scopes_here(jo)
    ann.say(grace, "And the feed went on.")
    ann.exchanger.exchange()
    jo.exchanger.exchange()
    assert person_scope(grace) in scopes_here(jo)
    backed_up(desk, end_of_feed(desk))
    jo.exchanger.exchange()
    assert person_scope(grace) not in scopes_here(jo)


def test_held_words_do_not_stay_for_ever(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    grace = lost_access(desk, ann, jo)
    jo.say(grace, "Only Jo heard this.")
    jo.exchanger.exchange()
    ann.clock.on(days=31)
    jo.sign_in("jo")
    jo.exchanger.exchange()
    assert person_scope(grace) not in scopes_here(jo)


def test_a_photo_given_after_the_backup_stays_too(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Its words were in the backup; the photo came after them."""
    grace = share(desk, ann, jo)
    made = photo(31)
    show(jo, grace, made)
    jo.exchanger.exchange()
    desk.works_with("jo", grace, **LONG_AGO)
    backed_up(desk, end_of_feed(desk))
    jo.may_compare = True
    jo.exchanger.exchange()
    assert has(jo, made)
    ann.say(grace, "And the feed went on.")
    ann.exchanger.exchange()
    backed_up(desk, end_of_feed(desk))
    jo.exchanger.exchange()
    assert not has(jo, made)


class Later(Statement, frozen=True, kw_only=True):
    format = 7


@pytest.mark.parametrize("opened_again", [False, True])
def test_a_council_put_back_is_given_again_what_it_held(
    tmp_path: Path, desk: CouncilDesk, ann: Laptop, opened_again: bool
) -> None:
    """Its feed stands where it stood, so neither cursor nor digest says that anything is gone."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    ann.may_compare = True
    with put_back_later(tmp_path, desk, ann) as back:
        with ann.book.unit() as unit:
            unit.seal(Later(words="From 2031.", speaker=Speaker(role=Role.PERSON)), scope=person_scope(grace))
            unit.commit()
        assert ann.exchanger.exchange().held == 1
        again = Exchanger(ann.book, connect=lambda address: Talk(address, transport=ann.line)) if opened_again else ann.exchanger
        council = back()
        assert council.held() == []
        assert again.exchange().held == 1
        assert [line.person for line in council.held()] == [person_scope(grace)]
        assert [each.answer for each in ann.exchanger.status().refusals] == ["held"]


def test_a_record_that_leaves_waits_for_a_council_put_back(tmp_path: Path, desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    grace = share(desk, ann, jo)
    desk.works_with("jo", grace, **LONG_AGO)
    jo.may_compare = True
    with put_back_later(tmp_path, desk, jo) as back:
        jo.say(grace, "Only Jo heard this.")
        assert jo.exchanger.exchange().held == 1
        council = back()
        assert jo.exchanger.exchange().held == 1
        assert [line.person for line in council.held()] == [person_scope(grace)]
        assert person_scope(grace) in scopes_here(jo), "it has no backup now of which it speaks"


def test_a_record_that_a_draft_keeps_here_is_given_again_to_a_council_put_back(
    tmp_path: Path, desk: CouncilDesk, ann: Laptop, jo: Laptop
) -> None:
    """It is no longer fed to this laptop, and may not leave it: what the council lost of it is sent again all the same."""
    grace = share(desk, ann, jo)
    jo.may_compare = True
    with put_back_later(tmp_path, desk, jo) as back:
        said = jo.say(grace, "Only Jo heard this.")
        jo.exchanger.exchange()
        jo.book.keep_draft(
            Draft(new_record(), "statement", person_scope(grace), None, (), b'{"words":"And this"}', 1, jo.clock())
        )
        desk.works_with("jo", grace, **LONG_AGO)
        jo.exchanger.exchange()
        assert jo.exchanger.status().leaving == 1
        council = back()
        council.works_with("jo", grace, **LONG_AGO)
        jo.exchanger.exchange()
        assert jo.words_of(said) == {"Only Jo heard this."}
        assert [line.person for line in council.held()] == [person_scope(grace)]


def test_held_words_are_given_again_though_the_feed_has_come_as_far_as_before(
    tmp_path: Path, desk: CouncilDesk, ann: Laptop, jo: Laptop
) -> None:
    """What Ann gives again gets the number that it had, so that Jo's cursor holds on a council that was put back."""
    grace = share(desk, ann, jo)
    ann.may_compare = jo.may_compare = True
    with put_back_later(tmp_path, desk, jo) as back:
        ann.say(grace, "The first after the backup.")
        ann.exchanger.exchange()
        later(jo, grace)
        assert jo.exchanger.exchange().held == 1
        council = back()
        ann.line.council = council.council
        ann.exchanger.exchange()
        backed_up(council, end_of_feed(council))
        jo.exchanger.exchange()
        assert [line.person for line in council.held()] == [person_scope(grace)]


def test_no_claim_is_made_for_a_record_that_a_draft_keeps_and_the_council_lost(
    tmp_path: Path, desk: CouncilDesk, ann: Laptop, jo: Laptop
) -> None:
    """Jo's last exchange was cut before the cursor had come by what Jo gave, so that it holds on the council that was put back.
    The record is Jo's no longer, and a draft keeps it here."""
    grace = share(desk, ann, jo)
    omar = ann.add_person("Omar Haddad")
    ann.exchanger.exchange()
    desk.works_with("jo", omar)
    jo.exchanger.exchange()
    jo.may_compare = True
    for place in range(12):
        ann.say(omar, f"Number {place}.")
    ann.exchanger.exchange()
    with put_back_later(tmp_path, desk, jo) as back:
        said = jo.say(grace, "Only Jo heard this.")
        jo.book.keep_draft(draft_about(jo, grace))
        exchange_and_cut(jo)
        assert jo.waiting() == 0
        council = back()
        council.works_with("jo", grace, **LONG_AGO)
        backed_up(council, end_of_feed(council))
        jo.exchanger.exchange()
        standing = jo.exchanger.status()
        assert jo.ids() <= council_ids(council.council) or not standing.all_with_council
        assert jo.words_of(said) == {"Only Jo heard this."}
        assert [line.person for line in council.held()] == [person_scope(grace)]


def later(laptop: Laptop, person: str) -> None:
    """Words written with a newer version, which the council holds."""
    with laptop.book.unit() as unit:
        unit.seal(Later(words="From 2031.", speaker=Speaker(role=Role.PERSON)), scope=person_scope(person))
        unit.commit()


def exchange_and_cut(laptop: Laptop) -> None:
    """What it gives is stored, and the line goes in the middle of what comes back."""
    line = laptop.line
    asked = len(line.requests)
    small = Exchanger(
        laptop.book, connect=lambda address: Talk(address, transport=line), rest=lambda seconds: None, pace=Pace(rows=2)
    )

    def gone(request: httpx2.Request) -> None:
        if len(line.requests) > asked + 1:
            raise httpx2.ConnectError("gone")

    line.before, line.after = gone, lambda request, response: cut_after(response, len(response.content) * 2 // 3)
    with pytest.raises(ServerUnreachable):
        small.exchange()
    line.before = line.after = None


def draft_about(laptop: Laptop, person: str) -> Draft:
    return Draft(new_record(), "statement", person_scope(person), None, (), b'{"words":"And this"}', 1, laptop.clock())


@contextmanager
def put_back_later(folder: Path, desk: CouncilDesk, laptop: Laptop) -> Iterator[Callable[[], CouncilDesk]]:
    """A backup is made now; what is given puts the council back from it, and the laptop talks with that one."""
    (folder / "backup").mkdir()
    made = back_up(folder / "council", folder / "backup")
    opened: list[CouncilDesk] = []

    def back() -> CouncilDesk:
        desk.close()
        shutil.rmtree(folder / "council")
        restore(made.file, folder / "council")
        opened.append(open_desk(folder / "council", clock=laptop.clock, settings=Settings(cost=CHEAP)))
        laptop.line.council = opened[0].council
        return opened[0]

    try:
        yield back
    finally:
        for each in opened:
            each.close()


def test_what_is_held_is_asked_after_once_in_each_exchange(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    grace = lost_access(desk, ann, jo)
    jo.say(grace, "Only Jo heard this.")
    jo.exchanger.exchange()
    before = len(jo.line.requests)
    jo.clock.on(seconds=timedelta(minutes=5).total_seconds())
    jo.exchanger.exchange()
    assert jo.line.requests[before:].count(COMPARE_PATH) <= 1
