"""How a laptop ends: stopped with a reason, lost, or called back. It stands in the device's `stopped`.

Lost: at its next contact the laptop destroys its key. Called back: it first hands in everything that waits, then does the same. A
reason that begins with neither word is an ordinary stop, which destroys nothing.
"""

from sync.server import problems

LOST, RECALLED = "lost", "recalled"
_MARK = "\n"


def written(code: str, why: str) -> str:
    """What is kept of an ending."""
    return f"{code}{_MARK}{why}"


def code_of(stopped: str | None) -> str:
    """`lost` or `recalled`; empty for an ordinary stop or none."""
    code, mark, _ = (stopped or "").partition(_MARK)
    return code if mark and code in (LOST, RECALLED) else ""


def why_of(stopped: str | None) -> str:
    """The reason, as a person reads it."""
    return (stopped or "").partition(_MARK)[2] if code_of(stopped) else stopped or ""


def is_recalled(stopped: str | None) -> bool:
    """Whether it may still hand in what waits."""
    return code_of(stopped) == RECALLED


def no_answer(stopped: str) -> problems.NoAnswer:
    """Why a laptop that was stopped gets none."""
    match code_of(stopped):
        case "lost":
            return problems.device_lost(why_of(stopped))
        case "recalled":
            return problems.device_recalled(why_of(stopped))
    return problems.device_stopped(stopped)
