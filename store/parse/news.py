"""The layouts of newsletters: themed sections of entries, or a story under each heading.

Under a theme every card, table row, list entry and paragraph with a lead of its own is a story; where there is none of
these, every paragraph with a link. A heading that is no theme is a story's headline, and everything under it the
story's text. `units` tells the one from the other. Prose above the first section is a lead.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from store.parse.drafts import Draft
from store.parse.headings import is_headline_heading, is_story_heading
from store.parse.listed import read_section
from store.parse.parallel import Unit
from store.parse.sections import Section
from store.parse.vocabulary import FURNITURE

_SEVERAL = 3


def read_news(sections: list[Section], units: list[Unit]) -> list[Draft]:
    """Read every section of a newsletter, whose stories are these units of it; furniture gives nothing."""
    beneath: dict[int, list[tuple[Section, Unit]]] = {}
    for section, unit in zip(sections, units, strict=True):
        beneath.setdefault(id(section.above), []).append((section, unit))
    read: list[Draft] = []
    depth = _depth(sections, units)
    for section, unit in zip(sections, units, strict=True):
        inner = beneath.get(id(section), [])
        if section.role in FURNITURE or (inner and _only_names(section)):
            continue
        stories = credit_front(as_words(read_section(section, unit), section), section)
        if _introduces(section, beneath) or (unit == "section" and section.rank < depth and _is_aside(section)):
            stories = [replace(story, kind="summary") for story in stories]
        read += stories
    return read


def as_words(stories: list[Draft], section: Section) -> list[Draft]:
    """Give what a part such as "Conclusion" says, where nothing in it is linked, as the issue's own words."""
    own = section.role == "chapter" and not _is_linked(section)
    return [replace(story, kind="summary") for story in stories] if own else stories


def credit_front(stories: list[Draft], section: Section | None) -> list[Draft]:
    """Credit stories without an outlet with the site whose name they stand beneath."""
    while section is not None and not (section.heading and section.heading.front):
        section = section.above
    name = section.title if section else None
    return [replace(story, outlet=story.outlet or name) for story in stories] if name else stories


def _depth(sections: list[Section], units: list[Unit]) -> float:
    """Give the rank of most stories under headings, where they are linked, several, and beneath themes; else 0."""
    ranks = Counter(
        section.rank
        for section, unit in zip(sections, units, strict=True)
        if unit == "section" and section.above is not None and section.above.heading is not None and not section.role
    )
    rank, count = ranks.most_common(1)[0] if ranks else (0, 0)
    linked = sum(_is_linked(section) for section in sections if section.rank == rank)
    return rank if count >= _SEVERAL and 4 * linked >= 3 * count else 0


def _is_linked(section: Section) -> bool:
    linked = section.heading is not None and bool(section.heading.links)
    return linked or any(block.links for block in section.blocks)


def _is_aside(section: Section) -> bool:
    """Tell what an editor says between themes: a short plain heading above prose without a link."""
    heading = section.heading
    plain = heading is not None and not is_headline_heading(heading)
    return plain and not _is_linked(section) and all(block.kind == "paragraph" for block in section.blocks)


def _only_names(section: Section) -> bool:
    """Tell a heading that says no more than what the sections beneath it are about, or where they are from."""
    plain = section.heading is not None and not section.heading.links
    return plain and all(block.kind in ("label", "date") for block in section.blocks)


def _introduces(section: Section, beneath: dict[int, list[tuple[Section, Unit]]]) -> bool:
    """Tell prose beneath a theme's name that only leads to the sections beneath: themes, or stories by their heads."""
    heading, inner = section.heading, beneath.get(id(section), [])
    if heading is None or section.role or is_story_heading(heading) or len(inner) < 2:
        return False
    plain = all(block.kind in ("label", "date", "paragraph") and not block.links for block in section.blocks)
    themes = sum(unit != "section" or _is_headline(each) or _introduces(each, beneath) for each, unit in inner)
    return plain and 3 * themes >= 2 * len(inner)


def _is_headline(section: Section) -> bool:
    return section.heading is not None and is_headline_heading(section.heading)
