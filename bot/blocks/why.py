"""Tell in one sentence why a story stands in an edition. Pure.

Each part of its score that weighs is a clause, the heaviest first, four at most; what moved it down comes last.
"""

from __future__ import annotations

from bot.blocks.parts import clip, listed
from bot.blocks.storylines import NAME_LIMIT, words_told
from bot.mrkdwn import escape
from bot.words import say
from store.model import Language, Slot
from store.rank.score import WEIGHTS

MOST_CLAUSES = 4

_WEIGHS = {
    "outlets": 1.5 * WEIGHTS.outlets,
    "repeated": 0.5 * WEIGHTS.repeated,
    "prominence": 0.7 * WEIGHTS.prominence,
    "taste": 0.5 * WEIGHTS.taste,
    "figures": 0.35 * WEIGHTS.figures,
    "feedback": 0.1 * WEIGHTS.feedback,
    "freshness": 0.65 * WEIGHTS.freshness,
}
"""From where on a part is worth a clause: two outlets, a place near the top, a figure of note, a day's age."""

_AGAINST = {"feedback": -0.1 * WEIGHTS.feedback, "variety": -0.01, "section": -0.01}


def why_sentence(slot: Slot, language: Language) -> str:
    """Say why a story stands where it does, as mrkdwn that is escaped already."""
    weighing = sorted((part for part, least in _WEIGHS.items() if slot.why.get(part, 0) >= least),
                      key=lambda part: -slot.why[part])  # fmt: skip
    clauses = [_clause(part, slot, language) for part in weighing[:MOST_CLAUSES]]
    reasons = _joined(clauses or [say("why.only", language)], language)
    against = next((part for part, most in _AGAINST.items() if slot.why.get(part, 0) <= most), None)
    down = say(f"why.against.{against}", language) if against else ""
    return say("why.sentence", language, reasons=reasons, down=down)


def _clause(part: str, slot: Slot, language: Language) -> str:
    names = listed([escape(clip(name, NAME_LIMIT)) for name in slot.outlets[:3]], language)
    favoured = listed([escape(clip(each.name_in(language), NAME_LIMIT)) for each in slot.favoured[:3]], language)
    figure = words_told(slot.figures[0], slot.lead, language) if slot.figures else ""
    if part == "taste" and not favoured:
        part = "taste.any"
    return say(f"why.{part}", language, n=len(slot.outlets), names=names, favoured=favoured, figure=figure)


def _joined(clauses: list[str], language: Language) -> str:
    if len(clauses) < 2:
        return clauses[0]
    return say("why.and", language, first=say("why.comma", language).join(clauses[:-1]), last=clauses[-1])
