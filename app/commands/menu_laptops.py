"""The menu's part about laptops that are lost, called back or damaged, and about the ways back into a casebook."""

import argparse
from collections.abc import Callable
from pathlib import Path

Declare = Callable[..., argparse.ArgumentParser]
Menu = argparse._SubParsersAction


def declare_check(commands: "Menu[argparse.ArgumentParser]", declare: Declare, add_casebook: Callable[..., None]) -> None:
    """Declare `kitchen-table check` and `kitchen-table recover`."""
    check = declare(
        commands,
        "check",
        "laptops.check_casebook",
        "Say in words how a casebook is: what checks, what is missing, and every way back.",
        "kitchen-table check --casebook ~/casebook",
    )
    add_casebook(check)
    recover = declare(
        commands,
        "recover",
        "laptops.recover_by_paper",
        "Open a casebook by the recovery key that was written down, and choose a new passphrase.",
        "kitchen-table recover --casebook ~/casebook",
    )
    add_casebook(recover)
    recover.add_argument("--key-file", type=Path, metavar="FILE", help="read the recovery key from the first line of a file")


def declare_endings(tasks: "Menu[argparse.ArgumentParser]", declare: Declare, add_data: Callable[..., None]) -> None:
    """Declare what a council does about laptops."""
    for name, run, says, example in (
        (
            "device-lost",
            "laptops.device_lost",
            "Say that a laptop is lost: at its next contact it destroys its key.",
            'kitchen-table council device-lost 0f3c... --why "left on a bus" --data DIR',
        ),
        (
            "recall",
            "laptops.recall",
            "Call a laptop back: it hands in everything that waits, then destroys its key.",
            'kitchen-table council recall 0f3c... --why "Jo has left" --data DIR',
        ),
    ):
        task = declare(tasks, name, run, says, example)
        task.add_argument("laptop", help="its number, from the list of laptops")
        task.add_argument("--why", default="", help="read by whoever has the laptop")
        add_data(task)
    desk = declare(
        tasks,
        "desk",
        "laptops.show_desk",
        "Show the code of the council's desk, which workers compare; or give the desk a new key, if others saw the old one.",
        "kitchen-table council desk --data DIR",
    )
    desk.add_argument("--replace", action="store_true", help="a new key; nothing more is taken that the old one signs")
    add_data(desk)
    key = declare(
        tasks,
        "make-key",
        "laptops.make_key",
        "Make the council's key. Store the file away from the server: it opens casebooks and waiting files.",
        "kitchen-table council make-key --key FILE --data DIR",
    )
    key.add_argument("--key", required=True, type=Path, metavar="FILE", help="where the private half is written")
    add_data(key)
    _declare_rules(tasks, declare, add_data)
    _declare_ways_back(tasks, declare, add_data)


def _declare_rules(tasks: "Menu[argparse.ArgumentParser]", declare: Declare, add_data: Callable[..., None]) -> None:
    rules = declare(
        tasks,
        "laptop-rules",
        "laptops.laptop_rules",
        "Show, or change, what the council has set for its laptops.",
        "kitchen-table council laptop-rules --offline-days 21 --data DIR",
    )
    for name, says in (
        ("offline-days", "days without an exchange before records stay closed (0: no limit)"),
        ("warn-days", "how many days before that it is said"),
        ("visit-hours", "hours an open visit may keep its words on the laptop (2 at most)"),
        ("backup-days", "days after which a record leaves a laptop though no backup is known"),
    ):
        rules.add_argument(f"--{name}", type=int, metavar="N", help=says)
    rules.add_argument("--lock", choices=["any", "passphrase", "keyring", "both"], help="what opens a casebook")
    add_data(rules)


def _declare_ways_back(tasks: "Menu[argparse.ArgumentParser]", declare: Declare, add_data: Callable[..., None]) -> None:
    recover = declare(
        tasks,
        "recover",
        "laptops.recover_by_council",
        "Open a casebook whose passphrase is forgotten by the council's key, and choose a new passphrase.",
        "kitchen-table council recover ~/casebook --key FILE",
    )
    recover.add_argument("folder", type=Path, metavar="FOLDER", help="the casebook's folder")
    recover.add_argument("--key", required=True, type=Path, metavar="FILE", help="the council's key file")
    recover.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the new passphrase from a file's first line")
    reading = declare(
        tasks,
        "read-waiting",
        "laptops.read_waiting_file",
        "Take in what a laptop had not sent, from its waiting file.",
        "kitchen-table council read-waiting waiting.sealed --key FILE --data DIR",
    )
    reading.add_argument("file", type=Path, metavar="FILE", help="the waiting file of a casebook folder")
    reading.add_argument("--key", required=True, type=Path, metavar="FILE", help="the council's key file")
    reading.add_argument("--drafts", type=Path, metavar="OUT.json", help="write what was typed and never finished here")
    add_data(reading)
