"""Into a file: the whole file or none, with a password or without, and nothing else left behind."""

import errno
import os
import stat
import tempfile
from pathlib import Path

from ui.paper.outcome import Outcome

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""A full disk, a file that may not be so large, a share that is used up."""

MAY_NOT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
AWAY = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ESTALE, errno.EHOSTDOWN, errno.ENOTCONN})
WINDOWS_IN_USE = frozenset({32, 33})
"""Windows says which file another program holds."""


def save_pdf(pdf: bytes, path: Path, password: str = "") -> Outcome:
    """Write the file whole or not at all: what was there before stays until the new one is there.

    With a password (as `judged` prepares it) the paper is closed in memory first: open, it is in no file, not for a moment.
    """
    if password:
        from app.paper.protected import protected

        pdf = protected(pdf, password)
    draft: Path | None = None
    try:
        if path.exists() and not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            return Outcome.READ_ONLY
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        draft = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        if draft is not None:
            draft.unlink(missing_ok=True)
        return outcome_of(error, written=draft is not None)
    return Outcome.DONE


def outcome_of(error: OSError, *, written: bool) -> Outcome:
    """What an error of the disk means; `written`: everything was written beside the file, which then could not be replaced."""
    if error.errno in NO_ROOM:
        return Outcome.FULL
    if getattr(error, "winerror", 0) in WINDOWS_IN_USE or error.errno in (errno.EBUSY, errno.ETXTBSY):
        return Outcome.IN_USE
    if error.errno in MAY_NOT:
        return Outcome.IN_USE if written else Outcome.READ_ONLY
    return Outcome.NOT_THERE if error.errno in AWAY else Outcome.REFUSED
