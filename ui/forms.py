"""Keeping what stands in an open form, at every pause, so that a kill loses no more than in a statement."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.casebook.desk import Desk
from app.casebook.forms import FormPlace, drop_form, form_left, keep_form
from ui.widgets.buttons import TickBox
from ui.widgets.chips import ChipRow
from ui.widgets.fields import AnswerField, ChoiceField, LineField
from ui.work import Work

PAUSE_MS = 250
AT_LEAST_MS = 600


class FormDraft(QObject):
    """Watches the fields of one form. `begin` when it is shown with its values, `done` when it was handed in or closed.

    What a kill left standing is put back into the fields at `begin`.
    """

    def __init__(self, desk: Desk, work: Work, form: QWidget) -> None:
        super().__init__(form)
        self._desk, self._work, self._form = desk, work, form
        self._place: FormPlace | None = None
        self._shown: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._since = QElapsedTimer()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.keep)
        for _, field in self._fields():
            _signal_of(field).connect(self._on_change)

    def begin(self, place: FormPlace) -> None:
        """The form shows the values of this place; look whether something was left standing in it."""
        self._pause.stop()
        self._place, self._shown, self._kept = place, self._standing(), {}
        self._work.read(partial(form_left, self._desk, place), then=partial(self._put_back, place), failed=_nothing)

    def keep(self) -> None:
        """Keep what stands in the form now."""
        self._pause.stop()
        place, standing = self._place, self._standing()
        if place is None:
            return
        left = {name: value for name, value in standing.items() if value != self._shown.get(name, "")}
        if left != self._kept:
            self._kept = left
            job = partial(keep_form, self._desk, place, left) if left else partial(drop_form, self._desk, place)
            self._work.write(job, failed=partial(self._on_failed, place), initiator=self)

    def done(self, place: FormPlace | None = None) -> None:
        """It was handed in, or closed on purpose: nothing of it is left standing. `place`: of another form than is shown now."""
        if place is None or place == self._place:
            self._pause.stop()
            place, self._place = self._place, None
        if place is not None:
            self._work.write(partial(drop_form, self._desk, place), failed=_nothing, initiator=self)

    def _put_back(self, place: FormPlace, left: dict[str, str]) -> None:
        if place != self._place or not left:
            return
        self._kept = left
        for name, field in self._fields():
            if name in left and _value_of(field) == self._shown.get(name, ""):
                _put(field, left[name])

    def _on_change(self, *_values: object) -> None:
        if self._place is None:
            return
        if not self._pause.isActive():
            self._since.start()
        left = AT_LEAST_MS - self._since.elapsed()
        self._pause.start(int(max(0, min(PAUSE_MS, left))))

    def _on_failed(self, place: FormPlace, _error: Exception) -> None:
        """The words stay on the screen; the next pause tries again."""
        if place == self._place:
            self._kept = {}
            self._pause.start(AT_LEAST_MS)

    def _standing(self) -> dict[str, str]:
        return {name: _value_of(field) for name, field in self._fields()}

    def _fields(self) -> Iterator[tuple[str, Any]]:
        for kind in (LineField, AnswerField, ChipRow, TickBox, ChoiceField):
            for place, field in enumerate(self._form.findChildren(kind)):
                yield f"{kind.__name__} {place}", field


def _nothing(_error: Exception) -> None:
    """A draft that cannot be read or dropped just now costs nobody anything."""


def _signal_of(field: Any) -> Any:
    match field:
        case LineField() | ChoiceField():
            return field.changed
        case AnswerField():
            return field.textChanged
        case ChipRow():
            return field.chosen_changed
    return field.toggled


def _value_of(field: Any) -> str:
    match field:
        case LineField():
            return str(field.text)
        case AnswerField():
            return str(field.words)
        case ChipRow():
            return str(field.chosen)
        case ChoiceField():
            return str(field.key)
    return "yes" if field.isChecked() else ""


def _put(field: Any, value: str) -> None:
    match field:
        case LineField():
            field.set_text(value)
        case AnswerField():
            field.set_words(value)
        case ChipRow() | ChoiceField():
            field.choose(value)
        case _:
            field.setChecked(bool(value))
