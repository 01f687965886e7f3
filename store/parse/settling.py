"""What only neighbours can tell: headings, lists, cards and credits among lines without a sign of their own.

A short line before a card is a heading; before an arrow it is a card; above text of its own it is a guessed heading,
and apart and above such a heading it names a theme. Numbers are told in `numbered`, what credits a headline in
`crediting`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from store.parse.attributed import settle_attributed
from store.parse.blocks import INNER_LEVEL, SECTION_LEVEL, WIDEST_THEME, Block
from store.parse.bylines import is_signature, settle_authors, settle_bylines
from store.parse.cards import Card, read_card
from store.parse.crediting import join_credits, settle_credits, settle_kickers, settle_quotes, settle_tallies
from store.parse.credits import is_credit_line
from store.parse.forms import settle_capitals, settle_forms, settle_pictured, settle_stripped
from store.parse.fronts import settle_fronts
from store.parse.joining import ends_in_link, is_linked_whole, join_repeated
from store.parse.leads import has_lead
from store.parse.named import settle_named
from store.parse.nested import settle_nested
from store.parse.numbered import settle_numbers
from store.parse.openers import is_addressed
from store.parse.prefixed import settle_prefixed
from store.parse.prose import is_bold_heading, is_finished, is_timed, width
from store.parse.siblings import settle_linked, settle_places, settle_sentences, settle_siblings
from store.parse.vocabulary import FURNITURE, fold, is_inner_label
from store.text import language_of

_ARROW = "→"
"""What stands for the number of a list entry that began with an arrow."""
_SEVERAL = 2
"""Headings that are followed by their translation, at least, where that is how an issue is written."""
_FEW = 4
"""Marked headings for each that has guessed ones beneath, from which these are text."""
_COUNTED = 3
"""Headlines that are counted and linked, or linked entries with a text each, at least, where the others are."""
_WIDEST_FIELD = 16
"""Columns of what a field is called."""
_MASTHEAD = 4
"""Blocks from the start among which short lines one above the other say what the document is."""


def settle(blocks: list[Block]) -> list[Block]:
    """Give the outline with every block of its final kind."""
    for rule in (
        join_repeated, settle_attributed, settle_authors, _settle_title, settle_fronts, settle_capitals,
        settle_pictured, settle_forms, _settle_arrows, settle_nested, settle_numbers, settle_tallies,
        settle_linked, settle_sentences, _settle_headings, _settle_uncounted, settle_stripped, settle_places,
        _settle_lone, join_credits, settle_quotes, settle_kickers, settle_credits, settle_bylines,
        settle_prefixed, _beneath_marks, _settle_deck, _settle_translations, settle_named, settle_siblings,
    ):  # fmt: skip
        blocks = rule(blocks)
    return blocks


def _settle_title(blocks: list[Block]) -> list[Block]:
    """Give the one highest heading no role of furniture where it stands first, above several: it is the title."""
    marks = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.explicit]
    first = marks[0] if marks else len(blocks)
    beneath = [blocks[n] for n in marks[1:] if blocks[n].role not in FURNITURE]
    if first > _MASTHEAD or len(beneath) < _SEVERAL or blocks[first].role not in FURNITURE:
        return blocks
    if any(blocks[n].level <= blocks[first].level for n in marks[1:]):
        return blocks
    return [*blocks[:first], replace(blocks[first], role=None), *blocks[first + 1 :]]


def _settle_deck(blocks: list[Block]) -> list[Block]:
    """Make the heading beneath the title text where author and day follow it, as under no other: it says more of it."""
    if len(blocks) < 3 or any(block.kind != "heading" or not block.explicit for block in blocks[:2]):
        return blocks
    dated = [n for n, block in enumerate(blocks) if block.kind == "heading" and _has_day(blocks[n + 1 : n + 4])]
    if blocks[0].level >= blocks[1].level or blocks[1].links or dated not in ([1], [0, 1]):
        return blocks
    return [blocks[0], replace(blocks[1], kind="paragraph", level=0, explicit=False), *blocks[2:]]


def _has_day(beneath: list[Block]) -> bool:
    """Tell whether the first lines beneath a heading, none of them text, hold a day."""
    for block in beneath:
        if block.kind == "date" or (block.kind == "card" and block.card and block.card.day):
            return True
        if block.kind != "paragraph" or not block.is_short:
            return False
    return False


def _settle_translations(blocks: list[Block]) -> list[Block]:
    """Make headings text that say the one right above in the other language, where several do."""
    pairs = [n for n in range(1, len(blocks)) if _translates(blocks[n - 1], blocks[n])]
    if len(pairs) < _SEVERAL:
        return blocks
    settled = list(blocks)
    for n in pairs:
        settled[n] = replace(blocks[n], kind="paragraph", level=0, explicit=False)
    return settled


def _translates(above: Block, block: Block) -> bool:
    beneath = above.explicit and not block.explicit and not block.sure
    if above.kind != "heading" or block.kind != "heading" or block.number:
        return False
    if above.level != block.level and not beneath:
        return False
    return not above.role and not block.role and language_of(above.bare) != language_of(block.bare)


def _settle_lone(blocks: list[Block]) -> list[Block]:
    """Make guessed headings text within a story under a marked heading.

    They are where one stands behind text and alone, where few of the headings of its rank have any beneath, or where
    linked entries stand there with a text beneath each.
    """
    marks = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.explicit]
    ranks = Counter(blocks[n].level for n in marks)
    beneath = {
        start: [at for at in range(start + 1, end) if blocks[at].kind == "heading" and not blocks[at].sure]
        for start, end in zip(marks, [*marks[1:], len(blocks)], strict=False)
    }
    held = Counter(blocks[start].level for start, guessed in beneath.items() if guessed)
    settled = list(blocks)
    for start, guessed in beneath.items():
        level = blocks[start].level
        alone = len(guessed) == 1 and (guessed[0] > start + 1 or blocks[guessed[0]].text[-1] in ":：")
        listed = bool(guessed) and _are_told(blocks[start + 1 : next((n for n in marks if n > start), len(blocks))])
        if listed or (ranks[level] > 1 and (alone or _FEW * held[level] <= ranks[level])):
            for at in guessed:
                settled[at] = replace(blocks[at], kind="paragraph", level=0, sure=True)
    return settled


def _settle_uncounted(blocks: list[Block]) -> list[Block]:
    """Make guessed headings above text of their own text where headlines are counted and linked, behind the first."""
    heads = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.level == SECTION_LEVEL]
    counted = [n for n in heads if not blocks[n].explicit and blocks[n].number and blocks[n].links]
    guessed = {n for n in heads if _is_unlike(blocks, n) and counted and counted[0] < n}
    if len(counted) < _COUNTED or len(guessed) > len(counted):
        return blocks
    return [
        replace(block, kind="paragraph", level=0, sure=True) if n in guessed else block
        for n, block in enumerate(blocks)
    ]


def _is_unlike(blocks: list[Block], n: int) -> bool:
    """Tell a guessed heading without number and link whose text stands right beneath it and right above it."""
    block = blocks[n]
    bare = not (block.sure or block.role or block.number or block.links)
    return bare and n + 1 < len(blocks) and all(each.kind == "paragraph" for each in (blocks[n - 1], blocks[n + 1]))


def _are_told(beneath: list[Block]) -> bool:
    """Tell entries that are a link each, the first right beneath a heading, with words beneath every one of them."""
    places = [n for n, block in enumerate(beneath) if block.kind == "item" and is_linked_whole(block)]
    told = all(n + 1 < len(beneath) and beneath[n + 1].kind != "item" for n in places)
    return len(places) >= _COUNTED and places[0] == 0 and told


def _settle_arrows(blocks: list[Block]) -> list[Block]:
    """Tell entries that begin with an arrow from commentary: they have a lead, beneath a heading or another of them."""
    settled: list[Block] = []
    for block in blocks:
        above = settled[-1] if settled else None
        listed = above is not None and (above.kind == "heading" or (above.kind == "item" and above.number == _ARROW))
        if block.kind == "comment" and listed and has_lead(block.text, block.lead, block.links):
            block = replace(block, kind="item", number=_ARROW)
        settled.append(block)
    return settled


def _beneath_marks(blocks: list[Block]) -> list[Block]:
    """Rank numbered and guessed headings below those that the format marks, where it marks any."""
    deepest = max((block.level for block in blocks if block.kind == "heading" and block.explicit), default=0)
    if deepest < SECTION_LEVEL or any("." in block.number for block in blocks if block.kind == "heading"):
        return blocks
    return [
        replace(block, level=min(deepest + 1, INNER_LEVEL))
        if block.kind == "heading" and not block.explicit and not block.role and block.level == SECTION_LEVEL
        else block
        for block in blocks
    ]


def _settle_headings(blocks: list[Block]) -> list[Block]:
    """Make a short line a card where commentary follows, a heading where a card, a list or prose does."""
    settled: list[Block] = []
    for n in range(len(blocks) - 1, -1, -1):
        block, after = blocks[n], settled[-1] if settled else None
        if block.kind == "paragraph" and block.is_short and not (block.quoted or block.labelled):
            block = _short_line(block, blocks[max(0, n - 2) : n], after, in_body=n > _MASTHEAD)
        settled.append(block)
    return _with_first(settled[::-1])


def _with_first(blocks: list[Block]) -> list[Block]:
    """Make the first line apart beneath the masthead a headline where others that have text beneath them are.

    A name of a theme may stand between the two.
    """
    guessed = sum(block.kind == "heading" and not block.sure and block.level == SECTION_LEVEL for block in blocks)
    n = next((n for n in range(1, min(len(blocks) - 1, _MASTHEAD)) if _tops_text(blocks, n)), None)
    if guessed < _SEVERAL or n is None or any(block.kind not in ("paragraph", "date", "label") for block in blocks[:n]):
        return blocks
    settled = list(blocks)
    theme = n > 1 and _may_head(blocks[n - 1]) and width(blocks[n - 1].text) <= WIDEST_THEME
    for at in (n - 1, n) if theme else (n,):
        settled[at] = replace(blocks[at], kind="heading", level=SECTION_LEVEL, sure=False)
    return settled


def _tops_text(blocks: list[Block], n: int) -> bool:
    under = blocks[n + 1]
    return _may_head(blocks[n]) and under.kind == "paragraph" and not under.is_short


def _may_head(block: Block) -> bool:
    plain = block.kind == "paragraph" and block.is_short and block.gap and not block.links and not block.quoted
    return plain and not is_credit_line(block.text)


def _short_line(block: Block, above: list[Block], after: Block | None, *, in_body: bool) -> Block:
    """Settle a short line by the two blocks above it and the one (settled) beneath."""
    if after is not None and after.kind == "comment":
        card = read_card(block.text, alone=False) or Card(block.text, None, None)
        return replace(block, kind="card", card=card)
    if after is None or is_signature(block.text) or any(link.words in block.text for link in block.links):
        return block
    if after.kind == "card":
        return replace(block, kind="heading", level=SECTION_LEVEL)
    if above and ((above[-1].kind == "item" and block.indent > above[-1].indent) or _is_field(block, above[-1])):
        return block
    if (
        above
        and above[-1].kind == "heading"
        and (above[-1].links or _is_aside(block.text) or _is_deck(above[-1], block))
    ):
        return block
    if after.kind == "paragraph" and has_lead(after.text, after.lead, after.links) and not _tops_label(block, after):
        return block
    if after.kind == "heading" and is_inner_label(after.bare) and block.gap:
        return replace(block, kind="heading", level=SECTION_LEVEL, sure=False)
    if _is_theme(block, above, after, in_body=in_body):
        return replace(block, kind="heading", level=SECTION_LEVEL, sure=False)
    before = above[-1] if above else None
    complete = (
        before is None
        or is_timed(block.text)
        or is_addressed(block)
        or _is_complete(before)
        or (block.gap and (in_body or _may_be_theme(before, above[:-1])))
    )
    is_text = after.kind in ("item", "label") or (after.kind == "paragraph" and not after.is_short)
    if complete and is_text and is_bold_heading(block.text):
        return replace(block, kind="heading", level=SECTION_LEVEL, sure=False)
    return block


def _is_field(block: Block, above: Block) -> bool:
    """Tell one more of a document's fields ("Tags: …") right beneath a known one."""
    words, colon, _ = fold(block.text).partition(":")
    return above.kind in ("label", "date") and not block.gap and colon != "" and width(words) <= _WIDEST_FIELD


def _is_aside(text: str) -> bool:
    """Tell a line beneath a headline that heads nothing: a credit, or words in brackets."""
    return is_credit_line(text) or (text[0] in "[(（" and text[-1] in "])）")


def _is_deck(heading: Block, block: Block) -> bool:
    """Tell a question that goes on about the marked headline right above it."""
    return heading.explicit and not is_bold_heading(block.text) and width(block.text) > width(heading.text)


def _is_complete(block: Block) -> bool:
    return block.kind != "paragraph" or is_finished(block.text) or ends_in_link(block)


def _may_be_theme(block: Block, above: list[Block]) -> bool:
    """Tell whether a line may name a theme: set apart, short as names are, beneath something complete."""
    return bool(above) and _is_complete(above[-1]) and block.gap and width(block.text) <= WIDEST_THEME


def _tops_label(block: Block, after: Block) -> bool:
    """Tell a headline apart above text that a label opens: "The story: …"."""
    labelled = after.lead[-1:] in (":", "：") and after.text.startswith(after.lead) and not after.is_short
    return labelled and block.gap and after.gap and not block.text.isupper()


def _is_theme(block: Block, above: list[Block], after: Block, *, in_body: bool) -> bool:
    """Tell a theme's name: a line apart, right above a guessed headline that has text of its own."""
    guessed = after.kind == "heading" and not after.sure and not after.role and after.level == SECTION_LEVEL
    if not guessed or not (after.gap or is_addressed(after)) or width(after.text) <= width(block.text):
        return False
    if is_addressed(after) and not is_addressed(block) and above and _is_complete(above[-1]):
        return width(block.text) <= WIDEST_THEME
    return _may_be_theme(block, above) or (in_body and block.gap and width(block.text) <= WIDEST_THEME)
