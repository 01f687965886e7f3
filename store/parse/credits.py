"""Credits: the words that name an entry's outlet and day, behind its lead, at its end, or on a line of their own.

*Credits* stand before the lead ("Reuters: …", "May 3 — …"), right after it ("… (Reuters, May 3)", "… - Reuters"), or
at the end of the text ("…。（来源：路透社）", "via Reuters", a last link whose words are a name). Each part of a credit
must be a day, a call such as "5 min read", a site or a short name; if one is none of these, it is no credit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.parse.dates import Day, read_day
from store.parse.lines import Link
from store.parse.prose import is_finished, width
from store.parse.vocabulary import fold, is_call, is_label, is_pointer
from store.text import has_chinese

DECORATION = re.compile(r"^(?:(?!(?<!\.)\.\w)[^\w\"“‘'「『《(（\[【〖$€£¥#@<])+")
SEPARATORS = " \t:：,，;；-–—―|｜│·•・/→➔↗»"
_NUMBER = re.compile(r"^\d{1,3}[.、]\s*(?=\D)")
"""The number of a reference before the name of its outlet."""
_AUTHOR = re.compile(r"by (?!the )", re.IGNORECASE)
_PARTS = re.compile(r"(?<!\s)\s*(?!(?<=\d),\s?(?:19|20)\d{2}\b)[,，、;；|｜·•・]\s*|(?<!\s)\s+[/–—-]\s+")
"""What parts a credit; the comma of "Nov 11, 2026" does not."""
_SITE = re.compile(r"(?:https?://)?(?:[\w-]{1,63}\.){1,4}[a-z]{2,12}(?:/[\w.~-]{1,40})?/?", re.IGNORECASE)
_NAME_EN = re.compile(
    r"(?:the |via |by |from |in |at |source: ?)?(?=[A-Z0-9]|[a-z][A-Z])[\w.&'’+-]+"
    r"(?: (?:[A-Z0-9&][\w.&'’+-]*|[a-z-]{2,8}\.[A-Z]{2}\b"
    r"|of|the|and|for|du|de|des|la|le|les|der|die|das|van|von|di|del|et|und|y)){0,4}"
)
_NAME_ZH = re.compile(
    r"(?:[A-Za-z0-9.&+-]{1,20} ?)?[\u3400-\u9fff]{2,10}(?: ?[A-Za-z0-9.&+-]{1,12})?|《[^《》]{1,12}》"
)
_CREDIT_WORDS = re.compile(
    r"^(?:(?:source|via|from|credit|h/t|hat tip|originally (?:in|on)|首发于?|来源|來源|消息来源|消息來源|信源|转自"
    r"|轉自|文|图|圖|据|來自|来自)\s*[-–—:：]?\s*)+",
    re.IGNORECASE,
)
_AT_END = re.compile(r"\s*[(（\[【]([^()（）\[\]【】]{1,60})[)）\]】]\s*[.。]?$")
_ACRONYM = re.compile(r"(?:^|[^A-Za-z0-9.])[A-Z][A-Z0-9]{1,7}$")
"""Capitals that words in brackets right behind explain."""
_TAGS = re.compile(r"[\[［【][^\[\]［］【】|｜]{1,30}[|｜][^\[\]［］【】]{1,40}[\]］】]")
"""Several words in square brackets that are a whole line: themes of a story, not where it is from."""
_VIA_AT_END = re.compile(
    r"[\s,，.。;；](?:[-–—―]{1,2}(?![->–—―])\s*(?:via\s+)?|via\s+|source:\s*|来源[:：]\s*|转自\s*|["
    r"|｜·]\s*)([^.。!！?？:：,，;；|｜]{2,40})\.?$",
    re.IGNORECASE,
)
_STATED_AT_END = re.compile(
    r"[。.!！?？;；]\s?(?:source|来源|來源|信源|出处|出處)[:：]\s*([^。!！?？:：,，;；|｜]{2,40})$", re.IGNORECASE
)
"""What a last field calls a source, in whatever words: "… Source: Issue 12 of the board"."""
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
_SCORE = re.compile(r"[\d.,]{1,9}\s?(?:/\s?\d{1,4}|%|[km]|points?|pts|分|赞)?", re.IGNORECASE)
_STROKES = re.compile(r"\s*[/、]\s*")
_ASIDE_AT_END = re.compile(r"(?:\s+(?:comments?|discuss|link|source|评论|讨论|链接|原文))+$", re.IGNORECASE)
_PAID = re.compile(r"(?<=[\w.])\s+[$💲💰🔒]\ufe0f?$")
"""What says that an outlet asks for money: "(The Ledger $)"."""
LONGEST_CREDIT = 70
_BETWEEN_NAMES = " |｜·•・、,，/"
_WIDEST_LINK = 14
"""Columns that each of several links in brackets takes at most: "(paper, code)"."""


_BESIDE = re.compile(r"\s*[|｜·•,，、;；(（]")
"""What parts the outlet from what else a label of origin lists."""
_KIND = re.compile(r"\s*[(（][^()（）]{1,30}[)）]$")
"""What kind of page a source is, or who writes it."""
_SHORTEST_PART = 4
"""Characters of a part of a site's name, at least, by which it is told in another."""
_MOST_PARTS, _WIDEST_PART = 2, 36
_POINTERS = "\U0001f449\U0001f517\u27a1\u2192\u00bb\u25b6\ufe0f"
"""Signs before a call to read on."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Outlet and day as a credit names them; both None for a call or a link to comments."""

    outlet: str | None
    day: Day | None


def read_credit(text: str) -> Credit | None:
    """Read words that are a credit and nothing else."""
    words = text.strip(SEPARATORS + "()（）[]【】*_<>")
    words = _PAID.sub("", _ASIDE_AT_END.sub("", _CREDIT_WORDS.sub("", words))).strip()
    if not words or len(words) > LONGEST_CREDIT:
        return None
    if whole := read_day(words):
        return Credit(None, whole)
    outlet, day = None, None
    for part in _PARTS.split(words):
        part = DECORATION.sub("", part).strip(" ()（）[]【】")
        if found := read_day(part):
            day = day or found
        elif _AUTHOR.match(part) and part == words:
            return None  # who wrote it is part of the text, and no outlet
        elif is_name(part) and not _SCORE.fullmatch(part):
            # "Jo Field / The Morning Post": who wrote it, then where.
            outlet = _name(part) if outlet is None or " / " in words else outlet
        elif part and not _is_aside(part) and not _SCORE.fullmatch(part):
            return None
    if _SCORE.fullmatch(DECORATION.sub("", words)) or ("，" in words and outlet and day is None):
        return None  # two clauses in Chinese are said of it
    return Credit(outlet, day)


def is_credit(text: str) -> bool:
    """Tell words that are a credit and nothing else."""
    return read_credit(text) is not None


def read_credit_line(text: str) -> Credit | None:
    """Read a line beneath a headline that names outlet, day or author and nothing else; None where it is no such."""
    if len(text) > LONGEST_CREDIT or is_finished(text):
        return None
    credit = read_credit(text)
    return credit if credit and (credit.day or credit.outlet) else None


def is_credit_line(text: str) -> bool:
    """Tell a line that can only be a credit: it holds a day, or is a site."""
    credit = read_credit_line(text)
    return credit is not None and (credit.day is not None or _SITE.fullmatch(credit.outlet or "") is not None)


def _is_aside(part: str) -> bool:
    labels = ":" not in fold(part) and is_label(part)
    return is_call(part) or labels or all(word in _NO_NAMES for word in fold(part).casefold().strip(" .").split())


def is_name(part: str) -> bool:
    """Tell whether words may be an outlet's name: short, and capitals or Chinese; or a site."""
    if not part or width(part) > 36 or _is_aside(part):
        return False
    return any(pattern.fullmatch(part) for pattern in (_SITE, _NAME_EN, _NAME_ZH))


def is_site(text: str) -> bool:
    """Tell a site's name: "lamps.example"."""
    return _SITE.fullmatch(text) is not None


def are_names(text: str) -> bool:
    """Tell one outlet's name, or several with strokes between them."""
    return all(is_name(part) for part in _STROKES.split(DECORATION.sub("", text)))


def _name(part: str) -> str:
    named = _NUMBER.sub("", _CREDIT_WORDS.sub("", part).strip("《》 "))
    return named.removeprefix("https://").removeprefix("www.").rstrip("/") if _SITE.fullmatch(named) else named


def take_credit(rest: str) -> tuple[Credit | None, str]:
    """Take a credit from right behind a lead: in brackets, or all that is left of the text."""
    text = rest.lstrip(SEPARATORS)
    if found := re.match(r"[(（\[【]([^()（）\[\]【】]{1,70})[)）\]】]", text):
        credit = read_credit(found[1])
        if credit:
            more, left = None, text[found.end() :]
            if len(left) < LONGEST_CREDIT:
                more, left = take_credit(left)
            merged = Credit(
                credit.outlet or (more.outlet if more else None), credit.day or (more.day if more else None)
            )
            return merged, left.lstrip(SEPARATORS + ".。")
    credits = rest[:1] in SEPARATORS and fold(rest[:1]) != ":"  # a colon leads to what the lead is
    if text and credits and not is_finished(text) and (credit := read_credit(text)):
        return credit, ""
    return None, text.lstrip(".。")


def credit_within(lead: str, links: tuple[Link, ...]) -> tuple[Credit | None, str]:
    """Take the credit that stands in brackets at a lead's end, if it says that it is one or is linked."""
    found = _AT_END.search(lead)
    named = found is not None and (states_credit(found[1]) or any(link.words == found[1].strip() for link in links))
    credit = _end_name(found[1]) if found and named else None
    return (credit, lead[: found.start()]) if found and credit and found.start() else (None, lead)


def names_at_end(text: str) -> bool:
    """Tell a text that ends with a name or day in brackets, which may credit it."""
    found = _AT_END.search(text.rstrip()[-70:])
    return found is not None and _end_name(found[1]) is not None


def take_end_credit(text: str, links: tuple[Link, ...], *, sure: bool = False) -> tuple[Credit | None, str]:
    """Take a credit from the end of a text: in brackets, behind "via", or a last link whose words are a name.

    `sure` says that what stands in brackets is one.
    """
    text = _without_call(text.rstrip(), links)
    if _TAGS.fullmatch(text) and not links:
        return None, text
    if (found := _AT_END.search(text[-70:])) and (credit := _end_name(found[1])):
        before = text[: len(text) - len(found.group())].rstrip()
        proper = _is_proper(credit, links) and not _ACRONYM.search(before)
        if sure or is_finished(before) or states_credit(found[1]) or proper:
            return credit, before
    if named := _linked_names(text, links):
        return named
    if (found := _VIA_AT_END.search(text[-60:])) and (credit := _end_name(found[1])):
        return credit, text[: len(text) - len(found.group()) + 1].rstrip()
    if found := _STATED_AT_END.search(text[-80:]):
        return Credit(found[1].strip(), None), text[: len(text) - len(found.group()) + 1].rstrip()
    if (found := _AT_END.search(text[-70:])) and _are_links(found[1], links):
        return None, text[: len(text) - len(found.group())].rstrip()
    if found := _REPORTED.search(text[:200]):
        return (None if _WHO.search(found[1]) else Credit(found[1].strip("《》「」“”"), None)), text
    return None, text


def _linked_names(text: str, links: tuple[Link, ...]) -> tuple[Credit, str] | None:
    """Take the linked names behind the last sentence, parted by signs, of which the first is the outlet."""
    before = text
    for link in reversed(links):
        if not before.endswith(link.words) or not is_name(link.words):
            return None
        before = before.removesuffix(link.words).rstrip(_BETWEEN_NAMES)
        if is_finished(before):
            return Credit(_name(link.words), None), before
    return None


def _without_call(text: str, links: tuple[Link, ...]) -> str:
    """Take a linked call to read on from behind the last sentence."""
    words = links[-1].words if links else ""
    before = text.removesuffix(words).rstrip(" [(（【" + _POINTERS)
    return before if words and is_pointer(words) and text.endswith(words) and is_finished(before) else text


def _are_links(words: str, links: tuple[Link, ...]) -> bool:
    """Tell a few short words in brackets that are links, most of them: "(paper, code, demo)"."""
    parts, linked = _PARTS.split(words), {link.words.strip() for link in links}
    return all(width(part) <= _WIDEST_LINK for part in parts) and 2 * len(linked.intersection(parts)) >= len(parts)


def states_credit(words: str) -> bool:
    """Tell words that begin by saying that they are a credit ("via", 来源)."""
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
    credit = read_credit(words)
    if credit is None or (credit.outlet is None and credit.day is None):
        return None
    # "(its third)" is no name; "(GPT)" and "(2026)" explain a word.
    is_name_enough = credit.outlet is None or (width(credit.outlet) > 3 and not credit.outlet.isdigit())
    return credit if is_name_enough or states_credit(words) else None


def source_of(value: str, links: tuple[Link, ...]) -> str | None:
    """Give the outlet that the value of a label names, whether its words are linked or not; None for an address."""
    for link in links:
        value = value.replace(link.url, " ")
    name = value.strip(SEPARATORS + "()（）[]【】<>")
    credit = read_credit(name) if name else None
    if credit is None and any(link.words == name and names_site(link) for link in links):
        return name
    if credit is None and links and is_name(links[0].words) and _BESIDE.match(name.removeprefix(links[0].words)):
        return _name(links[0].words) if name.startswith(links[0].words) else None
    return credit.outlet if credit else None


def names_source(words: str) -> bool:
    """Tell a name with a part of it, or a kind in brackets: "The Post：Business", "The Post（RSS）"."""
    name = _KIND.sub("", words)
    parts = [part.strip() for part in re.split("[:：]", name)]
    return words != parts[0] and len(parts) <= _MOST_PARTS and is_name(parts[0]) and width(parts[-1]) <= _WIDEST_PART


def names_site(link: Link) -> bool:
    """Tell a link whose words are what its site is called, in whatever case."""
    host = link.url.partition("://")[2].partition("/")[0].casefold()
    return "".join(link.words.split()).casefold() in host.split(".")


def resembles_site(link: Link) -> bool:
    """Tell a name that holds a part of its site's: "The Morning Post", morningpost.example."""
    name = "".join(filter(str.isalnum, link.words)).casefold()
    host = link.url.partition("://")[2].partition("/")[0].casefold()
    parts = ("".join(filter(str.isalnum, part)) for part in host.split(".")[:-1])
    return any(len(part) >= _SHORTEST_PART and part in name for part in parts) or names_site(link)
