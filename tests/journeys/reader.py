"""What a screen reader hears and does: the app on a virtual screen, asked through AT-SPI over a D-Bus of its own.

Needs Debian's or Ubuntu's packages xvfb, dbus, at-spi2-core and those Qt needs for a screen: libxcb-cursor0, libxcb-icccm4,
libxcb-keysyms1, libxcb-image0, libxcb-render-util0, libxcb-xkb1, libxkbcommon-x11-0, libegl1.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

ROOT = Path(__file__).parents[2]
PROGRAMS = ("Xvfb", "dbus-daemon")
_ATSPI = "org.a11y.atspi"
_ACCESSIBLE = f"{_ATSPI}.Accessible"
_REGISTRY = (f"{_ATSPI}.Registry", "/org/a11y/atspi/accessible/root")
_FOCUSABLE, _FOCUSED, _CHECKED, _ENABLED, _SHOWING = 11, 12, 4, 8, 25
"""Bits of an AT-SPI state set."""
_PATIENCE_SECONDS = 40.0


@dataclass(frozen=True)
class Heard:
    """One thing on the screen as it is told to a screen reader."""

    bus: str
    path: str
    role: str
    name: str
    description: str
    interfaces: frozenset[str]
    state: int

    @property
    def focusable(self) -> bool:
        """Whether the keyboard can come here."""
        return bool(self.state >> _FOCUSABLE & 1)

    @property
    def focused(self) -> bool:
        """Whether the keyboard is here."""
        return bool(self.state >> _FOCUSED & 1)

    @property
    def checked(self) -> bool:
        """Whether it is chosen."""
        return bool(self.state >> _CHECKED & 1)

    @property
    def enabled(self) -> bool:
        """Whether it can be used now."""
        return bool(self.state >> _ENABLED & 1)


class Reader:
    """Hears what is on the screen and does what a screen reader's user can do."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection

    def on_screen(self) -> list[Heard]:
        """Everything that shows, in reading order."""
        found: list[Heard] = []
        for bus, path in self._call(_REGISTRY, "GetChildren")[0]:
            found += self._below((bus, path))
        return found

    def hear(self, name: str, role: str = "", *, patience: float = _PATIENCE_SECONDS) -> Heard:
        """The first thing of this name (or beginning with it, when it ends in `*`) and role, as soon as it shows."""
        return self.wait(lambda heard: _is_called(heard, name, role), f"{role or 'thing'} called {name!r}", patience)

    def wait(self, fits: Callable[[Heard], bool], what: str, patience: float = _PATIENCE_SECONDS) -> Heard:
        """The first thing that fits, as soon as it shows."""
        until = time.monotonic() + patience
        while True:
            heard = self.on_screen()
            for each in heard:
                if fits(each):
                    return each
            if time.monotonic() > until:
                there = [f"{each.role} {each.name!r}" for each in heard if each.name]
                raise AssertionError(f"no {what} on the screen, only {there}")
            time.sleep(0.2)

    def press(self, heard: Heard) -> None:
        """Do the first thing it offers: press a button, choose a line."""
        self._call((heard.bus, heard.path), "DoAction", "i", (0,), interface=f"{_ATSPI}.Action")

    def write(self, heard: Heard, words: str) -> None:
        """Put words into a field."""
        self._call((heard.bus, heard.path), "SetTextContents", "s", (words,), interface=f"{_ATSPI}.EditableText")

    def words_in(self, heard: Heard) -> str:
        """The words in a field."""
        text = self._call((heard.bus, heard.path), "GetText", "ii", (0, -1), interface=f"{_ATSPI}.Text")[0]
        return str(text)

    def _below(self, at: tuple[str, str]) -> Iterator[Heard]:
        try:
            heard = self._heard(at)
            if not heard.state >> _SHOWING & 1:
                return
            children = self._call(at, "GetChildren")[0]
        except DBusErrorResponse:  # it went while it was being asked
            return
        yield heard
        for bus, path in children:
            yield from self._below((bus, path))

    def _heard(self, at: tuple[str, str]) -> Heard:
        low, high = self._call(at, "GetState")[0]
        interfaces = self._call(at, "GetInterfaces")[0]
        return Heard(
            bus=at[0],
            path=at[1],
            role=self._call(at, "GetRoleName")[0],
            name=self._property(at, "Name"),
            description=self._property(at, "Description"),
            interfaces=frozenset(each.removeprefix(f"{_ATSPI}.") for each in interfaces),
            state=low | high << 32,
        )

    def _property(self, at: tuple[str, str], name: str) -> str:
        asked = Properties(DBusAddress(at[1], at[0], _ACCESSIBLE)).get(name)
        return str(unwrap_msg(self._connection.send_and_get_reply(asked, timeout=20))[0][1])

    def _call(
        self,
        at: tuple[str, str],
        method: str,
        signature: str | None = None,
        body: tuple[Any, ...] = (),
        interface: str = _ACCESSIBLE,
    ) -> tuple[Any, ...]:
        message = new_method_call(DBusAddress(at[1], at[0], interface), method, signature, body)
        return tuple(unwrap_msg(self._connection.send_and_get_reply(message, timeout=20)))


@contextmanager
def screen_reader(folder: Path, command: list[str]) -> Iterator[Reader]:
    """The app started with `command` on a virtual screen, and a screen reader that hears it. Everything ends with the block."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    assert not missing, f"{', '.join(missing)} is not installed: see the top of {Path(__file__).name} for the packages"
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    with ExitStack() as stack:
        display = _display(stack)
        buses = {"XDG_RUNTIME_DIR": str(runtime), "DISPLAY": display, "HOME": str(folder)}
        address = _session_bus(stack, {**os.environ, **buses})
        session = stack.enter_context(open_dbus_connection(address))
        asked = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
        accessible = str(unwrap_msg(session.send_and_get_reply(asked, timeout=20))[0])
        qt = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "DBUS_SESSION_BUS_ADDRESS": address}
        app = subprocess.Popen([sys.executable, "-m", "app", *command], cwd=ROOT, env={**os.environ, **buses, **qt})
        stack.callback(_ended, app)
        yield Reader(stack.enter_context(open_dbus_connection(accessible)))


def _display(stack: ExitStack) -> str:
    told, tell = os.pipe()
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1366x900x24", "-nolisten", "tcp"],
        pass_fds=(tell,),
        stderr=subprocess.DEVNULL,
    )
    stack.callback(_ended, xvfb)
    os.close(tell)
    with os.fdopen(told) as number:
        return f":{number.readline().strip()}"


def _session_bus(stack: ExitStack, environment: dict[str, str]) -> str:
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    stack.callback(_ended, bus)
    assert bus.stdout is not None
    return bus.stdout.readline().strip()


def _ended(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _is_called(heard: Heard, name: str, role: str) -> bool:
    called = heard.name.startswith(name[:-1]) if name.endswith("*") else heard.name == name
    return called and role in ("", heard.role)
