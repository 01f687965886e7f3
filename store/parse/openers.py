"""What begins an entry: a lead of its own, a number, a time, or an address behind a headline."""

from __future__ import annotations

from store.parse import notices
from store.parse.blocks import Block
from store.parse.leads import has_lead
from store.parse.vocabulary import is_call


def is_opener(block: Block) -> bool:
    """Tell whether a block begins an entry by a lead of its own: bold words, a link, 【】, a number, an address."""
    if block.kind in ("card", "row") or block.labelled:
        return not block.labelled
    if block.kind == "item" and (block.number or block.timed):
        return True
    if block.kind not in ("item", "paragraph") or (block.quoted and block.kind == "paragraph"):
        return False
    return block.led or has_lead(block.text, block.lead, block.links) or is_addressed(block)


def is_addressed(block: Block) -> bool:
    """Tell a headline right above its bare address."""
    bare = bool(block.links) and all(link.words == link.url for link in block.links)
    asks = is_call(block.text) or notices.is_notice(block.text)
    return bare and not asks and "://" not in block.text and block.is_short
