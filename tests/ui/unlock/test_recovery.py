"""What each policy asks for at the door, and the way back in with the recovery key on paper."""

import pytest

from app.practice.errors import WrongPassphrase
from app.practice.rules import LaptopRules, Lock
from app.records.vault import Policy
from tests.desks import PASSPHRASE, quick_vault
from tests.looking import faults
from tests.ui.unlock.starting import Start, again
from ui.words import Words
from ui.work import Work

NEW = "five green plates"


def locked(start: Start, work: Work, words: Words, policy: str) -> tuple[Start, str]:
    """A casebook that this policy opens, closed again; and the recovery key for it."""
    start.set_up()
    written = start.office.write_paper_key(PASSPHRASE)
    start.office.set_policy(policy, PASSPHRASE)
    return again(start, work, words), written


def council_sets(start: Start, lock: Lock) -> None:
    """The council's rules arrive in the open casebook."""
    desk = start.office.desk
    assert desk is not None
    with desk.book.unit() as unit:
        unit.seal(LaptopRules(lock=lock), scope="council")
        unit.commit()


def test_both_asks_for_the_passphrase_beside_the_keyring(start: Start, work: Work, words: Words) -> None:
    later, _ = locked(start, work, words, "both")
    later.hands.sees("Your passphrase and the keyring of this computer open it together.")
    later.hands.does_not_see("Open with this computer's keyring")
    kept = dict(later.keyring.secrets)  # type: ignore[union-attr]
    later.keyring.secrets.clear()  # type: ignore[union-attr]
    later.hands.type_into("Your passphrase", PASSPHRASE + "\n")
    later.hands.sees("The passphrase needs the keyring of this computer beside it")
    assert later.opened == []
    later.keyring.secrets.update(kept)  # type: ignore[union-attr]
    later.hands.press("Open")
    assert len(later.opened) == 1


def test_the_keyring_alone_asks_for_no_passphrase(start: Start, work: Work, words: Words) -> None:
    later, written = locked(start, work, words, "keyring")
    later.hands.sees("there is no passphrase to type")
    later.hands.does_not_see("Your passphrase")
    later.keyring.secrets.clear()  # type: ignore[union-attr]
    later.hands.press("Open with this computer's keyring")
    later.hands.sees("Unlock the keyring and try again.")
    later.hands.press("The keyring does not open it any more")
    later.hands.type_into("Your recovery key", written)
    later.hands.type_into("A new passphrase", NEW)
    later.hands.type_into("The new passphrase again", NEW + "\n")
    assert len(later.opened) == 1
    assert later.office.policy is Policy.PASSPHRASE


def test_a_forgotten_passphrase(start: Start, work: Work, words: Words) -> None:
    """A wrong key and a passphrase that cannot be are said beside their fields; then it opens, and nothing stays in a field."""
    later, written = locked(start, work, words, "passphrase")
    later.hands.press("I have forgotten the passphrase")
    later.hands.sees("seven groups of four letters")
    later.hands.sees("Your council can help as well.")
    assert faults(later.screen) == []
    for key, new, twice, says in (
        ("", NEW, NEW, "Write the recovery key, as it stands on your paper."),
        (written, "short", "short", "Too short so far."),
        (written, NEW, NEW + "x", "The two are not the same."),
        (written[:-1], NEW, NEW, "That recovery key does not open this casebook. Everything in it is safe."),
    ):
        later.hands.replace_in("Your recovery key", key)
        later.hands.replace_in("A new passphrase", new)
        later.hands.replace_in("The new passphrase again", twice)
        later.hands.press("Open and keep the new passphrase")
        later.hands.sees(says)
        assert later.opened == []
    later.hands.replace_in("Your recovery key", written.lower())
    later.hands.press("Open and keep the new passphrase")
    assert len(later.opened) == 1
    for field in ("Your recovery key", "A new passphrase", "The new passphrase again"):
        assert later.hands.reads_in(field) == ""
    quick_vault(later.folder).open(NEW)
    with pytest.raises(WrongPassphrase):
        quick_vault(later.folder).open(PASSPHRASE)


def test_without_a_recovery_key_it_says_who_can_help(start: Start, work: Work, words: Words) -> None:
    start.set_up()
    later = again(start, work, words)
    later.hands.press("I have forgotten the passphrase")
    later.hands.sees("No recovery key was written down for this casebook.")
    later.hands.sees("ask your office, and bring the laptop")
    later.hands.does_not_see("Open and keep the new passphrase")
    later.hands.press("Back")
    later.hands.type_into("Your passphrase", PASSPHRASE + "\n")
    assert len(later.opened) == 1


@pytest.mark.parametrize(
    ("former", "lock", "becomes"),
    [
        ("passphrase", Lock.BOTH, Policy.BOTH),
        ("either", Lock.PASSPHRASE, Policy.PASSPHRASE),
        ("passphrase", Lock.KEYRING, Policy.KEYRING),
        ("either", Lock.ANY, Policy.EITHER),
    ],
)
def test_what_the_council_has_set_opens_it_from_the_next_opening_on(
    start: Start, work: Work, words: Words, former: str, lock: Lock, becomes: Policy
) -> None:
    start.set_up()
    start.office.write_paper_key(PASSPHRASE)
    start.office.set_policy(former, PASSPHRASE)
    council_sets(start, lock)
    later = again(start, work, words)
    said: list[bool] = []
    later.screen.lock_followed.connect(lambda: said.append(True))
    later.hands.type_into("Your passphrase", PASSPHRASE + "\n")
    assert len(later.opened) == 1
    assert later.office.policy is becomes
    assert bool(said) is (lock is not Lock.ANY)


def test_a_keyring_that_the_council_does_not_want_opens_it_once_more(start: Start, work: Work, words: Words) -> None:
    """Then the passphrase opens it, and soon both together."""
    start.set_up()
    start.office.write_paper_key(PASSPHRASE)
    start.office.set_policy("either", PASSPHRASE)
    council_sets(start, Lock.BOTH)
    later = again(start, work, words)
    later.hands.press("Open with this computer's keyring")
    assert later.office.policy is Policy.PASSPHRASE
    last = again(later, work, words)
    last.hands.does_not_see("Open with this computer's keyring")
    last.hands.type_into("Your passphrase", PASSPHRASE + "\n")
    assert last.office.policy is Policy.BOTH


def test_what_cannot_be_followed_locks_nobody_out(start: Start, work: Work, words: Words) -> None:
    """No recovery, no change: the passphrase opens it as before."""
    start.set_up()
    council_sets(start, Lock.BOTH)
    later = again(start, work, words)
    later.hands.type_into("Your passphrase", PASSPHRASE + "\n")
    assert len(later.opened) == 1
    assert later.office.policy is Policy.PASSPHRASE
