"""Figures as answers: an entity's tracks in short and in full, one of them drawn, and the open disagreements. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from bot.blocks.amounts import amount_words
from bot.blocks.charts import MOST_BARS, chart_block, drawable_of, time_of_point
from bot.blocks.disagreements import NAME_LIMIT, disagreement_in_full, disagreement_line, linked_headline
from bot.blocks.parts import (
    actions,
    button,
    choice_label,
    clip,
    context,
    header,
    joined,
    listed,
    quoted,
    section,
)
from bot.carried import as_carried, read_carried
from bot.message import Answer, Block
from bot.mrkdwn import escape
from bot.pages import most_named
from bot.words import say
from store.cluster.outlets import name_outlets
from store.model import ENTITY_KINDS, Disagreement, Entity, Language, Story
from store.timeline import Point, Track

SHOW, CHART, OPEN = "figures.show", "figures.chart", "figures.open"
"""Actions: an entity's figures in full, their chart, and the open disagreements."""

SHORT_TRACKS, SHORT_POINTS = 3, 3
TRACKS_A_PAGE, POINTS = 4, 3
OPEN_A_PAGE, DISPUTED, WHOSE, OTHER_CHARTS = 6, 3, 8, 5


class FiguresView(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a button of figures shows: whose, which track, from which place on, in which language."""

    entity: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]{0,99}$")] | None = None
    track: Annotated[str, msgspec.Meta(max_length=80)] = ""
    offset: Annotated[int, msgspec.Meta(ge=0, le=500)] = 0
    language: Language | None = None


def as_value(view: FiguresView) -> str:
    """Write a view as a button's value."""
    return as_carried(view)


def read_value(value: object) -> FiguresView | None:
    """Read a view back from a button's value, or None for anything that is not one."""
    return read_carried(value, FiguresView)


def track_blocks(entity: Entity, tracks: Sequence[Track], language: Language) -> list[Block]:
    """Build an entity's most telling tracks in short, with the buttons to their chart and to all of them."""
    if not tracks:
        return []
    lines = "\n".join(track_words(track, language, SHORT_POINTS) for track in tracks[:SHORT_TRACKS])
    view = FiguresView(entity.id, language=language)
    buttons = [button(CHART, say("figures.button.chart", language), as_value(view))] if drawable_of(tracks) else []
    buttons.append(button(SHOW, say("figures.button.all", language), as_value(view)))
    return [section(lines), *actions("figures", buttons)]


def track_words(track: Track, language: Language, most: int) -> str:
    """Write a track in a line: its newest values in order of time, and how many outlets tell of it."""
    points = [_point_words(track, point, language) for point in track.points[-most:]]
    outlets = _outlets([story for point in track.points for story in point.stories], language)
    words = " → ".join(["…", *points] if len(track.points) > most else points)
    if len(outlets) > 1:
        words += say("figures.outlets", language, n=len(outlets))
    return say("figures.track", language, of=say(f"of.{track.of}", language), points=words)


def figures_answer(
    entity: Entity, tracks: Sequence[Track], disputed: Sequence[Disagreement], view: FiguresView, language: Language
) -> Answer:
    """Build an entity's figures in full: a page of tracks, each value with its report, and what is disagreed on."""
    name = entity.name_in(language)
    if not tracks and not disputed:
        line = say("figures.none", language, name=escape(name))
        return Answer(line, [section(line)])
    title = say("figures.title.of", language, name=name)
    count = say("figures.count.one" if len(tracks) == 1 else "figures.count", language, n=len(tracks))
    shown = tracks[view.offset : view.offset + TRACKS_A_PAGE]
    told = [_track_in_full(track, language) for track in shown]
    told += [disagreement_line(each, language) for each in disputed[:DISPUTED]]
    stories = [story for track in shown for point in track.points for story in point.stories]
    others = most_named(stories, ENTITY_KINDS, 6, but=entity.id)
    names = say("related", language, names=listed([escape(other.name_in(language)) for other in others], language))
    foot = [context(names)] if others else []
    buttons = actions("figures", _page_buttons(entity, tracks, view, language))
    blocks = [header(title), context(count), *map(section, told), *foot, *buttons]
    return Answer("\n".join([joined([escape(title) + say("list.end", language), count], language), *told]), blocks)


def whose_answer(named: Sequence[Entity], language: Language, *, unknown: str = "") -> Answer:
    """Build the question whose figures are meant, where several names were typed or one may be several's.

    With `unknown`, words that are no name we know, these are the nearest to it.
    """
    line = say("figures.whose", language)
    if unknown:
        asked = say("ask.unknown.any", language, words=quoted(unknown, language))
        line = f"{asked}\n{say('ask.nearest', language)}"
    labels = [choice_label(entity, language) for entity in named[:WHOSE]]
    buttons = [
        button(f"{SHOW}.{n}", label, as_value(FiguresView(entity.id)))
        for n, (entity, label) in enumerate(zip(named, labels, strict=False))
    ]
    names = escape(listed(labels, language))
    return Answer(joined([line, names], language), [section(line), *actions("figures", buttons)])


def chart_answer(entity: Entity, tracks: Sequence[Track], view: FiguresView, language: Language) -> Answer:
    """Build the chart of one of an entity's tracks, with buttons for the others."""
    drawable = drawable_of(tracks)
    chosen = next((track for track in drawable if track.key == view.track), None) or next(iter(drawable), None)
    if chosen is None:
        line = say("figures.chart.none", language, name=escape(entity.name_in(language)))
        return Answer(line, [section(line)])
    words = track_words(chosen, language, MOST_BARS)
    others = [track for track in drawable if track is not chosen][:OTHER_CHARTS]
    buttons = [
        button(
            f"{CHART}.{place}",
            say(f"of.{track.of}", language),
            as_value(FiguresView(entity.id, track.key, language=language)),
        )
        for place, track in enumerate(others)
    ]
    undrawn = [say("figures.chart.expected", language)] if any(p.is_expected for p in chosen.points) else []
    note = context(joined([say("figures.chart.note", language), *undrawn], language))
    blocks = [chart_block(entity, chosen, language), section(words), note, *actions("charts", buttons)]
    return Answer(f"{escape(entity.name_in(language))}{say('list.tells', language, sentence=words)}", blocks)


def disagreements_answer(told: Sequence[Disagreement], view: FiguresView, language: Language, zone: str) -> Answer:
    """Build a page of the open disagreements, each with both reports."""
    if not told:
        line = say("disagree.none", language)
        return Answer(line, [section(line)])
    title = say("disagree.title", language)
    count = say("disagree.count.one" if len(told) == 1 else "disagree.count", language, n=len(told))
    shown = [disagreement_in_full(each, language, zone) for each in told[view.offset : view.offset + OPEN_A_PAGE]]
    buttons = actions("figures", _turning(OPEN, view, len(told), OPEN_A_PAGE, language))
    blocks = [header(title), context(count), *map(section, shown), *buttons]
    return Answer("\n".join([joined([title + say("list.end", language), count], language), *shown]), blocks)


def _point_words(track: Track, point: Point, language: Language) -> str:
    amount = amount_words(track.kind, track.unit, point.low, point.high, point.bound, language)
    key = "figures.point.expected" if point.is_expected else "figures.point"
    return say(key, language, amount=amount, time=time_of_point(point, language))


def _track_in_full(track: Track, language: Language) -> str:
    lines = [track_words(track, language, POINTS)]
    for point in track.points[-POINTS:]:
        story = next((story for story in point.stories if story.language == language), point.stories[0])
        outlets = listed([escape(clip(name, NAME_LIMIT)) for name in _outlets(point.stories, language)[:3]], language)
        told = linked_headline(story)
        lines.append(f"• {_point_words(track, point, language)} — {outlets} · {told}")
    return "\n".join(lines)


def _outlets(stories: Sequence[Story], language: Language) -> list[str]:
    """Name who tells a figure, each once, in a language where it can be; a storyline's reports that credit nobody are
    one together, as wherever outlets are counted.
    """
    told: dict[int | str, list[Story]] = {}
    for story in sorted(stories, key=lambda story: story.language != language):
        told.setdefault(story.storyline or story.source, []).append(story)
    return list(dict.fromkeys(name for reports in told.values() for name in name_outlets(reports)))


def _page_buttons(
    entity: Entity, tracks: Sequence[Track], view: FiguresView, language: Language
) -> list[dict[str, Any]]:
    turned = replace(view, entity=entity.id, language=language)
    buttons = [button(CHART, say("figures.button.chart", language), as_value(turned))] if drawable_of(tracks) else []
    return [*buttons, *_turning(SHOW, turned, len(tracks), TRACKS_A_PAGE, language)]


def _turning(action: str, view: FiguresView, total: int, a_page: int, language: Language) -> list[dict[str, Any]]:
    """Build the buttons to the other pages and to the other language."""
    buttons = []
    if view.offset:
        newer = replace(view, offset=max(0, view.offset - a_page))
        buttons.append(button(f"{action}.newer", say("button.newer", language), as_value(newer)))
    if view.offset + a_page < total:
        more = replace(view, offset=view.offset + a_page)
        buttons.append(button(f"{action}.more", say("button.more", language), as_value(more)))
    other: Language = "en" if language == "zh" else "zh"
    turned = as_value(replace(view, language=other))
    return [*buttons, button(f"{action}.language", say(f"button.{other}", language), turned)]
