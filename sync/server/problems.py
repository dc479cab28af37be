"""Why the council gives no answer: what the doors turn into a status and a few words."""

import math

from sync.protocol import Problem


class NoAnswer(Exception):
    """A request that gets a `Problem` for an answer."""

    def __init__(self, status: int, code: str, words: str, wait: int = 0) -> None:
        super().__init__(code)
        self.status = status
        self.problem = Problem(code=code, words=words, wait=wait)


SIGN_IN_REFUSED = "sign-in refused"
SIGN_IN_EXPIRED = "sign-in expired"
DEVICE_STOPPED = "laptop stopped"
DEVICE_COPIED = "laptop copied"
DEVICE_LOST = "laptop lost"
DEVICE_RECALLED = "laptop recalled"
NOT_UNDERSTOOD = "not understood"
TOO_LARGE = "too large"
NO_SUCH_DOOR = "no such door"
NO_SUCH_PHOTO = "no such photo"
NO_PHOTO = "no photo"
NO_SUCH_COUNCIL = "no such council"
TOO_SLOW = "too slow"
SLOW_DOWN = "slow down"
BUSY = "busy"
FAULT = "fault"


def sign_in_refused(wait: int = 0) -> NoAnswer:
    """The name or the password is not right; which of them is not said."""
    return NoAnswer(403, SIGN_IN_REFUSED, "The name or the password is not right. Please try again.", wait)


def sign_in_expired() -> NoAnswer:
    """The token is unknown or has run out."""
    return NoAnswer(401, SIGN_IN_EXPIRED, "Your sign-in has run out. Please sign in again.")


def device_stopped(why: str) -> NoAnswer:
    """Somebody at the council stopped the laptop, or it is another's."""
    return NoAnswer(403, DEVICE_STOPPED, why)


def device_copied() -> NoAnswer:
    """The counter says that there are two of this laptop, or an older copy of it."""
    return NoAnswer(
        403, DEVICE_COPIED, "A copy of this laptop has been seen, or an older copy was put back. Please sign in again."
    )


def device_lost(why: str) -> NoAnswer:
    """The laptop was reported lost: it destroys its key."""
    return NoAnswer(403, DEVICE_LOST, why)


def device_recalled(why: str) -> NoAnswer:
    """The laptop was called back: it hands in what waits, and then destroys its key."""
    return NoAnswer(403, DEVICE_RECALLED, why)


def not_understood(where: str) -> NoAnswer:
    """The bytes are not a message of ours."""
    return NoAnswer(400, NOT_UNDERSTOOD, f"The council could not read what was sent: {where}.")


def too_large() -> NoAnswer:
    """More than a message may hold."""
    return NoAnswer(413, TOO_LARGE, "This is more than the council takes at once.")


def no_such_photo() -> NoAnswer:
    """There is none, or it is not for this laptop: which of them is never said."""
    return NoAnswer(404, NO_SUCH_PHOTO, "There is no such photo here for you.")


def no_photo() -> NoAnswer:
    """What was given is not a photo as they are kept, or not the one of its hash."""
    return NoAnswer(422, NO_PHOTO, "The council could not read this photo. It is safe on this laptop; please add it once more.")


def past_the_end() -> NoAnswer:
    """A part of a photo was asked for that it does not have."""
    return NoAnswer(416, NOT_UNDERSTOOD, "This photo has no such part.")


def no_such_door() -> NoAnswer:
    """Another version of the exchange, or no part of it."""
    return NoAnswer(404, NO_SUCH_DOOR, "The council does not know this version of the exchange.")


def no_such_council() -> NoAnswer:
    """No council goes by the name that was called."""
    return NoAnswer(421, NO_SUCH_COUNCIL, "There is no council at this address. Please check the address.")


def too_slow() -> NoAnswer:
    """What is sent comes too slowly, or not at all."""
    return NoAnswer(408, TOO_SLOW, "The line is too slow just now. Nothing is lost; please try again.")


def slow_down(wait: float) -> NoAnswer:
    """More came from one laptop, or one address, than it may send."""
    words = "This laptop has sent very much in a short time. Nothing is lost; it goes on by itself in a while."
    return NoAnswer(429, SLOW_DOWN, words, max(1, math.ceil(wait)))


def busy(wait: int = 30) -> NoAnswer:
    """The council's store, or the server, cannot take it just now."""
    return NoAnswer(503, BUSY, "The council cannot save just now. Nothing is lost; please try again in a while.", wait)
