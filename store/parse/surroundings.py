"""What a site sets around its texts, told by the names that its elements bear: bars, shares, comments, what is next.

Sites name their parts alike, whoever made them: hAtom's `entry-content`, `post-body`, `articleBody`; `breadcrumbs`,
`sidebar`, `site-footer`, `related-posts`. A class name is read as words, parted at hyphens, underscores and capitals.

The *content* of a page is the one outermost element that is named so and holds a fair share of its words. An element
is a *surrounding* where the first or last word of one of its names says so, unless it holds a third of the document or
its title: `content-sidebar-wrap` and `has-sidebar` are the whole page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from store.parse.elements import words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENT = re.compile(
    r"(?:(?:entry|post|article|story|blog|gh|page|issue|newsletter|available|single|rich-media)-(?:content|body|text)"
    r"|rendered-post|content-blocks|(?:e|js)-content|articlebody|markdown-body|rich-text)(?:-|$)",
)
_AROUND = frozenset(
    "nav navbar navigation topbar menu breadcrumb breadcrumbs sidebar share sharing sharedaddy social related"
    " relatedposts recommended comments respond subscribe subscription signup pagination toc footer colophon copyright"
    " cookie cookies tags ufi".split()
)
_ANYWHERE = frozenset("breadcrumb breadcrumbs sharedaddy relatedposts subscription signup pagination".split())
"""Words that say it wherever they stand in a name."""
_OF_STORIES = frozenset("card item story".split())
"""What a page's stories are called: the foot of each, with its source, is no foot of the page."""
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]+")
_FEW = 2
_LARGE = 3
"""An element that holds one in so many of a document's words is no surrounding of it."""
_FAIR = 4
"""A page's content holds one in so many of its words at least."""


def content_of(page: _Element, least: int) -> _Element | None:
    """Find the one outermost element that is named as the page's content; None where none or several are.

    `least` is how many characters it holds at the fewest.
    """
    found: list[_Element] = []
    for element in page.iter("div", "section", "article", "td"):
        if _names_content(element) and not any(element in outer.iter() for outer in found):
            found.append(element)
    if len(found) != 1:
        return None
    size = len(words_of(found[0]))
    return found[0] if size >= least and size * _FAIR >= len(words_of(page)) else None


def _names_content(element: _Element) -> bool:
    names = [*(element.get("class") or "").split(), element.get("id") or "", element.get("itemprop") or ""]
    return any(_CONTENT.match("-".join(_words(name))) is not None for name in names if name)


def is_around(element: _Element, size: int) -> bool:
    """Tell an element of the site around a text. `size` is how many characters of words the whole document holds."""
    named = (element.get("class") or "").split()
    by_id = _says_around(element.get("id") or "") and not _is_one_of_several(element)
    if not by_id and not any(map(_says_around, named)):
        return False
    return len(words_of(element)) * _LARGE < size and next(element.iter("h1"), None) is None


def _is_one_of_several(element: _Element) -> bool:
    """Tell one of a page's chapters, which share a class and differ by id: `class=chapter id=section-social`."""
    name, parent = element.get("class"), element.getparent()
    alike = [other for other in parent if other.get("class") == name] if name and parent is not None else []
    return len(alike) > _FEW


def _says_around(name: str) -> bool:
    words = _words(name)
    if words[-1:] == ("footer",) and words[0] in _OF_STORIES:
        return False
    return bool(words) and (words[0] in _AROUND or words[-1] in _AROUND or not _ANYWHERE.isdisjoint(words))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """Give the words of a name, in small letters."""
    return tuple(word.lower() for word in _CAPITAL.split(name[:80]) if word)
