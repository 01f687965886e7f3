"""What somebody set a digest to bring, in the words that its channel is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.blocks.settings_words import settings_words, taste_words
from bot.desk import Desk
from bot.words import say
from store.model import Asker, Digest, Entity, Language
from store.sources import sources_seen


def names_of(desk: Desk, *slugs: Sequence[str]) -> Mapping[str, Entity]:
    """Give the entities of slugs, as far as they are known still."""
    found = {slug: desk.names.entity(slug) for some in slugs for slug in some}
    return {slug: entity for slug, entity in found.items() if entity}


def sources_of(desk: Desk, chosen: Sequence[int], asker: Asker) -> Mapping[int, str]:
    """Give the names of the sources that are chosen, as far as the asker knows them."""
    return sources_seen(desk.store.db, asker, len(chosen), ids=chosen) if chosen else {}


def change_words(daily: Digest, roundup: Digest | None, who: str, desk: Desk) -> str:
    """Say in one line what somebody set, in the language of the digest."""
    line = settings_words("digest.set", daily, desk.clock(), daily.language, who)
    return f"{line}{chosen_words(daily, roundup, desk, daily.language)}"


def chosen_words(daily: Digest, roundup: Digest | None, desk: Desk, language: Language) -> str:
    """Say in a sentence what a digest takes, favours and leaves out, with a space before it; nothing where it does not.

    A `roundup` is said with it.
    """
    names = names_of(desk, daily.favour, daily.leave_out)
    sources = sources_of(desk, daily.sources, Asker(daily.team, channel=daily.channel))
    tastes = taste_words(daily, roundup, names, sources, language)
    return f" {tastes[:1].upper()}{tastes[1:]}{say('list.end', language)}" if tastes else ""
