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
        return etree.fromstring(data, parser) if data.strip() else None
    except etree.XMLSyntaxError:
        return None
