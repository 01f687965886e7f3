"""The sources that are read and how each is, what an address was found to be, and what people are told. Pure.

A page of the list has at most eight sources, so it stays far within a message's 50 blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.blocks.editions import moment_words
from bot.blocks.names import spoken_of
from bot.blocks.parts import actions, button, clip, context, day_words, header, listed, section
from bot.message import Answer, Block
from bot.mrkdwn import escape, link
from bot.words import say
from store.model import Language

if TYPE_CHECKING:
    from store.looking import Finding
    from store.polling import Polled
    from store.source_names import SourceRefusedError
    from store.source_rows import Source

ROWS_A_PAGE, TROUBLES = 8, 10
NAME_LIMIT = 80
LINK_LIMIT = 400
_TARGET = re.compile(r"(?P<verb>[a-z]{2,10}) (?P<source>\d{1,12}) (?P<offset>\d{1,6})")


@dataclass(frozen=True, slots=True)
class Target:
    """What a button or menu of this module is about: what to do, to which source (0 for none), on which page."""

    verb: str
    source: int = 0
    offset: int = 0

    def __str__(self) -> str:
        return f"{self.verb} {self.source} {self.offset}"


def read_target(value: object) -> Target | None:
    """Read a target back from a button's value, or None for anything that is not one."""
    found = _TARGET.fullmatch(str(value))
    return Target(found["verb"], int(found["source"]), int(found["offset"])) if found else None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list. `changeable` are the sources that its reader may change; `note` is mrkdwn for its head."""

    sources: tuple[Source, ...]
    total: int
    troubles: int
    offset: int = 0
    changeable: frozenset[int] = frozenset()
    note: str = ""


def page_of(sources: Sequence[Source], offset: int, changeable: frozenset[int], note: str = "") -> Listing:
    """Cut one page out of all sources."""
    offset = offset if offset < len(sources) else 0
    troubles = sum(one.state == "failing" or one.trouble_at is not None for one in sources)
    return Listing(tuple(sources[offset : offset + ROWS_A_PAGE]), len(sources), troubles, offset, changeable, note)


def sources_answer(listing: Listing, language: Language, zone: str, *, may_add: bool) -> Answer:
    """Build the list of sources with how each is, and the menus and buttons to change it."""
    blocks = [header(say("sources.title", language))]
    blocks += [section(listing.note)] if listing.note else []
    blocks.append(section(_count(listing, language)))
    for n, source in enumerate(listing.sources):
        blocks += _row(n, source, listing, language, zone, may_check=may_add)
    blocks += actions("sources", _list_buttons(listing, language, may_add=may_add))
    blocks.append(context(say("sources.usage", language)))
    return Answer(spoken_of(blocks), blocks)


def name_of(source: Source) -> str:
    """Write a source's name, escaped."""
    return escape(clip(source.name, NAME_LIMIT))


def why_words(source: Source, language: Language) -> str:
    """Say why a source's last attempt failed, in mrkdwn."""
    host = escape(clip(urlsplit(source.feed_url).hostname or "", NAME_LIMIT))
    kind = _LIKE.get(source.kind or "", source.kind)
    key = f"sources.why.{kind if kind in _KINDS else 'other'}"
    return say(key, language, host=host, status=source.status or "?")


_LIKE = dict.fromkeys(("image", "sound", "archive", "office", "type"), "unreadable") | {
    "encoding": "torn",
    "no_web": "no_answer",
}
"""Failures that are told in the words of another."""
_KINDS = frozenset(
    ("unreadable", "nothing", "no_feed", "trouble", "busy", "status", "missing", "gone", "forbidden", "sign_in",
     "unknown_host", "no_answer", "slow", "torn", "certificate", "redirects", "large", "refused")
)  # fmt: skip


def checked_words(polled: Polled, language: Language) -> str:
    """Say what came of reading a source on request."""
    name = f"*{name_of(polled.source)}*"
    if polled.error:
        return say("sources.checked.failed", language, name=name, why=why_words(polled.source, language))
    if new := polled.brought.new:
        key = "sources.checked.new.one" if new == 1 else "sources.checked.new"
        return say(key, language, name=name, n=new)
    return say("sources.checked.same", language, name=name)


def refused_words(refused: SourceRefusedError, language: Language) -> str:
    """Say why something cannot be done to a source, in mrkdwn."""
    likely = listed([f"*{escape(clip(name, NAME_LIMIT))}*" for name in refused.likely], language)
    name = f"*{escape(clip(refused.name, NAME_LIMIT))}*"
    return say(f"sources.refused.{refused.reason}", language, name=name, likely=likely)


def found_blocks(finding: Finding, language: Language, zone: str) -> list[Block]:
    """Build what an address was found to be, with the first stories that stand there."""
    key = f"sources.found.{finding.reads}" if finding.total else "sources.found.empty"
    key += ".one" if finding.total == 1 else ""
    title = escape(clip(finding.title or urlsplit(finding.url).hostname or "", 150))
    lines = [say(key, language, title=title, n=finding.total), _linked(finding.url, clip(finding.url, 100))]
    blocks = [section("\n".join(lines))]
    if finding.items:
        shown = [_item_line(item, zone, language) for item in finding.items]
        blocks.append(section("\n".join([say("sources.found.first", language), *shown])))
        blocks.append(context(say("sources.found.baseline", language)))
    return blocks


def removal_answer(source: Source, offset: int, language: Language) -> Answer:
    """Build the question whether a source is to be removed."""
    key = "sources.ask.remove.one" if source.stories == 1 else "sources.ask.remove"
    words = say(key, language, name=f"*{name_of(source)}*", n=source.stories)
    remove = button("sources.remove", say("sources.button.remove", language), str(Target("remove", source.id, offset)))
    return Answer(words, [section(words), *actions("sources", [remove | {"style": "danger"}])])


def troubles_answer(sources: Sequence[Source], language: Language, zone: str) -> Answer:
    """Build what people are told of sources that were paused, ended or fell silent, with a button to try each again."""
    shown, verb = sources[:TROUBLES], "retry" if len(sources) == 1 else "among"
    blocks = []
    for n, source in enumerate(shown):
        retry = button(f"sources.retry.{n}", say("sources.button.retry", language), str(Target(verb, source.id)))
        blocks.append(section(_trouble_words(source, language, zone)) | {"accessory": retry})
    rest = len(sources) - len(shown)
    more = [say("sources.told.more", language, n=rest)] if rest else []
    blocks.append(context(*more, say("sources.told.why_you", language)))
    return Answer(spoken_of(blocks), blocks)


def _trouble_words(source: Source, language: Language, zone: str) -> str:
    since = source.last_new_at or source.last_ok_at or source.added_at
    return say(
        f"sources.told.{source.state}",
        language,
        name=name_of(source),
        why=why_words(source, language),
        n=source.failures,
        since=day_words(source.failing_since or since if source.state == "paused" else since, zone, language),
    )


def _count(listing: Listing, language: Language) -> str:
    if not listing.total:
        return say("sources.none", language)
    parts = [say("sources.count.one" if listing.total == 1 else "sources.count", language, n=listing.total)]
    if listing.troubles:
        key = "sources.count.trouble.one" if listing.troubles == 1 else "sources.count.trouble"
        parts.append(say(key, language, n=listing.troubles))
    if listing.offset:
        parts.append(say("sources.page", language, first=listing.offset + 1))
    return " · ".join(parts)


def _row(n: int, source: Source, listing: Listing, language: Language, zone: str, *, may_check: bool) -> list[Block]:
    head = f"*{_linked(source.home_url or source.feed_url, clip(source.name, NAME_LIMIT))}*"
    block = section(f"{head}\n{_state_words(source, language, zone)}")
    verbs = _verbs(source, may_check=may_check, may_change=source.id in listing.changeable)
    if verbs:
        block["accessory"] = _menu(n, source, verbs, listing.offset, language)
    return [block, context(" · ".join(_details(source, language, zone)))]


def _state_words(source: Source, language: Language, zone: str) -> str:
    state: str = source.state
    if state == "failing" and source.failures == 1:
        state = "failing.one"
    elif state == "paused" and source.trouble_at:
        state = "gave_up"
    elif state == "silent" and not source.last_new_at:
        state = "silent.never"
    return say(
        f"sources.state.{state}",
        language,
        n=source.failures,
        why=why_words(source, language) if source.kind else "",
        last=moment_words(source.last_ok_at, zone, language) if source.last_ok_at else "",
        since=day_words(source.last_new_at, zone, language) if source.last_new_at else "",
    )


def _details(source: Source, language: Language, zone: str) -> list[str]:
    details = [say("sources.stories.one" if source.stories == 1 else "sources.stories", language, n=source.stories)]
    if source.state in ("failing", "paused", "ended") and source.last_ok_at:
        details.append(say("sources.last_ok", language, last=moment_words(source.last_ok_at, zone, language)))
    if source.state != "waiting" and source.next_reading_at:
        details.append(say("sources.next", language, next=moment_words(source.next_reading_at, zone, language)))
    if source.reads == "page":
        details.append(say("sources.reads.page", language))
    if source.audience != "workspace":
        details.append(say(f"sources.for.{source.audience}", language))
    return [*details, _linked(source.feed_url, urlsplit(source.feed_url).hostname or "")]


def _verbs(source: Source, *, may_check: bool, may_change: bool) -> list[str]:
    verbs = ["check"] if may_check else []
    if may_change:
        verbs += ["resume" if source.state in ("paused", "ended") else "pause", "edit", "remove"]
    return verbs


def _menu(n: int, source: Source, verbs: Sequence[str], offset: int, language: Language) -> dict[str, Any]:
    options = [
        {"text": _plain(say(f"sources.do.{verb}", language)), "value": str(Target(verb, source.id, offset))}
        for verb in verbs
    ]
    return {"type": "overflow", "action_id": f"sources.do.{n}", "options": options}


def _list_buttons(listing: Listing, language: Language, *, may_add: bool) -> list[dict[str, Any]]:
    buttons = []
    if may_add:
        add = button("sources.add", say("sources.button.add", language), str(Target("add", 0, listing.offset)))
        buttons.append(add | {"style": "primary"} if not listing.total else add)
        carried = ("import", "export") if listing.total else ("import",)
        buttons += [
            button(f"sources.{verb}", say(f"sources.button.{verb}", language), str(Target(verb))) for verb in carried
        ]
    if listing.offset:
        back = Target("page", 0, max(0, listing.offset - ROWS_A_PAGE))
        buttons.append(button("sources.newer", say("sources.button.newer", language), str(back)))
    if listing.offset + len(listing.sources) < listing.total:
        more = Target("page", 0, listing.offset + ROWS_A_PAGE)
        buttons.append(button("sources.more", say("button.more", language), str(more)))
    return buttons


def _item_line(item: Any, zone: str, language: Language) -> str:
    day = f" · {day_words(item.published_at, zone, language)}" if item.published_at else ""
    return f"• {_linked(item.url, clip(item.headline, 140))}{day}"


def _linked(url: str | None, label: str) -> str:
    """Write a link, or the label alone where the address is so long that eight of them would not fit a message."""
    return link(url if url and len(url) <= LINK_LIMIT else None, label)


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}
