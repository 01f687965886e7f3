"""PDFs and mails written for the tests, byte by byte."""

# ruff: noqa: E501  a mail's lines are as long as they are

from __future__ import annotations

import zlib
from email.message import EmailMessage

Row = tuple[float, float, str]
"""A line of a PDF's page: its distance from the bottom, the size of its letters, and its words."""

PAGE_ROWS: list[Row] = [
    (740, 24, "Quay Weekly 12"),
    (700, 16, "Chips"),
    (670, 14, "Quay doubles its orders for packaging"),
    (652, 11, "Suppliers were told to plan for two years of growth, in an unprece-"),
    (638, 11, "dented step. The orders are worth $12 billion."),
    (608, 14, "Marl wins three ministries in one week"),
    (590, 11, "The contracts run for three years. Work begins in July with two"),
    (576, 11, "hundred people."),
]
NEXT_ROWS: list[Row] = [
    (740, 14, "Tern closes its office in Ohio"),
    (722, 11, "The company moves its sixty engineers to Texas. The lease ran out in April."),
]


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


_LETTERS = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /L def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <7E> <D83DDEA2> endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end"""
"""What a PDF's letters stand for, where it is not themselves: `~` for a ship."""


_NAMELESS = b"""<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0]
/CharProcs << /a 7 0 R /b 8 0 R >> /Encoding << /Type /Encoding /Differences [97 /a /b] >> /FirstChar 97 /LastChar 98
/Widths [1000 1000] /ToUnicode 9 0 R /Resources << >> >>"""
"""A font of two letters that stand for one character, the second of which is drawn darker."""


def pdf(
    *pages: list[Row], head: str = "", extra: str = "", content: bytes | None = None, nameless: bool = False
) -> bytes:
    """Give a PDF with these pages, each with a head and its number; `extra` goes into the trailer.

    Its font may be `nameless`, where the one page is of `content`.
    """
    font = _NAMELESS if nameless else b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>"
    objects: list[bytes] = [b"", b"", font, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_LETTERS), _LETTERS)]
    kids = []
    for number, rows in enumerate(pages, start=1):
        drawn = [(780.0, 9.0, f"{head} {number}")] if head else []
        text = "".join(
            f"BT /F1 {size} Tf 60 {top} Td ({_escaped(words)}) Tj ET\n" for top, size, words in [*drawn, *rows]
        )
        packed = zlib.compress(content if content is not None else text.encode("latin-1"))
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    if nameless:
        glyphs = [b"1000 0 0 0 1000 1000 d1 0 0 %d 1000 re f" % wide for wide in (300, 500)]
        codes = _LETTERS.replace(b"1 beginbfchar <7E> <D83DDEA2>", b"2 beginbfchar <61> <6E2F> <62> <6E2F>")
        objects += [b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body) for body in (*glyphs, codes)]
    return _assembled(objects, extra)


def _assembled(objects: list[bytes], extra: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, extra.encode(), len(out),
    )  # fmt: skip


ENCRYPTED = pdf(PAGE_ROWS, extra=f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>")


def mail(
    plain: str | None = None,
    html: str | None = None,
    *,
    sender: str = "Quay Weekly <news@quay.example>",
    subject: str = "Quay Weekly 12",
    charset: str = "utf-8",
) -> EmailMessage:
    """Give a mail with a plain part, an HTML part, or both as alternatives."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "desk@team.example"
    message["Subject"] = subject
    message["Date"] = "Wed, 06 May 2026 08:30:00 +0800"
    message["Message-ID"] = "<12@quay.example>"
    if plain is not None:
        message.set_content(plain, charset=charset)
    if html is not None and plain is not None:
        message.add_alternative(html, subtype="html", charset=charset)
    elif html is not None:
        message.set_content(html, subtype="html", charset=charset)
    return message


HEADLINES = [
    "Quay doubles its orders for packaging",
    "Marl wins three ministries in one week",
    "Tern closes its office in Ohio",
]
PLAIN = """Chips

* Quay doubles its orders for packaging: suppliers were told to plan for two years of growth. https://a.example/1
* Marl wins three ministries in one week: the contracts run for three years. https://a.example/2
* Tern closes its office in Ohio: the company moves its sixty engineers to Texas. https://a.example/3
"""
LETTER = """<html><head><style>p { color: red }</style><title>Quay</title></head><body>
<div style="display:none;max-height:0">Three stories you should not miss today</div>
<table role="presentation"><tr><td><table><tr><td align="center"><img src="https://t.example/o.gif" width="1" height="1">
<h1>Quay Weekly 12</h1><p>6 May 2026</p></td></tr>
<tr><td><h2>Chips</h2>
<h3><a href="https://a.example/1">Quay doubles its orders for packaging</a></h3>
<p>Suppliers were told to plan for two years of growth. The orders are worth $12 billion.</p>
<h3><a href="https://a.example/2">Marl wins three ministries in one week</a></h3>
<p>The contracts run for three years. Work begins in July with two hundred people.</p>
<h3><a href="https://a.example/3">Tern closes its office in Ohio</a></h3>
<p>The company moves its sixty engineers to Texas. The lease ran out in April.</p></td></tr></table></td></tr>
<tr><td><p><a href="https://quay.example/unsubscribe">Unsubscribe</a></p></td></tr></table>
<script>alert(1)</script></body></html>"""
