"""Outlets named behind headlines, as pages and alerts title them: "Town opens a bridge - The Post", "… | POST".

A name behind a dash or bar, or in brackets, is taken for the outlet where it is the name of the site that is linked;
and where most headlines of an issue end with one, for then that is how they are written. What stands before it must be
a headline by itself, so that "Kite - Lamp" stays whole. A score in brackets before a headline ("[5.9] …") is no part of
it, nor is a theme in 【】 before most.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from store.model import Item
from store.parse.credits import is_name
from store.parse.prose import width

_ENDING = re.compile(
    r"(?P<headline>.{12,400}?)\s+[-–—|｜]\s+(?P<name>[^-–—|｜\[\]()]{2,40}?)(?:\s?[\[(][^\[\]()]{1,12}[\])])?"
)
_IN_BRACKETS = re.compile(r"(?P<headline>.{12,400}?)\s*[(（](?P<name>[^()（）]{2,40})[)）]")
_THEME = re.compile(r"^【[^【】]{2,8}】\s*(?=\S.{7,})")
_SCORE = re.compile(r"^[\[【(]\d{1,2}[.]\d{1,2}[\]】)]\s*(?=\w)")
_JOINTS = " –—|｜"
_FEWEST, _MOST = 4, 0.7
"""Headlines that end with a name, at least, and their share of an issue's, for all to be outlets."""
_SHORTEST = 28
"""Columns of a headline before a name that only the others' ends vouch for."""
_KINDS = ("", "news", "blog", "magazine", "online")
"""What an outlet's name may add to its site's."""


def part_endings(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Take the outlets that stand behind headlines out of them; one that is told already stays."""
    items = _without_themes(tuple(replace(item, headline=_bare(item.headline)) for item in items))
    found = [_ending_of(item) for item in items]
    likely = [each for each in found if each and width(each["headline"]) >= _SHORTEST]
    usual = len(likely) >= _FEWEST and len(likely) >= _MOST * len(items)
    return tuple(
        replace(item, headline=each["headline"], outlet=each["name"])
        if each and (_names_site_of(each["name"], item.url) or (usual and each in likely))
        else item
        for item, each in zip(items, found, strict=True)
    )


def _without_themes(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Leave out the themes before headlines, where most have one."""
    themed = sum(_THEME.match(item.headline) is not None for item in items)
    if themed < _FEWEST or 2 * themed < len(items):
        return items
    return tuple(replace(item, headline=_THEME.sub("", item.headline)) for item in items)


def _bare(headline: str) -> str:
    """Leave out a score before a headline, and the dash or bar of an outlet that stood behind it."""
    return _SCORE.sub("", headline).rstrip(_JOINTS) or headline


def _ending_of(item: Item) -> re.Match[str] | None:
    found = _ENDING.fullmatch(item.headline) or _IN_BRACKETS.fullmatch(item.headline)
    known = found is None or item.outlet in (None, found["name"])
    return found if found and known and is_name(found["name"]) else None


def _names_site_of(name: str, url: str | None) -> bool:
    """Tell the name of the site that an address leads to: "The Irish Times", "irishtimes.com"."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    if "." in name and " " not in name:
        return host == name.casefold() or host.endswith("." + name.casefold())
    key = "".join(sign for sign in name.casefold() if sign.isalnum())
    labels = [label.replace("-", "") for label in host.split(".")[:-1]]
    return any(
        label and key.removeprefix("the") == label.removeprefix("the") + kind for label in labels for kind in _KINDS
    )
