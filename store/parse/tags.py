"""Tags in code marks beside headlines: `News` behind one heading of Markdown after another, which is none of its words.

A tag stands at a heading's end, or at its start, and is written as a name is: a capital letter or Chinese first, words
behind it. Most headings of a rank have one, and what is left of them is as long as headlines are: what manuals write
so ("Using `Button`") belongs to the heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from store.parse.prose import width

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAG = re.compile(r"[A-Z\u3400-\u9fff][\w &+/-]{0,39}")
_FEWEST = 3
"""Headings of a rank with a tag, at least."""
_NEARLY_ALL = 0.75
_HEADLINE = 22
"""Columns from which what is left of headings looks like headlines."""


def drop_tags(tokens: Sequence[Token]) -> None:
    """Take the tags out of the headings among some tokens, rank by rank."""
    ranks: dict[str, list[Token]] = {}
    for opened, inline in pairwise(tokens):
        if opened.type == "heading_open" and inline.children:
            ranks.setdefault(opened.tag, []).append(inline)
    for headings in ranks.values():
        bare = [(heading, left) for heading in headings if (left := _without_tags(heading.children or []))]
        often = len(bare) >= max(_FEWEST, _NEARLY_ALL * len(headings))
        if often and median(width("".join(token.content for token in left)) for _, left in bare) >= _HEADLINE:
            for heading, left in bare:
                heading.children = left


def _without_tags(children: list[Token]) -> list[Token]:
    """Give a heading's tokens without the tags at both ends; none where there is no tag, or nothing else."""
    first, last = 0, len(children)
    while first < last and _is_tag(children[first]):
        first += 1 + (first + 1 < last and not children[first + 1].content.strip())
    while last > first and _is_tag(children[last - 1]):
        last -= 1 + (last - 2 >= first and not children[last - 2].content.strip())
    return children[first:last] if last - first < len(children) else []


def _is_tag(token: Token) -> bool:
    return token.type == "code_inline" and _TAG.fullmatch(token.content) is not None
