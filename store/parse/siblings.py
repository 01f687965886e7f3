"""What siblings tell of each other: the entries of one list, and the paragraphs of one section, are written alike.

Where nearly all of them begin with bold or linked words of their own, these are the headline in each, also where a
sentence runs through them, if half stand apart or name a release; a section of few entries is told by all of the
document's, and what is both bold and linked by all paragraphs that begin so. Where few entries of a list have a
headline before a colon, a colon is within a sentence. What stands in the place of headings is one. Where half end with
a name in brackets, so does each that ends so. Where most say more behind their headline, a short name there says more
too, and is no credit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from store.parse.blocks import BOLD_LEVEL, Block
from store.parse.credits import names_at_end
from store.parse.drafts import colon_lead
from store.parse.joining import is_linked_whole
from store.parse.leads import ends_in_credit, has_lead
from store.parse.linked import linked_headline, names_release, tells_at_once
from store.parse.prose import is_headline, width
from store.parse.vocabulary import fold, is_call
from store.text import sentences

_FEWEST = 3
"""Siblings that tell anything of each other."""
_NEARLY_ALL, _MOST = 0.8, 0.6
_NARROWEST_SENTENCE = 16
_FEW_WORDS = 40
"""Columns up to which an entry is no more than a headline."""
_WIDEST_HEADLINE = 120
"""Columns of a line beneath a day that is a headline."""


def settle_siblings(blocks: list[Block]) -> list[Block]:
    """Give the outline in which entries know what most of their siblings begin and end with."""
    settled = list(blocks)
    entries = [block for block in blocks if block.kind == "item" and block.indent == 0]
    all_led, all_told = len(entries) >= _FEWEST and _are_led(entries), _are_told(entries)
    titled = sum(map(_is_titled, blocks)) >= _FEWEST
    for places in _runs(blocks):
        run = [blocks[n] for n in places]
        outer = run[0].kind == "item" and run[0].indent == 0
        led = _are_led(run) if len(run) >= _FEWEST else all_led and outer
        credited = len(run) >= _FEWEST and _are_credited(run)
        told = _are_told(run) if len(run) >= _FEWEST else all_told and outer
        unparted = len(run) >= _FEWEST and 2 * sum(map(_is_parted, run)) < len(run)
        paused = len(run) >= _FEWEST and sum(fold(each.text[-1:]) == ";" for each in run) >= _NEARLY_ALL * len(run)
        for n in places:
            head = _head(blocks[n]) if led or (titled and _is_titled(blocks[n])) else ""
            lead = head if head and _runs_on(blocks[n], head) else linked_headline(blocks[n])
            lead = lead or (_first_clause(blocks[n]) if paused and not head else "")
            if lead or credited or unparted or told:
                known = replace(blocks[n], led=bool(lead), credited=credited, unparted=unparted, told=told)
                settled[n] = replace(known, lead=lead) if lead else known
    return settled


def settle_sentences(blocks: list[Block]) -> list[Block]:
    """Make bold sentences headings that stand alone, each above its text, all through a document."""
    places = [n for n, block in enumerate(blocks[:-1]) if _is_bold_sentence(block)]
    topped = [n for n in places if blocks[n + 1].kind == "paragraph" and not blocks[n + 1].lead]
    plain = sum(block.kind == "paragraph" for block in blocks) - len(places)
    if len(topped) < _FEWEST or len(topped) < _NEARLY_ALL * len(places) or plain > _FEWEST * len(topped):
        return blocks
    settled = list(blocks)
    for n in topped:
        settled[n] = replace(blocks[n], kind="heading", level=BOLD_LEVEL, explicit=True, lead="")
    return settled


def settle_linked(blocks: list[Block]) -> list[Block]:
    """Make lines that are one link's words headings, where nearly all stand apart and right above text or points.

    Few of the points begin with a link of their own.
    """
    places = [n for n, block in enumerate(blocks[:-1]) if _is_linked_line(block)]
    topped = [n for n in places if _is_text(blocks[n + 1])]
    told = [n for n in places if n in topped or _is_point(blocks[n + 1])]
    marked = sum(block.kind == "heading" and block.explicit for block in blocks)
    if (
        len(topped) < max(_FEWEST, _MOST * len(told))
        or len(told) < _NEARLY_ALL * len(places)
        or 2 * marked > len(topped)
    ):
        return blocks
    settled = list(blocks)
    for n in told:
        settled[n] = replace(blocks[n], kind="heading", level=BOLD_LEVEL, explicit=True, lead="")
    return settled


def _is_linked_line(block: Block) -> bool:
    linked = block.kind == "paragraph" and block.gap and is_linked_whole(block) and block.links[0].url != block.text
    return linked and is_headline(block.text) and not is_call(block.text)


def _is_text(block: Block) -> bool:
    """Tell text, or a point that does not begin with a link of its own."""
    if block.kind == "item":
        return not (block.lead or any(block.text.startswith(link.words) for link in block.links))
    return block.kind == "paragraph" and not block.links


def _is_point(block: Block) -> bool:
    """Tell a list entry that says more than the words of its link."""
    return block.kind == "item" and not is_linked_whole(block)


def _is_bold_sentence(block: Block) -> bool:
    whole = block.kind == "paragraph" and block.lead == block.text and not (block.quoted or block.links)
    return whole and _NARROWEST_SENTENCE <= width(block.text) <= _WIDEST_HEADLINE


def settle_places(blocks: list[Block]) -> list[Block]:
    """Make a line right beneath a day a heading, though it ends in no way a heading does, where most of them are."""
    places = [
        n for n in range(1, len(blocks) - 1) if blocks[n - 1].kind == "date" and not (blocks[n].gap or blocks[n].links)
    ]
    heads = [blocks[n] for n in places if blocks[n].kind == "heading" and not blocks[n].explicit]
    if len(heads) < _FEWEST or 2 * len(heads) < len(places):
        return blocks
    settled = list(blocks)
    for n in places:
        under = blocks[n + 1]
        if blocks[n].kind == under.kind == "paragraph" and not under.gap and width(blocks[n].text) <= _WIDEST_HEADLINE:
            settled[n] = replace(blocks[n], kind="heading", level=heads[0].level, sure=heads[0].sure)
    return settled


def _runs(blocks: list[Block]) -> Iterator[list[int]]:
    """Find the places of entries of one depth, and of paragraphs, between two headings."""
    found: dict[tuple[str, int], list[int]] = {}
    for n, block in enumerate(blocks):
        if block.kind == "heading":
            yield from found.values()
            found = {}
        elif block.kind in ("item", "paragraph"):
            found.setdefault((block.kind, block.indent), []).append(n)
    yield from found.values()


def _are_led(run: list[Block]) -> bool:
    heads = {head: block for block in run if (head := _head(block))}
    apart = sum(has_lead(block.text, head, ()) or names_release(head) for head, block in heads.items())
    return len(heads) >= _NEARLY_ALL * len(run) and 2 * apart >= len(heads)


def _head(block: Block) -> str:
    """Give the bold or linked words that a text begins with."""
    linked = block.links[0].words if block.links else ""
    return next((words for words in (block.lead, linked) if words and words in block.text[: len(words) + 4]), "")


def _runs_on(block: Block, head: str) -> bool:
    """Tell a sentence that goes on right behind its first words ("Acme 2 is out"), and is no clause of its own.

    A first sentence that is short and neither linked nor about a release is the headline whole; so is an entry of a
    few words.
    """
    rest = block.text.partition(head)[2]
    if not (rest[:1] == " " and rest[1:2].islower()) or (is_headline(block.text) and width(block.text) <= _FEW_WORDS):
        return False
    return bool(block.links) or names_release(head) or not tells_at_once(block.text)


def _first_clause(block: Block) -> str:
    """Give what stands before the first of several semicolons of an entry, if it is one sentence; else nothing."""
    end = fold(block.text).find(";")
    clause = block.text[:end]
    plain = block.kind == "item" and not (block.lead or block.links)
    return clause if plain and 0 < end < len(block.text) - 1 and sentences(clause) == [clause] else ""


def _is_titled(block: Block) -> bool:
    """Tell a paragraph that begins with words both bold and linked."""
    link = block.links[0].words if block.links else ""
    return block.kind == "paragraph" and link != "" and block.lead.strip() == link and block.text.startswith(link)


def _is_parted(block: Block) -> bool:
    """Tell an entry with a headline of its own or before a colon."""
    return has_lead(block.text, block.lead, block.links) or colon_lead(block.text) is not None


def _are_told(run: list[Block]) -> bool:
    """Tell entries of which most say more behind their headlines, so that a name there is no credit either."""
    behind = [ends_in_credit(block.text, block.lead, block.links) for block in run]
    return behind.count(False) >= _FEWEST - 1 and behind.count(False) > behind.count(True) > 0


def _are_credited(run: list[Block]) -> bool:
    return 2 * sum(names_at_end(block.text) for block in run) >= len(run)
