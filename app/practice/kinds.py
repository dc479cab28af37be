"""Every kind of record, by name. A new kind is a struct with its groups, named here."""

from app.practice.circles import MemberMore, SectorNames
from app.practice.council_guides import CouncilGuide
from app.practice.devices import DeviceKey
from app.practice.erasures import Erasure
from app.practice.groups import Body
from app.practice.joinings import Joining, Moving
from app.practice.origins import Origin
from app.practice.own_view import OwnWish
from app.practice.people import CirclePerson, Council, Grant, Person, Staff
from app.practice.plans import Action, Agreement, CopyLeft, PaperVersion, PeoplePrinted, ProfileLine
from app.practice.portraits import Portrait, Profile
from app.practice.rules import LaptopRules
from app.practice.sheets import SheetLeft, SheetVersion
from app.practice.statements import Statement
from app.practice.visits import Visit
from app.practice.whys import Why

ALL: tuple[type[Body], ...] = (
    Person,
    CirclePerson,
    Statement,
    Visit,
    ProfileLine,
    Action,
    PaperVersion,
    Agreement,
    CopyLeft,
    Staff,
    Grant,
    Origin,
    Council,
    Joining,
    Moving,
    Erasure,
    LaptopRules,
    CouncilGuide,
    Why,
    PeoplePrinted,
    DeviceKey,
    OwnWish,
    Portrait,
    Profile,
    SectorNames,
    MemberMore,
    SheetVersion,
    SheetLeft,
)

BY_NAME: dict[str, type[Body]] = {kind.kind: kind for kind in ALL}
