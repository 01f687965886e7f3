"""Answer an ask: resolve the name, find the stories, choose the page, build the answer. Used by every surface.

It knows no command, event or button; those say what is asked, and `ask.reply` sends the answer back to where it was
asked. An unsure name is always a question, never a guess.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.blocks.answers import (
    Reading,
    entity_answer,
    plain_answer,
    search_answer,
)
from bot.blocks.help import Subject, help_answer, usage_answer
from bot.blocks.names import adding_buttons
from bot.blocks.questions import unknown_answer, which_answer
from bot.desk import Ask, Desk
from bot.message import Answer
from bot.pages import (
    MAX_OFFSET,
    STORYLINES_A_PAGE,
    Page,
    View,
    collapse_stories,
    most_named,
    question_text,
)
from bot.questions import likely_name, search_terms, split_span
from bot.words import say
from store.comparing import disagreements_in
from store.keeps import follows_of
from store.model import Asker, Entity, EntityKind, Match
from store.people import person
from store.query import read_query
from store.search import Found, find
from store.spelling import LONGEST
from store.tracking import tracks_of

_FIRST_BATCH, _BATCH = 30, 100
"""Stories read at a time until a page of storylines is full; most storylines have one or two stories."""

_RECENT_NAMES = 6
_LOOSE = frozenset({"typo", "pinyin", "former"})
"""Ways of matching after which the answer says what was typed, so that a wrong reading is seen."""

_MENTION = re.compile(r"<[@!][^<>]*>")
"""Somebody, or a channel, who is called to read along: nothing to look for."""

_KINDS_OF: dict[Subject, tuple[EntityKind, ...]] = {"company": ("company",), "topic": ("topic", "product", "person")}


def answer_name(ask: Ask, desk: Desk, kind: EntityKind) -> None:
    """Answer what was typed after `/company` or `/topics`."""
    text = question_text(ask.text)
    match = _with_shown(desk, desk.names.resolve(text, prefer=kind))
    if match.outcome == "none" and not match.parts:
        hits = _count(ask, desk, View(text=text))
        ask.reply(unknown_answer(match, kind, hits, ask.language, _adding(ask, match.query, kind)))
    else:
        _answer_match(ask, desk, match)


def answer_news(ask: Ask, desk: Desk) -> None:
    """Answer what was typed after `/news`: a search with its filters; nothing typed shows the latest.

    A span in words becomes a filter, but in what is quoted, or is a name as a whole ("USA Today").
    """
    text = question_text(ask.text)
    if '"' not in text and "“" not in text and desk.names.resolve(text).outcome != "match":
        text = _search_view(*split_span(text)).text
    show(ask, desk, View(text=text))


def answer_question(ask: Ask, desk: Desk) -> None:
    """Answer a question in plain words, as a mention or a direct message puts it."""
    text = question_text(_MENTION.sub(" ", ask.text))
    if _has_filters(text, _now(desk, ask.zone)):
        show(ask, desk, View(text=text))
        return
    whole = _with_shown(desk, desk.names.resolve(text))
    if whole.outcome != "none":
        _answer_match(ask, desk, whole)
        return
    rest, span = split_span(text)
    name = likely_name(rest)
    if name:
        _answer_match(ask, desk, _with_shown(desk, desk.names.resolve(name)), span)
    else:
        show(ask, desk, View(text=span))


def answer_usage(ask: Ask, desk: Desk, subject: Subject) -> None:
    """Answer an empty argument, or `help`: how a command is used, and names that it could be used with."""
    if subject == "tidings":
        ask.reply(help_answer(ask.language))
        return
    kinds = _KINDS_OF.get(subject, ())
    recent = most_named(_latest(ask, desk).stories, kinds, _RECENT_NAMES) if kinds else []
    ask.reply(usage_answer(subject, recent, ask.language))


def show(ask: Ask, desk: Desk, view: View, typed: str = "", dropped: str = "") -> None:
    """Answer with a view. `typed` is said beside the name that it was taken for, `dropped` are words left out."""
    shareable = ask.is_ephemeral and not ask.is_guest and not ask.channel.startswith("D")
    reading = Reading(view, view.language or ask.language, ask.zone, shareable, typed, dropped)
    ask.reply(answer_view(desk, ask.asker, reading))


def answer_view(desk: Desk, asker: Asker, reading: Reading) -> Answer:
    """Build the answer that a view shows to an asker, anchored so that its further pages hold still."""
    view = reading.view
    entity = desk.names.entity(view.entity) if view.entity else None
    if view.entity and entity is None:
        return plain_answer(say("stale.entity", reading.language))
    found, page = _read_page(desk, asker, reading, entity)
    anchored = msgspec.structs.replace(view, up_to=found.newest_id)
    reading = dataclasses.replace(reading, view=anchored, may_hide=_may_hide(desk, asker))
    if entity is None:
        return search_answer(found, page, reading)
    reading = dataclasses.replace(reading, follows=_follows(desk, asker, entity))
    tracks = () if view.offset else tracks_of(desk.store, entity.id, asker, reading.language)
    return entity_answer(entity, _relations(desk, entity), page, reading, tracks)


def _follows(desk: Desk, asker: Asker, entity: Entity) -> bool:
    if asker.team is None or asker.person is None:
        return False
    return entity.id in follows_of(desk.store.db, asker.team, asker.person)


def _may_hide(desk: Desk, asker: Asker) -> bool:
    """Tell whether an answer is read by an editor alone."""
    reader = person(desk.store.db, asker.team, asker.person) if asker.team and asker.person else None
    return reader is not None and reader.may_edit


def _with_shown(desk: Desk, match: Match) -> Match:
    """Offer first the topic that a text which is no name shows in a story, as “gpu” shows chips."""
    if match.outcome == "match" or match.parts:
        return match
    whole = [found.entity_id for found in desk.names.mentions_in(match.query) if found.words == match.query]
    shown = [entity for slug in whole if (entity := desk.names.entity(slug))]
    others = [entity for entity in match.suggestions if entity not in shown]
    return dataclasses.replace(match, suggestions=(*shown, *others)) if shown else match


def _answer_match(ask: Ask, desk: Desk, match: Match, span: str = "") -> None:
    """Answer with the entity that is meant, ask which one, or search for several names or for a name and words.

    `span` is a filter such as `since:7d`, with which even one name is a search.
    """
    if match.outcome == "ambiguous":
        ask.reply(which_answer(match, ask.language))
    elif match.entity:
        _show_names(ask, desk, [match], span)
    elif match.parts:
        _answer_parts(ask, desk, match, span)
    else:
        _answer_words(ask, desk, match, span)


def _answer_parts(ask: Ask, desk: Desk, match: Match, span: str) -> None:
    """Answer names and the words beside them; words that no story holds together with the names are dropped."""
    names, terms = [part.query for part in match.parts], search_terms(match.rest)
    view = _search_view(*names, terms, span)
    if terms and _count(ask, desk, view):
        show(ask, desk, view)
    else:
        _show_names(ask, desk, match.parts, span, terms)


def _show_names(ask: Ask, desk: Desk, named: Sequence[Match], span: str, dropped: str = "") -> None:
    """Show the stories of one name as that entity's answer, and of several, or within a span, as a search."""
    first = named[0]
    if len(named) == 1 and first.entity and not span:
        typed = first.query if first.via in _LOOSE else ""
        show(ask, desk, View(entity=first.entity.id), typed, dropped)
    else:
        show(ask, desk, _search_view(*(match.query for match in named), span), dropped=dropped)


def _answer_words(ask: Ask, desk: Desk, match: Match, span: str) -> None:
    """Answer words that name nothing we know: the stories that hold them, or that there are none."""
    terms = search_terms(match.query)
    view = _search_view(terms, span)
    if span or (terms and _count(ask, desk, view)):
        show(ask, desk, view)
    else:
        ask.reply(unknown_answer(match, None, 0, ask.language, _adding(ask, terms or match.query, None)))


def _adding(ask: Ask, text: str, kind: EntityKind | None) -> list[dict[str, Any]]:
    """Give the buttons that add what was typed to the names, for whoever may; a pasted page is no name."""
    return adding_buttons(text, kind, ask.language) if not ask.is_guest and len(text) <= LONGEST else []


def _search_view(*parts: str) -> View:
    return View(text=question_text(" ".join(part for part in parts if part)))


def _read_page(desk: Desk, asker: Asker, reading: Reading, entity: Entity | None) -> tuple[Found, Page]:
    """Read stories, newest first, until the view's page of storylines is full and one more is known of."""
    view, end = reading.view, reading.view.offset + STORYLINES_A_PAGE
    found = _find(desk, asker, reading, entity, limit=_FIRST_BATCH)
    stories = list(found.stories)
    shown = collapse_stories(stories, reading.language)
    while len(shown) <= end and len(stories) < found.total:
        batch = _find(desk, asker, reading, entity, limit=_BATCH, offset=len(stories), up_to=found.newest_id)
        if not batch.stories:
            break
        stories.extend(batch.stories)
        shown = collapse_stories(stories, reading.language)
    here = tuple(shown[view.offset : end])
    told = disagreements_in(desk.store.db, [each.story.storyline for each in here if each.story.storyline])
    return found, Page(here, found.storylines, len(shown) > end and end <= MAX_OFFSET, told)


def _find(
    desk: Desk,
    asker: Asker,
    reading: Reading,
    entity: Entity | None,
    *,
    limit: int,
    offset: int = 0,
    up_to: int | None = None,
) -> Found:
    return find(
        desk.store,
        desk.names,
        reading.view.text,
        asker=asker,
        now=_now(desk, reading.zone),
        entity=entity,
        limit=limit,
        offset=offset,
        up_to=reading.view.up_to if up_to is None else up_to,
    )


def _count(ask: Ask, desk: Desk, view: View) -> int:
    return _find(desk, ask.asker, Reading(view, ask.language, ask.zone), None, limit=1).storylines


def _latest(ask: Ask, desk: Desk) -> Found:
    return _find(desk, ask.asker, Reading(View(), ask.language, ask.zone), None, limit=_BATCH)


def _relations(desk: Desk, entity: Entity) -> list[tuple[str, Entity]]:
    named = [(relation, desk.names.entity(slug)) for relation, slug in entity.relations]
    return [(relation, other) for relation, other in named if other]


def _has_filters(text: str, now: datetime) -> bool:
    query = read_query(text, now.date())
    return bool(query.names or query.outlet or query.since or query.until or query.language)


def _now(desk: Desk, zone: str) -> datetime:
    """Give the time in the asker's zone, in which `since:today` is meant."""
    return desk.clock().astimezone(ZoneInfo(zone))
