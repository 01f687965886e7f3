"""Names of outlets before their headlines, where nothing but the addresses behind these says that they are outlets.

Text mails and PDFs have no mark that parts `The Post: Ferries learn to dock` into credit and headline. A name and a
colon or bar, or one in square brackets, credit it where several entries are written so and their sites agree: the site
is called as the name is, or each Chinese name leads to a site of its own and at least one name comes again. "Acme: we
open an office" beside entries of other makes stays a headline.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from store.parse.blocks import Block
from store.parse.credits import is_name
from store.parse.linking import site_of
from store.parse.redirects import true_link
from store.parse.vocabulary import is_pointer, label_of
from store.text import first_sentence, has_chinese

_NAMED = re.compile(
    r"[\[【［](?P<bracketed>[^\[\]【】［］]{2,36})[\]】］]\s*(?=\S)"
    r"|(?P<name>[^:：|｜()（）.。!！?？]{2,36}?)\s?[:：|｜]\s*(?=\S)"
)
_CALLED, _FEWEST = 2, 3
"""Outlets, at least, that are called as their sites are, or that have one of their own each."""
_SHORTEST = 4
"""Letters that name and site begin with alike, at least, where one says more than the other."""
_MOST = 0.6
"""Share of the linked entries that are written so, at least."""


class _Place(NamedTuple):
    """A block that may begin with an outlet: where it stands, the name, its site, and where the headline begins."""

    n: int
    name: str
    site: str
    rest: int


def settle_prefixed(blocks: list[Block]) -> list[Block]:
    """Give the entries whose outlets stand before their headlines a link around these, as a page has it."""
    entries = [n for n, block in enumerate(blocks) if block.kind in ("item", "paragraph") and block.links]
    places = [place for n in entries if (place := _place(n, blocks[n]))]
    if len(places) < _MOST * len(entries) or not (_are_called(places) or _are_paired(places)):
        return blocks
    settled = list(blocks)
    for place in places:
        block = blocks[place.n]
        words = block.text[place.rest :]
        if block.links[0].words != block.links[0].url and words.rstrip(")）]】").endswith(block.links[0].words):
            words = words.rstrip(")）]】").removesuffix(block.links[0].words).rstrip(" (（[【")
        headline = first_sentence(words[:600])
        links = (replace(block.links[0], words=headline.rstrip(".。")), *block.links[1:])
        settled[place.n] = replace(block, links=links)
    return settled


def _place(n: int, block: Block) -> _Place | None:
    found, link = _NAMED.match(block.text), block.links[0]
    asks = is_pointer(link.words)
    if found is None or not (asks or link.words == link.url or block.text.startswith(link.words)):
        return None
    name, site = (found["bracketed"] or found["name"]).strip(), site_of(true_link(link.url) or link.url)
    if site is None or not is_name(name) or label_of(block.text):
        return None
    return _Place(n, name, site, found.end())


def _are_called(places: list[_Place]) -> bool:
    """Tell whether most sites are called as the names before the headlines are: The Post, thepost.example."""
    called = [place for place in places if _is_called(_key(place.name), _key(place.site.partition(".")[0]))]
    return len({place.name for place in called}) >= _CALLED and 2 * len(called) >= len(places)


def _is_called(name: str, site: str) -> bool:
    return name == site or (min(len(name), len(site)) >= _SHORTEST and (name.startswith(site) or site.startswith(name)))


def _key(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum()).removeprefix("the")


def _are_paired(places: list[_Place]) -> bool:
    """Tell whether each name leads to a site of its own, and a name comes again."""
    pairs = {(place.name, place.site) for place in places}
    names, sites = {name for name, _ in pairs}, {site for _, site in pairs}
    paired = len(names) == len(sites) == len(pairs)
    return paired and _FEWEST <= len(names) < len(places) and all(has_chinese(name) for name in names)
