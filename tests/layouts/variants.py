"""An annotated document told again in other layouts, so that the trees learn what holds in any of them.

The pieces that the rules read are written anew as Markdown, all pieces of one kind alike, as one publisher would:
headings under other signs, bold, plain, numbered or before their text, those of no story left out; entries with other
marks, as paragraphs or as a table's rows; leads without their weight or on lines of their own; links where they were,
behind, bare, as a site's name or gone; single texts as points; a line of source or day beneath headlines. Some of it is
left out. Where a story begins, one still begins.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from store.parse.blocks import Block
from store.parse.places import Place
from store.parse.prose import width
from store.text import has_chinese

_MARKS = ("- ", "* ", "• ", "🔹 ", "▪ ")
_PICTOGRAPHS = "🚀📌🔥🧠💡📰"
_FIRST_DAY = date(2026, 1, 5)
_LONG = 160
"""Columns of a text that is parted into points."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one publisher would write a document. `heads` maps a rank of headings to how these are written."""

    heads: dict[float, str]
    entries: str
    leads: str
    links: str
    beneath: str
    as_points: bool
    quoted: bool
    ruled: bool


def draw_layout(places: Sequence[Place], begun: Set[int], draw: random.Random) -> Layout:
    """Draw a layout; `begun` are the places, by number, at which stories begin."""
    told: dict[float, list[bool]] = {}
    for n, place in enumerate(places):
        if place.order < 0:
            told.setdefault(place.section.rank, []).append(n in begun)
    return Layout(
        {rank: _draw_heads(sum(stories) / len(stories), draw) for rank, stories in sorted(told.items())},
        _choose(draw, {"marked": 55, "numbered": 15, "paragraphs": 17, "rows": 10}),
        _choose(draw, {"bold": 55, "plain": 28, "apart": 17}),
        _choose(draw, {"within": 50, "none": 13, "bare": 12, "behind": 13, "site": 12}),
        _choose(draw, {"": 75, "source": 13, "day": 12}),
        draw.random() < 0.2,
        draw.random() < 0.08,
        draw.random() < 0.12,
    )


def _draw_heads(stories: float, draw: random.Random) -> str:
    """Draw how headings of a rank are written, of which this share begins a story."""
    if stories > 0.5:
        return _choose(draw, {"sign": 45, "bold": 20, "plain": 10, "numbered": 8, "before": 15, "entry": 5})
    return _choose(draw, {"sign": 45, "bold": 20, "plain": 10, "pictograph": 8, "none": 12 if not stories else 0})


def _choose(draw: random.Random, odds: dict[str, int]) -> str:
    return draw.choices(list(odds), list(odds.values()))[0]


def write_variant(places: Sequence[Place], begun: Set[int], draw: random.Random) -> str:
    """Write a document in a layout that is drawn.

    `places` are the pieces that the rules read, and `begun` those, by number, at which stories begin.
    """
    return _Writer(places, begun, draw).write()


class _Writer:
    """Writes pieces of a document one behind the other."""

    def __init__(self, places: Sequence[Place], begun: Set[int], draw: random.Random) -> None:
        self._places, self._begun, self._draw = places, begun, draw
        self._layout = draw_layout(places, begun, draw)
        self._chinese = has_chinese(" ".join(place.block.text for place in places))
        self._marked = draw.choice(_MARKS)
        self._depths = {rank: min(6, 2 + n) for n, rank in enumerate(self._layout.heads)}
        self._parts: list[str] = []
        self._before = ""
        self._count = self._heads = 0

    def write(self) -> str:
        kept = self._keep()
        for n, place in enumerate(self._places):
            if n in kept:
                self._write_head(n, place) if place.order < 0 else self._write_block(n, place)
        if self._before:
            self._parts.append(f"**{self._before}**")
        text = self._parts[0] if self._parts else ""
        for above, part in pairwise(self._parts):
            text += ("\n" if _go_together(above, part) else "\n\n") + part
        return text + "\n"

    def _keep(self) -> set[int]:
        """Choose what is told: mostly all, else about half of the stories, or headlines alone."""
        every = set(range(len(self._places)))
        how = _choose(self._draw, {"all": 75, "half": 18, "headlines": 7})
        if how == "headlines":
            return {n for n in every if n in self._begun or self._places[n].order < 0}
        starts = sorted(self._begun)
        if how == "all" or len(starts) < 8:
            return every
        first = self._draw.randrange(len(starts) // 2 + 1)
        return set(range(starts[first], starts[min(len(starts) - 1, first + len(starts) // 2)]))

    def _write_head(self, n: int, place: Place) -> None:
        how = self._layout.heads[place.section.rank]
        if how == "none":
            return
        self._count = 0
        self._heads += 1
        if self._layout.ruled and n in self._begun and self._parts:
            self._parts.append("---")
        words, _, behind = self._linked(place.block, place.block.text).partition("\n")
        sign = "#" * self._depths[place.section.rank]
        written = {
            "sign": f"{sign} {words}", "bold": f"**{words}**", "plain": words, "entry": f"- {words}",
            "numbered": f"{sign} {self._heads}. {words}",
            "pictograph": f"{sign} {self._draw.choice(_PICTOGRAPHS)} {words}",
        }  # fmt: skip
        if how == "before":
            self._before = words
            return
        self._parts.append(written[how] + ("\n" + behind if behind else ""))
        if n in self._begun:
            self._write_beneath(place)

    def _write_beneath(self, place: Place) -> None:
        if self._layout.beneath == "source":
            site = next((urlsplit(link.url).hostname or "" for link in place.block.links), "") or "Reuters"
            self._parts.append(f"来源：{site}" if self._chinese else f"Source: {site}")
        elif self._layout.beneath == "day":
            self._parts.append((_FIRST_DAY + timedelta(self._draw.randrange(250))).isoformat())

    def _write_block(self, n: int, place: Place) -> None:
        block = place.block
        text = " ".join(block.cells) or block.text
        if self._before:
            self._parts.append(
                f"**{self._before}**" + self._draw.choice((" ", ": ", " – ")) + self._linked(block, text)
            )
            self._before = ""
        elif block.lead and text.startswith(block.lead) and self._layout.leads == "apart" and text != block.lead:
            self._parts += [f"**{block.lead}**", self._linked(block, text[len(block.lead) :].lstrip(" :：–—-"))]
        elif self._layout.as_points and n not in self._begun and block.kind == "paragraph" and width(text) > _LONG:
            self._parts += [f"- {each}" for each in re.split(r"(?<=[.!?。！？])\s*", text) if each]
        elif block.kind in ("item", "row", "card"):
            self._write_entry(block, self._led(block, text))
        else:
            quoted = block.quoted or (self._layout.quoted and n not in self._begun)
            self._parts.append(("> " if quoted else "") + self._led(block, text))

    def _write_entry(self, block: Block, text: str) -> None:
        self._count += 1
        indent = "  " * min(block.indent // 2, 2)
        if self._layout.entries == "rows":
            row = f"| {self._count} | {' '.join(text.split()).replace('|', '/')} |"
            is_first = not self._parts or not self._parts[-1].startswith("|")
            self._parts.append("| # | News |\n|---|---|\n" + row if is_first else row)
        elif self._layout.entries == "paragraphs":
            self._parts.append(text)
        else:
            mark = f"{self._count}. " if self._layout.entries == "numbered" else self._marked
            self._parts.append(indent + mark + text.replace("\n", f"\n{indent}   "))

    def _led(self, block: Block, text: str) -> str:
        """Write a text with its bold lead."""
        linked = self._linked(block, text)
        if block.lead and self._layout.leads == "bold" and linked.startswith(block.lead):
            return f"**{block.lead}**{linked[len(block.lead) :]}"
        return linked

    def _linked(self, block: Block, text: str) -> str:
        """Write a text with its links."""
        text = " ".join(text.split())
        if not block.links or self._layout.links == "none":
            return text
        first = block.links[0]
        if self._layout.links == "within":
            for link in block.links:
                if link.words in text and "](" not in link.words:
                    text = text.replace(link.words, f"[{link.words}]({link.url})", 1)
            return text
        if self._layout.links == "bare":
            return f"{text}\n{first.url}"
        if self._layout.links == "site":
            return f"{text} ({(urlsplit(first.url).hostname or 'example.com').removeprefix('www.')})"
        return f"{text} [{'阅读原文' if self._chinese else 'Read more'}]({first.url})"


def _go_together(above: str, part: str) -> bool:
    """Tell parts of one list or table, which no blank line keeps apart."""
    if part.startswith("|"):
        return above.splitlines()[-1].startswith("|")
    return all(re.match(r"\s*(?:[-*]|\d+\.) ", each) for each in (above, part))
