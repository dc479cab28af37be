"""How printing or saving ended."""

from enum import StrEnum


class Outcome(StrEnum):
    """How printing or saving ended."""

    DONE = "done"
    REFUSED = "refused"
    FULL = "full"
    GONE = "gone"
    """The printer is not there any more."""
    NO_ROOM = "no room"
    """The disk from which pages go to the printer is full."""
    CANCELLED = "cancelled"
    READ_ONLY = "read only"
    """The file, its folder or the whole disk may not be written to."""
    IN_USE = "in use"
    """Another program has the file open."""
    NOT_THERE = "not there"
    """The folder is not there: a stick that was pulled out, a share that is away."""
