"""Overviews: a list of an issue's headlines before the stories themselves. Its entries are joined to them, not doubled.

A run of neighbouring short list entries is one where most of them say again what a later heading, card or lead says:
the same words, or most of them, which are said once there and never above (a source's name comes again); or whose
heading says so ("In today's issue"), or that sums up each story in turn (`retold`). A run that begins within an entry
begins behind it. So is one of which several entries name a section below and sum that up. What an entry of it says
beyond the headline is lost only where the story has text of its own; else it is kept, for only the overview says it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from rapidfuzz import fuzz

from store.parse.blocks import Block
from store.parse.prose import width
from store.parse.retold import retells
from store.parse.vocabulary import fold, name_key
from store.text import headline_key

_ALIKE = 82.0
"""How alike (rapidfuzz `ratio` or `partial_ratio`, 0–100) an entry is to the headline that it announces."""
_MOST = 60
"""Entries and headlines that are compared; an overview is short, and so is the time it may take."""
_COUNT_AT_END = re.compile(r"\s*[(（\[]\s*\d{1,3}[^()（）\[\]]{0,12}[)）\]]$")
_INSIDE = re.compile(
    r"(?:coming up |also |inside )?(?:in|inside|on) (?:todays|this weeks|this|our) (?:\w+ ){0,3}"
    r"(?:issue|edition|newsletter|e ?mail|letter|brief|briefing|digest|roundup|rundown|signal|bulletin)"
)
"""What a line says, its punctuation dropped, that announces what an issue holds: "In today's AI rundown:"."""
_LONGEST = 60
"""Characters of such a line, at most."""
_FEWEST = 2
_WIDEST = 200


def drop_overviews(blocks: list[Block]) -> list[Block]:
    """Give the outline without the lists that only announce later stories, and without their headings."""
    runs, dropped = _runs(blocks), set[int]()
    keys = [headline_key(_head(block)) if _may_be_announced(block) else "" for block in blocks] if runs else []
    for first, last in runs:
        headed = first > 0 and _heads_overview(blocks[first - 1].text)
        entries = [block for block in blocks[first:last] if block.kind == "item"]
        told = headed or _announces(blocks[first:last], keys[last:], set(keys[:first]))
        if told or retells(entries, blocks[last:]):
            start = first - 1 if first and _is_its_heading(blocks[first - 1]) else first
            dropped |= set(range(start, last))
    for first, last in _by_theme(blocks):
        dropped |= set(range(first - 1 if first and _is_its_heading(blocks[first - 1]) else first, last))
    return [block for n, block in enumerate(blocks) if n not in dropped]


def _by_theme(blocks: list[Block]) -> list[tuple[int, int]]:
    """Find the runs of entries, as (first, behind the last), each of which sums up the section below that it names."""
    themes = {headline_key(block.bare): n for n, block in enumerate(blocks) if block.kind == "heading"}
    runs = []
    for is_list, places in groupby(range(len(blocks)), key=lambda n: blocks[n].kind == "item"):
        run = list(places) if is_list else []
        named = sum(themes.get(_theme(blocks[n]), 0) > n for n in run)
        if named >= _FEWEST and named * 10 >= 4 * len(run):
            runs.append((run[0], run[-1] + 1))
    return runs


def _theme(block: Block) -> str:
    """Give the key of what an entry says before its colon, or in bold."""
    return headline_key(fold(block.lead or block.text[:_LONGEST]).partition(":")[0])


def _heads_overview(line: str) -> bool:
    return len(line) <= _LONGEST and _INSIDE.fullmatch(name_key(line)) is not None


def _runs(blocks: list[Block]) -> list[tuple[int, int]]:
    """Find the runs of neighbouring list entries, as (first, behind the last)."""
    runs, start = [], None
    entries = [_may_announce(block, blocks[n - 1] if n else None) for n, block in enumerate(blocks)]
    for n, block in enumerate([*blocks, None]):
        is_entry = block is not None and (
            entries[n] or _parts_entries(blocks, entries, n) or (start is not None and block.kind == "label")
        )
        if is_entry and start is None:
            start = n
        elif not is_entry and start is not None:
            start = _outermost(blocks, start, n)
            runs += [(start, n)] if _FEWEST <= n - start <= _MOST and not _is_within(blocks, start, n) else []
            start = None
    return runs[:20]


def _is_within(blocks: list[Block], first: int, last: int) -> bool:
    """Tell the shorter entries amid a list of longer ones, which are as much news as these."""
    beside = [blocks[n] for n in (first - 1, last) if 0 <= n < len(blocks)]
    return blocks[first].kind == "item" and any(
        block.kind == "item" and block.indent == blocks[first].indent for block in beside
    )


def _outermost(blocks: list[Block], first: int, last: int) -> int:
    """Give where the entries of a run begin that lie deepest in no other."""
    least = min(block.indent for block in blocks[first:last])
    return next(n for n in range(first, last) if blocks[n].indent == least)


def _parts_entries(blocks: list[Block], entries: list[bool], n: int) -> bool:
    """Tell a theme's name between the entries of an overview."""
    if blocks[n].kind != "heading" or not 0 < n < len(blocks) - 1:
        return False
    return blocks[n - 1].kind == "item" == blocks[n + 1].kind and entries[n - 1] and entries[n + 1]


def _may_announce(block: Block, above: Block | None) -> bool:
    """Tell what may be a line of an overview: a short entry, or one of short lines right beneath each other."""
    if width(block.text) > _WIDEST or block.labelled:
        return False
    return block.kind == "item" or (block.kind == "paragraph" and block.is_short and (not block.gap or _is_head(above)))


def _is_head(block: Block | None) -> bool:
    return block is not None and block.kind in ("heading", "paragraph") and block.is_short


def _is_its_heading(block: Block) -> bool:
    return block.kind == "heading" or (block.kind == "paragraph" and block.is_short)


def _may_be_announced(block: Block) -> bool:
    return block.kind in ("heading", "card", "item") or bool(block.lead)


def _announces(run: list[Block], later: list[str], before: set[str]) -> bool:
    """Tell a run of which most entries say what one of the `later` headlines says, and none `before`."""
    said = Counter(later)
    keys = [key for key in list(filter(None, later))[:_MOST] if len(key) >= 4 and said[key] == 1]
    if len(keys) < _FEWEST:
        return False
    entries = [_words(block) for block in run if block.kind not in ("heading", "label")]
    met = sum(
        bool(words) and words[0] not in before and any(_same(said, key) for said in words for key in keys)
        for words in entries
    )
    return met >= _FEWEST and met * 10 >= 6 * len(entries)


def _words(block: Block) -> list[str]:
    """Give what an entry says, also behind a colon ("Top story: …") or before a count ("Ferries (3 stories)")."""
    said = (block.text, fold(block.text).partition(":")[2], _COUNT_AT_END.sub("", block.text))
    return [key for words in dict.fromkeys(said) if (key := headline_key(words))]


def _head(block: Block) -> str:
    if block.kind == "card" and block.card:
        return block.card.headline
    return block.bare if block.kind == "heading" else (block.lead or block.text)[:160]


def _same(entry: str, headline: str) -> bool:
    if entry == headline or (len(headline) >= 12 and headline in entry) or (len(entry) >= 12 and entry in headline):
        return True
    return min(len(entry), len(headline)) >= 8 and fuzz.ratio(entry, headline, score_cutoff=_ALIKE) > 0
