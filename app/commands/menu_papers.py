"""The menu of the commands that make papers."""

import argparse
from collections.abc import Callable
from pathlib import Path

from app.practice.formats import EASY, LARGE, STANDARD

Declare = Callable[..., argparse.ArgumentParser]
NAMES = "one-page-profile, about-me, actions, plan-copy, circle, letter, questions or budget-sheet"


def declare_papers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", declare: Declare) -> None:
    """Declare `papers`."""
    papers = declare(
        commands,
        "papers",
        "papers.make_papers",
        "Make every paper of the example people, in every format, as PDF and as pictures.",
        "kitchen-table papers --out out/papers",
    )
    papers.add_argument("--out", required=True, type=Path, metavar="DIR", help="where they are left")
    papers.add_argument("--circle", action="store_true", help="the circle too, which is made only when somebody asks for it")


def declare_paper(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", declare: Declare) -> None:
    """Declare `paper`."""
    paper = declare(
        commands,
        "paper",
        "papers.make_paper",
        "Make a paper (PDF) from a portable record file.",
        "kitchen-table paper maggie.json --kind about-me --out maggie.pdf",
    )
    paper.add_argument("record", type=Path, metavar="RECORD.json", help="a portable record file")
    paper.add_argument("--kind", required=True, help=f"which paper: {NAMES}")
    paper.add_argument("--for", dest="purpose", default="", metavar="PURPOSE", help="of a profile for a purpose: which")
    paper.add_argument("--guide", action="append", default=[], metavar="ID", help="of questions: which guide; may be given again")
    paper.add_argument("--format", default="", choices=(STANDARD, LARGE, EASY), help="as the person reads, where none is given")
    paper.add_argument("--out", required=True, type=Path, metavar="FILE.pdf", help="where to write it")
