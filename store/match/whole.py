"""What a typed text, taken as a whole, resolves to: the steps in order, the first that says something wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from store.folding import fold_name
from store.match.dictionary import is_word
from store.match.elsewhere import is_elsewhere
from store.match.index import Hit, NameIndex
from store.match.keys import bare_keys, is_chinese_key, name_key, ticker_key
from store.match.outcomes import MOST, ask, best_known, settle
from store.match.parts import Part, find_parts, rest_of
from store.match.pinyin import is_chinese_word, pinyin_key
from store.match.typos import Near, misspelt, nearest, suggested
from store.model import Entity, EntityKind, Match
from store.text import has_chinese

MOST_CHARACTERS = 400
"""How much of a typed text is considered; nobody types a longer name, and a pasted page must answer at once."""
LONGEST_SOUND = 8
"""Characters of a Chinese text that are compared by sound."""
LONG_TICKER = 4
"""Letters from which a ticker counts in small letters too, unless it is a word; one letter less asks."""
SHORTEST_WORD = 4
"""Letters that a word of a name has at least, for its misspelling to be recognised beside correct words."""


_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)


def match(index: NameIndex, text: str, prefer: EntityKind | None = None) -> Match:
    """Resolve a typed text: exact key, legal suffix, ticker, other script, pinyin, first name, slip, names inside.

    In that order; the first that says something wins. `prefer` decides between entities that share a spelling and
    orders suggestions; it hides nothing. The outcome judges the whole text: one that merely contains names is `none`
    with `parts` and `rest`.
    """
    whole = text[:MOST_CHARACTERS].strip()
    for considered in dict.fromkeys((whole, _POSSESSIVE.sub("", whole))):
        key = name_key(considered)
        found = _as_spelled(index, considered, key, prefer) or _as_sounded(index, considered, key, prefer)
        if found:
            return replace(found, query=text)
    key = name_key(whole)
    if (hits := index.first_names.get(key)) and not is_elsewhere(key):
        return ask(text, best_known(index, hits), "first name", prefer)
    return replace(_otherwise(index, considered, name_key(considered), prefer), query=text)


def _as_spelled(index: NameIndex, text: str, key: str, prefer: EntityKind | None) -> Match | None:
    """Resolve a text that is a spelling: a name, a name and its legal suffix, a ticker, a name in another script."""
    tickers = index.tickers.get(ticker_key(text) or "", ()) or index.tickers.get(text, ())
    if tickers and text.startswith("$"):
        return settle(index, text, tickers, prefer, "ticker")
    if hits := index.names.get(key):
        return settle(index, text, (*_with_ticker(hits, tickers, text), *_namesakes(index, key, hits, prefer)), prefer)
    if hits := _plural_of_topic(index, key):
        return settle(index, text, hits, prefer, "plural")
    for bare in bare_keys(text):
        hits = (*index.names.get(bare, ()), *index.bare.get(bare, ()))
        companies = {hit.entity.id: hit for hit in reversed(hits) if hit.entity.kind == "company"}
        if companies:
            return settle(index, text, tuple(companies.values()), prefer, "suffix")
    if tickers := tickers or _plain_ticker(index, key):
        return settle(index, text, tickers, prefer, "ticker")
    if has_chinese(key) and (hits := index.regional.get(key)):
        return settle(index, text, hits, prefer)
    return None


def _namesakes(index: NameIndex, key: str, hits: tuple[Hit, ...], prefer: EntityKind | None) -> tuple[Hit, ...]:
    """Give the companies that begin with a person's name, where a company is asked for: Andreessen Horowitz."""
    if prefer != "company" or any(hit.entity.kind == prefer for hit in hits):
        return ()
    return index.namesakes.get(key, ())


def _with_ticker(hits: tuple[Hit, ...], tickers: tuple[Hit, ...], text: str) -> tuple[Hit, ...]:
    """Add who has a text as its ticker to those whose name is spelled otherwise (MA is no M&A), which asks."""
    if any(fold_name(hit.spelling.text).folded == fold_name(text).folded for hit in hits):
        return hits
    return (*hits, *(hit for hit in tickers if hit.entity.id not in {other.entity.id for other in hits}))


def _plain_ticker(index: NameIndex, key: str) -> tuple[Hit, ...]:
    """Give the company of a ticker in small letters, which has four and is no word: nvda, but not cost."""
    if len(key) < LONG_TICKER or not key.isalpha() or is_word(key):
        return ()
    return index.tickers.get(key.upper(), ())


def _plural_of_topic(index: NameIndex, key: str) -> tuple[Hit, ...]:
    """Give the topics whose name differs by a plural s alone; a company's plural is another word."""
    other = key.removesuffix("s") if key.endswith("s") else f"{key}s"
    return tuple(hit for hit in index.names.get(other, ()) if len(other) > 3 and hit.entity.kind == "topic")


def _as_sounded(index: NameIndex, text: str, key: str, prefer: EntityKind | None) -> Match | None:
    """Resolve pinyin; ask where it is an English word too, and about Chinese that only sounds like a name."""
    if hits := index.pinyin.get(key):
        is_doubtful = is_word(key) and all(hit.spelling.how == "sound" for hit in hits)
        return ask(text, hits, "pinyin", prefer) if is_doubtful else settle(index, text, hits, prefer, "pinyin")
    if 2 <= len(key) <= LONGEST_SOUND and is_chinese_key(key) and (hits := _alike_in_sound(index, key)):
        return ask(text, hits, "pinyin", prefer)
    if len(key) == LONG_TICKER - 1 and key.isalpha() and (hits := index.tickers.get(key.upper())) and not is_word(key):
        return ask(text, hits, "ticker", prefer)
    return None


def _alike_in_sound(index: NameIndex, key: str) -> tuple[Hit, ...]:
    """Give the names that sound like a Chinese text; a topic sounds like too many words to ask about it."""
    hits = index.pinyin.get(pinyin_key(key), ())
    return tuple(hit for hit in hits if hit.entity.kind != "topic" or not is_chinese_word(key))


def _otherwise(index: NameIndex, text: str, key: str, prefer: EntityKind | None) -> Match:
    """Resolve a text that is no spelling: a misspelt name, or a longer text with names inside, or nothing."""
    if is_elsewhere(key):
        return Match(text, "none", rest=text)
    parts = find_parts(index, text, prefer)
    rest = rest_of(text, parts)
    inside = [part for part in parts if name_key(part.match.query) != key]
    if not parts and not rest:
        return Match(text, "none")
    written = [part for part in inside if part.match.via != "pinyin"]  # by sound less is said than by a slip
    near = [one for one in nearest(index, text, prefer) if _explains_more(one, text, written)]
    is_explained = written == inside != [] and not rest and all(part.match.via != "typo" for part in inside)
    if near and [part.match.entity for part in written] == [near[0].hit.entity]:
        is_explained = False  # petronass is a slip for the one name that stands in it
    found = None if is_explained else misspelt(index, text, near)
    if found:
        return found
    suggestions = () if parts else (*_by_ticker(index, key), *suggested(near, key))[:MOST]
    return Match(text, "none", suggestions=suggestions, parts=tuple(part.match for part in parts), rest=rest)


def _by_ticker(index: NameIndex, key: str) -> Iterator[Entity]:
    """Give the companies whose ticker is an ordinary word, as it was typed: coin, snow."""
    return (hit.entity for hit in index.tickers.get(key.upper(), ()) if key.isalpha())


def _explains_more(near: Near, text: str, inside: list[Part]) -> bool:
    """Tell whether a whole misspelt name explains a text better than the names inside it do.

    `google deepmnd` is Google DeepMind rather than Google; but `google io` is not Google AI, nor 阿里的 阿里云.
    """
    if not inside or near.hit.entity.id in {part.match.entity.id for part in inside if part.match.entity}:
        return True
    explained = max(len(name_key(part.match.matched or part.match.query)) for part in inside)
    return (
        near.key.isascii()
        and len(near.key) > explained
        and _differs_in_long_words(fold_name(text).folded.split(), near)
    )


def _differs_in_long_words(words: list[str], near: Near) -> bool:
    """Tell whether a typed text is a name word for word, but for words long enough to be misspelt.

    Other spacing leaves no words to compare.
    """
    others = fold_name(near.hit.spelling.text).folded.split()
    if len(words) != len(others):
        return True
    return all(
        max(len(word), len(other)) >= SHORTEST_WORD for word, other in zip(words, others, strict=True) if word != other
    )
