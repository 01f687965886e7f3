"""The modal that sets a digest up: opened, kept up to date with a preview, checked at its fields, and saved.

Whoever sends it must be a member of the channel and no guest, or an editor where the operator wants it so. A preview
shows what a channel may see, so it is drawn for its members alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.asking import look_up_person, respond_with
from bot.blocks.answers import plain_answer
from bot.blocks.fields import option
from bot.blocks.parts import actions, button, context, section
from bot.blocks.settings_words import next_words, settings_words
from bot.blocks.setup_views import (
    FIELDS,
    JOIN,
    SETUP,
    SUGGESTED,
    Setup,
    Shown,
    channel_of,
    entity_options,
    errors_in,
    join_note,
    preview_blocks,
    read_setup,
    setup_of,
    setup_view,
    source_options,
)
from bot.desk import Ask, Desk
from bot.digest_words import change_words, names_of, sources_of
from bot.listeners.modals import open_modal
from bot.listeners.newest import Newest
from bot.listeners.places import Place, announce, is_member, join, look_at, note_place
from bot.listeners.senders import Sender, sender_of
from bot.message import Answer, Block
from bot.refusals import read_refusal
from bot.words import say
from bot.zones import find_zones, offset_words
from store.digest import preview
from store.digest_settings import as_set, default_digest, digest_of, set_digest, turn_off
from store.model import Asker, Digest, Language
from store.people import Person
from store.suggest import suggest_entities, suggest_outlets, suggest_sources

OPEN = "digest.open_setup"

View = dict[str, Any]
Body = dict[str, Any]


def register(app: App, desk: Desk) -> None:
    """Listen to the modal, its menus and the buttons that open it."""
    newest = Newest()

    def _on_open(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        ack()
        sender = sender_of(body, client, desk)
        if not _open(sender, desk, body["trigger_id"], body["channel"]["id"]):
            answer = plain_answer(say("stale.click", sender.language))
            respond_with(respond, answer, response_type="ephemeral")

    def _on_change(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        if (body.get("view") or {}).get("callback_id") == SETUP:
            _redraw(body, sender_of(body, client, desk), desk, newest)

    def _on_join(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        ack()
        _join(body, sender_of(body, client, desk), respond, desk, newest)

    def _on_suggest(ack: Ack, body: Body, client: WebClient) -> None:
        ack(options=_options(body, sender_of(body, client, desk), desk))

    def _on_submit(ack: Ack, body: Body, view: View, client: WebClient) -> None:
        _submit(ack, view, sender_of(body, client, desk), desk)

    app.action(OPEN)(_on_open)
    app.action(re.compile(f"^(?:{'|'.join(FIELDS)})$"))(_on_change)
    app.action(JOIN)(_on_join)
    app.options(re.compile(f"^(?:{'|'.join(SUGGESTED)})$"))(_on_suggest)
    app.view(SETUP)(_on_submit)


def answer_setup(ask: Ask, desk: Desk) -> None:
    """Answer `/digest setup`: open the modal, or where nothing can open one give the button that can."""
    known = look_up_person(desk, ask.client, ask.team, ask.person)
    sender = Sender(ask.team, ask.person, known, ask.language, ask.zone, ask.client)
    if problem := refusal(desk, known):
        ask.reply(plain_answer(say(problem, ask.language)))
    elif not (ask.trigger and _open(sender, desk, ask.trigger, ask.channel)):
        line = say("setup.press", ask.language)
        ask.reply(Answer(line, [section(line), *actions("digest.setup", [open_button(ask.language)])]))


def open_button(language: Language) -> dict[str, Any]:
    """Build the button that opens the modal for the channel in which it stands."""
    return button(OPEN, say("setup.button", language), "setup")


def refusal(desk: Desk, known: Person | None) -> str | None:
    """Say, as a key, why somebody may change no digest at all, or None."""
    if known and known.is_guest:
        return "setup.error.guest"
    if desk.digest_editors == "editors" and not (known and known.may_edit):
        return "setup.error.editors"
    return None


def _open(sender: Sender, desk: Desk, trigger: str, channel: str) -> bool:
    """Open the modal for a channel; False where the trigger has expired, as on a slow network."""
    base = _base(sender, desk, None if channel.startswith("D") else channel)
    setup = setup_of(base, digest_of(desk.store, sender.team, channel, "roundup"))
    return open_modal(sender.client, trigger, _view(setup, sender, desk))


def _base(sender: Sender, desk: Desk, channel: str | None) -> Digest:
    """Give a channel's settings, or the defaults for whoever sets it up: their zone, their language."""
    known = digest_of(desk.store, sender.team, channel) if channel else None
    return known or default_digest(sender.team, channel or "", sender.zone, sender.language, desk.clock())


def _view(setup: Setup, sender: Sender, desk: Desk) -> View:
    """Build the modal with what stands around its fields: notes on the channel, and for its members the preview."""
    names = names_of(desk, setup.favour, setup.leave_out)
    if setup.channel is None or refusal(desk, sender.person):
        sources = sources_of(desk, setup.sources, Asker(sender.team))
        return setup_view(setup, Shown(names, sources), sender.language)
    place = look_at(sender.client, setup.channel)
    sees = place.standing != "unseen" and is_member(sender.client, setup.channel, sender.id)
    sources = sources_of(desk, setup.sources, Asker(sender.team, channel=setup.channel if sees else None))
    notes = _notes(place, sender)
    if not sees:
        return setup_view(setup, Shown(names, sources, notes), sender.language)
    notes += _replaces(setup.channel, sender, desk)
    return setup_view(setup, Shown(names, sources, notes, _preview(setup, sender, desk)), sender.language)


def _notes(place: Place, sender: Sender) -> tuple[Block, ...]:
    if place.standing == "out":
        return (join_note(place.channel, sender.language),)
    if place.standing == "unseen":
        return (context(say("setup.note.invite", sender.language)),)
    return ()


def _replaces(channel: str, sender: Sender, desk: Desk) -> tuple[Block, ...]:
    """Say that a channel has a digest, and its roundup, which what is saved here replaces."""
    known, language = digest_of(desk.store, sender.team, channel), sender.language
    if known is None:
        return ()
    who = f"<@{known.person}>"
    lines = [settings_words("setup.note.replaces", known, desk.clock(), language, who)]
    if roundup := digest_of(desk.store, sender.team, channel, "roundup"):
        lines.append(settings_words("digest.status.roundup", roundup, desk.clock(), language))
    return (context(" ".join(lines)),)


def _preview(setup: Setup, sender: Sender, desk: Desk) -> tuple[Block, ...]:
    """Write what the settings would bring now, and when they bring it first."""
    now, language = desk.clock(), sender.language
    base = _base(sender, desk, setup.channel)
    draft = as_set(desk.store.db, base if base.id else None, setup.onto(base), now)
    edition = preview(desk.store, asker=Asker(team=sender.team, channel=setup.channel), now=now, draft=draft)
    roundup_at = ""
    if setup.roundup and setup.roundup_at:
        weekly = replace(draft, product="roundup", weekdays=setup.roundup, at=setup.roundup_at)
        roundup_at = next_words(weekly, now, language)
    return preview_blocks(edition, next_words(draft, now, language), roundup_at, language)


def _redraw(body: Body, sender: Sender, desk: Desk, newest: Newest) -> None:
    """Show what the modal holds now with its preview. Of changes in quick succession only the last is drawn."""
    view = body["view"]
    moment = newest.note(view["id"], str((body.get("actions") or [{}])[0].get("action_ts") or ""))
    drawn = _view(read_setup(view), sender, desk)
    if not newest.is_newest(view["id"], moment):
        return
    try:
        sender.client.views_update(view_id=view["id"], hash=view["hash"], view=drawn)
    except SlackApiError as error:
        code = read_refusal(error).code
        if code == "hash_conflict" and newest.is_newest(view["id"], moment):
            sender.client.views_update(view_id=view["id"], view=drawn)  # an older change was drawn meanwhile
        elif code not in ("hash_conflict", "not_found"):  # or the modal was closed
            raise


def _join(body: Body, sender: Sender, respond: Respond, desk: Desk, newest: Newest) -> None:
    """Join the channel that a button names, and say so where the button stands."""
    channel = str(body["actions"][0].get("value") or "")
    code = None if refusal(desk, sender.person) else join(sender.client, channel)
    if body.get("view"):
        _redraw(body, sender, desk, newest)
        return
    key = refusal(desk, sender.person) or ("setup.not_joined" if code else "setup.joined")
    answer = plain_answer(say(key, sender.language, channel=f"<#{channel}>", code=code or ""))
    respond_with(respond, answer, response_type="ephemeral", replace=bool(body["container"].get("is_ephemeral")))


def _options(body: Body, sender: Sender, desk: Desk) -> list[dict[str, Any]]:
    """Give what a menu offers for what was typed."""
    typed, now = str(body.get("value") or "")[:100], desk.clock()
    if body["action_id"] == "zone":
        return [option(zone, zone, offset_words(zone, now)) for zone in find_zones(typed, sender.zone)]
    if body["action_id"] in ("outlets_out", "sources"):
        channel = channel_of(body.get("view") or {})
        asker = Asker(team=sender.team, channel=channel if channel and _sees(sender, channel) else None)
        if body["action_id"] == "sources":
            return source_options(suggest_sources(desk.store, typed, asker))
        return [option(name, name) for name in suggest_outlets(desk.store, typed, asker, now) if len(name) <= 75]
    return entity_options(suggest_entities(desk.names, typed), sender.language)


def _sees(sender: Sender, channel: str) -> bool:
    try:
        return is_member(sender.client, channel, sender.id)
    except SlackApiError:
        return False


def _submit(ack: Ack, view: View, sender: Sender, desk: Desk) -> None:
    """Save what was filled in, or say at each field what is wrong; the modal closes before anything is written."""
    setup = read_setup(view)
    if errors := _errors(setup, sender, desk):
        ack(response_action="errors", errors=errors)
        return
    ack()
    assert setup.channel
    note_place(desk, sender.team, look_at(sender.client, setup.channel))
    daily, roundup = _save(setup, sender, desk)
    desk.schedule.refresh()
    desk.schedule.wake()
    announce(sender.client, setup.channel, change_words(daily, roundup, f"<@{sender.id}>", desk))


def _errors(setup: Setup, sender: Sender, desk: Desk) -> dict[str, str]:
    key = refusal(desk, sender.person) or (setup.channel and _channel_problem(setup.channel, sender))
    asker = Asker(sender.team, channel=None if key else setup.channel)
    known = Shown(names_of(desk, setup.favour, setup.leave_out), sources_of(desk, setup.sources, asker))
    errors = errors_in(setup, known, sender.language)
    return errors | {"channel": say(key, sender.language)} if key else errors


def _channel_problem(channel: str, sender: Sender) -> str | None:
    """Say, as a key, why somebody may not set up the digest of a channel, or None."""
    standing = look_at(sender.client, channel).standing
    if channel.startswith("D") or standing == "unseen":
        return "setup.error.invite"
    if not is_member(sender.client, channel, sender.id):
        return "setup.error.member"
    return "setup.error.join" if standing == "out" else None


def _save(setup: Setup, sender: Sender, desk: Desk) -> tuple[Digest, Digest | None]:
    """Save the digest and its roundup, or take the roundup away."""
    who: dict[str, Any] = {"team": sender.team, "channel": setup.channel, "person": sender.id, "now": desk.clock()}
    shared: dict[str, Any] = {
        "zone": setup.zone,
        "language": setup.language,
        "stories": setup.stories,
        "favour": setup.favour,
        "leave_out": setup.leave_out,
        "outlets_out": setup.outlets_out,
        "sources": setup.sources,
    }
    daily = set_digest(desk.store, **who, **shared, at=setup.at, weekdays=setup.weekdays, on_empty=setup.on_empty)
    if not setup.roundup:
        turn_off(desk.store, **who, product="roundup")
        return daily, None
    weekly: dict[str, Any] = {"at": setup.roundup_at, "weekdays": setup.roundup, "on_empty": "nothing"}
    return daily, set_digest(desk.store, **who, **shared, **weekly, product="roundup")
