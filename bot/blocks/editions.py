"""An edition as messages: the post, and the parts of its thread. Pure.

What does not fit in the post goes to the thread, quick hits and watch items before any of the top stories; the thread
holds the rest by section. `text` says all that the blocks say, for screen readers and notifications, without the links.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.blocks.feedback import edition_thumbs
from bot.blocks.packing import Message, Piece, pack
from bot.blocks.parts import actions, button, clip, context, day_words, header, listed, section
from bot.blocks.storylines import NAME_LIMIT, disagreement_pieces, list_pieces, numbers_pieces, top_piece, url_of
from bot.message import Answer
from bot.mrkdwn import escape
from bot.words import say
from store.model import Edition, Language, Slot
from store.text import collapse
from store.themes import section_of

POST_NOW = "digest.now"
"""The action of the preview's button."""

PREVIEW = "preview"
"""The period of an edition that is not sent: nobody can say anything of it."""


_SETTINGS = {"personal": "edition.settings.personal", "alert": "edition.settings.alert"}
_TITLES = {"personal": "edition.title.personal", "alert": "edition.title.alert"}


def edition_messages(edition: Edition) -> list[Answer]:
    """Write an edition as its messages, the post first; an empty edition is one line."""
    if not edition.slots:
        return [_empty(edition)]
    language, rest = edition.language, edition.part("rest")
    tops = [top_piece(slot, edition, is_sent=edition.period != PREVIEW) for slot in edition.part("top")]
    extras = [*disagreement_pieces(edition.disagreements, language), *numbers_pieces(edition.numbers, edition)]
    footer = footer_piece(edition, len(rest))
    post = Message([opening_piece(edition)])
    late = post.add_while_room(tops, footer)
    hits, more_hits = fitting_list(post, "quick_hit", edition, [*extras, footer])
    watch, more_watch = fitting_list(post, "watch", edition, [*hits, *extras, footer])
    post.pieces += [*hits, *watch]
    more_extras = post.add_while_room(extras, footer)
    post.pieces.append(footer)
    further = [*late, *more_hits, *more_watch, *more_extras, *rest_pieces(rest, edition)]
    return [post.answer(), *pack(further, thread_opening(edition))]


def fitting_list(
    post: Message, part: str, edition: Edition, reserved: Sequence[Piece]
) -> tuple[list[Piece], list[Piece]]:
    """Write as many of a part's slots as fit in the post beside what is reserved, and the others for the thread."""
    slots = edition.part(part)  # type: ignore[arg-type]
    title = say(f"edition.{part}", edition.language)
    for count in range(len(slots), 0, -1):
        pieces = list_pieces(title, slots[:count], edition, told=True)
        if post.has_room_for(*pieces, *reserved):
            return pieces, list_pieces(title, slots[count:], edition, told=True)
    return [], list_pieces(title, slots, edition, told=True)


def preview_answer(
    edition: Edition, language: Language, *, may_post: bool, is_alone: bool, is_waiting: bool = False
) -> Answer:
    """Write an edition's post as a preview in `language`, with a button to post it; `is_alone` if only one sees it.

    `is_waiting` says that stories came in that are not joined yet, so that an empty one will soon not be.
    """
    if not edition.slots:
        line = say("digest.waiting" if is_waiting else "digest.preview.empty", language)
        return Answer(line, [section(line)])
    post = edition_messages(edition)[0]
    note = say("digest.preview.alone" if is_alone else "digest.preview", language)
    buttons = [button(POST_NOW, say("digest.button.now", language), "now")] if may_post else []
    return Answer(f"{note}\n\n{post.text}", [context(note), *post.blocks, *actions("digest", buttons)])


def moment_words(moment: str, zone: str, language: Language) -> str:
    """Write a stored time as day and minute in a zone."""
    local = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))
    return f"{day_words(moment, zone, language)} {local:%H:%M}"


def weekday_words(weekdays: str, language: Language) -> str:
    """Write ISO weekday digits as words, such as `Monday to Friday`."""
    known = {"1234567": "days.every", "12345": "days.weekdays", "67": "days.weekend"}
    if weekdays in known:
        return say(known[weekdays], language)
    return listed([say(f"days.{day}", language) for day in weekdays], language)


def _empty(edition: Edition) -> Answer:
    since = moment_words(edition.since_at, edition.zone, edition.language)
    line = say("edition.empty", edition.language, since=since)
    return Answer(line, [section(line)])


def opening_piece(edition: Edition) -> Piece:
    """Write the header with the date, and the line that says since when and how many."""
    language, zone = edition.language, edition.zone
    key = _TITLES.get(edition.product, "edition.title")
    title = say(key, language, day=day_words(edition.due_at, zone, language))
    window = say(
        "edition.window.one" if len(edition.slots) + edition.left_out == 1 else "edition.window",
        language,
        since=moment_words(edition.since_at, zone, language),
        until=moment_words(edition.until_at, zone, language),
        n=len(edition.slots) + edition.left_out,
    )
    return Piece([header(title), context(window)], f"{title}\n{window}")


def footer_piece(edition: Edition, rest: int) -> Piece:
    """Write the foot: the thumbs where it is sent, how many are in the thread, and when it comes."""
    language = edition.language
    lines = []
    if rest:
        lines.append(say("edition.thread.one" if rest == 1 else "edition.thread", language, n=rest))
    if edition.at and edition.weekdays:
        days, key = weekday_words(edition.weekdays, language), _SETTINGS.get(edition.product, "edition.settings")
        hint = say(key, language, days=days, at=edition.at, zone=escape(edition.zone))
        lines.append(hint[:1].upper() + hint[1:])
    else:
        lines.append(say("edition.no_settings", language))
    thumbs = [] if edition.period == PREVIEW else [edition_thumbs(edition.uid, language)]
    return Piece([{"type": "divider"}, *(context(line) for line in lines), *thumbs], "\n".join(lines))


def rest_pieces(rest: Sequence[Slot], edition: Edition) -> list[Piece]:
    """Write what got no place in the post, by section in the order of their best, the sectionless last.

    A chapter that stands among the rest is the title of its parts.
    """
    titles = {section_of(slot) for slot in rest}
    sections: dict[str, list[Slot]] = {}
    for slot in rest:
        own = collapse(slot.lead.headline)
        sections.setdefault(own if own in titles else section_of(slot), []).append(slot)
    sectionless = sections.pop("", [])
    pieces = [piece for title, slots in sections.items() for piece in _section_pieces(title, slots, edition)]
    pieces += list_pieces(say("edition.other", edition.language), sectionless, edition)
    if edition.left_out:
        line = say("edition.left_out", edition.language, n=edition.left_out)
        pieces.append(Piece([context(line)], line))
    return pieces


def _section_pieces(title: str, slots: Sequence[Slot], edition: Edition) -> list[Piece]:
    chapter = next((slot for slot in slots if collapse(slot.lead.headline) == title), None)
    parts = [slot for slot in slots if slot is not chapter]
    if chapter is None or not parts:
        return list_pieces(clip(title, NAME_LIMIT), slots, edition)
    return list_pieces(clip(title, NAME_LIMIT), parts, edition, url=url_of(chapter.lead))


def thread_opening(edition: Edition) -> Piece:
    """Write the line that each message of the thread begins with."""
    title = say("edition.more", edition.language, day=day_words(edition.due_at, edition.zone, edition.language))
    return Piece([context(title)], title)
