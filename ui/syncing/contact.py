"""Watches what the council may ask of this laptop: an exchange after a long time away, or the end of it; and what was noticed."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.casebook.contact import Contact, contact_of, noticed
from app.casebook.desk import Desk
from app.practice.errors import DeviceStopped
from ui.syncing.background import Background
from ui.work import Work

_EVERY_MS = 30 * 60 * 1000
ENDS = ("lost", "recalled")


class ContactWatch(QObject):
    """Looks at the clock now and then, and after every exchange. `stop()` it before the casebook closes."""

    changed = Signal(object)
    """A `Contact`."""

    noticed = Signal(object)
    """Names of what was noticed about the casebook's files, at its opening."""

    ended = Signal(str)
    """The council ended this laptop: `lost` or `recalled`. Its key is destroyed."""

    def __init__(self, desk: Desk, work: Work, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._work, self._background = desk, work, background
        self.now = Contact()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        background.exchanged.connect(self.look)
        background.exchange_failed.connect(self._on_failure)
        background.sign_in_failed.connect(self._on_failure)

    def start(self) -> None:
        """Count the casebook through, behind everything else, and look at the clock from now on."""
        self._timer.start()
        self._work.read(lambda: noticed(self._desk), then=self._tell_noticed, initiator=self)

    def look(self, _anything: object = None) -> None:
        """Look at the clock."""
        self._work.read(lambda: contact_of(self._desk), then=self.take, initiator=self, key="contact")

    def take(self, contact: Contact) -> None:
        """This is how it stands."""
        self.now = contact
        self.changed.emit(contact)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._background.exchanged.disconnect(self.look)
        self._background.exchange_failed.disconnect(self._on_failure)
        self._background.sign_in_failed.disconnect(self._on_failure)

    def _tell_noticed(self, names: tuple[str, ...]) -> None:
        if names:
            self.noticed.emit(names)

    def _on_failure(self, error: object) -> None:
        if isinstance(error, DeviceStopped) and error.facts.get("code") in ENDS:
            self.ended.emit(str(error.facts["code"]))
