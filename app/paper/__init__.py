"""Practice values turned into PDF, with a report of what did not fit.

A new paper is one file beside `profile` and `plan`. What sets and draws is imported when the first paper is asked for,
so that a window may know `PaperWords` and `Report` without waiting for it.
"""

from typing import TYPE_CHECKING, Any

from app.paper.report import Paper, Report, Unprintable
from app.paper.words import PaperWords

if TYPE_CHECKING:
    from app.paper.circle import circle_paper
    from app.paper.plan import plan_copy
    from app.paper.profile import one_page_profile

__all__ = ["Paper", "PaperWords", "Report", "Unprintable", "circle_paper", "one_page_profile", "plan_copy"]


def __getattr__(name: str) -> Any:
    if name == "one_page_profile":
        from app.paper.profile import one_page_profile

        return one_page_profile
    if name == "circle_paper":
        from app.paper.circle import circle_paper

        return circle_paper
    if name == "plan_copy":
        from app.paper.plan import plan_copy

        return plan_copy
    raise AttributeError(name)
