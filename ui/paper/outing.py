"""A paper to go out, and its going."""

from dataclasses import dataclass, field
from threading import Event

from app.casebook.leaving import Frozen


@dataclass(frozen=True)
class Parcel:
    """A paper to go out: its pages, the name offered for its file, whom it is about; of a version, which and of what."""

    pdf: bytes
    pages: int
    file: str
    person: str
    of: Frozen | None = None
    kind: str = ""

    def is_as(self, other: "Parcel") -> bool:
        """Whether it is the same paper about the same person, made again perhaps."""
        return (self.person, self.file) == (other.person, other.file)


@dataclass(eq=False)
class Outing:
    """A parcel on its way, and who will have it. How far it is is told by the thread that draws, and read by the window."""

    parcel: Parcel
    whom: str = ""
    stop: Event = field(default_factory=Event)
    done: int = 0
    pages: int = 0

    def tell(self, done: int, pages: int) -> None:
        self.done, self.pages = done, pages
