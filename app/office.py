"""The office: builds everything from a folder and a clock. Nothing is built while a module is imported."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from app.practice.errors import KeyringUnavailable, LockNotAllowed, RuleSaysNo, SurroundingsFail
from app.settings import Settings, fonts_folder, keep_settings, pictures_folder, read_settings

if TYPE_CHECKING:
    from app.casebook.desk import Desk
    from app.practice.guides import Shelf
    from app.practice.rules import LaptopRules
    from app.records.book import Casebook
    from app.records.locker import SecretStore
    from app.records.vault import Policy, Vault
    from sync.client.exchange import Exchanger

APP_NAME = "Kitchen Table"


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def default_folder() -> Path:
    """Where this worker's casebook lies when no folder is named."""
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False)


def shipped_guides() -> Shelf:
    """The guides that ship. Raises `GuideMistake`."""
    import msgspec

    import resources
    from app.practice.guide_files import read_guide
    from app.practice.guide_languages import Languages, read_translation
    from app.practice.guides import Shelf, SuggestRule
    from app.practice.sheets import SheetRule

    guides = [read_guide(text, name) for name, text in resources.guide_files()]
    languages = Languages(lambda: (read_translation(text, name) for name, text in resources.guide_translations()))
    rules = msgspec.convert(resources.suggest_rules(), tuple[SuggestRule, ...])
    sheets = msgspec.convert(resources.sheet_rules(), tuple[SheetRule, ...])
    groups, short = resources.guide_groups(), resources.short_path()
    return Shelf(guides, groups=groups, short=short, suggest=rules, sheets=sheets, translations=languages)


def use_what_the_council_has(folder: Path, settings: Settings) -> None:
    """Let papers use the typefaces and the pictures of the council's own, where this laptop has them."""
    from app.paper.own_fonts import own_fonts
    from app.paper.symbols import shelf

    own_fonts.look_in(fonts_folder(folder, settings))
    shelf.look_in(pictures_folder(folder, settings))


class Office:
    """One worker's casebook folder: whether there is a casebook, making it, opening it, closing it.

    The database is imported only when a casebook is opened, so that the first window need not wait for it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Callable[[], datetime] = now,
        keyring: SecretStore | None = None,
        vault: Callable[[Path], Vault] | None = None,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.settings = read_settings(folder)
        self._keyring = keyring
        self._make_vault = vault
        self._desk: Desk | None = None
        self._shelf: Shelf | None = None
        self._one_reads = Lock()
        self._key = b""

    @property
    def exists(self) -> bool:
        """Whether there is a casebook, or what is left of one, in the folder."""
        from app.records.files import holds_casebook

        return holds_casebook(self.folder)

    @property
    def keyring_opens(self) -> bool:
        """Whether the system's keyring may open it. Raises `VaultDamaged`, `NoCasebook`."""
        return self._vault().keyring_opens

    @property
    def has_keyring(self) -> bool:
        """Whether this system has a keyring to ask."""
        if self._keyring is not None:
            return True
        import keyring
        from keyring.backends import fail, null

        return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)

    @property
    def desk(self) -> Desk | None:
        """The open desk, None while locked."""
        return self._desk

    def make(self, name: str, passphrase: str, *, by_keyring: bool = False) -> Desk:
        """A new casebook for this worker. Raises `PassphraseTooShort`, `VaultDamaged`, `StoreDamaged`.

        Where the keyring was asked for and is not to be had, the casebook is made all the same and the passphrase opens it.
        """
        from app.records.open import make_casebook

        vault = self._vault()
        book = make_casebook(self.folder, passphrase, name, self.clock, vault=vault)
        desk = self._opened(book, vault.open(passphrase))
        if by_keyring:
            self._try_keyring(vault)
        return desk

    def open(self, passphrase: str) -> Desk:
        """Open the casebook. Raises `WrongPassphrase`, `NoCasebook`, `VaultDamaged` and the `Store...` family."""
        return self._opened_by(self._vault().open(passphrase, self._keyring_store()))

    def open_by_keyring(self) -> Desk:
        """Open the casebook by the system's keyring. Raises `KeyringUnavailable`: the passphrase still opens it."""
        return self._opened_by(self._vault().open_by_keyring(self._keyring_store()))

    def change_passphrase(self, old: str, new: str) -> None:
        """Open with another passphrase from now on. Raises `WrongPassphrase`, `PassphraseTooShort`."""
        vault, keyring = self._vault(), self._keyring_store()
        vault.change_passphrase(vault.open(old, keyring), new, keyring)

    @property
    def policy(self) -> Policy:
        """What opens the casebook. Raises `VaultDamaged`, `NoCasebook`, `CasebookEnded`."""
        return self._vault().policy

    @property
    def has_paper_key(self) -> bool:
        """Whether a recovery key was written down."""
        return self._vault().has_paper_key

    @property
    def ended(self) -> str:
        """Why the key of the casebook that was here was destroyed (`lost`, `recalled`); empty when none was."""
        from app.records.files import ended_why

        return ended_why(self.folder) or ""

    @property
    def rules(self) -> LaptopRules:
        """What the council has set for its laptops, as the open casebook knows it; the defaults while none is open."""
        from app.practice.rules import DEFAULT_RULES
        from app.records.council_rules import rules_in

        if self._desk is None:
            return DEFAULT_RULES
        with self._desk.book.view() as view:
            return rules_in(view)

    def set_policy(self, policy: str, passphrase: str) -> None:
        """Let the open casebook be opened otherwise from now on. `passphrase` is the present one where one opens it; it is asked
        for again. Raises `LockNotAllowed`, `WrongPassphrase`, `KeyringUnavailable`, `RecoveryMissing`."""
        from app.records.vault import Policy

        lock = self.rules.lock
        if lock and policy != lock.value:
            raise LockNotAllowed()
        vault, keyring = self._vault(), self._keyring_store()
        self._ask_again(vault, passphrase)
        vault.set_policy(self._key, Policy(policy), passphrase, keyring)

    def follow_lock(self, passphrase: str = "") -> bool:
        """Let what the council has set open the casebook from now on, as far as that can be done with what opened it just now.

        True when something changed. What cannot be done yet (no recovery, no keyring) is left as it is.
        """
        from app.records.vault import Policy

        lock, vault, keyring = self.rules.lock, self._vault(), self._keyring_store()
        with suppress(SurroundingsFail, RuleSaysNo):
            former = vault.policy
            if not lock or former.value == lock.value:
                return False
            wanted = Policy(lock.value)
            if passphrase or wanted is Policy.KEYRING:
                vault.set_policy(self._key, wanted, passphrase, keyring)
                return True
            return vault.without_keyring(keyring)
        return False

    def write_paper_key(self, passphrase: str = "") -> str:
        """A new recovery key for the open casebook, to be shown once and written down. `passphrase` is asked for again where one
        opens it. Raises `WrongPassphrase`, `KeyringUnavailable`, `StoreFull`, `StoreReadOnly`."""
        vault = self._vault()
        self._ask_again(vault, passphrase)
        return vault.write_paper_key(self._key)

    def _ask_again(self, vault: Vault, passphrase: str) -> None:
        from app.records.vault import Policy

        if vault.policy is not Policy.KEYRING:
            vault.open(passphrase, self._keyring_store())

    def recover(self, written: str, passphrase: str) -> Desk:
        """Open by the recovery key that was written down; from now on the new passphrase opens it.

        Raises `RecoveryKeyWrong`, `PassphraseTooShort`."""
        vault = self._vault()
        key = vault.recover_by_paper(written)
        vault.begin_anew(key, passphrase)
        return self._opened_by(key)

    def recover_by_council(self, private: bytes, passphrase: str) -> None:
        """Let a new passphrase open it, by the council's private key. Raises `CouncilKeyWrong`, `PassphraseTooShort`."""
        vault = self._vault()
        vault.begin_anew(vault.recover_by_council(private), passphrase)

    def end(self, why: str) -> None:
        """Let nobody open this casebook ever again (`lost`, `recalled`): its key is destroyed. Close the open one after it."""
        self._vault().destroy(why, self._keyring_store())

    def keep_settings(self, settings: Settings) -> None:
        """Keep how the app looks. Raises `StoreFull`, `StoreReadOnly`."""
        keep_settings(self.folder, settings)
        self.settings = settings

    def exchanger(self, desk: Desk, calm: Callable[[], None] = lambda: None) -> Exchanger:
        """What exchanges this casebook with the council's server; `calm` comes back when nobody types."""
        from sync.client.exchange import Exchanger

        return Exchanger(desk.book, calm=calm, ended=self.end, registered=self.seal_recovery, heard=desk.guides.hear)

    def close(self) -> None:
        """Lock: let go of the file and the key."""
        if self._desk is not None:
            self._desk.book.close()
            self._desk = None
        self._key = b""

    def _opened_by(self, key: bytes) -> Desk:
        from app.records.open import open_with_key

        return self._opened(open_with_key(self.folder, key, self.clock), key)

    def seal_recovery(self, public: bytes) -> None:
        """Seal the key to the council's, so that a forgotten passphrase or a lost keyring costs nothing."""
        if not self._key or not any(public):
            return
        with suppress(SurroundingsFail):
            self._vault().seal_recovery(self._key, public)

    def _opened(self, book: Casebook, key: bytes) -> Desk:
        from app.casebook.desk import Desk
        from app.casebook.guide_shelf import CouncilShelf

        self._key = key
        self._desk = Desk(book, self.clock, CouncilShelf(self._guides(), book))
        return self._desk

    def fetch(self) -> None:
        """Bring in what opening will need and no key is asked for: first what tries a passphrase, for that takes longest."""
        for name in ("app.records.vault", "app.records.open", "app.casebook.desk"):
            import_module(name)
        self._guides()
        use_what_the_council_has(self.folder, self.settings)

    def _guides(self) -> Shelf:
        with self._one_reads:
            if self._shelf is None:
                self._shelf = shipped_guides()
            return self._shelf

    def _vault(self) -> Vault:
        from app.records.vault import Vault

        return self._make_vault(self.folder) if self._make_vault else Vault(self.folder)

    def _keyring_store(self) -> SecretStore:
        from app.records.locker import SystemKeyring

        return self._keyring or SystemKeyring()

    def _try_keyring(self, vault: Vault) -> None:
        with suppress(KeyringUnavailable):
            vault.also_by_keyring(self._key, self._keyring_store())
