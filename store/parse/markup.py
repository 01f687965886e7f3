"""Markup as a tree, read leniently by lxml and guarded: no network, entity or document type, and only so many tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_TAGS = 150_000
"""Tags of a page that are read; a long one has 20,000. Measured: 4 s and 300 MB at most for as many, where 10 MB of the
shortest paragraphs took a minute and 1.4 GB."""
_METADATA = frozenset("base bgsound link meta noscript script style template title".split())
"""Elements that a page's head may hold."""
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no markup may hold, and that no reader wants."""


def check_tags(markup: str, most: int) -> None:
    """Check that markup is not made to take long. Raises: UnreadableDocumentError."""
    if markup.count("<") > most:
        raise UnreadableDocumentError("It has more parts than are read at once; split it and try again.", "parts")


def parse_html(markup: str) -> _Element | None:
    """Read markup as a tree, or None where it holds nothing. No network, entity or document type is touched.

    Raises: UnreadableDocumentError where it has more tags than are read.
    """
    from lxml import etree

    check_tags(markup, MOST_TAGS)

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True
    )
    data = ILLEGAL.sub("", markup).encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError:
        return None
    if root is not None:
        _open_body(root)
    return root


def _open_body(root: _Element) -> None:
    """Move what is no metadata from a page's head to its body: HTML 5 lets both tags be left out, which lxml does not.

    The first element that a head may not hold opens the body (HTML Standard, "in head" insertion mode).
    """
    from lxml import etree

    head = root.find("head")
    held = list(head) if head is not None else []
    first = next((n for n, each in enumerate(held) if each.tag not in _METADATA), len(held))
    if first == len(held):
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    for place, element in enumerate(held[first:]):
        body.insert(place, element)
