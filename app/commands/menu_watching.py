"""The menu's part about who watches a council's server: the audit, and the description of its doors."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

Declare = Callable[..., argparse.ArgumentParser]
Menu = argparse._SubParsersAction


def declare_doors(commands: "Menu[argparse.ArgumentParser]", declare: Declare) -> None:
    """Declare `kitchen-table doors`."""
    doors = declare(
        commands,
        "doors",
        "audit.describe_doors",
        "Write down in OpenAPI what laptops and a council's server say to each other.",
        "kitchen-table doors --out doors.json",
    )
    doors.add_argument("--out", required=True, type=Path, metavar="FILE.json", help="where to write it")


def declare_audit(
    tasks: "Menu[argparse.ArgumentParser]", declare: Declare, add_data: Callable[..., None], day: Callable[[str], Any]
) -> None:
    """Declare `kitchen-table council audit`."""
    audit = declare(
        tasks,
        "audit",
        "audit.audit",
        "Say who read or wrote what when, or check that every row of that is there as it was written.",
        'kitchen-table council audit --person "Margaret Okafor" --since 2026-11-01 --data DIR',
    )
    audit.add_argument("--person", metavar="PERSON", help="name, council number or record of a person")
    audit.add_argument("--staff", metavar="SIGN-IN", help="what a member of staff signs in with")
    audit.add_argument("--since", type=day, metavar="YYYY-MM-DD", help="the first day, in UTC")
    audit.add_argument("--until", type=day, metavar="YYYY-MM-DD", help="the last day, in UTC")
    audit.add_argument("--csv", action="store_true", help="as CSV")
    audit.add_argument("--check", action="store_true", help="check the chain and name the first row that does not hold")
    audit.add_argument(
        "--known", action="append", metavar="MARK", help="with --check: a mark that was kept, or a file with marks in it (a log)"
    )
    add_data(audit)


def declare_guard(tasks: "Menu[argparse.ArgumentParser]", declare: Declare, add_data: Callable[..., None]) -> None:
    """Declare `kitchen-table council check` and `kitchen-table council guard-audit`."""
    add_data(
        declare(
            tasks,
            "check",
            "hosting.check_council",
            "Say how the council's store is: its tables, its disk, its audit, and who could change the audit.",
            "kitchen-table council check --data DIR",
        )
    )
    guard = declare(
        tasks,
        "guard-audit",
        "hosting.guard_audit",
        "On PostgreSQL: give the audit of a council begun with one role to an owner, so that its servers can only add to it.",
        "kitchen-table council guard-audit --database postgresql://postgres@db.internal:5432/councils --data DIR",
    )
    guard.add_argument("--database", required=True, metavar="URL", help="as the administrator reaches it, without a password")
    guard.add_argument(
        "--database-password-file", type=Path, metavar="FILE", help="the administrator's password, on its first line"
    )
    add_data(guard)


def add_watching(parser: argparse.ArgumentParser) -> None:
    """The options of a server that is watched."""
    parser.add_argument("--settings", type=Path, metavar="FILE.toml", help="limits, where the log goes, where figures are told")
    parser.add_argument("--watch", metavar="[HOST:]PORT", help="tell figures (Prometheus) and readiness there")
