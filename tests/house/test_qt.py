"""The Qt we run on is one that keeps count of what it lends."""

import sys

import PySide6
from packaging.version import Version
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_pyside_is_in_the_range_that_is_safe() -> None:
    """6.12.0 gives away a reference to None at each call and ends the process after a few thousand."""
    assert Version("6.11.3") <= Version(PySide6.__version__) < Version("6.12")


def test_a_thousand_texts_lend_out_nothing(qtbot: QtBot) -> None:
    """1,000 setText leave the count of None where it was (from Python 3.12 on it never moves)."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1_000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 50
