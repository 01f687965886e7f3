"""Judge which reports of two documents, one in each language, are translations of each other.

A translator keeps names and figures, adds none, and translates a document: most of it, in its order. An independent
report of the same event can be as near in meaning and hold the same few names, so a pair alone proves nothing unless
both link to the same page. Hence two steps.

1. Two reports *fit* where they are of one kind, lie within `CLOSE` days, share `NAMES` of all names and `FIGURES` of
   all figures that either holds, and are near in meaning (`MEANT`) where that can be judged.
2. Two issues are translations of each other where reports that fit each other best, `LEAST` or more, make up `SHARE`
   of the smaller one and `SHARE_OF_LARGER` of the larger and fit by `WELL` on average, and each is the issue with
   which the other shares most. Then these pairs hold, and with them the one report left on either side between two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from store.cluster.facts import Facts
from store.cluster.gates import Report, days_apart, shared_figures

CLOSE = 2
NAMES = 0.5
FIGURES = 0.5
MEANT = 0.5
LEAST = 3
SHARE = 0.75
SHARE_OF_LARGER = 0.6
WELL = 0.63
"""On average: translations lie .65 to .8 near in meaning, independent reports across languages .3 to .75."""
_WITHOUT_MEANING = 0.7
"""What a perfect share of names and figures is worth where meaning is not known."""
LINKED = 10.0
"""Added to how well two reports fit where both link to the same page."""
_LENGTHS = 2.6
"""How many times longer one may be; a character of Chinese counts as three letters."""

Scores = Mapping[tuple[int, int], float]
"""How well two reports fit, by their row ids, of which the first is in the first issue."""


def fit(a: Facts, b: Facts, similarity: float | None) -> float | None:
    """Give how well two reports fit as translations of each other, 0 to 1, or None where they do not.

    `LINKED` is added where both link to the same page.
    """
    if a.language == b.language or a.kind != b.kind or days_apart(a, b) > CLOSE:
        return None
    is_linked = a.link is not None and a.link == b.link
    if not is_linked and not _are_alike(a, b, similarity):
        return None
    evidence = _WITHOUT_MEANING * (_share_of_names(a, b) + _share_of_figures(a, b)) / 2
    return (evidence if similarity is None else similarity) + is_linked * LINKED


def _are_alike(a: Facts, b: Facts, similarity: float | None) -> bool:
    if max(a.length, b.length) > _LENGTHS * max(min(a.length, b.length), 30):
        return False
    if _share_of_names(a, b) < NAMES or _share_of_figures(a, b) < FIGURES:
        return False
    if similarity is not None:
        return similarity >= MEANT
    return bool(set(a.telling) & set(b.telling) or set(a.large) & set(b.large))


def _share_of_names(a: Facts, b: Facts) -> float:
    """Give the share of names that the catalogue knows which both hold, of all; 1 where neither holds any."""
    ours, theirs = ({name for name in (*side.telling, *side.large) if name[0] != "?"} for side in (a, b))
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0


def _share_of_figures(a: Facts, b: Facts) -> float:
    """Give the share of figures that both state, of the side with more; 1 where neither states any."""
    count = max(len(a.amounts), len(b.amounts))
    return len(list(shared_figures(a, b))) / count if count else 1.0


def pair_issues(held: Mapping[int, Sequence[Report]], scores: Mapping[tuple[int, int], Scores]) -> dict[int, int]:
    """Pair the stories of issues that translate each other, and those that fit and link to the same page.

    `held` are the reports of each issue, `scores` those of each pair of issues. An issue that holds both languages by
    itself has its own translations. Gives the translation of each story, both ways.
    """
    plain = {issue: list(reports) for issue, reports in held.items() if not _is_bilingual(reports)}
    best = {
        (ours, theirs): _best_pairs([*plain[ours], *plain[theirs]], fitting)
        for (ours, theirs), fitting in scores.items()
        if ours in plain and theirs in plain
    }
    partners = _partners(plain, best)
    found: dict[int, int] = {}
    for (ours, theirs), pairs in sorted(best.items(), key=lambda item: -len(item[1])):
        fitting = scores[ours, theirs]
        is_mutual = partners[ours] == theirs and partners[theirs] == ours
        is_whole = is_mutual and _are_enough([fitting[pair] for pair in pairs], plain[ours], plain[theirs])
        kept = _fill(plain[ours], plain[theirs], pairs) if is_whole else [p for p in pairs if fitting[p] >= LINKED]
        for one, other in kept:
            if one not in found and other not in found:
                found |= {one: other, other: one}
    return found


def _is_bilingual(reports: Sequence[Report]) -> bool:
    inside = {report.id for report in reports}
    return any(report.original in inside for report in reports)


def _partners(held: Mapping[int, Sequence[Report]], best: Mapping[tuple[int, int], Sequence[object]]) -> dict[int, int]:
    """Find for each issue the one with which it shares most pairs; of equals the one of the least contents."""
    found: dict[int, tuple[int, str, int]] = {}
    for (ours, theirs), pairs in best.items():
        for issue, other in ((ours, theirs), (theirs, ours)):
            key = min(report.facts.key for report in held[other])
            found[issue] = max(found.get(issue, (0, "", 0)), (len(pairs), key, other))
    return {issue: other for issue, (_, _, other) in found.items()}


def _best_pairs(reports: Sequence[Report], scores: Scores) -> list[tuple[int, int]]:
    """Pair the reports of two issues that fit each other best, in the order of the first."""
    keys = {report.id: report.facts.key for report in reports}
    places = {report.id: report.position for report in reports}
    best: dict[int, tuple[float, str]] = {}
    for (one, other), score in scores.items():
        best[one] = max(best.get(one, (0.0, "")), (score, keys[other]))
        best[other] = max(best.get(other, (0.0, "")), (score, keys[one]))
    pairs = [(one, other) for one, other in scores if best[one][1] == keys[other] and best[other][1] == keys[one]]
    return sorted(pairs, key=lambda pair: (places[pair[0]], keys[pair[0]]))


def _are_enough(fitting: Sequence[float], ours: Sequence[Report], theirs: Sequence[Report]) -> bool:
    """Tell whether these pairs make two issues translations of each other."""
    smaller, larger = sorted((len(ours), len(theirs)))
    enough = len(fitting) >= max(LEAST, SHARE * smaller, SHARE_OF_LARGER * larger)
    return enough and sum(score % LINKED for score in fitting) >= WELL * len(fitting)


def _fill(ours: Sequence[Report], theirs: Sequence[Report], pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Add to the pairs of two issues the one report left on either side between two pairs, or before or after all."""
    left, right = ([report.id for report in sorted(side, key=lambda r: r.position)] for side in (ours, theirs))
    facts = {report.id: report.facts for report in (*ours, *theirs)}
    places = [(left.index(one), right.index(other)) for one, other in pairs]
    ends = zip([(-1, -1), *places], [*places, (len(left), len(right))], strict=True)
    between = [(left[i + 1], right[j + 1]) for (i, j), (k, n) in ends if (k - i, n - j) == (2, 2)]
    return [*pairs, *(pair for pair in between if _may_fill(facts[pair[0]], facts[pair[1]]))]


def _may_fill(a: Facts, b: Facts) -> bool:
    """Tell whether nothing speaks against a pair that its place suggests."""
    return a.kind == b.kind and a.language != b.language and _share_of_figures(a, b) >= FIGURES
