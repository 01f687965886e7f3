"""A line of HTML in the making: its words and links, what of it is bold, and how large it is set.

Its place in the whole text is not known before it ends; `html` says where it begins and ends.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from store.parse.elements import UNSEEN
from store.parse.lines import Link
from store.parse.looks import Look
from store.text import collapse


@dataclass(slots=True)
class Piece:
    """Words gathered one text after another, with their marks."""

    words: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    lead: str = ""
    """The bold words that it begins with."""
    _leads: bool = True
    _bold: int = 0
    """Characters of words, white space aside, that are bold."""
    _sizes: Counter[float] = field(default_factory=Counter)
    """Characters of words by how large they are set."""

    def say(self, text: str, look: Look) -> None:
        """Add words that look so."""
        words = text.translate(UNSEEN) if not text.isascii() else text
        self.words.append(words)
        if not words.strip():
            return
        size = len(words) - words.count(" ") - words.count("\n")
        self._sizes[look.size] += size
        if look.bold:
            self._bold += size
            self.lead += words if self._leads else ""
        elif any(sign.isalnum() for sign in words) or self.lead:
            self._leads = False

    def link(self, address: str, first: int) -> None:
        """Make a link of the words from one of the texts on."""
        words = collapse("".join(self.words[first:]))
        if words:
            self.links.append(Link(address, words))

    @property
    def look(self) -> Look:
        """How most of it is set, and whether it is bold from end to end."""
        return Look(self._sizes.most_common(1)[0][0], self._bold >= self._sizes.total() > 0)
