"""TOML read once: what a file says is kept beside it as Python keeps its compiled modules, and taken from there while it is the
same. Where that may not be written, the file is read each time."""

from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any


def read_table(path: Path) -> dict[str, Any]:
    """What the file says. Raises `tomllib.TOMLDecodeError` and `OSError`."""
    code = _Table(path.stem, str(path)).get_code(path.stem)
    assert code is not None
    known: dict[str, Any] = {"__builtins__": {}}
    if code.co_names:  # a day or a time, or a number that has no end
        import datetime

        known |= {"datetime": datetime, "inf": float("inf"), "nan": float("nan")}
    table: dict[str, Any] = eval(code, known)
    return table


class _Table(SourceFileLoader):
    """Loads a TOML file as Python loads a module: its source is what it says, written as one expression."""

    def source_to_code(  # type: ignore[override]  # what Python calls it with differs from release to release
        self, data: bytes, path: str, *_more: object, _optimization: int = -1
    ) -> CodeType:
        import tomllib

        said = repr(tomllib.loads(data.decode()))
        code: CodeType = compile(said, path, "eval", dont_inherit=True, optimize=_optimization)
        return code
