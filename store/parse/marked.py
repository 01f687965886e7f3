"""Read sections whose stories begin where it is said, whatever the rules make of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from store.parse.blocks import At, Block
from store.parse.drafts import Draft
from store.parse.listed import read_section
from store.parse.news import as_words, credit_front
from store.parse.parallel import Unit
from store.parse.sections import Section
from store.parse.vocabulary import FURNITURE


def read_marked(sections: list[Section], units: list[Unit], starts: Set[At]) -> list[Draft]:
    """Read every section, each story from a block that stands at one of these places up to the next.

    Sections with a known name are read by the rules, as these units of theirs.
    """
    unit_of = {id(section): unit for section, unit in zip(sections, units, strict=True)}
    read: list[Draft] = []
    for section, origin in _merged(sections, starts):
        if section.role not in FURNITURE:
            stories = read_section(section, unit_of[id(origin)]) if section.role else _read(section, starts)
            read += credit_front(as_words(stories, section), section)
    return read


def _merged(sections: Sequence[Section], starts: Set[At]) -> list[tuple[Section, Section]]:
    """Give the sections, each with what it was, those beneath a story's heading in which none begins as its text."""
    holders: dict[int, Section] = {}
    merged: list[tuple[Section, Section]] = []
    for section in sections:
        holder = holders.get(id(section.above))
        told = [_as_told(block, starts) for block in section.blocks]
        if holder is not None and section.role is None and not _holds(section, starts):
            holder.blocks += [*_as_text(section.heading), *told]
            holders[id(section)] = holder
            continue
        own = replace(section, blocks=[*section.blocks] if section.role else told)
        merged.append((own, section))
        if section.heading is not None and section.heading.at in starts:
            holders[id(section)] = own
    return merged


def _holds(section: Section, starts: Set[At]) -> bool:
    heads = [section.heading] if section.heading else []
    return any(block.at in starts for block in [*heads, *section.blocks])


def _as_told(block: Block, starts: Set[At]) -> Block:
    """Take a card or row at which no story begins for text of the one above it."""
    if block.kind not in ("card", "row") or block.at in starts or block.level == 1:
        return block
    return replace(block, kind="comment", card=None)


def _as_text(heading: Block | None) -> Iterable[Block]:
    if heading is not None:
        yield replace(heading, kind="paragraph", level=0, role=None, explicit=False, labelled=True, lead="")


def _read(section: Section, starts: Set[At]) -> list[Draft]:
    first = next((n for n, block in enumerate(section.blocks) if block.at in starts), len(section.blocks))
    if section.heading is None or section.heading.at not in starts:
        return read_section(section, starts=starts)
    story = read_section(replace(section, blocks=section.blocks[:first]), "section")
    rest = replace(section, blocks=section.blocks[first:])
    return story + (read_section(rest, starts=starts) if rest.blocks else [])
