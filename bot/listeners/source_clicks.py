"""The buttons, menus and modals of sources. What they do to a source is in `sources`.

A modal is opened first; its address is looked at in the background while it says so, and the modal then becomes what
was found. What travels through it in between is checked when it comes back.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import msgspec
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.asking import ask_of_view
from bot.blocks.answers import plain_answer
from bot.blocks.saving import read_audience
from bot.blocks.source_views import (
    EDIT,
    LOOK,
    PAGE,
    SAVE,
    Found,
    address_view,
    chosen_audience,
    done_view,
    edited_words,
    found_view,
    looking_view,
    read_address,
    read_channel,
    read_editing,
    read_found,
    read_name,
    read_page_address,
    wants_page,
)
from bot.blocks.sources import Target, name_of, read_target, refused_words
from bot.desk import Ask, Desk
from bot.listeners.clicks import Click, on_target
from bot.listeners.doing import Doing, person_asking, polling_of
from bot.listeners.places import audiences_at, note_kind
from bot.listeners.sources import do, look_at, open_add, remove, retry, source_of
from bot.listeners.waiting import in_background
from bot.message import Answer
from bot.refusals import read_refusal
from bot.words import say
from store import sourcing
from store.looking import Finding
from store.model import Asker, AudienceKind, Language
from store.source_names import SourceRefusedError
from store.source_rows import Source

View = dict[str, Any]
Body = dict[str, Any]

SETTLE_SECONDS = 0.5
"""How long after its ack a modal is left alone: the view that an ack brings must not overwrite a newer one."""


def register(app: App, desk: Desk) -> None:
    """Listen to everything that the list of sources, its modals and its messages hold."""
    app.action("sources.add")(_on_click(desk, _open_add))
    app.action(re.compile(r"^sources\.do\.\d+$"))(_on_click(desk, _do))
    app.action(re.compile(r"^sources\.(?:more|newer)$"))(_on_click(desk, _turn_page))
    app.action("sources.remove")(_on_click(desk, _remove))
    app.action(re.compile(r"^sources\.retry\.\d+$"))(_on_click(desk, _retry))
    app.action(re.compile(r"^sources\.save\.\d$"))(on_target(desk, read_found, _save, SourceRefusedError, _refused))
    app.action(PAGE)(on_target(desk, read_page_address, _look_at_page, SourceRefusedError, _refused))
    app.view(LOOK)(_on_look(desk))
    app.view(SAVE)(_on_view(desk, _take_source))
    app.view(EDIT)(_on_view(desk, _take_edit))


def _on_click(desk: Desk, answer: Callable[[Click, Desk, Target], None]) -> Callable[..., None]:
    return on_target(desk, read_target, answer, SourceRefusedError, _refused)


def _refused(refused: SourceRefusedError, ask: Ask) -> Answer:
    return plain_answer(refused_words(refused, ask.language))


def _doing(click: Click, desk: Desk, target: Target) -> Doing:
    return Doing(click.ask, desk, click.replace, target.offset)


def _do(click: Click, desk: Desk, target: Target) -> None:
    do(_doing(click, desk, target), target)


def _turn_page(click: Click, desk: Desk, target: Target) -> None:
    _doing(click, desk, target).show_list()


def _remove(click: Click, desk: Desk, target: Target) -> None:
    doing = _doing(click, desk, target)
    remove(doing, source_of(doing, target.source))


def _retry(click: Click, desk: Desk, target: Target) -> None:
    doing = Doing(click.ask, desk, click.replace if target.verb == "retry" else click.tell)
    retry(doing, source_of(doing, target.source))


def _open_add(click: Click, desk: Desk, target: Target) -> None:
    open_add(click.ask)


def _look_at_page(click: Click, desk: Desk, address: str) -> None:
    look_at(Doing(click.ask, desk, click.replace), address, as_page=True)


def _save(click: Click, desk: Desk, found: Found) -> None:
    """Save what a message showed."""
    found = msgspec.structs.replace(found, channel=click.ask.channel)
    click.replace(_saved_answer(_add(click.ask, desk, found), click.ask.language))


def _on_look(desk: Desk) -> Callable[..., None]:
    """Look at the address that was filled in, showing meanwhile that we do."""

    def _listen(ack: Ack, body: Body, view: View, client: WebClient) -> None:
        ask, address, channel = ask_of_view(body, client, desk), read_address(view), read_channel(view)
        as_page = wants_page(view)
        ack(response_action="update", view=looking_view(address, ask.language))
        acked_at = time.monotonic()

        def _put(new: View) -> None:
            time.sleep(max(0.0, acked_at + SETTLE_SECONDS - time.monotonic()))
            _update(client, body["view"]["id"], new)

        def _show_problem(problem: Answer) -> None:
            words = problem.text
            _put(address_view(ask.language, address=address, problem=words, channel=channel, as_page=as_page))

        in_background(ask, desk, lambda: _put(_found(ask, desk, address, channel, as_page=as_page)), _show_problem)

    return _listen


def _found(ask: Ask, desk: Desk, address: str, channel: str, *, as_page: bool) -> View:
    """Look at an address, and build the view of what is there. Raises: TidingsError."""
    if ask.is_guest:
        raise SourceRefusedError("guest")
    finding = polling_of(desk).look(address, as_page=as_page)
    sourcing.check_new(desk.store.db, finding, _asker(ask, channel))
    is_private = bool(channel) and note_kind(ask.client, desk, ask.team, channel) == "private"
    first: AudienceKind = "channel" if is_private else "workspace"
    return found_view(finding, audiences_at(channel), first, channel, ask.language, ask.zone)


def _asker(ask: Ask, channel: str) -> Asker:
    """Give who asks in a modal, which only they see, with the channel from which they opened it."""
    return Asker(team=ask.team, person=ask.person, channel=channel or None)


def _update(client: WebClient, view_id: str, view: View) -> None:
    try:
        client.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        if read_refusal(error).code != "not_found":  # they closed it meanwhile
            raise


def _on_view(desk: Desk, take: Callable[[View, Ask, Desk], View | None]) -> Callable[..., None]:
    """Take what a modal brings, and show at its name, or at who may see it, what is wrong with that."""

    def _listen(ack: Ack, body: Body, view: View, client: WebClient) -> None:
        ask = ask_of_view(body, client, desk)
        try:
            done = take(view, ask, desk)
        except SourceRefusedError as refused:
            field = "audience" if refused.reason in ("not_wider", "nobody") and chosen_audience(view) else "name"
            ack(response_action="errors", errors={field: refused_words(refused, ask.language).replace("*", "")})
            return
        if done:
            ack(response_action="update", view=done)
        else:
            ack()

    return _listen


def _take_source(view: View, ask: Ask, desk: Desk) -> View | None:
    found = read_found(view.get("private_metadata"))
    if found is None:
        raise SourceRefusedError("no_name")
    name, language = read_name(view)
    found = msgspec.structs.replace(found, audience=read_audience(view, found.audience))
    added = _add(ask, desk, found, name=name, language=language)
    return done_view(_saved_words(added, ask.language), ask.language)


def _take_edit(view: View, ask: Ask, desk: Desk) -> View | None:
    name, language = read_name(view)
    editing = read_editing(view.get("private_metadata"))
    if editing is None:
        raise SourceRefusedError("unknown", name)
    me, asker = person_asking(ask, desk), _asker(ask, editing.channel)
    source = sourcing.get_for(desk.store, editing.source, asker, me)
    done, moved = sourcing.edit(
        desk.store, source.id, name=name, language=language, audience=chosen_audience(view), asker=asker, person=me,
        now=desk.clock(),
    )  # fmt: skip
    polling_of(desk).wake()  # what went along waits for its storylines
    return done_view(edited_words(done, moved, ask.language), ask.language)


def _add(ask: Ask, desk: Desk, found: Found, *, name: str | None = None, language: Language | None = None) -> Source:
    reads = "page" if found.is_page else "feed"
    finding = Finding(found.url, reads, found.title, found.home, found.language, (), 0)  # type: ignore[arg-type]
    me = person_asking(ask, desk)
    added = sourcing.add(
        desk.store, finding, name=name, language=language, person=me, now=desk.clock(), audience=found.audience,
        asker=_asker(ask, found.channel),
    )  # fmt: skip
    polling_of(desk).wake()
    return added


def _saved_words(source: Source, language: Language) -> str:
    return say("sources.saved", language, name=f"*{name_of(source)}*")


def _saved_answer(source: Source, language: Language) -> Answer:
    return plain_answer(_saved_words(source, language))
