"""The way through a visit: what the person picked to talk about, and the question before and after. No Qt."""

from collections.abc import Sequence

from app.practice.guides import Guide, GuideShelf, Prompt
from ui.visit.table import talk_prompts


def topics_of(shelf: GuideShelf, picked: Sequence[str]) -> list[Guide]:
    """What the person picked, in their order, then everything else."""
    known = [guide for guide in (shelf.get(topic) for topic in picked) if guide is not None]
    return [*known, *(guide for guide in shelf.all() if guide.id not in picked)]


def stepped(
    topics: Sequence[Guide], guide: Guide | None, prompt: Prompt | None, way: int
) -> tuple[Guide, Prompt] | tuple[None, None]:
    """The question one step on (1) or back (-1); after the last of a topic the first of the next."""
    if guide is None or prompt is None:
        return None, None
    prompts = talk_prompts(guide)
    at = next((place for place, each in enumerate(prompts) if each.id == prompt.id), 0) + way
    if 0 <= at < len(prompts):
        return guide, prompts[at]
    topic = next((place for place, each in enumerate(topics) if each.id == guide.id), 0) + way
    if not 0 <= topic < len(topics):
        return None, None
    return topics[topic], talk_prompts(topics[topic])[0 if way > 0 else -1]
