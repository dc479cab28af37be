"""Pictures of every screen in every dress, and whatever is cut, unnamed or off the window on any of them.

python tests/screens/run.py out/screens [room ...]
"""

import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from PySide6.QtCore import QRect  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget  # noqa: E402  # found once the project is on the path

from tests.looking import faults, shown  # noqa: E402
from tests.studio import Studio  # noqa: E402
from ui.demo.quiet import hush_the_offscreen_platform  # noqa: E402
from ui.theme.theme import Theme, apply_theme  # noqa: E402
from ui.words import Words  # noqa: E402
from ui.work import Work  # noqa: E402

LOOKS_AT_MOST = 10
BETWEEN_LOOKS_MILLISECONDS = 30


@dataclass(frozen=True)
class Dress:
    """How the app is dressed for a picture, and how large the window is."""

    name: str
    theme: Theme
    width: int = 1280
    height: int = 800


DRESSES = (
    Dress("light", Theme()),
    Dress("dark", Theme("dark")),
    Dress("200", Theme(text_scale=2.0), 1024, 640),
    Dress("dark 200", Theme("dark", text_scale=2.0), 1024, 640),
    Dress("small", Theme(), 1024, 640),
    Dress("right to left", Theme(right_to_left=True)),
)


def main(arguments: list[str]) -> int:
    """Take the pictures; 1 when a fault was seen on any of them."""
    out = Path(arguments[0] if arguments else "out/screens")
    out.mkdir(parents=True, exist_ok=True)
    hush_the_offscreen_platform()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    wanted = set(arguments[1:])
    taken, seen = 0, 0
    for path in sorted(HERE.glob("*.py")):
        if path.name == "run.py" or (wanted and path.stem not in wanted):
            continue
        for dress in DRESSES:
            apply_theme(app, dress.theme)
            with _studio() as studio:
                windows = []
                for name, screen in _module(path).shots(studio):
                    windows.append(_window(screen))
                    found = _take(windows[-1], screen, studio, dress, out / f"{name} {dress.name}.png")
                    taken += 1
                    seen += len(found)
                    for fault in found:
                        sys.stdout.write(f"{name} {dress.name}: {fault}\n")
                for window in windows:
                    window.close()
                    window.deleteLater()
                QTest.qWait(0)
    sys.stdout.write(f"{taken} pictures in {out}, {seen} faults seen.\n")
    return 1 if seen else 0


@contextmanager
def _studio() -> Iterator[Studio]:
    work = Work()
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder), work, Words())
        try:
            yield studio
        finally:
            work.close()
            studio.close()


def _window(screen: QWidget) -> QWidget:
    """The window that the screen stands in; a bare one of its own if it has none."""
    if screen.parentWidget() is not None:
        return screen.window()
    window = QWidget()
    window.setProperty("ground", "paper")
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(screen)
    return window


def _take(window: QWidget, screen: QWidget, studio: Studio, dress: Dress, file: Path) -> list[str]:
    """The picture, with the keyboard where the shell puts it unless it is somewhere already; and what is wrong on it."""
    chosen = window.focusWidget() is not None
    window.resize(dress.width, dress.height)
    window.show()
    window.activateWindow()
    studio.settle()
    focus_first = getattr(screen, "focus_first", None)
    if focus_first is not None and not chosen:
        focus_first()
    found = _at_rest(window, studio)
    window.grab().save(str(file))
    return found


def _at_rest(window: QWidget, studio: Studio) -> list[str]:
    """What is wrong once nothing moves any more; after ten looks, what is wrong then."""
    places: list[QRect] = []
    found: list[str] = []
    for _ in range(LOOKS_AT_MOST):
        QTest.qWait(BETWEEN_LOOKS_MILLISECONDS)
        studio.settle()
        window.grab()
        before, places = places, [each.geometry() for each in shown(window)]
        found = faults(window)
        if places == before and not found:
            break
    return found


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"screens_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
