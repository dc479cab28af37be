"""The hands that play the example visit are the hands of the tests."""

from ui.demo.hands import CHOSEN, PRESSED, WRITTEN_IN, Hands, name_of

__all__ = ["CHOSEN", "PRESSED", "WRITTEN_IN", "Hands", "name_of"]
