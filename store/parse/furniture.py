"""What stands on a page without being its text: page numbers, running titles, contents, votes, subscription notices.

Contents end where an entry comes a second time (the section itself begins), at the next heading of their rank, or where
prose begins; a line that ends in a page number after a tab or dot leaders is a contents line wherever it stands.
A line that is nothing but a link to share or subscribe is a button, and no section of what stands beneath it; so are
the words of one that lost its link ("Share"). Lines in
a row that begin with places in a recording are its contents: minutes and seconds that rise, past any time of day.
A short line that comes again and again is a running title, but not behind a label that stands before other values too,
nor behind one of a story's parts ("Why it matters: …"). Its first one stays only where a document may begin with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from store.parse.lines import Line, number_of
from store.parse.linking import says_aside
from store.parse.notices import is_tally
from store.parse.prose import is_headline
from store.parse.vocabulary import fold, is_furniture, is_inner_label, label_of, section_role

_PAGE = re.compile(
    r"[-–—·|\s]{0,4}(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?(?:[\s,，]*共\s*\d{1,4}\s*页)?[-–—·|\s]{0,4}"
    r"|page\s+\d{1,4}(?:\s+(?:of|/)\s+\d{1,4})?",
    re.IGNORECASE,
)
_PICTURE = re.compile(r".{0,100}\b\d{2,5}\s?[×xX]\s?\d{2,5},? \d{1,4}(?:\.\d{1,2})? ?[KM]B")
"""What a forum writes beneath a picture: its name and its size."""
_BUTTON = re.compile(r"(?:share|tweet|restack|分享)(?: this(?: (?:post|issue|article|page))?)?", re.IGNORECASE)
_LEADER = re.compile(r"(?:\t|[.·…]{3}|\. \. \.| {3})[\s.·…]*\d{1,4}$")
_WIDEST_LEADER = 400
"""Characters at the end of a line's source within which dots or a gap lead to a page's number."""
_PAGE_AT_END = re.compile(r"[\s.·…]+\d{1,4}$")
_RECORDED = re.compile(r"[(\[]?(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)[)\]]?(?=\D)")
_LAST_HOUR, _EARLY = 23, 600
_LOWEST = 9
_OFTEN = 3
"""A short line that comes this often is a running title, unless it stands right beneath what may be headlines."""
_WITHIN = 2
"""Marked lines above one that comes often, from which on it is within the news: no page begins with it."""
_LONGEST_RUNNING = 80
_LONGEST_NOTICE_ENTRY = 40
_LONGEST_LABEL = 24


def drop_furniture(lines: list[Line], text: str) -> list[Line]:
    """Give the lines without page numbers, contents, notices and repeats of running titles."""
    kept: list[Line] = []
    gap = False
    for line in _without_contents(_without_chapters(lines)):
        if _is_furniture(line, text):
            gap = gap or line.gap
        else:
            kept.append(replace(line, gap=True) if gap and not line.gap else line)
            gap = False
    return _without_repeats(kept)


def _is_furniture(line: Line, text: str) -> bool:
    if is_furniture(line.text) and _may_be_notice(line):
        return section_role(line.text) is None
    if any(link.words == line.text for link in line.links) and says_aside(line.text):
        return True
    if len(line.text) > 200:
        return False
    plain = line.mark in ("", "comment") and not line.links
    linked = len(line.links) == 1 and line.links[0].words == line.text and any(map(str.isalpha, line.text))
    if (plain and _BUTTON.fullmatch(line.text)) or ((plain or linked) and is_tally(line.text)):
        return True
    if not any(sign.isalnum() for sign in line.text) or _PICTURE.fullmatch(line.text):
        return True
    # The source is asked, because a line's own text may have had its tabs folded.
    return (
        _PAGE.fullmatch(line.text) is not None
        or _LEADER.search(text[max(line.start, line.end - _WIDEST_LEADER) : line.end]) is not None
    )


def _without_chapters(lines: list[Line]) -> list[Line]:
    """Give the lines without the contents of a recording."""
    places = [_place(line.text) for line in lines]
    dropped: set[int] = set()
    first = 0
    for n in range(1, len(lines) + 1):
        if n == len(lines) or places[n][0] <= places[n - 1][0]:
            run = places[first:n]
            if len(run) >= _OFTEN and 0 <= run[0][0] < _EARLY and any(is_place for _, is_place in run):
                dropped |= set(range(first, n))
            first = n
    return [line for n, line in enumerate(lines) if n not in dropped]


def _place(text: str) -> tuple[int, bool]:
    """Read the seconds that a line begins with (-1 for none), and whether they are past any time of day."""
    found = _RECORDED.match(text)
    if found is None or not is_headline(text):
        return -1, False
    hours, minutes, seconds = int(found["hours"] or 0), int(found["minutes"]), int(found["seconds"])
    return hours * 3600 + minutes * 60 + seconds, minutes > _LAST_HOUR or found["hours"] is not None


def _may_be_notice(line: Line) -> bool:
    """Tell whether a line can be a notice: commentary never is, and a list entry only when it says little else."""
    return line.mark != "comment" and (line.mark != "item" or len(line.text) <= _LONGEST_NOTICE_ENTRY)


def _without_contents(lines: list[Line]) -> Iterable[Line]:
    seen: set[str] | None = None
    rank = 0  # of the heading of the contents
    for n, line in enumerate(lines):
        if seen is not None:
            is_next = line.mark == "heading" and line.level <= rank
            if not is_next and _goes_on(line, seen, lines[n + 1] if n + 1 < len(lines) else None):
                continue
            seen = None
        if section_role(line.text) == "contents" and not line.number and not _leads_out(lines, n):
            seen, rank = set(), line.level or _LOWEST
            continue
        yield line


def _leads_out(lines: list[Line], n: int) -> bool:
    """Tell a theme called as contents are ("Navigation"), above linked entries of which none is told again."""
    entries = list(takewhile(lambda line: line.mark == "item" and line.links, lines[n + 1 :]))
    titles = {_title_key(entry) for entry in entries}
    return bool(entries) and not any(_title_key(line) in titles for line in lines[n + 1 + len(entries) :])


def _goes_on(line: Line, seen: set[str], after: Line | None) -> bool:
    """Tell whether a line still belongs to the contents, remembering it."""
    keys = _entry_keys(line)
    if line.mark == "item" and not line.gap and is_headline(_bare(line)):
        seen |= keys
        return True
    if keys & seen or _title_key(line) in seen or not is_headline(_bare(line)):
        return False
    if not line.number and section_role(line.text) and after is not None and not is_headline(after.text):
        return False
    seen |= keys
    return True


def _bare(line: Line) -> str:
    numbered = number_of(line.text) if line.number and line.mark != "item" else None
    return line.text[numbered[2] :] if numbered else line.text


def _entry_keys(line: Line) -> set[str]:
    title = _title_key(line)
    return {f"#{line.number}"} if line.number else {title} if title else set()


def _title_key(line: Line) -> str:
    return _PAGE_AT_END.sub("", fold(_bare(line)[:200])).casefold()


def _without_repeats(lines: list[Line]) -> list[Line]:
    fields = _fields(lines)
    running = [line for line in lines if _may_run(line, fields)]
    counts = Counter(line.text for line in running)
    beneath = Counter(lines[n].text for n in range(1, len(lines)) if _may_head(lines[n - 1]))
    counts = Counter({text: count for text, count in counts.items() if 2 * beneath[text] < count})
    title = lines[0].text if lines else ""
    once: set[str] = set()
    kept, marked = [], 0
    for line in lines:
        runs = (line.text in once or marked >= _WITHIN) and counts[line.text] >= _OFTEN
        repeats = runs or (line.text in once and line.text == title)
        if not (repeats and _may_run(line, fields)):
            kept.append(line)
        once.add(line.text)
        marked += line.mark != ""
    return kept


def _may_head(line: Line) -> bool:
    return (
        line.mark == "heading" or line.number != "" or any(2 * len(link.words) > len(line.text) for link in line.links)
    )


def _fields(lines: list[Line]) -> set[str]:
    """Give the labels that stand before one value here and another there ("Severity: High", "Severity: Low")."""
    values = Counter(label for label, value in {fold(line.text).partition(":")[::2] for line in lines} if value.strip())
    return {label for label, count in values.items() if count > 1 and len(label) <= _LONGEST_LABEL}


def _may_run(line: Line, fields: set[str]) -> bool:
    if (
        line.mark
        or line.links
        or fold(line.text).partition(":")[0] in fields
        or fold(line.text[-1:]) in ":】〗"
        or len(line.text) > _LONGEST_RUNNING
        or is_inner_label(line.text.partition(":")[0])
    ):
        return False
    return section_role(line.text) is None and label_of(line.text) is None
