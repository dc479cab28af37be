"""Would the tests notice? Mistakes made on purpose in the merge, the exchange and admission: each must fail one of its tests.

Each is made in a copy of the code in a folder of its own, where the named tests run with nothing of the real tree before them.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parents[2]
ROOMS = ("app", "sync", "resources", "ui")

EXCHANGE, FAULTS, STREAMING = "tests/sync/test_exchange.py", "tests/sync/test_faults.py", "tests/sync/test_streaming.py"
HELD, FED = "tests/sync/test_held_kept.py", "tests/sync/test_fed.py"
SIGNATURES, PROTOCOL, WHEN = "tests/sync/test_signatures.py", "tests/sync/test_protocol.py", "tests/sync/client/test_when.py"
DECIDE, COPIES, MERGE = "tests/sync/client/test_decide.py", "tests/sync/test_copies.py", "tests/app/practice/test_merge.py"
ADMISSION, CLOCKS = "tests/sync/server/test_admission.py", "tests/sync/test_clocks.py"


class Mistake(NamedTuple):
    """In a file, one text in the place of another; the tests of which one must fail."""

    file: str
    right: str
    wrong: str
    tests: str


MISTAKES = {
    "the cursor is kept before its rows": Mistake(
        "sync/client/pages.py",
        "    last = _all_but_the_last(basket, rows)",
        "    last = rows[:0]",
        EXCHANGE,
    ),
    "a cut page is taken for sent": Mistake("sync/client/pages.py", "index not in others", "True", EXCHANGE),
    "a cursor may go back": Mistake("sync/client/pages.py", " or answer.cursor.number < state.cursor", "", FAULTS),
    "equal is assumed": Mistake("sync/client/decide.py", "if facts.mine != facts.theirs:", "if False:", DECIDE),
    "missing parents are not compared for": Mistake("sync/client/decide.py", " or facts.parents_missing", "", DECIDE),
    "held is not said": Mistake("app/records/exchange.py", "if answer == HELD:", "if answer == REFUSED:", EXCHANGE),
    "what came is not in the digests": Mistake(
        "app/records/exchange.py",
        "    fed.add(unit, [(each.header.scope, each.id) for each in fresh if each.id not in aside])\n",
        "",
        EXCHANGE,
    ),
    "what a visit holds is sent": Mistake("app/records/book.py", '"held_by": during or None', '"held_by": None', EXCHANGE),
    "a record goes while something of it waits": Mistake(
        "app/records/exchange.py", "    if pending_in(unit, scope):", "    if False:", EXCHANGE
    ),
    "a draft is not pending": Mistake(
        "app/records/exchange.py", "connection.execute(drafts).scalar_one() + connection", "0 + connection", EXCHANGE
    ),
    "a record goes before it is in a backup": Mistake("sync/client/repair.py", "elif safe and not", "elif not", EXCHANGE),
    "what the council lacks is not sent again": Mistake(
        "sync/client/repair.py",
        "        kept.send_again(unit, sorted(kept.ids_with_council(unit, scope) - theirs), book.clock())\n",
        "",
        FAULTS,
    ),
    "what we lack is not fetched": Mistake("sync/client/repair.py", "sorted(theirs - here)", "[]", FAULTS),
    "the counter stands still": Mistake("sync/client/pages.py", "counter=state.counter + 1", "counter=state.counter", COPIES),
    "a cut never makes pages smaller": Mistake(
        "sync/client/pages.py", "        self.rows = max(self.rows // 2,", "        self.rows = max(self.rows,", FAULTS
    ),
    "a frame's fills take the place of all": Mistake(
        "sync/client/pages.py", "    if streamed and answer.more:", "    if False:", STREAMING
    ),
    "a scope that fills is called read to its end": Mistake(
        "sync/server/streaming.py",
        "found[scope_bytes(each.scope)] = each.number",
        "found[scope_bytes(each.scope)] = end.number",
        STREAMING,
    ),
    "today's people wait their turn": Mistake("sync/client/pages.py", "rank.get(fill[0], last)", "0", STREAMING),
    "signatures are taken on trust": Mistake(
        "app/records/checking.py", "        return False\n    return True", "        return True\n    return True", SIGNATURES
    ),
    "the key of the desk is replaced": Mistake(
        "sync/client/signing_in.py",
        "vouch_key=state.vouch_key or vouch_key",
        "vouch_key=vouch_key",
        SIGNATURES,
    ),
    "a bent page is kept": Mistake(
        "sync/protocol.py", "    if found and check_of(each.id for each in found) != check:", "    if False:", PROTOCOL
    ),
    "the council's wish to be left alone is passed over": Mistake(
        "sync/client/when.py", "    if recent.asked_to_wait:", "    if False:", WHEN
    ),
    "a clock that went back stops everything": Mistake(
        "sync/client/when.py", " or recent.last_try > now + timedelta(seconds=rhythm.rest)", "", WHEN
    ),
    "a refused parent does not matter": Mistake(
        "sync/server/admission.py", "        return PARENT_REFUSED\n", "        return None\n", ADMISSION
    ),
    "anybody may write for anybody": Mistake(
        "sync/server/admission.py", "        return NOT_THE_AUTHOR\n", "        return None\n", ADMISSION
    ),
    "a clock that was set back locks people out": Mistake(
        "sync/server/identity.py", "    if left > wait + timedelta(seconds=LONGEST_WAIT_SECONDS):", "    if False:", CLOCKS
    ),
    "what is held goes with an older backup": Mistake("sync/client/repair.py", "number + later <=", "number <=", HELD),
    "what is not fed is not asked after": Mistake(
        "sync/client/decide.py", "if (facts.held or facts.staying) and not facts.asked_after_unfed:", "if False:", HELD
    ),
    "a sum is not brought up to date": Mistake(
        "app/records/fed.py", "Sum.read(row[_KEY_BYTES:]).with_ids(mine)", "Sum.read(row[_KEY_BYTES:])", FED
    ),
    "a sum over other scopes is taken for this": Mistake(
        "app/records/fed.py", "if row is None or row[:_KEY_BYTES].hex() != key:", "if row is None:", FED
    ),
    "who may have what is remembered for ever": Mistake("sync/server/fed.py", "fed.day, fed.stamp,", "fed.day, stamp,", FED),
    "a day that has passed is remembered": Mistake("sync/server/fed.py", "fed.staff, fed.day,", "fed.staff, day,", FED),
    "a council put back is not noticed": Mistake("sync/server/fed.py", "fed.stamp, fed.upto.id)", "fed.stamp, there)", FED),
    "what others stored since is not summed": Mistake(
        "sync/server/feed.py", "if fed.upto.number < number <= end and scope in fed.among", "if False", FED
    ),
    "what was stored since is looked for in part": Mistake(
        "sync/server/feed.py", "begin = min(after, fed.upto.number) if settled", "begin = fed.upto.number if settled", FED
    ),
    "what must go from the disk does not wait for it": Mistake(
        "sync/client/basket.py", "if lightly and unit.marks:", "if False:", "tests/sync/client/test_basket.py"
    ),
    "a slice is kept without its cursor": Mistake(
        "sync/client/basket.py",
        "            kept.keep_state(unit, self.following, self.state)\n",
        "",
        "tests/sync/client/test_basket.py",
    ),
    "after a slice that waits for no disk nothing waits": Mistake(
        "app/records/engine.py", "record.info.pop(_LIGHTLY, False)", "False", "tests/sync/client/test_basket.py"
    ),
    "a laptop's clock lets records go early": Mistake("sync/client/repair.py", " + state.council_ahead", "", CLOCKS),
}


def made(mistake: Mistake, folder: Path) -> None:
    """The copy with the mistake in it."""
    for room in ROOMS:
        shutil.copytree(HERE / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HERE / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__", "old", "screens", "journeys"))
    shutil.copy(HERE / "pyproject.toml", folder)
    place = folder / mistake.file
    text = place.read_text(encoding="utf-8")
    assert mistake.right in text, "the code has changed: make the mistake anew"
    place.write_text(text.replace(mistake.right, mistake.wrong, 1), encoding="utf-8")


@pytest.mark.prove
@pytest.mark.timeout(230)
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_caught(name: str, tmp_path: Path) -> None:
    """The tests run on the copy, and one of them fails: not because nothing can be imported any more."""
    mistake = MISTAKES[name]
    made(mistake, tmp_path)
    for room in ("app.office", "sync.server.council", "sync.client.exchange"):
        subprocess.run([sys.executable, "-c", f"import {room}"], cwd=tmp_path, env=_only(tmp_path), check=True, timeout=60)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "-k",
        "not postgresql",
        mistake.tests,
    ]
    done = subprocess.run(command, cwd=tmp_path, env=_only(tmp_path), capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 1, f"{name}: no test noticed\n{done.stdout[-2000:]}"
    assert " failed" in done.stdout or " error" in done.stdout


def _only(folder: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def test_every_mistake_can_still_be_made() -> None:
    """Each names text that is in the code: none has gone by unnoticed."""
    for name, mistake in MISTAKES.items():
        assert mistake.right in (HERE / mistake.file).read_text(encoding="utf-8"), name
        assert (HERE / mistake.tests).exists(), name
    assert len(MISTAKES) >= 20
