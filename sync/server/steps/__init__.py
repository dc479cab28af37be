"""The schema steps of the council's own tables."""

from pathlib import Path

from app.records.steps import Branch

COUNCIL = Branch("council", Path(__file__).parent / "council", "0007")
