"""What one entry says at its edges: its headline, and the outlet and day that credit it.

A *lead* is what a paragraph or list entry begins with and what stands apart from the rest: bold words, a link, words
in 【】. It stands apart where a colon, dash, bracket or full stop closes it, where nothing follows, or where it is long
and a new sentence begins; words that the sentence runs through are emphasis.

*Credits* stand before the lead ("Reuters: …", "May 3 — …"), right after it ("… (Reuters, May 3)", "… - Reuters"), or
at the end of the text ("…。（来源：路透社）", "via Reuters", a last link whose words are a name). Each part of a credit
must be a day, a call such as "5 min read", a site or a short name; if one is none of these, it is no credit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.parse.dates import Day, read_day
from store.parse.lines import Link
from store.parse.prose import is_finished, is_headline, width
from store.parse.vocabulary import fold, is_call, label_of
from store.text import collapse, has_chinese

_DECORATION = re.compile(r"^(?:(?!\.\w)[^\w\"“‘'「『《(（\[【〖$€£¥#@<])+")
_BRACKETED = re.compile(r"[【〖]([^【】〖〗]{1,160})[】〗]\s*[:：]?\s*")
_SEPARATORS = " \t:：,，;；-–—―|｜│·•・/→➔↗»"
_TRAILING = re.compile(r" by [A-Z]")
_BY = re.compile(r" by [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}\.?")
_NUMBER = re.compile(r"^\d{1,3}[.、]\s*(?=\D)")
"""The number of a reference before the name of its outlet."""
_AUTHOR = re.compile(r"by (?!the )", re.IGNORECASE)
_CLOSING_SIGNS = ":-–—―|·•.。!！?？([（【,，/→"
_PARTS = re.compile(r"\s*[,，、;；|｜·•・]\s*|\s+[/–—-]\s+")
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
_SITE = re.compile(r"(?:https?://)?(?:[\w-]{1,63}\.){1,4}[a-z]{2,12}/?", re.IGNORECASE)
_NAME_EN = re.compile(
    r"(?:the |via |by |from |in |at |source: ?)?(?=[A-Z0-9]|[a-z][A-Z])[\w.&'’+-]+"
    r"(?: (?:[A-Z0-9&][\w.&'’+-]*|of|the|and|for|du|de|des|la|le|les|der|die|das|van|von|di|del|et|und|y)){0,4}"
)
_NAME_ZH = re.compile(
    r"(?:[A-Za-z0-9.&+-]{1,20} ?)?[\u3400-\u9fff]{2,10}(?: ?[A-Za-z0-9.&+-]{1,12})?|《[^《》]{1,12}》"
)
_CREDIT_WORDS = re.compile(
    r"^(?:(?:source|via|from|credit|h/t|hat tip|originally (?:in|on)|首发于?|来源|來源|消息来源|消息來源|信源|转自"
    r"|轉自|文|图|圖|据|來自|来自)\s*[:：]?\s*)+",
    re.IGNORECASE,
)
_AT_END = re.compile(r"\s*[(（\[【]([^()（）\[\]【】]{1,60})[)）\]】]\s*[.。]?$")
_VIA_AT_END = re.compile(
    r"[\s,，.。;；](?:[-–—―]{1,2}(?![->–—―])\s*(?:via\s+)?|via\s+|source:\s*|来源[:：]\s*|转自\s*|["
    r"|｜·]\s*)([^.。!！?？:：,，;；|｜]{2,40})\.?$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?:^|[,，。;；\s(（])(?:另据|据|根据)\s?([^,，。;；\s]{2,14}?)\s?(?:\d{1,2}月\d{1,2}日|日前|今日|昨日"
    r"|近日|周[一二三四五六日])?(?:的?报道|消息|援引|独家报道|获悉)"
)
_WHO = re.compile(r"(?:知情|消息|内部|相关|多位|外媒|媒体|公司|业内|匿名|官方|最新|可靠|人士|记者|市场)")
_NO_NAMES = frozenset(
    "comments comment discuss discussion link links source more read thread pdf code paper demo website here "
    "video details update updated free new tweet post blog article page official original full story english "
    "chinese en zh paywall soft registration 评论 讨论 链接 原文 来源 详情 更多 查看 视频 论文 代码 官网 付费 "
    "阅读原文 英文 中文 日文 收费 地址 项目地址 传送门 直达".split()
)
_STROKES = re.compile(r"\s*[/、]\s*")
_DASHED = re.compile(r"\s?:\s?\S?|\s[-–—|·]|\s?[(\[][^()\[\]]{1,30}[)\]](?:[.:]|$)")
_CODE = re.compile(r"[A-Z]{1,8}[- ]?\d{1,6}")
_ASIDE_AT_END = re.compile(r"(?:\s+(?:comments?|discuss|link|source|评论|讨论|链接|原文))+$", re.IGNORECASE)
_LONGEST_CREDIT = 70
_SEVERAL_WORDS = 3
_WIDEST_LINK = 14
"""Columns that each of several links in brackets takes at most: "(paper, code)"."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An entry's headline (empty where it has no lead), the rest of its text, and its credits."""

    headline: str
    rest: str
    outlet: str | None = None
    day: Day | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Outlet and day as a credit names them; both None for a call or a link to comments."""

    outlet: str | None
    day: Day | None


def read_opening(
    text: str, bold: str, links: tuple[Link, ...], *, led: bool = False, credited: bool = False
) -> Opening:
    """Read an entry's text, the bold words it begins with and its links.

    `led` and `credited` say that its siblings have their headline in bold, and an outlet in their last brackets.
    """
    text = collapse(_DECORATION.sub("", collapse(text)))
    before: Credit | None = None
    if found := _parted(text, collapse(bold), links):
        head, lead, rest = found
        before = _read_credit(head) if head else None
        after, rest = _take_credit(rest)
    else:
        # Where siblings have it in bold, the headline is bold though the sentence runs through it.
        lead, rest, after = (collapse(_DECORATION.sub("", bold)) if led else ""), text, None
    end, rest = take_end_credit(rest, links, sure=credited)
    credits = [credit for credit in (after, before, end) if credit]
    outlet = next((credit.outlet for credit in credits if credit.outlet), None)
    day = next((credit.day for credit in credits if credit.day), None)
    return Opening(tidy_headline(lead), rest, outlet, day)


def _parted(text: str, bold: str, links: tuple[Link, ...]) -> tuple[str, str, str] | None:
    """Part a text at its lead: what stands before, the lead, the rest."""
    return _linked(text, links) or _credited(text, bold, links) or _bold(text, bold) or _bracketed(text) or _timed(text)


def tidy_headline(text: str) -> str:
    """Strip a tag (`[Video]`), reading times, footnote marks, an entry's count (`| No. 3`) and closing separators."""
    return _READING.sub("", _FOOTNOTE.sub("", _TAG.sub("", text.strip()))).strip().rstrip(" :：|｜·→»*_")


def has_lead(text: str, bold: str, links: tuple[Link, ...]) -> bool:
    """Tell whether a text begins with a lead of its own."""
    text = collapse(_DECORATION.sub("", collapse(text)))
    return _parted(text, collapse(bold), links) is not None


def _linked(text: str, links: tuple[Link, ...]) -> tuple[str, str, str] | None:
    """Part a text at the link that is its lead: what stands before, its words, the rest."""
    for link in links[:3]:
        words = collapse(_DECORATION.sub("", link.words))
        at = text.find(words) if _may_lead(words, text, link) else -1
        if at < 0 or at > _LONGEST_CREDIT:
            continue
        head, rest = text[:at].strip(), text[at + len(words) :]
        if head and _announces(head, words, rest):
            return "", words, f"{head} {rest}"
        if head and ((fold(head[-1]) not in ":-–—―|·•/," and fold(head[-1]) not in ")]】") or not _is_credit(head)):
            return None
        apart = (
            _stands_apart(words, rest)
            or (not head and _TRAILING.match(rest) and len(words.split()) > 3)
            or (not head and _BY.fullmatch(rest))
            or (len(rest) < _LONGEST_CREDIT and _is_credit(rest))
        )
        return (head, words, rest) if apart else None
    return None


def _announces(head: str, words: str, rest: str) -> bool:
    """Tell several words and a colon that lead to a linked headline at an entry's end: "A talk worth hearing: …"."""
    said = len(head.split()) >= _SEVERAL_WORDS and fold(head[-1]) == ":" and not is_finished(head.rstrip(":："))
    ends = not rest.strip(" .!") or _TRAILING.match(rest) is not None
    return said and len(words.split()) >= _SEVERAL_WORDS and ends


def _may_lead(words: str, text: str, link: Link) -> bool:
    """Tell whether a link's words may be a lead: long enough, or a name that the text goes on about behind a dash."""
    if is_call(words) or link.words == link.url:
        return False
    if _CODE.fullmatch(words) and fold(text[len(words) : len(words) + 1]) == ":":
        return False  # the number of what is told behind it
    apart = fold(text[len(words) : len(words) + 34])
    return width(words) >= 12 or (width(words) > 2 and text.startswith(words) and _DASHED.match(apart) is not None)


def _credited(text: str, bold: str, links: tuple[Link, ...]) -> tuple[str, str, str] | None:
    """Part a text at its bold words where the linked name behind them credits them: `**Title** [The Post]: …`."""
    bold = _DECORATION.sub("", bold)
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
    return found[1].rstrip(" :："), found[2].lstrip(_SEPARATORS + ".。")


def _bold(text: str, bold: str) -> tuple[str, str, str] | None:
    bold = _DECORATION.sub("", bold)
    if not bold or not text.startswith(bold) or is_call(bold):
        return None
    rest = text[len(bold) :]
    return ("", bold, rest) if _stands_apart(bold, rest) else None


def _stands_apart(words: str, rest: str) -> bool:
    sign = fold(rest.lstrip()[:1])
    if sign.islower() and fold(words[-1]) != ":":
        return False
    if not sign or sign in fold(_CLOSING_SIGNS) or fold(words[-1]) in ":.。!！?？":
        return sign != "," or _take_credit(rest)[0] is not None
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


def _read_credit(text: str) -> Credit | None:
    """Read words that are a credit and nothing else."""
    words = text.strip(_SEPARATORS + "()（）[]【】*_<>")
    words = _ASIDE_AT_END.sub("", _CREDIT_WORDS.sub("", words)).strip()
    if not words or len(words) > _LONGEST_CREDIT:
        return None
    if whole := read_day(words):
        return Credit(None, whole)
    outlet, day = None, None
    for part in _PARTS.split(words):
        part = _DECORATION.sub("", part).strip(" ()（）[]【】")
        if found := read_day(part):
            day = day or found
        elif _AUTHOR.match(part) and part == words:
            return None  # who wrote it is part of the text, and no outlet
        elif is_name(part):
            # "Jo Field / The Morning Post": who wrote it, then where.
            outlet = _name(part) if outlet is None or " / " in words else outlet
        elif part and not _is_aside(part) and not part.isdigit():
            return None
    return Credit(outlet, day)


def _is_credit(text: str) -> bool:
    return _read_credit(text) is not None


def read_credit_line(text: str) -> Credit | None:
    """Read a line beneath a headline that names outlet, day or author and nothing else; None where it is no such."""
    if len(text) > _LONGEST_CREDIT or is_finished(text):
        return None
    credit = _read_credit(text)
    return credit if credit and (credit.day or credit.outlet) else None


def is_credit_line(text: str) -> bool:
    """Tell a line that can only be a credit: it holds a day, or is a site."""
    credit = read_credit_line(text)
    return credit is not None and (credit.day is not None or _SITE.fullmatch(credit.outlet or "") is not None)


def _is_aside(part: str) -> bool:
    return is_call(part) or all(word in _NO_NAMES for word in fold(part).casefold().strip(" .").split())


def is_name(part: str) -> bool:
    """Tell whether words may be an outlet's name: short, and capitals or Chinese; or a site."""
    if not part or width(part) > 36 or _is_aside(part):
        return False
    return any(pattern.fullmatch(part) for pattern in (_SITE, _NAME_EN, _NAME_ZH))


def are_names(text: str) -> bool:
    """Tell one outlet's name, or several with strokes between them."""
    return all(is_name(part) for part in _STROKES.split(_DECORATION.sub("", text)))


def _name(part: str) -> str:
    named = _NUMBER.sub("", _CREDIT_WORDS.sub("", part).strip("《》 "))
    return named.removeprefix("https://").removeprefix("www.").rstrip("/") if _SITE.fullmatch(named) else named


def _take_credit(rest: str) -> tuple[Credit | None, str]:
    """Take a credit from right behind a lead: in brackets, or all that is left of the text."""
    text = rest.lstrip(_SEPARATORS)
    if found := re.match(r"[(（\[【]([^()（）\[\]【】]{1,70})[)）\]】]", text):
        credit = _read_credit(found[1])
        if credit:
            more, left = None, text[found.end() :]
            if len(left) < _LONGEST_CREDIT:
                more, left = _take_credit(left)
            merged = Credit(
                credit.outlet or (more.outlet if more else None), credit.day or (more.day if more else None)
            )
            return merged, left.lstrip(_SEPARATORS + ".。")
    credits = rest[:1] in _SEPARATORS and fold(rest[:1]) != ":"  # a colon leads to what the lead is
    if text and credits and not is_finished(text) and (credit := _read_credit(text)):
        return credit, ""
    return None, text.lstrip(".。")


def names_at_end(text: str) -> bool:
    """Tell a text that ends with a name or day in brackets, which may credit it."""
    found = _AT_END.search(text.rstrip()[-70:])
    return found is not None and _end_name(found[1]) is not None


def take_end_credit(text: str, links: tuple[Link, ...], *, sure: bool = False) -> tuple[Credit | None, str]:
    """Take a credit from the end of a text: in brackets, behind "via", or a last link whose words are a name.

    `sure` says that what stands in brackets is one.
    """
    text = _without_call(text.rstrip(), links)
    if (found := _AT_END.search(text[-70:])) and (credit := _end_name(found[1])):
        before = text[: len(text) - len(found.group())].rstrip()
        if sure or is_finished(before) or _is_stated(found[1]) or _is_proper(credit, links):
            return credit, before
    if (found := _VIA_AT_END.search(text[-60:])) and (credit := _end_name(found[1])):
        return credit, text[: len(text) - len(found.group()) + 1].rstrip()
    last = links[-1] if links else None
    if last and text.endswith(last.words) and is_name(last.words) and is_finished(text[: -len(last.words)].rstrip()):
        return Credit(_name(last.words), None), text[: -len(last.words)].rstrip()
    if (found := _AT_END.search(text[-70:])) and _are_links(found[1], links):
        return None, text[: len(text) - len(found.group())].rstrip()
    if found := _REPORTED.search(text[:200]):
        return (None if _WHO.search(found[1]) else Credit(found[1].strip("《》「」“”"), None)), text
    return None, text


def _without_call(text: str, links: tuple[Link, ...]) -> str:
    """Take a linked call to read on from behind the last sentence."""
    words = links[-1].words if links else ""
    before = text.removesuffix(words).rstrip(" [(（【")
    asks = is_call(words) or label_of(f"{words}: x") is not None
    return before if words and asks and text.endswith(words) and is_finished(before) else text


def _are_links(words: str, links: tuple[Link, ...]) -> bool:
    """Tell a few short words in brackets that are links, most of them: "(paper, code, demo)"."""
    parts, linked = _PARTS.split(words), {link.words.strip() for link in links}
    return all(width(part) <= _WIDEST_LINK for part in parts) and 2 * len(linked.intersection(parts)) >= len(parts)


def _is_stated(words: str) -> bool:
    return _CREDIT_WORDS.match(words) is not None


def _is_proper(credit: Credit, links: tuple[Link, ...]) -> bool:
    """Tell a name in brackets from a word that explains ("Solved (Mostly)"): where no sentence ends before it.

    It is dated, Chinese, several words, in mixed or all capitals, or the name of the site that is linked.
    """
    name = credit.outlet or ""
    if credit.day is not None or has_chinese(name) or " " in name or "." in name or not name[1:].islower():
        return True
    return any(name.casefold() in link.url.casefold() for link in links)


def _end_name(words: str) -> Credit | None:
    credit = _read_credit(words)
    if credit is None or (credit.outlet is None and credit.day is None):
        return None
    # "(its third)" is no name; "(GPT)" and "(2026)" explain a word.
    is_name_enough = credit.outlet is None or (width(credit.outlet) > 3 and not credit.outlet.isdigit())
    return credit if is_name_enough or _is_stated(words) else None


def source_of(value: str, links: tuple[Link, ...]) -> str | None:
    """Give the outlet that the value of a label names, whether its words are linked or not; None for an address."""
    for link in links:
        value = value.replace(link.url, " ")
    name = value.strip(_SEPARATORS + "()（）[]【】<>")
    credit = _read_credit(name) if name else None
    return credit.outlet if credit else None
