"""Commands that open the window or run the council's server: the window itself, serve."""

import argparse
import gc

from app.office import Office, default_folder


def open_window(args: argparse.Namespace) -> int:
    """`kitchen-table` and `kitchen-table open`."""
    gc.disable()  # what is made while starting is there to stay; ui/collecting searches once the window lives
    from ui.importing import import_plainly

    import_plainly()
    from ui.start import run

    return run(Office(args.casebook or default_folder()))


def serve_council(args: argparse.Namespace) -> int:
    """`kitchen-table serve`."""
    from app.commands.terms import DONE, say
    from sync.server.serve import serve, settings_of

    serve(
        args.data,
        args.host,
        args.port,
        lambda address: say(f"The council's server answers at {address}"),
        settings=settings_of(args.settings, args.watch),
        watching=lambda address: say(f"Figures are at {address}/metrics"),
    )
    return DONE
