"""Fields to write in. None of them changes a letter of what was typed; pasted text comes in plain."""

from PySide6.QtCore import SIGNAL, QEvent, QMimeData, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeySequence,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
    QTextDocumentFragment,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.pictures import icon_pixmap
from ui.theme.theme import tokens_of
from ui.widgets.announce import announce
from ui.widgets.buttons import ActionButton
from ui.widgets.passage import Passage
from ui.words import Words

PAUSE_MS = 250
_HANDS_IN = ("Ctrl+Return", "Ctrl+Enter")
LONGEST_WAIT_MS = 600
"""So a disk that takes 300 ms for each save, and is busy with the one before, has each key within a second and a quarter."""


class AnswerField(QPlainTextEdit):
    """Where an answer is written. It grows with the words and is left with Tab."""

    keys_came = Signal()
    """At every change somebody makes, before anything is saved."""

    pause_came = Signal(str)
    """All the words, 250 ms after the last key and at least every 600 ms while keys keep coming."""

    submitted = Signal()
    """Ctrl+Enter."""

    words_shown = Signal()
    """Other words were put in by `set_words`."""

    entered = Signal()
    """The keyboard came to it."""

    moved = Signal()
    """It has another place in what holds it, or another size."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        least_lines: int = 2,
        most_lines: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._most = least_lines, most_lines
        self._waits = False
        self._lines_before = 0.0
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._pause, self._second = QTimer(self), QTimer(self)
        for timer, wait in ((self._pause, PAUSE_MS), (self._second, LONGEST_WAIT_MS)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self.flush)
        self.textChanged.connect(self._on_text_changed)
        self.textChanged.connect(self.keys_came)
        self.document().documentLayout().documentSizeChanged.connect(self._on_document_size)
        for keys in _HANDS_IN:
            # Not by hearing every key: Qt calls for these two only.
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self._hand_in)

    @property
    def words(self) -> str:
        """What was written, letter for letter; lines end with a single line feed."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    @property
    def is_kept(self) -> bool:
        """Whether somebody keeps the words at every pause."""
        return self.receivers(SIGNAL("pause_came(QString)")) > 0

    @property
    def typed(self) -> str:
        """The words, if somebody has typed since they were shown."""
        return self.words if self.document().isModified() else ""

    @property
    def waits(self) -> bool:
        """Whether keys have come that `pause_came` has not told of yet."""
        return self._waits

    def set_words(self, words: str) -> None:
        """Show these words without telling anyone. The cursor goes to the end."""
        self.blockSignals(True)
        self.setPlainText(words)
        self.blockSignals(False)
        self._stop()
        self.moveCursor(self.textCursor().MoveOperation.End)
        self.words_shown.emit()

    def flush(self) -> None:
        """If keys have come since the last pause, tell of them now."""
        if self.waits:
            self._stop()
            self.pause_came.emit(self.words)

    def sizeHint(self) -> QSize:
        """As tall as the words, between the least and the most lines."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """The same height; hardly any width."""
        return QSize(round(QFontMetricsF(self.font()).averageCharWidth() * 8), self._height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving is a pause."""
        super().focusOutEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        self._fit()
        self.moved.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Say so."""
        super().moveEvent(event)
        self.moved.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the ground under the words here, or every key would paint all that lies behind the field."""
        super().showEvent(event)
        self.viewport().setAutoFillBackground(True)

    def changeEvent(self, event: QEvent) -> None:
        """A new stylesheet takes the ground away."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.viewport().setAutoFillBackground(True)
            self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words, whatever dress they come in."""
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Put in the plain words."""
        text = source.text() if source.hasText() else QTextDocumentFragment.fromHtml(source.html()).toPlainText()
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

    def _on_text_changed(self) -> None:
        self._pause.start()
        if not self._waits:
            self._waits = True
            self._second.start()

    def _hand_in(self) -> None:
        self.flush()
        self.submitted.emit()

    def _stop(self) -> None:
        self._waits = False
        self._pause.stop()
        self._second.stop()

    def _on_document_size(self, size: QSizeF) -> None:
        """It grows in width with nearly every key; what counts is another number of lines."""
        if size.height() != self._lines_before:
            self._lines_before = size.height()
            self._fit()

    def _fit(self) -> None:
        if self.sizeHint().height() != self.height():
            self.updateGeometry()
        most = self._most * QFontMetricsF(self.font()).lineSpacing() + self._margins()
        full = self._words_height(most) > most + 1
        wished = Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != wished:
            self.setVerticalScrollBarPolicy(wished)

    def _height(self) -> int:
        self.ensurePolished()
        line = QFontMetricsF(self.font()).lineSpacing()
        around = self.height() - self.viewport().height() if self.isVisible() else 0
        least, most = (lines * line + self._margins() for lines in (self._least, self._most))
        return int(min(max(self._words_height(most), least), most) + max(around, 18) + self.document().documentMargin() + 3)

    def _margins(self) -> float:
        return 2 * self.document().documentMargin()

    def _words_height(self, enough: float) -> float:
        """How tall the words are; counting stops where it is enough."""
        height, block = 0.0, self.document().firstBlock()
        while block.isValid() and height <= enough:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return height


class LineField(QWidget):
    """A label with a line to write in under it, and room for a hint and for what is wrong with what was typed."""

    changed = Signal(str)
    """The text, whenever somebody changes it."""

    submitted = Signal()
    """Enter."""

    in_passing = False
    """Whether nothing is lost when what is typed here goes away: a search, an address."""

    def __init__(self, label: str, hint: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = QLineEdit()
        self._edit.setPlaceholderText(placeholder)
        self._edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._edit.setAccessibleName(label)
        self._edit.setMinimumWidth(80)
        self._label = Passage(label, type="strong")
        self._label.setBuddy(self._edit)
        self._hint = Passage(hint, type="small", tone="soft")
        if not hint:
            self._hint.hide()
        self._edit.setAccessibleDescription(hint)
        self._problem = Passage("", type="body", tone="attention")
        self._problem.hide()
        self._line = QHBoxLayout()
        self._line.setSpacing(12)
        self._line.addWidget(self._edit, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self._label, self._hint):
            layout.addWidget(part)
        layout.addLayout(self._line)
        layout.addWidget(self._problem)
        self.setFocusProxy(self._edit)
        self._edit.textEdited.connect(self.changed)
        self._edit.textEdited.connect(lambda: self.say_problem(""))
        self._edit.returnPressed.connect(self.submitted)

    @property
    def text(self) -> str:
        """What is in the line, letter for letter."""
        return self._edit.text()

    @property
    def typed(self) -> str:
        """The text, if somebody has typed since it was shown."""
        return self._edit.text() if self._edit.isModified() else ""

    def set_text(self, text: str) -> None:
        """Show this text without telling anyone."""
        self._edit.setText(text)

    def select_all(self) -> None:
        """Mark everything, so that typing replaces it."""
        self._edit.selectAll()

    def say_problem(self, sentence: str) -> None:
        """Say under the line what is the matter with it; nothing says nothing."""
        self._problem.set_text(sentence)
        self._problem.setVisible(bool(sentence))
        self._edit.setAccessibleDescription(sentence or self._hint.text())
        announce(self, sentence)


class PassphraseField(LineField):
    """A line whose letters are hidden until somebody asks to see them."""

    in_passing = True

    def __init__(self, label: str, words: Words, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, hint, parent=parent)
        self._words = words
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._show = ActionButton(words("common.show_passphrase"), kind="link")
        self._show.clicked.connect(lambda: self._reveal(self._edit.echoMode() == QLineEdit.EchoMode.Password))
        self._line.addWidget(self._show)
        self._reveal(False)

    def clear(self) -> None:
        """Forget what was typed and hide what comes."""
        self._edit.clear()
        self._reveal(False)

    def reveal(self) -> None:
        """Show what was typed."""
        self._reveal(True)

    def _reveal(self, shown: bool) -> None:
        label = self._label.text()
        self._edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        if shown:
            said, name = self._words("common.hide_passphrase"), self._words("common.hide_passphrase_name", label=label)
        else:
            said, name = self._words("common.show_passphrase"), self._words("common.show_passphrase_name", label=label)
        self._show.set_text(said, name)


class ChoiceField(QWidget):
    """A label with a list to choose one thing from under it."""

    changed = Signal(str)
    """The key that somebody chose."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = _ChoiceBox()
        self._box.setAccessibleName(label)
        self._box.setMinimumContentsLength(8)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._label = Passage(label, type="strong")
        self._label.setBuddy(self._box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._label)
        layout.addWidget(self._box)
        self.setFocusProxy(self._box)
        self._box.activated.connect(lambda at: self.changed.emit(self._box.itemData(at)))

    @property
    def key(self) -> str:
        """The key of what is chosen, or nothing."""
        return self._box.currentData() or ""

    def add(self, key: str, text: str) -> None:
        """Another thing to choose."""
        self._box.addItem(text, key)

    def choose(self, key: str) -> None:
        """Choose without telling anyone."""
        self._box.setCurrentIndex(self._box.findData(key))


class _ChoiceBox(QComboBox):
    """The list, with an arrow in the colour of the theme."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = 20
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 8 if rtl else self.width() - size - 8
        arrow = icon_pixmap("chevron-down", tokens_of(self).soft_ink, size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(left, (self.height() - size) // 2, arrow)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page never changes an answer."""
        event.ignore()
