"""What stands beneath one of several parallel headlines belongs to it, and begins no story of its own.

*Parallel headlines* are headings of one rank of which most carry a link, are long, or count on; the stories of an issue
are such a run of siblings. Beneath them a line of outlet and day that comes once to a story credits it; a heading
without a rank of its own (guessed, or bold), and one that stands once beneath most of them, is text. So is a credit
right beneath a list entry, and one beside a call to read on beneath a heading. Several linked or long headings beneath
one headline are stories, as beneath a theme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from store.parse.blocks import BOLD_LEVEL, WIDEST_THEME, Block
from store.parse.cards import split_parts
from store.parse.credits import is_name
from store.parse.dates import read_day
from store.parse.headings import are_headlines, is_headline_heading, is_story_heading
from store.parse.openers import is_opener
from store.parse.prose import width
from store.parse.vocabulary import FURNITURE, fold, is_call, name_key

_FEWEST, _SEVERAL = 2, 3
"""Headlines that are parallel, at least, and short ones that each lead on."""
_NEARLY_ALL = 0.8
_NARROWEST = 20
"""Columns that a heading beneath a headline takes at least to head a story of its own."""
_WIDEST_CREDIT = 80
_WIDEST_TITLE = 60
"""Columns from which a heading with text is no theme's name, though half of the bold lines beneath it are long."""


def settle_parents(blocks: list[Block]) -> list[Block]:
    """Give the outline in which the parts of a story are none, and its credits are labels."""
    settled: list[Block] = []
    parts = _parts(blocks)
    for n, block in enumerate(blocks):
        if n not in parts:
            settled.append(block)
        elif block.kind == "card":
            settled += _as_labels(block)
        else:
            settled.append(replace(block, kind="paragraph", level=0, role=None, explicit=False, labelled=True, lead=""))
    return settled


def _parts(blocks: list[Block]) -> set[int]:
    """Find the places of the cards and headings that are parts of a story."""
    parts = _beneath_entries(blocks) | _calls(blocks)
    for level in sorted({block.level for block in blocks if block.kind == "heading" and block.explicit}):
        spans = list(_spans(blocks, level))
        if not are_headlines([blocks[start] for start, _ in spans]):
            continue
        spans = [span for span in spans if _may_be_headline(blocks[span[0]])]
        parts |= _once([[n for n in range(*span) if blocks[n].kind == "card"] for span in spans])
        parts |= _headings(blocks, spans) | _inner(blocks, spans)
        break
    return parts | _within_headlines(blocks)


def _spans(blocks: list[Block], level: int) -> Iterator[tuple[int, int]]:
    """Find the headings of a rank with what stands beneath each, as (heading, behind the last)."""
    start = None
    for n, block in enumerate(blocks):
        if block.kind != "heading" or not block.explicit or block.level > level:
            continue
        if start is not None:
            yield start, n
        start = n if block.level == level and not block.role else None
    if start is not None:
        yield start, len(blocks)


def _may_be_headline(heading: Block) -> bool:
    return is_headline_heading(heading) or width(heading.bare) > WIDEST_THEME


def _once(found: list[list[int]]) -> set[int]:
    """Give the places of what comes once to nearly every headline that has it at all."""
    having = [places for places in found if places]
    alone = [places[0] for places in having if len(places) == 1]
    return set(alone) if len(alone) >= max(_FEWEST, _NEARLY_ALL * len(having)) else set()


def _headings(blocks: list[Block], spans: list[tuple[int, int]]) -> set[int]:
    """Find the headings beneath headlines that head no story."""
    beneath = [[n for n in range(start + 1, end) if blocks[n].kind == "heading"] for start, end in spans]
    often = Counter(key for places in beneath for key in {name_key(blocks[n].text) for n in places})
    parts = _once(beneath) if 2 * sum(map(bool, beneath)) >= len(spans) else set()
    for (start, _), places in zip(spans, beneath, strict=True):
        said = name_key(blocks[start].text)
        keys = {name_key(blocks[n].text) for n in places if _is_apart(blocks[n])}
        stories = sum(key != said and often[key] < _FEWEST for key in keys)
        ranked = False
        for n in places:
            block = blocks[n]
            ranked = ranked or (block.explicit and block.level < BOLD_LEVEL)
            known = block.role is not None and start == spans[-1][0] and often[name_key(block.text)] < _FEWEST
            if not ranked and not known and (stories < _FEWEST or block.role in FURNITURE):
                parts.add(n)
    return parts


def _within_headlines(blocks: list[Block]) -> set[int]:
    """Find the short headings beneath a long headline: names of its story's parts. A theme's name is short itself."""
    heads = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.explicit]
    parts: set[int] = set()
    for at, start in enumerate(heads):
        outer = blocks[start]
        end = next((n for n in heads[at + 1 :] if blocks[n].level <= outer.level), len(blocks))
        inner = [n for n in heads[at + 1 :] if n < end]
        if outer.role or outer.level >= BOLD_LEVEL or not is_story_heading(outer) or start in parts:
            continue
        linked = sum(bool(block.links) for block in blocks[start:end] if block.kind in ("item", "row", "heading"))
        listed = sum(block.kind in ("item", "row") for block in blocks[start:end])
        long = [n for n in inner if is_headline_heading(blocks[n])]
        few = 2 * len(long) <= len(inner) and all(blocks[n].level >= BOLD_LEVEL for n in inner)
        few = few and _is_told(blocks, start) and width(outer.bare) >= _WIDEST_TITLE
        if (few or not long) and 2 * linked <= listed and len(blocks) > end and not _lead_each(blocks, [*inner, end]):
            parts |= set(inner)
    return parts


def _lead_each(blocks: list[Block], places: list[int]) -> bool:
    """Tell headings that are stories' own: beneath each of several a linked line says the heading's words again."""
    led = sum(
        any(block.links and block.text == blocks[start].bare for block in blocks[start + 1 : end])
        for start, end in pairwise(places)
    )
    return led >= _SEVERAL and led == len(places) - 1


def _is_told(blocks: list[Block], n: int) -> bool:
    """Tell a heading with prose of its own right beneath."""
    under = blocks[n + 1] if n + 1 < len(blocks) else None
    return under is not None and under.kind == "paragraph" and not is_opener(under)


def _inner(blocks: list[Block], spans: list[tuple[int, int]]) -> set[int]:
    """Find the ranks that only part stories: beneath linked headlines with prose of their own, and never linked."""
    told = [
        (start, end)
        for start, end in spans
        if end > start + 1
        and blocks[start].links
        and blocks[start + 1].kind == "paragraph"
        and not is_opener(blocks[start + 1])
    ]
    if len(told) < _FEWEST or len(told) < _NEARLY_ALL * len(spans):
        return set()
    places = [n for start, end in told for n in range(start + 1, end) if blocks[n].kind == "heading"]
    within = {n for n in places if blocks[n].explicit and blocks[n].role is None and not _heads_entries(blocks, n)}
    ranks = {blocks[n].level for n in places} - {blocks[n].level for n in places if n not in within}
    return {n for n in within if blocks[n].level in ranks}


def _heads_entries(blocks: list[Block], n: int) -> bool:
    """Tell a heading that is linked, or beneath which most entries or paragraphs are."""
    end = next((m for m in range(n + 1, len(blocks)) if blocks[m].kind == "heading"), len(blocks))
    beneath = [block for block in blocks[n + 1 : end] if block.kind in ("item", "paragraph", "card", "row")]
    opening = sum(bool(block.links) or is_opener(block) for block in beneath)
    return bool(blocks[n].links) or not beneath or 3 * opening >= 2 * len(beneath)


def _is_apart(heading: Block) -> bool:
    """Tell a heading beneath a headline that may head a story: long enough, and no announcement."""
    return width(heading.bare) >= _NARROWEST and fold(heading.text[-1:]) != ":"


def _beneath_entries(blocks: list[Block]) -> set[int]:
    """Find the credits right beneath list entries, where there are several."""
    places = {
        n
        for n in range(1, len(blocks))
        if blocks[n].kind == "card" and blocks[n - 1].kind == "item" and _credits(blocks[n], blocks[n - 1])
    }
    return places if len(places) >= _FEWEST else set()


def _calls(blocks: list[Block]) -> set[int]:
    """Find the lines between a heading and its text that name an outlet beside a linked call to read on."""
    places = {
        n
        for n in range(1, len(blocks) - 1)
        if blocks[n].kind == "card" and blocks[n - 1].kind == "heading" and blocks[n + 1].kind == "paragraph"
        and blocks[n].links and all(is_call(link.words) for link in blocks[n].links)
        and (card := blocks[n].card) and card.day is None and is_name(card.headline)
    }  # fmt: skip
    return places if len(places) >= _FEWEST else set()


def _credits(block: Block, above: Block) -> bool:
    card = block.card
    if card is None or card.day is None or block.gap or block.links or block.indent <= above.indent:
        return False
    return width(block.text) <= _WIDEST_CREDIT and is_name(card.headline)


def _as_labels(block: Block) -> list[Block]:
    """Write a credit as labels, one for each thing it names, and its links as one that leads on."""
    parts = split_parts(block.text.partition("[")[0].strip() or block.text)
    label = replace(block, kind="label", card=None, links=())
    day = next((part for part in parts if read_day(part)), "")
    name = next((part for part in parts if is_name(part) and part != day and not part[:1].isdigit()), "")
    labels = [replace(label, text=day, label="date")] if day else []
    labels += [replace(label, text=name, label="origin")] if name else []
    return [*labels, *([replace(label, text="", label="link", links=block.links)] if block.links else [])]
