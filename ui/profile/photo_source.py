"""Where a photo comes from: a file that somebody chooses with the system's dialog, or the laptop's camera where there is one."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.practice.errors import PhotoTooLarge, PhotoUnreadable
from app.practice.photos import LIMITS
from ui.words import Words


class Camera(Protocol):
    """The camera's live picture, as a widget. While it is `on` somebody can see themselves."""

    @property
    def view(self) -> QWidget:
        """What is shown: it has a signal `taken` with the bytes of a photo, and a signal `failed`."""

    def start(self) -> None:
        """Switch the camera on."""

    def stop(self) -> None:
        """Switch it off; its light goes out."""

    def take(self) -> None:
        """Take a photo of what it sees now."""


class PhotoSource(Protocol):
    """What is asked of the system when somebody wants a photo."""

    def choose_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """The file somebody chose; None when they chose not to."""

    def has_camera(self) -> bool:
        """Whether this laptop has a camera that can be used."""

    def camera(self, words: Words) -> Camera:
        """The camera, not yet on."""


class SystemPhotos:
    """The system's own file dialog, and its first camera."""

    def choose_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask with the file dialog of the system, starting where pictures are kept."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        path, _ = QFileDialog.getOpenFileName(parent, title, folder, kinds)
        return Path(path) if path else None

    def has_camera(self) -> bool:
        """Whether Qt's part for cameras can be loaded here and finds one."""
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:
            return False
        return bool(QMediaDevices.videoInputs())

    def camera(self, words: Words) -> Camera:
        """The first camera of the laptop."""
        from ui.profile.camera import LaptopCamera

        return LaptopCamera(words)


def read_photo(path: Path) -> bytes:
    """The bytes of a file that somebody chose. Raises the `PhotoMistake` family. Behind the window only."""
    try:
        if path.stat().st_size > LIMITS.taken_bytes:
            raise PhotoTooLarge(file=path.name, most=LIMITS.taken_bytes // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise PhotoUnreadable(file=path.name) from error
