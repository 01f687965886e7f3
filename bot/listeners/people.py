"""What people keep for themselves: whom they follow, their own edition and alerts, and the stories they saved.

All of it is theirs alone: it is answered where only they read, and nobody else can see or change it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.answering import answer_view
from bot.blocks.answers import Reading, plain_answer
from bot.blocks.parts import listed
from bot.blocks.people import (
    FOLLOW,
    PAGE,
    SAVED_A_PAGE,
    Saved,
    follow_question,
    following_answer,
    saved_answer,
)
from bot.desk import Ask, Desk
from bot.listeners.clicks import Click, click_of
from bot.listeners.digest_words import read_wish
from bot.listeners.me import OFF, answer_me, mine_of
from bot.mrkdwn import escape
from bot.pages import question_text, read_value
from bot.questions import is_help
from bot.words import say
from store.keeps import saved_by, toggle_save
from store.model import Asker, Entity, Language, Match
from store.people import person_key
from store.personal import (
    MOST_FOLLOWED,
    TooManyFollowedError,
    follow,
    personal_of,
    unfollow,
)
from store.stories import stories_by_ids

Body = dict[str, Any]


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of what people keep for themselves."""

    def _on_click(answer: Callable[[Click, Desk], None]) -> Callable[..., None]:
        def _listen(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
            ack()
            if body.get("channel"):  # in the Home, `home` listens
                answer(click_of(body, client, respond, desk), desk)

        return _listen

    app.action(re.compile(r"^answer\.(?:un)?follow$"))(_on_click(_follow_answered))
    app.action(re.compile(rf"^{re.escape(FOLLOW)}\.\d+$"))(_on_click(_follow_chosen))
    app.action(re.compile(rf"^{re.escape(PAGE)}\.(?:more|newer)$"))(_on_click(_turn_page))


def is_about_people(first: str, rest: str) -> bool:
    """Tell whether words are ones that are answered here, rather than a question."""
    verb = first.casefold()
    if verb not in _VERBS:
        return False
    is_plain = not rest or rest.casefold() in OFF or is_help(rest) or rest.isdecimal()
    return _VERBS[verb] is not answer_me or is_plain or not read_wish(rest).unclear


def answer_people(ask: Ask, desk: Desk, first: str, rest: str) -> None:
    """Answer a verb and what follows it."""
    _VERBS[first.casefold()](dataclasses.replace(ask, text=rest), desk)


def saved_page(desk: Desk, asker: Asker, offset: int, size: int) -> Saved:
    """Give a page of what somebody saved; one beyond the end is the first."""
    ids, total = saved_by(desk.store.db, asker, size, offset)
    if offset and not ids:
        return saved_page(desk, asker, 0, size)
    return Saved(tuple(stories_by_ids(desk.store.db, ids)), total, offset)


def unfollow_one(desk: Desk, team: str, person: str, slug: str, language: Language) -> str:
    """Let somebody follow an entity no longer, and say so."""
    entity = desk.names.entity(slug)
    gone = unfollow(desk.store, team=team, person=person, slugs=[slug], now=desk.clock())
    names = _names([entity] if entity else [], language)
    return say("follow.undone" if gone else "follow.not", language, names=names)


def unsave_one(desk: Desk, team: str, person: str, story: str, language: Language) -> str:
    """Take a story off somebody's list, where it is on it, and say so."""
    if story.isdecimal():
        with desk.store.transaction() as db:
            person_id = person_key(db, team, person)
            if toggle_save(db, person_id, int(story), desk.clock()):
                toggle_save(db, person_id, int(story), desk.clock())
    return say("saved.undone", language)


def _follow(ask: Ask, desk: Desk) -> None:
    match = _named(ask, desk)
    if match is None:
        ask.reply(plain_answer(say("follow.usage", ask.language)))
    elif entities := _entities(match):
        ask.reply(plain_answer(_follow_all(desk, ask, entities)))
    else:
        ask.reply(follow_question(match, ask.language))


def _unfollow(ask: Ask, desk: Desk) -> None:
    match = _named(ask, desk)
    if match is None:
        ask.reply(plain_answer(say("follow.usage", ask.language)))
        return
    entities = _entities(match) or list(match.suggestions)
    slugs = [entity.id for entity in entities]
    gone = unfollow(desk.store, team=ask.team, person=ask.person, slugs=slugs, now=desk.clock())
    left = [entity for entity in entities if entity.id in gone]
    if left or entities:
        key = "follow.undone" if left else "follow.not"
        ask.reply(plain_answer(say(key, ask.language, names=_names(left or entities[:1], ask.language))))
    else:
        ask.reply(follow_question(match, ask.language))


def _following(ask: Ask, desk: Desk) -> None:
    ask.reply(following_answer(mine_of(desk, ask.team, ask.person), desk.clock(), ask.language))


def _saved(ask: Ask, desk: Desk) -> None:
    ask.reply(saved_answer(saved_page(desk, ask.asker, 0, SAVED_A_PAGE), ask.zone, ask.language))


def _follow_answered(click: Click, desk: Desk) -> None:
    """Follow, or no longer, whom an answer is about. The clicker's own answer shows it; others stay as they are."""
    ask, view = click.ask, read_value(click.action.get("value"))
    entity = desk.names.entity(view.entity) if view and view.entity else None
    if view is None or entity is None:
        click.tell(plain_answer(say("stale.button", ask.language)))
        return
    if click.action["action_id"] == "answer.unfollow":
        note = unfollow_one(desk, ask.team, ask.person, entity.id, ask.language)
    else:
        note = _follow_all(desk, ask, [entity])
    if not ask.is_ephemeral:
        click.tell(plain_answer(note))
        return
    shareable = not ask.is_guest and not ask.channel.startswith("D")
    reading = Reading(view, view.language or ask.language, ask.zone, shareable, note=note)
    click.replace(answer_view(desk, ask.asker, reading))


def _follow_chosen(click: Click, desk: Desk) -> None:
    ask, entity = click.ask, desk.names.entity(str(click.action.get("value")))
    note = _follow_all(desk, ask, [entity]) if entity else say("stale.button", ask.language)
    click.replace(plain_answer(note))


def _turn_page(click: Click, desk: Desk) -> None:
    offset = str(click.action.get("value"))
    page = saved_page(desk, click.ask.asker, int(offset) if offset.isdecimal() else 0, SAVED_A_PAGE)
    click.replace(saved_answer(page, click.ask.zone, click.ask.language))


def _follow_all(desk: Desk, ask: Ask, entities: list[Entity]) -> str:
    """Follow entities, and say so; whoever hears of nothing yet is told how they may."""
    language, slugs = ask.language, [entity.id for entity in entities]
    try:
        new = follow(desk.store, team=ask.team, person=ask.person, slugs=slugs, now=desk.clock())
    except TooManyFollowedError:
        return say("follow.most", language, n=MOST_FOLLOWED)
    said = say("follow.done" if new else "follow.already", language, names=_names(entities, language))
    hears = any(personal_of(desk.store, ask.team, ask.person))
    space = "" if language == "zh" else " "
    return said if hears else f"{said}{space}{say('follow.hint', language)}"


def _named(ask: Ask, desk: Desk) -> Match | None:
    text = question_text(ask.text)
    return desk.names.resolve(text) if text and not is_help(text) else None


def _entities(match: Match) -> list[Entity]:
    """Give whom a text names for sure: one, or several side by side."""
    if match.entity:
        return [match.entity]
    sure = [part.entity for part in match.parts if part.entity]
    return sure if len(sure) == len(match.parts) else []


def _names(entities: Iterable[Entity], language: Language) -> str:
    return listed([f"*{escape(entity.name_in(language))}*" for entity in entities], language)


_WORDS: tuple[tuple[str, Callable[[Ask, Desk], None]], ...] = (
    ("follow,关注", _follow),
    ("unfollow,取消关注", _unfollow),
    ("following,follows,我的关注", _following),
    ("saved,收藏", _saved),
    ("me,alerts,我的,提醒", answer_me),
)
_VERBS = {word: answer for words, answer in _WORDS for word in words.split(",")}
