"""The menu of guides: checking a file, publishing it, listing and withdrawing."""

import argparse
from collections.abc import Callable
from pathlib import Path

Menu = argparse._SubParsersAction
Declare = Callable[..., argparse.ArgumentParser]


def declare_guide(commands: "Menu[argparse.ArgumentParser]", declare: Declare) -> None:
    """Declare what is done with a guide before it is anybody's."""
    guide = declare(
        commands,
        "guide",
        "council.explain",
        "Guides: what to talk about, and which questions to ask. How to write one: resources/guides/README.md.",
        "kitchen-table guide check tea.toml",
    )
    guide.set_defaults(parser=guide)
    tasks = guide.add_subparsers(metavar="TASK")
    checking = declare(
        tasks,
        "check",
        "guides.check",
        "Say whether a guide can be used. A mistake is named by file, line and place, and ends with 2.",
        "kitchen-table guide check tea.toml",
    )
    checking.add_argument("file", nargs="+", type=Path, metavar="FILE", help="a guide")


def declare_publishing(
    tasks: "Menu[argparse.ArgumentParser]", declare: Declare, add_data: Callable[[argparse.ArgumentParser], None]
) -> None:
    """Declare what the council does with its guides."""
    publishing = declare(
        tasks,
        "publish-guide",
        "guides.publish",
        "Publish a guide: every laptop offers it after its next exchange, in the place of one with the same id.",
        "kitchen-table council publish-guide tea.toml --data DIR",
    )
    publishing.add_argument("file", type=Path, metavar="FILE", help="a guide")
    add_data(publishing)
    withdrawing = declare(
        tasks,
        "withdraw-guide",
        "guides.withdraw",
        "Offer a published guide no more. One that ships by the same id is offered again.",
        "kitchen-table council withdraw-guide tea --data DIR",
    )
    withdrawing.add_argument("guide", metavar="GUIDE", help="its id")
    add_data(withdrawing)
    listing = declare(
        tasks,
        "guides",
        "guides.list_guides",
        "List the guides: id, version, name, and whether it ships, was published or withdrawn.",
        "kitchen-table council guides --data DIR",
    )
    add_data(listing)
