"""Items in the making: what every layout rule fills in, and how a draft becomes an `Item`.

The headline of an entry without one is its lead: the words before the first colon, bold words that stand apart, or
else its first sentence, or the first of the facts that this strings together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from store.model import Item, ItemKind
from store.parse.blocks import WIDEST_THEME, Block
from store.parse.credits import (
    DECORATION,
    is_name,
    names_site,
    names_source,
    resembles_site,
    source_of,
    states_credit,
    take_end_credit,
)
from store.parse.dates import Day, Period
from store.parse.leads import bold_lead, read_opening, tidy_headline
from store.parse.lines import Link
from store.parse.linking import choose_link
from store.parse.prose import is_finished, is_headline, width
from store.parse.vocabulary import LISTS, Role, fold, is_call, is_pointer, label_of
from store.text import clean_link, collapse, first_sentence, language_of

_SHORT_LEAD = 8
"""Columns up to which words before a colon and a single sentence say who or what it is about."""
_LONGEST_LEAD = 90
"""Columns that a lead before a colon may take."""
_FAR = 1200
"""Characters within which a first sentence is looked for."""
_CITED = re.compile(r"\s?[\[［](\d{1,3}(?:\s{0,2}[,，、;\-–]\s{0,2}\d{1,3}){0,9})[\]］]")
_ADDRESS_AT_END = re.compile(r"[\s(（<]{0,4}https?://[^\s<>]{1,2000}[\s)）>]{0,4}$")
_LABEL_AT_END = re.compile(r"(?:^|(?<=[。.!！?？;；\s]))(?P<label>[^,，。.!！?？;；:：]{1,24})\s{0,2}[:：]$")
_WIDEST_LABEL = 16
"""Columns of an unknown label before an address; longer words say something."""
_QUOTES, _SAYS = '“「『"', "道说称问"
"""What begins what somebody says, and the last sign of a verb that leads to it: 问道：“…”."""
_PAUSE = re.compile(r"[,，;；.。!！?？“”\"「」/]")
_FACT = re.compile(r"([^；;。「『“《（(]{4,120})；(?=[^；]{8})")
"""The first of several facts that one entry strings together."""
_SHORTEST_FACT = 24
_ARROWS = " →»>[]()（）【】"


@dataclass(slots=True)
class Draft:
    """An item as a layout rule reads it.

    With an empty `headline` the first of `body` holds its own; `by_colon` says that it may end at a colon, as in
    lists, where prose runs on.
    """

    kind: ItemKind
    section: str | None
    start: int
    end: int
    role: Role | None = None
    headline: str = ""
    body: list[str] = field(default_factory=list)
    lead: str = ""
    by_colon: bool = False
    links: list[Link] = field(default_factory=list)
    outlet: str | None = None
    day: Day | None = None

    def take(self, block: Block) -> None:
        """Add a block's words and links; of a line that only asks to read on, or credits, no words."""
        self.add_links(block)
        words = block.text.strip(_ARROWS)
        if is_call(words) or (block.links and (asked := label_of(f"{words}: x")) and asked[1] == "x"):
            return
        if len(block.links) == 1 and (labelled := label_of(block.text)) and labelled[0] in ("more", "link", "origin"):
            self.outlet = self.outlet or source_of(labelled[1], block.links)
            return
        if self.body and (named := _named_alone(block) or _named_first(block)):
            self.outlet = self.outlet or named
            return
        words = _without_address(block.text).strip() if block.links else block.text.strip()
        if words and not self.outlet and block.kind != "item":  # a second one credits a quotation
            credit, rest = take_end_credit(words, block.links)
            self.outlet = credit.outlet if credit else None
            self.day = self.day or (credit.day if credit else None)
            # What is said within a link's words is part of them, unless they only say where it is from.
            said = [link.words for link in block.links if not states_credit(link.words)]
            cuts = any(words.endswith(each) and not rest.endswith(each) for each in said)
            words = words if cuts else rest
        if words:
            self.body.append(words)

    def add_links(self, block: Block) -> None:
        """Add a block's links, and its place to that of the draft."""
        self.links += block.links
        self.start, self.end = min(self.start, block.start), max(self.end, block.end)


def _named_alone(block: Block) -> str | None:
    """Give what a line names that is nothing but a link to the site or page of that name."""
    words = DECORATION.sub("", block.text)
    if len(block.links) != 1 or words != DECORATION.sub("", block.links[0].words):
        return None
    return words if names_site(replace(block.links[0], words=words)) or names_source(words) else None


def _named_first(block: Block) -> str | None:
    """Give the first of the linked names that are all of an entry in a list beneath a story, by its site: "A | B"."""
    first = block.links[0] if block.links and block.indent else None
    left = block.text
    for link in block.links:
        left = left.replace(link.words, "", 1)
    alone = first is not None and not any(map(str.isalnum, left)) and all(is_name(link.words) for link in block.links)
    return first.words if first and alone and resembles_site(first) else None


def draft(kind: ItemKind, section: str | None, block: Block, role: Role | None = None) -> Draft:
    """Begin a draft with a block: its lead is the headline, else its words are the body, which holds one."""
    by_colon = (block.kind == "item" and not (block.timed or block.unparted)) or role in LISTS
    begun = Draft(kind, section, block.start, block.end, role, lead=block.lead, by_colon=by_colon)
    words = _without_address(block.text) or block.text.partition("://")[0].removesuffix("http").removesuffix("https")
    known = {"led": block.led, "credited": block.credited, "told": block.told}
    opening = read_opening(words, block.lead, block.links, **known)
    begun.headline, begun.outlet, begun.day = opening.headline, opening.outlet, opening.day
    begun.body = [opening.rest.strip()] if opening.rest.strip() else []
    begun.add_links(block)
    return begun


def _without_address(text: str) -> str:
    """Take the address from the end of a text, with the label that only leads to it ("Link:")."""
    if "://" not in text:
        return text
    words = _ADDRESS_AT_END.sub("", text)
    if words == text or not (found := _LABEL_AT_END.search(words)):
        return words.rstrip(":：") if words != text else text
    known = is_pointer(found["label"])
    alone = width(found["label"]) <= _WIDEST_LABEL and (
        found.start() == 0 or is_finished(words[: found.start()].rstrip())
    )
    return words[: found.start()] if known or alone else words.rstrip(" :：")


def first_link(links: Iterable[Link]) -> str | None:
    """Give the address of the first of some links that may be followed, as written."""
    return next((link.url for link in links if clean_link(link.url)), None)


def part_lead(text: str, bold: str = "", *, by_colon: bool = True) -> tuple[str, str]:
    """Part an entry's text into headline and rest; the rest is the whole text where nothing else is left."""
    text = collapse(text)
    lead = bold_lead(text, collapse(bold)) or (colon_lead(text) if by_colon else None)
    headline, rest = lead or _sentence_lead(text)
    return headline, rest or text


def colon_lead(text: str) -> tuple[str, str] | None:
    """Part an entry's text at its first colon, where the words before it may be its headline; else None."""
    colon = _behind_name(text, fold(text[:_LONGEST_LEAD]).find(":"))
    if colon < 2 or width(text[:colon]) > _LONGEST_LEAD or text[colon + 1 :].startswith("//"):
        return None
    lead, rest = text[:colon].rstrip(), text[colon + 1 :].strip()
    if rest[:1] in _QUOTES and lead[-1] in _SAYS:
        return None
    if width(lead) <= _SHORT_LEAD and first_sentence(rest) == rest:
        return None
    sides = text[colon - 1] + text[colon + 1 : colon + 2]
    # 10:30 or node:http; but Chinese leaves no blank behind the colon of …押注AI:2.2万名…
    inside_word = text[colon] == ":" and sides.isascii() and sides.isalnum() and (sides.isdigit() or sides.islower())
    bracketed = any(
        lead.count(opening) > lead.count(closing) for opening, closing in ("()", "（）", "“”", "「」", "《》")
    )
    # "Space: China flies a new rocket" is one headline under its theme.
    if (
        bracketed
        or inside_word
        or not rest
        or (width(lead) <= WIDEST_THEME and is_headline(rest.removesuffix("...").rstrip("…；;，,")))
        or first_sentence(f"{lead} {rest[:1]}") == lead
        or "。" in lead
    ):
        return None
    return (lead, rest) if len(first_sentence(text[:_FAR])) > colon else None


def _behind_name(text: str, colon: int) -> int:
    """Give the second colon for the first where a name and what it is stand before it: "Kite: a lamp that talks: …"."""
    second = fold(text[:_LONGEST_LEAD]).find(":", colon + 1)
    what = text[colon + 1 : second].strip()
    is_one = 0 < colon < second and width(text[:colon]) <= _WIDEST_LABEL <= width(what) and _PAUSE.search(what) is None
    return second if is_one and len(text) > 2 * second else colon


def _sentence_lead(text: str) -> tuple[str, str]:
    sentence = first_sentence(text[:_FAR])
    fact = _FACT.match(sentence)
    if fact and width(fact[1]) >= _SHORTEST_FACT:
        return fact[1], text[fact.end(1) + 1 :].strip()
    return sentence, text[len(sentence) :].strip()


def to_item(draft: Draft, position: int, source: str, around: Period | None, known: frozenset[int]) -> Item:
    """Finish a draft. `known` are the numbers of the reference list; marks citing them leave the text."""
    cited = _citations([draft.headline, *draft.body], known)
    body = [_uncited(text, known) for text in draft.body]
    headline, text = tidy_headline(collapse(_uncited(draft.headline, known))), source[draft.start : draft.end].strip()
    if not headline and body:
        if (
            len(body) == 1
            and is_headline(body[0])
            and draft.links
            and all(link.words == link.url for link in draft.links)
        ):
            headline, body = collapse(body[0]), []  # nothing but a headline above its address
        elif len(body) > 1 and is_headline(body[0]) and not (draft.by_colon and colon_lead(collapse(body[0]))):
            headline, body = collapse(body[0]), body[1:]
        else:
            headline, body[0] = part_lead(body[0], draft.lead, by_colon=draft.by_colon)
        headline = tidy_headline(headline)
    url, others = choose_link(draft.links, headline, draft.outlet)
    return Item(
        kind=draft.kind, section=draft.section, headline=headline or collapse(text),
        summary="\n\n".join(body), url=url, outlet=draft.outlet,
        published_at=draft.day.place(around) if draft.day else None,
        language=language_of(" ".join([headline, *body])), position=position, text=text, references=cited, links=others,
    )  # fmt: skip


def _numbers(mark: str) -> list[int]:
    """Read `3`, `1, 2` or `2-4` as numbers."""
    numbers: list[int] = []
    for piece in re.split(r"[,，、;]", mark):
        first, _, last = piece.replace("–", "-").partition("-")
        numbers += range(int(first), min(int(last or first), int(first) + 50) + 1)
    return numbers


def _citations(texts: list[str], known: frozenset[int]) -> tuple[int, ...]:
    if not known:
        return ()
    found = (n for text in texts for mark in _CITED.findall(text) for n in _numbers(mark))
    return tuple(dict.fromkeys(n for n in found if n in known))


def _uncited(text: str, known: frozenset[int]) -> str:
    if not known:
        return text
    return _CITED.sub(lambda mark: "" if known.issuperset(_numbers(mark[1])) else mark[0], text)


def is_worthy(block: Block, after: Block | None) -> bool:
    """Tell whether a list entry says enough to be a story: a sentence, a link, a flash, or a headline with text."""
    if block.timed or block.links or is_finished(block.text) or width(block.text) >= 32:
        return True
    if after is not None and block.lead == block.text and width(block.text) >= 12:
        return True
    under = after is not None and after.kind in ("item", "label") and after.indent > block.indent + 1
    told = after is not None and after.kind in ("paragraph", "comment") and is_finished(after.text)
    return under or (told and (block.number != "" or width(block.text) >= 12))
