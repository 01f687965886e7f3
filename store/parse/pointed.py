"""Addresses that mailers' plain text sets on lines of their own, back behind the words that they belong to.

A mailer writes a link as its words and `<address>`, and an address is as a rule too long for the line. So it stands on
the next one, sometimes behind a line of one blank; it may itself be broken over lines, and the sentence goes on beneath
it. A headline's address comes again with its picture and its byline: there it says nothing new and is left out.

An archive may set such a text, as it came, beneath a head in Markdown: from there on it is read as plain text.

Only texts with several such lines are read so: elsewhere an address on a line of its own is an entry's last line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.parse.blocks import BOLD_LEVEL
from store.parse.dialects import end_of_front_matter
from store.parse.lines import Line, bare_links
from store.parse.prose import begins_within, is_headline, width
from store.parse.vocabulary import is_call, label_of
from store.text import has_chinese

_FEWEST = 3
"""Lines that are one address in angle brackets, at least."""
_SELDOM = 2
"""Such lines to each of Markdown's signs among them, at least, in a mailer's text."""
_LINES_OF_HEAD = 4
"""Lines of a plain text's head, at most."""
_MOST_PIECES = 4
"""Lines that an address is broken over, at most."""
_SHORT_WORD, _NEARLY_ALL, _WIDEST = 4, 0.8, 120
"""Letters of words that titles write small, the share of the others that they write large, and their columns."""
_ADDRESSES = re.compile(r"(?:<\s?(https?://[^\s<>]{1,2000})\s?>\s*)+")
_ALONE = re.compile(r"^[ ]?<https?://[^\s<>]{1,2000}>[ ]*$", re.MULTILINE)
_MARKDOWN = re.compile(r"^ {0,3}#{1,6} \S|\*\*[^*\n]{1,200}\*\*|\]\(\S", re.MULTILINE)
_OPEN = re.compile(r"<https?://[^<>]{1,2000}$")
_REST = re.compile(r"[^<>]{0,2000}>")
_BY = re.compile(r"by\s", re.IGNORECASE)


def end_of_head(text: str, name: str | None) -> int:
    """Say where the mailer's text begins that is set beneath a head in Markdown (characters); the end if none is.

    `name` is the document's file name: one of plain text may have such a head too.
    """
    alone = [found.start() for found in _ALONE.finditer(text)]
    signs = [found.end() for found in _MARKDOWN.finditer(text)]
    if name and name.lower().endswith(".txt") and signs and text.count("\n", 0, signs[-1]) < _LINES_OF_HEAD:
        return text.find("\n", signs[-1]) + 1 or len(text)
    head = [end for end in signs if alone and end < alone[0]]
    if len(alone) < _FEWEST or _SELDOM * (len(signs) - len(head)) > len(alone):
        return len(text)
    return max(text.find("\n", head[-1]) + 1 if head else 0, end_of_front_matter(text))


def attach_addresses(lines: list[Line], text: str) -> list[Line]:
    """Give the lines of a plain text with addresses that stand alone at the end of the words above them."""
    if sum(_ADDRESSES.fullmatch(line.text) is not None for line in lines) < _FEWEST:
        return lines
    attached: list[Line] = []
    last = ""
    for line in _whole(lines):
        found = _ADDRESSES.fullmatch(line.text)
        above = attached[-1] if attached and not (line.gap and not _is_soft(text, line.start)) else None
        if found and found[1] == last:
            if above is not None:
                attached[-1] = replace(above, end=line.end)
        elif above is not None and (found or (_is_pointed(above) and _goes_on(line.text))):
            attached[-1] = _joined(above, line)
        else:
            attached.append(line)
        last = found[1] if found else last
    return _headed(attached)


def _headed(lines: list[Line]) -> list[Line]:
    """Give the lines with those as headings that are a headline with its address, where several are."""
    heads = {n for n, line in enumerate(lines) if (line.gap or (n and _is_pointed(lines[n - 1]))) and _heads(line)}
    if len(heads) < _FEWEST:
        return lines
    return [replace(line, mark="heading", level=BOLD_LEVEL) if n in heads else line for n, line in enumerate(lines)]


def _heads(line: Line) -> bool:
    words = _ADDRESSES.sub("", line.text).strip()
    pointed = _is_pointed(line) and line.text.startswith(words) and not line.mark
    said = is_call(words) or label_of(words) is not None
    return pointed and (is_headline(words) or _is_title(words)) and not said


def _is_title(text: str) -> bool:
    """Tell a headline of several sentences: nearly all its longer words begin with capitals."""
    longer = [word for word in text.split() if len(word) > _SHORT_WORD]
    if len(longer) < _FEWEST or width(text) > _WIDEST:
        return False
    return _NEARLY_ALL * len(longer) <= sum(not word[0].islower() for word in longer)


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """Give the lines with addresses whole that a mailer broke over several."""
    n = 0
    while n < len(lines):
        line = lines[n]
        if _OPEN.search(line.text):
            rest = next((m for m in range(n + 1, min(n + _MOST_PIECES, len(lines))) if ">" in lines[m].text), n)
            if rest > n and _REST.match(lines[rest].text) and not any(each.gap for each in lines[n + 1 : rest + 1]):
                words = line.text + "".join(each.text for each in lines[n + 1 : rest + 1])
                line = replace(line, text=words, end=lines[rest].end, links=bare_links(words))
                n = rest
        yield line
        n += 1


def _joined(above: Line, line: Line) -> Line:
    blank = "" if line.text[0] in ",.;:!?)’”" and not _is_pointed(line) else " "
    return replace(above, text=f"{above.text}{blank}{line.text}", end=line.end, links=(*above.links, *line.links))


def _is_soft(text: str, place: int) -> bool:
    """Tell a gap of a line that holds a blank and nothing else, which a mailer broke before a long address."""
    above = text[:place].rstrip("\n").rpartition("\n")[2] if text[:place].endswith("\n") else "-"
    return above != "" and not above.strip(" ")


def _is_pointed(line: Line) -> bool:
    """Tell a line that ends in an address."""
    return line.text.endswith(">") and "<http" in line.text


def _goes_on(text: str) -> bool:
    """Tell the second half of a sentence whose first half is linked."""
    return begins_within(text) and not (text[0].isdigit() or has_chinese(text[0]) or _BY.match(text))
