"""The form for who somebody is and how to reach and speak with them. A name is enough."""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.practice.people import Person, Reach
from ui.person.days import read_day
from ui.widgets.buttons import TickBox
from ui.widgets.fields import ChoiceField, LineField
from ui.widgets.layout import Columns, column
from ui.widgets.passage import Passage
from ui.words import Words

_SIZES = (0, 12, 14, 16, 18, 20, 24, 28, 36, 48)
_PAPERS = {"standard": "standard", "large print": "large_print", "easy read": "easy_read"}


class PersonForm(QWidget):
    """Shows a person and says what somebody changed. Fields: as in `Person`."""

    submitted = Signal()

    def __init__(self, words: Words, unread: Callable[[str], bool] | None = None, parent: QWidget | None = None) -> None:
        """`unread`: whether what is asked in a language has been read by nobody who speaks it. It is said where one is chosen."""
        super().__init__(parent)
        self._words, self._unread = words, unread
        self._shown = Person(name="")
        self._lines = {
            "name": LineField(words("person.form.name")),
            "known_as": LineField(words("person.form.known_as")),
            "how": LineField(words("person.form.how"), words("person.form.how_hint")),
            "address": LineField(words("person.form.address")),
            "arriving": LineField(words("person.form.arriving"), words("person.form.arriving_hint")),
            "telephone": LineField(words("person.form.telephone")),
            "born": LineField(words("person.form.born"), words("person.form.born_hint")),
            "council_number": LineField(words("person.form.council_number")),
            "nhs_number": LineField(words("person.form.nhs_number")),
        }
        self._size, self._paper = ChoiceField(words("person.form.text_size")), ChoiceField(words("person.form.paper"))
        self._language = ChoiceField(words("person.form.language"))
        self._unread_hint = Passage(type="small", tone="soft")
        self._language.changed.connect(lambda _key: self._say_unread())
        self._pictures = TickBox(words("person.form.pictures"))
        self._fill_choices()
        self._lay_out()
        for line in self._lines.values():
            line.submitted.connect(self.submitted)

    @property
    def touched(self) -> bool:
        """Whether anything differs from what was shown."""
        return bool(self._differences(self._typed(self._shown.born)))

    def show_values(self, person: Person) -> None:
        """Show what is known."""
        self._shown = person
        born = self._words.date(person.born) if person.born else ""
        texts = {"how": person.reach.how, "born": born}
        for name, line in self._lines.items():
            line.set_text(texts[name] if name in texts else getattr(person, name))
            line.say_problem("")
        size = str(person.reach.text_size)
        if int(size) not in _SIZES:
            self._size.add(size, size)
        self._size.choose(size)
        self._paper.choose(person.reach.paper if person.reach.paper in _PAPERS else "standard")
        known = self._words.has(f"person.language.{person.reach.language}")
        self._language.choose(person.reach.language if known else "other")
        self._pictures.setChecked(person.reach.pictures)
        self._say_unread()

    def changes(self) -> dict[str, Any] | None:
        """The fields that were changed, for `change_person`; None when something cannot be read, which the form then says."""
        if not self._lines["name"].text.strip():
            self._lines["name"].say_problem(self._words("person.form.name_missing"))
            self._lines["name"].setFocus()
            return None
        born_text = self._lines["born"].text.strip()
        born = read_day(born_text) if born_text else None
        if born_text and born is None:
            self._lines["born"].say_problem(self._words("person.form.born_wrong"))
            self._lines["born"].setFocus()
            return None
        return self._differences(self._typed(born))

    def focus_first(self) -> None:
        """Begin with the name."""
        self._lines["name"].setFocus()

    def _typed(self, born: Any) -> Person:
        texts = {name: line.text.strip() for name, line in self._lines.items()}
        known = self._shown.reach
        language = self._language.key
        reach = Reach(
            how=texts.pop("how"),
            text_size=int(self._size.key or 0),
            paper=self._paper.key or known.paper,
            language=known.language if language == "other" else language or known.language,
            pictures=self._pictures.isChecked(),
        )
        texts.pop("born")
        return msgspec.structs.replace(self._shown, born=born, reach=reach, **texts)

    def _differences(self, typed: Person) -> dict[str, Any]:
        found = {
            name: getattr(typed, name) for name in typed.__struct_fields__ if getattr(typed, name) != getattr(self._shown, name)
        }
        born_text = self._lines["born"].text.strip()
        shown_text = self._words.date(self._shown.born) if self._shown.born else ""
        if born_text == shown_text:
            found.pop("born", None)
        elif "born" not in found and read_day(born_text) != self._shown.born:
            found["born"] = read_day(born_text)
        return found

    def _say_unread(self) -> None:
        key = self._language.key
        said = self._unread is not None and self._unread(key)
        language = self._words.choice("person.language", key) if said else ""
        self._unread_hint.set_text(self._words("person.form.unread", language=language) if said else "")
        self._unread_hint.setVisible(said)

    def _fill_choices(self) -> None:
        for size in _SIZES:
            self._size.add(str(size), self._words.choice("person.size", str(size)))
        for key, name in _PAPERS.items():
            self._paper.add(key, self._words.choice("person.paper", name))
        for key, text in self._words.choices("person.language").items():
            self._language.add(key, text)

    def _lay_out(self) -> None:
        line = self._lines
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        pairs: tuple[tuple[QWidget, QWidget], ...] = (
            (line["name"], line["known_as"]),
            (line["how"], line["telephone"]),
            (line["address"], line["arriving"]),
            (self._size, self._paper),
            (self._language, column(self._pictures, 6)),
            (line["born"], line["council_number"]),
        )
        for left, right in pairs:
            layout.addWidget(self._pair(left, right))
            if left is self._language:
                layout.addWidget(self._unread_hint)
        layout.addWidget(self._pair(line["nhs_number"], QWidget()))

    def _pair(self, left: QWidget, right: QWidget) -> QWidget:
        pair = Columns(least_characters=22, ratios=(1, 1), spacing=24, on_one_foot=True)
        pair.add(left)
        pair.add(right)
        return pair
