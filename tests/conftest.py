"""What holds for every test: no screen is needed, and the run ends by saying what it took."""

import os
import resource
import sys
import time

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

BEGAN = time.time()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say time and peak memory, and whether `make check` before the tests found faults."""
    began = float(os.environ.get("KITCHEN_TABLE_STARTED", BEGAN))
    ours, largest = (_peak_megabytes(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    terminalreporter.write_line(
        f"Took {time.time() - began:.0f} s. Peak memory: {ours} MB here, {largest} MB in the largest process started."
    )
    if os.environ.get("KITCHEN_TABLE_CHECK"):
        terminalreporter.write_line("make check found faults before the tests; they are listed above.", red=True)


def _peak_megabytes(who: int) -> int:
    bytes_a_unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * bytes_a_unit // 1_000_000
