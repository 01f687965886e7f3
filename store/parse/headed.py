"""A story under its heading: headline, credits and day from the heading's words, all beneath it the text."""

from __future__ import annotations

import re

from store.parse.blocks import WIDEST_THEME, Block
from store.parse.cards import read_card
from store.parse.credits import is_credit_line, is_name, names_site, read_credit_line, source_of, take_end_credit
from store.parse.dates import find_date, read_day
from store.parse.drafts import Draft
from store.parse.leads import Opening, has_lead, read_opening, tidy_headline
from store.parse.lines import Link
from store.parse.openers import is_opener
from store.parse.prose import is_finished, is_headline, width
from store.parse.sections import Section
from store.parse.vocabulary import fold, is_label
from store.text import collapse, host_of

_AUTHOR = re.compile(r"(?:\s+|\s*[-–—|·]\s*)(?:by|作者|文)\s?[:：]\s*\S.{0,40}$", re.IGNORECASE)
"""Who wrote it, behind a linked headline."""
_DASHES = "-–—"
_FOOT = 3
"""Paragraphs behind a rule that are a foot, at most."""
_KIND = 12
"""Characters of the word that says what kind of story this is."""
_BYLINE = 40
"""Columns that a heading's only text takes at least to be news, where no full stop ends it."""


def read_headed(section: Section) -> list[Draft]:
    """Read a section under a heading as one story, filed under the heading above it; none where it says nothing."""
    heading = section.heading
    if heading is None:
        return []
    above = section.above.title if section.above else None
    story, title = Draft("story", above, heading.start, heading.end), section.title or heading.text
    opening = _opening(title, heading.links)
    lead = heading.lead.removeprefix(heading.text.removesuffix(heading.bare))
    if lead and not heading.links and has_lead(title, lead, ()):
        opening = read_opening(title, lead, ())
    last_part = 2 * width(opening.headline) < width(title) and not title.startswith(opening.headline)
    if last_part and opening.day is None:
        opening = Opening("", title)  # what is linked is the last part of the headline
    if is_finished(heading.text) and not section.blocks:
        story.body.append(heading.bare)
    else:
        story.headline, story.outlet, story.day = opening.headline or opening.rest, opening.outlet, opening.day
        story.body += [opening.rest] if opening.headline and _says(opening.rest) else []
    story.links += heading.links[1:] if _names_theme(title, heading.links) else heading.links
    last = max((n for n, block in enumerate(section.blocks) if block.kind != "date"), default=0)
    for n, block in enumerate(section.blocks):
        if story.body and is_behind_rule(section.blocks, n):
            break
        credit = read_credit_line(block.text) if n < 2 and block.kind in ("paragraph", "card", "date") else None
        if credit and not story.body and is_credit_line(block.text):
            story.outlet, story.day = story.outlet or credit.outlet, story.day or credit.day
            story.add_links(block)
        elif (n == last and (named := _site_named(block))) or (story.body and (named := _referred(block))):
            story.add_links(block)
            story.outlet = story.outlet or named
        elif n and n == last and _is_kicker(block):
            story.outlet = story.outlet or _named_by(block, story.links)
            break
        elif block.kind in ("paragraph", "comment", "item", "card"):
            story.take(block)
        elif block.kind == "label":
            add_label(story, block)
    if story.body and _is_theme_in_capitals(section):
        story.section, story.headline = title, ""
        story.body[0] = story.body[0].partition(": ")[2] or story.body[0]
    if not story.body and is_label(heading.bare):
        return []  # "Source" above an address
    led = heading.links or (story.links and width(heading.bare) > WIDEST_THEME)
    return [story] if led or (story.body and not _is_byline(story)) else []


def is_behind_rule(blocks: list[Block], n: int) -> bool:
    """Tell the foot of a list or story: the few plain paragraphs behind its only rule, the last ones of their section.

    A rule may also part stories, or stand beneath a headline.
    """
    if not blocks[n].ruled or len(blocks) - n > _FOOT or sum(block.ruled for block in blocks[1:]) > 1:
        return False
    if n == 0 or not is_finished(blocks[n - 1].text):
        return False
    return not any(block.kind != "paragraph" or block.lead or is_opener(block) for block in blocks[n:])


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
    if links and (found := _AUTHOR.search(title)) and links[-1].words.endswith(title[: found.start()].rstrip()):
        title = title[: found.start()].rstrip()
    if not links or any(title in link.words for link in links):
        return Opening("", tidy_headline(title))
    if opening := _kind_and_day(title, links[0]):
        return opening
    if _names_theme(title, links):
        return Opening("", links[1].words)
    return read_opening(title, "", links)


def _kind_and_day(title: str, link: Link) -> Opening | None:
    """Read a headline that its kind and day stand before: "Link 2026-04-20 [The mill opens]: "."""
    day = find_date(title)
    before = title[: day.start].strip() if day else ""
    if day is None or not title[day.end :].lstrip(" ·:|-–—").startswith(link.words) or len(before) > _KIND:
        return None
    return Opening(link.words, "", None, read_day(day.day)) if before.isalpha() or not before else None


def _names_theme(title: str, links: tuple[Link, ...]) -> bool:
    """Tell a headline whose first link is its theme and whose second one all that follows: "[Chips]: [The mill …]"."""
    if len(links) < 2:
        return False
    theme, rest = (link.words.strip(" :：") for link in links[:2])
    return collapse(fold(title).partition(":")[2]) == fold(rest) and title.startswith(theme)


def _is_theme_in_capitals(section: Section) -> bool:
    """Tell a word or two in capitals above text that a label opens ("META", "The story: …"): a theme, no headline."""
    first = next((block for block in section.blocks if block.kind == "paragraph"), None)
    words = section.heading.bare if section.heading and not section.heading.links else ""
    labelled = first is not None and first.labelled and ": " in first.text[:_BYLINE]
    return labelled and words.isascii() and words.isupper() and width(words) <= WIDEST_THEME


def _is_byline(story: Draft) -> bool:
    """Tell a heading's text that is only a word or two without a link: who wrote or lent what, not news."""
    said = story.body[0]
    return len(story.body) == 1 and not story.links and width(said) <= _BYLINE and is_headline(said)


def _is_kicker(block: Block) -> bool:
    """Tell a word or two right above the next headline, which name that story's theme; no field of this one."""
    short = block.kind == "paragraph" and not block.quoted and width(block.text) <= WIDEST_THEME
    return short and not is_finished(block.text) and not block.links and ": " not in fold(block.text)


def _site_named(block: Block) -> str | None:
    """Give the outlet that a line beneath a story names and leads to: a site, or a name behind a dash."""
    link = block.links[0] if len(block.links) == 1 and block.kind == "paragraph" else None
    words = block.text.strip(_DASHES + " ")
    if link is None:
        return None
    dashed = block.text[:1] in _DASHES and link.words.strip(_DASHES + " ") in (words, link.url)
    return words if host_of(link.url) == words.casefold() or (dashed and is_name(words)) else None


def _referred(block: Block) -> str | None:
    """Give the outlet of an entry beneath a story that only says where it is from: "The Post: The mill — https://…"."""
    link = block.links[0] if len(block.links) == 1 and block.kind == "item" else None
    if link is None or not block.text.endswith(link.url):
        return None
    outlet, colon, rest = fold(block.text[: -len(link.url)]).partition(":")
    said = rest.rstrip()
    told = bool(colon) and said[-1:] in _DASHES and is_headline(said.rstrip(_DASHES + " "))
    return block.text[: len(outlet)].strip() if told and is_name(outlet.strip()) else None


def _named_by(block: Block, links: list[Link]) -> str | None:
    """Give a story's last words as its outlet, where the site that it leads to is called so."""
    return block.text if any(names_site(Link(link.url, block.text)) for link in links[:1]) else None


def add_label(current: Draft, block: Block) -> Draft | None:
    """Add what a label says to a story; None where a label of the whole document ends it."""
    if block.label in ("more", "origin", "link") and block.links:
        current.links += [Link(link.url, link.words if link.words != link.url else "read more") for link in block.links]
        end, _ = take_end_credit(block.text, ())
        current.outlet = current.outlet or source_of(block.text, block.links) or (end.outlet if end else None)
    elif block.label in ("origin", "publisher"):
        current.outlet = current.outlet or block.text
    elif block.label == "date":
        current.day = current.day or read_day(block.text)
    elif block.gap:
        return None
    current.end = max(current.end, block.end)
    return current
