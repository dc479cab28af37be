"""Commands that open the window or run the council's server: the window itself, serve."""

import argparse

from app.office import Office, default_folder


def open_window(args: argparse.Namespace) -> int:
    """`kitchen-table` and `kitchen-table open`."""
    from ui.start import run

    return run(Office(args.casebook or default_folder()))


def serve_council(args: argparse.Namespace) -> int:
    """`kitchen-table serve`."""
    from app.commands.terms import DONE, say
    from sync.server.serve import serve

    serve(args.data, args.host, args.port, lambda address: say(f"The council's server answers at {address}"))
    return DONE
