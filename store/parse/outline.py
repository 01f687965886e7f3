"""The neutral outline of a document: headings, paragraphs, list items, cards, commentary, labels and dates, in order.

Every format ends here, and the layout rules read nothing else. Three passes, each linear:

1. *shape*: what a line is by itself (a known section name is a heading, `label: value` a label, and so on);
2. *join*: a sentence broken across lines, or across a page and its blank line, becomes one again: the first half is
   prose that no full stop ends, the second begins as the middle of a sentence does;
3. *settle*: what only neighbours can tell. A short line before a card is a heading; before an arrow it is a card;
   numbered short lines in a row are a list, with text under them they are headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from store.errors import UnreadableDocumentError
from store.parse.cards import Card, read_card
from store.parse.dates import read_day, read_period
from store.parse.furniture import drop_furniture
from store.parse.leads import has_lead, read_credit_line
from store.parse.lines import Line, Link, Mark, number_of, plain_lines
from store.parse.markdown import description_in, is_markdown, markdown_lines
from store.parse.notices import is_notice, is_poll, is_sign_off
from store.parse.prose import begins_within, is_finished, is_headline, join, width
from store.parse.vocabulary import LISTS, PARTS, Label, Role, fold, label_of, section_role
from store.parse.written import Written

Kind = Literal["heading", "paragraph", "item", "card", "comment", "label", "date", "row"]

PART_LEVEL, SECTION_LEVEL, INNER_LEVEL = 1, 2, 9
"""Ranks of headings without a sign of their own: a language's part, a section, a label-like line within one."""
_WRAPPED = 56
"""Columns from which a line without a full stop looks broken by its page rather than ended by its author."""
_MASTHEAD = 4
"""Blocks from the start among which short lines one above the other say what the document is."""
WIDEST_THEME = 26
"""Columns that a theme's name takes at most; headlines are wider."""
_EARLY = 0.7
"""Share of the page's width below which a line was ended by its author."""
_MANY_LINES, _SHORTEST_LINES = 20_000, 12
"""So many lines of fewer characters on average are data; real newsletters have some hundred lines of 50 and more."""
_SHARING = re.compile(r"\s*:\s*|\s+(?:[-–—•*·+‣▪▫●◦○■□◆◇✓✔]|\d{1,2}[.)、])\s+|\s*[•●▪◆■]\s*")
_SHORTEST_FLASH = 12
"""Columns that a flash says at least behind its time."""
_AFTER_COLON: frozenset[Role] = frozenset({"takeaways", "quick_hits", "abstract", "summary"})
"""Sections whose name may end in a colon before text; "Watch: …" is more often a story."""
_DAY_FIRST = re.compile(r"\d{1,4}(?:[-./年]|\s{0,2}月|(?:st|nd|rd|th)?\s+[a-z]{3,9}\b)", re.IGNORECASE)
_PUBLISHED = re.compile(r"^(?:published|posted|updated|sent|issued)(?: on)?\s+", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:[\[【(]\s*)?(?P<time>[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\.?)?)(?:\s*[\]】)])?\s*[|:·•,、–—-]{0,2}\s*(?=\S)",
    re.IGNORECASE,
)
_NUMBERED_ROLES: frozenset[Role] = frozenset({"abstract", "references", "contents", "contact"})


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the outline, at characters `start` to `end` of the source.

    A heading is `sure` by a sign of its own (mark, number, known name, a card beneath it), else it is a guess;
    `explicit` means that a format's heading sign gave its level. A `timed` entry began with a time of day.
    """

    kind: Kind
    text: str
    start: int
    end: int
    gap: bool = False
    indent: int = 0
    level: int = 0
    number: str = ""
    delimiter: str = ""
    role: Role | None = None
    sure: bool = True
    explicit: bool = False
    lead: str = ""
    links: tuple[Link, ...] = ()
    cells: tuple[str, ...] = ()
    card: Card | None = None
    timed: bool = False
    label: Label | None = None

    @property
    def bare(self) -> str:
        """A numbered heading's words without the number."""
        numbered = number_of(self.text) if self.number else None
        return self.text[numbered[2] :] if numbered and self.kind != "item" else self.text

    @property
    def is_short(self) -> bool:
        """Tell whether the words may be a title or heading."""
        return is_headline(self.bare)


def write_text(text: str, name: str | None = None) -> Written:
    """Read text or Markdown as lines. `name` is its file name, which may tell which of them it is.

    Raises: UnreadableDocumentError where it is no text but thousands of lines of some signs each.
    """
    breaks = text.count("\n")
    if breaks > _MANY_LINES and len(text) < breaks * _SHORTEST_LINES:
        raise UnreadableDocumentError(f"It holds {breaks} lines of a few characters each: data rather than text.")
    if not is_markdown(text, name):
        return Written(text, tuple(plain_lines(text)))
    return Written(text, tuple(markdown_lines(text, _is_marked)), description=description_in(text))


def read_outline(written: Written) -> list[Block]:
    """Read a document of any format as its outline."""
    lines = drop_furniture(list(written.lines), written.text)
    shaped = [_shape(piece) for line in lines for piece in _split_shared(line)]
    return _settle_credits(_join_credits(_settle_headings(_settle_numbers(_join_broken(shaped)))))


# 1. shape


def _is_marked(line: Line) -> bool:
    shaped = _shape(line)
    return line.mark != "" or shaped.kind in ("label", "date", "card") or (shaped.kind == "heading" and shaped.sure)


def _split_shared(line: Line) -> list[Line]:
    """Part a section's name from the first text that shares its line: `Quick Hits - First…`, `Abstract: Text…`."""
    if line.mark or line.number:
        return [line]
    for found in _SHARING.finditer(fold(line.text[:60])):
        role = section_role(line.text[: found.start()])
        by_colon = found.group().strip() == ":"
        if found.end() >= len(line.text) or role not in (_AFTER_COLON if by_colon else LISTS):
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
        line.number, line.delimiter, lead=line.lead, links=line.links, cells=line.cells,
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
    return replace(block, kind="heading", role=section_role(block.bare), explicit=True)


def _credited(block: Block, line: Line) -> Block | None:
    """Shape a card; a numbered one loses its number."""
    words = line.text if line.mark or _DAY_FIRST.match(fold(line.text)) else block.bare
    card = read_card(words) if width(words) > 12 else None
    return replace(block, kind="card", card=card) if card and not read_period(words) else None


def _named(block: Block, line: Line) -> Block | None:
    """Shape what a known name, a date or a label-like ending tells."""
    if line.mark:
        return None
    role = section_role(block.bare if block.number else block.text)
    if role and (not block.number or role in _NUMBERED_ROLES):
        level = PART_LEVEL if role in PARTS else SECTION_LEVEL
        return replace(block, kind="heading", role=role, level=level)
    if (labelled := label_of(block.text)) and not _is_linked_whole(block, labelled[1]):
        return replace(block, kind="label", label=labelled[0], text=labelled[1])
    if read_day(_PUBLISHED.sub("", block.text)) or read_period(block.text, ("2000-01-01", "2000-01-01")):
        return replace(block, kind="date")
    if not block.number and _is_inner_heading(block.text):
        return replace(block, kind="heading", level=INNER_LEVEL, sure=False)
    return None


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


# 2. join


def _join_broken(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    page = _page_width(blocks)
    for n, block in enumerate(blocks):
        after = blocks[n + 1] if n + 1 < len(blocks) else None
        if joined and _is_address(block) and joined[-1].kind in ("paragraph", "item", "comment", "heading", "card"):
            joined[-1] = replace(joined[-1], end=block.end, links=(*joined[-1].links, *block.links))
        elif joined and not _ended_early(joined[-1], block, page) and _continues(joined, block, after):
            last = joined[-1]
            joined[-1] = replace(
                last, text=join(last.text, block.text), end=block.end, links=(*last.links, *block.links)
            )
        else:
            joined.append(block)
    return joined


def _is_address(block: Block) -> bool:
    """Tell a line that is one bare address: it belongs to the line above it."""
    return block.kind == "paragraph" and len(block.links) == 1 and block.text.strip("<>() ") == block.links[0].url


def _page_width(blocks: list[Block]) -> int:
    """Give the width (columns) that four fifths of the lines of text keep to: a page's, or that of paragraphs."""
    widths = sorted(width(block.text) for block in blocks if block.kind in ("paragraph", "item", "comment"))
    return widths[len(widths) * 4 // 5] if widths else 0


def _ended_early(before: Block, block: Block, page: int) -> bool:
    """Tell a headline right above its text from the first half of a sentence that the page broke.

    It stands at the start of its block and is far from the page's edge; what follows does not begin small.
    """
    if not before.is_short or block.text[:1].islower() or not (before.gap or before.number):
        return False
    return block.indent <= before.indent and width(before.text) < _EARLY * page


def _continues(joined: list[Block], block: Block, after: Block | None) -> bool:
    """Tell whether a block is the second half of the last one joined so far."""
    before = joined[-1]
    if block.lead or before.timed or _ends_in_link(before) or (block.gap and _is_aside(block.text)):
        return False
    if block.kind != "paragraph" or block.delimiter or before.kind not in ("paragraph", "item", "comment"):
        return False
    indented = before.kind != "paragraph" and not block.gap and block.indent > before.indent
    opens = after is not None and after.kind in ("card", "comment") and block.is_short
    if is_finished(before.text) or opens:
        return indented and not block.is_short
    if indented or (block.text[:1].islower() and not block.gap):
        return True
    if before.kind == "paragraph" and before.is_short and not _stands_under_number(joined):
        return _completes_heading(before, block, after)
    return _completes(before, block)


def _ends_in_link(block: Block) -> bool:
    """Tell a text that a link closes: one of its last words, or an address on a line of its own."""
    words = block.links[-1].words if block.links else ""
    return bool(words) and (words not in block.text or block.text.rstrip("<>() ").endswith(words))


def _is_aside(text: str) -> bool:
    return is_sign_off(text) or is_notice(text) or is_poll(text)


def _stands_under_number(joined: list[Block]) -> bool:
    """Tell whether the last block stands right under a numbered heading, so that it is text, however short."""
    above = joined[-2] if len(joined) > 1 else None
    return above is not None and above.number != "" and above.is_short and not joined[-1].number


def _completes_heading(before: Block, block: Block, after: Block | None) -> bool:
    """Tell the second line of a long heading: adjacent, short and with a blank line beneath."""
    if block.gap or block.number or not block.is_short or not (after is None or after.gap):
        return False
    return before.number != ""


def _completes(before: Block, block: Block) -> bool:
    """Tell the second half of unfinished prose from a heading that follows it."""
    if block.text[:1].islower():
        return True
    if block.gap:
        return begins_within(block.text) and not block.is_short
    if before.kind == "paragraph":
        return not block.is_short or not before.is_short
    return not block.is_short or (begins_within(block.text) and not block.number and width(before.text) >= _WRAPPED)


# 3. settle


def _settle_numbers(blocks: list[Block]) -> list[Block]:
    """Tell numbered headings from numbered lists and from prose that begins with a figure."""
    settled: list[Block] = []
    in_references = False
    blocks = _without_quantities(blocks)
    for n, block in enumerate(blocks):
        after = blocks[n + 1] if n + 1 < len(blocks) else None
        if block.kind == "heading":
            in_references = block.role == "references"
        if block.kind == "paragraph" and block.number:
            before = settled[-1] if settled else None
            block = _numbered(block, before, after, in_references=in_references)
            in_references = in_references and block.kind == "item"
        settled.append(block)
    return settled


def _without_quantities(blocks: list[Block]) -> list[Block]:
    """Leave the number out of marked headings such as "5 ways to save" that count things, and are not counted."""
    numbers = {(block.number, block.delimiter) for block in blocks if block.kind == "heading"}

    def counts(block: Block) -> bool:
        if block.kind != "heading" or not block.number.isdigit() or block.delimiter:
            return False
        n = int(block.number)
        return not {(str(n - 1), ""), (str(n + 1), ""), (f"{n}.1", "")} & numbers

    return [replace(block, number="") if counts(block) else block for block in blocks]


def _numbered(block: Block, before: Block | None, after: Block | None, *, in_references: bool) -> Block:
    words = block.bare
    item = replace(block, kind="item", text=words, start=block.start + len(block.text) - len(words))
    if _is_quantity(words, block.delimiter):
        return replace(block, number="")
    deep = "." in block.number
    if not block.is_short:
        return item if block.delimiter and not deep else replace(block, number="")
    if in_references and not (after and after.gap and after.kind == "paragraph" and not after.number):
        return item
    if not deep and (_follows(before, block) or (_follows(block, after) and block.delimiter != "章")):
        return item
    depth = block.number.count(".")
    return replace(block, kind="heading", level=SECTION_LEVEL + depth)


def _is_quantity(words: str, delimiter: str) -> bool:
    """Tell a line that begins with a figure ("2026 年…", "3 月底…") from a numbered one."""
    return not delimiter and (words[:1] in "年月日号%％" or words[:1].islower())


def _follows(first: Block | None, second: Block | None) -> bool:
    """Tell whether two neighbours are consecutive entries of one list."""
    if first is None or second is None or first.kind not in ("item", "paragraph") or second.kind != "paragraph":
        return False
    return first.number.isdigit() and second.number.isdigit() and int(first.number) + 1 == int(second.number)


def _settle_headings(blocks: list[Block]) -> list[Block]:
    """Make a short line a card where commentary follows, a heading where a card, a list or prose does."""
    settled: list[Block] = []
    for n in range(len(blocks) - 1, -1, -1):
        block, after = blocks[n], settled[-1] if settled else None
        if block.kind == "paragraph" and block.is_short:
            block = _short_line(block, blocks[max(0, n - 2) : n], after, in_body=n > _MASTHEAD)
        settled.append(block)
    return settled[::-1]


def _short_line(block: Block, above: list[Block], after: Block | None, *, in_body: bool) -> Block:
    """Settle a short line by the two blocks above it and the one (settled) beneath."""
    if after is None or any(link.words in block.text for link in block.links):
        return block
    if after.kind == "comment":
        card = read_card(block.text, alone=False) or Card(block.text, None, None)
        return replace(block, kind="card", card=card)
    if after.kind == "card":
        return replace(block, kind="heading", level=SECTION_LEVEL)
    if above and above[-1].kind == "heading" and (credit := read_credit_line(block.text)) and credit.day:
        return block
    if after.kind == "paragraph" and has_lead(after.text, after.lead, after.links):
        return block
    if _is_theme(block, above, after, in_body=in_body):
        return replace(block, kind="heading", level=SECTION_LEVEL, sure=False)
    before = above[-1] if above else None
    complete = before is None or _is_complete(before) or (block.gap and (in_body or _may_be_theme(before, above[:-1])))
    if complete and (after.kind == "item" or (after.kind == "paragraph" and not after.is_short)):
        return replace(block, kind="heading", level=SECTION_LEVEL, sure=False)
    return block


def _is_complete(block: Block) -> bool:
    return block.kind != "paragraph" or is_finished(block.text) or _ends_in_link(block)


def _may_be_theme(block: Block, above: list[Block]) -> bool:
    """Tell whether a line may name a theme: set apart, short as names are, beneath something complete."""
    return bool(above) and _is_complete(above[-1]) and block.gap and width(block.text) <= WIDEST_THEME


def _is_theme(block: Block, above: list[Block], after: Block, *, in_body: bool) -> bool:
    """Tell a theme's name: a line apart, right above a guessed headline that has text of its own."""
    guessed = after.kind == "heading" and not after.sure and not after.role and after.level == SECTION_LEVEL
    if not guessed or not after.gap or width(after.text) <= width(block.text):
        return False
    return _may_be_theme(block, above) or (in_body and block.gap and width(block.text) <= WIDEST_THEME)


def _settle_credits(blocks: list[Block]) -> list[Block]:
    """Tell lines such as `Reuters · 3 May` beneath a headline from cards: there is one right under each heading.

    Commentary with an arrow, another card, or no text at all under the line makes it a card.
    """
    places = [n for n in range(1, len(blocks)) if _may_be_credit(blocks, n)]
    likely = [n for n in places if blocks[n - 1].links or width(blocks[n - 1].bare) > WIDEST_THEME]
    if len(likely) * 2 < len(places):
        return blocks
    settled = list(blocks)
    for n in likely:
        settled[n] = replace(blocks[n], kind="paragraph", card=None)
    return settled


def _join_credits(blocks: list[Block]) -> list[Block]:
    """Join a line such as `Jo Field / The Post:` to the headline right beneath it, which it credits."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if above and _credits_next(above, block):
            joined[-1] = replace(block, text=f"{above.text} {block.text}", start=above.start, gap=above.gap)
        else:
            joined.append(block)
    return joined


def _credits_next(above: Block, block: Block) -> bool:
    if above.kind != "heading" or above.level != INNER_LEVEL or block.kind != "paragraph" or block.gap:
        return False
    credit = read_credit_line(above.text.rstrip(":："))
    return credit is not None and credit.outlet is not None and has_lead(block.text, block.lead, block.links)


def _may_be_credit(blocks: list[Block], n: int) -> bool:
    card, above = blocks[n].card, blocks[n - 1]
    after = blocks[n + 1] if n + 1 < len(blocks) else None
    if card is None or above.kind != "heading" or after is None or after.kind not in ("paragraph", "item", "label"):
        return False
    return card.day is not None and width(blocks[n].text) <= 80 and not blocks[n].links and width(card.headline) <= 40
