"""What waits on Today and is about two people: doubles, words to be moved, words that were moved on laptops apart."""

from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from app.casebook import joining, moving, people
from app.casebook.desk import Desk
from app.casebook.joining import Double
from app.casebook.moving import LateWords, MovedApart
from app.practice.changes import Changes
from ui.today.parts import Waiting, start_of
from ui.words import Words


@dataclass(frozen=True)
class AboutTwo:
    """It, and what everybody is called."""

    doubles: list[Double]
    later: list[tuple[str, str, str]]
    late: list[LateWords]
    twice: list[MovedApart]
    called: dict[str, str]


class Listener(Protocol):
    """Who is told what was pressed."""

    double_opened: SignalInstance
    move_requested: SignalInstance
    settling_requested: SignalInstance


def read_about_two(desk: Desk) -> AboutTwo:
    """Gather it."""
    called = {person.record: person.body.called for person in people.people(desk)}
    return AboutTwo(joining.doubles(desk), moving.reminders(desk), moving.late_words(desk), moving.moved_apart(desk), called)


def parts_about_two(listener: Listener, two: AboutTwo, words: Words) -> list[QWidget]:
    """A strip for each."""
    return [
        *(_twice(listener, each, copy, person, two, words) for each in two.twice for copy, person in each.copies[:1]),
        *(_late(listener, each, two, words) for each in two.late),
        *(_later(listener, *each, two, words) for each in two.later),
        *(_double(listener, each, words) for each in two.doubles),
    ]


def _double(listener: Listener, each: Double, words: Words) -> QWidget:
    one, other = each.one.body.name, each.other.body.name
    why = words("joining.waiting.double_why", one=one, other=other, because=words.choice("joining.because", each.because))
    look, name = words("joining.waiting.double_look"), words("joining.waiting.double_look_name", one=one, other=other)
    part = Waiting(words("joining.waiting.double"), why, look, name, edge="edge")
    part.acted.connect(lambda: listener.double_opened.emit(each.one.record, each.other.record))
    return part


def _later(listener: Listener, record: str, person: str, said: str, two: AboutTwo, words: Words) -> QWidget:
    name = two.called.get(person, "")
    why = words("joining.waiting.later_why", name=name)
    press, called = words("joining.waiting.later_do"), words("joining.waiting.later_do_name", name=name)
    part = Waiting(words("joining.waiting.later"), why, press, called, quoted=start_of(said), edge="quiet")
    part.acted.connect(lambda: listener.move_requested.emit(record))
    return part


def _late(listener: Listener, each: LateWords, two: AboutTwo, words: Words) -> QWidget:
    name = two.called.get(each.person, "")
    why = words("joining.waiting.late_why", name=name)
    press, called = words("joining.waiting.late_do"), words("joining.waiting.late_do_name", name=name)
    part = Waiting(words("joining.waiting.late"), why, press, called, quoted=start_of(each.words))
    part.acted.connect(lambda: listener.settling_requested.emit(lambda desk: moving.bring_over(desk, each)))
    return part


def _twice(listener: Listener, each: MovedApart, copy: str, person: str, two: AboutTwo, words: Words) -> QWidget:
    names = [two.called.get(whose, "") for _, whose in each.copies]
    why = words("joining.waiting.twice_why", names=words.listing(names))
    press = words("joining.waiting.twice_do", name=two.called.get(person, ""))
    part = Waiting(words("joining.waiting.twice"), why, press, press, quoted=start_of(each.words))
    part.acted.connect(lambda: listener.settling_requested.emit(partial(_keep_with, each, copy)))
    for other, whose in each.copies:
        if other != copy:
            said = words("joining.waiting.twice_do", name=two.called.get(whose, ""))
            part.add_action(said, partial(listener.settling_requested.emit, partial(_keep_with, each, other)))
    return part


def _keep_with(each: MovedApart, copy: str, desk: Desk) -> Changes:
    return moving.keep_with(desk, each, copy)
