"""What plain text lost between two lines: the break before the next headline, and what a link to a mailbox said.

Programs that write a page's text glue what it set apart by looks alone. A line is parted behind a full stop that no
blank follows where a pictograph or a headline of several words stands right behind it, and the address of this closes
the line: `…how it was built.⚓Why lamps hum [https://…]`.

Addresses of mailboxes behind words (`3 (mailto:…)`) leave the text; a line of nothing else, or of marks to be given
by mail, leaves the document. One that shares a story by mail takes along the row of linked subjects right above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from store.parse.lines import Line, bare_links
from store.parse.prose import is_headline

_GLUED = re.compile(
    r"(?P<last>[\w)\"”’])(?:[.!?…][\"”’)]?|[。！？])(?=(?P<words>\S[^\[\]<>()\n]{3,160}?)"
    r"\s?[\[(<]\s?https?://[^\s<>\[\]]{1,2000}[\])>]$)"
)
_PICTOGRAPH = re.compile(r"[\u2300-\u257f\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\s*")
_FEWEST_WORDS = 3
"""Words of a glued headline without a pictograph, at least."""
_SUBJECTS = re.compile(
    r"(?:[^\s()<>\[\]]{1,30}(?: [^\s()<>\[\]]{1,30}){0,2} ?[(<\[]https?://[^\s()<>\[\]]{1,2000}[)>\]]\s*)+"
)
_MAILBOX = re.compile(r"\s?[(\[<]\s?mailto:[^\s()\[\]<>]{1,2000}\s?[)\]>]|(?<!\S)mailto:\S{1,2000}")


def part_glued(lines: list[Line]) -> list[Line]:
    """Give the lines of a plain text with those parted that hold the next headline."""
    return [part for line in lines for part in _parts(line)]


def _parts(line: Line) -> Iterator[Line]:
    if "://" in line.text:
        for found in _GLUED.finditer(line.text):
            if _is_headline(found["words"], small=not found["last"].isupper()):
                yield from (_cut(line, 0, found.end()), _cut(line, found.end(), len(line.text)))
                return
    yield line


def _is_headline(words: str, *, small: bool) -> bool:
    """Tell words that begin with a pictograph, or a headline behind a sentence whose last letter is `small`."""
    if _PICTOGRAPH.match(words):
        return True
    return small and words[0].isupper() and len(words.split()) >= _FEWEST_WORDS and is_headline(words)


def _cut(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    if not start:
        return replace(line, text=text, end=line.start + end, links=bare_links(text))
    return Line(text, line.end - len(text), line.end, gap=True, indent=line.indent, links=bare_links(text))


def without_mailboxes(lines: list[Line]) -> list[Line]:
    """Give the lines of a plain text without addresses of mailboxes that stand behind words or alone."""
    kept: list[Line] = []
    for line in lines:
        text = _MAILBOX.sub("", line.text).strip() if "mailto:" in line.text else line.text
        if text == line.text:
            kept.append(line)
        elif any(map(str.isalpha, text)):
            kept.append(replace(line, text=text))
        elif not text and kept and not line.gap and _SUBJECTS.fullmatch(kept[-1].text):
            kept.pop()
    return kept
