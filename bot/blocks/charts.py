"""Charts as blocks: the values of one track over time. Pure.

A chart is Slack's own `data_visualization` block (docs.slack.dev, data visualization block): one series of at most 20
points, each named after its time in at most 20 characters. The message's text says the same in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.blocks.amounts import amount_words, scale_of, time_words
from bot.blocks.parts import clip, day_words
from bot.message import Block
from bot.words import say
from store.model import Entity, Language
from store.timeline import Point, Track

MOST_BARS = 20
TITLE_LIMIT, LABEL_LIMIT = 50, 20
"""Slack's limits of a chart, in characters."""


def time_of_point(point: Point, language: Language) -> str:
    """Write when a point stands; of one that only led to the next, nothing is known but that it was earlier."""
    return say("time.before", language) if point.is_before else time_words(point.time, language)


def drawable_of(tracks: Sequence[Track]) -> list[Track]:
    """Give the tracks that a chart would show more than one point of."""
    return [track for track in tracks if len(_drawn(track)) > 1]


def _drawn(track: Track) -> list[Point]:
    """Give the points that a chart shows: what is only expected would be drawn like what is."""
    return [point for point in track.points if not point.is_expected]


def chart_block(entity: Entity, track: Track, language: Language) -> Block:
    """Draw a track's newest points, at least one, in the largest unit that fits them all."""
    points = _drawn(track)[-MOST_BARS:]
    size, scale = scale_of(track.kind, max(point.value for point in points), language)
    labels = _labels(points, language)
    of = say(f"of.{track.of}", language)
    title = say("figures.chart.title", language, name=entity.name_in(language), of=of)
    data = [
        {"label": label, "value": float(f"{point.value / size:.6g}")}
        for label, point in zip(labels, points, strict=True)
    ]
    axes: dict[str, Any] = {"categories": labels}
    if unit := _unit_words(track, scale, language):
        axes["y_label"] = unit
    chart = {"type": "bar", "series": [{"name": clip(of, LABEL_LIMIT), "data": data}], "axis_config": axes}
    return {"type": "data_visualization", "title": clip(title, TITLE_LIMIT), "chart": chart}


def _unit_words(track: Track, scale: str, language: Language) -> str:
    """Name what a chart's values are in: $B, 亿美元, GW; nothing for plain numbers."""
    if track.kind == "money":
        return amount_words("money", track.unit, 1, 1, "exact", language).replace("1", scale, 1)
    return f"{scale}{track.unit}" if track.unit not in ("1", "XXX") else scale


def _labels(points: Sequence[Point], language: Language) -> list[str]:
    """Name points by their time, by the day where a month has several, and by their place where a day has."""
    labels = [time_of_point(point, language) for point in points]
    twice = Counter(labels)
    labels = [
        day_words(point.time, "UTC", language)
        if twice[label] > 1 and len(point.time) == 10 and not point.is_before
        else label
        for label, point in zip(labels, points, strict=True)
    ]
    seen: Counter[str] = Counter()
    for place, label in enumerate(labels):
        seen[label] += 1
        labels[place] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return labels
