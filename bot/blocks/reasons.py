"""Word why two reports are together. Pure; what a source wrote is as it was written, for whoever shows it to escape."""

from __future__ import annotations

from bot.words import say
from store.model import Entity, Language
from store.reasons import Reason

MOST_NAMES = 4


def reason_text(reason: Reason, language: Language) -> str:
    """Write a reason in one line: the gate, the names in common and the figures that agree."""
    percent = f"{reason.similarity:.0%}" if reason.similarity is not None else ""
    parts = [say(f"storyline.{reason.gate}", language, percent=percent)]
    if reason.figures:
        alike = [_pair(one, other, language) for one, other in reason.figures[:2]]
        parts[0] += f" ({'; '.join(alike)})" if language == "en" else f"（{'；'.join(alike)}）"
    if reason.names:
        names = [_name(name, language) for name in reason.names[:MOST_NAMES]]
        parts.append(say("storyline.named", language, names=("、" if language == "zh" else ", ").join(names)))
    return ("；" if language == "zh" else "; ").join(parts)


def _pair(one: str, other: str, language: Language) -> str:
    if one.casefold() == other.casefold():
        return one
    return say("storyline.same_figure", language, one=one, other=other)


def _name(name: Entity | str, language: Language) -> str:
    return name.name_in(language) if isinstance(name, Entity) else name
