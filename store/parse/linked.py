"""Linked words that a list entry begins with: its headline, though a sentence runs through them.

They are where they say what the news is: several words with names or figures among them, a release, or the name that
their page bears. A phrase ("a new study"), a name alone and a short first sentence are none: there the sentence is the
headline.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from store.parse.blocks import Block
from store.parse.credits import is_name
from store.parse.lines import Link
from store.parse.prose import is_finished, width
from store.text import first_sentence, has_chinese, outlet_key

_YEAR = re.compile(r"\b(?:19|20)\d\d$")
_LONGEST_NAME = 4
_FEWEST = 3
"""Words of a phrase that says something, at least."""
_WIDEST_NAME = 40
"""Columns from which words are more than what something is called."""
_SHORT_SENTENCE = 80
"""Columns of a first sentence that is as short as headlines are."""


def linked_headline(block: Block) -> str:
    """Give the linked words that a list entry begins with where they are its headline; empty where they are not."""
    link = block.links[0] if block.links else None
    words = link.words.strip() if link else ""
    if block.kind != "item" or link is None or words == link.url or not block.text.startswith(words):
        return ""
    behind = block.text[len(words) :].removeprefix(",")
    runs_on = words != "" and behind[:1] == " " and behind[1:2].islower()
    if not runs_on or width(first_sentence(block.text)) <= _SHORT_SENTENCE:
        return ""
    return words if _says_what(words) or names_release(words) or _is_page_of(link) else ""


def tells_at_once(text: str) -> bool:
    """Tell a text whose first sentence is as short as headlines are, and is followed by more."""
    first = first_sentence(text)
    return first != text and is_finished(first) and width(first) <= _SHORT_SENTENCE


def names_release(head: str) -> bool:
    """Tell the name of a release or change ("Eclair 0.3.4", "#4087"), which is news by itself."""
    return (
        head[-1].isdigit() and not _YEAR.search(head) and len(head.split()) <= _LONGEST_NAME and not has_chinese(head)
    )


def _says_what(words: str) -> bool:
    """Tell several words with names or figures among them from a phrase ("a new study") and from a name alone."""
    parts = words.split()
    named = sum(not part[0].islower() for part in parts) > 1 or width(words) > _WIDEST_NAME
    return len(parts) >= _FEWEST and named and not is_name(words)


def _is_page_of(link: Link) -> bool:
    """Tell a name that is its page's own: that of the last part of the address, or of the site behind a bare one."""
    address = urlsplit(link.url)
    page = address.path.rstrip("/").rpartition("/")[2]
    names = [page.rpartition(".")[0] or page] if page else address.netloc.split(".")
    return outlet_key(link.words) in map(outlet_key, names)
