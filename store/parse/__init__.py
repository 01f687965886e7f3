"""A document's words in, an `Issue` out. Pure: no file, network, clock or database.

    bytes ─▶ Written (text, lines) ─▶ outline ─▶ sections ─▶ a layout's rule ─▶ drafts ─▶ items, pairs, references
                                                     └────▶ odds of each block ─────┘

Formats differ up to `Written`, layouts after it; `documents` is the entrance for bytes of any format. Everything is
told by structure; the words known are generic: names of parts (`vocabulary`, `columns`) and what `notices` say. A
document in which no unit repeats is one story (`article`).
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from store.model import Issue, Item, Language
from store.parse.article import LAYOUT, read_article
from store.parse.blocks import Block
from store.parse.character import is_issue
from store.parse.confidence import Evidence, seems_issue
from store.parse.drafts import Draft, to_item
from store.parse.encoding import decode
from store.parse.endings import part_endings
from store.parse.facts import drop_facts
from store.parse.labels import settle_labels
from store.parse.linking import credit_sites
from store.parse.marked import read_marked
from store.parse.masthead import Masthead, read_masthead, spread_masthead, take_labels
from store.parse.navigation import drop_navigation
from store.parse.news import read_news
from store.parse.outline import read_outline, write_text
from store.parse.overview import drop_overviews
from store.parse.parents import settle_parents
from store.parse.references import read_references
from store.parse.relisted import drop_relisted
from store.parse.report import is_report, read_report
from store.parse.sections import cut_sections
from store.parse.starts import find_starts, read_odds, weigh_starts
from store.parse.titles import take_title
from store.parse.told_once import tell_once
from store.parse.translations import pair_translations
from store.parse.trim import drop_notices
from store.parse.units import find_units
from store.parse.unlinked import set_apart
from store.parse.written import Written
from store.text import has_chinese, host_of, language_of

__all__ = ["Written", "as_json", "decode", "parse", "read_issue"]

_MIXED = 0.2
"""Share of items in its second language from which a document counts as bilingual."""


def parse(text: str, *, name: str | None = None) -> Issue:
    """Read text or Markdown as an issue. `name` is its file name, used only to tell one from the other.

    Raises: NothingFoundError where it holds no readable text.
    """
    return read_issue(write_text(text, name))


def read_issue(written: Written, *, as_article: bool = False) -> Issue:
    """Read a document of any format as an issue; one in which no unit repeats becomes one story (`article`).

    `as_article` says that it is known to be one story.

    Raises: NothingFoundError where it holds no readable text.
    """
    outline = drop_facts(drop_navigation(read_outline(written)))
    trimmed = drop_notices(outline)
    title, blocks = take_title(spread_masthead(trimmed), written.title)
    labels, blocks = take_labels(blocks)
    layout = _layout(blocks)
    numbered = layout == "numbered"
    named = blocks if numbered else settle_labels(blocks)
    labelled = sum(first is not second for first, second in zip(blocks, named, strict=True)) > 1
    blocks = blocks if numbered else settle_parents(drop_relisted(drop_overviews(named)))
    sections = cut_sections(blocks, guesses=not numbered)
    masthead = _complete(read_masthead(title, labels, sections), written)
    references = read_references(sections)
    units = [] if numbered else find_units(sections)
    drafts = _told(read_report(sections) if numbered else read_news(sections, units))
    evidence = Evidence(
        drafts,
        sections,
        blocks,
        title or written.title or "",
        _trimmed_within(outline, trimmed),
        labelled,
        masthead.period is not None,
        written.text.count("\n```") // 2,
    )
    odds = [] if numbered or as_article else read_odds(sections)
    seems = numbered or seems_issue(evidence)
    issue = not as_article and (numbered or is_issue(evidence, odds, seems=seems))
    if issue and drafts and seems:
        drafts = set_apart(drafts, sections)
        starts = weigh_starts(drafts, odds)
    else:
        drafts, starts = [], find_starts(odds) if issue else None
    if starts is not None:
        drafts = _told(read_marked(sections, units, starts))
    if drafts:
        cited = frozenset(reference.n for reference in references)
        read_items = (to_item(draft, n, written.text, masthead.around, cited) for n, draft in enumerate(drafts))
        layout = _refine(layout, drafts, blocks)
        items = credit_sites(part_endings(tuple(read_items)), masthead.url)
    else:
        layout, items = LAYOUT, (read_article(written, masthead, blocks or outline),)
    return Issue(
        title=masthead.title or items[0].headline, source=masthead.source, url=masthead.url,
        language=_language(masthead.title, items), published_at=masthead.published_at, period=masthead.period,
        layout=layout, items=items, references=references,
        translations=pair_translations(items, [draft.role != "summary" for draft in drafts]) if drafts else (),
        text=written.text,
    )  # fmt: skip


def _told(drafts: list[Draft]) -> list[Draft]:
    """Give the drafts that say something, each story once."""
    return tell_once([draft for draft in drafts if draft.headline or draft.body])


def _trimmed_within(outline: list[Block], trimmed: list[Block]) -> int:
    """Count the blocks that were dropped between the news: what stands around them frames any mail or page."""
    first, last = (trimmed[0].start, trimmed[-1].start) if trimmed else (0, 0)
    return sum(first < block.start < last for block in outline) - sum(first < block.start < last for block in trimmed)


def _complete(masthead: Masthead, written: Written) -> Masthead:
    """Join what a document says in its words with what its format states: who and where it is, the format knows best.

    A day in the words is the issue's own; a mail's Date may be a day later, or that of a forwarding.
    """
    return replace(
        masthead,
        title=written.title or masthead.title,
        source=written.source or masthead.source or host_of(written.url or "") or None,
        url=written.url or masthead.url,
        published_at=masthead.published_at or written.published_at,
    )


def _layout(blocks: list[Block]) -> str:
    if is_report(blocks):
        return "numbered"
    return "cards" if any(block.kind == "card" for block in blocks) else "list"


def _refine(layout: str, drafts: list[Draft], blocks: list[Block]) -> str:
    """Tell tables and flashes from other lists: most stories begin with such a row or entry."""
    if layout != "list":
        return layout
    starts = {draft.start for draft in drafts}
    begun = [block for block in blocks if block.start in starts]
    for name, count in (("table", sum(b.kind == "row" for b in begun)), ("flashes", sum(b.timed for b in begun))):
        if count * 2 > len(drafts):
            return name
    return layout


def _language(title: str, items: tuple[Item, ...]) -> Language:
    """Say which language an issue is in: the title's where it has Chinese or is one of two, else most items'."""
    chinese = sum(item.language == "zh" for item in items) / len(items)
    if has_chinese(title) or _MIXED <= chinese <= 1 - _MIXED:
        return language_of(title)
    return "zh" if chinese > 0.5 else "en"


def as_json(issue: Issue) -> dict[str, Any]:
    """Give an issue as `tidings parse --json` prints it. Keys are stable; the exact source text is left out."""
    document = asdict(issue)
    for item in document["items"]:
        del item["text"]
    del document["text"]
    return document
