"""`/tidings names`: what a team adds to the names and takes away, and what keeps appearing.

Members add names and remove their own; editors remove anything and are offered what keeps appearing; guests read. What
is typed only answers; modals add. A modal is opened first and checked again when it is sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.asking import language_for, look_up_person
from bot.blocks.answers import plain_answer
from bot.blocks.name_views import ADD, ALIAS, add_view, alias_view, errors_of, read_new_name, read_spelling
from bot.blocks.names import (
    OFFERS,
    ROWS_A_PAGE,
    Listing,
    Row,
    Target,
    add_answer,
    names_answer,
    offers_answer,
    read_target,
    refusal_words,
    removal_answer,
    removed_words,
    typed_only_answer,
)
from bot.blocks.parts import quoted
from bot.desk import Ask, Desk
from bot.listeners.clicks import Click, on_target
from bot.listeners.editors import person_of
from bot.listeners.modals import open_modal
from bot.message import Answer
from bot.mrkdwn import escape
from bot.words import say
from store import naming
from store.additions import Addition, is_own, list_additions
from store.match.stopwords import is_stopword
from store.model import Asker, Entity, Language
from store.naming import Change
from store.offers import offer
from store.people import Person, person, person_key
from store.retags import unfinished
from store.spelling import NameRefusedError, Refusal
from store.unknown import Unknown

View = dict[str, Any]
_Take = Callable[[Ack, View, Person | None, Language, Desk], Change | None]


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons, menus and modals of names and editors."""
    app.action(re.compile(r"^names\.(?:add|track\.\d+)$"))(_on_click(desk, _open_add))
    app.action("names.alias")(_on_click(desk, _open_alias))
    app.action(re.compile(r"^names\.remove\.\d+$"))(_on_click(desk, _remove))
    app.action(re.compile(r"^names\.ignore\.\d+$"))(_on_click(desk, _ignore))
    app.action(re.compile(r"^names\.(?:more|newer)$"))(_on_click(desk, _turn_page))
    app.view(ADD)(_on_view(desk, _take_name))
    app.view(ALIAS)(_on_view(desk, _take_spelling))


def answer_names(ask: Ask, desk: Desk) -> None:
    """Answer the words after `/tidings names`."""
    verb, _, rest = ask.text.strip().partition(" ")
    answer = _VERBS.get(verb.casefold())
    if answer is None:
        note = say("names.unclear", ask.language, words=quoted(ask.text, ask.language))
        ask.reply(plain_answer(f"{note}\n{say('names.usage', ask.language)}"))
    else:
        answer(ask, desk, rest.strip())


def is_about_names(text: str, desk: Desk) -> bool:
    """Tell whether the words after `names` are ones that are answered here, rather than a question.

    So is a word that is no verb of ours and names nobody, alone or with one more: `names delet HBL`.
    """
    verb, _, rest = text.partition(" ")
    if verb.casefold() in _VERBS:
        return True
    match = desk.names.resolve(verb)
    return " " not in rest and not is_stopword(verb) and match.outcome == "none" and not match.parts


def _list(ask: Ask, desk: Desk, _: str) -> None:
    ask.reply(_listing(ask, desk, 0))


def _usage(ask: Ask, desk: Desk, _: str) -> None:
    ask.reply(plain_answer(say("names.usage", ask.language)))


def _add(ask: Ask, desk: Desk, text: str) -> None:
    ask.reply(plain_answer(say("names.guest", ask.language)) if ask.is_guest else add_answer(text, ask.language))


def _ask_to_remove(ask: Ask, desk: Desk, text: str) -> None:
    """Ask whether what was typed is to be removed, where that is sure and allowed."""
    if not text:
        _usage(ask, desk, text)
        return
    try:
        entity, spelling = naming.find_removable(desk.names, text)
        _check_may_remove(ask, desk, entity, spelling)
    except NameRefusedError as refused:
        ask.reply(_refused(refused, ask))
    else:
        ask.reply(removal_answer(entity, spelling, ask.language))


def _unknown(ask: Ask, desk: Desk, _: str) -> None:
    offers = _offers(ask, desk)
    if offers is None:
        ask.reply(plain_answer(say("names.offers.editors", ask.language)))
    else:
        ask.reply(offers_answer(offers, ask.language))


_WORDS: tuple[tuple[str, Callable[[Ask, Desk, str], None]], ...] = (
    (",list,列表", _list),
    ("help,usage,?,？,帮助,用法", _usage),
    ("add,alias,spelling,添加,写法", _add),
    ("remove,delete,删除", _ask_to_remove),
    ("unknown,offers,陌生", _unknown),
)
_VERBS = {word: answer for words, answer in _WORDS for word in words.split(",")}


def _on_click(desk: Desk, answer: Callable[[Click, Desk, Target], None]) -> Callable[..., None]:
    """Build a listener that tells a guest why not."""

    def _answer(click: Click, desk: Desk, target: Target) -> None:
        if click.ask.is_guest:
            click.tell(plain_answer(say("names.guest", click.ask.language)))
        else:
            answer(click, desk, target)

    return on_target(desk, read_target, _answer, NameRefusedError, _refused)


def _open_add(click: Click, desk: Desk, target: Target) -> None:
    _open(click, add_view(target.text, target.kind, click.ask.language))


def _open_alias(click: Click, desk: Desk, target: Target) -> None:
    near = desk.names.resolve(target.text).suggestions if target.text else ()
    _open(click, alias_view(target.text, near, click.ask.language))


def _open(click: Click, view: View) -> None:
    if not open_modal(click.ask.client, click.body["trigger_id"], view):
        click.tell(plain_answer(say("stale.click", click.ask.language)))


def _remove(click: Click, desk: Desk, target: Target) -> None:
    ask, slug, text = click.ask, target.entity or "", target.text or None
    change = naming.remove(desk.store, desk.names, slug, text, person=person_of(ask, desk), now=desk.clock())
    desk.retag()
    note = removed_words(change.entity, change.text, ask.language)
    click.replace(_listing(ask, desk, target.offset, note))


def _ignore(click: Click, desk: Desk, target: Target) -> None:
    ask, me = click.ask, person_of(click.ask, desk)
    if not (me and me.may_edit):
        click.tell(plain_answer(say("names.editors_only", ask.language)))
        return
    naming.ignore(desk.store, target.text, by=me.id, now=desk.clock())
    note = say("names.ignored", ask.language, words=quoted(target.text, ask.language))
    click.replace(offers_answer(_offers(ask, desk) or [], ask.language, note))


def _turn_page(click: Click, desk: Desk, target: Target) -> None:
    click.replace(_listing(click.ask, desk, target.offset))


def _on_view(desk: Desk, take: _Take) -> Callable[..., None]:
    """Read who sent a modal, and let what they added count."""

    def _listen(ack: Ack, body: dict[str, Any], view: View, client: WebClient) -> None:
        team, slack_id = body["team"]["id"], body["user"]["id"]
        sender = look_up_person(desk, client, team, slack_id)
        language = language_for(sender, "")
        if sender and sender.is_guest:
            ack(response_action="errors", errors={view["blocks"][0]["block_id"]: say("names.guest", language)})
            return
        change = take(ack, view, sender or _bare(desk, team, slack_id), language, desk)
        if change is None:
            return
        desk.retag()
        if change.retag_id is None:
            answer = typed_only_answer(change.entity, change.text, language)
            client.chat_postMessage(channel=slack_id, text=answer.text, blocks=answer.blocks)

    return _listen


def _take_name(ack: Ack, view: View, sender: Person | None, language: Language, desk: Desk) -> Change | None:
    """Add a name, or show in its fields what is wrong with it; the modal closes before anything is written."""
    new = read_new_name(view)
    refusals = naming.check_name(desk.names, new)
    if refusals:
        ack(response_action="errors", errors=errors_of(refusals, language))
        return None
    ack()
    return naming.add_name(desk.store, desk.names, new, by=sender.id if sender else None, now=desk.clock())


def _take_spelling(ack: Ack, view: View, sender: Person | None, language: Language, desk: Desk) -> Change | None:
    text, owner, use, is_cased = read_spelling(view)
    try:
        entity = naming.find_entity(desk.names, owner)
        refusal = naming.check_spelling(desk.names, entity, text, use=use, is_cased=is_cased)
        refusals: tuple[Refusal, ...] = (refusal,) if refusal else ()
    except NameRefusedError as refused:
        refusals = refused.refusals
    if refusals:
        ack(response_action="errors", errors=errors_of(refusals, language))
        return None
    ack()
    by = sender.id if sender else None
    return naming.add_spelling(
        desk.store, desk.names, entity.id, text, use=use, is_cased=is_cased, by=by, now=desk.clock()
    )


def _listing(ask: Ask, desk: Desk, offset: int, note: str = "") -> Answer:
    """Build a page of what the team added, for an editor who reads it alone with what keeps appearing."""
    rows = _rows(list_additions(desk.store.db))
    me, page = person_of(ask, desk), rows[offset : offset + ROWS_A_PAGE]
    added = [one for row in rows for one in row]
    shown = tuple(Row(row, _may_remove(desk, me, added, row[0]), _clash(desk, row)) for row in page)
    offers = _offers(ask, desk) if ask.is_ephemeral or ask.channel.startswith("D") else None
    waiting = tuple(job for job in unfinished(desk.store.db) if job.total)
    listing = Listing(shown, len(rows), offset, waiting, tuple(offers) if offers else None, note)
    return names_answer(listing, ask.language, ask.zone, may_add=not ask.is_guest)


def _rows(added: list[Addition]) -> list[tuple[Addition, ...]]:
    """Join what was added to an entity of the team's own in one row; another spelling is a row by itself."""
    own = {one.slug for one in added if one.is_name}
    rows: dict[tuple[str, str], list[Addition]] = {}
    for one in added:
        rows.setdefault((one.slug, "" if one.slug in own else one.text), []).append(one)
    return [tuple(sorted(row, key=lambda one: not one.is_name)) for row in rows.values()]


def _may_remove(desk: Desk, me: Person | None, added: list[Addition], first: Addition) -> bool:
    text = None if first.is_name else first.text
    return me is not None and naming.may_remove(added, first.slug, text, me, is_own(desk.store.db, first.slug))


def _check_may_remove(ask: Ask, desk: Desk, entity: Entity, text: str | None) -> None:
    me, added = person_of(ask, desk), list_additions(desk.store.db)
    if me is None or not naming.may_remove(added, entity.id, text, me, is_own(desk.store.db, entity.id)):
        raise NameRefusedError(Refusal("entity", "not_yours", text or entity.name))


def _clash(desk: Desk, row: tuple[Addition, ...]) -> tuple[Entity, ...]:
    """Give who else has come to have the name of a row, as after a new edition of the catalogue."""
    match = desk.names.resolve(row[0].text)
    if match.outcome != "ambiguous" or match.via in ("typo", "pinyin", "ticker", "first name"):
        return ()
    return tuple(entity for entity in match.suggestions if entity.id != row[0].slug)


def _offers(ask: Ask, desk: Desk) -> list[Unknown] | None:
    """Give what keeps appearing in the stories that everyone may see, for editors; None for who is none."""
    me = person_of(ask, desk)
    if not (me and me.may_edit):
        return None
    return offer(desk.store, desk.names, asker=Asker(team=ask.team), now=desk.clock(), limit=OFFERS)


def _refused(refused: NameRefusedError, ask: Ask) -> Answer:
    return plain_answer("\n".join(escape(refusal_words(one, ask.language)) for one in refused.refusals))


def _bare(desk: Desk, team: str, slack_id: str) -> Person | None:
    """Give a person of whom Slack told us nothing just now, so that what they add is theirs all the same."""
    with desk.store.transaction() as db:
        person_key(db, team, slack_id)
    return person(desk.store.db, team, slack_id)
