"""Headlines that a link to read on ends, each above its text: `Quay opens a plant [Full text](…)`.

Several such lines in a document are headlines of its stories; the words of the link are none of theirs.
"""

from __future__ import annotations

from dataclasses import replace

from store.parse.lines import Line
from store.parse.prose import is_headline, width
from store.parse.vocabulary import is_call

_FEWEST = 3
"""Lines of the kind from which they are headlines."""
_SHORTEST = 24
"""Columns that such a line takes at least to be more than a name."""
_RANK = 7
"""The rank of such a headline: that of a bold line."""


def head_called(lines: list[Line]) -> list[Line]:
    """Give the lines with those as headings that end in a link to read on and stand above text."""
    stems = [_stem(line) for line in lines]
    told = [
        bool(stem) and not other and not line.mark
        for stem, other, line in zip(stems, stems[1:], lines[1:], strict=False)
    ]
    if sum(told) < _FEWEST or sum(told) < sum(map(bool, stems)):
        return lines
    return [
        replace(line, text=stem, mark="heading", level=_RANK, lead="", gap=True) if stem else line
        for line, stem in zip(lines, stems, strict=True)
    ]


def _stem(line: Line) -> str:
    """Give the headline of a line that ends in a link to read on; nothing for any other."""
    words = line.links[0].words if len(line.links) == 1 else ""
    if line.mark or line.quoted or not words or not line.text.endswith(words) or not is_call(words.strip("[]()→» ")):
        return ""
    stem = line.text.removesuffix(words).rstrip(" [(|:→»-–—")
    return stem if width(stem) >= _SHORTEST and is_headline(stem) else ""
