"""Sponsors' blocks leave the outline.

A sponsor's block is the line that names it and what follows up to the next heading, the next entry with a lead of its
own, three paragraphs, or text with links to another site; an entry that is marked "(Sponsor)" goes with its own text
alone.
"""

from __future__ import annotations

from store.parse import notices
from store.parse.blocks import SECTION_LEVEL, Block
from store.parse.linking import site_of
from store.parse.openers import is_opener
from store.parse.prose import is_headline, width
from store.parse.vocabulary import fold
from store.text import link_key

_MOST_OF_AN_AD = 3
"""Paragraphs that a sponsor's block takes where nothing else ends it."""
_MOST_OF_A_SECTION = 12
_MOST_OF_SPONSORS = 8
WIDEST_OPTION = 44


def drop_sponsors(blocks: list[Block]) -> list[Block]:
    """Give the outline without the blocks of sponsors."""
    kept: list[Block] = []
    n = 0
    while n < len(blocks):
        end = _end_of_sponsor(blocks, n)
        if end == n:
            kept.append(blocks[n])
        while n < end < len(blocks) and _asks_again(blocks[n:end], blocks[end]):
            end += 1
        n = max(end, n + 1)
    return kept


def _asks_again(ad: list[Block], block: Block) -> bool:
    """Tell a linked line right behind an advertisement that leads where it does."""
    pages = {link_key(link.url) for each in ad for link in each.links}
    whole = len(block.links) == 1 and block.text.strip("= ") == block.links[0].words
    return whole and link_key(block.links[0].url) in pages


def _end_of_sponsor(blocks: list[Block], n: int) -> int:
    """Say where the sponsor's block that begins at `n` is over; `n` itself where none begins."""
    block = blocks[n]
    if block.kind in ("heading", "paragraph", "card") and notices.is_sponsor_heading(block.text):
        n += _awaits_name(blocks, n)
        return (
            _end_of_own_section(blocks, n)
            or _end_of_sponsored_section(blocks, n)
            or _end_of_named(blocks, n)
            or _end_of_ad(blocks, n)
        )
    under = blocks[n + 1] if n + 1 < len(blocks) else None
    if under and is_opener(block) and under.kind == "paragraph" and notices.is_sponsor_byline(under.text):
        return n + 2
    if block.kind in ("heading", "paragraph", "item", "card") and _is_marked(block):
        return _end_of_entry(blocks, n)
    return n


def _awaits_name(blocks: list[Block], n: int) -> bool:
    """Tell whether the sponsor's name stands in the line beneath."""
    under = blocks[n + 1] if n + 1 < len(blocks) else None
    return under is not None and not under.explicit and under.is_short and notices.awaits_sponsor(blocks[n].text)


def _end_of_own_section(blocks: list[Block], start: int) -> int | None:
    """Say where a sponsor's section with marked headings of its own beneath is over: at the next of its rank."""
    first, parted = blocks[start], False
    for n in range(start + 1, min(len(blocks), start + _MOST_OF_A_SECTION) if first.explicit else 0):
        if blocks[n].kind == "heading" and blocks[n].explicit:
            if blocks[n].level <= first.level:
                return n if parted else None
            parted = True
    return None


def _end_of_sponsored_section(blocks: list[Block], start: int) -> int | None:
    """Say where the short section under a sponsors' heading that names nobody is over: at the next of its rank."""
    first = blocks[start]
    if not first.explicit or notices.sponsor_name(first.text):
        return None
    for n in range(start + 1, min(len(blocks), start + _MOST_OF_SPONSORS)):
        if blocks[n].kind == "heading" and blocks[n].explicit and blocks[n].level <= first.level:
            return n if n > start + 1 else None
    return None


def _is_kicker(blocks: list[Block], n: int) -> bool:
    """Tell a sponsor's heading right above its advertisement's, where other stories have such a line above them too.

    Where none has, the advertisement may have been a picture, and the heading beneath a story's.
    """
    kickers = [at for at in range(1, len(blocks) - 1) if _stands_above(blocks, at)]
    return n in kickers and len(kickers) > 1


def _stands_above(blocks: list[Block], n: int) -> bool:
    line, under = blocks[n], blocks[n + 1]
    headings = line.kind == under.kind == "heading" and line.explicit and under.explicit
    return headings and under.level <= line.level


def _is_marked(block: Block) -> bool:
    head = block.lead or (block.links[0].words if block.links else "")
    return notices.is_sponsored(
        block.text[:120] if block.kind == "heading" or not head else f"{head} {block.text[:100]}"
    )


def _end_of_named(blocks: list[Block], start: int) -> int | None:
    """Say where the section or entry right beneath a sponsor's line is over, if its text is the sponsor's own.

    It is where it names or links to the sponsor that the line names, where it makes an offer, or where the line names
    nobody and an entry follows.
    """
    n = start + 1
    if n >= len(blocks) or not (blocks[n].kind == "heading" or is_opener(blocks[n])):
        return None
    end = _end_of_entry(blocks, n)
    said = fold(" ".join(block.text for block in blocks[n:end])).casefold()
    if _is_kicker(blocks, start) or notices.is_offer(said):
        return end
    name = _sponsor(blocks, start)
    if name:
        sites = " ".join(link.url for block in blocks[n:end] for link in block.links).casefold()
        return end if name in said or "".join(name.split()) in sites else None
    # "Advertisement" alone may have stood above a picture; "From our partners" names what follows.
    named = " " in blocks[start].text.strip() and _stands_above(blocks, start)
    return end if blocks[n].kind != "heading" or (named and start > 0) else None


def _sponsor(blocks: list[Block], n: int) -> str | None:
    above = blocks[n - 1].text if n else ""
    name = blocks[n].text if notices.awaits_sponsor(above) else notices.sponsor_name(blocks[n].text)
    return fold(name).casefold() if name else None


def _end_of_ad(blocks: list[Block], start: int) -> int:
    """Say where a sponsor's block is over: at its last own link or offer, where text with other links follows."""
    end = _reach_of_ad(blocks, start)
    inside = range(start + 1, end)
    sites = [site for n in inside for link in blocks[n].links if (site := site_of(link.url))]
    if not sites and blocks[start].text.strip(" .:").casefold() == "advertisement":
        return start + 1  # a place for a picture
    strange = next((n for n in inside if blocks[n].links and not _is_of(blocks[n], sites[0])), None) if sites else None
    if strange is None:
        return end
    return max((n + 1 for n in inside if n < strange and _is_of(blocks[n], sites[0])), default=start + 1)


def _is_of(block: Block, site: str) -> bool:
    return any(site_of(link.url) == site for link in block.links) or _is_ad_link(block)


def _reach_of_ad(blocks: list[Block], start: int) -> int:
    """Say how far a sponsor's block can reach: to a heading, an entry with a lead of its own, or three paragraphs."""
    first, n, prose = blocks[start], start + 1, 0
    while n < len(blocks):
        block = blocks[n]
        if block.kind == "heading":
            inner = first.kind == "heading" and (block.level > first.level or notices.is_offer(_next_text(blocks, n)))
            if prose or not inner:
                break
        elif _ends_ad(block) or prose >= _MOST_OF_AN_AD:
            break
        prose += block.kind == "paragraph" and not is_headline(block.text)
        n += 1
    return n


def _ends_ad(block: Block) -> bool:
    return block.kind in ("card", "row", "date") or (is_opener(block) and not _is_ad_link(block))


def _is_ad_link(block: Block) -> bool:
    """Tell a paragraph that only asks to buy: a short link and nothing else, or an offer."""
    call = bool(block.links) and block.text == block.links[0].words and width(block.text) < WIDEST_OPTION
    return call or notices.is_offer(block.text)


def _next_text(blocks: list[Block], n: int) -> str:
    return blocks[n + 1].text if n + 1 < len(blocks) else ""


def _end_of_entry(blocks: list[Block], start: int) -> int:
    """Say where the text of one marked entry is over."""
    first, n = blocks[start], start + 1
    headed = first.kind == "heading"
    while n < len(blocks) and n - start <= (_MOST_OF_A_SECTION if headed else _MOST_OF_AN_AD):
        block = blocks[n]
        opens = is_opener(block) and (block.kind in ("card", "row") if headed else block.indent <= first.indent)
        if opens or (block.kind == "heading" and (not headed or block.level <= max(first.level, SECTION_LEVEL))):
            break
        if headed and block.kind == "heading" and block.explicit:
            break
        if block.kind == "item" and not headed and (first.kind != "item" or block.indent <= first.indent):
            break
        n += 1
    return n
