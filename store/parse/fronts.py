"""Names of sites above their stories: lines that are linked to a site's front page, above links to its other pages.

A digest of several sources names each once, in a heading or a line, with a link to where it lives. Where several are
named so, and what begins with a link beneath most of them leads to pages of the same site, each is a theme that credits
its stories. A product's name above what is told of it stays a headline: nothing beneath begins with another page of it.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from store.parse.blocks import BOLD_LEVEL, Block
from store.parse.linking import site_of
from store.parse.prose import width
from store.parse.redirects import true_link

_FEWEST = 2
"""Sites that are named so, at least."""
_WIDEST = 60
"""Columns of the line that names one, with what stands beside its link."""
_BEFORE = 8
"""Columns before its link: a pictograph, "From"."""
_PAGES = ("", "/")


def settle_fronts(blocks: list[Block]) -> list[Block]:
    """Make lines that name a site, above links to its pages, headings that credit what stands beneath."""
    places = [n for n, block in enumerate(blocks) if _names_site(block)]
    if len(places) < _FEWEST:
        return blocks
    ends = [*places[1:], len(blocks)]
    led = sum(_leads_to_pages(blocks, n, end) for n, end in zip(places, ends, strict=True))
    if led < _FEWEST or 3 * led < 2 * len(places):
        return blocks
    settled = list(blocks)
    for n in places:
        settled[n] = _heading(blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None)
    return settled


def _names_site(block: Block) -> bool:
    """Tell a short heading or line that all but begins with its only link, which leads to a site's front page."""
    if block.kind not in ("heading", "paragraph") or len(block.links) != 1 or block.quoted:
        return False
    link = block.links[0]
    try:
        address = urlsplit(true_link(link.url) or link.url)
    except ValueError:
        return False
    front = address.path in _PAGES and not address.query and not address.fragment
    before, named, _ = block.bare.partition(link.words)
    return front and width(block.text) <= _WIDEST and named != "" and width(before) <= _BEFORE and named != link.url


def _leads_to_pages(blocks: list[Block], n: int, end: int) -> bool:
    """Tell whether most of what begins with a link beneath a site's name leads to other pages of that site."""
    site = _site(blocks[n])
    linked = [block for block in blocks[n + 1 : end] if block.links and _begins_linked(block)]
    same = sum(_site(block) == site for block in linked)
    return site is not None and same > 0 and 2 * same >= len(linked)


def _begins_linked(block: Block) -> bool:
    return block.links[0].words in block.text[: len(block.links[0].words) + 4] and not _names_site(block)


def _site(block: Block) -> str | None:
    url = block.links[0].url
    return site_of(true_link(url) or url)


def _heading(block: Block, after: Block | None) -> Block:
    """Give a site's name as a heading, above those beneath it."""
    over = after.level - 1 if after is not None and after.kind == "heading" else BOLD_LEVEL - 1
    level = block.level if block.kind == "heading" and block.level < BOLD_LEVEL else max(over, 1)
    return replace(
        block, kind="heading", text=block.links[0].words, level=level, number="", delimiter="", lead="", links=(),
        sure=True, explicit=True, front=True,
    )  # fmt: skip
