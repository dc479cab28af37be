"""Modules are fetched the plain way, without PySide's look at each of them.

PySide puts itself in the way of every import: it reads the source of each module that comes, to see whether it might ask for
`__feature__` (Qt's names written otherwise), which the house does not use. With the hundreds of modules that an open casebook
needs, that is a good part of the time somebody waits.
"""

import builtins

import PySide6  # noqa: F401  # puts itself in the way when it comes, once


def import_plainly() -> None:
    """From now on modules are imported by Python alone. Doing it twice does no harm."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
