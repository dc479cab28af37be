"""Reading aloud with the voice of the system, where there is one that speaks the language."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QLocale, QObject, Signal


class Engine(Protocol):
    """Something that says a text aloud."""

    def say(self, text: str) -> None:
        """Say it, from the beginning."""

    def stop(self) -> None:
        """Be quiet at once."""


MakeEngine = Callable[[QObject, str, Callable[[], None]], Engine | None]
"""Given what holds it, the language, and whom to tell when it has come to the end: an engine, or None where there is none."""


class Voice(QObject):
    """One voice for the whole turned screen. It looks for an engine when it is first asked to speak a language."""

    speaking_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None, make_engine: MakeEngine | None = None) -> None:
        super().__init__(parent)
        self._make = make_engine or system_engine
        self._engines: dict[str, Engine | None] = {}
        self._waiting: list[tuple[str, str]] = []
        self._speaking = ""

    @property
    def speaking(self) -> bool:
        """Whether something is being read now."""
        return bool(self._speaking)

    def speak(self, parts: Sequence[tuple[str, str]]) -> bool:
        """Read (text, language) after (text, language), from the beginning.

        What is in a language that no voice of this laptop speaks is passed by. False where nothing can be read.
        """
        self.stop()
        self._waiting = [(text, language) for text, language in parts if self._engine(language) is not None]
        if not self._waiting:
            return False
        self._go_on()
        self.speaking_changed.emit(True)
        return True

    def stop(self) -> None:
        """Be quiet. Doing it twice does no harm."""
        self._waiting = []
        engine = self._engines.get(self._speaking)
        if engine is not None:
            self._speaking = ""
            engine.stop()
            self.speaking_changed.emit(False)

    def _engine(self, language: str) -> Engine | None:
        if language not in self._engines:
            self._engines[language] = self._make(self, language, lambda: self._on_end(language))
        return self._engines[language]

    def _go_on(self) -> None:
        text, self._speaking = self._waiting.pop(0)
        engine = self._engines[self._speaking]
        if engine is not None:
            engine.say(text)

    def _on_end(self, language: str) -> None:
        if self._speaking != language:
            return
        if self._waiting:
            self._go_on()
            return
        self._speaking = ""
        self.speaking_changed.emit(False)


def system_engine(parent: QObject, language: str, ended: Callable[[], None]) -> Engine | None:
    """The system's own voice for a language, a British one for English where there is one."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:
        return None
    if not [engine for engine in QTextToSpeech.availableEngines() if engine != "mock"]:
        return None
    speech = QTextToSpeech(parent)
    spoken = [each for each in speech.availableLocales() if QLocale.languageToCode(each.language()) == language]
    spoken.sort(key=lambda each: each.territory() != QLocale.Country.UnitedKingdom)
    if not spoken or speech.state() == QTextToSpeech.State.Error:
        speech.deleteLater()
        return None
    speech.setLocale(spoken[0])
    at_rest = (QTextToSpeech.State.Ready, QTextToSpeech.State.Error)

    speech.stateChanged.connect(lambda state: ended() if state in at_rest else None)
    return speech
