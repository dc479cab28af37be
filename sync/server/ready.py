"""Whether a council's server is ready for laptops: its store answers, its tables are the latest, its disk has room.

Living is another matter: a process that answers at all lives, whatever its store does, and starting it again would mend nothing.
"""

import shutil
from dataclasses import dataclass

from sqlalchemy import text

from app.practice.errors import KitchenTableError
from sync.server.council import CouncilServer
from sync.server.store import BRANCHES

OK = "ok"


@dataclass(frozen=True)
class Readiness:
    """What was looked at, and `ok` or what is wrong with it. Names nothing and nobody."""

    checks: dict[str, str]

    @property
    def ready(self) -> bool:
        """Whether laptops may come."""
        return all(found == OK for found in self.checks.values())


def readiness(council: CouncilServer, least_free_bytes: int) -> Readiness:
    """Look at the store, its tables and its disk. Never raises; writes nothing."""
    checks = {"store": OK, "tables": OK, "disk": OK}
    try:
        with council.store.reading() as connection:
            for branch in BRANCHES:
                step = connection.execute(text(f"SELECT version_num FROM {branch.version_table}")).scalar()
                if step != branch.latest:
                    checks["tables"] = f"{branch.name} {step}, not {branch.latest}"
    except KitchenTableError as error:
        checks["store"] = type(error).__name__
    try:
        if shutil.disk_usage(council.home).free < least_free_bytes:
            checks["disk"] = "nearly full"
    except OSError as error:
        checks["disk"] = type(error).__name__
    return Readiness(checks)
