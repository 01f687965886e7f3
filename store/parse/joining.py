"""Sentences that a page or its end broke become one again; lines that only look so stay apart.

The first half is prose that no full stop ends, the second begins as the middle of a sentence does. A short line far
from the page's edge was ended by its author: it is a headline. An address on a line of its own belongs to the line
above it, and what a link closes is complete.
"""

from __future__ import annotations

from dataclasses import replace

from store.parse.blocks import Block
from store.parse.notices import is_notice, is_poll, is_sign_off
from store.parse.prose import begins_within, is_finished, join, width
from store.text import has_chinese, headline_key

_WRAPPED = 56
"""Columns from which a line without a full stop looks broken by its page rather than ended by its author."""
_WIDEST_PAGE = 140
"""Columns beyond which no page breaks its lines: where texts are wider, each line is one."""
_EARLY = 0.7
"""Share of the page's width below which a line was ended by its author."""


def join_broken(blocks: list[Block]) -> list[Block]:
    """Make one block again of a sentence that its page broke, and of an address and the text beneath it."""
    joined: list[Block] = []
    page = _page_width(blocks)
    address: Block | None = None  # that stands right above the text it belongs to
    for n, block in enumerate(blocks):
        after = blocks[n + 1] if n + 1 < len(blocks) else None
        if _is_address(block) and block.gap and after is not None and after.kind == "paragraph" and not after.gap:
            address = block
            continue
        if address is not None:
            block = replace(block, start=address.start, gap=True, links=(*address.links, *block.links))
            address = None
        if joined and _is_address(block) and joined[-1].kind in ("paragraph", "item", "comment", "heading", "card"):
            joined[-1] = replace(joined[-1], end=block.end, links=(*joined[-1].links, *block.links))
        elif joined and not _ended_early(joined[-1], block, page) and _continues(joined, block, after):
            last = joined[-1]
            joined[-1] = replace(
                last, text=join(last.text, block.text), end=block.end, links=(*last.links, *block.links)
            )
        else:
            joined.append(block)
    return joined


def _is_address(block: Block) -> bool:
    """Tell a line that is one bare address: it belongs to the line above it."""
    return block.kind == "paragraph" and len(block.links) == 1 and block.text.strip("<>() ") == block.links[0].url


def _page_width(blocks: list[Block]) -> int:
    """Give the width (columns) that four fifths of the lines of text keep to: a page's, or that of paragraphs."""
    widths = sorted(width(block.text) for block in blocks if block.kind in ("paragraph", "item", "comment"))
    return widths[len(widths) * 4 // 5] if widths else 0


def _ended_early(before: Block, block: Block, page: int) -> bool:
    """Tell a headline right above its text from the first half of a sentence that the page broke.

    It stands at the start of its block and is far from the page's edge; what follows does not begin small. A
    counted one may be of several sentences; in Chinese, which has no small letters, the last one is ended, for a text
    may begin with a day too ("4 月 14 日…") whose sentence goes on.
    """
    anew = page > _WIDEST_PAGE and not begins_within(block.text)
    if before.kind == block.kind == "paragraph" and not block.gap and (anew or _is_far_wider(block, before)):
        return True
    ended = is_finished(before.text) or not has_chinese(before.text)
    counted = before.number != "" and before.gap and not before.delimiter and ended
    if not (before.is_short or counted) or block.text[:1].islower() or not (before.gap or before.number):
        return False
    narrow = width(before.text) < _EARLY * page or (before.kind == "item" and _is_wider(block, before))
    return (block.indent <= before.indent or before.kind == "item") and narrow


def _is_far_wider(block: Block, before: Block) -> bool:
    """Tell a line that begins anew and is wider by half: what stands above it was never broken at a width."""
    return not block.text[:1].islower() and before.gap is False and 3 * width(before.text) < 2 * width(block.text)


def _is_wider(block: Block, before: Block) -> bool:
    """Tell a line after which the next one's first word would have fitted: its page did not break it."""
    first = block.text[:1] if has_chinese(block.text[:1]) else block.text.split(" ", 1)[0]
    return width(before.text) + width(first) + 1 < width(block.text)


def _continues(joined: list[Block], block: Block, after: Block | None) -> bool:
    """Tell whether a block is the second half of the last one joined so far."""
    before = joined[-1]
    small = block.text[:1].islower() and not block.gap and not block.lead and not is_finished(before.text)
    if small and block.kind == before.kind == "paragraph":
        return True
    if (
        block.lead
        or before.timed
        or before.lead == before.text
        or ends_in_link(before)
        or (block.gap and (_is_aside(block.text) or is_linked_whole(block)))
    ):
        return False
    if block.kind != "paragraph" or block.delimiter or before.kind not in ("paragraph", "item", "comment"):
        return False
    indented = before.kind != "paragraph" and not block.gap and block.indent > before.indent
    opens = after is not None and after.kind in ("card", "comment") and block.is_short
    if is_finished(before.text) or opens:
        return indented and not block.is_short
    if indented or (block.text[:1].islower() and not block.gap) or _stands_under_item(joined, block):
        return True
    is_line = before.kind == "paragraph" and before.is_short and not _stands_under_number(joined)
    return not is_line and _completes(before, block)


def _stands_under_item(joined: list[Block], block: Block) -> bool:
    """Tell the next line of an entry's indented text."""
    item, before = joined[-2] if len(joined) > 1 else None, joined[-1]
    same = before.kind == "paragraph" and block.indent == before.indent and not block.gap and not before.gap
    return same and item is not None and item.kind == "item" and item.indent < block.indent


def ends_in_link(block: Block) -> bool:
    """Tell a text that a link closes: one of its last words, or an address on a line of its own."""
    words = block.links[-1].words if block.links else ""
    return bool(words) and (words not in block.text or block.text.rstrip("<>() ").endswith(words))


def is_linked_whole(block: Block) -> bool:
    """Tell a line that is one link's words and nothing more."""
    return len(block.links) == 1 and block.links[0].words == block.text


def _is_aside(text: str) -> bool:
    return is_sign_off(text) or is_notice(text) or is_poll(text)


def _stands_under_number(joined: list[Block]) -> bool:
    """Tell whether the last block stands right under a numbered heading, so that it is text, however short."""
    above = joined[-2] if len(joined) > 1 else None
    return above is not None and above.number != "" and above.is_short and not joined[-1].number


def _completes(before: Block, block: Block) -> bool:
    """Tell the second half of unfinished prose from a heading that follows it."""
    if block.text[:1].islower():
        return True
    if block.gap:
        return begins_within(block.text) and not block.is_short
    if before.kind == "paragraph":
        return not block.is_short or not before.is_short
    return not block.is_short or (begins_within(block.text) and not block.number and width(before.text) >= _WRAPPED)


def join_repeated(blocks: list[Block]) -> list[Block]:
    """Join a heading to the one right above it that says the same: a headline that its text repeats in bold."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        again = (
            above is not None
            and above.kind == block.kind == "heading"
            and headline_key(above.text) == headline_key(block.text)
        )
        if above and again and above.level < block.level:
            joined[-1] = replace(above, links=(*above.links, *block.links))
        else:
            joined.append(block)
    return joined
