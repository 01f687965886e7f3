"""Stories that a text without marks writes as forms, and themes that it marks by capitals or pictographs.

- *Forms*: a short line right above the same label ("Lab: …", 机构：…), time after time, is a headline; a shorter
  one right above it, beneath something complete, names a theme. The label and what follows are the story's text.
- *Capitals*: lines in capitals name sections, where several are written so and hardly a heading is marked.
- *Pictographs*: short lines that each begin with a pictograph of their own name sections, where several do and no more
  than one heading is marked. One that comes again is a bullet (`listing`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from store.parse.blocks import PART_LEVEL, SECTION_LEVEL, WIDEST_THEME, Block
from store.parse.prose import is_finished, width
from store.parse.vocabulary import fold, inner_key

_FEWEST = 3
"""Forms, and themes marked by pictographs, at least."""
_CAPITALS, _WIDEST_CAPITALS = 4, 48
"""Letters that a section's name in capitals has at least, and columns that it takes at most."""
_SEVERAL = 2
"""Lines in capitals, at least."""
_WIDEST_LABEL = 20
_WIDEST_NAME = 48
"""Columns of a section's name."""
_PICTOGRAPH = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\s*(?=\w)")


def settle_capitals(blocks: list[Block]) -> list[Block]:
    """Make lines in capitals the names of sections, where several are written so and hardly any is marked."""
    named = [n for n, block in enumerate(blocks) if _is_in_capitals(block)]
    marked = sum(block.kind == "heading" and block.explicit for block in blocks)
    if len(named) < _SEVERAL or 2 * marked >= len(named):
        return blocks
    settled = list(blocks)
    for n in named:
        settled[n] = replace(blocks[n], kind="heading", level=SECTION_LEVEL)
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
    themes = {n - 1 for n in heads if n > 1 and n - 1 not in heads and _names_theme(blocks[n - 1], blocks[n - 2])}
    settled = list(blocks)
    for n in heads | themes:
        settled[n] = replace(blocks[n], kind="heading", level=SECTION_LEVEL, sure=True, gap=True)
    for n in [n for n, label in enumerate(labels) if heads and label in often]:
        words = blocks[n].text[: fold(blocks[n].text).index(":") + 1]
        settled[n] = replace(blocks[n], lead=blocks[n].lead or words, labelled=True)
    return settled


def _may_head(block: Block) -> bool:
    plain = block.kind == "paragraph" and not (block.lead or block.quoted or block.number)
    return plain and block.is_short


def _label(block: Block) -> str:
    """Give the key of the words before the colon with which a paragraph begins; empty for any other."""
    words, colon, value = fold(block.text[:200]).partition(":")
    if block.kind != "paragraph" or not colon or not value[:2].strip() or width(words) > _WIDEST_LABEL:
        return ""
    return inner_key(words)


def _names_theme(block: Block, above: Block) -> bool:
    plain = block.kind == "paragraph" and block.is_short and not (block.links or block.lead or block.quoted)
    return plain and width(block.text) <= WIDEST_THEME and (above.kind != "paragraph" or is_finished(above.text))
