"""Which of an entry's links is the story's own, and which outlet a link's site stands for.

The story's link is the one that carries the headline's words; else one that asks to read on; else the first that is
neither a way to share, a profile, a picture, a licence nor a list of comments (unless that is all there is). The others
are kept in order. A site names an outlet only where it is one among several in its issue: a newsletter that sends every
link through one host is counting clicks, and short links name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from store.model import Item
from store.parse.lines import Link
from store.parse.redirects import true_link
from store.parse.vocabulary import fold, is_pointer
from store.text import headline_key

_ASIDE_WORDS = re.compile(
    r"comments?|discuss(?:ion)?|share|tweet|subscribe|sign up|unsubscribe|reply|here's why|hn|评论|讨论|分享"
    r"|转发|订阅|图\d?",
    re.IGNORECASE,
)
_ASIDE_PATHS = re.compile(
    r"\.(?:png|jpe?g|gif|webp|svg|avif|mp3|ico)$|/(?:share|sharer|intent|unsubscribe|subscribe|cdn-cgi"
    r"|wp-login)\b|/sharer\.php|/item$"
    r"|(?:^|/)(?:share|shareArticle)(?:/|$)|^/licen[cs]es?/",
    re.IGNORECASE,
)
_SOCIAL = frozenset(
    "x.com twitter.com facebook.com linkedin.com instagram.com threads.net weibo.com reddit.com bsky.app t.me "
    "mastodon.social"
    " youtube.com zhihu.com".split()
)
_SHORT = frozenset(
    "t.co bit.ly tinyurl.com goo.gl ow.ly buff.ly lnkd.in t.cn dwz.cn url.cn is.gd shorturl.at rebrand.ly".split()
)
_SECOND_LEVEL = frozenset("com co org net gov edu ac or ne go gob".split())
_HYPHENS = 3
"""Hyphens between the words of a headline in an address, at least."""
_SEVERAL = 2
"""Sites that an issue's links lead to at least, before a site is taken for an outlet."""


def choose_link(links: Iterable[Link], headline: str, outlet: str | None = None) -> tuple[str | None, tuple[str, ...]]:
    """Give an entry's own link and its others, cleaned of what tracks a reader, as (link, others).

    Where the outlet's name leads to its front page, another link that leads to a page is the entry's.
    """
    key = headline_key(headline)
    followed = [led for link in links if (led := _led(link))]
    pages = [link for link in followed if link.words != outlet or _is_page(link)]
    if any(map(_is_page, pages)):
        followed = [*pages, *(link for link in followed if link.words == outlet and not _is_page(link))]
    useful = [link for link in followed if _carries(link, key) or not _is_aside(link)]
    useful = useful or [link for link in followed if urlsplit(link.url).path == "/item"]
    if not useful:
        return None, ()
    chosen = (
        next((link for link in useful if _carries(link, key)), None)
        or next((link for link in useful if _reads_on(link)), None)
        or useful[0]
    )
    others = dict.fromkeys(link.url for link in useful if link is not chosen)
    return chosen.url, tuple(link for link in others if link != chosen.url)


def _is_page(link: Link) -> bool:
    """Tell an address of some depth, or of a headline's words; a site's front page and its sections have none."""
    parts = urlsplit(link.url)
    steps = [step for step in parts.path.split("/") if step]
    return len(steps) > 1 or bool(parts.query) or any(step.count("-") >= _HYPHENS for step in steps)


def says_aside(words: str) -> bool:
    """Tell the words of a link that only asks to share, discuss or subscribe."""
    return _ASIDE_WORDS.fullmatch(fold(words).strip()) is not None


def _led(link: Link) -> Link | None:
    """Give a link as one to where it leads at last; an address that carries itself still does."""
    url = true_link(link.url)
    return Link(url, url if link.words == link.url else link.words) if url else None


def _carries(link: Link, key: str) -> bool:
    words = headline_key(link.words)
    return len(words) >= 4 and link.words != link.url and (words in key or key in words)


def _reads_on(link: Link) -> bool:
    return is_pointer(link.words.strip(" →»>[]()（）"))


def _is_aside(link: Link) -> bool:
    if says_aside(link.words) and link.words != link.url:
        return True
    parts = urlsplit(link.url)
    if _ASIDE_PATHS.search(parts.path):
        return True
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    # One name after a social site's host is somebody's profile.
    return host in _SOCIAL and len([step for step in parts.path.split("/") if step]) <= 1 and not parts.query


def credit_sites(items: tuple[Item, ...], own: str | None) -> tuple[Item, ...]:
    """Credit items without an outlet with the site that their link leads to, where an issue leads to several.

    `own` is the issue's address: its own site first reported nothing that it links to elsewhere.
    """
    sites = [site_of(item.url) for item in items]
    if len({site for site in sites if site}) < _SEVERAL:
        return items
    home = site_of(own)
    return tuple(
        replace(item, outlet=site) if site and site != home and item.outlet is None else item
        for item, site in zip(items, sites, strict=True)
    )


def site_of(url: str | None) -> str | None:
    """Give the site that a link leads to, by its registrable name; None for short links."""
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    labels = host.split(".")
    if len(labels) < 2 or not labels[-1].isalpha() or host in _SHORT:
        return None
    kept = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-kept:])
