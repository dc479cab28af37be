"""The photo a person chose and a page for a purpose, between laptops and a council: admitted, equal, gone when withdrawn."""

from app.casebook.leaving import freeze
from app.casebook.portraits import choose_portrait, look_at, portrait_of, withdraw_portrait
from app.casebook.profile import choose, profile_page
from app.casebook.purposes import add_profile, purposes_of
from app.practice.people import Role, Speaker
from app.practice.photos import Cut
from app.practice.plans import PaperKind, Section
from sync.server.admin import CouncilDesk
from tests.pictures import png
from tests.sync.laptops import Laptop
from tests.sync.photographs import desk_over

HER = Speaker(role=Role.PERSON, name="Grace")


def test_the_photo_and_the_pages_of_a_person_reach_the_next_worker(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """What is frozen on one laptop has the same number and check code on the other, photo and purpose included."""
    grace = ann.add_person()
    said = ann.say(grace, "Radio 3 on low.")
    helens, jos = desk_over(ann), desk_over(jo)
    choose(helens, grace, said, Section.IMPORTANT)
    choose_portrait(helens, grace, look_at(png(7, 80)), Cut(), shows="Grace laughing.", chosen_by=HER)
    ward = add_profile(helens, grace, "For the hospital", like="main").made
    frozen = freeze(helens, grace, PaperKind.PROFILE, profile=ward)
    assert ann.exchanger.exchange().proved_equal
    assert ann.exchanger.status().all_with_council
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    here, there = portrait_of(helens, grace), portrait_of(jos, grace)
    assert here is not None
    assert here == there
    assert [each.words for each in purposes_of(jos, grace)] == ["", "For the hospital"]
    assert profile_page(jos, grace, ward).photo == profile_page(helens, grace, ward).photo
    again = freeze(jos, grace, PaperKind.PROFILE, profile=ward)
    assert (again.number, again.code) == (frozen.number, frozen.code)
    withdraw_portrait(jos, grace)
    jo.exchanger.exchange()
    assert ann.exchanger.exchange().proved_equal
    assert portrait_of(helens, grace) is None
    assert profile_page(helens, grace, ward).photo is None
