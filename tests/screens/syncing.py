"""Pictures of the story behind the line."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from app.records.exchange import Refusal
from sync.client.exchange import Exchanger
from sync.client.standing import Standing
from tests.desks import SATURDAY, add
from tests.studio import Studio
from ui.syncing.background import Background
from ui.syncing.story_screen import StoryScreen


def shots(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Never signed in; some waiting after a failure; something refused; people still arriving; everything with the council."""
    desk = studio.desk()
    add(desk)
    background = Background(Exchanger(desk.book), desk.clock)
    alone = Exchanger(desk.book).status()
    for name, standing in _standings(alone).items():
        screen = StoryScreen(background, studio.words)
        screen.show_standing(standing)
        yield f"story {name}", screen


def _standings(alone: Standing) -> dict[str, Standing]:
    signed = replace(
        alone,
        signed_in=True,
        sign_in="helen.price",
        address="https://kitchentable.elmbridge.example",
        council_name="Elmbridge Vale Council",
        last_good=SATURDAY - timedelta(hours=2),
    )
    waiting = replace(signed, waiting=12, in_visit=3, last_failure="ServerUnreachable", last_failure_at=SATURDAY)
    words = "You no longer work with this person, so the council keeps it for a manager."
    held = Refusal("0" * 64, "1" * 32, "statement", "person:" + "2" * 32, "held", "no access", words, SATURDAY.isoformat())
    refused = replace(held, answer="refused", words="This is longer than the council can take. Please split it.")
    return {
        "alone": alone,
        "waiting": waiting,
        "refused": replace(signed, refusals=(held, refused)),
        "arriving": replace(signed, people=60, filling=48, unchecked=1_620, vouched=True, not_signed=1),
        "another desk": replace(signed, vouched=True, unchecked=41, desk_code="XK7Q-2MBD-94TR-ZWHC"),
        "all": replace(signed, waiting=0, proved_equal=True),
    }
