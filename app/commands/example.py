"""Commands about the example council: open it, play its visit without a screen, make its papers."""

import argparse
import os
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

import resources
from app.casebook.plan import copy_in
from app.casebook.portable import FileView, RecordFile, read_record
from app.casebook.profile import page_in
from app.commands.example_council import ExampleTown, council_served, example_script, make_town
from app.commands.record import FileWriter, circle_from
from app.commands.terms import DONE, FAILED, say
from app.example import example_council
from app.office import Office
from app.paper import Paper, PaperWords, circle_paper, one_page_profile, plan_copy


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


def make_papers(args: argparse.Namespace) -> int:
    """`kitchen-table papers`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.demo.pages import save_pages

    words = PaperWords(resources.words_text("paper"))
    args.out.mkdir(parents=True, exist_ok=True)
    made = 0
    for name, text in resources.example_record_texts():
        file = read_record(text.encode(), name)
        for size in (0, 18, 28):
            for kind, paper in _papers(file, name, size, words, circle=args.circle):
                stem = f"{name.removesuffix('.json')} {kind}{f' {size} pt' if size else ''}"
                (args.out / f"{stem}.pdf").write_bytes(paper.pdf)
                made += save_pages(paper.pdf, args.out, stem)
    say(f"{made} pictures of pages, and the PDFs, are in {args.out}.")
    return DONE if made else FAILED


def _papers(file: RecordFile, name: str, size: int, words: PaperWords, *, circle: bool) -> list[tuple[str, Paper]]:
    view, writer = FileView(file, name), FileWriter(file)
    page, copy = page_in(view, writer, file.person), copy_in(view, writer, file.person)
    drawn = circle_from(view, writer, file.person, words)
    made = []
    if size:
        reach = msgspec.structs.replace(page.person.reach, text_size=size)
        person = msgspec.structs.replace(page.person, reach=reach)
        page, copy = replace(page, person=person), replace(copy, person=person)
        drawn = replace(drawn, person=person)
    if not page.empty:
        made.append(("one-page profile", one_page_profile(page, words)))
    if not copy.empty:
        made.append(("plan copy", plan_copy(copy, words)))
    if circle and not drawn.empty:
        made.append(("circle", circle_paper(drawn, words)))
    return made
