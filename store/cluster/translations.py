"""Judge whether a report in one language is the translation of one in the other, across documents.

A translator keeps names and figures and adds none. So two reports may be a translation of each other where they lie
within `CLOSE` days, name nearly the same (`NAMES` of all that either names) and state nearly the same figures
(`FIGURES`), and are near in meaning where that can be judged (`MEANT`); or where both link to the same page.
Independent reports of one event in two languages differ in both: another angle brings other names and figures. A report
has one translation at most: the pair that is best on both sides counts.
"""

from __future__ import annotations

from store.cluster.facts import Facts
from store.cluster.gates import days_apart, shared_figures

CLOSE = 2
NAMES = 0.6
FIGURES = 0.6
MEANT = 0.6
_LENGTHS = 2.6
"""How many times longer one may be; a character of Chinese counts as three letters."""
_MARKS = 2


def translation_score(a: Facts, b: Facts, similarity: float | None) -> float | None:
    """Give how well two reports fit as translations of each other, 0 to 3, or None where they are none."""
    if a.language == b.language or a.kind != b.kind or days_apart(a, b) > CLOSE:
        return None
    if similarity is not None and similarity < MEANT:
        return None
    if max(a.length, b.length) > _LENGTHS * max(min(a.length, b.length), 30):
        return None
    names, figures = _share_of_names(a, b), _share_of_figures(a, b)
    marks = len(_names(a) & _names(b)) + len(list(shared_figures(a, b)))
    is_linked = a.link is not None and a.link == b.link
    if not is_linked and (names < NAMES or figures < FIGURES or marks < _MARKS):
        return None
    return names + figures + (similarity or 0.0) + is_linked


def _names(facts: Facts) -> set[str]:
    return {name for name in (*facts.telling, *facts.large) if not name.startswith("?")}


def _share_of_names(a: Facts, b: Facts) -> float:
    ours, theirs = _names(a), _names(b)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0


def _share_of_figures(a: Facts, b: Facts) -> float:
    """Give the share of figures that both state, of all; 1 where neither states any."""
    count = max(len(a.amounts), len(b.amounts))
    return len(list(shared_figures(a, b))) / count if count else 1.0
