"""The grounds that a person may wish for on the screen turned to them, each a whole set of colours.

People who see poorly, or for whom letters swim on white, ask for these. On each of them whatever is read stands out 7 to 1.
No two sets, these or those of the house, share both hairline and edge: by that pair a widget knows what it wears.
"""

from collections.abc import Mapping

from ui.theme.tokens import LIGHT, Tokens

PAPER = LIGHT._replace(
    soft_ink="#3B4850",
    edge="#6A757C",
    quiet="#0A5252",
    attention="#7C3A05",
    harm="#8C1F23",
    agreed="#25592B",
    hairline="#E4DDD2",
    disabled="#5B666D",
)

WHITE = Tokens(
    paper="#FFFFFF",
    surface="#FFFFFF",
    ink="#101418",
    soft_ink="#3A4248",
    edge="#6A7177",
    quiet="#0A5252",
    quiet_tint="#E6F1F0",
    attention="#7C3A05",
    harm="#8C1F23",
    on_quiet="#FFFFFF",
    focus="#1B4FD8",
    agreed="#25592B",
    difference="#FDF0E2",
    hairline="#DDDDDD",
    disabled="#5E666B",
    admire="#FFF6DC",
    important="#E8F4F1",
    support="#F0EDF8",
)

BLACK_ON_YELLOW = Tokens(
    paper="#FFE95C",
    surface="#FFF7C4",
    ink="#000000",
    soft_ink="#26231A",
    edge="#5C5310",
    quiet="#1A2440",
    quiet_tint="#FFDB1A",
    attention="#5A2400",
    harm="#66080C",
    on_quiet="#FFF7C4",
    focus="#1238A8",
    agreed="#123D18",
    difference="#FFD9A0",
    hairline="#C9B53A",
    disabled="#4A4418",
    admire="#FFF1A8",
    important="#E6F0B4",
    support="#EFE3C8",
)

WHITE_ON_BLACK = Tokens(
    paper="#000000",
    surface="#161616",
    ink="#FFFFFF",
    soft_ink="#DEDEDE",
    edge="#A6A6A6",
    quiet="#93E5DC",
    quiet_tint="#173432",
    attention="#FFC993",
    harm="#FFB9B9",
    on_quiet="#000000",
    focus="#A6C6FF",
    agreed="#A9E6B3",
    difference="#3A2816",
    hairline="#3E3E3E",
    disabled="#B4B4B4",
    admire="#302A18",
    important="#17302C",
    support="#28243A",
)

SOFT_BLUE = Tokens(
    paper="#DCEBF7",
    surface="#F3F9FD",
    ink="#0F1B2B",
    soft_ink="#273442",
    edge="#54687B",
    quiet="#0A3F6B",
    quiet_tint="#C4DCEF",
    attention="#5F2C02",
    harm="#73131A",
    on_quiet="#FFFFFF",
    focus="#1B3FB8",
    agreed="#16441F",
    difference="#F4E4D2",
    hairline="#B4CCDF",
    disabled="#43525F",
    admire="#F7EFD4",
    important="#CFE8E4",
    support="#DDD8F0",
)

BY_NAME: Mapping[str, Tokens] = {
    "paper": PAPER,
    "white": WHITE,
    "black on yellow": BLACK_ON_YELLOW,
    "white on black": WHITE_ON_BLACK,
    "soft blue": SOFT_BLUE,
}
"""By the word that stands in the person's wish."""
