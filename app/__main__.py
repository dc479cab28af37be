"""The command line: `kitchen-table` opens the window; its commands work without one."""

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence

from app.commands.menu import parser
from app.practice.errors import BadInput, Bug, KitchenTableError, RuleSaysNo
from ui.messages import message_for
from ui.words import Words

FAILED, NOT_UNDERSTOOD = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. 0 is done, 1 a failure, 2 something given that cannot be understood."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    args = parser().parse_args(given)
    try:
        return _chosen(args.run)(args)
    except KitchenTableError as error:
        _complain(str(message_for(error, Words())))
        return NOT_UNDERSTOOD if isinstance(error, BadInput | RuleSaysNo) else FAILED
    except KeyboardInterrupt:
        return FAILED
    except Exception as error:
        _complain(str(message_for(Bug(detail=type(error).__name__), Words())))
        return FAILED


def _chosen(name: str) -> Callable[[argparse.Namespace], int]:
    file, _, function = name.partition(".")
    command: Callable[[argparse.Namespace], int] = getattr(importlib.import_module(f"app.commands.{file}"), function)
    return command


def _complain(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


if __name__ == "__main__":
    sys.exit(main())
