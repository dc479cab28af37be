"""The way through a visit: what the person picked to talk about, in their order. No Qt."""

from collections.abc import Sequence

from app.practice.guides import Guide, GuideShelf


def topics_of(shelf: GuideShelf, picked: Sequence[str]) -> list[Guide]:
    """What the person picked, in their order, then everything else."""
    known = [guide for guide in (shelf.get(topic) for topic in picked) if guide is not None]
    return [*known, *(guide for guide in shelf.all() if guide.id not in picked)]
