"""Words that pointed on by a link which a plain text has lost: "Source", 阅读原文, behind several of its paragraphs.

Copied from a page, they are left behind the last full stop or alone in a line, and say nothing any more.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from store.parse.lines import Line
from store.parse.vocabulary import fold, is_pointer

_OFTEN = 3
"""Lines that end in the same words, at least."""
_LONGEST = 24
_BEHIND = re.compile(r"(?<=[.!?。！？…”\"])\s*(?P<words>[^\s.!?。！？…”\"][^.!?。！？…”\"]{1,23})$")
"""What stands behind the last full stop of a line."""


def drop_lost_links(lines: list[Line]) -> list[Line]:
    """Give the lines of a plain text without the words of lost links that end several of them."""
    ends = [_end(line) for line in lines]
    counts = Counter(end[0] for end in ends if end)
    kept: list[Line] = []
    for line, end in zip(lines, ends, strict=True):
        if end is None or counts[end[0]] < _OFTEN:
            kept.append(line)
        elif words := line.text[: end[1]].rstrip():
            kept.append(replace(line, text=words, end=line.end - len(line.text) + len(words)))
    return kept


def _end(line: Line) -> tuple[str, int] | None:
    """Give the words of a lost link that a line ends in, or is, and where in it they stand; None for any other."""
    if line.links or line.mark not in ("", "item"):
        return None
    found = _BEHIND.search(line.text[-2 * _LONGEST :])
    start = 0 if len(line.text) <= _LONGEST else len(line.text) - len(found["words"]) if found else -1
    words = line.text[start:] if start >= 0 else ""
    key = fold(words).casefold()
    return (key, start) if words and ":" not in key and is_pointer(words) else None
