"""What repeats in an issue: whether a heading opens a theme whose entries are the stories, or is a story's headline.

Told for each section by what stands under its heading:

- cards and table rows make a theme;
- list entries make one where they come first, or where most begin with a lead or carry a link of their own; behind
  prose they are details of a story, unless its heading is short and they say more than the prose does;
- paragraphs make one where two begin with a lead, or, under a short heading, where all link in their first sentence or
  begin with bold words of their own;
  one with a lead does under a short heading that holds nothing more; so do lines of a sentence each, right beneath each
  other under a short heading;
- a list without links that one credit stands behind, or before, makes none;
- a heading that carries a link, or is long, is a headline.

Where that does not tell, the sections beside it of the same rank decide. Among parallel headlines, most of which carry
a link, are long or count on, a section is a story, unless nothing is said above its list or its links. Labels that come
again and again ("Why it matters:") have left the headings before (`labels`).
"""

from __future__ import annotations

import re
from collections import Counter

from store.parse.blocks import WIDEST_THEME, Block
from store.parse.credits import is_credit_line, is_name
from store.parse.linking import site_of
from store.parse.openers import is_opener
from store.parse.parallel import Unit, are_pointed, as_those_alike, ranks_beneath_themes
from store.parse.prose import is_finished, is_headline, width
from store.parse.sections import Section
from store.parse.vocabulary import PARTS, fold, is_label, is_pointer
from store.text import first_sentence, has_chinese, link_key, sentences

_FEW_BOLD, _FEW_LINKED = 3, 8
"""Paragraphs for each with a lead, at most: bold words open parts of an essay too, a linked title seldom does."""
_NEARLY_ALL = 0.8
_SEVERAL = 3
"""Entries, each with a lead, that make a theme of a long heading with an introduction."""
_LONE = 3
"""Paragraphs at most of a theme that holds one story with a lead."""
_FEWEST_LINES, _SHORTEST_LINE = 5, 60
"""Lines, and columns of each, that are stories by standing right beneath each other."""
_CLOSING = 60
"""Characters within which a credit in brackets closes a paragraph."""
_FIRST = 400
"""Characters within which a first sentence is looked for."""
_LONG_ENTRY = 100
"""Columns from which a list entry tells a story by itself."""
_COUNT = re.compile(r"[-–—(]\s*\d{1,3}\s*(?:[条篇个则项]|items?|stories)\s*\)?\s*:?$", re.IGNORECASE)
"""How many entries a theme has, behind its name: "(3 items)"."""
_ENTRIES = ("card", "row", "item")
_LONG_HEADING = 34
"""Columns from which a heading is a headline rather than a theme."""


def find_units(sections: list[Section]) -> list[Unit]:
    """Say for each section what its stories are: itself, its entries, its paragraphs with leads or with links."""
    found = [_unit(section) for section in sections]
    units = [unit or _as_its_peers(sections, found, n) for n, unit in enumerate(found)]
    told, beneath = _headline_ranks(sections), ranks_beneath_themes(sections)
    pointed = are_pointed([section for section in sections if section.rank in told and _has_long_heading(section)])
    units = as_those_alike(sections, units)
    return [
        "section"
        if section.heading
        and (section.rank in beneath or (section.rank in told and not _holds_stories(section, pointed=pointed)))
        else unit
        for section, unit in zip(sections, units, strict=True)
    ]


def _headline_ranks(sections: list[Section]) -> set[float]:
    """Find the ranks whose headings are parallel headlines."""
    ranks: dict[float, list[Block]] = {}
    for section in sections:
        if section.heading is not None and section.heading.explicit and not section.role:
            ranks.setdefault(section.rank, []).append(section.heading)
    return {rank for rank, heads in ranks.items() if are_headlines(heads)}


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
    if _have_subjects([block for block in section.blocks if block.kind == "paragraph"]):
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
    said = line.kind == "paragraph" and fold(line.text[-1:]) == ":" and width(line.text) > WIDEST_THEME
    return said and not any(block.links for block in entries)


def are_headlines(heads: list[Block]) -> bool:
    """Tell parallel headlines: several headings of one rank of which most look so."""
    return len(heads) > 1 and 3 * sum(map(is_headline_heading, heads)) >= 2 * len(heads)


def is_headline_heading(heading: Block) -> bool:
    """Tell a heading that is a story's by its look: it carries a link, is long, or is one of a count."""
    counted = heading.explicit and heading.number.isdigit() and fold(heading.text.lstrip())[:1].isdigit()
    return counted or is_story_heading(heading)


def _unit(section: Section) -> Unit | None:
    blocks = [block for block in section.blocks if block.kind in ("card", "row", "item", "paragraph", "comment")]
    entries = [block for block in blocks if block.kind in ("card", "row", "item") and not block.labelled]
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    paragraphs = [block for block in paragraphs if not block.quoted] or paragraphs  # what is quoted is a story's text
    if section.heading is None or section.role in PARTS:
        return "entry" if _are_entries(entries) else _by_paragraphs(None, paragraphs, entries) or "entry"
    if any(block.kind == "card" for block in entries) or sum(block.kind == "row" for block in entries) > 1:
        return "section" if _illustrates(section.heading, blocks) else "entry"
    if entries and _is_credited_whole(section):
        return "section"
    if entries:
        return _by_items(section.heading, blocks, entries)
    return _by_paragraphs(section.heading, paragraphs, entries)


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
    if _COUNT.search(fold(heading.bare)):
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
    if not prose and not heading.links and (led or linked or _said(top) >= _LONG_ENTRY * len(top)):
        return "entry"
    if is_story_heading(heading):
        behind = [block for block in blocks[blocks.index(items[-1]) + 1 :] if not is_headline(block.text)]
        around = bool(prose and behind) and not linked  # what prose goes on behind is part of it
        listed = not prose or (
            not around and _said(top) > _said(prose) and len(top) >= _SEVERAL and all(map(is_opener, top))
        )
        return "entry" if led and (linked or listed) and not heading.links and listed else "section"
    if not prose or led or (linked and len(top) > 1):
        return "entry"
    if is_theme_heading(heading) and _said(top) > _said(prose):
        return None
    return "section" if _said(prose) >= _said(top) else None


def _said(blocks: list[Block]) -> int:
    return sum(width(block.text) for block in blocks)


def _by_paragraphs(heading: Block | None, paragraphs: list[Block], items: list[Block]) -> Unit | None:
    if heading is not None and not items and _have_subjects(paragraphs):
        return "linked"
    if heading is not None and not items and is_theme_heading(heading) and _are_lines(paragraphs):
        return "line"
    opening = [block for block in paragraphs if is_opener(block) and not is_credit_line(block.text)]
    if heading is not None and not (heading.links or items) and is_story_heading(heading) and _lead_away(paragraphs):
        return None
    if heading is not None and is_story_heading(heading) and (len(opening) < 3 or _is_parted(paragraphs, opening)):
        return "section"
    linked_leads = sum(bool(block.links) and not block.lead for block in opening)
    if _closes(paragraphs, opening):
        return "section"
    share = _FEW_LINKED if linked_leads * 2 > len(opening) else _FEW_BOLD
    if len(opening) > 1 and len(opening) * share >= len(paragraphs):
        return "lead"
    if len(opening) == 1 and paragraphs[0] is opening[0] and heading is not None and _may_be_theme(heading):
        words = fold(opening[0].lead) or "a"
        bare = not any(block.links for block in paragraphs[1:])
        lone = bare and len(paragraphs) <= _LONE and words[-1] != ":" and any(sign.isalpha() for sign in words)
        if lone:
            return "lead"
    prose = [block for block in paragraphs if not is_headline(block.text)]
    linked = [block for block in prose if links_at_once(block)]
    short = heading is None or (is_theme_heading(heading) and not _is_subject(heading, linked))
    most = len(linked) > 1 and len(linked) * 5 >= 4 * len(prose) and all(block in linked for block in opening)
    bold = {block.lead for block in prose if block.lead}
    named = heading is not None and len(bold) >= _SEVERAL and len(bold) * 5 >= 4 * len(prose)
    if (most or named) and short and not items:
        return "linked"
    return None


def _is_parted(paragraphs: list[Block], opening: list[Block]) -> bool:
    """Tell a story parted by bold words before its paragraphs: some are without, or only some hold a link."""
    if any(link.words in block.lead for block in opening for link in block.links):
        return False
    if 2 * sum(bool(block.lead) for block in opening) < len(opening):
        return False  # what opens them are links
    linked = sum(bool(block.links) for block in opening)
    pages = {link_key(link.url.partition("#")[0]) for block in opening for link in block.links}
    if linked > 1 and len(pages) == 1:
        return True  # of which all is told there
    return paragraphs[0] not in opening or 0 < linked < _NEARLY_ALL * len(opening)


def _are_lines(paragraphs: list[Block]) -> bool:
    """Tell sentences that stand right beneath each other, a line each, nearly all of them alone in theirs."""
    if len(paragraphs) < _FEWEST_LINES or any(block.gap or block.quoted for block in paragraphs[1:]):
        return False
    alone = sum(len(sentences(block.text)) == 1 and is_finished(block.text) for block in paragraphs)
    return 3 * len(paragraphs) <= 4 * alone and all(width(block.text) >= _SHORTEST_LINE for block in paragraphs)


def _have_subjects(paragraphs: list[Block]) -> bool:
    """Tell sentences that each begin with a bold name of its own, if an introduction announces them or they link.

    An introduction ends in a colon.
    """
    announced = bool(paragraphs) and not paragraphs[0].lead and fold(paragraphs[0].text[-1:]) == ":"
    told = paragraphs[announced:]
    named = {block.lead for block in told if block.lead and _runs_on(block)}
    linked = sum(bool(block.links) for block in told)
    return len(named) == len(told) >= _SEVERAL and (announced or 2 * linked >= len(told))


def _lead_away(paragraphs: list[Block]) -> bool:
    """Tell paragraphs each of which leads to a page of its own in its first sentence, on several sites."""
    pages = {link_key(block.links[0].url) for block in paragraphs if block.links and links_at_once(block)}
    sites = {site_of(block.links[0].url) for block in paragraphs if block.links}
    return len(pages) == len(paragraphs) >= _SEVERAL and len(sites) > 1


def _runs_on(block: Block) -> bool:
    behind = block.text[len(block.lead) :] if block.text.startswith(block.lead) else ""
    return has_chinese(behind[:1]) or (behind[:1] == " " and behind[1:2].islower())


def _closes(paragraphs: list[Block], opening: list[Block]) -> bool:
    """Tell a text with its links gathered at its end, a line each: where to read on, or what it rests on."""
    links = [block for block in opening if any(block.text == link.words for link in block.links)]
    text = paragraphs[: len(paragraphs) - len(opening)]
    return bool(text and opening) and links == opening == paragraphs[len(text) :] and _said(text) > _said(opening)


def _is_subject(heading: Block, linked: list[Block]) -> bool:
    """Tell a heading that names what is told beneath it: its words open the text, and all links lead to one site."""
    sites = {site_of(link.url) for block in linked for link in block.links}
    return len(sites) == 1 and bool(linked) and linked[0].text.startswith(heading.bare)


def links_at_once(block: Block) -> bool:
    """Tell a paragraph that links in its first sentence or a credit at its end; an essay links further on."""
    opening = first_sentence(block.text[:_FIRST])
    closing = block.text.rstrip(" .。")
    last = block.links[-1].words if block.links else ""
    credited = bool(last) and fold(closing[-1:]) in ")]" and last in closing[-_CLOSING:]
    named = is_name(last) and not is_label(last) and closing.endswith(last)
    calls = bool(last) and is_pointer(last)
    asks = calls and closing.endswith(last) and not block.quoted
    credited = credited or ((named or asks) and is_finished(closing.removesuffix(last).rstrip()))
    return credited or any(link.words in opening or link.words not in block.text for link in block.links)


def is_story_heading(heading: Block) -> bool:
    """Tell a heading that can only be a story's headline: it carries a link, or is long and counts no entries."""
    return bool(heading.links) or (width(heading.bare) >= _LONG_HEADING and not _COUNT.search(fold(heading.bare)))


def is_theme_heading(heading: Block) -> bool:
    """Tell a heading that may be a theme's name: short, unlinked, no sentence."""
    return not heading.links and width(heading.bare) <= WIDEST_THEME


def _may_be_theme(heading: Block) -> bool:
    """Tell a theme's name from one of a count of headlines."""
    return is_theme_heading(heading) and not is_headline_heading(heading)


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
    # A longer heading between themes is a story of its own.
    likely = votes.most_common(1)[0][0]
    if likely in ("lead", "linked") and any(block.links or block.lead for block in section.blocks):
        return "linked"
    if likely == "entry" and is_story_heading(section.heading) and _lead_away(section.blocks):
        return "linked"
    if likely == "linked":
        return "section"
    if likely == "entry" and not any(block.kind in ("item", "row") for block in section.blocks):
        return "section"
    return likely if likely == "section" or is_theme_heading(section.heading) else "section"
