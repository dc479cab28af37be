"""How a search for what breaks a reader is set: many tries, none made smaller, the same ones in every short run."""

from typing import Any

from hypothesis import HealthCheck, Phase, settings


def quickly(examples: int, *, seeded: bool) -> Any:
    """So many tries; `seeded` ones are others each time."""
    return settings(
        max_examples=examples,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
        derandomize=not seeded,
    )
