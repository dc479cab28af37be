"""One poisoned revision, one that is too large, one photo that cannot be read, among good ones: everything else arrives on the
council and on the other laptop, and each bad one is named with its reason."""

from collections.abc import Callable

from sqlalchemy import update

from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records.revision import person_scope
from app.records.tables import photo_part, revision
from sync.protocol import REVISION_LIMIT
from sync.server.admin import CouncilDesk
from tests.pictures import photo
from tests.sync.laptops import Laptop, council_ids
from tests.sync.photographs import council_has, has, show

Make = Callable[..., Laptop]


def test_one_of_each_among_good_ones(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    good = [ann.say(grace, f"Before {place}.") for place in range(10)]
    poisoned = ann.say(grace, "Poisoned.")
    good += [ann.say(grace, f"Between {place}.") for place in range(10)]
    with ann.book.unit() as unit:
        long = Statement(words="x" * (REVISION_LIMIT + 1), speaker=Speaker(role=Role.PERSON))
        large = unit.seal(long, scope=person_scope(grace))
        unit.commit()
    good += [ann.say(grace, f"After {place}.") for place in range(10)]
    whole, broken = photo(41), photo(42)
    show(ann, grace, whole)
    named = show(ann, grace, broken)
    with ann.book.unit() as unit:
        unit.connection.execute(update(revision).where(revision.c.record == poisoned).values(signature=bytes(64)))
        change = update(photo_part).where(photo_part.c.photo == broken.hash)
        unit.connection.execute(change.values(bytes=bytes(len(broken.data))))
        unit.commit()
    for _ in range(3):
        ann.exchanger.exchange()
    jo.exchanger.exchange()
    standing = ann.exchanger.status()
    assert {each.record: each.code for each in standing.refusals} == {poisoned: "not signed", large: "too large"}
    assert all(each.words for each in standing.refusals)
    assert [each.photo for each in standing.photos_aside] == [broken.hash]
    assert all(each.words for each in standing.photos_aside)
    assert not standing.all_with_council
    assert standing.waiting == 0
    assert jo.exchanger.status().proved_equal
    for record in good:
        assert jo.words_of(record) == ann.words_of(record)
    assert (council_has(desk.council, whole), council_has(desk.council, broken)) == (True, False)
    assert (has(jo, whole), has(jo, broken)) == (True, False)
    assert jo.words_of(named) == ann.words_of(named)
    with ann.book.view() as view:
        bad = {each.id for each in view.every_revision() if each.header.record in (poisoned, large)}
    assert len(bad) == 2
    assert bad.isdisjoint(council_ids(desk.council))
    assert bad <= ann.ids()
