"""What an entry begins with: its headline, and the outlet and day that stand beside it.

A *lead* is what a paragraph or list entry begins with and what stands apart from the rest: bold words, a link, words
in 【】. It stands apart where a colon, dash, bracket or full stop closes it, where nothing follows, or where it is long
and a new sentence begins; words that the sentence runs through are emphasis. A name with a link behind it that a colon
closes ("Lumen [v2.4]: …") is one with it. What credits it is read in `credits`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.parse.credits import (
    DECORATION,
    LONGEST_CREDIT,
    SEPARATORS,
    Credit,
    credit_within,
    is_credit,
    is_name,
    names_site,
    read_credit,
    take_credit,
    take_end_credit,
)
from store.parse.dates import Day
from store.parse.lines import Link
from store.parse.prose import is_finished, is_headline, width
from store.parse.vocabulary import fold, is_call
from store.text import collapse

_BRACKETED = re.compile(r"[【〖]([^【】〖〗]{1,160})[】〗]\s*[:：]?\s*")
_TRAILING = re.compile(r" by [A-Z]")
_BY = re.compile(r" by [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}\.?")
_CLOSING_SIGNS = ":-–—―|·•.。!！?？([（【,，/→"
_READING = re.compile(
    r"\s*[(（\[【]\s*(?:约|about |~)?\s*\d{1,3}[\s-]*(?:minutes?|mins?|分钟)[^()（）\[\]【】]{0,16}[)）\]】]"
    r"|\s*[(\[](?:github repo|github|website|tool|web app|app|video|podcast|pdf|paper|thread|repo)[)\]]"
    r"|\s*[·|｜•–—-]\s*\d{1,3}[\s-]*(?:minutes?|mins?|分钟)(?:[\s-]*(?:read|阅读|读完))?$",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"([^()（）]{8,160}?(?:\([^()]{1,40}\)[^()（）]{0,100}?)?)\s*[(（]\s*\d{1,3}[\s-]*"
    r"(?:min(?:ute)?s?(?: read)?|分钟[^()（）]{0,8})\s*[)）](?=\s)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\s*(?:[\[［]\d{1,3}[\]］]|[|｜]\s*(?:第\s?\d{1,4}\s?[篇条則则]|(?:#|[Nn]o\. ?)\d{1,4}))$")
_TAG = re.compile(
    r"^\[(?:video|audio|article|tool|paper|podcast|news|release|hands-on|how-to|guide|opinion"
    r"|review|interview|文章|工具|类库|新闻|视频|源码|发布|规范|资讯|论文|教程|讨论)\]\s+(?=\S)",
    re.IGNORECASE,
)
"""What kind of thing it is, in square brackets before its headline; a subject in them belongs to it."""
_DASHED = re.compile(r"\s?:\s?\S?|\s[-–—|·]|\s?[(\[][^()\[\]]{1,30}[)\]](?:[.:]|$)")
_DASHES = re.compile(
    r"\s*(?P<sign>[—–])\s(?P<name>[A-Z][^—–.:;!?]{1,40}?(?:\.[a-z]{2,4}|\.[A-Z]{2})?)\s(?P=sign)\s(?=[A-Z\"“])"
)
"""A name between two dashes, before what is told."""
_LONG_DASHES = ("—", "–")
_CODE = re.compile(r"[A-Z]{1,8}[- ]?\d{1,6}")
_STARRED = re.compile(r"\s+[⭐★☆🌟🔥👍▲❤♥]\ufe0f?[^\w]{0,2}(?:\w{1,6} )?[+]?\d[\d.,]{0,9}[kKmM万]?\+?$")
"""How many marked something with a star, behind its name."""
_SEVERAL_WORDS = 3
_RELEASE = re.compile(r"[vV#]?\d")
_HEADLINE = 12
"""Columns from which linked words may be a headline by themselves."""
_NAMED = re.compile(r"(?=\w)(?:[^\s:：,，;；.。!！?？()（）]|[.](?=\w))+(?: [^\s:：,，;；.。!！?？()（）]+){0,3} ")
"""A name before the link that says which of its releases, parts or papers is meant."""
_LONGEST_ANNOUNCEMENT = 240
"""Characters of what leads to the only link of an entry, at its end."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An entry's headline (empty where it has no lead), the rest of its text, and its credits."""

    headline: str
    rest: str
    outlet: str | None = None
    day: Day | None = None


def read_opening(
    text: str, bold: str, links: tuple[Link, ...], *, led: bool = False, credited: bool = False, told: bool = False
) -> Opening:
    """Read an entry's text, the bold words it begins with and its links.

    `led` and `credited` say that its siblings have their headline in bold, and an outlet in their last brackets; `told`
    that what stands behind their headline is text.
    """
    text = collapse(DECORATION.sub("", collapse(text)))
    before: Credit | None = None
    if found := _parted(text, collapse(bold), links):
        head, lead, rest = found
        before = read_credit(head) if head else None
        after, rest = (
            _between_dashes(rest)
            or _before_dash(rest, links)
            or ((None, rest.lstrip(SEPARATORS + ".。")) if told else take_credit(rest))
        )
    else:
        # Where siblings have it in bold, the headline is bold though the sentence runs through it.
        lead, rest, after = (collapse(DECORATION.sub("", bold)) if led else ""), text, None
    within, lead = credit_within(lead, links)
    end, rest = take_end_credit(rest, links, sure=credited)
    credits = [credit for credit in (within, after, before, end) if credit]
    outlet = next((credit.outlet for credit in credits if credit.outlet), None)
    day = next((credit.day for credit in credits if credit.day), None)
    return Opening(tidy_headline(lead), rest, outlet, day)


def _between_dashes(rest: str) -> tuple[Credit, str] | None:
    """Take a name that stands between two dashes, behind a lead and before what is told: " — The Post — The city …"."""
    found = _DASHES.match(rest)
    if found is None or not is_name(found["name"]) or not is_finished(rest):
        return None
    credit = read_credit(found["name"])
    return (credit, rest[found.end() :]) if credit and credit.outlet else None


def _before_dash(rest: str, links: tuple[Link, ...]) -> tuple[Credit, str] | None:
    """Take the linked name of a site right behind a lead, which a dash parts from what is told: ": [Post]—The …"."""
    text = rest.lstrip(SEPARATORS)
    for link in links[:2]:
        behind = text.removeprefix(link.words)
        if behind != text and behind[:2].strip()[:1] in _LONG_DASHES and is_name(link.words) and names_site(link):
            return Credit(link.words, None), behind.lstrip(SEPARATORS)
    return None


def ends_in_credit(text: str, bold: str, links: tuple[Link, ...]) -> bool | None:
    """Tell whether all that stands behind a text's lead can be a credit; None where nothing does."""
    text = collapse(DECORATION.sub("", collapse(text)))
    found = _parted(text, collapse(bold), links)
    rest = found[2].strip(SEPARATORS + ".。") if found else ""
    return not take_credit(found[2])[1] if found and rest else None


def _parted(text: str, bold: str, links: tuple[Link, ...]) -> tuple[str, str, str] | None:
    """Part a text at its lead: what stands before, the lead, the rest."""
    return (
        named_lead(text, links)
        or _linked(text, links)
        or _credited(text, bold, links)
        or _bold(text, bold)
        or _bracketed(text)
        or _timed(text)
    )


def tidy_headline(text: str) -> str:
    """Strip a tag (`[Video]`), reading times, footnote marks, an entry's count (`| No. 3`) and closing separators."""
    text = (
        _READING.sub("", _FOOTNOTE.sub("", _TAG.sub("", _STARRED.sub("", text.strip()))))
        .strip()
        .rstrip(" :：;；,，、|｜·→»*_")
    )
    whole = _BRACKETED.fullmatch(text)
    return whole[1].strip() if whole else text


def has_lead(text: str, bold: str, links: tuple[Link, ...]) -> bool:
    """Tell whether a text begins with a lead of its own."""
    text = collapse(DECORATION.sub("", collapse(text)))
    return _parted(text, collapse(bold), links) is not None


def _linked(text: str, links: tuple[Link, ...]) -> tuple[str, str, str] | None:
    """Part a text at the link that is its lead: what stands before, its words, the rest."""
    for link in links[:3]:
        words = collapse(DECORATION.sub("", link.words))
        at = text.find(words) if _may_lead(words, text, link) else -1
        head, rest = text[: max(at, 0)].strip(), text[at + len(words) :]
        near = 0 <= at <= LONGEST_CREDIT
        if head and (near or (len(links) == 1 and at <= _LONGEST_ANNOUNCEMENT)) and _announces(head, words, rest):
            return "", words, f"{head} {rest}"
        if not near:
            continue
        if head and ((fold(head[-1]) not in ":-–—―|·•/," and fold(head[-1]) not in ")]】") or not is_credit(head)):
            return None
        apart = (
            _stands_apart(words, rest)
            or (not head and _TRAILING.match(rest) and len(words.split()) >= _SEVERAL_WORDS)
            or (not head and _BY.fullmatch(rest))
            or (len(rest) < LONGEST_CREDIT and is_credit(rest))
        )
        return (head, words, rest) if apart else None
    return None


def named_lead(text: str, links: tuple[Link, ...]) -> tuple[str, str, str] | None:
    """Part a text behind a name and the linked words behind it, where a colon closes them and text follows."""
    words = collapse(links[0].words) if links else ""
    name = _NAMED.match(text) if words and links[0].words != links[0].url else None
    if name is None or not text.startswith(words, name.end()):
        return None
    if width(words) >= _HEADLINE and not _RELEASE.match(words) and is_credit(name[0]):
        return None  # who says what the linked words say
    end = name.end() + len(words)
    closed = fold(text[end : end + 2]) == ": " and width(text[:end]) <= LONGEST_CREDIT
    return ("", text[:end], text[end:]) if closed and text[end + 1 :].strip() else None


def _announces(head: str, words: str, rest: str) -> bool:
    """Tell several words and a colon that lead to a linked headline at an entry's end: "A talk worth hearing: …"."""
    said = len(head.split()) >= _SEVERAL_WORDS and fold(head[-1]) == ":" and not is_finished(head.rstrip(":："))
    ends = not rest.strip(" .!") or _TRAILING.match(rest) is not None
    is_author = " / " in head and is_credit(head)  # "Ida Berg / The Ledger: …"
    return said and not is_author and len(words.split()) >= _SEVERAL_WORDS and ends


def is_address(link: Link) -> bool:
    """Tell a link whose words are its address, or the beginning of that without its scheme: "lamps.example/two"."""
    bare = link.url.partition("://")[2].removeprefix("www.").rstrip("/")
    return link.words == link.url or (
        "/" in link.words and bare.startswith(link.words.removeprefix("www.").rstrip("/"))
    )


def _may_lead(words: str, text: str, link: Link) -> bool:
    """Tell whether a link's words may be a lead: long enough, or a name that the text goes on about behind a dash."""
    if is_call(words) or is_address(link):
        return False
    if _CODE.fullmatch(words) and fold(text[len(words) : len(words) + 1]) == ":":
        return False  # the number of what is told behind it
    apart = fold(text[len(words) : len(words) + 34])
    return width(words) >= _HEADLINE or (
        width(words) > 2 and text.startswith(words) and _DASHED.match(apart) is not None
    )


def _credited(text: str, bold: str, links: tuple[Link, ...]) -> tuple[str, str, str] | None:
    """Part a text at its bold words where the linked name behind them credits them: `**Title** [The Post]: …`."""
    bold = DECORATION.sub("", bold)
    rest = text[len(bold) :].lstrip()
    if not bold or not text.startswith(bold):
        return None
    for link in links[:2]:
        behind = rest[len(link.words) :].lstrip()
        if rest.startswith(link.words) and is_name(link.words) and fold(behind[:1]) == ":":
            return link.words, bold, behind
    return None


def bold_lead(text: str, bold: str) -> tuple[str, str] | None:
    """Part a text at the bold words that are its lead: those and the rest, which is never empty; None without one."""
    found = _bold(text, bold)
    if found is None or not found[2].strip():
        return None
    return found[1].rstrip(" :："), found[2].lstrip(SEPARATORS + ".。")


def _bold(text: str, bold: str) -> tuple[str, str, str] | None:
    bold = DECORATION.sub("", bold)
    if not bold or not text.startswith(bold) or is_call(bold):
        return None
    rest = text[len(bold) :]
    return ("", bold, rest) if _stands_apart(bold, rest) else None


def _stands_apart(words: str, rest: str) -> bool:
    sign = fold(rest.lstrip()[:1])
    if sign.islower() and fold(words[-1]) != ":":
        return False
    if not sign or sign in fold(_CLOSING_SIGNS) or fold(words[-1]) in ":.。!！?？":
        return sign != "," or take_credit(rest)[0] is not None
    if rest[0] == " ":
        return (len(words.split()) >= 3 and (sign.isupper() or sign in '"“')) or (
            width(words) >= 20 and not sign.islower()
        )
    return width(words) >= 20 and width(words) > len(words)


def _bracketed(text: str) -> tuple[str, str, str] | None:
    found = _BRACKETED.match(text)
    if found is None or width(found[1]) < 12:
        return None
    rest = text[found.end() :]
    # A theme in brackets before a headline is part of it.
    return None if is_headline(rest) and width(rest) > width(found[1]) else ("", found[1].strip(), rest)


def _timed(text: str) -> tuple[str, str, str] | None:
    """Part a text at the time that it takes to read, which stands behind its headline: "… (3 minute read) …"."""
    found = _TIMED.match(text)
    return ("", found[1], text[found.end() :]) if found else None
