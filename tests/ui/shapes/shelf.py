"""Guides in every shape, small and made for tests, so that no test hangs on the wording of what ships."""

from collections.abc import Mapping, Sequence

from app.practice.guide_files import read_guide
from app.practice.guides import COLUMNS, Guide, Shelf

NAMES: Mapping[str, Mapping[str, str]] = {
    "chart": {"happening": "What is happening", "seen": "Seen", "meaning": "We think it means", "response": "We should"},
    "decisions": {"decision": "The decision", "involved": "How I am part of it", "decides": "Who decides", "ground": "Why"},
    "log": {"what": "What I did", "there": "Who was there", "worked": "Went well", "not_worked": "Did not"},
    "steps": {"step": "Step", "help": "Who helps", "must": "Must be so", "missed": "If it is missed"},
    "line": {
        "when": "When",
        "happened": "What happened",
        "who": "Who was there",
        "felt": "Good or hard",
        "known": "What you should know",
        "not_again": "Not to be told again",
    },
    "rings": {"role": "Who", "core": "Must do", "judgement": "May decide", "not_ours": "Not theirs"},
    "ladder": {
        "activity": "What I do",
        "present": "I am there",
        "noticed": "People know me",
        "taking_part": "I join in",
        "connecting": "I know people",
        "contributing": "I give something",
    },
    "balance": {"to": "Important to me", "between": "Where they meet", "for": "Important for me"},
    "perspectives": {"working": "Working", "not_working": "Not working", "todo": "What next"},
    "week": {"morning": "Morning", "afternoon": "Afternoon", "evening": "Evening"},
    "boxes": {"said": "What we say", "todo": "What next"},
}
PARTS: Mapping[str, Sequence[str]] = {
    "steps": ("Morning", "Bedtime"),
    "week": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "boxes": ("Tried", "Learned", "Pleased about", "Concerned about", "What next"),
}
ASKED: Mapping[str, Sequence[str]] = {"chart": ("seen", "meaning", "happening", "response")}
"""The order of asking, where it is not that of the columns."""


def guide_text(shape: str) -> str:
    """A guide of this shape as its file: one question a column, in each part."""
    text = [
        f'id = "{shape}"\nversion = 1\ndated = 2026-11-22\nname = "The {shape}"\npurpose = "To try the {shape}."',
        f'shape = "{shape}"\nminutes = 10\npicture = "list"\ntip = "Take your time."',
    ]
    text += [f'[[column]]\nid = "{column}"\nname = "{name}"' for column, name in NAMES[shape].items()]
    parts = PARTS.get(shape, ("All",))
    text += [f'[[part]]\nid = "{_id(part)}"\nname = "{part}"' for part in parts]
    for part in parts:
        for column in _asked(shape, part):
            prompt = column if len(parts) == 1 else f"{_id(part)}-{column}"
            question = f"{NAMES[shape][column]}?" if len(parts) == 1 else f"{part}: {NAMES[shape][column]}?"
            text.append(f'[[prompt]]\nid = "{prompt}"\npart = "{_id(part)}"\ncolumn = "{column}"\nquestion = "{question}"')
    return "\n\n".join(text)


def guides(*shapes: str) -> list[Guide]:
    """A guide of each of these shapes, of all of them if none is named."""
    return [read_guide(guide_text(shape), f"{shape}.toml") for shape in shapes or NAMES]


def shelf(*shapes: str) -> Shelf:
    """A shelf with them."""
    return Shelf(guides(*shapes))


def _asked(shape: str, part: str) -> Sequence[str]:
    if shape == "boxes":
        return ("todo",) if part == "What next" else ("said",)
    return ASKED.get(shape, COLUMNS[shape])


def _id(part: str) -> str:
    return part.lower().replace(" ", "-")
