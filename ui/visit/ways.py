"""The way through a visit: what the person picked to talk about, in their order. No Qt."""

from collections.abc import Sequence

from app.practice.guides import Guide, GuideShelf, Prompt
from ui.words import Words


def topics_of(shelf: GuideShelf, picked: Sequence[str]) -> list[Guide]:
    """What the person picked, in their order, then everything else."""
    known = [guide for guide in (shelf.get(topic) for topic in picked) if guide is not None]
    return [*known, *(guide for guide in shelf.all() if guide.id not in picked)]


def near_and_further(shelf: GuideShelf, picked: Sequence[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The topics as (id, name): those picked, or the first group where nothing was; and all others."""
    near = {guide.id for guide in shelf.groups[0].guides} if not picked and shelf.groups else set(picked)
    ordered = [(guide.id, guide.name) for guide in topics_of(shelf, picked)]
    return [each for each in ordered if each[0] in near], [each for each in ordered if each[0] not in near]


def aloud_of(prompt: Prompt, words: Words) -> str:
    """What stands under a question for the worker: what to ask aloud, and what can be pointed at when the screen is turned."""
    lines = []
    if prompt.ask_aloud:
        lines.append(words("visit.aloud", questions=" ".join(prompt.ask_aloud)))
    if prompt.choices:
        lines.append(words("visit.choices", choices=" / ".join(each.words for each in prompt.choices)))
    return "\n".join(lines)
