"""Stories that a text without marks writes as forms, and themes that it marks by capitals or pictographs.

- *Forms*: a short line right above the same label ("Lab: …", 机构：…), time after time, is a headline; a shorter
  one right above it, beneath something complete, names a theme. The label and what follows are the story's text.
  Where sources or related stories, lines without a full stop, part a headline from its form, the first line is it.
- *Stripped links*: words that a paragraph begins with, and a full stop that a blank sets off from them, time after
  time, were linked and are its headline.
- *Capitals*: lines in capitals name sections, where several are written so and hardly a heading is marked.
- *Pictographs*: short lines that each begin with a pictograph of their own name sections, where several do and no more
  than one heading is marked. One that comes again is a bullet (`listing`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from store.parse.blocks import BOLD_LEVEL, INNER_LEVEL, PART_LEVEL, SECTION_LEVEL, WIDEST_THEME, Block
from store.parse.prose import is_finished, width
from store.parse.vocabulary import fold, name_key

_FEWEST = 3
"""Forms, and themes marked by pictographs, at least."""
_CAPITALS, _WIDEST_CAPITALS = 4, 48
"""Letters that a section's name in capitals has at least, and columns that it takes at most."""
_SEVERAL = 2
"""Lines in capitals, at least."""
_WIDEST_LABEL = 20
_WIDEST_NAME = 48
"""Columns of a section's name."""
_MOST_RUN, _WIDEST_HEADLINE = 8, 120
"""Lines between a headline and its form, at most, and its columns."""
_STRIPPED = re.compile(r"(?P<words>\S.{14,158}?\S) \. (?=[A-Z\"“‘])")
"""Words that were linked, with the blank that a converter leaves before the sign behind them."""
_PICTOGRAPH = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\s*(?=\w)")


def settle_capitals(blocks: list[Block]) -> list[Block]:
    """Make lines in capitals the names of sections, where several are written so and hardly any is marked."""
    named = [n for n, block in enumerate(blocks) if _is_in_capitals(block)]
    marked = sum(block.kind == "heading" and block.explicit and block.level < BOLD_LEVEL for block in blocks)
    if len(named) < _SEVERAL or 2 * marked >= len(named):
        return blocks
    settled = list(blocks)
    for n in named:
        heads = n + 1 < len(blocks) and blocks[n + 1].kind == "heading" and blocks[n + 1].explicit
        settled[n] = replace(blocks[n], kind="heading", level=SECTION_LEVEL, explicit=heads)
    return settled


def _is_in_capitals(block: Block) -> bool:
    if block.kind != "paragraph" or not block.gap or block.links or not block.is_short or block.number:
        return False
    letters = sum(sign.isalpha() for sign in block.text)
    return (
        block.text.isupper() and letters >= _CAPITALS and width(block.text) <= _WIDEST_CAPITALS and block.text.isascii()
    )


def settle_pictured(blocks: list[Block]) -> list[Block]:
    """Make short lines that begin with a pictograph of their own the names of sections."""
    signs = {n: found[0].strip() for n, block in enumerate(blocks) if (found := _sign(block))}
    marked = sum(block.kind == "heading" and block.explicit for block in blocks)
    if len(signs) < _FEWEST or len(set(signs.values())) < len(signs) or marked > 1:
        return blocks
    return [
        replace(block, kind="heading", level=PART_LEVEL, sure=True) if n in signs else block
        for n, block in enumerate(blocks)
    ]


def _sign(block: Block) -> re.Match[str] | None:
    guessed = block.kind == "heading" and not block.explicit
    plain = (block.kind == "paragraph" or guessed) and not (block.links or block.number or block.quoted)
    return _PICTOGRAPH.match(block.text) if plain and block.is_short and width(block.text) <= _WIDEST_NAME else None


def settle_forms(blocks: list[Block]) -> list[Block]:
    """Make lines headlines that stand above the same label time after time, and lines above these themes."""
    labels = [_label(block) for block in blocks]
    often = {label for label, times in Counter(labels).items() if label and times >= _FEWEST}
    above = [n for n in range(len(blocks) - 1) if _may_head(blocks[n]) and labels[n] not in often]
    counts = Counter(labels[n + 1] for n in above if labels[n + 1] in often)
    heads = {n for n in above if counts[labels[n + 1]] >= _FEWEST}
    runs = _runs_above(blocks, labels, often)
    heads |= runs.keys()
    themes = {n - 1 for n in heads if n > 1 and n - 1 not in heads and _names_theme(blocks[n - 1], blocks[n - 2])}
    settled = list(blocks)
    for n in heads | themes:
        settled[n] = replace(blocks[n], kind="heading", level=SECTION_LEVEL, sure=True, gap=True)
    for n in _parts(blocks, heads | themes, runs):
        settled[n] = replace(blocks[n], kind="paragraph", level=0, role=None, gap=False, labelled=True)
    for n in [n for n, label in enumerate(labels) if heads and label in often]:
        words = blocks[n].text[: fold(blocks[n].text).index(":") + 1]
        settled[n] = replace(blocks[n], lead=blocks[n].lead or words, labelled=True)
    return settled


def _parts(blocks: list[Block], heads: set[int], runs: dict[int, int]) -> set[int]:
    """Find the lines that stand between a headline and its form, or announce what the form goes on with."""
    first = min(heads, default=len(blocks))
    announced = {n for n in range(first, len(blocks)) if n + 1 not in heads and _announces_part(blocks[n])}
    return announced.union(*(range(top + 1, end) for top, end in runs.items()))


def _runs_above(blocks: list[Block], labels: list[str], often: set[str]) -> dict[int, int]:
    """Find the headlines above lines without a full stop (related stories, sources) that part them from their form.

    Each stands first in its run, beneath text that is complete, and is longer than a theme's name. Given are the
    places of the headline and of the form.
    """
    firsts = {n for n, label in enumerate(labels) if label in often and labels[n] not in labels[max(0, n - 1) : n]}
    opening = Counter(labels[n] for n in firsts if n and _is_loose(blocks[n - 1]))
    found: dict[int, int] = {}
    for n in firsts:
        top = n
        while top and n - top < _MOST_RUN and _is_loose(blocks[top - 1]) and labels[top - 1] not in often:
            top -= 1
        head = blocks[top]
        told = head.kind == "paragraph" and WIDEST_THEME < width(head.text) <= _WIDEST_HEADLINE
        if opening[labels[n]] >= _FEWEST and top < n - 1 and told and not head.links:
            found[top] = n
    return found if len(found) >= _FEWEST else {}


def _announces_part(block: Block) -> bool:
    """Tell a line that ends in a colon, which within a form announces what the story goes on with."""
    return block.kind == "heading" and not block.sure and block.level == INNER_LEVEL and fold(block.text[-1:]) == ":"


def _is_loose(block: Block) -> bool:
    """Tell a line that no full stop ends, unless a sign makes it a heading."""
    guessed = block.kind == "heading" and not block.explicit
    return (block.kind == "paragraph" or guessed) and not (block.lead or is_finished(block.text))


def settle_stripped(blocks: list[Block]) -> list[Block]:
    """Give paragraphs the lead that a link was: words before a full stop that a blank sets off, time after time.

    Short lines right above one, two at most, name its themes.
    """
    found = {n: said for n, block in enumerate(blocks) if (said := _stripped(block))}
    if len(found) < _FEWEST:
        return blocks
    settled = [replace(block, lead=found.get(n, block.lead)) for n, block in enumerate(blocks)]
    for n in found:
        for at in range(n - 1, max(n - 3, 0), -1):
            if not (_is_loose(blocks[at]) and width(blocks[at].text) <= WIDEST_THEME):
                break
            settled[at] = replace(blocks[at], kind="heading", level=max(blocks[at].level, SECTION_LEVEL), sure=True)
    return settled


def _stripped(block: Block) -> str:
    plain = block.kind in ("paragraph", "item") and not (block.lead or block.quoted or block.links)
    found = _STRIPPED.match(block.text) if plain else None
    return found["words"] if found else ""


def _may_head(block: Block) -> bool:
    plain = block.kind == "paragraph" and not (block.lead or block.quoted or block.number)
    return plain and block.is_short


def _label(block: Block) -> str:
    """Give the key of the words before the colon with which a paragraph begins; empty for any other."""
    words, colon, value = fold(block.text[:200]).partition(":")
    if block.kind != "paragraph" or not colon or not value[:2].strip() or width(words) > _WIDEST_LABEL:
        return ""
    return name_key(words)


def _names_theme(block: Block, above: Block) -> bool:
    plain = block.kind == "paragraph" and block.is_short and not (block.links or block.lead or block.quoted)
    return plain and width(block.text) <= WIDEST_THEME and (above.kind != "paragraph" or is_finished(above.text))
