"""Find names that the catalogue does not hold, by how they are written, and versions. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from store.match.dictionary import is_word
from store.model import Language
from store.text import collapse, has_chinese

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.'-][A-Za-z0-9]+)*(?: \d{1,4}(?![\d.,%]))?")
_COMMON = frozenset(
    "ai api apis app apps arr asic aws ceo cfo coo cto cio cpu cpus gpu gpus tpu tpus npu hbm dram ipo it llm llms ml "
    "agi rag sdk saas ui us uk eu usd rmb q1 q2 q3 q4 vp hr pr ev evs ar vr xr iot seo sec ftc doj nasdaq nyse "
    "billion million trillion http https www com openai's startup startups ai-powered ai-driven ai-generated "
    "dept inc corp ltd llc u.s u.k u.n e.u vs "
    "json html css sql http url pdf csv xml yaml cli ide rest tcp dns ssh cpus ram ssd cve cvss mcp kpi b2b faq rss "
    "multi-year multiyear co-founder cofounder cofounders "
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_BEGINS = re.compile(r"(?:^|[.!?:;–—\"“”‘(\[]\s*)$")
"""What stands before a word that begins a sentence or a quotation."""
_NO_NAMES = frozenset(
    "american chinese european british french german japanese korean indian canadian western eastern northern southern "
    "congress senate house court supreme president minister ministry commission council department state states "
    "federal government union nations university school institute street wall times post journal news report internet "
    "web series plus beta preview model models agent agents copilot code open chief executive officer director founder "
    "act bill north south east west city county asia europe africa america washington china beijing silicon valley "
    "york francisco san los angeles hong kong english christmas".split()
)
"""Words that are written as names whatever is told."""
_LEAST_LETTERS = 4
_SHORTENED = re.compile(r"'(?:t|re|ve|ll|d|m)$")
"""How verbs end that are shortened: don't, we're."""
_MANY = 0.2
"""The share of a text's words from which on unknown names are none: it is in a language that we do not read."""
_LEAST_WORDS = 20
_VERSION = re.compile(
    r"([A-Za-z][A-Za-z]+)[ -]?(?:[vV]|[A-Z](?=\d+\.))?(\d{1,3}(?:\.\d{1,2}){0,2})"
    r"(?![\d.,%A-Za-z]|-(?:alpha|beta|rc|pre))"
)
_RELEASE = re.compile(r"(?<![A-Za-z0-9.-])[vV]?(\d{1,3}(?:\.\d{1,4}){2,3}(?:-(?:alpha|beta|rc|pre)[.\d]*\d)?)(?![.\d])")
_NUMBER = re.compile(r"[ -]?[vV]?(\d{1,3}(?:\.\d{1,2})?)(?![\d,%]|\.\d| ?[亿万年月日天个款倍])")
_NO_VERSIONS = frozenset(
    "on in of by to at for from about over under than top q the and or up around nearly some series h january february "
    "march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov "
    "dec issue number no page chapter part cvss apache article section phase level tier round day week year".split()
)

_PART = re.compile(
    r"\b(?:part|pt\.?|episode|ep\.?|volume|vol\.?) ?(?:#|no\.? ?)?(?P<n>\d{1,3}|one|two|three|four|five|i{1,3}|iv|v)\b"
    r"|第 ?(?P<zh>\d{1,3}|[一二三四五六七八九十]{1,3}) ?(?:部分|篇|集|期|弹|章|回)"
    r"|\W(?P<of>[上中下])(?:篇|集|部)?\W?$"
)
_PARTS = {word: str(n) for words in (
    "one two three four five", "i ii iii iv v", "一 二 三 四 五 六 七 八 九 十",
) for n, word in enumerate(words.split(), 1)}  # fmt: skip


def latin_words(text: str) -> list[str]:
    """Give the Latin words of a text, each with a number that follows it."""
    return _LATIN.findall(text)


def unknown_names(text: str, known: set[str]) -> set[str]:
    """Find Latin names that the catalogue does not know: what is written as a name and is no ordinary word.

    With a number it is one whatever the word: Maia 300, V5.
    """
    found = {name for line in text.split("\n") for name in _unknown(line, known)}
    if len(found) > _MANY * max(len(_LATIN.findall(text)), _LEAST_WORDS) and not has_chinese(text):
        return {name for name in found if any(map(str.isdigit, name))} - known
    return found - known


def _unknown(line: str, known: set[str]) -> Iterator[str]:
    words = list(_LATIN.finditer(line))
    is_titled = _is_titled(words)
    for match in words:
        name, _, number = match[0].partition(" ")
        folded = name.removesuffix("'s").casefold()
        if not name[0].isupper() or folded in _COMMON or folded in _NO_VERSIONS or folded in known:
            continue
        says_nothing = is_titled or _BEGINS.search(line, 0, match.start()) is not None
        parts = folded.split("-")
        has_digit = any(character.isdigit() for character in folded)
        is_ordinary = is_word(folded) or all(map(is_word, parts)) or _SHORTENED.search(folded) is not None
        if number and not has_digit and len(folded) > 2 and not (says_nothing and is_ordinary):
            yield f"{folded} {number}"
        if has_digit or (len(folded) > 2 and not is_ordinary and not (says_nothing and _is_compound(name))):
            yield folded
            if has_digit and parts[0].isalpha() and len(parts[0]) >= _LEAST_LETTERS and not is_word(parts[0]):
                yield parts[0]


def _is_titled(words: list[re.Match[str]]) -> bool:
    """Tell whether a line writes every word as a name, as many headlines do."""
    return sum(word[0][0].isupper() for word in words) * 2 > len(words) + 1


def _is_compound(name: str) -> bool:
    """Tell whether a word is two ordinary ones, written as one: workforce, but not CoreWeave."""
    rest = name[1:]
    cuts = range(_LEAST_LETTERS, len(name) - _LEAST_LETTERS + 1)
    return rest.islower() and any(is_word(name[:cut].casefold()) and is_word(name[cut:]) for cut in cuts)


def words_as_names(text: str, language: Language, known: set[str]) -> set[str]:
    """Find ordinary English words that are written as names: amid a sentence, or in Chinese."""
    return {word for line in text.split("\n") for word in _written(line, language)} - known - _COMMON - _NO_NAMES


def _written(line: str, language: Language) -> Iterable[str]:
    words = list(_LATIN.finditer(line))
    if language == "en" and _is_titled(words):
        return
    for match in words:
        name = match[0].partition(" ")[0].removesuffix("'s")
        is_name = len(name) >= _LEAST_LETTERS and name[0].isupper() and not name.isupper()
        if is_name and (language == "zh" or not _BEGINS.search(line, 0, match.start())) and is_word(name.casefold()):
            yield name.casefold()


def versions(text: str) -> set[tuple[str, str]]:
    """Find names with a number, as (name, number): Gemma 4, GPT-5.4, DeepSeek V4, Kimi K2.7, Agent v0.8.

    Releases are found as (v, 2.1.98-rc.1) as well.
    """
    text = collapse(text)
    return {("v", number) for number in _RELEASE.findall(text)} | {
        (name.casefold(), number.removesuffix(".0"))
        for name, number in _VERSION.findall(text)
        if name.casefold() not in _NO_VERSIONS and name[0].isupper()
    }


def numbered(text: str, products: Iterable[tuple[str, int]]) -> set[tuple[str, str]]:
    """Find products with a number behind them, as (product, number), in whatever language: 千问 3.7.

    `products` come with where their words end.
    """
    found = ((slug, _NUMBER.match(text, end)) for slug, end in products)
    return {(f"={slug}", match[1].removesuffix(".0")) for slug, match in found if match}


def parts(headline: str) -> set[str]:
    """Find which parts of a series a headline counts: "2" for Part 2 and 第二篇; 上 and 下 for themselves."""
    said = (match["n"] or match["zh"] or match["of"] for match in _PART.finditer(collapse(headline).casefold()))
    return {_PARTS.get(word, word) for word in said}
