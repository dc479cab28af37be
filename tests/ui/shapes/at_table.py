"""A visit in which the tools of every shape can be talked about, by keyboard, in the real window on a real casebook."""

from dataclasses import replace

from app.casebook.saying import statements_of
from app.practice.guides import Guide
from app.practice.merge import Current
from app.practice.statements import Statement
from tests.hands import Hands
from tests.ui.shapes.shelf import shelf
from tests.ui.visit.laptop import TableWithLaptop

FIELD = "What is said"


class ShapeTable(TableWithLaptop):
    """`talk_about` opens the window at one tool."""

    def talk_about(self, *shapes: str, others: tuple[str, ...] = ("Ann",), width: int = 1280, height: int = 800) -> Hands:
        self.prepare(*shapes, others=others)
        return self.open_window(width, height)

    def prepare(self, *shapes: str, others: tuple[str, ...] = ("Ann",)) -> None:
        """Begin the visit, with guides of these shapes on the shelf."""
        self.shapes = shapes
        self.desk = replace(self.desk, guides=shelf(*shapes))
        self.begin(*others, topics=shapes)

    def pull_the_plug(self) -> None:
        super().pull_the_plug()
        self.desk = replace(self.desk, guides=shelf(*self.shapes))

    @property
    def guide(self) -> Guide:
        found = self.desk.guides.get(self.shapes[0])
        assert found is not None
        return found

    @property
    def places(self) -> list[tuple[str, str]]:
        """Where each statement stands: (question, words), in order."""
        return [(each.asked.prompt, each.words) for each in self.said]

    def statement(self, words: str) -> Current[Statement]:
        (found,) = [each for each in statements_of(self.desk, self.person) if each.body.words == words]
        return found


def say(hands: Hands, words: str) -> None:
    """Type it and keep it; whoever is chosen says it."""
    hands.type_into(FIELD, words)
    hands.key("Ctrl+Return")
