"""The circle as a drawing that can be worked with: by mouse and by finger, by keyboard alone, and through a screen reader.

Tab comes to it once. Arrow keys go from name to name, Enter opens one. Space picks one up: then Up and Down bring it closer
and further, Left and Right take it round the sectors, Enter or Space puts it down, Esc returns it. A name is dragged likewise.
Nothing moves by itself: names stand where they are told, at once, so there is no motion to switch off.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from app.practice.people import Sector
from app.practice.rings import Drawing, Standing, beside, drawing, stepped
from ui.circle.canvas import Canvas, Scene, arrow_of, ghost_key
from ui.circle.members import Ghost, Member, in_ring, spoken
from ui.circle.token import Dress, Token
from ui.widgets.announce import announce
from ui.words import Words

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AROUND = 24


@dataclass(frozen=True)
class Circle:
    """What is drawn: who is in the middle, everybody in the circle, what sectors are called, and where somebody stood then."""

    called: str
    members: tuple[Member, ...]
    names: Mapping[Sector, str]
    """What the sectors are called in the middle of a line."""
    corners: Mapping[Sector, str]
    """What stands in the corners."""
    ghosts: tuple[Ghost, ...] = ()
    photo: bytes | None = None


class CircleBoard(QScrollArea):
    """It draws and tells; what comes of a move is whoever listens to decide, and to show again."""

    chosen = Signal(str)
    """A name was pressed."""

    moved = Signal(str, int, str)
    """A name was put down elsewhere: its record, the ring and the sector."""

    walked = Signal(str)
    """The keyboard, or the pointer, came to a name."""

    told = Signal(str)
    """What is happening, in a sentence; empty when nothing is."""

    changed = Signal()
    """Names have other places, or another size."""

    held_changed = Signal(bool)
    """A name was picked up, or is no longer."""

    def __init__(self, words: Words, parent: QWidget | None = None, *, pointing: bool = False) -> None:
        """`pointing`: pressing a name picks it up, and pressing a place puts it down there; nothing is opened."""
        super().__init__(parent)
        self._words, self._pointing = words, pointing
        self._circle: Circle | None = None
        self._tokens: dict[str, Token] = {}
        self._drawing: Drawing | None = None
        self._open = ""
        self._held = ""
        self._where: dict[str, tuple[int, Sector]] = {}
        """Where names stand that were moved and are not shown anew yet."""
        self._lit: tuple[int, Sector] | None = None
        self.canvas = Canvas()
        self.canvas.pressed.connect(self._on_pressed)
        self.setWidget(self.canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("may_scroll_sideways", True)
        self.setMinimumSize(160, 120)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """Those for whom the drawing has no place."""
        return self._drawing.elsewhere if self._drawing else ()

    @property
    def drawn(self) -> Drawing | None:
        """Where everybody stands now."""
        return self._drawing

    def show_circle(self, circle: Circle) -> None:
        """Draw this. What was picked up stays picked up while it is there."""
        first, self._circle = self._circle is None, circle
        self._where = {self._held: self._where[self._held]} if self._held in self._where else {}
        wanted = {member.record: member for member in circle.members}
        self.setAccessibleName(self._words("circle.board.name", name=circle.called))
        self.setAccessibleDescription(self._words("circle.board.keys"))
        for record in [each for each in self._tokens if each not in wanted]:
            self._let_go(record)
        for record, member in wanted.items():
            if record not in self._tokens:
                self._tokens[record] = self._made(member)
            hint = self._words("circle.board.open_now") if record == self._open else self._words("circle.board.hint")
            self._tokens[record].show_member(member, spoken(member, circle.names, self._words), hint)
        self._fit()
        self._stop_at(self._stop())
        if first:
            self.to_the_middle()

    def to_the_middle(self) -> None:
        """Where the drawing is larger than its room, show the middle of it."""
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setValue(bar.maximum() // 2)

    def point_at(self, record: str) -> None:
        """Show whom somebody has come to in the list beside; nobody with an empty one."""
        for each, token in self._tokens.items():
            if token.pointed != (each == record):
                token.pointed = each == record
                token.update()
        if record in self._tokens:
            self.ensureWidgetVisible(self._tokens[record], _AROUND, _AROUND)

    def mark_open(self, record: str) -> None:
        """Show whose form is open beside the drawing; nobody's with an empty one."""
        self._open = record
        for each, token in self._tokens.items():
            if token.open != (each == record):
                token.open = each == record
                hint = self._words("circle.board.open_now") if token.open else self._words("circle.board.hint")
                token.setAccessibleDescription(hint)
                token.update()

    def focus_on(self, record: str = "") -> bool:
        """The keyboard to somebody, or to the first; says whether there is anybody."""
        token = self._tokens.get(record) or self._tokens.get(self._stop())
        if token is not None and token.isVisibleTo(self):
            token.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def give_up(self) -> None:
        """Return what was picked up to where it was."""
        if self._held:
            record, self._held = self._held, ""
            self._where.pop(record, None)
            self._set_held(record, held=False)
            self._fit()
            self._tell(self._words("circle.board.returned", name=self._name(record)))

    def step_held(self, closer: int, round_: int) -> None:
        """Bring what was picked up one ring closer (1) or further (-1), or one sector on (1) or back (-1)."""
        record = self._held
        if record:
            self._where[record] = stepped(*self._where[record], closer, round_)
            self._fit()
            self.ensureWidgetVisible(self._tokens[record], _AROUND, _AROUND)
            self._tell(self._words("circle.board.moving", name=self._name(record), where=self._place_of(record)))

    def put_down(self) -> None:
        """Put down what was picked up where it is now."""
        if self._held:
            record, self._held = self._held, ""
            self._set_held(record, held=False)
            self._decide(record, self._where[record])

    def set_points(self, points: float) -> None:
        """The size of the names."""
        self.setStyleSheet(f"font-size: {points:.1f}pt;")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room is another drawing."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger type is another drawing."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._fit()

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(720, 620)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What happens to the names."""
        if isinstance(watched, Token):
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(watched, Qt.Key(event.key()), event)
            if event.type() == QEvent.Type.FocusIn:
                self._stop_at(watched.member.record)
                self.ensureWidgetVisible(watched, _AROUND, _AROUND)
                self.walked.emit(watched.member.record)
            elif event.type() == QEvent.Type.FocusOut and self._held == watched.member.record and not self._pointing:
                self.give_up()
        return super().eventFilter(watched, event)

    # Making and placing

    def _made(self, member: Member) -> Token:
        token = Token(member, self.canvas)
        token.installEventFilter(self)
        token.clicked.connect(lambda: self._on_clicked(token.member.record))
        token.drag_began.connect(self.give_up)
        token.dragged.connect(lambda at: self._on_dragged(token, at))
        token.dropped.connect(lambda at: self._on_dropped(token, at))
        token.open = member.record == self._open
        token.show()
        return token

    def _let_go(self, record: str) -> None:
        token = self._tokens.pop(record)
        if self._held == record:
            self._held = ""
        token.removeEventFilter(self)
        token.hide()
        token.deleteLater()

    def _standing(self, record: str, member: Member) -> Standing:
        ring, sector = self._where.get(record, member.cell)
        token = self._tokens[record]
        return Standing(record, member.name.casefold(), ring, sector, tuple(token.size_in(dress) for dress in Dress))

    def _fit(self) -> None:
        """Everybody to their place in the room there is now."""
        circle = self._circle
        if circle is None:
            return
        self.canvas.ensurePolished()
        for token in self._tokens.values():
            token.ensurePolished()
        room = self.maximumViewportSize()
        standing = [self._standing(member.record, member) for member in circle.members]
        standing += [
            Standing(ghost_key(each.record), each.name.casefold(), each.ring, each.sector, (self.canvas.ghost_size(each.name),))
            for each in circle.ghosts
        ]
        wide, high = float(room.width()), float(room.height())
        corner = self.canvas.corner_of(circle.corners, wide)
        self._drawing = drawing(standing, (wide, high), self.canvas.middle_in(min(wide, high)), corner)
        self.canvas.resize(round(self._drawing.width), round(self._drawing.height))
        for record, token in self._tokens.items():
            self._place(token, self._drawing, record)
        self._paint()
        # Whatever goes round the name that has the keyboard follows it there.
        QApplication.postEvent(self.canvas, QEvent(QEvent.Type.LayoutRequest))
        self.changed.emit()

    def _place(self, token: Token, made: Drawing, record: str) -> None:
        box = made.places.get(record)
        token.wear(Dress(made.dress))
        token.setVisible(box is not None)
        if box is not None and not token.dragging:
            token.setGeometry(round(box.x), round(box.y), round(box.width), round(box.height))

    def _paint(self) -> None:
        if self._circle is None or self._drawing is None:
            return
        circle, moving = self._circle, self._held or next((r for r, token in self._tokens.items() if token.dragging), "")
        members = {member.record: member for member in circle.members}
        lit = self._where.get(self._held, self._lit) if self._held else self._lit
        scene = Scene(self._drawing, circle.called, circle.corners, members, circle.ghosts, circle.photo, lit, moving)
        self.canvas.show_scene(scene)
        for record, member in members.items():
            self._tokens[record].show_arrow(arrow_of(scene, record, member) is None, self._drawing.centre)

    # Keys

    def _on_key(self, token: Token, key: Qt.Key, event: QKeyEvent) -> bool:
        record = token.member.record
        if key == Qt.Key.Key_Escape and token.dragging:
            token.take_down()
            self._lit = None
            self._fit()
            self._tell(self._words("circle.board.returned", name=self._name(record)))
        elif self._held:
            return self._on_held_key(key)
        elif key in _ARROWS:
            self._walk(record, key)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            order = self._order()
            self.focus_on(order[0] if key == Qt.Key.Key_Home else order[-1])
        elif key == Qt.Key.Key_Space:
            self._pick_up(record)
        elif key in _ENTER:
            token.click()
        else:
            return False
        return True

    def _on_held_key(self, key: Qt.Key) -> bool:
        if key in _ARROWS:
            across, down = _ARROWS[key]
            self.step_held(-down, across)
        elif key in (*_ENTER, Qt.Key.Key_Space):
            self.put_down()
        elif key == Qt.Key.Key_Escape:
            self.give_up()
        else:
            return False
        return True

    def _walk(self, record: str, key: Qt.Key) -> None:
        if self._drawing is not None:
            places = {each: box for each, box in self._drawing.places.items() if each in self._tokens}
            self.focus_on(beside(places, record, *_ARROWS[key]) if record in places else "")

    def _pick_up(self, record: str) -> None:
        self._held = record
        self._where[record] = self._member(record).cell
        self._set_held(record, held=True)
        self._paint()
        where = self._place_of(record)
        if self._pointing:
            self._tell(self._words("circle.turned.picked_up", name=self._name(record), where=where))
        else:
            self._tell(self._words("circle.board.picked_up", name=self._name(record), where=where))

    def _decide(self, record: str, cell: tuple[int, Sector]) -> None:
        """It was put down here: tell it where that is another place than before."""
        if cell == self._member(record).cell:
            self._where.pop(record, None)
            self._fit()
            self._tell(self._words("circle.board.stays", name=self._name(record)))
            return
        self._where[record] = cell
        self._fit()
        self._tell("")
        self.moved.emit(record, cell[0], cell[1].value)

    def _set_held(self, record: str, *, held: bool) -> None:
        if record in self._tokens:
            self._tokens[record].held = held
            self._tokens[record].update()
        self.held_changed.emit(bool(self._held))

    # The pointer

    def _on_clicked(self, record: str) -> None:
        if not self._pointing:
            self.chosen.emit(record)
        elif record == self._held:
            self.put_down()
        else:
            self.give_up()
            self._pick_up(record)

    def _on_pressed(self, x: float, y: float) -> None:
        """A place was pressed: there goes what was picked up."""
        cell = self._drawing.cell_at(x, y) if self._drawing and self._pointing else None
        if self._held and cell is not None:
            self._where[self._held] = cell
            self.put_down()

    def _on_dragged(self, token: Token, at: QPointF) -> None:
        if self._drawing is None:
            return
        token.move(at.toPoint())
        token.raise_()
        middle = QPointF(token.geometry().center())
        lit = self._drawing.cell_at(middle.x(), middle.y())
        if lit != self._lit:
            self._lit = lit
            self._paint()
            self._tell(
                self._words("circle.board.moving", name=self._name(token.member.record), where=self._cell_name(lit))
                if lit
                else ""
            )
        self.ensureVisible(round(middle.x()), round(middle.y()), _AROUND * 2, _AROUND * 2)

    def _on_dropped(self, token: Token, _at: QPointF) -> None:
        lit, self._lit = self._lit, None
        self._decide(token.member.record, lit or token.member.cell)

    # Small things

    def _tell(self, sentence: str) -> None:
        self.told.emit(sentence)
        announce(self, sentence)

    def _member(self, record: str) -> Member:
        return self._tokens[record].member

    def _name(self, record: str) -> str:
        return self._tokens[record].member.name if record in self._tokens else ""

    def _place_of(self, record: str) -> str:
        return self._cell_name(self._where[record])

    def _cell_name(self, cell: tuple[int, Sector]) -> str:
        assert self._circle is not None
        names = self._circle.names
        return self._words("circle.board.place", ring=in_ring(cell[0], self._words), sector=names[cell[1]])

    def _order(self) -> list[str]:
        members = sorted((token.member for token in self._tokens.values()), key=lambda each: (each.ring, each.name.casefold()))
        return [each.record for each in members]

    def _stop(self) -> str:
        """Whom Tab comes to."""
        stops = [record for record, token in self._tokens.items() if token.focusPolicy() == Qt.FocusPolicy.StrongFocus]
        return stops[0] if stops else next(iter(self._order()), "")

    def _stop_at(self, record: str) -> None:
        for each, token in self._tokens.items():
            token.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == record else Qt.FocusPolicy.ClickFocus)
