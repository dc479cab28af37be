"""What a paper is called: on the screen, and as a file."""

from dataclasses import dataclass

from app.paper.graphemes import graphemes
from app.practice.plans import PaperKind
from ui.paper.making import paper_words, short_name
from ui.words import Words

NOT_IN_A_FILE_NAME = frozenset('\\/:*?"<>|…')
LONGEST = 100
"""Bytes that each part of a file's name may take, so that two of them and what stands around them stay below 255."""


@dataclass(frozen=True)
class Naming:
    """The names of one paper. `called`: whom it is about; `purpose`: what a further profile is for, in their words."""

    words: Words
    kind: str
    called: str
    purpose: str = ""

    @property
    def title(self) -> str:
        """On the screen."""
        if self.kind == PaperKind.PLAN_COPY:
            return self.words("leaving.title.plan", name=self.called)
        if self.kind != PaperKind.PROFILE:
            return self.words("leaving.title.sheet", name=self.called, paper=self._sheet)
        if self.purpose:
            return self.words("leaving.title.profile_for", name=self.called, purpose=self.purpose)
        return self.words("leaving.title.profile", name=self.called)

    def file(self, number: int) -> str:
        """The name that is offered for the file of a version."""
        name = in_a_file_name(short_name(self.called))
        if self.kind == PaperKind.PLAN_COPY:
            return self.words("leaving.leave.file_plan", name=name, number=number)
        if self.kind != PaperKind.PROFILE:
            return self.words("leaving.leave.file_sheet", name=name, paper=in_a_file_name(self._sheet), number=number)
        if self.purpose:
            purpose = in_a_file_name(self.purpose)
            return self.words("leaving.leave.file_profile_for", name=name, number=number, purpose=purpose)
        return self.words("leaving.leave.file_profile", name=name, number=number)

    @property
    def _sheet(self) -> str:
        """What a sheet is called on paper."""
        return paper_words().say(f"papers.{self.kind}.name")


def in_a_file_name(said: str) -> str:
    """Without the letters that a file's name may not have, and no longer than `LONGEST`; what says that it is a PDF stays."""
    kept = "".join(letter for letter in said if letter not in NOT_IN_A_FILE_NAME)
    end = ".pdf" if kept.endswith(".pdf") else ""
    stem = kept.removesuffix(end)
    room, cut = LONGEST - len(end), ""
    for letter in graphemes(stem):
        if len((cut + letter).encode()) > room:
            return cut.rstrip() + end
        cut += letter
    return kept
