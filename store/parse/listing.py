"""Lines that are entries of a list though no mark says so, because the lines beside them are written alike.

- A pictograph or dash that begins line after line is a bullet, unless one stands beneath each heading; a single dash
  signs a text with who wrote it.
- So is any pictograph where paragraphs that begin with one, without a headline of their own, come often and link.
- Texts that begin or end with their address, line after line, are entries; so are those that end with a site in
  brackets, behind which the way to its comments may stand.
- So is a theme in square brackets, and in 【】 where no headings are.
- A document of nothing but short lines, none of them a sentence, lists headlines.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import accumulate

from store.parse.bylines import is_author
from store.parse.cards import part_day, read_card
from store.parse.credits import are_names
from store.parse.lines import COUNTED, Line
from store.parse.linking import says_aside
from store.parse.prose import is_finished, is_headline, width
from store.parse.vocabulary import is_inner_label, label_of, section_role

_SIGN = re.compile(
    r"[\u2300-\u257f\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\s*(?=[\w*'\"“‘《「【#@$€£¥])|[–—]\s+(?=\S)"
)
_OFTEN = 3
"""Lines that begin with the same pictograph or dash, from which it is a bullet; two suffice right above each other."""
_ADDRESS, _TAGGED, _PICTURED, _THEME, _SITED = "://", "[]", "☺", "【】", "()"
_SITE = re.compile(
    r"(?P<entry>\S.{8,200}\((?:[a-z0-9-]{1,63}\.){1,3}[a-z]{2,12}(?:/[\w.~-]{1,60})?\))(?:\s[-–—|·]{1,2}\s(?P<behind>.{1,24}))?"
)
"""A headline with the site that it is from: `Why lamps hum (lamps.example) -- comments`."""
_TAG = re.compile(r"[\[［](?!\d)[^\[\]［］]{1,12}[\]］]\s*(?=\S)")
"""What a line is about, in square brackets before its words: `[Markets] …`."""
_THEMED = re.compile(r"【(?P<theme>[^【】\d]{1,5})】\s*(?=\S)")
"""The same in Chinese brackets, where longer words are headlines."""
_COUNT = re.compile(
    r"(?:story|item|news|headline|topic|article|新闻|要闻|资讯)\s?#?(?P<number>\d{1,2})[.:]?"
    r"|(?:lead|top|main) story[.:]?",
    re.IGNORECASE,
)
"""A line that counts the headline right beneath it."""
_RANK = 7
"""The rank of such a headline: that of a bold line."""
_WIDEST_RATING = 8
"""Columns of a word in capitals that rates a headline."""
_HEADLINES = 6
_OPENING = 2
"""Characters of signs before an address that opens a line."""
_WIDEST = 120
"""Columns of a headline of several sentences."""
_SHORTEST = 8
"""Columns of a headline before its address."""


def list_lines(lines: list[Line]) -> list[Line]:
    """Give the lines with those that only their likeness makes list entries marked so."""
    lines = _without_marks(_part_days(_join_numbers(lines)))
    if _are_headlines(lines):
        return [replace(line, mark="item") for line in lines]
    above = [None, *lines]
    signed = [
        is_author(line.text, one.text if one else "") and not line.links
        for one, line in zip(above, lines, strict=False)
    ]
    signs = _without_lone(["" if by else _sign(line) for line, by in zip(lines, signed, strict=True)], lines)
    counts = Counter(signs)
    pairs = [n for n in range(1, len(lines)) if signs[n] and signs[n] == signs[n - 1]]
    paired = {n for last in pairs for n in (last - 1, last)}
    neighbours = {signs[n] for n in pairs if not lines[n].gap}
    headed = {n for n in range(len(lines) - 1) if n not in paired and _heads(lines[n], lines[n + 1])}
    headed = headed if len(headed) >= _OFTEN else set()
    return [
        replace(line, mark="heading", level=_RANK, text=_linked_words(line))
        if n in headed
        else _entry(line, sign)
        if (n in paired if sign == _ADDRESS else sign and (counts[sign] >= _OFTEN or sign in neighbours))
        else line
        for n, (sign, line) in enumerate(zip(signs, lines, strict=True))
    ]


def _without_marks(lines: list[Line]) -> list[Line]:
    """Leave out a bold word in capitals that rates several lines ("NEW", "HOT"), where no colon closes it."""
    marked = [n for n, line in enumerate(lines) if _is_rated(line)]
    counts = Counter(lines[n].lead for n in marked)
    often = {n for n in marked if counts[lines[n].lead] >= _OFTEN}
    return [
        replace(line, text=line.text[len(line.lead) :].strip(), lead="") if n in often else line
        for n, line in enumerate(lines)
    ]


def _is_rated(line: Line) -> bool:
    behind = line.text[len(line.lead) : len(line.lead) + 2]
    word = line.lead.isalpha() and line.lead.isupper() and width(line.lead) <= _WIDEST_RATING
    return word and line.text.startswith(line.lead) and behind[:1] == " " and behind[1:].isalnum()


def _without_lone(signs: list[str], lines: list[Line]) -> list[str]:
    """Give the signs without those of which one stands beneath each marked heading: they head a story's text."""
    parts = list(accumulate(line.mark == "heading" for line in lines))
    places = Counter(zip(signs, parts, strict=True))
    lists = {sign for (sign, _), count in places.items() if count > 1}
    headed = parts[-1] > 1 if parts else False
    kept = {_ADDRESS, _TAGGED, _SITED} | (lists - {_THEME})  # beneath headings 【】 holds a label
    return [sign if not headed or sign in kept else "" for sign in signs]


def _part_days(lines: list[Line]) -> list[Line]:
    """Part names from the days right behind them ("Ida Berg22 Aug 21:04"), where a page set several apart by looks."""
    parted = [part_day(line.text) if not line.mark else None for line in lines]
    if sum(text is not None for text in parted) < _OFTEN:
        return lines
    return [replace(line, text=text or line.text) for line, text in zip(lines, parted, strict=True)]


def _join_numbers(lines: list[Line]) -> list[Line]:
    """Give a headline the number that stands above it as a heading of its own, or in words ("STORY 2")."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        number = above.text.strip(" .#、") if above and above.mark == "heading" else ""
        if above and not line.gap and not line.mark and (counted := _COUNT.fullmatch(above.text)):
            number = counted["number"] or "1"
            joined[-1] = replace(
                line, mark="heading", level=_RANK, number=number, delimiter=COUNTED, start=above.start, gap=True
            )
        elif above and number.isdecimal() and len(number) < 3 and line.mark == "heading" and not line.number:
            joined[-1] = replace(line, number=str(int(number)), delimiter=".", level=above.level, gap=True)
        else:
            joined.append(line)
    return joined


def _sign(line: Line) -> str:
    """Give what a line may share with others: its first pictograph, or the start of the address that closes it."""
    if line.mark or line.lead:
        return ""
    if len(line.links) == 1 and (words := _beside_address(line)):
        return _ADDRESS if width(words) >= _SHORTEST and not line.number and not label_of(line.text) else ""
    if not line.links and _TAG.match(line.text):
        return _TAGGED
    if (
        line.gap
        and not line.number
        and (sited := _SITE.fullmatch(line.text))
        and (not sited["behind"] or says_aside(sited["behind"]))
    ):
        return _SITED
    if (themed := _THEMED.match(line.text)) and not is_inner_label(themed["theme"]) and not is_headline(line.text):
        return _THEME
    found = _SIGN.match(line.text)
    if found and (card := read_card(line.text[found.end() :])) and card.day and are_names(card.headline):
        return ""  # credits what stands above it
    if found and line.links and line.text[0] not in "–—":
        return _PICTURED if line.gap and not line.links[0].words.startswith(line.text[found.end() :][:8]) else ""
    return found.group().strip("\ufe0f \t") if found else ""


def _heads(line: Line, under: Line) -> bool:
    """Tell a headline that is linked, or has its address behind it, right above its text."""
    if line.mark or line.delimiter or line.lead or len(line.links) != 1 or under.gap or under.mark:
        return False
    told = is_finished(under.text) or not is_headline(under.text)
    words = _linked_words(line)
    asks = width(words) <= _WIDEST and words.rstrip(")]）")[-1:] not in ".。…"  # and says more
    return told and width(words) >= _SHORTEST and (is_headline(words) or asks) and not label_of(line.text)


def _linked_words(line: Line) -> str:
    """Give the words of a line that is linked from end to end, or has its address beside them."""
    link = line.links[0]
    whole = link.words == line.text != link.url or (link.words == link.url and link.url not in line.text)
    whole = whole or (link.words[:1] in "[(" and line.text.endswith(link.words))  # "… [Reddit]", and its address
    return line.text if whole else _beside_address(line)


def _beside_address(line: Line) -> str:
    """Give the words before or behind a line's only address; nothing where it stands within them."""
    before, found, behind = line.text.partition(line.links[0].url)
    if found and len(before) <= _OPENING and not before.isalpha():
        return behind.strip("'\"<>()[] \t:：-–—")
    return before.rstrip(" :：-–—(（<[") if found and not behind.strip(")）>] ") else ""


def _entry(line: Line, sign: str) -> Line:
    if sign == _ADDRESS:
        return replace(line, mark="item", text=_beside_address(line))
    if sign == _PICTURED:
        return replace(line, mark="item", text=_SIGN.sub("", line.text, count=1))
    if sign == _SITED:
        sited = _SITE.fullmatch(line.text)
        return replace(line, mark="item", text=sited["entry"] if sited else line.text)
    if sign == _TAGGED:
        return replace(line, mark="item", text=_TAG.sub("", line.text))
    if sign == _THEME:
        return replace(line, mark="item", text=_THEMED.sub("", line.text))
    return replace(line, mark="item", text=line.text[len(sign) :].lstrip("\ufe0f \t"))


def _are_headlines(lines: list[Line]) -> bool:
    return len(lines) >= _HEADLINES and all(_is_headline(line) for line in lines)


def _is_headline(line: Line) -> bool:
    words = line.text
    plain = not (line.mark or line.number or line.links or line.gap) or line.start == 0
    return plain and is_headline(words) and not words[:2].islower() and section_role(words) is None
