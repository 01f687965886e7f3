"""A digest's settings in one line, and when it comes next. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.blocks.editions import moment_words, weekday_words
from bot.blocks.parts import clip, listed
from bot.mrkdwn import escape
from bot.words import say
from store.due import next_due
from store.model import Digest, Entity, Language

NAME_LIMIT, MOST_NAMED = 40, 5
JUST_NOW = timedelta(seconds=10)


def settings_words(key: str, digest: Digest, now: datetime, language: Language, who: str = "") -> str:
    """Say when and how a digest comes. `key` is a text with its placeholders."""
    return say(
        key,
        language,
        days=weekday_words(digest.weekdays, language),
        at=digest.at,
        zone=escape(digest.zone),
        in_language=say(f"language.{digest.language}", language),
        next_at=next_words(digest, now, language),
        who=who,
    )


def taste_words(
    digest: Digest,
    roundup: Digest | None,
    names: Mapping[str, Entity],
    sources: Mapping[int, str],
    language: Language,
) -> str:
    """Say what a digest takes, favours and leaves out, and its roundup, as a clause; empty where it says nothing.

    `sources` are the names of those it takes from, by row id.
    """
    favour, left = _named(digest.favour, names, language), _named(digest.leave_out, names, language)
    left += [escape(clip(outlet, NAME_LIMIT)) for outlet in digest.outlets_out]
    taken = [escape(clip(sources[source], NAME_LIMIT)) for source in digest.sources if source in sources]
    parts = [
        say(f"setup.said.{key}", language, names=_some(said, language))
        for key, said in (("sources", taken), ("favour", favour), ("leave_out", left))
        if said
    ]
    if roundup:
        days = weekday_words(roundup.weekdays, language)
        parts.append(say("setup.said.roundup", language, days=days, at=roundup.at))
    return say("list.clause", language).join(parts)


def next_words(digest: Digest, now: datetime, language: Language) -> str:
    """Say when a digest comes next, in its zone; an edition that is owed since just now comes at once."""
    if digest.owed and now - datetime.fromisoformat(digest.set_at) < JUST_NOW:
        return say("digest.at_once", language)
    return moment_words(next_due(digest, now).due_at.isoformat(), digest.zone, language)


def _named(slugs: Sequence[str], names: Mapping[str, Entity], language: Language) -> list[str]:
    return [escape(clip(names[slug].name_in(language), NAME_LIMIT)) for slug in slugs if slug in names]


def _some(names: list[str], language: Language) -> str:
    """List names, the first few of many."""
    rest = len(names) - MOST_NAMED
    return listed(names[:MOST_NAMED], language) + (say("list.others", language, n=rest) if rest > 0 else "")
