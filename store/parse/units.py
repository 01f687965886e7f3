"""What repeats in an issue: whether a heading opens a theme whose entries are the stories, or is a story's headline.

Told for each section by what stands under its heading:

- cards and table rows make a theme;
- list entries make one where they come first, or where most begin with a lead or carry a link of their own; behind
  prose they are details of a story, unless its heading is short and they say more than the prose does;
- paragraphs make one by their leads, links or lines, as told in `paragraphs`;
- a list without links that one credit stands behind, or before, makes none;
- a heading that carries a link, or is long, is a headline.

Where that does not tell, the sections beside it of the same rank decide. Among parallel headlines, most of which carry
a link, are long or count on, a section is a story, unless nothing is said above its list or its links. Labels that come
again and again ("Why it matters:") have left the headings before (`labels`).
"""

from __future__ import annotations

from collections import Counter

from store.parse.blocks import WIDEST_THEME, Block, said
from store.parse.credits import is_credit_line
from store.parse.headings import are_headlines, counts_entries, is_headline_heading, is_story_heading, is_theme_heading
from store.parse.openers import is_opener
from store.parse.paragraphs import have_subjects, lead_away, unit_by_paragraphs
from store.parse.parallel import Unit, are_pointed, as_those_alike, ranks_beneath_themes
from store.parse.prose import is_headline, width
from store.parse.sections import Section
from store.parse.vocabulary import PARTS, fold

_SEVERAL = 3
"""Entries, each with a lead, that make a theme of a long heading with an introduction."""
_LONG_ENTRY = 100
"""Columns from which a list entry tells a story by itself."""
_ENTRIES = ("card", "row", "item")


def find_units(sections: list[Section]) -> list[Unit]:
    """Say for each section what its stories are: itself, its entries, its paragraphs with leads or with links."""
    found = [_unit(section) for section in sections]
    units = [unit or _as_its_peers(sections, found, n) for n, unit in enumerate(found)]
    told, beneath = _headline_ranks(sections), ranks_beneath_themes(sections)
    counted = _counted(sections)
    pointed = are_pointed([section for section in sections if section.rank in told and _has_long_heading(section)])

    def _is_story(section: Section) -> bool:
        among = section.rank in told and not _holds_stories(section, pointed=pointed)
        return section.heading is not None and (section.rank in beneath or among or section.heading.start in counted)

    units = as_those_alike(sections, units)
    return ["section" if _is_story(section) else unit for section, unit in zip(sections, units, strict=True)]


def _headline_ranks(sections: list[Section]) -> set[float]:
    """Find the ranks whose headings are parallel headlines."""
    ranks: dict[float, list[Block]] = {}
    for section in sections:
        if section.heading is not None and section.heading.explicit and not section.role:
            ranks.setdefault(section.rank, []).append(section.heading)
    return {rank for rank, heads in ranks.items() if are_headlines(heads)}


def _counted(sections: list[Section]) -> set[int]:
    """Find (by their starts) the headings that count stories from one on, beside themes of their rank that do not.

    What is listed beneath them tells points: none of it is linked or begins in bold.
    """
    counted = [s for s in sections if s.heading and s.heading.explicit and s.heading.number.isdigit() and not s.role]
    heads = [section.heading for section in counted if section.heading]
    on = [int(head.number) for head in heads] == list(range(1, len(heads) + 1))
    listed = [block for section in counted for block in section.blocks if block.kind in _ENTRIES]
    plain = bool(listed) and not any(block.links or block.lead or block.kind != "item" for block in listed)
    ranks = {section.rank for section in counted}
    beside = any(s.heading and s not in counted and not s.role and s.rank in ranks for s in sections)
    told = on and plain and beside and len(ranks) == 1 and len(heads) >= _SEVERAL
    return {head.start for head in heads} if told else set()


def _has_long_heading(section: Section) -> bool:
    return section.heading is not None and not section.heading.links and is_headline_heading(section.heading)


def _holds_stories(section: Section, *, pointed: bool) -> bool:
    """Tell a section among stories whose entries are stories nevertheless, as beneath a theme.

    Its heading is short and plain, or nothing is said above them, and they are a list or lead elsewhere; a list that
    only tells points as those beside it do holds none.
    """
    heading = section.heading
    if heading is None or section.role or not (is_headline_heading(heading) or width(heading.bare) > WIDEST_THEME):
        return True
    if heading.links or (pointed and not is_theme_heading(heading)):
        return False
    if have_subjects([block for block in section.blocks if block.kind == "paragraph"]):
        return True
    first = next((n for n, block in enumerate(section.blocks) if block.kind in _ENTRIES or _opens_entry(block)), 0)
    if any(not is_headline(block.text) for block in section.blocks[:first]):
        return False
    if first and _announces_details(section.blocks[first - 1], section.blocks[first:]):
        return False
    return any(block.kind in _ENTRIES or block.links for block in section.blocks)


def _opens_entry(block: Block) -> bool:
    return is_opener(block) and not is_credit_line(block.text)


def _announces_details(line: Block, entries: list[Block]) -> bool:
    """Tell a sentence right above a list or table that ends in a colon, where no entry carries a link."""
    announces = line.kind == "paragraph" and fold(line.text[-1:]) == ":" and width(line.text) > WIDEST_THEME
    return announces and not any(block.links for block in entries)


def _unit(section: Section) -> Unit | None:
    blocks = [block for block in section.blocks if block.kind in (*_ENTRIES, "paragraph", "comment")]
    entries = [block for block in blocks if block.kind in _ENTRIES and not block.labelled]
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    paragraphs = [block for block in paragraphs if not block.quoted] or paragraphs  # what is quoted is a story's text
    if section.heading is None or section.role in PARTS:
        unit = None if _are_entries(entries) else unit_by_paragraphs(None, paragraphs)
        return "entry" if unit is None or (entries and unit == "linked") else unit
    if any(block.kind == "card" for block in entries) or sum(block.kind == "row" for block in entries) > 1:
        return "section" if _illustrates(section.heading, blocks) else "entry"
    if entries and _is_credited_whole(section):
        return "section"
    if entries:
        return _by_items(section.heading, blocks, entries)
    return unit_by_paragraphs(section.heading, paragraphs)


def _is_credited_whole(section: Section) -> bool:
    """Tell a list of which no entry is linked, with one credit behind it or before: where all of it is from."""
    credits = [n for n, block in enumerate(section.blocks) if block.label in ("origin", "more", "link") and block.links]
    listed = [n for n, block in enumerate(section.blocks) if block.kind == "item"]
    if len(credits) != 1 or len(listed) < 2 or listed[0] < credits[0] < listed[-1]:
        return False
    depth = section.blocks[credits[0]].indent
    return not any(section.blocks[n].links or section.blocks[n].indent != depth for n in listed)


def _illustrates(heading: Block, blocks: list[Block]) -> bool:
    """Tell a table that belongs to a story: beneath a headline and its text, and without a link."""
    told = blocks[0].kind == "paragraph" and not is_headline(blocks[0].text)
    rows = [block for block in blocks if block.kind in _ENTRIES]
    return is_story_heading(heading) and told and all(block.kind == "row" and not block.links for block in rows)


def _are_entries(entries: list[Block]) -> bool:
    return any(block.kind != "item" for block in entries) or sum(bool(is_opener(b) or b.links) for b in entries) > 1


def _by_items(heading: Block, blocks: list[Block], items: list[Block]) -> Unit | None:
    if counts_entries(heading):
        return "entry"
    outer = min(item.indent for item in items)
    top = [item for item in items if item.indent <= outer + 1]
    labelled = sum(block.kind == "item" and block.labelled and block.indent <= top[0].indent for block in blocks)
    if labelled >= len(top) or (labelled and is_story_heading(heading)):
        return "section"  # "What:", "Why it matters:" are parts of one story
    led = sum(is_opener(item) for item in top) * 2 >= len(top)
    linked = sum(bool(item.links) for item in top) * 2 >= len(top)
    prose = [block for block in blocks[: blocks.index(items[0])] if not is_headline(block.text)]
    above = blocks[max(blocks.index(items[0]) - 1, 0)]
    if above.labelled and prose:
        return "section"  # "Highlights" of what the text tells
    if not any(item.lead or item.links for item in top) and above.kind == "paragraph" and fold(above.text[-1:]) == ":":
        return "section"  # "The details:" announces details of a story
    if not prose and not heading.links and (led or linked or said(top) >= _LONG_ENTRY * len(top)):
        return "entry"
    if is_story_heading(heading):
        behind = [block for block in blocks[blocks.index(items[-1]) + 1 :] if not is_headline(block.text)]
        around = bool(prose and behind) and not linked  # what prose goes on behind is part of it
        listed = not prose or (
            not around and said(top) > said(prose) and len(top) >= _SEVERAL and all(map(is_opener, top))
        )
        return "entry" if led and listed and not heading.links else "section"
    if not prose or led or (linked and len(top) > 1):
        return "entry"
    if is_theme_heading(heading) and said(top) > said(prose):
        return None
    return "section" if said(prose) >= said(top) else None


def _as_its_peers(sections: list[Section], found: list[Unit | None], n: int) -> Unit:
    """Decide an open case as the sections of the same rank beside it are; without any, as a story."""
    section = sections[n]
    if section.heading is None:
        return "entry"
    rank = section.rank
    votes = Counter(
        unit
        for other, unit in zip(sections, found, strict=True)
        if unit and other.heading is not None and other.rank == rank and other.role is None
    )
    if not votes:
        return "section"
    likely = votes.most_common(1)[0][0]
    if likely in ("lead", "linked") and any(block.links or block.lead for block in section.blocks):
        return "linked"
    if likely == "entry" and is_story_heading(section.heading) and lead_away(section.blocks):
        return "linked"
    if likely == "linked":
        return "section"
    if likely == "entry" and not any(block.kind in ("item", "row") for block in section.blocks):
        return "section"
    # A longer heading between themes is a story of its own.
    return likely if likely == "section" or is_theme_heading(section.heading) else "section"
