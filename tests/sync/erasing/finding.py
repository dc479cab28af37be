"""Looking for words by their bytes: in every file of a folder, raw and, where it is encrypted, page by page with the key."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16
WAL_HEAD, FRAME_HEAD = 32, 24
PLAIN = b"SQLite format 3\0"


def where(folder: Path, words: Iterable[str | bytes], key: bytes | None = None) -> list[str]:
    """The files of the folder, at any depth, in which any of the words, or of the bytes, stand."""
    wanted = [form for each in words for form in forms(each)]
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        for content in readings(path, key):
            if any(each in content for each in wanted):
                found.append(path.name)
                break
    return found


def forms(words: str | bytes) -> tuple[bytes, ...]:
    """How words may lie in a file: as they are, in small letters as the index has them, and in two bytes a letter."""
    if isinstance(words, bytes):
        return (words,)
    return words.encode(), words.casefold().encode(), words.encode("utf-16-le")


def readings(path: Path, key: bytes | None) -> Iterator[bytes]:
    """The bytes of a file: as they lie there, and its pages as the key opens them, those that are free included."""
    data = path.read_bytes()
    yield data
    if key is None or data.startswith(PLAIN):
        return
    if path.name.endswith("-wal"):
        frame = FRAME_HEAD + PAGE
        for start in range(WAL_HEAD, len(data) - frame + 1, frame):
            number = int.from_bytes(data[start : start + 4], "big")
            yield opened(data[start + FRAME_HEAD : start + frame], number, key)
    elif path.suffix == ".db":
        for place in range(0, len(data) - PAGE + 1, PAGE):
            yield opened(data[place : place + PAGE], place // PAGE + 1, key)


def opened(page: bytes, number: int, key: bytes) -> bytes:
    """A page of SQLCipher as it was before it was encrypted with the raw key."""
    start = SALT if number == 1 else 0
    end = PAGE - RESERVED
    opener = Cipher(AES256(key), CBC(page[end : end + IV])).decryptor()
    return opener.update(page[start:end]) + opener.finalize()
