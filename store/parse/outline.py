"""The neutral outline of a document: headings, paragraphs, list items, cards, commentary, labels and dates, in order.

Every format ends here, and the layout rules read nothing else. Three passes, each linear:

1. *shape* (here): what a line is by itself: a known section name is a heading, `label: value` a label, and so on;
2. *join* (`joining`): a sentence broken across lines, or across a page and its blank line, becomes one again;
3. *settle* (`settling`): what only neighbours can tell.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from store.errors import UnreadableDocumentError
from store.parse.badges import drop_badges
from store.parse.bare import list_bare
from store.parse.blocks import INNER_LEVEL, PART_LEVEL, SECTION_LEVEL, Block
from store.parse.bracketed import join_bracketed
from store.parse.called import head_called
from store.parse.cards import read_card
from store.parse.counts import count_lines
from store.parse.credits import are_names
from store.parse.dates import read_day, read_period
from store.parse.dialects import description_in, is_markdown, unfenced
from store.parse.fields import fields_of_rows, settle_fields, split_fields
from store.parse.footnotes import gather_addresses
from store.parse.furniture import drop_furniture
from store.parse.glued import part_glued, without_mailboxes
from store.parse.joining import join_broken
from store.parse.lines import Line, Mark, plain_lines, split_lines, unquoted, without_quotation_signs
from store.parse.listing import list_lines
from store.parse.lost_links import drop_lost_links
from store.parse.markdown import markdown_lines
from store.parse.parted import head_parted
from store.parse.pointed import attach_addresses, end_of_head
from store.parse.prose import is_finished, is_headline, width
from store.parse.ruled import embolden, head_ruled
from store.parse.settling import settle
from store.parse.stanzas import head_sited, head_stanzas
from store.parse.transcript import head_messages
from store.parse.unmarked import embolden_labels
from store.parse.unspaced import head_unspaced
from store.parse.vocabulary import LISTS, PARTS, Label, Role, fold, is_inner_label, label_of, section_role
from store.parse.wrapped import unwrap
from store.parse.written import Written

_FIELDS: frozenset[Label] = frozenset({"origin", "link", "more", "date", "publisher"})
_WIDEST_FIELD = 40
"""Columns of a field's value."""
_MANY_LINES, _SHORTEST_LINES = 20_000, 12
"""So many lines of fewer characters on average are data; real newsletters have some hundred lines of 50 and more."""
_SHARING = re.compile(r"\s*:\s*|\s+(?:[-–—•*·+‣▪▫●◦○■□◆◇✓✔]|\d{1,2}[.)、])\s+|\s*[•●▪◆■]\s*")
_ONCE = 2
"""Times at most (a language each) that a section's name shares a line; a label within stories comes more often."""
_GLUED = re.compile(r"([-=_*~])\1{4,}(?=\w)")
"""A rule that some programs write right before the first words behind it."""
_CODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]{2,30}:(?![\w:])\s?")
_STAMP = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2} \d{1,2}:\d{2}(?::\d{2})?(?=[^\W\dTZ])")
_SHORTEST_FLASH = 12
"""Columns that a flash says at least behind its time."""
_AFTER_COLON: frozenset[Role] = frozenset({"takeaways", "quick_hits", "abstract", "summary"})
"""Sections whose name may end in a colon before text; "Watch: …" is more often a story."""
_DAY_FIRST = re.compile(r"\d{1,4}(?:[-./年]|\s{0,2}月|(?:st|nd|rd|th)?\s+[a-z]{3,9}\b)", re.IGNORECASE)
_PUBLISHED = re.compile(r"^[^\w(\[（【]*(?:(?:published|posted|updated|sent|issued)(?: on)?\s+)?", re.IGNORECASE)
_TOLD = re.compile(r"[^\d:]{2,24}:\s*(?P<day>\S.{3,24}?)(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$")
_CLOCK = re.compile(
    r"(?:[\[【(]\s*)?(?P<time>[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\.?)?)(?:\s*[\]】)])?\s*[|:·•,、–—-]{0,2}\s*(?=\S)",
    re.IGNORECASE,
)
_NUMBERED_ROLES: frozenset[Role] = frozenset({"abstract", "references", "contents", "contact"})


def write_text(text: str, name: str | None = None, *, base: str | None = None) -> Written:
    """Read text or Markdown as lines. `name` is its file name, which may tell which of them it is.

    `base` is where the relative links of Markdown start.

    Raises: UnreadableDocumentError where it is no text but thousands of lines of some signs each.
    """
    breaks = text.count("\n")
    if breaks > _MANY_LINES and len(text) < breaks * _SHORTEST_LINES:
        raise UnreadableDocumentError(
            f"It holds {breaks} lines of a few characters each: data rather than text.", "parts"
        )
    text = unfenced(text)
    if not is_markdown(text, name):
        text = unquoted(text)
        return Written(text, tuple(_mailed(plain_lines(text), text)))
    end = end_of_head(text, name)
    lines = markdown_lines(text[:end], _is_marked, base=base)
    mailed = plain_lines(text, [span for span in split_lines(text) if span[0] >= end])
    return Written(text, (*lines, *_mailed(mailed, text)), description=description_in(text))


def _mailed(lines: list[Line], text: str) -> list[Line]:
    """Give the lines of a plain text as its mailer meant them: whole, with its headings and bold words."""
    attached = attach_addresses(part_glued(without_mailboxes(lines)), text)
    ruled = head_ruled(drop_lost_links(head_messages(attached)), text)
    headed = list_bare(head_stanzas(head_sited(without_quotation_signs(ruled))))
    return head_unspaced(embolden_labels(embolden(unwrap(headed, text))))


def read_outline(written: Written) -> list[Block]:
    """Read a document of any format as its outline."""
    plain = fields_of_rows([_without_codes(_without_rule(line)) for line in written.lines])
    whole = join_bracketed(drop_badges(count_lines(gather_addresses(plain))))
    lines = head_called(list_lines(head_parted(drop_furniture(whole, written.text))))
    fields = [field for line in lines for piece in _split_stamp(line) for field in split_fields(piece)]
    often = {name for name, times in Counter(map(_shared_name, fields)).items() if name and times > _ONCE}
    shaped = [
        _shape(piece)
        for field in fields
        for piece in ([field] if _shared_name(field) in often else _split_shared(field))
    ]
    return settle(settle_fields(join_broken(shaped)))


def _without_rule(line: Line) -> Line:
    """Leave out a rule that stands right before a line's words (`----------Hello`)."""
    found = _GLUED.match(line.text) if not line.mark else None
    return replace(line, text=line.text[found.end() :], start=line.start + found.end(), gap=True) if found else line


def _without_codes(line: Line) -> Line:
    """Leave out the names that some programs write for pictographs (`:ship:`)."""
    if ":" not in line.text or not _CODE.search(line.text):
        return line
    links = tuple(replace(link, words=_CODE.sub("", link.words).strip() or link.words) for link in line.links)
    return replace(
        line, text=_CODE.sub("", line.text).strip() or line.text, lead=_CODE.sub("", line.lead).strip(), links=links
    )


def _shared_name(line: Line) -> str | None:
    """Give the words before a colon that shares its line with text; None for a line without."""
    name, colon, _ = fold(line.text[:60]).partition(":")
    return name if colon else None


def _is_marked(line: Line) -> bool:
    shaped = _shape(line)
    return line.mark != "" or shaped.kind in ("label", "date", "card") or (shaped.kind == "heading" and shaped.sure)


def _split_stamp(line: Line) -> list[Line]:
    """Part a day with its time of day from the words right behind them, which a page set apart by looks."""
    found = _STAMP.match(line.text)
    return _split_at(line, found.end(), found.end(), "") if found else [line]


def _split_shared(line: Line) -> list[Line]:
    """Part a section's name from the first text that shares its line: `Quick Hits - First…`, `Abstract: Text…`."""
    if line.mark or line.number:
        return [line]
    for found in _SHARING.finditer(fold(line.text[:60])):
        role = section_role(line.text[: found.start()])
        by_colon = found.group().strip() == ":"
        within = by_colon and is_inner_label(line.text[: found.start()])
        if within or found.end() >= len(line.text) or role not in (_AFTER_COLON if by_colon else LISTS):
            continue
        return _split_at(line, found.start(), found.end(), "item" if role in LISTS else "")
    return [line]


def _split_at(line: Line, head: int, rest: int, mark: Mark) -> list[Line]:
    # Measured from the start: a section's name is seldom marked up, what follows it may be.
    end, start = (min(line.start + place, line.end - 1) for place in (head, rest))
    return [
        replace(line, text=line.text[:head], end=end, links=()),
        replace(line, text=line.text[rest:], start=start, gap=False, mark=mark, lead=""),
    ]


def _shape(line: Line) -> Block:
    block = Block(
        "paragraph", line.text, line.start, line.end, line.gap, line.indent, line.level,
        line.number, line.delimiter, lead=line.lead, links=line.links, cells=line.cells, quoted=line.quoted,
        ruled=line.ruled,
    )  # fmt: skip
    if line.mark == "comment":
        return replace(block, kind="comment")
    if line.mark == "row":
        return replace(block, kind="row")
    if line.mark == "heading":
        return _marked_heading(block)
    return (
        _timed(block)
        or _credited(block, line)
        or _named(block, line)
        or (_field(block) if line.mark == "item" else None)
        or replace(block, kind="item" if line.mark else "paragraph")
    )


def _timed(block: Block) -> Block | None:
    """Shape a flash: a line that begins with the time of day becomes a list entry without it."""
    found = _CLOCK.match(fold(block.text[:40]))
    if found is None or width(block.text) - found.end() < _SHORTEST_FLASH:
        return None
    text = block.text[found.end() :]
    return replace(block, kind="item", text=text, start=block.end - len(text), number="", delimiter="", timed=True)


def _marked_heading(block: Block) -> Block:
    if block.number and read_day(block.text):
        block = replace(block, number="")
    if (labelled := label_of(block.text)) and labelled[0] == "title" and not block.links:
        block = replace(block, text=labelled[1], lead="")
    return replace(block, kind="heading", role=section_role(block.bare), explicit=True)


def _credited(block: Block, line: Line) -> Block | None:
    """Shape a card; a numbered one loses its number."""
    if (labelled := label_of(line.text)) and labelled[0] == "title":
        return None
    words = line.text if line.mark or _DAY_FIRST.match(fold(line.text)) else block.bare
    card = read_card(words) if width(words) > 12 else None
    if card is None or (read_period(words) and (card.headline[:1].isdigit() or not are_names(card.headline))):
        return None
    return replace(block, kind="card", card=card)


def _named(block: Block, line: Line) -> Block | None:
    """Shape what a known name, a date or a label-like ending tells."""
    if line.mark or line.quoted:
        return None
    role = section_role(block.bare if block.number else block.text)
    role = None if role == "chapter" and ":" in fold(block.text[:-1]) else role  # "Added: 300" is a field
    if (
        role
        and not any(link.words in block.text for link in block.links)
        and (not block.number or role in _NUMBERED_ROLES)
    ):
        level = PART_LEVEL if role in PARTS else SECTION_LEVEL
        return replace(block, kind="heading", role=role, level=level)
    if (labelled := label_of(block.text)) and not _is_linked_whole(block, labelled[1]):
        return replace(block, kind="label", label=labelled[0], text=labelled[1])
    if _is_dated(block.text) or read_period(block.text, ("2000-01-01", "2000-01-01")):
        return replace(block, kind="date")
    # What a line set in announces by a colon is part of the entry that it stands in.
    announces = block.indent > 0 and block.gap and fold(block.text[-1:]) == ":"
    if not (block.number or announces) and _is_inner_heading(block.text):
        return replace(block, kind="heading", level=INNER_LEVEL, sure=False)
    return None


def _field(block: Block) -> Block | None:
    """Shape a list entry that is a field of the story above it: `- Source: The Post`."""
    found = label_of(block.text)
    if found and found[0] == "title" and not block.links:
        return replace(block, kind="label", label="title", text=found[1])
    if found is None or found[0] not in _FIELDS or block.timed or is_finished(found[1]):
        return None
    short = width(found[1]) <= _WIDEST_FIELD or any(found[1] == link.url for link in block.links)
    return replace(block, kind="label", label=found[0], text=found[1]) if short else None


def _is_dated(text: str) -> bool:
    """Tell a line that is a day, or says of what it is one ("Posted on 3 May", `抓取时间: 2025/7/9 08:10`)."""
    told = _TOLD.match(fold(text[:80]))
    return read_day(_PUBLISHED.sub("", text)) is not None or (told is not None and read_day(told["day"]) is not None)


def _is_linked_whole(block: Block, value: str) -> bool:
    """Tell a linked title that merely begins like a label ("Source: Acme is in talks")."""
    return any(
        value[:8] in link.words and len(link.words) > len(value[:8]) and block.text.startswith(link.words)
        for link in block.links
    )


def _is_inner_heading(text: str) -> bool:
    words = fold(text)
    if text[0] in "【〖" and text[-1] in "】〗":
        return width(text) <= 120
    return words.endswith(":") and width(text) <= 60 and is_headline(text[:-1])
