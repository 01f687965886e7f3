"""Which paragraphs beneath a heading, where no list stands there, are stories of their own.

They are where two begin with a lead, or, under a short heading, where all link in their first sentence or begin with
bold words of their own; one with a lead is under a short heading that holds nothing more; so are lines of a sentence
each, right beneath each other under a short heading. Bold words open parts of an essay too, and its links stand further
on: neither makes stories of these.
"""

from __future__ import annotations

from store.parse.blocks import Block, said
from store.parse.credits import is_credit_line, is_name
from store.parse.headings import is_story_heading, is_theme_heading, names_theme
from store.parse.linking import site_of
from store.parse.openers import is_opener
from store.parse.parallel import Unit
from store.parse.prose import is_finished, is_headline, width
from store.parse.vocabulary import fold, is_label, is_pointer
from store.text import first_sentence, has_chinese, link_key, sentences

_FEW_BOLD, _FEW_LINKED = 3, 8
"""Paragraphs for each with a lead, at most: bold words open parts of an essay too, a linked title seldom does."""
_NEARLY_ALL = 0.8
_SEVERAL = 3
"""Paragraphs that each have a lead, a name or a page of their own, at least."""
_LONE = 3
"""Paragraphs at most of a theme that holds one story with a lead."""
_FEWEST_LINES, _SHORTEST_LINE = 5, 60
"""Lines, and columns of each, that are stories by standing right beneath each other."""
_CLOSING = 60
"""Characters within which a credit in brackets closes a paragraph."""
_FIRST = 400
"""Characters within which a first sentence is looked for."""


def unit_by_paragraphs(heading: Block | None, paragraphs: list[Block]) -> Unit | None:
    """Say what the stories among paragraphs are, or None where they do not tell.

    `heading` is what they stand beneath, None where that is nothing or only names a language's part.
    """
    opening = [block for block in paragraphs if is_opener(block) and not is_credit_line(block.text)]
    if heading is not None:
        if have_subjects(paragraphs):
            return "linked"
        if is_theme_heading(heading) and _are_lines(paragraphs):
            return "line"
        if is_story_heading(heading):
            if not heading.links and lead_away(paragraphs):
                return None
            if len(opening) < _SEVERAL or _is_parted(paragraphs, opening):
                return "section"
    if _closes(paragraphs, opening):
        return "section"
    if _are_led(paragraphs, opening) or (heading and names_theme(heading) and _is_lone(paragraphs, opening)):
        return "lead"
    return "linked" if _are_linked(heading, paragraphs, opening) else None


def _are_led(paragraphs: list[Block], opening: list[Block]) -> bool:
    """Tell paragraphs of which enough begin with a lead, two at least."""
    linked = sum(bool(block.links) and not block.lead for block in opening)
    each = _FEW_LINKED if linked * 2 > len(opening) else _FEW_BOLD
    return len(opening) > 1 and len(opening) * each >= len(paragraphs)


def _is_lone(paragraphs: list[Block], opening: list[Block]) -> bool:
    """Tell the one story of a theme: a lead that is no label, and hardly a paragraph more, none of them linked."""
    if len(opening) != 1 or paragraphs[0] is not opening[0] or len(paragraphs) > _LONE:
        return False
    lead = fold(opening[0].lead)
    named = not lead or (lead[-1] != ":" and any(map(str.isalpha, lead)))
    return named and not any(block.links for block in paragraphs[1:])


def _are_linked(heading: Block | None, paragraphs: list[Block], opening: list[Block]) -> bool:
    """Tell paragraphs under no long heading of which nearly all link at once, or begin with bold words of their own."""
    prose = [block for block in paragraphs if not is_headline(block.text)]
    linked = [block for block in prose if links_at_once(block)]
    if heading is not None and (not is_theme_heading(heading) or _is_subject(heading, linked)):
        return False
    bold = {block.lead for block in prose if block.lead}
    if heading is not None and len(bold) >= _SEVERAL and len(bold) * 5 >= 4 * len(prose):
        return True
    return len(linked) > 1 and len(linked) * 5 >= 4 * len(prose) and all(block in linked for block in opening)


def _is_parted(paragraphs: list[Block], opening: list[Block]) -> bool:
    """Tell a story parted by bold words before its paragraphs: some are without, or only some hold a link."""
    if any(link.words in block.lead for block in opening for link in block.links):
        return False
    if 2 * sum(bool(block.lead) for block in opening) < len(opening):
        return False  # what opens them are links
    linked = sum(bool(block.links) for block in opening)
    pages = {link_key(link.url.partition("#")[0]) for block in opening for link in block.links}
    if linked > 1 and len(pages) == 1:
        return True  # of which all is told there
    return paragraphs[0] not in opening or 0 < linked < _NEARLY_ALL * len(opening)


def _are_lines(paragraphs: list[Block]) -> bool:
    """Tell sentences of a line each, nearly all of them alone in theirs.

    They stand right beneath each other, or three in four of them hold a link or a bold name.
    """
    if len(paragraphs) < _FEWEST_LINES or any(block.quoted for block in paragraphs):
        return False
    leading = sum(bool(block.links or block.lead) for block in paragraphs)
    if any(block.gap for block in paragraphs[1:]) and 4 * leading < 3 * len(paragraphs):
        return False
    alone = sum(len(sentences(block.text)) == 1 and is_finished(block.text) for block in paragraphs)
    return 3 * len(paragraphs) <= 4 * alone and all(width(block.text) >= _SHORTEST_LINE for block in paragraphs)


def have_subjects(paragraphs: list[Block]) -> bool:
    """Tell sentences that each begin with a bold name of its own, if an introduction announces them or they link.

    An introduction ends in a colon.
    """
    announced = bool(paragraphs) and not paragraphs[0].lead and fold(paragraphs[0].text[-1:]) == ":"
    told = paragraphs[announced:]
    named = {block.lead for block in told if block.lead and _runs_on(block)}
    linked = sum(bool(block.links) for block in told)
    return len(named) == len(told) >= _SEVERAL and (announced or 2 * linked >= len(told))


def lead_away(paragraphs: list[Block]) -> bool:
    """Tell paragraphs each of which leads to a page of its own in its first sentence, on several sites."""
    pages = {link_key(block.links[0].url) for block in paragraphs if block.links and links_at_once(block)}
    sites = {site_of(block.links[0].url) for block in paragraphs if block.links}
    return len(pages) == len(paragraphs) >= _SEVERAL and len(sites) > 1


def _runs_on(block: Block) -> bool:
    behind = block.text[len(block.lead) :] if block.text.startswith(block.lead) else ""
    return has_chinese(behind[:1]) or (behind[:1] == " " and behind[1:2].islower())


def _closes(paragraphs: list[Block], opening: list[Block]) -> bool:
    """Tell a text with its links gathered at its end, a line each: where to read on, or what it rests on."""
    links = [block for block in opening if any(block.text == link.words for link in block.links)]
    text = paragraphs[: len(paragraphs) - len(opening)]
    return bool(text and opening) and links == opening == paragraphs[len(text) :] and said(text) > said(opening)


def _is_subject(heading: Block, linked: list[Block]) -> bool:
    """Tell a heading that names what is told beneath it: its words open the text, and all links lead to one site."""
    sites = {site_of(link.url) for block in linked for link in block.links}
    return len(sites) == 1 and bool(linked) and linked[0].text.startswith(heading.bare)


def links_at_once(block: Block) -> bool:
    """Tell a paragraph that links in its first sentence or a credit at its end; an essay links further on."""
    opening = first_sentence(block.text[:_FIRST])
    closing = block.text.rstrip(" .。")
    last = block.links[-1].words if block.links else ""
    credited = bool(last) and fold(closing[-1:]) in ")]" and last in closing[-_CLOSING:]
    named = is_name(last) and not is_label(last) and closing.endswith(last)
    points = bool(last) and is_pointer(last) and closing.endswith(last) and not block.quoted
    credited = credited or ((named or points) and is_finished(closing.removesuffix(last).rstrip()))
    return credited or any(link.words in opening or link.words not in block.text for link in block.links)
