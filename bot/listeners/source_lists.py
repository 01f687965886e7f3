"""Sources as OPML in Slack: a list pasted into a modal or read at an address, and all sources as a list to be copied.

Reading many addresses takes the network and a while: it is done in the background, and whoever asked is written to when
it is over. Only members may: an address may hold a subscriber's key. What is imported by words in a private channel or
a direct message stays there; the modal asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.asking import ask_of_view
from bot.blocks.answers import plain_answer
from bot.blocks.saving import read_audience
from bot.blocks.source_lists import (
    EXPORT,
    IMPORT,
    fits,
    import_view,
    importing_view,
    listed_answer,
    opml_answer,
    read_opml_field,
)
from bot.blocks.source_views import read_channel
from bot.blocks.sources import Target, read_target, refused_words, why_words
from bot.desk import Ask, Desk
from bot.listeners.clicks import Click, on_target
from bot.listeners.doing import Doing, open_view, person_asking, polling_of
from bot.listeners.places import AUDIENCES, audiences_at, kind_of
from bot.listeners.waiting import fetch_words, in_background
from bot.message import Answer
from bot.mrkdwn import escape
from bot.words import say
from store.errors import FetchError, NothingFoundError, TidingsError, UnreadableDocumentError
from store.lists import add_list, export_parts
from store.model import Asker, AudienceKind, Language
from store.opml import Outline, read_opml
from store.source_names import SourceRefusedError

MOST_AT_ONCE = 200
"""Addresses of one list: at a few seconds each, eight at a time, some minutes."""

MOST_MESSAGES = 5
"""How often a `response_url` answers (docs: interaction responses)."""

View = dict[str, Any]


def register(app: App, desk: Desk) -> None:
    """Listen to the two buttons, and to the modal."""

    def _on_submit(ack: Ack, body: dict[str, Any], view: View, client: WebClient) -> None:
        _submit(ack, view, ask_of_view(body, client, desk), desk)

    app.action(IMPORT)(on_target(desk, read_target, _open, SourceRefusedError, _why_not))
    app.action(EXPORT)(on_target(desk, read_target, _send, SourceRefusedError, _why_not))
    app.view(IMPORT)(_on_submit)


def import_typed(doing: Doing, address: str) -> None:
    """Take in the list at an address, or open the modal for one. Raises: SourceRefusedError."""
    doing.refuse_guest()
    ask = doing.ask
    if address:
        doing.say("sources.looking", address=f"`{escape(address[:200]).replace('`', '´')}`")
        in_background(ask, doing.desk, lambda: _take_from(doing, address), doing.show)
    elif ask.trigger:
        first: AudienceKind = "channel" if kind_of(ask.client, ask.channel) == "private" else "workspace"
        open_view(ask, import_view(audiences_at(ask.channel), first, ask.channel, ask.language))
    else:
        doing.say("sources.import.usage")


def export_typed(doing: Doing, _: str) -> None:
    """Show every source as OPML. Raises: SourceRefusedError."""
    doing.refuse_guest()
    language = doing.ask.language
    parts = export_parts(doing.desk.store, fits, doing.ask.asker)
    if not parts:
        doing.say("sources.none")
    shown = parts if len(parts) <= MOST_MESSAGES else parts[: MOST_MESSAGES - 1]
    for part, (document, number) in enumerate(shown, start=1):
        doing.show(opml_answer(document, number, part, len(parts), language))
    if len(shown) < len(parts):
        doing.say("sources.export.rest", n=sum(number for _, number in parts[len(shown) :]))


def _open(click: Click, desk: Desk, target: Target) -> None:
    import_typed(Doing(click.ask, desk, click.tell), "")


def _send(click: Click, desk: Desk, target: Target) -> None:
    export_typed(Doing(click.ask, desk, click.tell), "")


def _submit(ack: Ack, view: View, ask: Ask, desk: Desk) -> None:
    """Read what was pasted, or say at the field what is wrong with it, and take it in afterwards."""
    doing = Doing(ask, desk, ask.reply)
    try:
        doing.refuse_guest()
        outlines = _read(read_opml_field(view).encode("utf-8", "replace"))
    except TidingsError as error:
        ack(response_action="errors", errors={"opml": _problem(error, ask.language)})
        return
    ack(response_action="update", view=importing_view(len(outlines), ask.language))
    asker = Asker(ask.team, ask.person, read_channel(view) or None)
    audience = read_audience(view, "channel" if asker.channel else "person")
    in_background(ask, desk, lambda: _take(doing, outlines, audience, asker), ask.reply)


def _take_from(doing: Doing, address: str) -> None:
    """Take in the list at an address. Raises: FetchError."""
    body = polling_of(doing.desk).fetch(address).body
    try:
        outlines = _read(body)
    except TidingsError as error:
        doing.show(plain_answer(_problem(error, doing.ask.language)))
        return
    doing.say("sources.import.reading", n=len(outlines))
    ask = doing.ask
    _take(doing, outlines, AUDIENCES[kind_of(ask.client, ask.channel)], ask.asker)


def _read(data: bytes) -> list[Outline]:
    """Read a list that is not too long. Raises: TidingsError."""
    outlines = read_opml(data)
    if len(outlines) > MOST_AT_ONCE:
        raise _TooManyError(len(outlines))
    return outlines


class _TooManyError(TidingsError):
    """A list of more sources than are taken in at once."""

    def __init__(self, number: int) -> None:
        super().__init__(f"This list has {number} sources; at most {MOST_AT_ONCE} go in at once.")
        self.number = number


def _take(doing: Doing, outlines: Sequence[Outline], audience: AudienceKind, asker: Asker) -> None:
    """Add what can be read, and write what came of it to whoever asked."""
    ask, desk = doing.ask, doing.desk
    listed = add_list(
        desk.store, polling_of(desk).look, outlines, person=person_asking(ask, desk), now=desk.clock(),
        audience=audience, asker=asker,
    )  # fmt: skip
    polling_of(desk).wake()
    reasons = [_why_failed(error, ask.language) for _, error in listed.failed]
    waiting = [why_words(source, ask.language) for source, _ in listed.waiting]
    doing.show(listed_answer(listed, reasons, ask.language, audience, waiting))


def _why_not(refused: SourceRefusedError, ask: Ask) -> Answer:
    return plain_answer(refused_words(refused, ask.language))


def _problem(error: TidingsError, language: Language) -> str:
    """Say why a list is not taken in, without markup."""
    if isinstance(error, SourceRefusedError):
        return refused_words(error, language)
    if isinstance(error, _TooManyError):
        return say("sources.import.many", language, n=error.number, most=MOST_AT_ONCE)
    return say("sources.import.empty" if isinstance(error, NothingFoundError) else "sources.import.no_opml", language)


def _why_failed(error: TidingsError, language: Language) -> str:
    """Say why a source of a list was not added, in mrkdwn."""
    if isinstance(error, FetchError):
        return fetch_words(error, language)
    if isinstance(error, SourceRefusedError):
        return refused_words(error, language)
    known = isinstance(error, NothingFoundError | UnreadableDocumentError)
    kind = "nothing" if isinstance(error, NothingFoundError) else "unreadable"
    return say(f"sources.why.{kind}", language) if known else escape(str(error))
