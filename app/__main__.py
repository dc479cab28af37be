"""The command line: `kitchen-table` opens the window; its commands work without one."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from app.commands.terms import FAILED, NOT_UNDERSTOOD, complain
from app.practice.errors import BadInput, Bug, KitchenTableError, RuleSaysNo
from ui.messages import message_for
from ui.words import Words

FAMILIES = ("window", "record", "council", "example")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. 0 is done, 1 a failure, 2 something given that cannot be understood."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    args = _parser().parse_args(given)
    try:
        return int(args.run(args))
    except KitchenTableError as error:
        complain(str(message_for(error, Words())))
        return NOT_UNDERSTOOD if isinstance(error, BadInput | RuleSaysNo) else FAILED
    except KeyboardInterrupt:
        return FAILED
    except Exception as error:
        if args.fault:
            raise
        complain(str(message_for(Bug(detail=type(error).__name__), Words())))
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kitchen-table",
        description="Home visits, offline first: the person's own words, a one-page profile and a plan.",
        epilog="Without a command the window opens. Each command has --help with an example.",
    )
    parser.add_argument("--fault", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(metavar="COMMAND")
    for family in FAMILIES:
        importlib.import_module(f"app.commands.{family}").add(commands)
    window = importlib.import_module("app.commands.window")
    window.options(parser)
    parser.set_defaults(run=window.open_window)
    return parser


if __name__ == "__main__":
    sys.exit(main())
