"""The turned screen in the window, and things that were said before it was turned."""

from app.casebook.codes import set_code
from app.casebook.people import add_to_circle
from app.casebook.saying import Typed, new_typing, seal_typing
from app.practice.people import CirclePerson, Role, Speaker
from app.practice.statements import Asked
from tests.hands import Hands
from tests.ui.visit.laptop import TableWithLaptop
from ui.shell import Shell
from ui.turned.turned_screen import TurnedScreen
from ui.turned.voice import MakeEngine

CODE = "4711"
ASKED = Asked(guide="good-day-bad-day", version=1, prompt="waking-good", question="How does a good morning start?")
FIELD = "Your own words"


class Turned:
    """The turned screen in the window, as the wires show it."""

    def __init__(
        self, table: TableWithLaptop, width: int = 1280, height: int = 800, *, make_engine: MakeEngine | None = None
    ) -> None:
        self.table = table
        self.told: list[str] = []
        self.shell = table.shell = Shell(table.words)
        self.screen = TurnedScreen(table.desk, table.work, table.words, make_engine=make_engine)
        self.screen.left.connect(lambda: self.told.append("left"))
        for signal, word in (
            (self.shell.find_requested, "find"),
            (self.shell.lock_requested, "lock"),
            (self.shell.closing, "closing"),
        ):
            signal.connect(lambda word=word: self.told.append(word))
        self.shell.add_screen("turned", self.screen)
        self.shell.resize(width, height)
        self.shell.show()
        self.shell.activateWindow()
        self.screen.show_moment(table.person, table.visit, "good-day-bad-day", "waking-good")
        self.shell.show_screen("turned", bare=True)
        self.hands = Hands(self.shell, table.work)
        self.hands.settle()


def say(table: TableWithLaptop, words: str, *, role: Role = Role.PERSON, name: str = "Maggie", private: bool = False) -> None:
    who = Speaker(role=role, name=name, who=table.person if role is Role.PERSON else "")
    typed = Typed(words=words, speaker=who, asked=ASKED, private=private)
    seal_typing(table.desk, new_typing(table.person, table.visit, typed))


def talk(table: TableWithLaptop) -> None:
    """A morning about which Maggie, Ann and the worker have said something."""
    table.begin("Ann Farrelly")
    set_code(table.desk, CODE)
    add_to_circle(table.desk, table.person, CirclePerson(name="Peter Hall", relation="nephew", do_not_contact=True))
    say(table, "Radio 3 on low.")
    say(table, "She likes it quiet.", role=Role.OTHER, name="Ann Farrelly")
    say(table, "She looked tired.", role=Role.WORKER, name="Helen Price")
    say(table, "Come back to the evenings.", role=Role.PERSON, private=True)
