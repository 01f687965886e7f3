"""What a saved page shows above its text: menus between the page's title and the same title at the text's head.

A page that was saved as Markdown begins with its title; its menus follow, lists of links and single words, and then
the title again. Nothing between the two says a sentence.
"""

from __future__ import annotations

from store.parse.blocks import Block
from store.parse.prose import is_finished, width
from store.parse.sections import same_words

_FAR = 80
"""Blocks within which the title comes again."""
_WIDEST = 80
"""Columns of a line of a menu."""


def drop_navigation(blocks: list[Block]) -> list[Block]:
    """Give the outline without the menus above its text, and without the first of the two titles."""
    places = [n for n, block in enumerate(blocks[:_FAR]) if block.kind == "heading" and block.explicit]
    for n in places[1:]:
        first = next((m for m in places if m < n and _is_again(blocks[m], blocks[n])), None)
        if first is not None and n - first > 1 and all(map(_is_menu, blocks[first + 1 : n])):
            return [*blocks[:first], *blocks[n:]]
    return blocks


def _is_again(first: Block, second: Block) -> bool:
    return first.level == second.level and same_words(first.text, second.text)


def _is_menu(block: Block) -> bool:
    listed = block.kind in ("item", "paragraph", "label") or (block.kind == "heading" and not block.explicit)
    return listed and width(block.text) <= _WIDEST and not is_finished(block.text)
