"""A roundup as messages, and the choice of how an edition of any product is written. Pure.

A roundup has the week's lead and period, key takeaways, quick hits, watch & listen, numbers, and cards in themed
sections: the top stories and as many behind them again. What does not fit goes to the thread, by section.

The takeaways are what editors wrote in the week's issues; where none did, the first sentence of each top story is one,
and its card goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.editions import edition_messages, fitting_list, footer_piece, rest_pieces, thread_opening
from bot.blocks.feedback import story_menu
from bot.blocks.packing import Message, Piece, pack
from bot.blocks.parts import clip, context, header, section, span_words
from bot.blocks.storylines import (
    HEADLINE_LIMIT,
    credit,
    disagreement_pieces,
    numbers_pieces,
    summary,
    titled_list,
    update_words,
    url_of,
)
from bot.message import Answer
from bot.mrkdwn import escape, link
from bot.words import say
from store.model import Edition, Slot
from store.text import collapse, first_sentence
from store.themes import Theme, group_by_theme

CARDS = 3
"""How many times the top stories there are cards."""

LED_BY = 3
"""How many headlines make the lead."""

TAKEAWAY_LIMIT = 500


def messages_of(edition: Edition) -> list[Answer]:
    """Write an edition of any product as its messages, the post first."""
    return roundup_messages(edition) if edition.product == "roundup" and edition.slots else edition_messages(edition)


def roundup_messages(edition: Edition) -> list[Answer]:
    """Write a roundup as its messages, the post first."""
    language = edition.language
    cards, rest = cards_of(edition)
    themes = group_by_theme(cards, language)
    footer = footer_piece(edition, len(rest))
    post = Message([_opening(edition, cards), *_takeaways(edition)])
    hits, more_hits = fitting_list(post, "quick_hit", edition, [footer])
    watch, more_watch = fitting_list(post, "watch", edition, [*hits, footer])
    post.pieces += [*hits, *watch]
    told = [
        *(piece for theme in themes for piece in _theme_pieces(theme, edition)),
        *disagreement_pieces(edition.disagreements, language),
        *numbers_pieces(edition.numbers, edition),
    ]
    late = post.add_while_room(told, footer)
    post.pieces.append(footer)
    further = [*late, *more_hits, *more_watch, *rest_pieces(rest, edition)]
    return [post.answer(), *pack(further, thread_opening(edition))]


def cards_of(edition: Edition) -> tuple[list[Slot], list[Slot]]:
    """Part the storylines that are told as cards, in order, from the rest."""
    top, rest = edition.part("top"), edition.part("rest")
    full = [slot for slot in rest if slot.lead.kind in ("story", "analysis")][: (CARDS - 1) * len(top)]
    carded = {slot.lead.id for slot in full}
    return [*top, *full], [slot for slot in rest if slot.lead.id not in carded]


def takeaway_texts(edition: Edition) -> list[str]:
    """Give the key takeaways, plain: the editors' own, or else the first sentence of each top story."""
    if edition.takeaways:
        found = [f"{story.headline} {story.summary}".strip() for story in edition.takeaways]
        return [collapse(text) for text in found]
    return [sentence for slot in edition.part("top") if (sentence := first_sentence(slot.lead.summary))]


def _opening(edition: Edition, cards: Sequence[Slot]) -> Piece:
    language = edition.language
    days = span_words(edition.since_at[:10], edition.until_at[:10], language)
    title = say("roundup.title", language, days=days)
    count = say("roundup.count", language, n=len(edition.slots) + edition.left_out)
    parted = say("roundup.lead.parted", language)
    lead = parted.join(escape(clip(slot.lead.headline, HEADLINE_LIMIT)) for slot in cards[:LED_BY])
    told = say("roundup.lead", language, headlines=lead)
    return Piece([header(title), context(count), section(told)], f"{title}\n{count}\n{told}")


def _takeaways(edition: Edition) -> list[Piece]:
    short = [clip(text, TAKEAWAY_LIMIT) for text in takeaway_texts(edition) if len(text) <= TAKEAWAY_LIMIT]
    lines = [(f"• {escape(text)}", f"• {escape(text)}") for text in short]
    return titled_list(say("roundup.takeaways", edition.language), lines)


def _theme_pieces(theme: Theme, edition: Edition) -> list[Piece]:
    """Write a theme: its title with its first card, so that it never stands alone, then the others."""
    title = theme.title or say("edition.other", edition.language)
    told = (*((theme.opening,) if theme.opening else ()), *theme.slots)
    pieces = [_card(slot, edition) for slot in told]
    first = Piece([header(title), *pieces[0].blocks], f"{escape(clip(title, HEADLINE_LIMIT))}\n{pieces[0].text}")
    return [first, *pieces[1:]]


def _card(slot: Slot, edition: Edition) -> Piece:
    language = edition.language
    headline = clip(slot.lead.headline, HEADLINE_LIMIT)
    lines = [escape(credit(slot, edition))]
    if slot.update:
        lines.append(update_words(slot.update, slot.lead, language))
    is_taken = not edition.takeaways and slot.part == "top"
    if told := summary(slot.lead, skip=int(is_taken)):
        lines.append(told)
    block = section("\n".join([f"*{link(url_of(slot.lead), headline)}*", *lines]))
    if slot.part == "top" and edition.period != "preview":
        block["accessory"] = story_menu(slot.n, edition.uid, slot.lead.id, language)
    return Piece([block], "\n".join([escape(headline), *lines]).replace("*", ""))
