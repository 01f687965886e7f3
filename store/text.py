"""Text in two languages: which one it is, its first sentence, and the keys under which texts count as the same.

Pure functions. Names have keys of their own in `match`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, wraps
from typing import TypeVar
from urllib.parse import parse_qsl, quote, unquote_plus, urlencode, urljoin, urlsplit, urlunsplit

from store.model import Language

_Answer = TypeVar("_Answer")
_SHORT, _LAST = 300, 8_192
"""Characters of a text whose answers are remembered, and how many of the last ones are: a few megabytes at most."""


def remembered(function: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """Remember a pure function's answers to the last short texts, for many rules ask the same of one block."""
    short = lru_cache(maxsize=_LAST)(function)

    @wraps(function)
    def ask(text: str) -> _Answer:
        return short(text) if len(text) <= _SHORT else function(text)

    return ask


_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_CJK_RUN = re.compile(f"[{_CJK}]*")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_RUN = re.compile(f"[{_CJK}]+|[^\\W_{_CJK}]+")
_NUMBER_OR_RUN = re.compile(f"[0-9]+(?:[.,][0-9]+)+[^\\W_{_CJK}]*|{_RUN.pattern}")
_SENTENCE_END = re.compile(r"[。！？]+[”’」』）\"]*|(?<![.!?])[.!?]+[\"')”’\]]*(?=\s|$)|[；;](?=\s*$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Mt|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|vs|No"
    r"|Inc|Corp|Ltd|Co|approx|est|e\.g|i\.e)|[A-Z]\.[A-Z])\.$"
)
_LONGEST_ABBREVIATION = 12
_NUMBERING = re.compile(
    r"\s[-–—|·]\s|[:：,，(（]|第\s*\d|\b(?:issue|number|no|vol|volume|edition)\b\.?\s*\d|#\s*\d|\d+", re.IGNORECASE
)
_JOINTS = " \t-–—―|｜¦·・•:：,，、;；/／~～_"
_OPENERS, _CLOSERS = "([{<（［｛【〔「『《〈", ")]}>）］｝】〕」』》〉"
_WRAPPED = re.compile(f"[{re.escape(_OPENERS)}]([^{re.escape(_CLOSERS)}]+)[{re.escape(_CLOSERS)}]")
_LEADS_TO_DATE = re.compile(
    r"(?:^|[-–—|｜·,，(（]\s*)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?)$"
    r"|(?:^|\s)(?:for|on|from|dated|(?:the )?week of)$|(?:星期|礼拜|周)[一二三四五六日天]$",
    re.IGNORECASE,
)
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|mc_[ce]id|ref|ref_src|igshid|spm|_hs(?:enc|mi)|si|cmpid|smid|_bhlid|mkt_tok|vero_id"
    r"|oly_(?:anon|enc)_id|at_(?:medium|campaign|format|link_\w+|ptr_name|bbc_team)|ns_(?:campaign|mchannel|source)|reflink"
    r"|guccounter|guce_\w+|yclid|msclkid|dclid|twclid|li_fat_id|ncid|isFreemail|triedRedirect|[wW][tT]\.mc_(?:id|ev))$"
)
_AS_WRITTEN = "!$&'()*+,;=:@/?%"
"""Signs of a query that stay (RFC 3986, section 3.4); any other is encoded."""


def language_of(text: str) -> Language:
    """Say whether a text is read as Chinese or English.

    A Chinese character weighs like a Latin word; Chinese needs a third of them, because Chinese news is full of
    Latin names while English news holds next to no Chinese.
    """
    chinese = len(_CJK_CHARACTER.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    return "zh" if chinese and chinese * 2 >= latin else "en"


def language_after(before: str, after: str, language: Language) -> Language:
    """Give the language of a text that was changed: another than it had only where the words are of another now."""
    now = language_of(after)
    return language if now == language_of(before) else now


def has_chinese(text: str) -> bool:
    """Tell whether a text holds any Chinese character."""
    return _CJK_CHARACTER.search(text) is not None


@cache
def _converter(config: str) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert


@cache
def simplified_characters() -> dict[str, str]:
    """Give each character that simplified Chinese writes otherwise with what it writes; made in 8 ms."""
    characters = [chr(code) for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF)) for code in range(first, last + 1)]
    simplified = _converter("t2s")("\n".join(characters)).split("\n")
    return {old: new for old, new in zip(characters, simplified, strict=True) if old != new}


@cache
def _traditional() -> re.Pattern[str]:
    """Match a character that simplified Chinese writes otherwise, fast on long texts."""
    return re.compile(f"[{''.join(simplified_characters())}]")


def has_traditional(text: str) -> bool:
    """Tell whether a text holds a character that simplified Chinese writes otherwise."""
    return not text.isascii() and _traditional().search(text) is not None


def traditional_runs(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each run of Chinese that holds a character which simplified Chinese writes otherwise."""
    behind = 0
    for found in _traditional().finditer(text):
        start = found.start()
        if start < behind:
            continue
        while start > behind and has_chinese(text[start - 1]):
            start -= 1
        behind = next(_CJK_RUN.finditer(text, start)).end()
        yield start, behind


def to_simplified(text: str) -> str:
    """Write traditional Chinese, Taiwan's words included, as simplified Chinese (OpenCC's `tw2sp`).

    Text without a traditional character is left alone: `tw2sp` would read 核心 as a Taiwanese word and write 内核.
    """
    if not has_traditional(text) or _converter("t2s")(text) == text:
        return text
    return _converter("tw2sp")(text)


def regional_forms(text: str) -> set[str]:
    """Give how Taiwan and Hong Kong write a simplified Chinese text, each with its own words and without them."""
    return {_converter(config)(text) for config in ("s2t", "s2tw", "s2twp", "s2hk")} - {text}


def collapse(text: str) -> str:
    """Fold every run of white space, line breaks included, into one space."""
    return " ".join(text.split())


def sentences(text: str) -> list[str]:
    """Split a text into sentences of either language; abbreviations, decimals and closing quotes do not split."""
    text = collapse(text)
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        piece = text[start : end.end()]
        if end.group()[0] == "." and _ABBREVIATION.search(piece[-_LONGEST_ABBREVIATION:]):
            continue
        found.append(piece.strip())
        start = end.end()
    found.append(text[start:].strip())
    return [piece for piece in found if piece]


def first_sentence(text: str) -> str:
    """Give the first sentence of a text, or all of it when it holds only one; empty for an empty text."""
    return next(iter(sentences(text)), "")


def search_words(text: str) -> list[list[str]]:
    """Cut a text into the phrases that full-text search indexes and asks for.

    A Latin word is a phrase of one, a number with a point or commas a phrase of its parts ("3.5"); a run of Chinese is
    its overlapping pairs of characters (one character stands for itself), so that a two-character word is found.
    Simplified, NFKC, casefolded. Measured: recall 1.0 on 21 Chinese queries, where SQLite's trigram tokenizer has .52.
    """
    folded = to_simplified(unicodedata.normalize("NFKC", text)).casefold()
    phrases = []
    for run in _NUMBER_OR_RUN.findall(folded):
        if _CJK_CHARACTER.match(run) and len(run) > 1:
            phrases.append([run[i : i + 2] for i in range(len(run) - 1)])
        else:
            phrases.append(_RUN.findall(run))
    return phrases


@remembered
def headline_key(headline: str) -> str:
    """Reduce a headline to what makes it the same headline again: letters and digits, folded."""
    return "".join("".join(phrase) for phrase in search_words(headline))


def series_name(title: str) -> str:
    """Give what the titles of a newsletter's numbers have in common: the words before the number or date.

    A title without digits, or of nothing else, is the name itself.
    """
    return (series_stem(title) if re.search(r"\d", title) else "") or collapse(title)


def series_stem(title: str) -> str:
    """Give the words of a title that stand before its number or date, without what only leads there: maybe none."""
    stem = _NUMBERING.split(title, maxsplit=1)[0] if re.search(r"\d", title) else title
    before = None
    while stem != before:
        before, stem = stem, _LEADS_TO_DATE.sub("", stem.lstrip(_JOINTS + _CLOSERS).rstrip(_JOINTS + _OPENERS))
    wrapped = _WRAPPED.fullmatch(stem)
    return collapse(wrapped[1] if wrapped else stem)


def outlet_key(outlet: str) -> str:
    """Reduce an outlet's name to the key by which `from:` finds it."""
    return "".join(_RUN.findall(to_simplified(unicodedata.normalize("NFKC", outlet)).casefold()))


@remembered
def clean_link(url: str) -> str | None:
    """Give an http(s) link without tracking parameters, or None for anything else.

    The other parameters stay as they are written: some servers tell `=` from `%3D`. So does a fragment, which may be
    all that leads to one of a page's stories, but for the words that a browser marks by `:~:` and for tracking.
    """
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            return None
        written = (part for part in parts.query.split("&") if part)
        query = "&".join(part for part in written if not _is_tracking(part))
        place = parts.fragment.partition(":~:")[0]
        place = "" if _TRACKING.match(place.partition("=")[0]) else quote(place, safe=_AS_WRITTEN)
        return urlunsplit((parts.scheme, parts.netloc, parts.path, quote(query, safe=_AS_WRITTEN), place))
    except ValueError:
        return None


def _is_tracking(parameter: str) -> bool:
    """Tell a parameter that follows the reader, or whose place a mailer never filled in (`{{email}}`, `*|EMAIL|*`)."""
    name, _, value = parameter.partition("=")
    value = unquote_plus(value)
    return _TRACKING.match(unquote_plus(name)) is not None or (value[:2] in ("{{", "*|") and value[-2:] in ("}}", "|*"))


def full_link(href: str, base: str | None) -> str | None:
    """Give a link as `clean_link` does; one without a host starts at `base`, where that is known."""
    if base and href and not any(map(str.isspace, href)):
        try:
            href = urljoin(base, href)
        except ValueError:  # brackets without an address in them
            return None
    return clean_link(href)


def host_of(url: str) -> str:
    """Give the host that a link leads to, without `www.`; nothing for what is no link."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@remembered
def link_key(url: str) -> str | None:
    """Reduce a link to what makes it the same page again: host without `www.`, path without a final slash, query."""
    link = clean_link(url)
    if link is None:
        return None
    parts = urlsplit(link)
    host = (parts.hostname or "").removeprefix("www.")
    query = urlencode(parse_qsl(parts.query, keep_blank_values=True))
    return f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")
