"""Lines beside a headline that credit it: outlet and day beneath it or above, who is quoted, a name and a colon."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from store.parse.blocks import INNER_LEVEL, WIDEST_THEME, Block
from store.parse.cards import Card, split_parts
from store.parse.credits import are_names, is_name, is_site, read_credit_line
from store.parse.dates import find_date, read_day
from store.parse.joining import ends_in_link
from store.parse.leads import has_lead
from store.parse.notices import is_tally
from store.parse.prose import is_headline, width
from store.text import host_of

_WIDEST_LEADING = 60
"""Columns of a line that names who is quoted beneath it."""
_FEWEST, _NEARLY_ALL = 3, 0.8
"""Headings with such a line beneath, at least, and their share of a rank."""
_SEVERAL = 2
"""Lines that stand so, at least, where that is how an issue is written."""


def settle_credits(blocks: list[Block]) -> list[Block]:
    """Tell lines such as `Reuters · 3 May` beneath a headline from cards: there is one right under each heading.

    Commentary with an arrow, another card, or no text at all under the line makes it a card.
    """
    places = [n for n in range(1, len(blocks)) if _may_be_credit(blocks, n)]
    likely = [n for n in places if blocks[n - 1].links or width(blocks[n - 1].bare) > WIDEST_THEME]
    likely = sorted({*likely, *_under_each(blocks, places)})
    if len(likely) * 2 < len(places):
        return blocks
    levels = {blocks[n - 1].level for n in likely} if 3 * len(likely) >= 2 * len(places) else set[int]()
    settled = list(blocks)
    for n in places:
        if n in likely or blocks[n - 1].level in levels:
            settled[n] = replace(blocks[n], kind="paragraph", card=None)
    return settled


def _under_each(blocks: list[Block], places: list[int]) -> list[int]:
    """Find the ranks of which nearly every heading has one line that names an outlet, and no other, beneath it."""
    cards = [n for n, block in enumerate(blocks) if block.kind == "card"]
    named = [n for n in places if (card := blocks[n].card) and are_names(card.headline)]
    ranks = Counter(block.level for block in blocks if block.kind == "heading")
    under = Counter(blocks[n - 1].level for n in named)
    told = {level for level, count in under.items() if count >= _FEWEST and count >= _NEARLY_ALL * ranks[level]}
    alone = len(cards) - len(named) <= 1  # the masthead's
    return [n for n in named if alone and blocks[n - 1].level in told]


def settle_kickers(blocks: list[Block]) -> list[Block]:
    """Put lines of outlet and day that stand right above headlines beneath them, where most headlines have one."""
    places = [n for n in range(len(blocks) - 1) if _is_kicker(blocks[n], blocks[n + 1])]
    levels = {blocks[n + 1].level for n in places}
    headed = [
        n for n, block in enumerate(blocks) if block.kind == "heading" and block.explicit and block.level in levels
    ]
    if len(places) < _SEVERAL or 2 * len(places) < len(headed):
        return blocks
    settled = list(blocks)
    if _stand_behind(blocks, places, headed):
        return [label for block in blocks for label in (_labels(block) if _is_dated(block) else [block])]
    at_home = len({host_of(link.url) for n in places for link in blocks[n].links}) == 1
    for n in places:
        settled[n], settled[n + 1] = (
            blocks[n + 1],
            replace(blocks[n], kind="paragraph", text=_credit(blocks[n], named=not at_home), card=None, links=()),
        )
    return settled


def _stand_behind(blocks: list[Block], places: list[int], headed: list[int]) -> bool:
    """Tell lines that stand behind their stories: none above the first headline, and one behind the last."""
    deepest = max(blocks[n].level for n in headed)
    heads = [n for n in headed if blocks[n].level == deepest]
    end = next((n for n in range(heads[-1] + 1, len(blocks)) if blocks[n].kind == "heading"), len(blocks))
    return heads[0] - 1 not in places and any(_is_dated(block) for block in blocks[heads[-1] + 1 : end])


def _is_dated(block: Block) -> bool:
    return _holds_day(block) and not block.links


def _holds_day(block: Block) -> bool:
    return block.kind == "card" and block.card is not None and block.card.day is not None


def _labels(block: Block) -> list[Block]:
    """Write a line of outlet and day as labels."""
    parts, label = split_parts(block.text), replace(block, kind="label", card=None)
    name = next((part for part in parts if not read_day(part) and is_name(part)), "")
    days = [replace(label, text=part, label="date") for part in parts if read_day(part)]
    return [*days[:1], *([replace(label, text=name, label="origin")] if name else [])]


def _is_kicker(block: Block, after: Block) -> bool:
    """Tell a line of outlet and day above a headline: unlinked, or of one link with it, as a card of a page is."""
    as_one = bool(after.links) and {link.url for link in block.links} == {after.links[0].url}
    holds_day = _holds_day(block) or (block.kind == "paragraph" and find_date(block.text) is not None)
    dated = _is_dated(block) or (as_one and holds_day and is_headline(block.text))
    return after.kind == "heading" and after.explicit and not after.role and dated


def _credit(block: Block, *, named: bool) -> str:
    """Give of a line its day and what can be an outlet's name; not `named` where cards of one site name their kinds."""
    kept = (part for part in split_parts(block.text) if read_day(part) or (named and is_name(part)))
    found = None if named else find_date(block.text)
    return " · ".join(kept) or (block.text[found.start : found.end] if found else block.text)


def settle_tallies(blocks: list[Block]) -> list[Block]:
    """Make lines cards that stand above counts of what readers did with them ("229 points | 88 comments | a.example").

    The site among the counts credits the headline.
    """
    counted = {n: found for n in range(1, len(blocks)) if (found := _tally(blocks[n - 1], blocks[n])) is not None}
    if len(counted) < _FEWEST:
        return blocks
    settled: list[Block] = []
    for n, block in enumerate(blocks):
        if n + 1 in counted:
            settled.append(
                replace(block, kind="card", card=Card(block.text, None, counted[n + 1] or None), counted=True)
            )
        elif n not in counted:
            settled.append(block)
    return settled


def _tally(above: Block, block: Block) -> str | None:
    """Give the site among the counts beneath a headline, empty where none is; None for any other line."""
    if above.kind != "paragraph" or block.kind not in ("paragraph", "card") or block.gap > above.gap:
        return None
    parts = split_parts(block.text)
    sites = [part for part in parts if is_site(part)]
    counts = [part for part in parts if part not in sites]
    told = is_headline(above.text) and len(counts) > 1 and len(sites) <= 1 and all(map(is_tally, counts))
    return (sites[0] if sites else "") if told else None


def settle_quotes(blocks: list[Block]) -> list[Block]:
    """Join a line such as "From [the Morning Post]:" to the quotation beneath it, which tells the news.

    Right beneath a headline it is that story's text, and says who is quoted beneath.
    """
    settled: list[Block] = []
    for block in blocks:
        above = settled[-1] if settled else None
        if above and _introduces(above, block):
            settled[-1] = replace(
                block, start=above.start, gap=above.gap, links=(*above.links, *block.links), quoted=False
            )
            continue
        quotes = block.kind == "heading" and block.level == INNER_LEVEL and bool(block.links)
        headed = above is not None and above.kind == "heading" and (above.links or width(above.bare) > WIDEST_THEME)
        if quotes and above and headed and above.level < INNER_LEVEL and ends_in_link(_bare(block)):
            block = replace(_bare(block), kind="paragraph", level=0)
        settled.append(block)
    return settled


def _introduces(above: Block, block: Block) -> bool:
    """Tell a line of a linked name and a colon right above the first words of a quotation: these are the news."""
    led = above.text[-1:] in ":：" and width(above.text) <= _WIDEST_LEADING and not above.explicit
    named = led and bool(above.links) and ends_in_link(_bare(above))
    return named and block.kind == "paragraph" and block.quoted and not above.quoted


def _bare(block: Block) -> Block:
    return replace(block, text=block.text.rstrip(":："))


def join_credits(blocks: list[Block]) -> list[Block]:
    """Join a line such as `Jo Field / The Post:` to the headline right beneath it, which it credits."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if above and _credits_next(above, block):
            joined[-1] = replace(block, text=f"{above.text} {block.text}", start=above.start, gap=above.gap)
        else:
            joined.append(block)
    return joined


def _credits_next(above: Block, block: Block) -> bool:
    if above.kind != "heading" or above.level != INNER_LEVEL or block.kind != "paragraph":
        return False
    if block.gap and not above.links and " / " not in above.text:
        return False
    credit = read_credit_line(above.text.rstrip(":："))
    return credit is not None and credit.outlet is not None and has_lead(block.text, block.lead, block.links)


def _may_be_credit(blocks: list[Block], n: int) -> bool:
    card, above = blocks[n].card, blocks[n - 1]
    after = blocks[n + 1] if n + 1 < len(blocks) else None
    if card is None or above.kind != "heading" or after is None or after.kind not in ("paragraph", "item", "label"):
        return False
    linked = blocks[n].links and not (len(blocks[n].links) == 1 and is_name(card.headline))
    return (
        (card.day is not None or bool(blocks[n].links))
        and width(blocks[n].text) <= 80
        and not linked
        and (width(card.headline) <= 40 or are_names(card.headline))
    )
