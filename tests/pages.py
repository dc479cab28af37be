"""Plain papers of known ink, for what prints, shows and saves papers without caring what stands on them."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

WIDTH, HEIGHT = A4


def pages(count: int = 1, *, wide: bool = False, margin: float = 50, ground: str = "", lines: int = 40) -> bytes:
    """So many pages with a frame at the margin, each with its number; across, or on a coloured ground."""
    size = (HEIGHT, WIDTH) if wide else (WIDTH, HEIGHT)
    written = BytesIO()
    drawing = canvas.Canvas(written, pagesize=size, invariant=1)
    for page in range(count):
        if ground:
            drawing.setFillColor(ground)
            drawing.rect(0, 0, *size, stroke=0, fill=1)
        drawing.setFillColor("#1F2A30")
        drawing.setLineWidth(1)
        drawing.rect(margin, margin, size[0] - 2 * margin, size[1] - 2 * margin)
        drawing.setFont("Helvetica", 40)
        drawing.drawString(margin + 20, size[1] - margin - 60, f"Page {page + 1}")
        drawing.setFont("Helvetica", 11)
        for line in range(lines):
            height = size[1] - margin - 90 - line * 15
            if height > margin + 15:
                drawing.drawString(margin + 20, height, f"{page + 1}.{line + 1} Radio 3 on low from the moment I wake.")
        drawing.showPage()
    drawing.save()
    return written.getvalue()
