"""What an exchange does next. Pure: it looks at what is known and names one step; doing a step twice does no harm."""

from dataclasses import dataclass

MOST_COMPARES = 2
"""How often one exchange compares. What is still unequal then is said, not hidden."""


@dataclass(frozen=True)
class Facts:
    """What is known in the middle of an exchange."""

    rounds: int = 0
    """Answers so far."""
    knows_scopes: bool = True
    """Whether the council has ever said what it feeds this laptop."""
    waits: bool = False
    """Whether anything may be waiting."""
    to_send: int = 0
    """Revisions that may go now."""
    more: bool = False
    """The council has more for us."""
    fills: int = 0
    """Scopes that still fill."""
    cursor_holds: bool = True
    parents_missing: bool = False
    """The council lacked what a pushed revision was written on, though it once had it."""
    doubted: bool = False
    """Something was set aside whose signature does not hold: it may have been bent on its way, so it is asked for once more."""
    mine: str = ""
    """Our root digest, and theirs: empty before the last page."""
    theirs: str = ""
    compared: int = 0
    leaving: tuple[str, ...] = ()
    """Scopes to let go, of which nothing is only here."""
    held: bool = False
    """The council held something for a manager before this exchange."""
    staying: bool = False
    """A record that it no longer feeds to this laptop cannot leave it yet: something of it is only here."""
    asked_after_unfed: bool = False


@dataclass(frozen=True)
class Exchange:
    """Send what waits and read on."""

    push: bool = True


@dataclass(frozen=True)
class Fill:
    """Nothing waits: read on in what is still filling."""


@dataclass(frozen=True)
class Compare:
    """Compare scope by scope, then id by id, and repair."""


@dataclass(frozen=True)
class AskAfterUnfed:
    """Ask whether the council still has what it took and does not feed to this laptop: what it holds for a manager, and records
    on their way off it. Digests do not speak of that, and a cursor may hold on a council that was put back from an older copy: so
    each exchange asks, as long as there is any."""


@dataclass(frozen=True)
class LetGo:
    """Take these scopes off the laptop, once the council has said that it lacks nothing of them."""

    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """It is over. `proved`: both sides have the same."""

    proved: bool


Step = Exchange | Fill | Compare | AskAfterUnfed | LetGo | Done


def next_step(facts: Facts) -> Step:
    """The one next step."""
    if facts.rounds == 0:
        return Exchange(push=facts.knows_scopes)
    if not facts.cursor_holds or facts.parents_missing or (facts.doubted and not facts.compared):
        return Compare() if facts.compared < MOST_COMPARES else Done(proved=False)
    if facts.to_send:
        return Exchange()
    if facts.more:
        return Fill() if facts.fills else Exchange(push=False)
    if facts.mine != facts.theirs:
        return Compare() if facts.compared < MOST_COMPARES else Done(proved=False)
    if (facts.held or facts.staying) and not facts.asked_after_unfed:
        return AskAfterUnfed()
    if facts.leaving:
        return LetGo(facts.leaving)
    return Done(proved=bool(facts.theirs))
