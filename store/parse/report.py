"""The layout of reports: an abstract, numbered sections and subsections, references.

Each section is one `analysis` of its own text, without that of its subsections, which are items themselves and name
it as their section. Lists and short lines inside a section are part of its text.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from store.parse.blocks import Block
from store.parse.drafts import Draft
from store.parse.leads import has_lead
from store.parse.listed import read_section
from store.parse.prose import width
from store.parse.sections import Section
from store.parse.vocabulary import FURNITURE, PARTS, Role, fold

_SEVERAL_ENTRIES = 4
_OWN: frozenset[Role | None] = frozenset({None, "chapter"})
_TEXT = ("paragraph", "comment", "item", "heading", "card")


def is_report(blocks: list[Block]) -> bool:
    """Tell a report from a newsletter: numbered headings, and subsections, an abstract, contents or references.

    Headings that lead elsewhere are news, and so are those right above labels that say where their story is from, and
    lists of entries that have headlines of their own. Between an introduction and a conclusion stands an article.
    """
    numbered = [block for block in blocks if block.kind == "heading" and block.number and block.role not in FURNITURE]
    if len(numbered) < 2 and not (numbered and _has_apparatus(blocks)):
        return False
    linked = sum(bool(block.links) for block in numbered) + _credited(blocks)
    if sum(block.role == "chapter" and not block.number for block in blocks) > 1 and not _has_subsections(
        {block.number for block in numbered}
    ):
        return False
    if _counts_again(numbered) or 2 * linked > len(numbered) or _is_listed(blocks):
        return False
    return _has_subsections({block.number for block in numbered}) or _has_apparatus(blocks)


def _credited(blocks: list[Block]) -> int:
    """Count the numbered headings without a link that say where their text is from.

    A label of origin, such as "Source:", stands beneath each, or a line that is linked whole.
    """
    heads = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.explicit]
    numbered = [
        blocks[n + 1 : end] for n, end in pairwise([*heads, len(blocks)]) if blocks[n].number and not blocks[n].links
    ]
    return sum(any(map(_says_origin, beneath)) for beneath in numbered)


def _says_origin(block: Block) -> bool:
    whole = len(block.links) == 1 and block.text == block.links[0].words != block.links[0].url
    return (block.label in ("origin", "link") and bool(block.links)) or (block.label == "origin") or whole


def _counts_again(numbered: list[Block]) -> bool:
    """Tell headings whose numbers begin anew under each theme, as stories do."""
    numbers = Counter((block.level, block.number) for block in numbered)
    return sum(times > 1 for times in numbers.values()) > 1


def _is_listed(blocks: list[Block]) -> bool:
    """Tell numbered headings over lists of news from those over text: most is said in entries with a headline each."""
    told = [block for block in blocks if block.kind == "item" and block.lead and has_lead(block.text, block.lead, ())]
    prose = sum(width(block.text) for block in blocks if block.kind == "paragraph")
    return len(told) >= _SEVERAL_ENTRIES and sum(width(block.text) for block in told) > 2 * prose


def _has_subsections(numbers: set[str]) -> bool:
    """Tell whether a number such as 2.1 stands beneath its section 2; a version or a date stands beneath nothing."""
    return any("." in number and number.rpartition(".")[0] in numbers | {""} for number in numbers)


def _has_apparatus(blocks: list[Block]) -> bool:
    """Tell references, or an abstract; one that comes again and again belongs to each of several papers."""
    found = [block for block in blocks if block.kind == "heading" and block.role in ("abstract", "references")]
    abstracts = [fold(block.text).casefold() for block in found if block.role == "abstract"]
    return bool(found) and len(set(abstracts)) == len(abstracts)


def read_report(sections: list[Section]) -> list[Draft]:
    """Read the sections of a report in order; sections with a known role are read as in any newsletter."""
    items: list[Draft] = []
    for section in sections:
        if section.role in FURNITURE:
            continue
        if section.heading is not None and section.role in _OWN:
            items += _analysis(section)
        elif section.heading is None or section.role in PARTS or section.role not in _OWN:
            items += read_section(section)
    return items


def _analysis(section: Section) -> list[Draft]:
    """Read a section as one item; without text of its own it only names what its subsections are about."""
    heading = section.heading
    texts = [block for block in section.blocks if block.kind in _TEXT]
    if heading is None or not texts:
        return []
    item = Draft("analysis", _parent(section), heading.start, heading.end, headline=section.title or heading.text)
    for block in texts:
        item.take(block)
    item.links += heading.links
    return [item]


def _parent(section: Section) -> str | None:
    above = section.above
    return above.title if above is not None and above.role in _OWN else None
