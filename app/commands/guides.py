"""Commands on guides: check a file, publish it to the council's laptops, list and withdraw what was published."""

import argparse
from contextlib import closing
from pathlib import Path

from app.commands.terms import DONE, read_bytes, say
from app.practice.errors import FileMistake


def check(args: argparse.Namespace) -> int:
    """`kitchen-table guide check`. A mistake is raised as `GuideMistake`; what should be looked at again is said."""
    import resources
    from app.practice.guide_files import look_again, read_guide
    from app.practice.jargon import JargonList

    jargon = JargonList(resources.jargon())
    pictures = frozenset(symbol.word for symbol in resources.symbols())
    for file in args.file:
        text = _text(file)
        guide = read_guide(text, str(file), pictures=pictures)
        say(f"{file} can be used: {guide.name}, version {guide.version}, {len(guide.prompt)} questions.")
        for advice in look_again(text, jargon):
            say(f"{file}, line {advice.line}, {advice.where}: {advice.what}")
    return DONE


def publish(args: argparse.Namespace) -> int:
    """`kitchen-table council publish-guide`."""
    from sync.server.admin import open_desk

    text = _text(args.file)
    with closing(open_desk(args.data)) as desk:
        guide = desk.guides.publish(text, str(args.file))
    say(f"{guide.name}, version {guide.version}, is published. Laptops have it after their next exchange.")
    return DONE


def withdraw(args: argparse.Namespace) -> int:
    """`kitchen-table council withdraw-guide`."""
    from sync.server.admin import open_desk

    with closing(open_desk(args.data)) as desk:
        former = desk.guides.withdraw(args.guide)
    say(f"{former.guide} is withdrawn. What was said to its questions stays, with the questions.")
    return DONE


def list_guides(args: argparse.Namespace) -> int:
    """`kitchen-table council guides`."""
    from sync.server.admin import open_desk

    with closing(open_desk(args.data)) as desk:
        found = desk.guides.all()
    for line in found:
        state = "withdrawn" if line.withdrawn else "published" if line.published else "ships with the app"
        newer = "" if line.readable else "\twritten for a newer version of the app than this one"
        say(f"{line.guide}\t{line.version}\t{line.name}\t{state}{newer}")
    return DONE


def _text(file: Path) -> str:
    data = read_bytes(file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FileMistake(file=str(file), where=f"line {line}", what="the file is not in UTF-8") from error
