"""Plays the whole example: unlock, the visit with no network, and the exchange once the council's server is there."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.practice.guides import GuideShelf
from ui.collecting import Collecting
from ui.demo.pages import save_pages
from ui.demo.player import FilePrinting, Player
from ui.start import Office, Window

WIDTH, HEIGHT = 1280, 800


@dataclass(frozen=True)
class Script:
    """What is played. `online` makes the council's server answer while its block runs; until then there is none."""

    office: Office
    passphrase: str
    visited: str
    steps: Sequence[Mapping[str, Any]]
    names: Mapping[str, str]
    known: Mapping[str, str]
    guides: GuideShelf
    online: Callable[[], AbstractContextManager[object]]


def play(script: Script, out: Path, say: Callable[[str], None]) -> str:
    """Play it all; pictures go to `out/screens`, papers to `out/papers`. Returns what the status line says at the end."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    papers = out / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    window = Window(app, script.office, printing=FilePrinting(papers))
    window.shell.resize(WIDTH, HEIGHT)
    window.show()
    collecting = Collecting()
    player = Player(window, out / "screens", names=script.names, known=script.known, guides=script.guides, say=say)
    try:
        player.unlock(script.passphrase)
        player.look_at_versions()
        player.get_ready(script.visited)
        for step in script.steps:
            player.play(step)
        player.look_at_the_profile()
        with script.online():
            sentence = _exchanged(window, player)
    finally:
        window.close()
        collecting.stop()
    for paper in sorted(papers.glob("*.pdf")):
        save_pages(paper.read_bytes(), papers, paper.stem)
    return sentence


def _exchanged(window: Window, player: Player) -> str:
    """Back online: nothing is pressed; the sentence comes by itself."""
    rooms = window.rooms
    assert rooms is not None
    rooms.background.note_network_back()
    player.hands.sees("with the council,")
    player.look("back online")
    return next(each for each in player.hands.words_on_screen() if "with the council," in each)
