"""The stylesheet of the house, from a set of tokens and a text scale. Sizes of type are points, distances pixels.

What a widget is is said by its dynamic property `type`: title, prompt, heading, strong, answer, body, small, soft.
"""

from string import Template

from ui.theme.tokens import Tokens, names

SIZES = {"title": 26.0, "prompt": 22.0, "heading": 15.0, "name": 14.0, "answer": 15.0, "body": 12.0, "small": 11.0}
"""Points at 100 % for every type of text."""

_SHEET = Template("""
QWidget { color: $ink; }
QMainWindow, QDialog, QWidget[ground="paper"] { background: $paper; }
QWidget[ground="surface"] { background: $surface; }
QScrollArea, QScrollArea > QWidget#qt_scrollarea_viewport, QStackedWidget { background: transparent; border: none; }

QLabel { background: transparent; }
*[type="title"] { font-size: ${title}pt; font-weight: 700; }
*[type="prompt"] { font-size: ${prompt}pt; font-weight: 700; }
*[type="heading"] { font-size: ${heading}pt; font-weight: 700; }
*[type="name"] { font-size: ${name}pt; font-weight: 700; }
*[type="answer"] { font-size: ${answer}pt; }
*[type="body"] { font-size: ${body}pt; }
*[type="strong"] { font-size: ${body}pt; font-weight: 700; }
*[type="small"] { font-size: ${small}pt; }
*[tone="soft"] { color: $soft_ink; }
*[tone="attention"] { color: $attention; }
*[tone="harm"] { color: $harm; }
*[tone="agreed"] { color: $agreed; }
*[tone="quiet"] { color: $quiet; }

QFrame[card="true"] { background: $surface; border: 1px solid $hairline; border-radius: 12px; }
QFrame[line="true"] { background: $hairline; border: none; }

QPushButton { font-weight: 700; }
QPushButton[kind="chip"] { font-weight: 400; font-size: ${small}pt; }
QPushButton[kind="chip"]:checked { font-weight: 700; }
QPushButton[kind="sentence"] { font-weight: 400; font-size: ${small}pt; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {
  background: $surface; border: 1px solid $edge; border-radius: 8px; padding: 8px 12px; color: $ink;
  selection-background-color: $quiet; selection-color: $on_quiet; min-height: 26px; placeholder-text-color: $soft_ink; }
QPlainTextEdit { font-size: ${answer}pt; padding: 8px 12px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: 1px solid $quiet; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $disabled; background: $paper; }
QComboBox::drop-down { border: none; width: 32px; }
QComboBox QAbstractItemView { background: $surface; color: $ink; border: 1px solid $edge;
  selection-background-color: $quiet_tint; selection-color: $ink; }

QCheckBox, QRadioButton { spacing: 10px; min-height: 32px; }
QCheckBox::indicator, QRadioButton::indicator { width: ${box}px; height: ${box}px; border: 2px solid $edge;
  background: $surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: ${box_round}px; }
QCheckBox::indicator:checked { background: $quiet; border-color: $quiet; image: none; }
QRadioButton::indicator:checked { background: $quiet; border: 5px solid $surface; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }

QListView, QTreeView, QTableView { background: transparent; border: none; outline: none; }
QListView::item { padding: 8px; border-radius: 8px; color: $ink; }
QListView::item:selected { background: $quiet_tint; color: $quiet; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 10px 24px 10px 16px; border-radius: 6px; }
QMenu::item:selected { background: $quiet_tint; color: $ink; }
QToolTip { background: $surface; color: $ink; border: 1px solid $edge; padding: 6px 8px; }
""")


def stylesheet_for(tokens: Tokens, scale: float) -> str:
    """The stylesheet for these colours with text at `scale` (1.0 is 100 %)."""
    values: dict[str, object] = {name: tokens.colour(name) for name in names()}
    values.update({name: f"{points * scale:.2f}" for name, points in SIZES.items()})
    box = round(16 * min(scale, 2.0))
    values.update(box=box, box_round=box // 2 + 2)
    return _SHEET.substitute(values)
