"""Bylines: the one short line beneath each of several headlines that says where its story is from, and when.

What stands right beneath most headings of a rank, short and no sentence, above text or under a linked headline, is a
byline where most of these lines hold a day or time, or where the same names come again and again; so is a name with its
day behind the text of most. So is the one entry, or the first, beneath most linked entries, where all are short and
most names or days; and the last line beneath most headings, where it is a linked name and names differ, or a plain one
beneath nearly all of them and the last of all (no theme's name above the next). What stands before the day, or else the
whole line, is the outlet; what stands behind the day (authors, counts) is left out.

Who wrote a story, several headlines say right beneath them: "By Ida Berg", "— Ida Berg".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from store.parse.blocks import Block
from store.parse.credits import is_name, read_credit_line
from store.parse.dates import read_day
from store.parse.prose import is_finished, is_headline, width
from store.parse.vocabulary import fold, is_call

_FEWEST, _MOST, _NEARLY_ALL = 3, 0.6, 0.8
"""Headings of a rank with such a line beneath, at least, and their share of all; nearly all where no line is dated."""
_WIDEST, _WIDEST_NAME = 90, 36
_SIGNS = re.compile(r"^[^\w《「]+|[^\w》」)）]+$")
_WHEN = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/]\d{1,2})(?: +\d{1,2}:\d{2}(?::\d{2})?)?(?![\d./-])"
    r"|\d{1,2}:\d{2}(?::\d{2})?\b"
)
"""A day in figures, whatever their order, or a time of day."""
_AUTHOR = re.compile(r"[Bb]y [A-Z][\w.'’-]*(?:(?:,| and| &)? [A-Z][\w.'’-]*){0,8}")
_SIGNATURE = re.compile(r"[–—―]\s?[A-Z][\w.'’-]*(?: (?:[a-z]{2,3} ){0,2}[A-Z][\w.'’-]*){1,3}")
_BREAK = re.compile(r"[\s|｜·•(（,，]+")


def settle_authors(blocks: list[Block]) -> list[Block]:
    """Make the lines that say who wrote a story labels of its author, where several do."""
    named = {n for n, block in enumerate(blocks) if _says_author(blocks, n)}
    if len(named) < _FEWEST:
        return blocks
    return [replace(block, kind="label", label="author") if n in named else block for n, block in enumerate(blocks)]


def _says_author(blocks: list[Block], n: int) -> bool:
    block, above = blocks[n], blocks[n - 1].text if n else ""
    named = _AUTHOR.fullmatch(block.text) is not None or (is_author(block.text, above) and not block.links)
    return named and block.kind == "paragraph"


def is_author(text: str, above: str) -> bool:
    """Tell who wrote a story from a dash and a person's name, right beneath its headline: "— Ida Berg"."""
    return is_signature(text) and (is_headline(above) or not is_finished(above or "."))


def is_signature(text: str) -> bool:
    """Tell a person's name behind a dash: "— Ida Berg"."""
    return _SIGNATURE.fullmatch(text) is not None


def settle_bylines(blocks: list[Block]) -> list[Block]:
    """Make the lines that credit the headlines above them labels of outlet and day."""
    settled: dict[int, list[Block]] = {}
    for spans in _ranks(blocks):
        places, headed = list(_beneath(blocks, spans)), len(spans)
        lines = [blocks[n].text for n in places]
        often = len(places) / headed >= _NEARLY_ALL
        if len(places) >= max(_FEWEST, _MOST * headed) and _are_bylines(lines, often=often):
            settled |= {n: _as_labels(blocks[n]) for n in places}
        behind = list(_behind(blocks, spans))
        if len(behind) >= max(_FEWEST, _MOST * headed):
            settled |= {n: _as_labels(blocks[n]) for n in behind}
        signed = list(_signed(blocks, spans)) or _signed_plainly(blocks, spans)
        if len(signed) >= max(_FEWEST, _MOST * headed) and len({blocks[n].text for n in signed}) > 1:
            settled |= {n: [replace(blocks[n], kind="label", label="origin", card=None)] for n in signed}
    nested, linked = _nested(blocks)
    if len(nested) >= max(_FEWEST, _MOST * linked) and _are_names([blocks[n].text for n in nested]):
        settled |= {n: _as_labels(blocks[n]) for n in nested}
    return [each for n, block in enumerate(blocks) for each in settled.get(n, [block])]


def _ranks(blocks: list[Block]) -> Iterator[list[tuple[int, int]]]:
    """Give for each rank its headings with what stands beneath each, as (heading, behind the last)."""
    heads = [n for n, block in enumerate(blocks) if block.kind == "heading"]
    spans: dict[int, list[tuple[int, int]]] = {}
    for start, end in zip(heads, [*heads[1:], len(blocks)], strict=False):
        if not blocks[start].role:
            spans.setdefault(blocks[start].level, []).append((start, end))
    yield from spans.values()


def _beneath(blocks: list[Block], spans: list[tuple[int, int]]) -> Iterator[int]:
    """Give the lines right beneath headings that may be bylines."""
    for start, end in spans:
        told = end > start + 2 or (end > start + 1 and blocks[start].links)
        if told and _may_be_byline(blocks[start + 1]):
            yield start + 1


def _behind(blocks: list[Block], spans: list[tuple[int, int]]) -> Iterator[int]:
    """Give the only line behind the text of each heading that is a name with its day."""
    for start, end in spans:
        dated = [n for n in range(start + 2, end) if _may_be_byline(blocks[n]) and names_and_dates(blocks[n].text)]
        if len(dated) == 1:
            yield dated[0]


def _nested(blocks: list[Block]) -> tuple[list[int], int]:
    """Give the plain entries right beneath linked ones less deep, and how many linked ones there are."""
    heads = [n for n, block in enumerate(blocks) if block.kind == "item" and block.links]
    followed = [n + 1 for n in heads if n + 1 < len(blocks) and blocks[n + 1].kind == "item"]
    deeper = [n for n in followed if blocks[n].indent > blocks[n - 1].indent]
    return [n for n in deeper if not (blocks[n].links or blocks[n].lead or blocks[n].number)], len(heads)


def _are_names(lines: list[str]) -> bool:
    short = all(width(line) <= _WIDEST_NAME and not is_finished(line) for line in lines)
    return short and sum(is_name(line) or read_day(line) is not None for line in lines) >= _MOST * len(lines)


def _signed(blocks: list[Block], spans: list[tuple[int, int]]) -> Iterator[int]:
    """Give the last line beneath each unlinked heading that is a linked name and nothing more."""
    for start, end in spans:
        last = blocks[end - 1]
        linked = last.kind in ("paragraph", "card") and [link.words for link in last.links] == [last.text]
        if end > start + 2 and linked and is_name(last.text) and not blocks[start].links:
            yield end - 1


def _may_be_byline(block: Block) -> bool:
    plain = block.kind == "paragraph" and not (block.lead or block.links or block.number or block.quoted)
    return plain and width(block.text) <= _WIDEST and not is_finished(block.text)


def names_and_dates(line: str) -> bool:
    """Tell a name with a day or time right behind it, and nothing more."""
    name, when = _parted(line)
    return bool(name and when) and width(name) <= _WIDEST_NAME and line.rstrip().endswith(when)


def _are_bylines(lines: list[str], *, often: bool) -> bool:
    parted = [_parted(line) for line in lines]
    dated = sum(bool(when) for _, when in parted)
    names = Counter(name for name, _ in parted if name)
    again = sum(count for count in names.values() if count > 1)
    short = sum(width(name) <= _WIDEST_NAME for name, _ in parted) >= _MOST * len(lines)
    return short and (dated >= _MOST * len(lines) or (often and again >= _MOST * len(lines)))


def _parted(line: str) -> tuple[str, str]:
    """Part a byline into what stands before its day or time, and that; the latter is empty where it has none."""
    line = _SIGNS.sub("", line)
    for at in (0, *(found.end() for found in _BREAK.finditer(line))):
        found = _WHEN.match(fold(line[at:]))
        if found or read_day(line[at:].split("·")[0]):
            return _SIGNS.sub("", line[:at]), found.group() if found else line[at:]
    return line, ""


def _signed_plainly(blocks: list[Block], spans: list[tuple[int, int]]) -> list[int]:
    """Find the last lines that are plain names behind text; none where nearly all headings or the last have none."""
    lines = [
        end - 1
        for start, end in spans
        if end > start + 2
        and _may_be_byline(blocks[end - 1])
        and is_name(blocks[end - 1].text)
        and is_finished(blocks[end - 2].text)
    ]
    ends = bool(lines) and lines[-1] == spans[-1][1] - 1
    return lines if ends and len(lines) >= _NEARLY_ALL * len(spans) else []


def _as_labels(block: Block) -> list[Block]:
    credit = read_credit_line(block.text)
    if credit and credit.day and credit.outlet:
        return [block]  # which is read where its story is
    name, when = _parted(block.text)
    name = "" if width(name) > _WIDEST_NAME or is_call(name) else name
    label = replace(block, kind="label", card=None)
    labels = [replace(label, text=when, label="date")] if read_day(when) else []
    return [*labels, *([replace(label, text=name, label="origin")] if name else [])]
