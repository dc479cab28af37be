"""The laptop's camera. Import late, and only where it can be: Qt's part for cameras needs libraries that not every system has."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QCamera, QImageCapture, QMediaCaptureSession, QMediaDevices
from PySide6.QtMultimediaWidgets import QVideoWidget
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.words import Words

_LEAST_HEIGHT = 260


class CameraView(QWidget):
    """What the camera sees."""

    taken = Signal(bytes)
    """A photo, as the bytes of a file."""

    failed = Signal()
    """The camera gave no picture, or went away."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.video = QVideoWidget()
        self.video.setMinimumHeight(_LEAST_HEIGHT)
        self.setAccessibleName(words("profile.photo.camera_name"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.video)


class LaptopCamera:
    """The first camera. Nothing is kept of what it sees but the photo that is taken."""

    def __init__(self, words: Words) -> None:
        self._view = CameraView(words)
        self._camera = QCamera(QMediaDevices.defaultVideoInput(), self._view)
        self._capture = QImageCapture(self._view)
        self._session = QMediaCaptureSession(self._view)
        self._session.setCamera(self._camera)
        self._session.setImageCapture(self._capture)
        self._session.setVideoOutput(self._view.video)
        self._capture.imageCaptured.connect(self._on_captured)
        self._capture.errorOccurred.connect(self._on_failed)
        self._camera.errorOccurred.connect(self._on_failed)

    @property
    def view(self) -> CameraView:
        """What the camera sees."""
        return self._view

    def start(self) -> None:
        """Switch it on."""
        self._camera.start()

    def stop(self) -> None:
        """Switch it off."""
        self._camera.stop()

    def take(self) -> None:
        """A photo of what it sees now, to be given by `taken`; into no file."""
        self._capture.capture()

    def _on_captured(self, _number: int, image: QImage) -> None:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.convertToFormat(QImage.Format.Format_RGB32).save(buffer, "JPEG", 95)  # type: ignore[call-overload]  # a device and a format
        self._view.taken.emit(bytes(data.data()))

    def _on_failed(self, *_what: object) -> None:
        self._view.failed.emit()
