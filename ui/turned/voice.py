"""Reading aloud with the voice of the system, where there is one."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject


def voice(parent: QObject, language: str) -> Callable[[str], None] | None:
    """Something that says a text aloud; None where the system has no voice. Saying starts anew each time."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:
        return None
    if not [engine for engine in QTextToSpeech.availableEngines() if engine != "mock"]:
        return None
    speech = QTextToSpeech(parent)
    speech.setLocale(QLocale(QLocale.codeToLanguage(language), QLocale.Country.AnyCountry))

    def say(text: str) -> None:
        speech.stop()
        speech.say(text)

    return say
