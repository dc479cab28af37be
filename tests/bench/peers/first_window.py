"""Seconds from the start of the process to the first paint of a window: first_window.py anki|vorta STARTED FOLDER.

Prints seconds and the peak resident memory in kilobytes. Anki is given a profile before it is timed.
"""

import os
import resource
import sys
import time
from contextlib import suppress

which, started, folder = sys.argv[1], float(sys.argv[2]), sys.argv[3]
os.environ.update(QT_QPA_PLATFORM="offscreen", HOME=folder, XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder)
os.environ.update(QTWEBENGINE_DISABLE_SANDBOX="1", QTWEBENGINE_CHROMIUM_FLAGS="--no-sandbox --disable-gpu")

from PyQt6 import QtCore, QtWidgets  # noqa: E402

WINDOWS = {"anki": "AnkiQt", "vorta": "MainWindow"}


class Watched(QtWidgets.QApplication):
    """Says when the main window is painted."""

    def notify(self, what, event):
        """Pass on what happens."""
        done = super().notify(what, event)
        painted = event.type() == QtCore.QEvent.Type.Paint and isinstance(what, QtWidgets.QWidget)
        if painted and type(what.window()).__name__ == WINDOWS[which]:
            print(time.time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
            os._exit(0)
        return done


QtWidgets.QApplication = Watched
if which == "anki":
    from pathlib import Path

    if not (Path(folder) / "prefs21.db").exists():
        from aqt.profiles import ProfileManager

        manager = ProfileManager(Path(folder))
        manager.setupMeta()
        manager.meta["defaultLang"] = "en_US"
        manager.meta["firstRun"] = False
        with suppress(AttributeError):  # the profile is there by then; only a window to tell of it is not
            manager.create("User 1")
            manager.save()
        print("0 0", flush=True)
        os._exit(0)
    sys.argv = ["anki", "-b", folder, "-p", "User 1", "-l", "en"]
    import aqt

    aqt.run()
else:
    import vorta.__main__

    sys.argv = ["vorta", "--foreground"]
    vorta.__main__.main()
