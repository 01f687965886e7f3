"""An edition as messages: the post, and the parts of its thread. Pure.

Each message keeps to 45 blocks and 12,000 characters of them (Slack refuses one from about 13,200, slackapi/
bolt-js#2509); what does not fit in the post goes to the thread. `text` says all that the blocks say, for screen readers
and notifications, without the links.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.blocks.parts import actions, button, clip, context, date_words, day_words, header, listed, section
from bot.message import Answer, Block
from bot.mrkdwn import escape, link
from bot.words import say
from store.model import Edition, Language, Slot
from store.text import collapse, headline_key, sentences

MOST_BLOCKS = 45
MOST_CHARACTERS = 12_000

HEADLINE_LIMIT, SUMMARY_LIMIT, URL_LIMIT, NAME_LIMIT = 300, 1_000, 1_000, 60
"""Characters as escaped; together they keep a storyline within one section's 3,000 (docs: section block)."""

POST_NOW = "digest.now"
"""The action of the preview's button."""

LIST_LIMIT = 2_900
SUMMARY_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never split over two messages: some blocks, and what they say."""

    blocks: list[Block]
    text: str

    @property
    def size(self) -> int:
        return _characters(self.blocks)


@dataclass(slots=True)
class _Message:
    pieces: list[_Piece] = field(default_factory=list)

    def has_room_for(self, *pieces: _Piece) -> bool:
        wanted = [*self.pieces, *pieces]
        blocks = sum(len(piece.blocks) for piece in wanted)
        return blocks <= MOST_BLOCKS and sum(piece.size for piece in wanted) <= MOST_CHARACTERS

    def answer(self) -> Answer:
        blocks = [block for piece in self.pieces for block in piece.blocks]
        return Answer("\n\n".join(piece.text for piece in self.pieces), blocks)


def edition_messages(edition: Edition) -> list[Answer]:
    """Write an edition as its messages, the post first; an empty edition is one line."""
    if not edition.slots:
        return [_empty(edition)]
    wanted = [
        *(_top_piece(slot, edition) for slot in edition.part("top")),
        *_list_pieces(say("edition.quick_hits", edition.language), edition.part("quick_hit"), edition, told=True),
        *_list_pieces(say("edition.watch", edition.language), edition.part("watch"), edition, told=True),
    ]
    rest = edition.part("rest")
    footer = _footer(edition, len(rest))
    post = _Message([_opening(edition)])
    while wanted and post.has_room_for(wanted[0], footer):
        post.pieces.append(wanted.pop(0))
    post.pieces.append(footer)
    return [post.answer(), *_thread([*wanted, *_rest_pieces(rest, edition)], edition)]


def preview_answer(edition: Edition, language: Language, *, may_post: bool, is_alone: bool) -> Answer:
    """Write an edition's post as a preview in `language`, with a button to post it; `is_alone` if only one sees it."""
    if not edition.slots:
        line = say("digest.preview.empty", language)
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


def _opening(edition: Edition) -> _Piece:
    language, zone = edition.language, edition.zone
    title = say("edition.title", language, day=day_words(edition.due_at, zone, language))
    window = say(
        "edition.window.one" if len(edition.slots) == 1 else "edition.window",
        language,
        since=moment_words(edition.since_at, zone, language),
        until=moment_words(edition.until_at, zone, language),
        n=len(edition.slots) + edition.left_out,
    )
    return _Piece([header(title), context(window)], f"{title}\n{window}")


def _footer(edition: Edition, rest: int) -> _Piece:
    language = edition.language
    lines = []
    if rest:
        lines.append(say("edition.thread.one" if rest == 1 else "edition.thread", language, n=rest))
    if edition.at and edition.weekdays:
        days = weekday_words(edition.weekdays, language)
        hint = say("edition.settings", language, days=days, at=edition.at, zone=escape(edition.zone))
        lines.append(hint[:1].upper() + hint[1:])
    else:
        lines.append(say("edition.no_settings", language))
    return _Piece([{"type": "divider"}, *(context(line) for line in lines)], "\n".join(lines))


def _top_piece(slot: Slot, edition: Edition) -> _Piece:
    headline, summary = clip(slot.lead.headline, HEADLINE_LIMIT), _summary(slot)
    credit = escape(_credit(slot, edition))
    linked = [f"*{slot.n}. {link(_url(slot), headline)}*", credit, *([summary] if summary else [])]
    spoken = [f"{slot.n}. {escape(headline)}", credit, *([summary] if summary else [])]
    return _Piece([section("\n".join(linked))], "\n".join(spoken))


def _list_pieces(title: str, slots: Sequence[Slot], edition: Edition, *, told: bool = False) -> list[_Piece]:
    """Write slots as a list under a title, as many to a section as fit; `told` adds a sentence of each."""
    pieces: list[_Piece] = []
    lines, spoken = [f"*{escape(title)}*"], [escape(title)]
    for slot in slots:
        headline, credit = clip(slot.lead.headline, HEADLINE_LIMIT), escape(_credit(slot, edition, brief=told))
        sentence = _summary(slot, 1) if told else ""
        rest = f"{say('list.tells', edition.language, sentence=sentence) if sentence else ''} ({credit})"
        linked = link(_url(slot), headline)
        line = f"• *{linked}*{rest}" if sentence else f"• {linked}{rest}"
        if len("\n".join([*lines, line])) > LIST_LIMIT:
            pieces.append(_Piece([section("\n".join(lines))], "\n".join(spoken)))
            lines, spoken = [], []
        lines.append(line)
        spoken.append(f"• {escape(headline)}{rest}")
    return [*pieces, _Piece([section("\n".join(lines))], "\n".join(spoken))] if slots else []


def _rest_pieces(rest: Sequence[Slot], edition: Edition) -> list[_Piece]:
    """Write what got no place in the post, by section in the order of their best, the sectionless last."""
    sections: dict[str, list[Slot]] = {}
    for slot in rest:
        sections.setdefault(collapse(slot.lead.section or ""), []).append(slot)
    sectionless = sections.pop("", [])
    other = say("edition.other", edition.language)
    named = [*sections.items(), (other, sectionless)]
    pieces = [piece for title, slots in named for piece in _list_pieces(clip(title, NAME_LIMIT), slots, edition)]
    if edition.left_out:
        line = say("edition.left_out", edition.language, n=edition.left_out)
        pieces.append(_Piece([context(line)], line))
    return pieces


def _thread(pieces: Iterable[_Piece], edition: Edition) -> list[Answer]:
    day = day_words(edition.due_at, edition.zone, edition.language)
    title = say("edition.more", edition.language, day=day)
    opening = _Piece([context(title)], title)
    messages: list[_Message] = []
    for piece in pieces:
        if not messages or not messages[-1].has_room_for(piece):
            messages.append(_Message([opening]))
        messages[-1].pieces.append(piece)
    return [message.answer() for message in messages]


def _credit(slot: Slot, edition: Edition, *, brief: bool = False) -> str:
    """Name who reported it and when, and the language where it is not the channel's; `brief` leaves no date unsure."""
    lead, language = slot.lead, edition.language
    names = listed([clip(name, NAME_LIMIT) for name in slot.outlets[:5] if name], language)
    day = date_words(lead, edition.zone, language) if lead.published_at or not brief else ""
    foreign = say(f"language.{lead.language}", language) if lead.language != language else ""
    return " · ".join(part for part in (names, day, foreign) if part)


def _summary(slot: Slot, most: int = SUMMARY_SENTENCES) -> str:
    """Take up to `most` whole sentences, escaped; none that repeats the headline or is too long to show."""
    told = headline_key(slot.lead.headline)
    found = [sentence for sentence in sentences(slot.lead.summary) if headline_key(sentence) != told]
    joined = "" if slot.lead.language == "zh" else " "
    for count in range(most, 0, -1):
        summary = escape(joined.join(found[:count]))
        if len(summary) <= SUMMARY_LIMIT:
            return summary
    return ""


def _url(slot: Slot) -> str | None:
    return slot.lead.url if slot.lead.url and len(slot.lead.url) <= URL_LIMIT else None


def _characters(blocks: list[Block]) -> int:
    return len(json.dumps(blocks, ensure_ascii=False))
