"""What can go wrong, as facts. Sentences for people are made from them at the edge (ui/messages, the command line).

KitchenTableError
├── RuleSaysNo                  practice or the record forbids it; nothing was changed
│   ├── VisitNotUnderWay        the visit is not open, so nothing can be said in it
│   ├── AnotherVisitUnderWay    one visit at a time: nothing about anyone else may appear
│   ├── PermissionMissing       the person has not said that things may be written down
│   ├── NotYourNote             a private note is changed only by its author
│   ├── VersionsDiffer          two versions stand side by side; settle them first
│   ├── WrittenWithNewer        the record was written with a newer version of the app
│   ├── NothingToPrint          the paper would be empty
│   ├── ChangedSinceSeen        the paper says something else than what was looked at
│   ├── PassphraseTooShort
│   ├── RecordsOfficersOnly     only a records officer may have something erased
│   ├── ErasedByLaw             the person's record was erased, and what is brought in would bring it back
│   ├── RecoveryMissing         a keyring may not be all that opens a casebook
│   └── LockNotAllowed          the council has set otherwise what opens a casebook
├── BadInput                    a file or an answer that cannot be understood; names the place
│   ├── GuideMistake
│   ├── FileMistake             a portable record, a CSV, a setting
│   ├── PhotoMistake            a file that cannot be a photo
│   │   ├── PhotoUnreadable, PhotoCutOff, PhotoTooLarge, PhotoTooManyDots, PhotoMoves
│   │   └── PhotoAltered        not a photo as it is kept, or not the one it should be
│   ├── NotFound                no such person, record or file
│   ├── RecoveryKeyWrong        the written-down key is mistyped, or of another casebook
│   └── CouncilKeyWrong         the council's key file is another's, or damaged
├── SurroundingsFail            the machine, the disk or the network
│   ├── StoreFull, StoreDamaged, StoreBusy, StoreReadOnly, StoreTooNew, StoreUnreachable
│   ├── NoCasebook, WrongPassphrase, VaultDamaged, KeyringUnavailable, AlreadyOpen
│   ├── ContactNeeded           the laptop has been away from its council for too long
│   ├── CasebookEnded           the key was destroyed: the laptop was reported lost, or called back
│   └── ExchangeFailed
│       ├── ServerUnreachable, ServerAnswerStrange, ServerTooOld, ServerBusy
│       └── SignInRefused, SignInExpired, DeviceStopped
└── Bug                         we are wrong; the words are safe all the same
"""

from typing import Any


class KitchenTableError(Exception):
    """Any failure the house knows. Attributes are facts; `str()` is for logs only and holds no person's words."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts

    def __getattr__(self, name: str) -> Any:
        facts = self.__dict__.get("facts", {})
        if name in facts:
            return facts[name]
        raise AttributeError(name)


class RuleSaysNo(KitchenTableError):
    """A rule of practice or of the record forbids the act. Nothing was changed."""


class VisitNotUnderWay(RuleSaysNo):
    """Facts: visit, status."""


class AnotherVisitUnderWay(RuleSaysNo):
    """Facts: visit, person."""


class PermissionMissing(RuleSaysNo):
    """Facts: visit."""


class NotYourNote(RuleSaysNo):
    """Facts: record."""


class VersionsDiffer(RuleSaysNo):
    """Facts: record, groups."""


class WrittenWithNewer(RuleSaysNo):
    """Facts: record, kind, format."""


class NothingToPrint(RuleSaysNo):
    """Facts: paper."""


class ChangedSinceSeen(RuleSaysNo):
    """Facts: paper."""


class RecordsOfficersOnly(RuleSaysNo):
    """Only a records officer may have something erased. Facts: name."""


class ErasedByLaw(RuleSaysNo):
    """The person's record was erased by law; a file of it is not brought back. Facts: person."""


class PassphraseTooShort(RuleSaysNo):
    """Facts: least (characters)."""


class RecoveryMissing(RuleSaysNo):
    """The keyring alone would open the casebook, and nothing would if it were lost. Facts: none."""


class LockNotAllowed(RuleSaysNo):
    """The council has set otherwise what opens a casebook. Facts: none."""


class BadInput(KitchenTableError):
    """Something given to us cannot be understood. Nothing was changed."""


class GuideMistake(BadInput):
    """A guide file with a mistake. Facts: file, line (or 0), where, what."""


class FileMistake(BadInput):
    """A file with a mistake. Facts: file, where (a path such as `$.records[3].body.words`, or a line), what."""


class PhotoMistake(BadInput):
    """A file that cannot be taken as a photo. Facts: file."""


class PhotoUnreadable(PhotoMistake):
    """No picture, or none of a sort that is read here, or a damaged one. Facts: file."""


class PhotoCutOff(PhotoMistake):
    """The end of the picture is missing. Facts: file."""


class PhotoTooLarge(PhotoMistake):
    """More bytes than a photo may have. Facts: file, most (megabytes)."""


class PhotoTooManyDots(PhotoMistake):
    """More pixels than a photo may have. Facts: file, most (millions)."""


class PhotoMoves(PhotoMistake):
    """More than one picture in the file: it moves. Facts: file."""


class PhotoAltered(PhotoMistake):
    """Not a photo as it is kept: something else is in it, or it is not the one of its hash. Facts: none."""


class NotFound(BadInput):
    """Facts: what (person, record, file, visit), name."""


class RecoveryKeyWrong(BadInput):
    """The recovery key that was typed is not one, or not of this casebook. Facts: mistyped (whether its letters do not check)."""


class CouncilKeyWrong(BadInput):
    """The council's key cannot be read, or does not open what was sealed. Facts: detail."""


class SurroundingsFail(KitchenTableError):
    """The machine, the disk or the network failed. What was kept before is kept."""


class StoreFull(SurroundingsFail):
    """The disk has no room for what was to be saved. Facts: none."""


class StoreDamaged(SurroundingsFail):
    """The casebook file does not read back as it was written. Facts: path, detail."""


class StoreBusy(SurroundingsFail):
    """Another program holds the casebook file. Facts: none."""


class StoreUnreachable(SurroundingsFail):
    """The council's database does not answer, or lets the server in no more. Facts: address, detail."""


class StoreReadOnly(SurroundingsFail):
    """The casebook may be read but not written. Facts: path."""


class StoreTooNew(SurroundingsFail):
    """The casebook was made by a newer version of the app. Facts: path."""


class NoCasebook(SurroundingsFail):
    """There is no casebook in the folder. Facts: path."""


class WrongPassphrase(SurroundingsFail):
    """The passphrase does not open this casebook. Facts: wait (seconds before the next try)."""


class VaultDamaged(SurroundingsFail):
    """The key file is missing or unreadable while the casebook is there. Facts: path, detail."""


class KeyringUnavailable(SurroundingsFail):
    """The system's keyring is missing, locked or has lost the key. Facts: none."""


class AlreadyOpen(SurroundingsFail):
    """Another window of the app has this casebook open. Facts: path."""


class ContactNeeded(SurroundingsFail):
    """The council's limit for working without an exchange has passed. Facts: days (the limit)."""


class CasebookEnded(SurroundingsFail):
    """The key of the casebook was destroyed at the council's word. Facts: why (`lost` or `recalled`)."""


class ExchangeFailed(SurroundingsFail):
    """An exchange with the council's server did not end. Nothing that waits is lost."""


class ServerUnreachable(ExchangeFailed):
    """No answer: no network, wrong address, time-out, a cut line, TLS that does not hold. Facts: address, detail."""


class ServerAnswerStrange(ExchangeFailed):
    """An answer that is not the council's server's (a hotel sign-in page, a fault). Facts: address, status, detail."""


class ServerTooOld(ExchangeFailed):
    """The server does not know this version of the exchange. Facts: address."""


class ServerBusy(ExchangeFailed):
    """The server asks to wait: it has much to do, or its store cannot take it just now. Facts: wait (seconds)."""


class SignInRefused(ExchangeFailed):
    """The server does not accept the name or the password. Facts: none."""


class SignInExpired(ExchangeFailed):
    """The sign-in has run out; sign in again to go on exchanging. Facts: none."""


class DeviceStopped(ExchangeFailed):
    """The server stopped this laptop (a copy of it was seen, or it was reported lost). Facts: why."""


class Bug(KitchenTableError):
    """We have a mistake. Facts: detail (no person's words in it)."""
