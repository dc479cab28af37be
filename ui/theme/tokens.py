"""The colours of the house, light and dark, and how far apart two of them are.

Ground: what lies behind. Ink: what is read. Quiet colour: actions, links, whatever is chosen. The table is LOOK.md's.
"""

from typing import NamedTuple


class Tokens(NamedTuple):
    """One set of colours as `#RRGGBB`. Every widget paints from these and from nothing else."""

    paper: str
    surface: str
    ink: str
    soft_ink: str
    edge: str
    quiet: str
    quiet_tint: str
    attention: str
    harm: str
    on_quiet: str
    focus: str
    agreed: str
    difference: str
    hairline: str
    disabled: str
    admire: str
    important: str
    support: str

    def colour(self, name: str) -> str:
        """The colour a token name stands for."""
        return str(getattr(self, name))

    def with_strong_contrast(self) -> "Tokens":
        """The same set for people who ask their system for more contrast: no soft ink, no faint lines."""
        return self._replace(soft_ink=self.ink, edge=self.ink, hairline=self.ink, disabled=self.soft_ink)


LIGHT = Tokens(
    paper="#FBF8F3",
    surface="#FFFFFF",
    ink="#1F2A30",
    soft_ink="#46545C",
    edge="#76828A",
    quiet="#0B6262",
    quiet_tint="#E3F0EE",
    attention="#9A4A08",
    harm="#9B2226",
    on_quiet="#FFFFFF",
    focus="#1B4FD8",
    agreed="#2E6B34",
    difference="#FBEADB",
    hairline="#E4DDD1",
    disabled="#6B767D",
    admire="#FBEFCF",
    important="#E0F0EC",
    support="#EAE6F5",
)

DARK = Tokens(
    paper="#15191C",
    surface="#1E2428",
    ink="#F1EDE6",
    soft_ink="#B9C2C7",
    edge="#7F8C94",
    quiet="#7CCFC7",
    quiet_tint="#20393A",
    attention="#F2B27A",
    harm="#F29A9A",
    on_quiet="#15191C",
    focus="#8FB4FF",
    agreed="#8FD19A",
    difference="#4A3320",
    hairline="#333B40",
    disabled="#98A3A9",
    admire="#3A331F",
    important="#1F3834",
    support="#2E2A3D",
)

ALL_SETS = (LIGHT, DARK, LIGHT.with_strong_contrast(), DARK.with_strong_contrast())

GROUNDS = ("paper", "surface")
TINTS = ("quiet_tint", "difference", "admire", "important", "support")

LEAST_CONTRAST: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("ink", GROUNDS + TINTS, 7.0),
    ("soft_ink", GROUNDS, 7.0),
    ("soft_ink", TINTS, 6.0),
    ("quiet", (*GROUNDS, "quiet_tint", "admire", "important"), 4.5),
    ("on_quiet", ("quiet",), 4.5),
    ("attention", (*GROUNDS, "difference", "quiet_tint", "support"), 4.5),
    ("harm", GROUNDS, 4.5),
    ("agreed", (*GROUNDS, "quiet_tint", "support"), 4.5),
    ("disabled", GROUNDS, 4.3),
    ("edge", GROUNDS, 3.0),
    ("focus", (*GROUNDS, "quiet_tint", "admire"), 3.0),
)
"""What is drawn, the grounds it is drawn on, and the least contrast that must be there."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it: 1 for the same colour, 21 for black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def names() -> tuple[str, ...]:
    """Every token name, in the order of the table."""
    return Tokens._fields


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
