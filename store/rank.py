"""Choose which storylines fill which slots of an edition, and say why. Pure.

A storyline's score is the sum of five parts, each readable in `why`:

- outlets: log2(1 + n) for n independent outlets, so that one gives 1, two 1.6, three 2 and a tenth adds little. A
  translation is no second report, and two newsletters that credit one outlet are one.
- prominence: 1 for what its issue puts first, falling to 0 for what it puts last, the best of all its issues.
- section: ¼ for a story that stands in a themed section, where an editor placed it. A part of a report's chapter
  loses 1, because the chapter, an item itself, stands for all its parts.
- language: ½ where the channel can read it in its own language.
- recency: 1 when new, half of it lost every `HALF_LIFE`.

The best fill the top slots, by score, then the newer, then the earlier in the store. What did not get one is the rest.
Quick hits and watch items have places of their own, in their issue's order, unless a full story tells the same
storyline. Takeaways and summaries say what other items say, so they are left out. No storyline stands twice, and of
the rest at most `MOST_REST` stand at all; `count_storylines` tells how many there were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2

from store.model import ItemKind, Language, SlotPart

HALF_LIFE = timedelta(days=2)
IN_SECTION = 0.25
IN_LANGUAGE = 0.5
IN_CHAPTER = -1.0
MOST_QUICK_HITS = 8
"""As many as an editor's list of them is long; more join the rest."""
MOST_WATCH = 5
MOST_REST = 100
"""A thread is there to be read; a channel's first edition, or an archive taken in, would flood it."""

_RANKED: tuple[ItemKind, ...] = ("story", "analysis")
_ORDER: tuple[ItemKind, ...] = (*_RANKED, "quick_hit", "watch")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What choosing needs of a story. `is_lead` is whether its storyline names it as the lead."""

    id: int
    storyline: int
    issue: int
    kind: ItemKind
    language: Language
    position: int
    in_section: bool
    outlet_key: str | None
    effective_at: datetime
    is_translation: bool
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Pick:
    """A slot as chosen: the lead's id, and the ids of all its storyline's candidates, lead first."""

    n: int
    part: SlotPart
    storyline: int
    lead: int
    stories: tuple[int, ...]
    score: float
    why: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Ranked:
    reports: list[Candidate]
    why: dict[str, float]
    score: float

    @property
    def lead(self) -> Candidate:
        return self.reports[0]


def choose_slots(candidates: Iterable[Candidate], *, language: Language, top: int, now: datetime) -> list[Pick]:
    """Choose an edition's slots for a channel's language, with `top` places at the top."""
    usable = [candidate for candidate in candidates if candidate.kind in _ORDER]
    prominence = _prominence(usable)
    ranked = [_rank(reports, language, prominence, now) for reports in _by_storyline(usable).values()]
    full = sorted((r for r in ranked if r.lead.kind in _RANKED), key=_best_first)
    quick = sorted((r for r in ranked if r.lead.kind == "quick_hit"), key=_as_placed)
    watch = sorted((r for r in ranked if r.lead.kind == "watch"), key=_as_placed)
    return [
        *_picks("top", full[:top]),
        *_picks("quick_hit", quick[:MOST_QUICK_HITS]),
        *_picks("watch", watch[:MOST_WATCH]),
        *_picks("rest", (full[top:] + quick[MOST_QUICK_HITS:] + watch[MOST_WATCH:])[:MOST_REST]),
    ]


def count_storylines(candidates: Iterable[Candidate]) -> int:
    """Count the storylines that could stand in an edition."""
    return len({candidate.storyline for candidate in candidates if candidate.kind in _ORDER})


def _picks(part: SlotPart, ranked: Sequence[_Ranked]) -> list[Pick]:
    return [
        Pick(
            n,
            part,
            one.lead.storyline,
            one.lead.id,
            tuple(report.id for report in one.reports),
            round(one.score, 4),
            {name: round(value, 4) for name, value in one.why.items()},
        )
        for n, one in enumerate(ranked, start=1)
    ]


def _by_storyline(candidates: list[Candidate]) -> dict[int, list[Candidate]]:
    found = defaultdict(list)
    for candidate in candidates:
        found[candidate.storyline].append(candidate)
    return found


def _rank(reports: list[Candidate], language: Language, prominence: dict[int, float], now: datetime) -> _Ranked:
    why = _why(reports, prominence, language, now)
    return _Ranked(_lead_first(reports, language), why, sum(why.values()))


def _lead_first(reports: list[Candidate], language: Language) -> list[Candidate]:
    """Put first what tells most fully, in the channel's language if it can be, and is the storyline's own lead."""
    return sorted(
        reports,
        key=lambda r: (_fullness(r), r.language != language, not r.is_lead, -r.effective_at.timestamp(), r.id),
    )


def _fullness(report: Candidate) -> int:
    return 0 if report.kind in _RANKED else _ORDER.index(report.kind)


def _why(reports: list[Candidate], prominence: dict[int, float], language: Language, now: datetime) -> dict[str, float]:
    age = max(min(now - report.effective_at for report in reports), timedelta(0))
    return {
        "outlets": log2(1 + _outlets(reports)),
        "prominence": max(prominence[report.id] for report in reports),
        "section": max(_placed(report) for report in reports),
        "language": IN_LANGUAGE if any(report.language == language for report in reports) else 0.0,
        "recency": 0.5 ** (age / HALF_LIFE),
    }


def _placed(report: Candidate) -> float:
    if not report.in_section:
        return 0.0
    return IN_CHAPTER if report.kind == "analysis" else IN_SECTION


def _outlets(reports: list[Candidate]) -> int:
    """Count independent outlets: reports that credit nobody are one together, whatever the number."""
    originals = [report for report in reports if not report.is_translation] or reports
    return max(1, len({report.outlet_key for report in originals if report.outlet_key}))


def _prominence(candidates: list[Candidate]) -> dict[int, float]:
    """Give each story its place among its issue's stories of the same sort and language: first 1, last 0."""
    lists = defaultdict(list)
    for candidate in candidates:
        lists[(candidate.issue, candidate.language, _fullness(candidate))].append(candidate)
    found = {}
    for placed in lists.values():
        placed.sort(key=lambda candidate: candidate.position)
        last = max(len(placed) - 1, 1)
        found.update({candidate.id: 1 - place / last for place, candidate in enumerate(placed)})
    return found


def _best_first(one: _Ranked) -> tuple[float, float, int]:
    return (-one.score, -one.lead.effective_at.timestamp(), one.lead.id)


def _as_placed(one: _Ranked) -> tuple[float, int, int]:
    return (-one.lead.effective_at.timestamp(), one.lead.issue, one.lead.position)
