"""Commands about the example council: open it, play its visit without a screen, make its papers."""

import argparse
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from app.commands.example_council import ExampleTown, council_served, example_script, make_town
from app.commands.terms import DONE, say
from app.example import example_council
from app.office import Office


def open_example(args: argparse.Namespace) -> int:
    """`kitchen-table example`."""
    from platformdirs import user_data_path

    from ui.importing import import_plainly

    import_plainly()
    from ui.start import run

    folder = args.folder or user_data_path("Kitchen Table example", appauthor=False)
    town = ExampleTown(folder)
    if not town.there:
        say("Making the example council. This takes a moment, once.")
        town.make_room()
        town = make_town(folder, today=datetime.now(UTC))
    helen = example_council().member("helen")
    say(f"You are {helen.body.name}. Her passphrase is: {helen.passphrase}")
    with council_served(town):
        return run(Office(town.laptop("helen")))


def play_demo(args: argparse.Namespace) -> int:
    """`kitchen-table demo`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.demo.play import play
    from ui.demo.quiet import hush_the_offscreen_platform

    if os.environ["QT_QPA_PLATFORM"].startswith("offscreen"):
        hush_the_offscreen_platform()
    with tempfile.TemporaryDirectory(prefix="kitchen-table-") as name:
        today = datetime.now(UTC)
        town = make_town(Path(name) / "example", today=today)
        say(f"Playing the example visit through the real windows, without a screen. Pictures and papers go to {args.out}.")
        sentence = play(example_script(town, today), args.out, say)
    say(sentence)
    return DONE
