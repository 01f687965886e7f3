"""What an HTML element is to a reader: unseen, bold, a layout or a table of data, and the words that it holds.

Pure questions about one element of a tree that `html` has read; nothing here changes or keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from store.parse.forwards import announces
from store.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element

_DROPPED = frozenset(
    "applet area aside audio base button canvas col colgroup dialog embed figcaption footer frame frameset head iframe"
    " img input link map math menu meta nav noembed noframes noscript object optgroup option param picture progress rp"
    " rt script select source style svg template textarea title track video".split()
)
_DROPPED_ROLES = frozenset(
    "navigation contentinfo complementary search dialog alertdialog menu menubar toolbar tablist".split()
)
_RANKS = {f"h{level}": level for level in range(1, 7)}
_LOWEST_RANK = 6
_NEAR = 100
"""Elements of a part that a reader opens among which its first heading is looked for."""
_BOLD = frozenset(("b", "strong"))
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?<![\w-])opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)"
    r"|max-height\s*:\s*0(?:px)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text|[\w-]*preheader[\w-]*|preview-?text)(?:\s|$)", re.IGNORECASE
)
_SHARING = re.compile(
    r"[?&](?:action=share|share=)|//(?:[\w-]+\.)*(?:facebook\.com/(?:sharer|dialog)|(?:twitter|x)\.com/(?:intent|share)"
    r"|linkedin\.com/(?:shareArticle|sharing)|reddit\.com/submit|service\.weibo\.com/share|t\.me/share"
    r"|(?:api\.)?whatsapp\.com/send|news\.ycombinator\.com/submitlink)",
    re.IGNORECASE,
)
"""Where a link leads that shares the page itself."""
_PLACE = re.compile(r"#[^/!]{1,200}")
"""A link to a place on the same page."""
_TAG_CLASS = re.compile(r"(?:^|[\s_-])(?:tag|badge|pill|chip)(?:[\s_-]|$)", re.IGNORECASE)
UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff\u034f")
"""Signs that take no place on a page and part words that belong together."""
_WHOLE = 2
"""A quotation that holds one in so many of a document's words is the document, and so is what a style hides."""
_HEAD_OF_MAIL = re.compile(r"border\s*:\s*none\s*;\s*border-top\s*:\s*solid", re.IGNORECASE)
_SHORT_CELL, _LONG_CELL = 200, 600
_DATA_ROWS = 3
_MOST_ROWS = 100
"""Rows that one cell is taken to reach down, at most."""
"""A table without header cells needs this many rows of short cells to be data."""


def rank_of(element: _Element, tag: str) -> int:
    """Give a heading's rank, by its name or by the role that it plays; 0 for what is no heading."""
    if tag == "summary":
        return _rank_of_summary(element)
    plays = element.get("role") == "heading"
    level = (element.get("aria-level") or "2") if plays else ""
    return _RANKS.get(f"h{level}") or _RANKS.get(tag, _LOWEST_RANK if tag == "dt" else 0)


def _rank_of_summary(element: _Element) -> int:
    """Give the rank of words that open a part of the page: that of the first heading in it, as a theme; 0 without."""
    parent = element.getparent()
    within = islice(parent.iter(), _NEAR) if parent is not None else ()
    return next((_RANKS[each.tag] for each in within if each.tag in _RANKS), 0)


def is_list(element: _Element, tag: str) -> bool:
    """Tell a list, by its name or role."""
    return tag in ("ul", "ol") or element.get("role") == "list"


def is_entry(element: _Element, tag: str) -> bool:
    """Tell a list's entry, by its name or role."""
    return tag == "li" or element.get("role") == "listitem"


def first_number(element: _Element) -> int:
    """Give the number that an ordered list begins with."""
    start = element.get("start") or ""
    return int(start) if start.isdigit() and len(start) < 6 else 1


def is_tag(element: _Element) -> bool:
    """Tell a label beside a headline's words ("Breaking"), which is set apart by its look alone."""
    return element.tag == "span" and _TAG_CLASS.search(element.get("class") or "") is not None


def is_quotation(quote: _Element, size: int) -> bool:
    """Tell a quotation, which heads nothing, from a whole mail that was forwarded in one.

    `size` is how many characters the document says.
    """
    if len(words_of(quote)) * _WHOLE >= size:
        return False
    return not any(announces(_first_words(part)) for part in (quote, quote.getparent()) if part is not None)


def _first_words(element: _Element) -> str:
    return next((words for words in map(collapse, map(str, element.itertext())) if words), "")


def is_head_of_mail(element: _Element) -> bool:
    """Tell what Outlook and its like draw around the header lines of what they forward, rather than announce it."""
    is_drawn = _HEAD_OF_MAIL.search(element.get("style", "")) is not None
    return is_drawn or "divRplyFwdMsg" in element.get("id", "")


def is_dropped(element: _Element, tag: str, size: int) -> bool:
    """Tell whether an element is unseen, active, or not the document's own words.

    `size` is how many characters the document says: what a style hides though it holds most of them, a script reveals.
    """
    if tag in _DROPPED or not tag or (tag == "a" and _SHARING.search(element.get("href") or "")):
        return True
    if tag in ("ul", "ol") and _is_contents(element):
        return True
    attributes = element.attrib
    if not attributes and tag not in ("header", "form", "pre"):
        return False
    role = attributes.get("role", "").lower()
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or role in _DROPPED_ROLES:
        return True
    if _UNSEEN_CLASS.search(attributes.get("class", "")):
        return True
    if _HIDDEN_STYLE.search(attributes.get("style", "")) and len(words_of(element)) * _WHOLE <= size:
        return True
    if tag == "header" or role == "banner":
        return not _holds_title(element)
    if tag == "form":
        return not _holds_words(element)
    return tag == "pre" and element.find(".//code") is not None


def _is_contents(element: _Element) -> bool:
    """Tell a list of nothing but links to places on the same page: its contents."""
    entries = [entry for entry in element if entry.tag == "li"]
    return len(entries) > 1 and all(_leads_below(entry) for entry in entries)


def _leads_below(entry: _Element) -> bool:
    link = entry[0] if len(entry) == 1 and entry[0].tag == "a" else None
    bare = not (entry.text or "").strip() and link is not None and not (link.tail or "").strip()
    return bare and link is not None and _PLACE.fullmatch(link.get("href") or "") is not None


def _holds_title(header: _Element) -> bool:
    return next(header.iter("h1", "h2"), None) is not None


def _holds_words(form: _Element) -> bool:
    """Tell a form around a whole page from one that asks for something."""
    return len(words_of(form)) > 1000


def is_headed(root: _Element) -> bool:
    """Tell whether a document has headings outside its quotations."""
    headings = chain(root.iter(*_RANKS), root.iterfind(".//*[@role='heading']"))
    return any(next(heading.iterancestors("blockquote"), None) is None for heading in headings)


def bold_start(cell: _Element) -> str:
    """Give the bold words that a table's cell begins with, a number before them aside; empty where there are none."""
    bold = next((element for element in cell.iter(*_BOLD)), None)
    words = words_of(bold) if bold is not None else ""
    at = words_of(cell).find(words) if words else -1
    return words if at >= 0 and not any(sign.isalpha() for sign in words_of(cell)[:at]) else ""


def words_of(element: _Element) -> str:
    """Give all the words of an element as one line."""
    return collapse(" ".join(str(text) for text in element.itertext()).translate(UNSEEN))


def data_rows(table: _Element) -> list[_Element] | None:
    """Give the rows of a table that holds data; None for one that lays things out."""
    if table.get("role") in ("presentation", "none") or next(_inner(table), None) is not None:
        return None
    rows = list(table.iter("tr"))
    columns = {len([cell for cell in row if cell.tag in ("td", "th")]) for row in rows} - {0}
    if not columns or max(columns) < 2:
        return None
    cells = [len(words_of(cell)) for row in rows for cell in row]
    if next(table.iter("th"), None) is not None:  # some mails lay their columns out with header cells
        return rows if len(rows) > 1 and max(cells) <= _LONG_CELL else None
    is_grid = len(columns) == 1 and len(rows) >= _DATA_ROWS and max(cells) <= _SHORT_CELL and all(cells)
    return rows if is_grid else None


def spread(rows: list[_Element]) -> list[list[_Element]]:
    """Give the cells of each row, those too that reach down into it from a row above."""
    grid: list[list[_Element]] = []
    reaching: dict[int, tuple[_Element, int]] = {}  # by column: a cell and how many rows more it takes
    for row in rows:
        own = [cell for cell in row if cell.tag in ("td", "th")]
        cells: list[_Element] = []
        while own or len(cells) in reaching:
            column = len(cells)
            cell, more = reaching.pop(column) if column in reaching else (own[0], _rows_of(own.pop(0)))
            cells.append(cell)
            if more > 1:
                reaching[column] = cell, more - 1
        grid.append(cells)
    return grid


def _rows_of(cell: _Element) -> int:
    """Give how many rows a cell takes; what is no small number counts as one."""
    stated = cell.get("rowspan", "").strip()
    return min(int(stated), _MOST_ROWS) if stated.isascii() and stated.isdigit() and len(stated) < 4 else 1


def _inner(table: _Element) -> Iterator[_Element]:
    """Give what makes a table a layout: blocks within its cells."""
    return (
        element
        for element in table.iter("table", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "section", "article")
        if element is not table
    )
