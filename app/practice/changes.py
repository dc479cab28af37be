"""What a write changed, so that each screen reloads only what it shows."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """Records, scopes and kinds touched by one act or one slice of an exchange."""

    records: frozenset[str] = field(default_factory=frozenset)
    scopes: frozenset[str] = field(default_factory=frozenset)
    kinds: frozenset[str] = field(default_factory=frozenset)
    made: str = ""
    """The record that the act made, when it made one."""

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.records | other.records,
            self.scopes | other.scopes,
            self.kinds | other.kinds,
            self.made or other.made,
        )

    def __bool__(self) -> bool:
        return bool(self.records)
