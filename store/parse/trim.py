"""Blocks that are no news leave the outline: polls, menus, captions, notices, greetings, and the tail.

The *tail* begins where an issue takes its leave, or where the first notice stands, if no heading, card or entry
follows, nor several guessed headlines with a text each: all of it goes. Sponsors' blocks are told in `sponsors`.
"""

from __future__ import annotations

from store.parse import notices
from store.parse.blocks import Block, said
from store.parse.headings import told_headings
from store.parse.openers import is_opener
from store.parse.prose import width
from store.parse.sponsors import WIDEST_OPTION, drop_sponsors
from store.parse.vocabulary import fold, is_call

_MOST_OPTIONS = 7
_TOP = 10
"""Blocks from the start among which a greeting is one."""
_WIDEST_GREETING = 16
"""Columns of bold words that greet and say nothing else."""
_WIDEST_POSTSCRIPT = 6
"""Columns of the label of an afterthought: "P.S.:", "BTW:"."""
_LONGEST_TAIL = 30
_SEVERAL = 3
"""Headings above prose behind what would be the tail, from which on it is none."""
_LONGEST_LABEL = 16
"""Characters of a label with its colon."""
_MOST_OF_ALL = 0.7
"""Share of a document's words that its tail takes at most; where more would go, the news look like it."""


def drop_notices(blocks: list[Block]) -> list[Block]:
    """Give the blocks that may be news or say what the issue is."""
    return _without_lines(drop_sponsors(_without_tail(blocks)))


def _is_line(block: Block) -> bool:
    return block.kind in ("paragraph", "card", "label", "date") or (block.kind == "heading" and not block.explicit)


def _without_tail(blocks: list[Block]) -> list[Block]:
    for n in range(max(1, len(blocks) - _LONGEST_TAIL), len(blocks)):
        if (
            _begins_tail(blocks[n])
            and not _repeats(blocks, n)
            and not any(_is_news(block) for block in blocks[n + 1 :])
            and len(told_headings([block for block in blocks[n + 1 :] if not _is_aside(block)])) < _SEVERAL
            and not (_lists_links(blocks[:n]) and _lists_links(blocks[n + 1 :]))
        ):
            is_end = said(blocks[n:]) <= _MOST_OF_ALL * said(blocks)
            return blocks[:n] if is_end else blocks
    return blocks


def _lists_links(blocks: list[Block]) -> bool:
    """Tell blocks among which a heading without a known name stands right above entries that are linked whole."""
    return any(
        first.kind == "heading" and first.role is None and not _is_aside(first) and all(map(_is_linked_whole, under))
        for first, *under in zip(blocks, blocks[1:], blocks[2:], strict=False)
    )


def _is_linked_whole(block: Block) -> bool:
    return block.kind == "item" and len(block.links) == 1 and block.text == block.links[0].words


def _repeats(blocks: list[Block], n: int) -> bool:
    """Tell a line that stood above before, or its label: it belongs to each story."""
    label, colon, _ = fold(blocks[n].text[:_LONGEST_LABEL]).partition(":")
    return any(
        block.text == blocks[n].text or (colon and fold(block.text[:_LONGEST_LABEL]).startswith(f"{label}:"))
        for block in blocks[:n]
    )


def _begins_tail(block: Block) -> bool:
    if block.kind in ("row", "comment") or (block.kind == "item" and width(block.text) > WIDEST_OPTION):
        return False
    if block.kind != "item" and notices.is_sign_off(block.text):
        return True
    return notices.is_notice(block.text) or _is_foot(block) or (block.kind != "item" and notices.is_poll(block.text))


def _is_foot(block: Block) -> bool:
    return block.kind == "paragraph" and any(notices.is_leave_link(link.words) for link in block.links)


def _is_news(block: Block) -> bool:
    if _is_aside(block):
        return False
    if block.kind == "heading":
        counts = bool(block.number) and not (block.delimiter or block.explicit)  # a street's number
        return block.sure and block.role is None and not counts
    if len(block.links) == 1 and block.text == block.links[0].url:
        return False
    if block.kind == "paragraph" and fold(block.lead[-1:]) == ":" and width(block.lead) <= _WIDEST_POSTSCRIPT:
        return False
    return block.kind in ("card", "row", "comment") or (is_opener(block) and width(block.text) > WIDEST_OPTION)


def _is_aside(block: Block) -> bool:
    text = block.text
    return notices.is_menu(text) or notices.is_notice(text) or notices.is_poll(text) or notices.is_sponsor_heading(text)


def _without_lines(blocks: list[Block]) -> list[Block]:
    kept: list[Block] = []
    options = 0
    for n, block in enumerate(blocks):
        if options and _is_option(block):
            options -= 1
            continue
        options = 0
        if _is_line(block) or block.kind == "heading":
            if notices.is_poll(block.text):
                options = _MOST_OPTIONS
                continue
            if _is_line(block) and _is_no_news(block, n):
                if kept and kept[-1].explicit and notices.is_nothing(block.text):
                    kept.pop()
                continue
        if block.kind == "item" and notices.is_nothing(block.text):
            continue
        kept.append(block)
    return kept


def _is_option(block: Block) -> bool:
    return (
        block.kind in ("item", "paragraph", "card", "heading")
        and not block.explicit
        and width(block.text) <= WIDEST_OPTION
    )


def _is_no_news(block: Block, n: int) -> bool:
    text = block.text
    if notices.is_menu(text):
        return True
    if block.kind not in ("paragraph", "heading") or block.number:
        return False
    if n < _TOP and not block.explicit and width(text) <= _WIDEST_GREETING and notices.is_greeting(text):
        return True
    if block.indent and block.links and is_call(text):
        return False  # it leads on from the entry that it stands beneath
    if notices.is_notice(text) or notices.is_caption(text) or _is_foot(block):
        return True
    return block.kind == "paragraph" and n < _TOP and _greets(block)


def _greets(block: Block) -> bool:
    """Tell a paragraph that greets its readers, though it may do so in bold."""
    return notices.is_greeting(block.text) and (
        not is_opener(block) or (block.lead != "" and width(block.lead) <= _WIDEST_GREETING)
    )
