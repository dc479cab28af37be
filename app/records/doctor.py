"""The doctor: does every hash, signature, head and draft of a casebook check?"""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select

from app.practice.kinds import BY_NAME
from app.records import erasing
from app.records.book import Casebook
from app.records.erasing import Cover
from app.records.revision import Revision, signature_holds
from app.records.tables import filling as still_filling


@dataclass
class Findings:
    """What was counted, and what does not check: (what, where) pairs that hold nobody's words."""

    revisions: int = 0
    records: int = 0
    drafts: int = 0
    waiting: int = 0
    newer: int = 0
    erased: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether everything checks."""
        return not self.faults


def examine(book: Casebook, told: Callable[[int], None] | None = None) -> Findings:
    """Read the whole casebook and check it. `told` is called with the number of revisions read so far, now and then."""
    found = Findings()
    heads: dict[str, set[str]] = {}
    seen: dict[str, str] = {}
    named: set[str] = set()
    with book.view() as view:
        for fault in view.file_faults():
            found.faults.append(("file", fault))
        covers = erasing.every_cover(view.connection)
        filling = set(view.connection.execute(select(still_filling.c.scope)).scalars())
        for each in view.every_revision():
            _look_at(each, book, found)
            _look_at_words(each, covers.get(each.header.scope, Cover()), each.header.scope in filling, found)
            _follow(each, heads, seen, named, found)
            if told and found.revisions % 1000 == 0:
                told(found.revisions)
        found.records = len(heads)
        kept = {record: set(revisions) for record, revisions in view.heads().items()}
        for record in sorted(heads.keys() | kept.keys()):
            if heads.get(record, set()) != kept.get(record, set()):
                found.faults.append(("heads", record))
        for draft in view.drafts():
            found.drafts += 1
            if (draft.kind not in BY_NAME and draft.kind != "form") or any(parent not in seen for parent in draft.onto):
                found.faults.append(("draft", draft.record))
        found.waiting = view.waiting()
    return found


def _look_at(each: Revision, book: Casebook, found: Findings) -> None:
    found.revisions += 1
    found.erased += each.erased
    for fault in each.faults():
        found.faults.append((fault, each.id))
    kind = BY_NAME.get(each.header.kind)
    if kind is None or each.header.format > kind.format:
        found.newer += 1
    mine = each.header.device == book.identity.device
    if mine and not signature_holds(each, book.identity.public_key):
        found.faults.append(("the signature is not this laptop's", each.id))


def _look_at_words(each: Revision, cover: Cover, fills: bool, found: Findings) -> None:
    """Words that are not there were erased, or they are lost; those that were erased are not there. While a record still arrives
    its erasure may come last."""
    if each.erased and not fills and not cover.may_be_bare(each.header, each.id):
        found.faults.append(("the words are gone, and no erasure says so", each.id))
    if not each.erased and cover.covers(each):
        found.faults.append(("words that were erased by law are still here", each.id))


def _follow(each: Revision, heads: dict[str, set[str]], seen: dict[str, str], named: set[str], found: Findings) -> None:
    seen[each.id] = each.header.record
    leaves = heads.setdefault(each.header.record, set())
    if each.id not in named:
        leaves.add(each.id)
    for parent in each.header.parents:
        named.add(parent)
        leaves.discard(parent)
        if seen.get(parent, each.header.record) != each.header.record:
            found.faults.append(("a parent of another record", each.id))
