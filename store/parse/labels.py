"""Labels within stories: headings and bold openers such as "Why it matters:", which open no story of their own.

A heading or bold opener is one where it is a known label of that kind, or where the same words stand in the document
again: a headline is said once; so is a bold line beside a known one beneath the same heading. So are short questions
that are all headings beneath one with text. A label that was a heading becomes text of the story that it stands in. So
does a list entry such as "Heat: 98" that stands once beneath most headings that have a list; however much it says,
where several such make the form that every story fills in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from store.parse.blocks import BOLD_LEVEL, INNER_LEVEL, Block
from store.parse.dates import read_day
from store.parse.headings import is_theme_heading, told_headings
from store.parse.leads import has_lead
from store.parse.openers import is_opener
from store.parse.prose import width
from store.parse.vocabulary import FURNITURE, PARTS, fold, is_inner_label, is_reading, is_wide, name_key

_WIDEST = 48
_OFTEN = 2
_WIDEST_QUESTION, _MOST_ASKED = 32, 6
"""Columns of a question that parts a story, and how many do at most."""
_SECTIONS = 2
"""Headings under which the same field stands, at least."""
_FORMS = 3
"""Headings under which the same field stands, at least, where its value may be long."""
_HEADLINE = 22
"""Columns from which a heading beneath a theme looks like a headline."""
_SHORTEST_TEXT = 40
"""Columns of what is told of a page to read, at least."""
_WIDEST_FIELD, _WIDEST_VALUE, _ANY = 16, 60, 10**6


def settle_labels(blocks: list[Block]) -> list[Block]:
    """Give the outline with its inner labels as text, and openers that are labels without their lead."""
    blocks = _of_stories(blocks)
    counts = _again(blocks)
    ranks = [block.level for block in blocks if block.kind == "heading" and block.explicit]
    highest = min(ranks, default=0)
    fields, asked = _fields(blocks), _questions(blocks)
    settled: list[Block] = []
    above, beside = 0, 0  # the ranks of the last heading, and of the last label beneath it
    for n, block in enumerate(blocks):
        words = _label_words(block)
        inner = (
            bool(words)
            and not _heads_headlines(blocks, n)
            and (
                is_inner_label(words)
                or n in asked
                or counts.get(name_key(words), 0) >= _OFTEN
                or _is_chapter(block, above)
                or (highest > 0 and _opens_details(blocks, n))
                or (0 < above < BOLD_LEVEL and _announces_text(blocks, n))
                or (block.kind == "heading" and BOLD_LEVEL <= block.level == beside and 0 < above < beside)
            )
        )
        if block.kind == "heading":
            beside = block.level if is_inner_label(words) or (inner and beside == block.level) else 0
        above = block.level if block.kind == "heading" and not inner and block.role not in PARTS else above
        if (not inner or not settled) and _field(block, _ANY) not in fields:
            settled.append(block)
        elif block.kind != "heading":
            settled.append(replace(block, lead="", labelled=True))
        elif block.explicit and block.level == highest < BOLD_LEVEL and counts.get(name_key(words), 0) < _OFTEN:
            settled.append(replace(block, role="summary"))  # of the whole issue
        elif block.level > highest or not block.explicit or is_inner_label(words) or _is_titled_label(block, counts):
            settled.append(
                replace(block, kind="paragraph", level=0, sure=True, explicit=False, gap=True, labelled=True)
            )
        else:
            settled.append(block)
    return settled


def _is_titled_label(block: Block, counts: dict[str, int]) -> bool:
    """Tell a bold line that comes again and again and looks like a label, though headlines are bold lines too."""
    looks_so = block.text[:1] in "【[" or fold(block.text.rstrip("】] "))[-1:] == ":"
    return looks_so and block.level >= BOLD_LEVEL and counts.get(name_key(_label_words(block)), 0) >= _FORMS


def _of_stories(blocks: list[Block]) -> list[Block]:
    """Give headings that name furniture no role where they come often: each story's own sources, not the issue's.

    Nor do they have one above headlines that stand as the stories of other themes do ("Community").
    """
    named = Counter(
        (block.level, block.text) for block in blocks if block.kind == "heading" and block.role in FURNITURE
    )
    often = {name for name, count in named.items() if count >= _FORMS}
    plain = [block for n, block in enumerate(blocks) if block.role in FURNITURE and not _heads_stories(blocks, n)]
    kept = {block.start for block in plain if (block.level, block.text) not in often}
    return [
        replace(block, role=None)
        if block.kind == "heading" and block.role in FURNITURE and block.start not in kept
        else block
        for block in blocks
    ]


def _heads_stories(blocks: list[Block], n: int) -> bool:
    """Tell a theme whose name furniture may have too: headlines with text stand beneath it, as beneath other themes."""
    heading = blocks[n]
    inner = _headlines_beneath(blocks, n)
    if is_reading(heading.bare) and _tells_of_first(blocks[n + 1 : n + 3]):
        return True
    guessed = () if heading.explicit or not is_wide(heading.bare) else (blocks[:n], blocks[n + 1 :])
    if guessed and all(len(told_headings(each)) >= _FORMS for each in guessed):
        return True
    if heading.role != "jobs" or not heading.explicit or len(inner) < _OFTEN:
        return False
    others = [
        at for at, block in enumerate(blocks) if block.level == heading.level and block.explicit and not block.role
    ]
    return sum(len(_headlines_beneath(blocks, at)) >= _OFTEN for at in others) >= _OFTEN


def _tells_of_first(beneath: list[Block]) -> bool:
    """Tell a linked entry right beneath a heading that has a text of its own."""
    if len(beneath) < 2:
        return False
    entry, text = beneath
    deeper = text.kind == "paragraph" or text.indent > entry.indent
    told = deeper and not text.links and width(text.text) >= _SHORTEST_TEXT
    return entry.kind == "item" and bool(entry.links) and told


def _headlines_beneath(blocks: list[Block], n: int) -> list[Block]:
    """Give the headings right beneath one, if all are as long as headlines and each has a text."""
    beneath = list(takewhile(lambda block: block.kind != "heading" or block.level > blocks[n].level, blocks[n + 1 :]))
    heads = [at for at, block in enumerate(beneath) if block.kind == "heading"]
    told = [at for at in heads if at + 1 < len(beneath) and beneath[at + 1].kind == "paragraph"]
    one_rank = len({beneath[at].level for at in heads}) == 1 and bool(heads) and heads[0] == 0
    return (
        [beneath[at] for at in heads]
        if one_rank and told == heads and all(width(beneath[at].text) >= _HEADLINE for at in heads)
        else []
    )


def _again(blocks: list[Block]) -> dict[str, int]:
    """Count how often the words of what may be a label stand in the same place: as headings of a rank, in lists.

    Words that stand in several places, and a list's names without a colon, count once less: a story's name may come
    again where its issue is summed up.
    """
    found: dict[str, Counter[tuple[str, int, bool]]] = {}
    for block in blocks:
        if words := _label_words(block):
            plain = block.kind == "item" and ":" not in fold(block.text[len(words) - 1 : len(words) + 2])
            place = ("name" if plain else block.kind, block.level, block.kind == "heading" and bool(block.links))
            found.setdefault(name_key(words), Counter())[place] += 1
    themes = _themes(blocks)
    return {
        words: 0
        if words in themes
        else max(places.total() - 1, max((n for place, n in places.items() if place[0] != "name"), default=0))
        for words, places in found.items()
    }


def _themes(blocks: list[Block]) -> set[str]:
    """Find the names of themes that stand beneath each of two others: sectors beneath both "Markets" and "Outlook".

    Beneath more, they are each story's parts, unless they all stand right above linked headlines.
    """
    above: list[int] = []
    parents: dict[str, list[int | None]] = {}
    leading: set[str] = set()
    for n, block in enumerate(blocks):
        if block.kind != "heading" or not block.explicit:
            continue
        while above and blocks[above[-1]].level >= block.level:
            above.pop()
        words = name_key(block.bare)
        if not _leads_headlines(blocks, n):
            leading.discard(words)
        elif words not in parents:
            leading.add(words)
        parents.setdefault(words, []).append(above[-1] if above else None)
        above.append(n)
    return {
        words
        for words, over in parents.items()
        if (len(over) == _OFTEN and _are_themes(blocks, over))
        or (len(over) > _OFTEN and words in leading and _are_themes(blocks, over, empty=True))
    }


def _are_themes(blocks: list[Block], places: list[int | None], *, empty: bool = False) -> bool:
    """Tell headings that name a theme each; `empty` ones hold nothing but other headings."""
    themes = {
        n
        for n in places
        if n is not None and blocks[n].level > 1 and is_theme_heading(blocks[n])
        if not empty or blocks[n + 1].kind == "heading"
    }
    return len(themes) == len(places)


def _leads_headlines(blocks: list[Block], n: int) -> bool:
    """Tell a heading right above a linked heading, or above several list entries that begin with a link."""
    first, second = blocks[n + 1 : n + 2], blocks[n + 2 : n + 3]
    if first and first[0].kind == "heading":
        return first[0].explicit and bool(first[0].links)
    entries = [block for block in (*first, *second) if block.kind == "item" and is_opener(block)]
    return len(entries) == _OFTEN and all(block.links for block in entries)


def _questions(blocks: list[Block]) -> set[int]:
    """Find the short questions that are all headings beneath one with text of its own, which they go on to tell."""
    heads = [n for n, block in enumerate(blocks) if block.kind == "heading"]
    found: set[int] = set()
    for at, n in enumerate(heads[:-1]):
        end = at + 1
        while end < len(heads) and end - at <= _MOST_ASKED and blocks[heads[end]].level > blocks[n].level:
            end += 1
        inner = heads[at + 1 : end]
        told = blocks[n + 1].kind == "paragraph"
        if told and len(inner) >= _OFTEN and all(_asks(blocks, m) for m in inner):
            found.update(inner)
    return found


def _asks(blocks: list[Block], n: int) -> bool:
    block, after = blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None
    asks = fold(block.text[-1:]) == "?" and width(block.bare) <= _WIDEST_QUESTION and not block.links
    return asks and after is not None and after.kind == "paragraph" and not is_opener(after)


def _fields(blocks: list[Block]) -> set[str]:
    """Find the words before a colon with which one list entry begins under nearly each heading that has a list."""
    lists = list(_lists(blocks))
    short = _repeated([[words for words in map(_field, entries) if words] for entries in lists], _SECTIONS)
    named = [[words for words in (_field(block, _ANY) for block in entries) if words] for entries in lists]
    form = _repeated(named, _FORMS)
    firsts = Counter(words[0] for words in named if words)
    # A form begins alike each time; names that come again, as a company's under each day, do not.
    is_form = len(form) > 1 and 2 * max(firsts[words] for words in form) > len([words for words in named if words])
    return short | form if is_form else short


def _lists(blocks: list[Block]) -> Iterator[list[Block]]:
    """Give the list entries beneath each marked heading."""
    entries: list[Block] = []
    for block in blocks:
        if block.kind == "heading" and block.explicit:
            yield entries
            entries = []
        elif block.kind == "item":
            entries.append(block)
    yield entries


def _repeated(lists: list[list[str]], fewest: int) -> set[str]:
    """Find what stands in most lists, once in each, and in a number of them at least."""
    lists = [words for words in lists if words]
    found = Counter(word for words in lists for word in set(words))
    twice = {word for words in lists for word, count in Counter(words).items() if count > 1}
    return {word for word, count in found.items() if count >= fewest and 2 * count > len(lists)} - twice


def _field(block: Block, widest: int = _WIDEST_VALUE) -> str:
    """Give the words before the colon of an entry that says no more than a value; nothing for any other."""
    words, colon, value = fold(block.text).partition(":") if block.kind == "item" else ("", "", "")
    linked = any(width(link.words) > _WIDEST_FIELD and link.words != link.url for link in block.links)  # a headline
    short = not linked and 0 < width(words) <= _WIDEST_FIELD and width(value) <= widest
    return name_key(words) if colon and short else ""


def _opens_details(blocks: list[Block], n: int) -> bool:
    """Tell a line that only announces the list beneath it ("Three things broke:"), whose entries have no lead."""
    block, after = blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None
    listed = after is not None and after.kind == "item" and not after.links
    if block.kind != "heading" or block.level < BOLD_LEVEL or not listed or after is None:
        return False
    guessed = not block.sure and block.level == INNER_LEVEL
    announces = block.explicit and fold(block.text[-1:]) == ":" and not after.lead
    return announces or (guessed and not is_opener(after))


def _announces_text(blocks: list[Block], n: int) -> bool:
    """Tell a bold line that ends in a colon right above prose: a part of the story under the heading above."""
    block, after = blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None
    bold = block.kind == "heading" and block.level == BOLD_LEVEL and fold(block.text[-1:]) == ":"
    return bold and after is not None and after.kind == "paragraph" and not is_opener(after)


def _heads_headlines(blocks: list[Block], n: int) -> bool:
    """Tell a heading that stands right above others of its own ("Details"), as a theme's name does."""
    block, after = blocks[n], blocks[n + 1] if n + 1 < len(blocks) else None
    if block.kind != "heading" or after is None or after.kind != "heading" or not (block.explicit and after.explicit):
        return False
    beneath = (blocks[m].level for m in range(n + 1, len(blocks)) if blocks[m].kind == "heading")
    return sum(level == after.level for level in takewhile(lambda level: level > block.level, beneath)) > 1


def _is_chapter(block: Block, above: int) -> bool:
    """Tell a part such as "Background" beneath a headline of a higher rank, or after one."""
    return block.kind == "heading" and block.role == "chapter" and 0 < above < block.level


def _label_words(block: Block) -> str:
    """Give the words of a block that might be a label; empty where none could be."""
    linked = any(block.lead in link.words for link in block.links)
    words = block.bare if block.kind == "heading" else "" if block.kind == "row" or linked else block.lead
    if block.role in FURNITURE | PARTS or not words or width(words) > _WIDEST or read_day(words):
        return ""
    return words if block.kind == "heading" or has_lead(block.text, block.lead, ()) else ""
