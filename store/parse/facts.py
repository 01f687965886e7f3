"""Lists of facts: `Status: fixed`, `Opened: 3 May`. They say what a document is about or when, and are no news.

A list of short labelled values is one above the first section, and anywhere where most of the values are days.
"""

from __future__ import annotations

from collections.abc import Iterator

from store.parse.blocks import Block
from store.parse.dates import find_date
from store.parse.prose import is_finished, width
from store.parse.vocabulary import fold

_FEWEST = 2
_WIDEST_LABEL, _WIDEST_VALUE = 24, 48


def drop_facts(blocks: list[Block]) -> list[Block]:
    """Give the blocks without the lists that hold nothing but facts."""
    dropped: set[int] = set()
    for places in _lists(blocks):
        values = [_value(blocks[n]) for n in places]
        dated = sum(find_date(value) is not None for value in values)
        if all(values) and (2 * dated > len(values) or _is_above(blocks, places[0])):
            dropped |= set(places)
    return [block for n, block in enumerate(blocks) if n not in dropped]


def _lists(blocks: list[Block]) -> Iterator[list[int]]:
    places: list[int] = []
    for n, block in enumerate(blocks):
        if block.kind == "item":
            places.append(n)
            continue
        if len(places) >= _FEWEST:
            yield places
        places = []
    if len(places) >= _FEWEST:
        yield places


def _value(block: Block) -> str:
    """Give what stands behind a short label, where that is all that an entry says; nothing for any other."""
    label, _, value = fold(block.text).partition(":")
    linked = any(width(link.words) > _WIDEST_LABEL and link.words != link.url for link in block.links)  # a headline
    short = not linked and width(label) <= _WIDEST_LABEL and width(value) <= _WIDEST_VALUE
    return value.strip() if short and not is_finished(value) and not value.startswith("//") else ""


def _is_above(blocks: list[Block], first: int) -> bool:
    return all(block.kind not in ("heading", "card", "item") or n == 0 for n, block in enumerate(blocks[:first]))
