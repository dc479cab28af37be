"""The app from its first window to its last: one start for each casebook, unlocking, locking, closing cleanly.

The first window is painted before the database is imported; what an open casebook needs is imported behind it.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QLockFile, QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication

from app.practice.errors import AlreadyOpen, Bug
from ui.collecting import Collecting
from ui.settings.locks import Locks
from ui.shell import Shell
from ui.theme.theme import FAMILIES, FIRST_FAMILIES, Theme, apply_theme, make_app, register_fonts, system_theme
from ui.unlock.door import Door
from ui.unlock.unlock_screen import UnlockScreen
from ui.words import Words
from ui.work import Work

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

    from app.casebook.desk import Desk
    from sync.client.exchange import Exchanger
    from ui.paper.printing import Printing
    from ui.rooms import Rooms
    from ui.settings.settings_screen import SettingsScreen
    from ui.syncing.calm import KeyboardCalm

LOCK_FILE, WINDOW_FILE = "open.lock", "window.ini"
_GEOMETRY = "window/geometry"
_TELL_MS = 2000
_LAST_EXCHANGE_SECONDS = 5.0

_log = logging.getLogger("kitchen_table.start")


class Office(Door, Locks, Protocol):
    """What the window needs of the office."""

    folder: Path

    @property
    def settings(self) -> Any:
        """How the app looks: text_percent and ground."""

    def keep_settings(self, settings: Any) -> None:
        """Keep how it looks. Raises `StoreFull`, `StoreReadOnly`."""

    def exchanger(self, desk: Desk, calm: Callable[[], None]) -> Exchanger:
        """What exchanges this casebook with the council's server; `calm` comes back when nobody types."""

    def fetch(self) -> None:
        """Bring in what opening will need and no key is asked for."""

    def close(self) -> None:
        """Let go of the file and the key."""


def run(office: Office) -> int:
    """Open the window on this office's casebook and stay until it is closed. Raises `AlreadyOpen`."""
    app = QApplication.instance() or make_app(sys.argv)
    assert isinstance(app, QApplication)
    app.setApplicationName("Kitchen Table")
    office.folder.mkdir(parents=True, exist_ok=True)
    only = OnlyStart(office.folder)
    if not only.claim():
        only.tell_the_first()
        raise AlreadyOpen(path=str(office.folder))
    window = Window(app, office)
    only.shown_again.connect(window.come_forward)
    window.painted.connect(only.listen)
    former = catch_everything(window.say_bug)
    collecting = Collecting()
    try:
        window.show()
        return app.exec()
    finally:
        former()
        window.close()
        collecting.stop()
        only.let_go()


class OnlyStart(QObject):
    """One start for each folder. A second one tells the first to show itself."""

    shown_again = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(folder / LOCK_FILE))
        self._lock.setStaleLockTime(0)
        self._folder = folder
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Whether this is the only start; one that was killed does not count."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """From now on hear the starts that come after this one."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)
        self._server.listen(self._name)

    def tell_the_first(self) -> bool:
        """Ask the start that has the folder to show itself; whether it heard."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(_TELL_MS)
        socket.disconnectFromServer()
        return heard

    def let_go(self) -> None:
        """The folder is free again."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    @property
    def _name(self) -> str:
        import hashlib

        return "kitchen-table-" + hashlib.sha256(str(self._folder.resolve()).encode()).hexdigest()[:16]

    def _on_knock(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
        self.shown_again.emit()


class Window(QObject):
    """The window and what is in it: the first screen while locked, all the rooms while open."""

    opened = Signal()
    """The rooms of an open casebook are there."""

    painted = Signal()
    """The first screen can be read, for the first time; whatever was not needed for it may be fetched now."""

    def __init__(
        self, app: QApplication, office: Office, words: Words | None = None, *, printing: Printing | None = None
    ) -> None:
        super().__init__()
        self._app, self._office, self._printing = app, office, printing
        self.words = words or Words()
        self.rooms: Rooms | None = None
        self._calm: KeyboardCalm | None = None
        self._dress()
        self.work = Work()
        self.shell = Shell(self.words)
        self.shell.setMinimumSize(1024, 640)
        self._closed = False
        self._unlock = UnlockScreen(office, self.work, self.words)
        self.shell.add_screen("unlock", self._unlock)
        self._unlock.opened.connect(self._on_opened)
        self._unlock.lock_followed.connect(self._say_lock_followed)
        self._unlock.painted.connect(self._on_painted)
        self.shell.lock_requested.connect(self.lock)
        self.shell.closing.connect(self.close)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._place()

    def show(self) -> None:
        """Show the first screen, as soon as it is known what stands on it."""
        self._unlock.show_state()
        self.shell.show_screen("unlock", remember=False, bare=True)
        self._unlock.looked.connect(self.shell.show, Qt.ConnectionType.SingleShotConnection)

    def come_forward(self) -> None:
        """Somebody started the app again: this is the window they want."""
        self.shell.setWindowState(self.shell.windowState() & ~Qt.WindowState.WindowMinimized)
        self.shell.show()
        self.shell.raise_()
        self.shell.activateWindow()

    def lock(self) -> None:
        """Keep what is being typed, let go of the key and of every screen that shows anything.

        What cannot be kept is said first; asked again, it locks all the same.
        """
        if self.rooms is not None:
            self.rooms.keeping.before_locking(self._lock)

    def _lock(self) -> None:
        if self.rooms is None:
            return
        self._leave_rooms()
        self._unlock.show_state(self.words("syncing.line.locked"))
        self.shell.forget_history()
        self.shell.clear_message()
        self.shell.show_screen("unlock", remember=False, bare=True)

    def close(self) -> None:
        """Keep what is being typed, finish every write, close the casebook. Doing it twice does no harm."""
        if self._closed:
            return
        self._closed = True
        self._remember_place()
        self._leave_rooms()
        self.shell.hide()
        self.work.close()
        self._office.close()

    def say_bug(self) -> None:
        """Something went wrong that nobody expected: two sentences, never a traceback."""
        from ui.messages import message_for

        self.shell.say(message_for(Bug(), self.words))

    def _on_painted(self) -> None:
        register_fonts()
        self.work.read(lambda: _fetch_rooms(self._office, self.words))
        self.painted.emit()

    def _on_opened(self, desk: Desk) -> None:
        from ui.rooms import Rooms
        from ui.syncing.background import Background
        from ui.syncing.calm import KeyboardCalm

        calm = self._calm = KeyboardCalm(self)
        self.rooms = Rooms(
            self.shell,
            desk,
            self.work,
            self.words,
            background=Background(self._office.exchanger(desk, calm.wait), desk.clock, calm=calm.wait),
            make_settings=self._make_settings,
            printing=self._printing,
        )
        self.rooms.contact.ended.connect(self._on_ended)
        self.rooms.open_first()
        self.opened.emit()

    def _say_lock_followed(self) -> None:
        from ui.messages import Message

        self.shell.say(Message(self.words("unlock.followed.happened"), self.words("unlock.followed.do")))

    def _on_ended(self, why: str) -> None:
        """The council ended this laptop: its key is gone. Whatever stands typed is sealed to the council on the way out."""
        self._leave_rooms()
        self._unlock.show_state(self.words.choice("unlock.ended", why))
        self.shell.forget_history()
        self.shell.clear_message()
        self.shell.show_screen("unlock", remember=False, bare=True)

    def _leave_rooms(self) -> None:
        rooms, self.rooms = self.rooms, None
        if rooms is None:
            return
        rooms.close()
        if self._calm is not None:
            self._calm.end()
            self._calm.deleteLater()
            self._calm = None

        def shut() -> None:
            rooms.background.stop(_LAST_EXCHANGE_SECONDS)
            self._office.close()

        self.work.write(shut)

    def _make_settings(self, desk: Desk) -> SettingsScreen:
        from ui.settings.settings_screen import SettingsScreen

        settings = self._office.settings
        screen = SettingsScreen(
            desk,
            self.work,
            self.words,
            percent=settings.text_percent,
            ground=str(settings.ground),
            locks=self._office,
        )
        screen.look_changed.connect(self._on_look_changed)
        return screen

    def _on_look_changed(self, percent: int, ground: str) -> None:
        former = self._office.settings
        chosen = former.but(text_percent=percent, ground=type(former.ground)(ground))
        self._dress(chosen)
        self.work.write(lambda: self._office.keep_settings(chosen))

    def _dress(self, settings: Any = None) -> None:
        chosen = settings if hasattr(settings, "text_percent") else self._office.settings
        theme = Theme(colours=str(chosen.ground), text_scale=chosen.text_percent / 100)
        apply_theme(self._app, system_theme(self._app, theme), FIRST_FAMILIES if self.rooms is None else FAMILIES)

    def _place(self) -> None:
        kept = self._window_file().value(_GEOMETRY)
        if kept is None or not self.shell.restoreGeometry(kept):
            self.shell.resize(1280, 800)

    def _remember_place(self) -> None:
        self._window_file().setValue(_GEOMETRY, self.shell.saveGeometry())

    def _window_file(self) -> QSettings:
        return QSettings(str(self._office.folder / WINDOW_FILE), QSettings.Format.IniFormat)


def catch_everything(say: Callable[[], None]) -> Callable[[], None]:
    """From now on what nobody caught goes to the log as its place in the code, and `say` tells the reader.

    Gives back how to undo this. No words of anybody reach the log: of the error only its kind is written.
    """
    former = sys.excepthook

    def hook(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.error("%s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        say()

    sys.excepthook = hook

    def undo() -> None:
        sys.excepthook = former

    return undo


def _fetch_rooms(office: Office, words: Words) -> None:
    """Bring in what an open casebook needs, while somebody is typing their passphrase or it is being tried."""
    office.fetch()
    for name in ("app.casebook.today", "ui.rooms", "ui.syncing.background", "ui.today.today_screen"):
        import_module(name)
    words.fetch("common", "syncing", "today")
