"""Practice values turned into PDF, with a report of what did not fit.

A new paper is one file beside `profile` and `plan_copy`. ReportLab is imported when the first paper is made, not before.
"""

from app.paper.plan_copy import plan_copy
from app.paper.profile import one_page_profile
from app.paper.report import Paper, Report, Unprintable
from app.paper.words import PaperWords

__all__ = ["Paper", "PaperWords", "Report", "Unprintable", "one_page_profile", "plan_copy"]
