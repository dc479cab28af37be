"""The British dictionary, read when it is first asked for, behind the window, and shared by every field."""

from functools import cache
from io import StringIO
from pathlib import Path
from threading import Lock
from typing import Any

import resources
from ui.spelling.reading import Word, doubtful

MOST_SUGGESTIONS = 5
_APOSTROPHE = str.maketrans("’", "'")


class Speller:
    """Knows words. Called on worker threads only: reading the dictionary takes a second, and gives way to the window."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, bool] = {}
        self._dictionary: Any = None

    def knows(self, word: str) -> bool:
        """Whether it is in the dictionary, as it stands or as it stands within a sentence."""
        known = self._known.get(word)
        if known is None:
            plain = word.translate(_APOSTROPHE)
            with self._lock:
                look_up = self._opened().lookup
                known = self._known[word] = look_up(plain) or look_up(plain.lower())
        return known

    def doubtful(self, text: str, mine: frozenset[str]) -> tuple[Word, ...]:
        """The words of a text that neither the dictionary knows nor are among `mine` (in small letters)."""
        return doubtful(text, lambda word: _own(word) in mine or self.knows(word))

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What the word may have been meant to be, the likeliest first."""
        with self._lock:
            found = self._opened().suggest(word.translate(_APOSTROPHE))
            return tuple(each for each, _ in zip(found, range(MOST_SUGGESTIONS), strict=False))

    def _opened(self) -> Any:
        if self._dictionary is None:
            self._dictionary = _read(Path(resources.spelling_files("en-GB")))
        return self._dictionary


def _read(path: Path) -> Any:
    """The dictionary of these two files. The library itself would leave both open."""
    from spylls.hunspell import Dictionary, readers
    from spylls.hunspell.readers.file_reader import BaseReader

    class Text(BaseReader):  # type: ignore[misc]  # the library has no types
        """A file that was read whole."""

        def __init__(self, ending: str, encoding: str) -> None:
            self._bytes = path.with_suffix(ending).read_bytes()
            super().__init__(self._decoded(encoding))

        def reset_encoding(self, encoding: str) -> None:
            """Go on in another encoding, from the same line."""
            self.reset_io(self._decoded(encoding))

        def _decoded(self, encoding: str) -> StringIO:
            return StringIO(self._bytes.decode(encoding, "surrogateescape"))

    rules, context = readers.read_aff(Text(".aff", "Windows-1252"))
    return Dictionary(rules, readers.read_dic(Text(".dic", context.encoding), aff=rules, context=context))


@cache
def british() -> Speller:
    """The one British dictionary of this start."""
    return Speller()


def own_form(word: str) -> str:
    """A word as it is kept among one's own: in small letters, without a genitive."""
    return _own(word)


def _own(word: str) -> str:
    plain = word.translate(_APOSTROPHE).casefold()
    return plain.removesuffix("'s")
