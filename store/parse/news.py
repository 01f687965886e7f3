"""The layouts of newsletters: themed sections of entries, or a story under each heading.

Under a theme every card, table row, list entry and paragraph with a lead of its own is a story; where there is none of
these, every paragraph with a link. A heading that is no theme is a story's headline, and everything under it the
story's text. `units` tells the one from the other. What follows an entry, such as commentary, an inner list or a
label, belongs to it until the next one begins. Prose above the first section is a lead.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import median

from store.model import ItemKind
from store.parse.blocks import WIDEST_THEME, Block
from store.parse.cards import read_card
from store.parse.credits import is_credit_line, names_at_end, read_credit_line, source_of, take_end_credit
from store.parse.dates import read_day
from store.parse.drafts import Draft, draft, is_worthy
from store.parse.leads import Opening, has_lead, read_opening, tidy_headline
from store.parse.lines import Link
from store.parse.openers import is_opener
from store.parse.parallel import Unit
from store.parse.prose import is_finished, is_headline, width
from store.parse.sections import Section
from store.parse.tables import Columns, read_columns, read_row
from store.parse.units import find_units, is_headline_heading, is_story_heading
from store.parse.vocabulary import FURNITURE, LISTS, Role, is_call, label_of
from store.text import first_sentence, sentences

_SHORTEST_ENTRY = 16
"""Columns that a line of a list of quick hits or takeaways says at least."""
_WIDEST_HEADLINE = 120
"""Columns up to which an entry among headlines is one."""
_SEVERAL = 3
_BYLINE = 40
"""Columns that a heading's only text takes at least to be news, where no full stop ends it."""
_KINDS: dict[Role, ItemKind] = {
    "takeaways": "takeaway",
    "quick_hits": "quick_hit",
    "watch": "watch",
    "abstract": "summary",
    "summary": "summary",
}


def read_news(sections: list[Section]) -> list[Draft]:
    """Read every section of a newsletter; furniture gives nothing."""
    units = find_units(sections)
    beneath: dict[int, list[tuple[Section, Unit]]] = {}
    for section, unit in zip(sections, units, strict=True):
        beneath.setdefault(id(section.above), []).append((section, unit))
    read: list[Draft] = []
    depth = _depth(sections, units)
    for section, unit in zip(sections, units, strict=True):
        inner = beneath.get(id(section), [])
        if section.role in FURNITURE or (inner and _only_names(section)):
            continue
        stories = _credited(read_section(section, unit), section)
        if _introduces(section, beneath) or (unit == "section" and section.rank < depth and _is_aside(section)):
            stories = [replace(story, kind="summary") for story in stories]
        read += stories
    return read


def _credited(stories: list[Draft], section: Section | None) -> list[Draft]:
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


def read_section(section: Section, unit: Unit = "entry") -> list[Draft]:
    """Read one section by its role and by what it holds."""
    role = section.role if section.role in _KINDS else None
    headline = role in LISTS and section.heading is not None and section.heading.role is None
    if unit == "section" and (role is None or headline):
        return [replace(story, kind=_KINDS[role] if role else "story", role=role) for story in _one_story(section)]
    return _Entries(section, role, unit).read()


class _Entries:
    """Reads the entries of one section in order."""

    def __init__(self, section: Section, role: Role | None, unit: Unit) -> None:
        self.section, self.role, self.unit = section, role, unit
        self.kind: ItemKind = _KINDS[role] if role else "story"
        if role == "takeaways" and len(section.blocks) == 1 and len(sentences(section.blocks[0].text)) > 1:
            self.kind = "summary"  # prose that sums up the issue
        self.by_paragraph = role is not None and not any(
            block.kind in ("card", "item") or block.labelled for block in section.blocks
        )
        self.columns: Columns | None = None
        # A heading or line between entries that is a day dates those that follow.
        self.day = read_day(section.heading.bare) if section.heading else None
        self.current: Draft | None = None
        self.indent = 0
        self.headlines = _are_headlines(section.blocks)
        self.lines = self.headlines and sum(map(_is_line, section.blocks)) > len(section.blocks) / 2

    def read(self) -> list[Draft]:
        """Give the section's entries as drafts, in order."""
        entries: list[Draft] = []
        blocks = self.section.blocks
        for n, block in enumerate(blocks):
            after = blocks[n + 1] if n + 1 < len(blocks) else None
            begun = self._begin(block, after)
            if begun is not None:
                entries.append(begun)
                begun.day = begun.day or self.day
                # A lead or an introduction stands alone: nothing is added to it.
                alone = block.kind == "paragraph" and begun.kind == "summary" and not self.by_paragraph
                self.current, self.indent = (None if alone else begun), block.indent
            elif block.kind == "date" and entries:
                self.day = read_day(block.text)
            elif self.current is not None and not (self.headlines and block.text[-1:] in ":："):
                self.current = _extend(self.current, block)
        return entries

    def _begin(self, block: Block, after: Block | None) -> Draft | None:
        """Begin an entry where a block opens one, else None."""
        section, role = self.section, self.role
        if block.kind == "row":
            return self._row(block)
        if block.kind == "card" and block.card:
            card = block.card
            kind: ItemKind = self.kind if role in LISTS else "story"
            begun = Draft(kind, section.title, block.start, block.end, role, card.headline, outlet=card.outlet)
            begun.day = card.day
            if card.outlet is None and (credit := take_end_credit(card.headline, ())) and credit[0]:
                begun.outlet, begun.headline = credit[0].outlet, credit[1]
            begun.add_links(block)
            return begun
        deeper = self.current is not None and block.indent > self.indent + 1
        if block.kind == "item" and not (deeper and not (block.credited and names_at_end(block.text))):
            worthy = role or self.headlines or is_worthy(block, after)
            return self._entry(block, after) if worthy else None
        if block.kind in ("paragraph", "comment"):
            return self._paragraph(block)
        return None

    def _entry(self, block: Block, after: Block | None) -> Draft:
        """Begin a list entry; among headlines, or right above its credit, it is one, though it be two sentences."""
        begun = draft(self.kind, self.section.title, block, self.role)
        credited = after is not None and after.kind == "label" and not after.gap and not is_finished(block.text)
        if (
            (self.headlines or credited)
            and not begun.headline
            and not self.role
            and width(block.text) <= _WIDEST_HEADLINE
            and not (self.lines and _goes_on(block))
        ):
            begun.headline, begun.body = tidy_headline(" ".join(begun.body)), []
        return begun

    def _row(self, block: Block) -> Draft | None:
        if self.columns is None or block.level == 1 or len(block.cells) != self.columns.count:
            self.columns = read_columns(block, [row for row in self.section.blocks if row.kind == "row"])
        return None if block.level == 1 else read_row(block, self.columns, self.kind, self.section.title, self.role)

    def _paragraph(self, block: Block) -> Draft | None:
        if self.current and _leads_on(self.current, block):
            return None
        if self.role is None and self.unit == "lead" and block.kind == "paragraph" and is_opener(block):
            return draft("story", self.section.title, block)
        if self.role is None and self.unit == "line" and block.kind == "paragraph":
            return draft("story", self.section.title, block)
        own = (block.links or block.lead) and not (block.quoted and self.current)
        if self.role is None and self.unit == "linked" and own and not is_headline(block.text):
            return draft("story", self.section.title, block)
        if not (self.by_paragraph or self.current is None) or not _is_prose(block, self.role):
            return None
        return draft(self.kind if self.role else "summary", self.section.title, block, self.role)


def _leads_on(current: Draft, block: Block) -> bool:
    """Tell a short linked line that only asks to read on about the entry above it."""
    if not block.links or width(block.text) > WIDEST_THEME * 2:
        return False
    arrow = block.text[-1] in "→»" and not current.links
    return arrow or is_call(block.text.strip(" .…→»"))


def _are_headlines(blocks: list[Block]) -> bool:
    """Tell a section of nothing but headlines: list entries of one depth, most of them long enough for one."""
    blocks = [block for block in blocks if not (block.kind == "paragraph" and block.text[-1:] in ":：")]  # themes
    entries = [block for block in blocks if block.kind == "item" and block.indent == blocks[0].indent]
    if not entries or len(entries) != len(blocks):
        return False
    others = sum(not (is_headline(block.text) or _is_line(block)) for block in entries)
    return 3 * others <= len(entries) and median(width(block.text) for block in entries) >= _SHORTEST_ENTRY


def _goes_on(block: Block) -> bool:
    """Tell an entry of several sentences among such of one, where the first is no question."""
    return first_sentence(block.text)[-1:] in ".。" and not _is_line(block)


def _is_line(block: Block) -> bool:
    """Tell an entry of a single sentence without a lead, which is its own headline though a full stop ends it."""
    short = is_finished(block.text) and width(block.text) <= _WIDEST_HEADLINE
    return short and not block.lead and len(sentences(block.text)) == 1


def _is_prose(block: Block, role: Role | None) -> bool:
    listed = role in LISTS and width(block.text) >= _SHORTEST_ENTRY
    return not is_headline(block.text) or listed or (role is not None and is_finished(block.text))


def _extend(current: Draft, block: Block) -> Draft | None:
    """Add what belongs to an entry; a label of the whole document ends it."""
    if block.kind in ("comment", "item") or (block.kind == "paragraph" and (_goes_with(block) or not current.body)):
        current.take(block)
    elif block.kind == "label":
        return _label(current, block)
    return current


def _goes_with(block: Block) -> bool:
    """Tell a paragraph that belongs to the entry above it; a short line that no full stop ends may lead to the next."""
    return is_finished(block.text) or bool(block.links) or block.quoted or width(block.text) > _WIDEST_HEADLINE


def _label(current: Draft, block: Block) -> Draft | None:
    if block.label in ("more", "origin", "link") and block.links:
        current.links += [Link(link.url, link.words if link.words != link.url else "read more") for link in block.links]
        end, _ = take_end_credit(block.text, ())
        current.outlet = current.outlet or source_of(block.text, block.links) or (end.outlet if end else None)
    elif block.label in ("origin", "publisher"):
        current.outlet = current.outlet or block.text
    elif block.label == "date" and (day := read_day(block.text)):
        current.day = current.day or day
    elif block.gap:
        return None
    current.end = max(current.end, block.end)
    return current


def _one_story(section: Section) -> list[Draft]:
    """Read a section under a heading as one story, filed under the heading above it."""
    heading = section.heading
    if heading is None:
        return []
    above = section.above.title if section.above else None
    story, title = Draft("story", above, heading.start, heading.end), section.title or heading.text
    opening = _opening(title, heading.links)
    if heading.lead and not heading.links and has_lead(title, heading.lead, ()):
        opening = read_opening(title, heading.lead, ())
    if 2 * width(opening.headline) < width(title) and not title.startswith(opening.headline):
        opening = Opening("", title)  # what is linked is the last part of the headline
    if is_finished(heading.text) and not section.blocks:
        story.body.append(heading.bare)
    else:
        story.headline, story.outlet, story.day = opening.headline or opening.rest, opening.outlet, opening.day
        story.body += [opening.rest] if opening.headline and _says(opening.rest) else []
    story.links += heading.links
    for n, block in enumerate(section.blocks):
        credit = read_credit_line(block.text) if n < 2 and block.kind in ("paragraph", "card", "date") else None
        if credit and not story.body and is_credit_line(block.text):
            story.outlet, story.day = story.outlet or credit.outlet, story.day or credit.day
            story.add_links(block)
        elif n and n == len(section.blocks) - 1 and _is_kicker(block):
            break
        elif block.kind in ("paragraph", "comment", "item", "card"):
            story.take(block)
        elif block.kind == "label":
            _label(story, block)
    if story.body and _is_theme_in_capitals(section):
        story.section, story.headline = title, ""
        story.body[0] = story.body[0].partition(": ")[2] or story.body[0]
    if not story.body and label_of(f"{heading.bare}: x"):
        return []  # "Source" above an address
    led = heading.links or (story.links and width(heading.bare) > WIDEST_THEME)
    return [story] if led or (story.body and not _is_byline(story)) else []


def _says(words: str) -> bool:
    return any(sign.isalpha() for sign in words)


def _opening(title: str, links: tuple[Link, ...]) -> Opening:
    """Read a headline's credits, which stand beside its link; words that are linked whole hold none."""
    card = read_card(title) if not links else None
    if card and card.day:
        return Opening(tidy_headline(card.headline), "", card.outlet, card.day)
    credit, words = take_end_credit(title, ())
    if credit and credit.day and not links:
        return Opening(tidy_headline(words), "", credit.outlet, credit.day)
    if not links or any(title in link.words for link in links):
        return Opening("", tidy_headline(title))
    return read_opening(title, "", links)


def _is_theme_in_capitals(section: Section) -> bool:
    """Tell a word or two in capitals above text that a label opens ("META", "The story: …"): a theme, no headline."""
    first = next((block for block in section.blocks if block.kind == "paragraph"), None)
    words = section.heading.bare if section.heading and not section.heading.links else ""
    labelled = first is not None and first.labelled and ": " in first.text[:_BYLINE]
    return labelled and words.isupper() and width(words) <= WIDEST_THEME


def _is_byline(story: Draft) -> bool:
    """Tell a heading's text that is only a word or two without a link: who wrote or lent what, not news."""
    said = story.body[0]
    return len(story.body) == 1 and not story.links and width(said) <= _BYLINE and is_headline(said)


def _is_kicker(block: Block) -> bool:
    """Tell a word or two right above the next headline, which name that story's theme."""
    short = block.kind == "paragraph" and not block.quoted and width(block.text) <= WIDEST_THEME
    return short and not is_finished(block.text) and not block.links
