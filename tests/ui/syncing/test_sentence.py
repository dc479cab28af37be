"""The line at the bottom: one sentence, always true."""

from dataclasses import replace

import pytest

from app.records.exchange import Refusal
from sync.client.standing import Standing
from tests.desks import SATURDAY
from ui.syncing.sentence import sentence_for
from ui.words import Words

REFUSAL = Refusal("0" * 64, "1" * 32, "statement", "person:" + "2" * 32, "refused", "no access", "No.", SATURDAY.isoformat())
GOOD = Standing(
    waiting=0,
    in_visit=0,
    last_good=SATURDAY,
    proved_equal=True,
    refusals=(),
    signed_in=True,
    sign_in="helen",
    address="https://council.example",
    council_name="Council",
    filling=0,
    leaving=0,
    last_failure="",
    last_failure_at=None,
    stopped="",
)


@pytest.mark.parametrize(
    ("standing", "sentence", "tone"),
    [
        (GOOD, "Everything is on this laptop and with the council, 09:12", "safe"),
        (replace(GOOD, waiting=12), "Saved on this laptop 09:12. 12 changes wait for the council.", "waiting"),
        (replace(GOOD, waiting=1), "Saved on this laptop 09:12. One change waits for the council.", "waiting"),
        (
            replace(GOOD, waiting=3, in_visit=3),
            "Saved on this laptop 09:12. 3 changes stay here until the visit is paused or ended.",
            "waiting",
        ),
        (
            replace(GOOD, proved_equal=False),
            "Saved on this laptop 09:12. It has not been compared with the council yet.",
            "waiting",
        ),
        (
            replace(GOOD, proved_equal=False, filling=2),
            "Saved on this laptop 09:12. The records of 2 people are still arriving.",
            "waiting",
        ),
        (
            replace(GOOD, refusals=(REFUSAL,)),
            "Everything is on this laptop. The council did not take one change.",
            "attention",
        ),
        (
            replace(GOOD, refusals=(replace(REFUSAL, answer="held"),)),
            "Saved on this laptop 09:12. The council keeps one change for a manager to look at.",
            "waiting",
        ),
        (
            replace(GOOD, signed_in=False, waiting=4),
            "Saved on this laptop 09:12. Sign in to exchange with the council.",
            "waiting",
        ),
        (replace(GOOD, signed_in=False, address=""), "Saved on this laptop 09:12. Not signed in with a council.", "waiting"),
        (
            replace(GOOD, stopped="lost", signed_in=False),
            "Everything is on this laptop. The council has stopped exchanges with it.",
            "attention",
        ),
    ],
)
def test_the_sentence(words: Words, standing: Standing, sentence: str, tone: str) -> None:
    """What is where, in words; `everything is with the council` only when that was proved."""
    assert sentence_for(standing, words, saved_at=SATURDAY) == (sentence, tone)


def test_what_went_over_is_counted(words: Words) -> None:
    """After an exchange it says how many changes are with the council now."""
    assert sentence_for(GOOD, words, sent=214) == ("All 214 changes are with the council, 09:12", "safe")
    assert sentence_for(replace(GOOD, waiting=1), words, sent=214)[0] == "Saved on this laptop. One change waits for the council."
