"""The one-page profile: fitted, tagged and checked, against ReportLab's own platypus and WeasyPrint drawing the same words.

The same letters in the same typeface, and beside platypus the same photo; WeasyPrint draws none. Checked means that every word is
read back once; the peers only draw.
"""

import io
import json
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pouch
import python_peers
from PIL import Image
from reportlab import platypus, rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate
from rows import Row, in_turn

import resources
from app.casebook.portable import FileView, read_record
from app.casebook.profile import page_in
from app.commands.papers import FileWriter
from app.paper import PaperWords, one_page_profile
from app.practice.papers import PagePhoto, ProfilePage
from app.practice.photos import Cut
from app.records.images import cut_out, taken_in

RUNS, IN_A_ROW = 15, 100
FACE, BOLD = "Bench", "Bench bold"


@dataclass(frozen=True)
class Job:
    """A page, and its words as the peers are given them."""

    page: ProfilePage
    """With a photo as large as one is kept."""

    words: PaperWords
    pieces: list[tuple[str, str]]


def measure() -> Iterator[Row]:
    """Time against both, following an edit, and memory over a hundred."""
    job = _job()
    _fonts()
    ours, bare = in_turn(lambda: _ours(job), lambda: _bare(job), RUNS)
    yield Row("one-page profile, fitted, tagged, checked, against platypus", "ms", ours, bare, 2.0)
    script = str(Path(__file__).parent / "peers" / "weasy.py")
    with pouch.started([str(python_peers.python()), script], Path(__file__).parent) as process:
        ask = pouch.Asked(process)
        mine, theirs = in_turn(lambda: _ours(job), lambda: ask(json.dumps(job.pieces)), RUNS)
    yield Row("one-page profile, fitted, tagged, checked, against WeasyPrint", "ms", mine, theirs, 1 / 8)
    yield _preview(job)
    before = _peak()
    for _ in range(IN_A_ROW):
        _ours(job)
    yield Row("peak memory after 100 profiles in a row, against before", "MB", (_peak(),), (before,), 1.02)


def _preview(job: Job) -> Row:
    """From the words to the picture on the screen, 95th percentile, against platypus and the same picture."""
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication([])
    mine = [_ours(job) + _picture(one_page_profile(job.page, job.words).pdf) for _ in range(4 * RUNS)]
    theirs = [_bare(job) + _picture(_platypus(job)) for _ in range(4 * RUNS)]
    assert app is not None
    worst = (statistics.quantiles(mine, n=20)[-1],)
    return Row("page picture after an edit, 95th percentile, against platypus", "ms", worst, (statistics.median(theirs),), 5.0)


def _picture(pdf: bytes) -> float:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
    from PySide6.QtPdf import QPdfDocument

    begin = time.perf_counter()
    bytes_in, document = QBuffer(), QPdfDocument()
    bytes_in.setData(QByteArray(pdf))
    bytes_in.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(bytes_in)
    document.render(0, QSize(595, 842))
    return (time.perf_counter() - begin) * 1000


def _job() -> Job:
    name, text = next((name, text) for name, text in resources.example_record_texts() if "maggie" in name)
    file = read_record(text.encode(), name)
    words = PaperWords(resources.words_text("paper"))
    page = page_in(FileView(file, name), FileWriter(file), file.person)
    pieces = [("h1", page.person.called)]
    for section, lines in page.sections.items():
        pieces.append(("h2", str(section)))
        pieces.extend(("p", line.words) for line in lines)
    return Job(replace(page, photo=PagePhoto("photo", "as chosen", "0" * 64, "Maggie laughing.", _photo())), words, pieces)


def _photo() -> bytes:
    """A photo as one is kept: cut, a JPEG, no larger than the limit."""
    noise = Image.effect_noise((1_200, 1_200), 40).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=88)
    return cut_out(taken_in(out.getvalue()).data, Cut()).data


def _fonts() -> None:
    rl_config.useA85 = 0
    for name, weight in ((FACE, 400), (BOLD, 700)):
        font = next(each for each in resources.font_files() if each.weight == weight and "Atkinson" in each.family)
        pdfmetrics.registerFont(TTFont(name, str(font.path)))


def _ours(job: Job) -> float:
    begin = time.perf_counter()
    one_page_profile(job.page, job.words)
    return (time.perf_counter() - begin) * 1000


def _bare(job: Job) -> float:
    begin = time.perf_counter()
    _platypus(job)
    return (time.perf_counter() - begin) * 1000


def _platypus(job: Job) -> bytes:
    styles = {
        "h1": ParagraphStyle("h1", fontName=BOLD, fontSize=24, leading=30),
        "h2": ParagraphStyle("h2", fontName=BOLD, fontSize=14, leading=20),
        "p": ParagraphStyle("p", fontName=FACE, fontSize=12, leading=17),
    }
    file = io.BytesIO()
    assert job.page.photo is not None
    photo = platypus.Image(io.BytesIO(job.page.photo.data), 112, 112)
    SimpleDocTemplate(file, pagesize=A4).build([photo, *(Paragraph(words, styles[tag]) for tag, words in job.pieces)])
    return file.getvalue()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.told()}\n")
