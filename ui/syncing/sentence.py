"""Where the words are, in one sentence that is always true; and the tone it is said in."""

from datetime import datetime

from sync.client.standing import Standing
from ui.words import Words

_REFUSED = "refused"


def sentence_for(standing: Standing, words: Words, *, saved_at: datetime | None = None, sent: int = 0) -> tuple[str, str]:
    """The sentence and its tone (safe, waiting, attention). `sent`: how many changes the last exchange brought over."""
    if standing.stopped:
        return words("syncing.line.stopped"), "attention"
    refused = sum(1 for each in standing.refusals if each.answer == _REFUSED)
    if refused:
        return words("syncing.line.refused", count=refused), "attention"
    if standing.signed_in and standing.all_with_council and standing.last_good:
        time = words.time(standing.last_good)
        if sent:
            return words("syncing.line.sent", count=sent, time=time), "safe"
        return words("syncing.line.all", time=time), "safe"
    saved = words("syncing.line.saved_at", time=words.time(saved_at)) if saved_at else words("syncing.line.saved")
    if not standing.signed_in:
        never = not standing.address
        line = words("syncing.line.alone", saved=saved) if never else words("syncing.line.signed_out", saved=saved)
        return line, "waiting"
    if standing.waiting:
        return _waiting(standing, words, saved), "waiting"
    if standing.photos_waiting:
        return words("syncing.line.photos", saved=saved, count=standing.photos_waiting), "waiting"
    if standing.filling:
        return words("syncing.line.filling", saved=saved, count=standing.filling), "waiting"
    if standing.refusals:
        return words("syncing.line.held", saved=saved, count=len(standing.refusals)), "waiting"
    return words("syncing.line.not_compared", saved=saved), "waiting"


def _waiting(standing: Standing, words: Words, saved: str) -> str:
    if standing.in_visit >= standing.waiting:
        return words("syncing.line.in_visit", saved=saved, count=standing.waiting)
    return words("syncing.line.waiting", saved=saved, count=standing.waiting)
