"""Save as story: the message shortcut and `@Tidings save <link>`, up to the card that shows what was understood.

Whoever shares is acked at once; reading takes the network and is done off the listener threads. What comes from a
private channel or a direct message is kept for it alone unless the person says otherwise. What the card's buttons do
is in `saving_clicks`.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.asking import ask_of_click, respond_with
from bot.blocks.answers import plain_answer
from bot.blocks.saving import known_answer, proposal_answer
from bot.blocks.source_views import found_answer
from bot.desk import Ask, Desk
from bot.listeners.doing import person_asking, polling_of
from bot.listeners.places import AUDIENCES, kind_of
from bot.listeners.waiting import in_background
from bot.message import Answer
from bot.mrkdwn import escape
from bot.refusals import read_refusal
from bot.sharing import Shared, read_shared
from bot.words import say
from store import saving, understanding
from store.looking import complete
from store.saving import SavingRefusedError

SHORTCUT = "save_story"
PATIENCE_SECONDS = 1.5
"""How long whoever used a shortcut or command hears nothing: most pages are read by then, and one message is enough."""

_VERB = re.compile(r"(?:please |请)?(?:save(?![a-z])|收录|保存)\s*", re.IGNORECASE)
_BEHIND = re.compile(r"(?:https?://\S+\s+)+(?:please |请)?(?:save|收录|保存)(?: (?:this|it))?[.!。！]?", re.IGNORECASE)
"""The verb behind the links, where all that was typed is that."""
_BARE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?:[/?#]\S*)?", re.IGNORECASE)

logger = logging.getLogger(__name__)

Body = dict[str, Any]
Show = Callable[[Answer], None]


def register(app: App, desk: Desk) -> None:
    """Listen to the shortcut."""

    def _on_shortcut(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        ack()
        ask = ask_of_click(body, client, lambda answer: respond_with(respond, answer, response_type="ephemeral"), desk)
        _share(replace(ask, is_ephemeral=True), desk, read_shared(body["message"]), ask.reply)

    app.shortcut(SHORTCUT)(_on_shortcut)


def is_about_saving(ask: Ask) -> bool:
    """Tell whether what was typed asks to save a link, or how to."""
    if ask.links and _BEHIND.fullmatch(ask.text):
        return True
    found = _VERB.match(ask.text)
    return found is not None and (bool(ask.links or _bare_link(ask)) or found.end() == len(ask.text))


def _bare_link(ask: Ask) -> str | None:
    """Give the address behind the verb that lacks its `https://`, of which Slack makes no link in a command."""
    rest = _VERB.sub("", ask.text, count=1).strip()
    return complete(rest) if _BARE.fullmatch(rest) else None


def answer_saving(ask: Ask, desk: Desk) -> None:
    """Answer `save <link>`, or `save` beneath a message that has one; without a link, how it is used."""
    link = ask.links[0] if ask.links else _bare_link(ask) or _link_above(ask)
    if link is None:
        ask.reply(plain_answer(say("save.usage", ask.language)))
        return
    _share(ask, desk, Shared(link), ask.reply if ask.is_ephemeral else _in_one_message(ask))


def _link_above(ask: Ask) -> str | None:
    """Give the link of the message whose thread this is."""
    if not ask.thread:
        return None
    try:
        [first, *_] = ask.client.conversations_replies(channel=ask.channel, ts=ask.thread, limit=1)["messages"]
    except SlackApiError as error:
        logger.info("Nothing is told of the thread in %s: %s", ask.channel, read_refusal(error).code)
        return None
    shared = read_shared(first)
    return shared.link if shared else None


def _share(ask: Ask, desk: Desk, shared: Shared | None, show: Show) -> None:
    """Read what was shared in the background, and show what was understood."""
    if ask.is_guest or shared is None:
        ask.reply(plain_answer(say("save.refused.guest" if ask.is_guest else "save.empty", ask.language)))
        return
    reading = plain_answer(_reading_words(shared, ask))
    timer = threading.Timer(PATIENCE_SECONDS, _try_to_show, [show, reading])
    timer.daemon = True

    def _read() -> None:
        try:
            answer = _understand(ask, desk, shared)
        finally:
            timer.cancel()
        show(answer)

    if ask.is_ephemeral:  # what only one person sees cannot be changed later
        timer.start()
    else:
        show(reading)
    do_in_background(ask, desk, _read, show)


def _try_to_show(show: Show, answer: Answer) -> None:
    with suppress(SlackClientError, OSError):  # the answer itself will say what is wrong
        show(answer)


def _in_one_message(ask: Ask) -> Show:
    """Give what posts into the thread, and later changes that one message."""
    posted: list[str] = []

    def _show(answer: Answer) -> None:
        if posted:
            change(ask.client, ask.channel, posted[0], answer)
            return
        done = ask.client.chat_postMessage(
            channel=ask.channel, thread_ts=ask.thread, text=answer.text, blocks=answer.blocks, unfurl_links=False,
            unfurl_media=False,
        )  # fmt: skip
        posted.append(str(done["ts"]))

    return _show


def _reading_words(shared: Shared, ask: Ask) -> str:
    if shared.link is None:
        return say("save.reading.text", ask.language)
    try:
        host = urlsplit(shared.link).hostname
    except ValueError:
        host = None
    return say("save.reading", ask.language, what=escape(host or shared.link[:100]))


def _understand(ask: Ask, desk: Desk, shared: Shared) -> Answer:
    """Read what was shared and propose it. Raises: TidingsError."""
    now, language = desk.clock(), ask.language
    if shared.link is None:
        understood = understanding.look_at_text(desk.store, desk.names, shared.text, asker=ask.asker, now=now)
    else:
        fetched = polling_of(desk).fetch(shared.link)
        understood = understanding.look_at(desk.store, desk.names, fetched, asker=ask.asker, now=now)
    kind, by = kind_of(ask.client, ask.channel), person_asking(ask, desk)
    if understood.kind == "feed":
        return found_answer(polling_of(desk).look(shared.link or ""), kind, language, ask.zone)
    if understood.known:
        return known_answer(understood.known, language, ask.zone)
    number = saving.propose(desk.store, understood, team=ask.team, channel=ask.channel, kind=kind, by=by, now=now)
    return proposal_answer(number, understood, AUDIENCES[kind], language, ask.zone)


def do_in_background(ask: Ask, desk: Desk, work: Callable[[], None], show: Show) -> None:
    """Do what takes a while, and say in their language why it came to nothing."""

    def _run() -> None:
        try:
            work()
        except SavingRefusedError as refused:
            show(refused_answer(refused, ask))

    in_background(ask, desk, _run, show)


def change(client: WebClient, channel: str, ts: str, answer: Answer) -> None:
    """Put an answer in place of a message of ours."""
    client.chat_update(channel=channel, ts=ts, text=answer.text, blocks=answer.blocks)


def refused_answer(refused: SavingRefusedError, ask: Ask) -> Answer:
    """Say why something cannot be saved or corrected."""
    return plain_answer(say(f"save.refused.{refused.reason}", ask.language))
