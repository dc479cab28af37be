"""Background work: writes in order, reads beside them, answers on the window's thread, and never a lost write."""

import gc
import logging
import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.practice.changes import Changes
from app.practice.errors import Bug, StoreFull
from ui.work import Work


def test_answers_come_on_the_windows_thread(work: Work) -> None:
    """The job runs elsewhere, its answer arrives here."""
    here = threading.get_ident()
    seen: list[object] = []
    work.read(threading.get_ident, then=lambda there: seen.append((there, threading.get_ident())))
    assert work.wait_until_quiet()
    ((there, arrived),) = seen
    assert there != here
    assert arrived == here


def test_writes_keep_their_order_on_one_thread(work: Work) -> None:
    """A hundred writes happen one after the other, in the order they were asked for."""
    done: list[tuple[int, int]] = []
    for number in range(100):
        work.write(lambda number=number: done.append((number, threading.get_ident())))
    assert work.wait_until_quiet()
    assert [number for number, _ in done] == list(range(100))
    assert len({thread for _, thread in done}) == 1


def test_reads_do_not_wait_for_a_slow_write(work: Work) -> None:
    """A reader answers while the writer is busy."""
    gate = threading.Event()
    order: list[str] = []
    work.write(lambda: gate.wait(5), then=lambda _: order.append("write"))
    work.read(lambda: "read", then=order.append)
    deadline = time.monotonic() + 5
    while "read" not in order and time.monotonic() < deadline:
        work.wait_until_quiet(10)
    assert order == ["read"]
    gate.set()
    assert work.wait_until_quiet()
    assert order == ["read", "write"]


def test_a_write_that_changed_something_tells_everyone(work: Work, qtbot: QtBot) -> None:
    """`changed` carries the record of changes and who began it; it comes before `then`."""
    heard: list[object] = []
    me = QObject()
    work.changed.connect(lambda changes, initiator: heard.append((changes, initiator)))
    changes = Changes(records=frozenset({"a"}))
    work.write(lambda: changes, then=lambda _: heard.append("then"), initiator=me)
    assert work.wait_until_quiet()
    assert heard == [(changes, me), "then"]


@pytest.mark.parametrize("result", [Changes(), None, 7])
def test_what_changed_nothing_is_not_told(work: Work, result: object) -> None:
    """No changes, no signal; and a read is never a change."""
    heard: list[object] = []
    work.changed.connect(lambda *told: heard.append(told))
    work.write(lambda: result)
    work.read(lambda: Changes(records=frozenset({"a"})))
    assert work.wait_until_quiet()
    assert not heard


def test_an_error_goes_to_who_asked(work: Work) -> None:
    """`failed` of the call gets it, `then` does not, and nobody else hears."""
    error, heard = StoreFull(), []
    work.failed.connect(lambda *told: heard.append(("all", told)))
    work.write(partial(fail, error), then=lambda _: heard.append("then"), failed=lambda e: heard.append(e))
    assert work.wait_until_quiet()
    assert heard == [error]


def test_an_error_nobody_asked_for_is_told_to_all(work: Work) -> None:
    """Without `failed` the signal carries the error and who began it."""
    error, heard, me = StoreFull(), [], QObject()
    work.failed.connect(lambda *told: heard.append(told))
    work.read(partial(fail, error), initiator=me)
    assert work.wait_until_quiet()
    assert heard == [(error, me)]


def test_a_bug_is_logged_without_its_words(work: Work, caplog: pytest.LogCaptureFixture) -> None:
    """The log says where it happened, never what the person said."""
    heard: list[object] = []
    work.failed.connect(lambda error, _: heard.append(error))
    with caplog.at_level(logging.ERROR):
        work.write(partial(fail, KeyError("I hide my tablets")))
        assert work.wait_until_quiet()
    assert isinstance(heard[0], KeyError)
    assert "KeyError" in caplog.text
    assert "tablets" not in caplog.text


def test_a_failed_write_does_not_stop_the_next(work: Work) -> None:
    """The writer goes on after an error."""
    done: list[int] = []
    work.write(partial(fail, StoreFull()), failed=lambda _: None)
    work.write(lambda: 2, then=done.append)
    assert work.wait_until_quiet()
    assert done == [2]


def test_a_newer_read_silences_the_older(work: Work) -> None:
    """Only the last answer of a key is given, even if an older read ends later."""
    gate = threading.Event()
    seen: list[str] = []
    work.read(lambda: gate.wait(5) and "old", then=seen.append, key="find")
    work.read(lambda: "new", then=seen.append, key="find")
    work.read(lambda: "other", then=seen.append, key="today")
    gate.set()
    assert work.wait_until_quiet()
    assert sorted(seen) == ["new", "other"]


def test_superseded_reads_that_wait_are_not_done_at_all(work: Work) -> None:
    """Typing ten letters into Find does not make ten searches."""
    gate = threading.Event()
    for _ in range(2):
        work.read(lambda: gate.wait(5))
    ran: list[int] = []
    for number in range(10):
        work.read(lambda number=number: ran.append(number), key="find")
    gate.set()
    assert work.wait_until_quiet()
    assert ran == [9]


def test_answers_for_a_widget_that_is_gone_are_dropped(work: Work, qtbot: QtBot) -> None:
    """Whether as initiator, as the owner of the method or inside the function: nothing is touched, nothing fails."""
    label = QLabel()
    seen: list[str] = []
    gate = threading.Event()
    work.write(lambda: gate.wait(5))
    work.write(lambda: "a", then=label.setText)
    work.write(lambda: "b", then=lambda said: label.setText(said))
    work.write(lambda: "c", then=lambda said: seen.append(said), initiator=label)
    work.write(lambda: "d", then=partial(set_text, label))
    work.write(lambda: "e", then=seen.append)
    label.deleteLater()
    QThread.msleep(1)
    qtbot.wait(10)
    gc.collect()
    gate.set()
    assert work.wait_until_quiet()
    assert seen == ["e"]


def test_the_error_for_a_widget_that_is_gone_is_still_told(work: Work, qtbot: QtBot) -> None:
    """Losing a widget does not swallow a failed write."""
    label, heard, gate = QLabel(), [], threading.Event()
    work.failed.connect(lambda error, _: heard.append(type(error)))
    work.write(lambda: gate.wait(5))
    work.write(partial(fail, StoreFull()), failed=lambda _: label.setText("x"))
    label.deleteLater()
    qtbot.wait(10)
    gate.set()
    assert work.wait_until_quiet()
    assert heard == [StoreFull]


def test_closing_finishes_every_write_and_gives_the_answers(qtbot: QtBot) -> None:
    """What was asked for before the end is done before the end."""
    work = Work()
    done: list[int] = []
    answers: list[int] = []

    def slow(number: int) -> int:
        time.sleep(0.005)
        done.append(number)
        return number

    for number in range(20):
        work.write(partial(slow, number), then=answers.append)
    work.close()
    assert done == list(range(20))
    assert answers == done
    assert work.idle()


def test_closing_drops_reads_that_wait(qtbot: QtBot) -> None:
    """Nobody waits for a search when the window closes."""
    work = Work(readers=1)
    gate, ran = threading.Event(), []
    work.read(lambda: gate.wait(5))
    for _ in range(5):
        work.read(lambda: ran.append(1), then=lambda _: ran.append(2))
    threading.Timer(0.05, gate.set).start()
    work.close()
    assert ran == []


def test_work_after_the_end_is_an_error_and_not_silence(qtbot: QtBot) -> None:
    """A write that comes too late is told of, never dropped unseen."""
    work = Work()
    work.close()
    heard: list[Exception] = []
    work.write(lambda: 1, failed=heard.append)
    assert work.wait_until_quiet()
    assert isinstance(heard[0], Bug)
    work.close()


def test_quiet_is_only_said_when_it_is(work: Work) -> None:
    """`wait_until_quiet` gives up with False while a job runs."""
    gate = threading.Event()
    work.write(lambda: gate.wait(5))
    assert not work.idle()
    assert not work.wait_until_quiet(30)
    gate.set()
    assert work.wait_until_quiet()
    assert work.idle()


def fail(error: Exception) -> None:
    raise error


def set_text(label: QLabel, text: str) -> None:
    label.setText(text)
