"""Lines that a mailer broke at a fixed width become one again, before anything else is told of them.

A break was the mailer's where the first word of the next line would not have fitted: that is sure, where the look of
two lines is not. A text is taken as broken so where its lines keep to one width and most breaks within paragraphs are
such ones.
"""

from __future__ import annotations

import re
from dataclasses import replace

from store.parse.lines import Line, bare_links
from store.parse.prose import begins_within, join, width
from store.text import has_chinese

_NARROWEST, _WIDEST = 40, 100
"""Columns between which mailers break lines: 72 to 80, less what a quotation's sign takes."""
_LONGEST = 400
"""Characters of a line that are measured: far more than any mailer leaves."""
_FEWEST = 4
_MOST = 0.6
"""Share of breaks within paragraphs that are a mailer's, at least."""
_STRAYS = 3
"""Lines of several words that may be wider: a footer's, or what a forwarding wrote above."""
_CLOCK = re.compile(r"[\[【(]?\d{1,2}[:：]\d{2}")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_DASH = re.compile(r"[-–—]")
_HEADER = re.compile(
    r"(?:from|to|cc|date|sent|subject|reply-to|发件人|收件人|主题|主旨|抄送)\*?\s?[:：]", re.IGNORECASE
)
_ADDRESS = re.compile(r"[<(\[]?https?://\S+")
_WORD = re.compile(r"\S+")


def unwrap(lines: list[Line], text: str) -> list[Line]:
    """Give the lines of a plain text with those joined that its mailer broke."""
    widths = [width(text[max(text.rfind("\n", 0, line.end) + 1, line.end - _LONGEST) : line.end]) for line in lines]
    followed = [n + 1 < len(lines) and not lines[n + 1].gap for n in range(len(lines))]
    page = max((widths[n] for n, line in enumerate(lines) if followed[n] and _may_be_full(line)), default=0)
    wider = sum(wide > page and _may_break(line.text) for wide, line in zip(widths, lines, strict=True))
    if not _NARROWEST <= page <= _WIDEST or wider > _STRAYS:
        return lines
    marked = [_with_mark(line, text, alone=not more) for line, more in zip(lines, followed, strict=True)]
    within = [n for n in range(1, len(lines)) if _may_go_on(marked[n]) and lines[n - 1].mark != "heading"]
    within = [n for n in within if "://" not in lines[n - 1].text or _goes_on(lines[n - 1].text, marked[n].text)]
    full = {n for n in within if widths[n - 1] + 1 + _first(marked[n].text) > page}
    broken = {n for n in within if (n in full or _is_pointed(marked[n].text)) and not _ends(lines[n - 1])}
    # An address tells nothing of the width, unless it is put in brackets behind words that it did not fit beside.
    told = [n for n in within if _is_pointed(marked[n].text) or not _ADDRESS.fullmatch(marked[n].text)]
    sure = broken.intersection(told)
    if len(sure) < _FEWEST or len(sure) < _MOST * len(told):
        return lines
    joined: list[Line] = []
    for n, line in enumerate(lines):
        if n not in broken:
            joined.append(line)
            continue
        words = join(joined[-1].text, marked[n].text)
        joined[-1] = replace(joined[-1], text=words, end=line.end, links=bare_links(words))
    return joined


def _may_be_full(line: Line) -> bool:
    """Tell a line that may show how wide the page is, if another stands right beneath it."""
    return "://" not in line.text and not _HEADER.match(line.text)


def _may_break(text: str) -> bool:
    """Tell a text that a mailer could have broken: of several words or in Chinese, and without an address."""
    return "://" not in text and (" " in text or has_chinese(text))


def _with_mark(line: Line, text: str, *, alone: bool) -> Line:
    """Give a line with the sign that it begins with as words, where this may be the middle of a sentence.

    A footnote's mark closes a link ("[11] said on Monday"), a dash that no other follows parts two words.
    """
    start = text.rfind("\n", 0, line.start) + 1
    found = (_FOOTNOTE if line.number else _DASH).fullmatch(text[start : line.start].strip(" \t"))
    if found is None or line.gap or "://" in line.text or not (line.number or alone):
        return line
    return replace(line, mark="", number="", delimiter="", text=f"{found[0]} {line.text}", start=start)


def _may_go_on(line: Line) -> bool:
    """Tell a line that may be the second half of one: right beneath another, without a mark, a number or a time."""
    return not (line.gap or line.mark or line.delimiter or _CLOCK.match(line.text) or _HEADER.match(line.text))


def _first(text: str) -> int:
    """Measure the first word of a line (columns): in Chinese each character may stand at a line's end."""
    found = _WORD.match(text)
    return 1 if found is None or has_chinese(text[:2]) else width(found[0])


def _is_pointed(text: str) -> bool:
    """Tell a line that begins with the address of the words above it."""
    return text.startswith("<http")


def _goes_on(above: str, text: str) -> bool:
    """Tell the second half of a sentence behind an address, which may have ended a line of any width."""
    if _is_pointed(text) or (above.startswith("<") and above[-1] in ".,;:!?"):
        return True
    return begins_within(text) and not has_chinese(text[0])


def _ends(line: Line) -> bool:
    """Tell a line of nothing but an address, which ends an entry as often as it was broken."""
    return "://" in line.text and _WORD.fullmatch(line.text) is not None and line.text[-1] not in ".,;:!?)"
