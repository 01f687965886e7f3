"""`/digest`: preview a channel's next edition, set its time, post it now, turn it off."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.asking import ask_of_click, respond_with
from bot.blocks.answers import plain_answer
from bot.blocks.editions import POST_NOW, moment_words, preview_answer, weekday_words
from bot.blocks.parts import quoted
from bot.desk import Ask, Desk
from bot.listeners.digest_words import Wish, read_wish
from bot.mrkdwn import escape
from bot.words import say
from store.channels import ChannelKind, channel_key, note_channel
from store.db import as_utc
from store.digest import preview
from store.digest_settings import digest_of, set_digest, turn_off
from store.due import next_due
from store.editions import Entry, last_entries
from store.errors import EditionUnderWayError
from store.model import Digest, Language

logger = logging.getLogger(__name__)


def register(app: App, desk: Desk) -> None:
    """Listen to the preview's button."""

    def on_now(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        is_ephemeral = bool(body.get("container", {}).get("is_ephemeral"))

        def reply(answer: Any) -> None:
            respond_with(respond, answer, response_type="ephemeral", replace=is_ephemeral)

        _as_member(_post_now)(ask_of_click(body, client, reply, desk), desk)

    app.action(POST_NOW)(on_now)


def answer_digest(ask: Ask, desk: Desk) -> None:
    """Answer the words after `/digest`."""
    words = " ".join(ask.text.casefold().split())
    _ANSWERS.get(words, _as_member(_set))(ask, desk)


def _as_member(answer: Callable[[Ask, Desk], None]) -> Callable[[Ask, Desk], None]:
    """Let a guest read why not, and anybody else do it."""

    def check(ask: Ask, desk: Desk) -> None:
        if ask.is_guest:
            _say(ask, "digest.guest")
        else:
            answer(ask, desk)

    return check


def _preview(ask: Ask, desk: Desk) -> None:
    digest = digest_of(desk.store, ask.team, ask.channel)
    language = digest.language if digest else ask.language
    edition = preview(desk.store, asker=ask.asker, now=desk.clock(), language=language, zone=ask.zone)
    ask.reply(preview_answer(edition, ask.language, may_post=not ask.is_guest, is_alone=ask.is_ephemeral))


def _post_now(ask: Ask, desk: Desk) -> None:
    if not _can_post(ask, desk):
        _say(ask, "digest.invite")
        return
    try:
        edition = desk.delivery.post_now(channel=ask.channel, person=ask.person, language=ask.language, zone=ask.zone)
    except EditionUnderWayError:
        _say(ask, "digest.busy")
        return
    desk.schedule.wake()
    _say(ask, "digest.now" if edition else "digest.now.empty")


def _set(ask: Ask, desk: Desk) -> None:
    wish = read_wish(ask.text)
    if problem := _problem(ask, desk, wish):
        ask.reply(plain_answer(problem))
    elif not _can_post(ask, desk):
        _say(ask, "digest.invite")
    else:
        digest = _save(ask, desk, wish)
        desk.schedule.refresh()
        desk.schedule.wake()
        _announce(ask, _settings_words("digest.set", digest, desk, digest.language, who=f"<@{ask.person}>"))
        _say(ask, "digest.set.done", next_at=_next_words(digest, desk, ask.language), zone=escape(digest.zone))


def _problem(ask: Ask, desk: Desk, wish: Wish) -> str | None:
    """Say what is wrong with a wish, or None."""
    if wish.unclear:
        return say("digest.unclear", ask.language, words=quoted(wish.unclear, ask.language))
    if wish.twice:
        return say("digest.twice", ask.language, what=say(f"digest.what.{wish.twice}", ask.language))
    if wish.at is None and digest_of(desk.store, ask.team, ask.channel) is None:
        return say("digest.no_time", ask.language)
    return None


def _save(ask: Ask, desk: Desk, wish: Wish) -> Digest:
    """Save what was wished; a first digest takes the person's zone and language where nothing was said."""
    is_first = digest_of(desk.store, ask.team, ask.channel) is None
    return set_digest(
        desk.store,
        team=ask.team,
        channel=ask.channel,
        person=ask.person,
        now=desk.clock(),
        at=wish.at,
        zone=wish.zone or (ask.zone if is_first else None),
        weekdays=wish.weekdays,
        language=wish.language or (ask.language if is_first else None),
    )


def _off(ask: Ask, desk: Desk) -> None:
    digest = digest_of(desk.store, ask.team, ask.channel)
    was_on = turn_off(desk.store, team=ask.team, channel=ask.channel, person=ask.person, now=desk.clock())
    if digest is None or not was_on:
        _say(ask, "digest.off.none")
        return
    desk.schedule.refresh()
    _announce(ask, say("digest.off", digest.language, who=f"<@{ask.person}>"))
    _say(ask, "digest.off.done")


def _status(ask: Ask, desk: Desk) -> None:
    language = ask.language
    digest = digest_of(desk.store, ask.team, ask.channel)
    channel_id = channel_key(desk.store.db, ask.team, ask.channel)
    zone = digest.zone if digest else ask.zone
    lines = [_settings_words("digest.status", digest, desk, language) if digest else say("digest.none", language)]
    if digest and digest.paused_why:
        lines.append(say("digest.status.paused", language, code=escape(digest.paused_why)))
    entries = last_entries(desk.store.db, channel_id) if channel_id else []
    lines.extend(f"• {_entry_words(entry, zone, language)}" for entry in entries)
    ask.reply(plain_answer("\n".join(lines)))


def _entry_words(entry: Entry, zone: str, language: Language) -> str:
    moment = moment_words(entry.due_at, zone, language)
    if entry.state == "done" and entry.posted_at is None:
        state = say("digest.state.empty", language)
    else:
        state = say(f"digest.state.{entry.state}", language, why=escape(entry.why or ""))
    if entry.product == "manual":
        moment = say("digest.status.manual", language, moment=moment)
    return say("digest.status.last", language, period=moment, state=state)


def _settings_words(key: str, digest: Digest, desk: Desk, language: Language, who: str = "") -> str:
    return say(
        key,
        language,
        days=weekday_words(digest.weekdays, language),
        at=digest.at,
        zone=escape(digest.zone),
        in_language=say(f"language.{digest.language}", language),
        next_at=_next_words(digest, desk, language),
        who=who,
    )


def _next_words(digest: Digest, desk: Desk, language: Language) -> str:
    return moment_words(as_utc(next_due(digest, desk.clock()).due_at), digest.zone, language)


def _can_post(ask: Ask, desk: Desk) -> bool:
    """Make sure that we are in the channel, joining a public one; False where somebody has to invite us."""
    kind: ChannelKind = "direct"
    name = None
    if not ask.channel.startswith("D"):
        try:
            channel = ask.client.conversations_info(channel=ask.channel)["channel"]
            if not channel.get("is_member"):
                ask.client.conversations_join(channel=ask.channel)
        except SlackApiError as error:
            logger.info("Cannot join %s: %s", ask.channel, error.response.get("error"))
            return False
        kind, name = "private" if channel.get("is_private") else "public", channel.get("name")
    with desk.store.transaction() as db:
        note_channel(db, ask.team, ask.channel, name=name, kind=kind)
    return True


def _announce(ask: Ask, text: str) -> None:
    """Say a change in the channel. In a direct message the answer itself has said it."""
    if ask.channel.startswith("D"):
        return
    try:
        ask.client.chat_postMessage(channel=ask.channel, text=text)
    except (SlackApiError, OSError) as error:
        logger.warning("A change of the digest in %s was not announced: %s", ask.channel, error)


def _help(ask: Ask, desk: Desk) -> None:
    _say(ask, "digest.help")


def _say(ask: Ask, key: str, **values: str) -> None:
    ask.reply(plain_answer(say(key, ask.language, **values)))


_WORDS: tuple[tuple[str, Callable[[Ask, Desk], None]], ...] = (
    (",preview,预览", _preview),
    ("help,?,？,usage,帮助,用法", _help),
    ("status,状态", _status),
    ("now,post,post now,立即发布,现在,马上", _as_member(_post_now)),
    ("off,stop,turn off,关闭,停止,关", _as_member(_off)),
)
_ANSWERS = {word: answer for words, answer in _WORDS for word in words.split(",")}
