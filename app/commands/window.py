"""Commands that open the window or run the council's server: the window itself, serve."""

import argparse
from pathlib import Path

from app.commands.terms import DONE, declare, say
from app.office import Office, default_folder


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    opening = declare(
        commands,
        "open",
        open_window,
        "Open the window (what happens without a command).",
        "kitchen-table open --casebook ~/casebook",
    )
    options(opening)
    serving = declare(
        commands,
        "serve",
        serve_council,
        "Run the council's server on embedded SQLite, until it is stopped.",
        "kitchen-table serve --data /srv/kitchen-table --host 127.0.0.1 --port 8471",
    )
    serving.add_argument("--data", required=True, type=Path, metavar="DIR", help="the server's folder")
    serving.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    serving.add_argument("--port", default=8471, type=int, help="the port (0: any free one)")


def options(parser: argparse.ArgumentParser) -> None:
    """The options of the window."""
    parser.add_argument("--casebook", type=Path, default=None, metavar="DIR", help="the casebook's folder")


def open_window(args: argparse.Namespace) -> int:
    """`kitchen-table` and `kitchen-table open`."""
    from ui.start import run

    return run(Office(args.casebook or default_folder()))


def serve_council(args: argparse.Namespace) -> int:
    """`kitchen-table serve`."""
    from sync.server.serve import serve

    serve(args.data, args.host, args.port, lambda address: say(f"The council's server answers at {address}"))
    return DONE
