"""What is compared of a story, read once: names, figures, places, deeds, periods, versions and words.

*Telling* names are products, people, small companies, and Latin names that the catalogue does not know (Terafab, V5):
few reports hold them. *Large* are companies of which the catalogue knows `LARGE` or more products and people, the
people who work there, agencies, families of products (Claude) and what is talked of every day (`everyday`): they are in
many reports of a day and tell little. A
company stands for its owner as well, and a product for its maker. Outlets are who reports, not what happened, so they
tell nothing. Topics are kept apart: they say what kind of thing happened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from math import log10

import msgspec

from store.cluster.deeds import find_deeds
from store.cluster.everyday import EVERYDAY
from store.cluster.matters import find_matters
from store.cluster.places import find_places, place_words
from store.cluster.unlisted import latin_words, numbered, parts, unknown_names, versions, words_as_names
from store.cluster.words import telling_words
from store.model import Figure, ItemKind, Language
from store.text import collapse, search_words

LARGE = 5
WIDEST = 31
"""How many days at most an undated report may be of."""
LOOKS_BACK = timedelta(days=7)
"""How far back the undated sections and summaries of an issue tell: a daily's analysis puts the week in context."""
_LONGEST = 1_500
"""Characters of a story that are compared."""
_MOST_AMOUNTS = 40
"""Amounts of a story that are compared, its first ones: each is held against each of the other story's."""

_ASKS = re.compile(r"[?？]|\b(?:why|how)\b|为什么|为何|如何", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?<![A-Za-z0-9])Q(?P<q>[1-4])(?!\d)|(?P<word>first|second|third|fourth)[- ]quarter|第?(?P<zh>[一二三四])季度?",
    re.IGNORECASE,
)
_OF_EVERYBODY = frozenset(
    "x.com twitter.com facebook.com linkedin.com instagram.com threads.net weibo.com reddit.com bsky.app t.me "
    "youtube.com zhihu.com mp.weixin.qq.com medium.com github.com huggingface.co arxiv.org news.ycombinator.com".split()
)
_QUARTERS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "一": "1", "二": "2", "三": "3", "四": "4"}


class Amount(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A figure as compared: base units; `rarity` is how much it tells, in significant digits."""

    words: str
    kind: str
    unit: str
    low: float | None
    high: float | None
    of: str | None
    rarity: float


class Facts(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What is compared of a story. Days are ordinals; `key` is the same for the same content, whatever its row.

    Thousands are held at once, so they are of what Python's collector of cycles need not look at: tuples, no lists.

    `done` and `matters` are the deeds and the matters of its headline, `written` the ordinary words that it writes as
    names, `stems` those of the words of its headline that tell. It `asks` where its headline is a question, or says why
    or how. `site` is where its link leads, unless everybody writes there. `headed` are the versions of its
    headline, `parts` those of a series.
    """

    key: str
    kind: ItemKind
    language: Language
    first_day: int
    last_day: int
    link: str | None
    headline: str
    words: str
    telling: tuple[str, ...]
    large: tuple[str, ...]
    people: tuple[str, ...]
    products: tuple[str, ...]
    companies: tuple[str, ...]
    owners: tuple[str, ...]
    topics: tuple[str, ...]
    in_headline: tuple[str, ...]
    amounts: tuple[Amount, ...]
    places: tuple[str, ...]
    deeds: tuple[str, ...]
    quarters: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    length: int
    is_credited: bool
    done: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    asks: bool = False
    matters: tuple[str, ...] = ()
    site: str | None = None
    headed: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[int, int]:
        """The first and last day."""
        return self.first_day, self.last_day


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as a story names it. `size` counts what the catalogue relates to it; an outlet reports news.

    `owner` is the company that it belongs to, or that makes it.
    """

    slug: str
    kind: str
    words: str
    start: int
    is_named: bool
    size: int
    is_outlet: bool
    owner: str | None = None

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.start + len(self.words)


@dataclass(frozen=True, slots=True)
class Text:
    """A story's stored fields, as far as they are compared."""

    kind: ItemKind
    language: Language
    headline: str
    summary: str
    link_key: str | None
    published_at: str | None
    issue_days: tuple[str, str] | None
    seen_at: str
    source: str
    position: int
    is_credited: bool


def read_facts(story: Text, named: Sequence[Named], figures: Iterable[Figure]) -> Facts:
    """Read what is compared of a story."""
    text = f"{story.headline}\n{story.summary}"[:_LONGEST]
    entities = [entity for entity in named if not entity.is_outlet]
    products = [(e.slug, e.end) for e in entities if e.kind == "product"]
    owners = {e.owner for e in entities if e.owner} | {e.slug for e in entities if not e.is_named}
    large = {e.slug for e in entities if e.kind != "topic" and _is_large(e)}
    large |= owners - {e.slug for e in entities if e.is_named}
    known = {word.casefold() for e in named for word in (*latin_words(e.words), *e.words.split())} | place_words(text)
    unknown = unknown_names(text, known)
    telling = {e.slug for e in entities if e.kind != "topic"} - large | {f"?{name}" for name in unknown}
    first, last = _days(story)
    headline, link = _folded(story.headline), _telling_link(story.link_key)
    return Facts(
        key=_key(story),
        kind=story.kind,
        language=story.language,
        first_day=first,
        last_day=last,
        link=link,
        headline=headline,
        words=_folded(text),
        telling=tuple(sorted(telling)),
        large=tuple(sorted(large)),
        people=_slugs(entities, "person"),
        products=_slugs(entities, "product"),
        companies=tuple(sorted({*_slugs(entities, "company"), *owners})),
        owners=tuple(sorted(owners)),
        topics=_slugs(entities, "topic"),
        in_headline=tuple(_in_headline(story.headline, entities, unknown)),
        amounts=tuple(islice(filter(None, map(_amount, figures)), _MOST_AMOUNTS)),
        places=tuple(find_places(text)),
        deeds=tuple(find_deeds(text)),
        quarters=tuple(sorted({_quarter(match) for match in _QUARTER.finditer(text)})),
        versions=tuple(sorted(versions(text) | numbered(text, products))),
        length=len(story.summary) * (3 if story.language == "zh" else 1),
        is_credited=story.is_credited,
        done=tuple(find_deeds(story.headline)),
        written=tuple(sorted(words_as_names(text, story.language, known))),
        stems=tuple(sorted(telling_words(story.headline, [(e.start, e.end) for e in named if e.kind != "topic"]))),
        asks=_ASKS.search(story.headline) is not None,
        matters=tuple(sorted(find_matters(headline))),
        site=_site(link),
        headed=tuple(sorted(versions(story.headline) | numbered(story.headline, products))),
        parts=tuple(sorted(parts(story.headline))),
    )


def _slugs(entities: Iterable[Named], kind: str) -> tuple[str, ...]:
    """Give the entities of a kind, each once, in order."""
    return tuple(sorted({entity.slug for entity in entities if entity.kind == kind}))


def _is_large(entity: Named) -> bool:
    """Tell whether an entity is named in too many reports to tell much."""
    return entity.size >= LARGE or not entity.is_named or entity.slug in EVERYDAY


def _in_headline(headline: str, entities: Iterable[Named], unknown: set[str]) -> list[str]:
    found = {e.slug for e in entities if e.kind != "topic" and e.start < len(headline)}
    return sorted(found | {f"?{name}" for name in unknown if name in headline.casefold()})


def _key(story: Text) -> str:
    parts = (story.language, story.kind, story.headline, story.summary, story.link_key, story.published_at,
             story.issue_days, story.source, story.position)  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _days(story: Text) -> tuple[int, int]:
    """Give the first and last day on which what is told may have happened."""
    if story.published_at:
        day = _ordinal(story.published_at)
        return day, day
    first, last = (_ordinal(day) for day in story.issue_days or (story.seen_at, story.seen_at))
    if story.kind in ("analysis", "summary"):
        first = min(first, last - LOOKS_BACK.days)
    return max(min(first, last), last - WIDEST), last


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def _telling_link(link: str | None) -> str | None:
    """Give a link that leads to a page rather than to a site's front."""
    return link if link and "/" in link.rstrip("/") else None


def _site(link: str | None) -> str | None:
    """Give the site of a link, where one editor or author decides what gets a page of its own."""
    host = link.partition("/")[0] if link else None
    return None if host in _OF_EVERYBODY else host


def _folded(text: str) -> str:
    """Write a text as words between spaces, folded; a run of Chinese as its characters' overlapping pairs."""
    return " ".join(word for phrase in search_words(text) for word in phrase)


def _quarter(match: re.Match[str]) -> str:
    said = match["q"] or match["word"] or match["zh"]
    return _QUARTERS.get(said.casefold(), said)


def _amount(figure: Figure) -> Amount | None:
    """Take a figure as evidence. Multiples are in too many texts to be any."""
    if figure.kind == "multiple":
        return None
    value = figure.low if figure.low is not None else figure.high
    if not value:
        return None
    low, high = (None if end is None else float(end) for end in (figure.low, figure.high))
    return Amount(collapse(figure.words), figure.kind, figure.unit, low, high, figure.of, _rarity(figure, float(value)))


_USUAL = {"duration": 1.1, "percent": 1.0, "count": 1.0, "people": 0.5, "parameters": 0.5, "tokens": 0.5}


def _rarity(figure: Figure, value: float) -> float:
    """Count the significant digits of a value, less where many texts state such figures, more where it is a range."""
    is_part = figure.kind == "percent" and round(value, 2) != round(value, 6)  # a third, in as many digits as one likes
    digits = 1 if is_part else len(f"{abs(value):.4g}".replace(".", "").split("e")[0].strip("0")) if value else 0
    is_range = figure.low is not None and figure.high is not None and figure.low != figure.high
    small = 1.0 if figure.kind in ("count", "people", "customers", "users") and log10(abs(value)) < 2 else 0.0
    return digits + is_range + (0.5 if figure.of else 0.0) - _USUAL.get(figure.kind, 0.0) - small
