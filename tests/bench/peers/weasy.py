"""A page from HTML by WeasyPrint: each line on stdin is a JSON list of [tag, words]; each answer is milliseconds."""

import html
import json
import sys
import time

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

fonts = FontConfiguration()
look = CSS(string="@page { size: A4; margin: 15mm } body { font-family: sans-serif; font-size: 12pt }", font_config=fonts)
for asked in sys.stdin:
    page = "".join(f"<{tag}>{html.escape(words)}</{tag}>" for tag, words in json.loads(asked))
    begin = time.perf_counter()
    HTML(string=f"<html lang=en><title>Profile</title><body>{page}</body></html>").write_pdf(
        stylesheets=[look], font_config=fonts
    )
    print((time.perf_counter() - begin) * 1000, flush=True)
