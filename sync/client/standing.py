"""How the laptop stands with the council, worked out from the database at the moment it is asked, so that it is always true."""

from dataclasses import dataclass
from datetime import datetime

from app.records import checking, fed, giving
from app.records import exchange as kept
from app.records.book import Casebook
from app.records.exchange import ExchangeState, Refusal
from app.records.giving import PutAside
from app.records.revision import written_time


@dataclass(frozen=True)
class Standing:
    """What the status line and its details page say.

    `waiting`: revisions the council does not have, of which `in_visit` stay here until the visit is paused or ended.
    `proved_equal`: the last exchange proved both sides equal and nothing has been written, nor is filling, since.
    `refusals`: what the council holds for a manager or has refused. `filling`: people whose record is still arriving.
    `leaving`: people whose record is to leave this laptop once all of it is with the council.
    `people`: how many people's records this laptop is fed, those that are still arriving among them.
    `unchecked`: revisions whose signature nobody has checked yet, which goes on behind where the council has `vouched` for its
    laptops; `not_signed`: those set aside because it does not hold.
    `desk_code`: the code of another key by which the council now vouches, for a worker to compare; empty when there is none.
    `photos_waiting`: photos that are here and not with the council; `photos_coming`: those it has that are not here yet;
    `photos_aside`: those that could not be given or fetched.
    """

    waiting: int
    in_visit: int
    last_good: datetime | None
    proved_equal: bool
    refusals: tuple[Refusal, ...]
    signed_in: bool
    sign_in: str
    address: str
    council_name: str
    filling: int
    leaving: int
    last_failure: str
    last_failure_at: datetime | None
    stopped: str
    people: int = 0
    unchecked: int = 0
    not_signed: int = 0
    vouched: bool = False
    desk_code: str = ""
    photos_waiting: int = 0
    photos_coming: int = 0
    photos_aside: tuple[PutAside, ...] = ()

    @property
    def all_with_council(self) -> bool:
        """Whether the screen may say that everything is with the council."""
        return self.proved_equal and not self.waiting and not self.refusals and not self.photos_waiting


def standing_of(book: Casebook) -> Standing:
    """How the laptop stands now. Raises the `Store...` family."""
    with book.view() as view:
        state = kept.state_of(view)
        waiting = view.waiting()
        refusals = tuple(kept.refusals(view))
        in_visit = kept.held_by_visit(view)
        unchecked, not_signed = checking.still_to_check(view), len(checking.did_not_check(view))
        root = kept.root_of(view, state.scopes, summed=state.proved_summed)
        photos_waiting, photos_coming = giving.not_given(view), giving.coming(view)
        photos_aside = tuple(giving.put_aside(view))
    only_held = all(each.answer == kept.HELD for each in refusals)
    return Standing(
        waiting=waiting,
        in_visit=in_visit,
        last_good=_time(state.last_good),
        proved_equal=_proved(state, root) and waiting == 0 and only_held,
        refusals=refusals,
        signed_in=bool(state.token) and not state.stopped,
        sign_in=state.sign_in,
        address=state.address,
        council_name=state.council_name,
        filling=len(state.fills),
        leaving=len(state.leaving),
        last_failure=state.last_failure,
        last_failure_at=_time(state.last_failure_at),
        stopped=state.stopped,
        people=fed.scopes_of(state.scopes).people,
        unchecked=unchecked,
        not_signed=not_signed,
        vouched=bool(state.vouch_key),
        desk_code=checking.code_of_key(bytes.fromhex(state.vouch_offered)) if state.vouch_offered else "",
        photos_waiting=photos_waiting,
        photos_coming=photos_coming,
        photos_aside=photos_aside,
    )


def _proved(state: ExchangeState, root: str) -> bool:
    return bool(state.proved_root) and state.proved_root == root and not state.fills


def _time(text: str) -> datetime | None:
    return written_time(text) if text else None
