"""How large and how bold a document's own style sets its words.

Mails and many pages have no heading elements: a cell or a `div` is styled as one. Read are inline styles (`font-size`,
`font-weight`, the `font` shorthand), `<font size>`, and the rules of `<style>` blocks whose selectors are one element,
one class or both. Sizes are inherited, and relative ones follow their parent's. So is read whether line breaks show
(`white-space`, or a class that Tailwind calls so). This is no engine of style sheets: what
stands in `@media`, combines selectors, weighs them or computes is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_BODY = 16.0
"""Pixels of words without a style: what browsers take."""
_LARGEST = 200.0
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "rem": _BODY}
_KEYWORDS = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "xxx-large": 48.0,
}  # fmt: skip
_FACTORS = {"smaller": 5 / 6, "larger": 1.2}
_FONT_SIZES = (10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0)
"""Pixels of `<font size="1">` to `7`, as HTML's "rules for parsing a legacy font size" have it."""
_DECLARED = re.compile(r"(?<![\w-])(?P<name>font(?:-size|-weight)?)\s*:\s*(?P<value>[^;]{1,200})", re.IGNORECASE)
_SIZE = re.compile(
    r"(?<![\w.#-])(?:(?P<number>\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})(?P<unit>px|pt|pc|rem|em|%)"
    r"|(?P<word>(?:x{1,3}-)?(?:small|large)|medium|smaller|larger))(?![\w-])",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"(?<![\w-])white-space(?:-collapse)?\s*:\s*(?P<value>[a-z-]{3,14})", re.IGNORECASE)
_BROKEN = frozenset({"pre", "pre-wrap", "pre-line", "break-spaces", "preserve", "preserve-breaks"})
_CLASSES = re.compile(r"(?:^|\s)whitespace-(?P<value>pre|pre-wrap|pre-line|break-spaces|normal|nowrap)(?=\s|$)")
_WEIGHT = re.compile(r"(?<![\w.#-])(?:(?P<bold>bold(?:er)?|[6-9]00)|normal|lighter|[1-5]00)(?![\w%.-])", re.IGNORECASE)
_LONGEST_STYLE, _LONGEST_SHEET = 2000, 200_000
_MOST_SHEETS, _MOST_RULES, _MOST_CLASSES = 20, 3000, 12
_COMMENT = re.compile(r"<!--|-->|/\*(?:.*?\*/|.*)", re.DOTALL)
_PART = re.compile(r"[^{}]+|[{}]")
_SELECTOR = re.compile(r"[a-z][a-z0-9]*(?:\.[\w-]{1,80})?|\.[\w-]{1,80}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set: their size in pixels, whether they are bold, and whether their line breaks show."""

    size: float = _BODY
    bold: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its words, or nothing: a size in pixels or as a share of the parent's, a weight, breaks."""

    pixels: float | None = None
    share: float | None = None
    bold: bool | None = None
    broken: bool | None = None

    def then(self, later: _Style) -> _Style:
        """Give this style where a later one says nothing else."""
        bold = self.bold if later.bold is None else later.bold
        broken = self.broken if later.broken is None else later.broken
        sized = self if later.pixels is None and later.share is None else later
        return _Style(sized.pixels, sized.share, bold, broken)

    def on(self, parent: Look) -> Look:
        """Give how words are set within words that are set as the parent's."""
        share = 1 if self.share is None else self.share
        size = parent.size * share if self.pixels is None else self.pixels
        bold = parent.bold if self.bold is None else self.bold
        return Look(min(round(size, 1), _LARGEST), bold, parent.broken if self.broken is None else self.broken)


_PLAIN = _Style()
_ELEMENTS = {
    "b": _Style(bold=True), "strong": _Style(bold=True), "big": _Style(share=1.2), "small": _Style(share=5 / 6),
}  # fmt: skip


class Looks:
    """How the elements of one document are set, by its `<style>` blocks and their own styles."""

    def __init__(self, root: _Element) -> None:
        sheets = islice(root.getroottree().getroot().iter("style"), _MOST_SHEETS)
        self._rules: dict[str, _Style] = {}
        for name, style in islice(_rules([sheet.text or "" for sheet in sheets]), _MOST_RULES):
            self._rules[name] = self._rules.get(name, _PLAIN).then(style)

    def around(self, element: _Element) -> Look:
        """Give how the words beside an element are set, by all that it stands in."""
        look = Look()
        for outer in reversed(list(element.iterancestors())):
            look = self.of(outer, str(outer.tag), look)
        return look

    def of(self, element: _Element, tag: str, parent: Look) -> Look:
        """Give how an element's words are set, within words that are set as the parent's."""
        if not element.attrib and tag not in _ELEMENTS and tag not in self._rules:
            return parent
        style = _PLAIN
        for said in self._said(element, tag):
            style = style.then(said)
        return style.on(parent)

    def _said(self, element: _Element, tag: str) -> Iterator[_Style]:
        """Give the styles of an element, from the most general to its own."""
        attributes = element.attrib
        yield _ELEMENTS.get(tag, _PLAIN)
        if self._rules:
            classes = (element.get("class") or "").split()[:_MOST_CLASSES]
            names = (tag, *(f".{name}" for name in classes), *(f"{tag}.{name}" for name in classes))
            yield from (self._rules[name] for name in names if name in self._rules)
        if found := _CLASSES.search(attributes.get("class", "")[:_LONGEST_STYLE]):
            yield _Style(broken=found["value"] in _BROKEN)
        if tag == "font" and "size" in attributes:
            yield _font(element.get("size") or "")
        if "style" in attributes:
            yield _read((element.get("style") or "")[:_LONGEST_STYLE])


@lru_cache(maxsize=2048)
def _read(declarations: str) -> _Style:
    """Read declarations, of which the last of each kind counts."""
    style = _PLAIN
    for found in _DECLARED.finditer(declarations):
        name, value = found["name"].lower(), found["value"].partition(",")[0]
        size = _SIZE.search(value) if name != "font-weight" and "(" not in value else None
        weight = _WEIGHT.search(value) if name != "font-size" else None
        pixels, share = _measure(size) if size else (None, None)
        style = style.then(_Style(pixels, share, weight["bold"] is not None if weight else None))
    for found in _BREAKS.finditer(declarations):
        style = style.then(_Style(broken=found["value"].lower() in _BROKEN))
    return style


def _measure(said: re.Match[str]) -> tuple[float | None, float | None]:
    """Give a size in pixels, or else as a share of the parent's."""
    if said["word"]:
        word = said["word"].lower()
        return _KEYWORDS.get(word), _FACTORS.get(word)
    number, unit = float(said["number"]), said["unit"].lower()
    return (number * _PIXELS[unit], None) if unit in _PIXELS else (None, number / (100 if unit == "%" else 1))


def _font(size: str) -> _Style:
    """Read the `size` of a `font` element, which counts from 3 where it has a sign."""
    size = size.strip()[:4]
    try:
        number = int(size) + (3 if size[:1] in ("+", "-") else 0)
    except ValueError:
        return _PLAIN
    return _Style(pixels=_FONT_SIZES[min(max(number, 1), 7) - 1])


def _rules(sheets: list[str]) -> Iterator[tuple[str, _Style]]:
    """Read the rules of style sheets that stand in no other rule, by their simple selectors."""
    for sheet in sheets:
        selectors, declarations, depth = "", "", 0
        for part in _PART.findall(_COMMENT.sub("", sheet[:_LONGEST_SHEET])):
            if part == "{":
                depth += 1
            elif part == "}":
                if depth == 1 and ("font" in declarations or "white-space" in declarations):
                    style = _read(declarations)
                    yield from ((name, style) for name in _simple(selectors))
                depth, selectors, declarations = max(depth - 1, 0), selectors if depth > 1 else "", ""
            elif depth == 0:
                selectors = part
            elif depth == 1:
                declarations = part[:_LONGEST_STYLE]


def _simple(selectors: str) -> Iterator[str]:
    """Give the selectors of one element, one class or both."""
    for selector in selectors[-_LONGEST_STYLE:].split(","):
        name = selector.strip()
        if _SELECTOR.fullmatch(name):
            tag, point, kind = name.partition(".")
            yield f"{tag.lower()}{point}{kind}"
