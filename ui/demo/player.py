"""Plays the script of the example visit through the real windows, as a worker and a person would: by what they can see.

Each kind of step in resources/example/visit.toml has a method here; `play` chooses by the step's `do`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.practice.guides import Guide, GuideShelf
from app.practice.statements import Manner
from ui.demo.hands import Hands
from ui.paper.outcome import Outcome
from ui.paper.printing import Sent, Told
from ui.start import Window
from ui.words import Words

CODE = "2468"
MOST_STEPS = 30
PATIENCE_SECONDS = 30.0
PERSON = "person"

Step = Mapping[str, Any]


class FilePrinting:
    """In place of the system's dialogs: there is no printer, and files go to one folder under the name proposed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def printers(self) -> bool:
        """There is none."""
        return False

    def choose_printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        """Nobody chooses one."""
        return None

    def choose_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """The folder, with the name that was proposed."""
        return self._folder / name

    def queue(self) -> None:
        """There is no queue either."""

    def send(self, pdf: bytes, printer: QPrinter, told: Told, stop: Event) -> Sent:
        """Nothing comes out."""
        return Sent(Outcome.GONE)


class Player:
    """One play-through at one window. `names` are what people are called on the screen, by their keys in the script.

    `known` are words that were said before the visit, by key. Pictures go to `screens`.
    """

    def __init__(
        self,
        window: Window,
        screens: Path,
        *,
        names: Mapping[str, str],
        known: Mapping[str, str],
        guides: GuideShelf,
        say: Callable[[str], None],
    ) -> None:
        self._window, self._screens, self._guides, self._say = window, screens, guides, say
        self._names = dict(names)
        self._heard = dict(known)
        self._words: Words = window.words
        self._taken, self._size = 0, window.shell.size()
        self.hands = Hands(window.shell, window.work, patience=PATIENCE_SECONDS)
        screens.mkdir(parents=True, exist_ok=True)

    def unlock(self, passphrase: str) -> None:
        """Open the casebook."""
        self.look("locked")
        self.hands.type_into(self._words("unlock.open.passphrase"), passphrase)
        self.hands.press(self._words("unlock.open.open"))
        self.hands.sees(self._words("today.visits.title"))
        self.look("today")

    def look_at_versions(self) -> None:
        """What two people wrote while apart, from Today and back; nothing is settled."""
        self.hands.press(self._words("today.waiting.settle_name", name=self._names[PERSON]))
        self.hands.sees(self._words("versions.keep_mine"))
        self.look("two versions")
        self.hands.press(self._words("common.back"))
        self.hands.sees(self._words("today.visits.title"))

    def get_ready(self, name: str) -> None:
        """From Today over the person's page to the beginning of the visit."""
        self.hands.press(self._words("today.visits.get_ready_name", name=name))
        self.hands.sees(self._words("person.known.title"))
        self.look("getting ready")
        self.hands.press(self._words("person.start_planned"))
        self.hands.sees(self._words("visit.begin.ask"))

    def play(self, step: Step) -> None:
        """One step of the script."""
        deed = str(step["do"])
        self._say(f"{deed.capitalize()}. {step.get('words') or step.get('what') or step.get('name') or ''}".strip())
        getattr(self, "do_" + deed.replace(" ", "_"))(step)

    def look(self, name: str) -> None:
        """Take a picture of the window, in the size it began with: where there is no screen, a full one has any size."""
        self._window.shell.resize(self._size)
        self.hands.settle()
        QTest.qWait(80)
        self._taken += 1
        self._window.shell.grab().save(str(self._screens / f"{self._taken:02d} {name}.png"))

    # The steps of the script

    def do_begin(self, step: Step) -> None:
        """Permission asked and given, who is here, what they pick to talk about."""
        words, hands = self._words, self.hands
        hands.choose(words("visit.begin.yes"))
        hands.type_into(words("visit.begin.own_words"), step["permission"])
        for key in step["present"]:
            if key in self._names and key not in (PERSON, "helen"):
                hands.choose(self._names[key])
        for topic in step["topics"]:
            hands.choose(self._guide(topic).name)
        self.look("begin")
        hands.press(words("visit.begin.begin"))
        hands.sees(words("visit.answer.keep"))

    def do_say(self, step: Step) -> None:
        """One statement: who, how, what; and whoever nodded."""
        words, hands = self._words, self.hands
        self._go_to(step["guide"], step["prompt"])
        self._choose_speaker(step["speaker"])
        self._choose_manner(Manner(step["manner"]))
        hands.type_into(words("visit.answer.field"), step["words"])
        self.look(f"{step['guide']} {step['prompt']}")
        hands.press(words("visit.answer.keep"))
        hands.sees(step["words"])
        self._heard[step.get("key", "")] = step["words"]
        for each in step.get("assents", ()):
            self._nod(step["words"], each)

    def do_turn(self, step: Step) -> None:
        """The laptop is turned round; the person types the words themselves; the code turns it back."""
        words, hands = self._words, self.hands
        self._go_to(step["guide"], step["prompt"])
        hands.press(words("common.turn_to", name=self._names[PERSON]))
        if hands.can_press(words("turned.code.choose")):
            hands.type_into(words("turned.code.field"), CODE)
            hands.press(words("turned.code.choose"))
        hands.type_into(words("turned.field"), step["words"])
        self.look("turned to the person")
        hands.press(words("turned.keep"))
        hands.sees(step["words"])
        self.look("turned and kept")
        hands.press(words("turned.back"))
        hands.type_into(words("turned.code.field"), CODE)
        hands.press(words("turned.code.go_on"))
        hands.sees(words("visit.answer.keep"))
        self._heard[step.get("key", "")] = step["words"]

    def do_promise(self, step: Step) -> None:
        """Who does what by when, beside a question."""
        words, hands = self._words, self.hands
        guide = self._guide(step["guide"])
        prompt = guide.prompt_named(step["prompt"])
        assert prompt is not None, step["prompt"]
        self._open_part(guide, prompt.part)
        hands.press(words("actions.shown.add_name", question=prompt.question))
        hands.type_into(words("actions.form.what"), step["what"])
        hands.choose(words("actions.form.does_it", name=self._full_name(step["who"])))
        hands.type_into(words("actions.form.by"), words.date(step["by"]))
        self.look(f"promise {step['prompt']}")
        hands.press(words("actions.form.keep"))
        hands.sees(step["what"])

    def do_person(self, step: Step) -> None:
        """Somebody placed in the circle."""
        words, hands = self._words, self.hands
        if not hands.can_press(words("circle.add")) and not hands.can_press(words("circle.empty.add")):
            hands.press(words("visit.to_circle"))
        hands.press(words("circle.add") if hands.can_press(words("circle.add")) else words("circle.empty.add"))
        hands.type_into(words("circle.form.name"), step["name"])
        for field in ("relation", "helps_with", "in_touch", "telephone"):
            if step.get(field):
                hands.type_into(words.choice("circle.form", field), step[field])
        hands.choose(words.choice("circle.ring", str(step["ring"])))
        hands.choose(words.choice("circle.sector", step["sector"]))
        if step.get("wish"):
            hands.choose(words.choice("circle.wish", step["wish"].replace(" ", "_")))
        for mark in ("emergency", "paid", "do_not_contact"):
            if step.get(mark):
                hands.choose(words.choice("circle.form", mark))
        self.look(f"circle {step['name']}")
        hands.press(words("circle.form.keep"))
        hands.sees(step["name"])
        self._names[step["key"]] = step["name"]

    def do_note(self, step: Step) -> None:
        """A worker's note, not for the table."""
        words, hands = self._words, self.hands
        hands.press(words("visit.status.note"))
        hands.type_into(words("visit.note.field"), step["words"])
        self.look("private note")
        hands.press(words("visit.note.keep"))

    def do_pause(self, step: Step) -> None:
        """The lid closes for a while; the visit goes on at the same place."""
        hands = self.hands
        hands.press(self._words("visit.status.pause"))
        hands.sees(self._words("person.known.title"))
        self.look("paused")
        hands.press(self._words("person.go_on"))
        hands.sees(self._words("visit.answer.keep"))

    def do_read_back(self, step: Step) -> None:
        """What was heard, line by line: yes, not quite with better words, or leave out."""
        words, hands = self._words, self.hands
        answers = {self._heard[each["key"]]: each for each in step["answers"]}
        hands.press(words("visit.status.read_back"))
        for _ in range(MOST_STEPS):
            if not hands.can_press(words("visit.read_back.yes")):
                break
            on_screen = " ".join(hands.words_on_screen())
            answer = next((each for said, each in answers.items() if said in on_screen), None)
            self._answer_read_back(answer, answers)
        hands.sees(words("visit.read_back.done"))
        self.look("read back")
        hands.press(words("visit.read_back.to_visit"))
        hands.sees(words("visit.answer.keep"))

    def do_sharpen(self, step: Step) -> None:
        """A line made clearer, confirmed by whose it is: done on the profile once it stands there."""
        self._heard[f"sharper {step['key']}"] = step["words"]

    def do_profile(self, step: Step) -> None:
        """Which statements stand in the three parts, in order."""
        words, hands = self._words, self.hands
        hands.press(words("visit.to_profile"))
        for section in ("admire", "important", "support"):
            part = words.choice("profile.part", section)
            for key in step.get(section, ()):
                self._put_in(part, self._heard[key])
        for key in [each.removeprefix("sharper ") for each in self._heard if each.startswith("sharper ")]:
            self._sharpen(self._heard[key], self._heard[f"sharper {key}"])
        self.look("profile")
        hands.press(words("common.back"))
        hands.sees(words("visit.answer.keep"))

    def do_agree(self, step: Step) -> None:
        """What the person says to a paper, in their words."""
        words, hands = self._words, self.hands
        if step["paper"] == "one-page-profile":
            hands.press(words("visit.to_profile"))
            hands.press(words("profile.leave"))
        else:
            hands.press(words("visit.to_paper"))
        while hands.can_press(words("leaving.naming.may_name", line="")[:12]):
            hands.press(words("leaving.naming.may_name", line="")[:12])
        hands.press(words("leaving.look.go_on", name=self._names[PERSON]))
        hands.choose(words.choice("leaving.answer", step["answer"].replace(" ", "_")))
        hands.type_into(words("leaving.answer.words", name=self._names[PERSON]), step["words"])
        self.look(f"answer {step['paper']}")
        hands.press(words("leaving.answer.keep"))
        hands.sees(words("leaving.leave.whom"))

    def do_leave(self, step: Step) -> None:
        """A copy left with them."""
        words, hands = self._words, self.hands
        hands.press(words("going.save"))
        hands.sees(words("leaving.left.later"))
        self.look(f"left {step['paper']}")
        hands.press(words("leaving.left.done"))
        if not hands.can_press(words("visit.status.end")):
            hands.press(words("common.back"))
        hands.sees(words("visit.answer.keep"))

    def do_end(self, step: Step) -> None:
        """The visit ends."""
        self.hands.press(self._words("visit.status.end"))
        self.hands.sees(self._words("person.known.title"))
        self.look("after the visit")

    def look_at_the_profile(self) -> None:
        """The page that was made, from the person's page and back."""
        self.hands.press(self._words("person.profile"))
        self.hands.sees(self._words("profile.leave"))
        self.look("the profile afterwards")
        self.hands.press(self._words("common.back"))
        self.hands.sees(self._words("person.known.title"))

    # How it is done

    def _go_to(self, guide_id: str, prompt_id: str) -> None:
        guide = self._guide(guide_id)
        prompt = guide.prompt_named(prompt_id)
        assert prompt is not None, prompt_id
        self._open_part(guide, prompt.part)
        beside = self._words("visit.beside.talk_name", question=prompt.question)
        for _ in range(MOST_STEPS):
            if self.hands.can_press(beside):
                self.hands.press(beside)
            if prompt.question in self.hands.words_on_screen():
                return
            self.hands.press(self._words("visit.next"))
        raise AssertionError(f"never came to {prompt.question!r}")

    def _choose_speaker(self, key: str) -> None:
        self.hands.choose(self._names[key])

    def _choose_manner(self, manner: Manner) -> None:
        self.hands.choose(self._words.choice("visit.manner", manner.value))

    def _nod(self, said: str, assent: Mapping[str, Any]) -> None:
        words, hands = self._words, self.hands
        hands.press(words("visit.statement.change_name", start=said[:20]))
        name = self._names[assent["who"]]
        hands.choose(words("visit.statement.agrees" if assent["agrees"] else "visit.statement.differs", name=name))
        hands.press(words("visit.statement.close_name", start=said[:20]))

    def _answer_read_back(self, answer: Mapping[str, Any] | None, answers: dict[str, Mapping[str, Any]]) -> None:
        words, hands = self._words, self.hands
        if answer is None:
            hands.press(words("visit.read_back.skip"))
            return
        answers.pop(self._heard[answer["key"]])
        if answer["answer"] == "yes":
            hands.press(words("visit.read_back.yes"))
        elif answer["answer"] == "leave out":
            hands.press(words("visit.read_back.leave_out"))
        else:
            hands.press(words("visit.read_back.not_quite"))
            hands.replace_in(words("visit.read_back.field"), answer["words"])
            self.look("not quite")
            hands.press(words("visit.read_back.keep"))
            self._heard[answer["key"]] = answer["words"]

    def _put_in(self, part: str, said: str) -> None:
        words, hands = self._words, self.hands
        offer = words("profile.offer.name", line=said[:24], by="").strip()
        more = words("profile.offer.more", count=2).partition("2")[0]
        if not hands.can_press(offer, within=part) and hands.can_press(more, within=part):
            hands.press(more, within=part)
        hands.press(offer, within=part)

    def _sharpen(self, said: str, sharper: str) -> None:
        words, hands = self._words, self.hands
        hands.press(words("profile.line.name", line=said[:24], by="", place=1, count=1, part="").partition(" .")[0])
        hands.press(words("profile.line.sharpen_name", line=said[:24]))
        hands.replace_in(words("profile.sharpen.field", line=said[:24]), sharper)
        hands.press(words("profile.sharpen.keep"))
        hands.press(words("profile.sharpen.yes"))

    def _guide(self, guide_id: str) -> Guide:
        guide = self._guides.get(guide_id)
        assert guide is not None, guide_id
        return guide

    def _open_part(self, guide: Guide, part_id: str) -> None:
        part = guide.part_named(part_id)
        assert part is not None, part_id
        if self.hands.can_press(self._words("circle.skip")):
            self.hands.press(self._words("circle.skip"))
        self.hands.choose(guide.name)
        self.hands.press(part.name)

    def _full_name(self, key: str) -> str:
        return self._names[key].removeprefix(self._words("visit.answer.me_name", name=""))
