"""The first screen: setting up, opening, waiting after wrong passphrases, and never a new casebook over an old one."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.records.files import VAULT_COPY
from app.records.vault import LEAST_PASSPHRASE, VAULT_FILE
from tests.desks import PASSPHRASE
from tests.looking import faults
from tests.ui.unlock.starting import Start, again
from ui.unlock.strength import LEAST_LETTERS, Strength, strength
from ui.words import Words
from ui.work import Work


def test_the_least_letters_are_those_of_the_vault() -> None:
    """The form refuses what the vault would refuse, and nothing else."""
    assert LEAST_LETTERS == LEAST_PASSPHRASE


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("", Strength.SHORT),
        ("seven77", Strength.SHORT),
        ("password", Strength.EASY),
        ("Password123456", Strength.EASY),
        ("helenprice", Strength.EASY),
        ("aaaaaaaaaaaaaaaa", Strength.EASY),
        ("four four four four four", Strength.EASY),
        ("blue cups garden", Strength.FAIR),
        ("four blue cups in the garden", Strength.GOOD),
        ("k3#vQ9!mZx2&Lw", Strength.GOOD),
    ],
)
def test_strength_is_said_plainly(passphrase: str, expected: Strength) -> None:
    """What is easily guessed is called so, also when it is long."""
    assert strength(passphrase, "Helen Price") is expected


def test_first_start_makes_a_casebook(start: Start) -> None:
    """A name and a passphrase typed twice make the casebook and open it."""
    start.hands.sees("Welcome.")
    start.set_up()
    (desk,) = start.opened
    assert desk.me.name == "Helen Price"  # type: ignore[attr-defined]
    assert not start.keyring.secrets  # type: ignore[union-attr]  # nobody ticked the keyring


def test_strength_is_said_while_typing(start: Start) -> None:
    """The sentence follows the keys."""
    start.hands.type_into("Your passphrase", "four")
    start.hands.sees("Too short so far.")
    start.hands.type(" blue cups in the garden")
    start.hands.sees("Strong.")


@pytest.mark.parametrize(
    ("name", "first", "second", "says"),
    [
        ("", PASSPHRASE, PASSPHRASE, "Write your name"),
        ("Helen", "short", "short", "Too short so far."),
        ("Helen", PASSPHRASE, PASSPHRASE + "x", "The two are not the same."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(start: Start, name: str, first: str, second: str, says: str) -> None:
    """A refused form says why beside the field, keeps what was typed, and makes nothing."""
    start.hands.type_into("Your name", name)
    start.hands.type_into("Your passphrase", first)
    start.hands.type_into("The same passphrase again", second)
    start.hands.press("Make my casebook")
    start.hands.sees(says)
    assert start.opened == []
    assert not (start.folder / VAULT_FILE).exists()
    assert start.hands.reads_in("Your name") == name


def test_it_opens_with_the_passphrase(start: Start, work: Work, words: Words) -> None:
    """After closing, the passphrase opens the same casebook, and nothing of it stays in the field."""
    start.set_up()
    later = again(start, work, words)
    later.hands.sees("Open your casebook")
    later.hands.does_not_see("Welcome.")
    later.hands.does_not_see("Open with this computer's keyring")
    later.hands.type_into("Your passphrase", PASSPHRASE + "\n")
    (desk,) = later.opened
    assert desk.me.name == "Helen Price"  # type: ignore[attr-defined]
    assert later.hands.reads_in("Your passphrase") == ""
    later.office.close()


def test_a_wrong_passphrase_says_so_and_soon_waits(start: Start, work: Work, words: Words) -> None:
    """Three wrong ones may be tried at once; then it says how long to wait, and cannot be pressed meanwhile."""
    start.set_up()
    later = again(start, work, words)
    for _ in range(2):
        later.hands.replace_in("Your passphrase", "wrong wrong wrong")
        later.hands.press("Open")
        later.hands.sees("Everything in it is safe. Look at the capital letters")
    later.hands.replace_in("Your passphrase", "wrong wrong wrong")
    later.hands.press("Open")
    later.hands.sees("You can try again in ")
    assert not later.hands.can_press("Open")
    assert later.opened == []
    later.hands.sees("Look at the capital letters and try again.")
    later.hands.replace_in("Your passphrase", PASSPHRASE)
    later.hands.press("Open")
    assert len(later.opened) == 1
    later.office.close()


def test_the_keyring_is_offered_only_when_it_opens(start: Start, work: Work, words: Words) -> None:
    """Ticked at the start it opens without a passphrase; when it has lost the key the passphrase still opens."""
    start.hands.choose("Also open with this computer's own keyring")
    start.set_up()
    later = again(start, work, words)
    later.hands.press("Open with this computer's keyring")
    assert len(later.opened) == 1
    last = again(later, work, words)
    last.keyring.secrets.clear()  # type: ignore[union-attr]
    last.hands.press("Open with this computer's keyring")
    last.hands.sees("Unlock the keyring, or use your passphrase.")
    assert not last.hands.can_press("Open with this computer's keyring")
    last.hands.type_into("Your passphrase", PASSPHRASE + "\n")
    assert len(last.opened) == 1
    last.office.close()


def test_without_a_keyring_the_tick_is_not_there(tmp_path: Path, work: Work, words: Words) -> None:
    """Nobody is asked about something their computer does not have."""
    bare = Start(tmp_path / "bare", work, words, None)
    assert bare.office.has_keyring is False, "this test needs a machine without a keyring"
    bare.hands.sees("Welcome.")
    bare.hands.does_not_see("keyring")


@pytest.mark.parametrize("harm", ["vault garbled", "vault gone"])
def test_a_damaged_key_file_never_gives_a_new_casebook(start: Start, work: Work, words: Words, harm: str) -> None:
    """It says what happened and offers no new casebook in its place."""
    start.set_up()
    start.office.close()
    vault, book = start.folder / VAULT_FILE, start.folder / "casebook.db"
    before = book.read_bytes()
    if harm == "vault gone":
        vault.unlink()
    else:
        vault.write_bytes(b"{ not a key")
        (start.folder / VAULT_COPY).write_bytes(b"")
    later = again(start, work, words)
    later.hands.sees("This casebook cannot be opened just now")
    later.hands.does_not_see("Make my casebook")
    later.hands.press("Look again")
    later.hands.sees("This casebook cannot be opened just now")
    assert later.opened == []
    assert book.read_bytes() == before


def test_a_damaged_casebook_file_says_so(start: Start, work: Work, words: Words) -> None:
    """The passphrase is right and the file is not: it says so, and the file stays as it is."""
    start.set_up()
    start.office.close()
    book = start.folder / "casebook.db"
    book.write_bytes(b"\0" * 8192)
    later = again(start, work, words)
    later.hands.type_into("Your passphrase", PASSPHRASE + "\n")
    later.hands.sees("cannot be read back")
    assert later.opened == []
    assert book.read_bytes() == b"\0" * 8192


def test_nothing_is_cut(start: Start, work: Work, words: Words) -> None:
    """Both forms show all of their words."""
    QTest.qWait(200)
    assert faults(start.screen) == []
    start.set_up("A" * 200)
    later = again(start, work, words)
    later.hands.sees("Open your casebook")
    QTest.qWait(200)
    assert faults(later.screen) == []
