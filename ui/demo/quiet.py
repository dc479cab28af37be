"""Keeps what the offscreen platform says about itself out of what a reader of the terminal wants to know."""

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_NOISE = ("This plugin does not support propagateSizeHints",)


def hush_the_offscreen_platform() -> None:
    """From now on only what is no noise of the offscreen platform goes to the terminal. Ask before the first window."""
    qInstallMessageHandler(_on_message)


def _on_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith(_NOISE):
        sys.stderr.write(f"{message}\n")
