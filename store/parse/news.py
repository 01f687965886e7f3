"""The layouts of newsletters: themed sections of cards or list entries, beside takeaways, quick hits and the like.

Under a theme every card, list entry or (where there is neither) section with text is a story. What follows it, such
as commentary, an inner list or a label, belongs to it until the next one begins. Prose above the first section is a
lead.
"""

from __future__ import annotations

from store.model import ItemKind
from store.parse.drafts import Draft, draft, first_link, is_worthy
from store.parse.outline import Block
from store.parse.prose import is_finished, is_headline
from store.parse.sections import Section
from store.parse.vocabulary import FURNITURE, LISTS, PARTS, Role

_KINDS: dict[Role, ItemKind] = {
    "takeaways": "takeaway",
    "quick_hits": "quick_hit",
    "watch": "watch",
    "abstract": "summary",
    "summary": "summary",
}


def read_news(sections: list[Section]) -> list[Draft]:
    """Read every section of a newsletter; furniture gives nothing."""
    return [item for section in sections if section.role not in FURNITURE for item in read_section(section)]


def read_section(section: Section) -> list[Draft]:
    """Read one section by its role and by what it holds."""
    role = section.role if section.role in _KINDS else None
    is_top = section.heading is None or section.role in PARTS
    if role is None and not is_top and not _has_entries(section):
        return _one_story(section)
    return _entries(section, role)


def _entries(section: Section, role: Role | None) -> list[Draft]:
    """Give the entries of a section: cards and list items, and its own paragraphs where they stand alone."""
    entries: list[Draft] = []
    current: Draft | None = None
    indent = 0
    by_paragraph = role is not None and not _has_entries(section)
    for block in section.blocks:
        begun = _begin(block, section, role, current, indent, paragraphs=by_paragraph or current is None)
        if begun is not None:
            entries.append(begun)
            # A lead or an introduction stands alone: nothing is added to it.
            current, indent = (begun if by_paragraph or block.kind != "paragraph" else None), block.indent
        elif current is not None:
            current = _extend(current, block)
    return entries


def _has_entries(section: Section) -> bool:
    return any(block.kind in ("card", "item") for block in section.blocks)


def _begin(
    block: Block, section: Section, role: Role | None, current: Draft | None, indent: int, *, paragraphs: bool
) -> Draft | None:
    """Begin an entry where a block opens one, else None."""
    kind = _KINDS[role] if role else "story"
    if block.kind == "card" and block.card:
        card = block.card
        return Draft(
            kind if role in LISTS else "story", section.title, block.start, block.end, role,
            card.headline, url=first_link(block.links), outlet=card.outlet, day=card.day,
        )  # fmt: skip
    if block.kind == "item" and not (current and block.indent > indent + 1):
        return draft(kind, section.title, block, role) if role or is_worthy(block) else None
    if block.kind in ("paragraph", "comment") and paragraphs and _is_prose(block, role):
        return draft(kind if role else "summary", section.title, block, role)
    return None


def _is_prose(block: Block, role: Role | None) -> bool:
    return not is_headline(block.text) or role in LISTS or (role is not None and is_finished(block.text))


def _extend(current: Draft, block: Block) -> Draft | None:
    """Add what belongs to an entry; a label of the whole document ends it."""
    if block.kind in ("comment", "item") or (
        block.kind == "paragraph" and (is_finished(block.text) or block.links or not current.body)
    ):
        current.take(block)
    elif block.kind == "label":
        return _label(current, block)
    return current


def _label(current: Draft, block: Block) -> Draft | None:
    link = first_link(block.links)
    if block.label in ("more", "origin") and link:
        current.url = current.url or link
    elif block.label in ("origin", "publisher"):
        current.outlet = current.outlet or block.text
    else:
        return None
    current.end = max(current.end, block.end)
    return current


def _one_story(section: Section) -> list[Draft]:
    """Read a section of plain text under a heading as one story, filed under the heading above it."""
    texts = [block for block in section.blocks if block.kind in ("paragraph", "comment")]
    heading = section.heading
    if heading is None or not texts:
        return []
    above = section.above.title if section.above else None
    story = Draft("story", above, heading.start, heading.end, headline=section.title or heading.text)
    story.url = first_link(heading.links)
    for block in section.blocks:
        if block.kind in ("paragraph", "comment"):
            story.take(block)
        elif block.kind == "label":
            _label(story, block)
    return [story]
