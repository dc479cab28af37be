"""Makes casebooks and is killed: a folder for each place in the making, in a process of its own. test_making.py looks.

It reads the name of a folder from its arguments and makes the casebook `N` in it as far as the Nth step of our own files (a
function of app/records that is entered or left, or calls out), and is killed there. `whole` is made to the end.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from app.records.open import make_casebook
from app.records.vault import Cost, Vault

OURS = str(Path("app", "records"))


class Killed:
    """Counts the steps and ends the process, as an accident would, at one of them."""

    def __init__(self, at: int) -> None:
        self.at, self.steps = at, 0

    def __call__(self, frame: FrameType, event: str, _given: object) -> None:
        if event in ("call", "return", "c_call") and OURS in frame.f_code.co_filename:
            self.steps += 1
            if self.steps == self.at:
                os.kill(os.getpid(), signal.SIGKILL)


def make(folder: Path, at: int) -> int:
    """The steps that the making took."""
    folder.mkdir()
    killed = Killed(at)
    sys.setprofile(killed)
    vault = Vault(folder, cost=Cost(memory=64, passes=1, lanes=1))
    book = make_casebook(folder, "four blue cups", "Ann", lambda: datetime.now(UTC), vault=vault)
    sys.setprofile(None)
    book.close()
    return killed.steps


def main(within: Path, spread: int, last: int) -> None:
    """One whole casebook, then those that were killed: at places spread over all the steps, and at each of the last ones."""
    steps = make(within / "whole", 0)
    for at in sorted({*range(1, steps, steps // spread), *range(steps - last + 1, steps + 1)}):
        child = os.fork()
        if child == 0:
            make(within / str(at), at)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
