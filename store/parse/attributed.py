"""Attributions on lines of their own right above what they attribute: "Ida Berg / The Ledger:", then the report.

Where several lines of names end in a colon, each above one linked text, and some name author and outlet, they are the
beginning of that text and not its heading. Its headline is what is bold or linked, or stands before a dash between wide
gaps.
"""

from __future__ import annotations

import re
from dataclasses import replace

from store.parse.blocks import Block
from store.parse.vocabulary import fold
from store.text import first_sentence

_NAMES = re.compile(r"[^\W\d][^\d:.!?]{1,70}:")
_AUTHOR = re.compile(r"[^\W\d][^\d:.!?/]{1,40} / [^\W\d][^\d:.!?/]{1,40}:")
_FEWEST, _AUTHORS = 3, 2
"""Such lines, at least, and those of them that name an author as well."""
_DASH = re.compile(r"(?<!\s)(?:\s{2,9}[–—]\s|\s[–—]\s{2})")


def settle_attributed(blocks: list[Block]) -> list[Block]:
    """Join attributions with the texts beneath them."""
    places = {n for n in range(len(blocks) - 1) if _attributes(blocks[n], blocks[n + 1])}
    authors = sum(_AUTHOR.fullmatch(fold(blocks[n].text)) is not None for n in places)
    if len(places) < _FEWEST or authors < _AUTHORS:
        return blocks
    return [
        _joined(blocks[n - 1], block) if n - 1 in places else block for n, block in enumerate(blocks) if n not in places
    ]


def _attributes(block: Block, beneath: Block) -> bool:
    may = block.kind in ("heading", "paragraph") and not block.role and _NAMES.fullmatch(fold(block.text)) is not None
    told = beneath.kind in ("heading", "paragraph", "item", "label") and not beneath.role and bool(beneath.links)
    return may and told and not _NAMES.fullmatch(fold(beneath.text))


def _joined(names: Block, block: Block) -> Block:
    first, *others = block.links
    told = block.text.removesuffix(first.words if first.words == first.url else "").strip()
    dash = _DASH.search(told)
    lead = block.lead or (told[: dash.start()] if dash else first_sentence(told))
    if lead and first.words not in lead:  # an address beneath the text leads where the headline does
        first = replace(first, words=lead)
    return replace(
        block, kind="paragraph", text=f"{names.text} {told}", start=names.start, gap=True, lead=lead, level=0,
        links=(first, *others), label=None, sure=True, explicit=False,
    )  # fmt: skip
