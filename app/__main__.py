"""The command line: `kitchen-table` opens the window; its commands work without one."""

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence

from app.practice.errors import BadInput, Bug, KitchenTableError, RuleSaysNo, SurroundingsFail

FAILED, NOT_UNDERSTOOD = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. 0 is done, 1 a failure, 2 something given that cannot be understood."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    args = _understood(given)
    try:
        return _chosen(args.run)(args)
    except KitchenTableError as error:
        _complain(error)
        return NOT_UNDERSTOOD if isinstance(error, BadInput | RuleSaysNo) else FAILED
    except KeyboardInterrupt:
        return FAILED
    except OSError as error:
        _complain(SurroundingsFail())
        told = ": ".join(str(each) for each in (error.filename, error.strerror) if each)
        sys.stderr.write(f"The system says: {told or type(error).__name__}.\n")
        return FAILED
    except Exception as error:
        _complain(Bug(detail=type(error).__name__))
        return FAILED


def _understood(given: Sequence[str]) -> argparse.Namespace:
    if not given:  # the window does not wait for the menu
        return argparse.Namespace(run="window.open_window", casebook=None)
    from app.commands.menu import parser

    return parser().parse_args(given)


def _chosen(name: str) -> Callable[[argparse.Namespace], int]:
    file, _, function = name.partition(".")
    command: Callable[[argparse.Namespace], int] = getattr(importlib.import_module(f"app.commands.{file}"), function)
    return command


def _complain(error: KitchenTableError) -> None:
    from ui.messages import message_for
    from ui.words import Words

    sys.stderr.write(f"{message_for(error, Words())}\n")


if __name__ == "__main__":
    sys.exit(main())
