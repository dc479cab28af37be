"""The menu's part about checking a paper."""

import argparse
from collections.abc import Callable

Declare = Callable[..., argparse.ArgumentParser]
Menu = argparse._SubParsersAction
_CODE = "the ten letters and figures at the foot of the paper; small letters, dashes, O for 0 and I for 1 are all right"


def declare_verify(commands: "Menu[argparse.ArgumentParser]", declare: Declare, add_casebook: Callable[..., None]) -> None:
    """Declare `kitchen-table verify`."""
    verify = declare(
        commands,
        "verify",
        "verifying.verify_paper",
        "Say what was printed on the paper with this check code, word for word, and what has become of it since.",
        "kitchen-table verify 4F7K2-QX9M3 --casebook ~/casebook",
    )
    verify.add_argument("code", metavar="CODE", help=_CODE)
    add_casebook(verify)


def declare_council_verify(tasks: "Menu[argparse.ArgumentParser]", declare: Declare, add_data: Callable[..., None]) -> None:
    """Declare `kitchen-table council verify`."""
    verify = declare(
        tasks,
        "verify",
        "verifying.verify_at_council",
        "Say what was printed on the paper with this check code, whoever made it; the audit keeps that it was looked up.",
        "kitchen-table council verify 4F7K2-QX9M3 --data DIR",
    )
    verify.add_argument("code", metavar="CODE", help=_CODE)
    add_data(verify)
