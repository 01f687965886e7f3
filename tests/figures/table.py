"""How well figures are read, as numbers and as a table: `python -m tests.figures.table`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isclose

from store.figures import find_figures
from store.model import Figure
from tests.figures.labels import Label, Sentence, read_labels


@dataclass(slots=True)
class Score:
    """Counts over sentences: labels, those found under their kind, those with the right value, figures too many."""

    total: int = 0
    found: int = 0
    right: int = 0
    extra: int = 0
    of_total: int = 0
    of_right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)


def judge(sentences: Iterable[Sentence], kind: str | None = None) -> Score:
    """Compare what is read with what was labelled, for one kind of figure or all."""
    score = Score()
    for sentence in sentences:
        figures = [figure for figure in find_figures(sentence.text) if kind in (None, figure.kind)]
        for label in sentence.labels:
            if kind in (None, label.kind):
                _judge(score, sentence, label, figures)
        score.extra += len(figures)
        score.surplus += [f"{figure.words!r} in {sentence.text}" for figure in figures]
    return score


def _judge(score: Score, sentence: Sentence, label: Label, figures: list[Figure]) -> None:
    """Judge one label, and take the figure that answers it away."""
    score.total += 1
    alike = [figure for figure in figures if figure.kind == label.kind]
    if not alike:
        score.missed.append(f"{label} in {sentence.text}")
        return
    exact = next((figure for figure in alike if _is_right(figure, label)), None)
    figure = exact or alike[0]
    figures.remove(figure)
    score.found += 1
    score.right += exact is not None
    if not exact:
        score.wrong.append(f"{label} in {sentence.text}, read as {figure}")
    if label.of:
        score.of_total += 1
        score.of_right += figure.of == label.of


def _is_right(figure: Figure, label: Label) -> bool:
    ends = ((figure.low, label.low), (figure.high, label.high))
    return (figure.unit, figure.bound) == (label.unit, label.bound) and all(
        read == told or (read is not None and told is not None and isclose(read, told)) for read, told in ends
    )


def main() -> None:
    """Print the table."""
    print(f"{'':24}{'labels':>8}{'recall':>8}{'value':>8}{'extra':>8}{'of':>8}")
    for language in ("english", "chinese"):
        sentences = read_labels(language)
        groups = {"seen": [s for s in sentences if not s.held], "held apart": [s for s in sentences if s.held]}
        for name, group in groups.items():
            _print(f"{language}, {name}", judge(group))
        labels: dict[str, int] = defaultdict(int)
        for sentence in sentences:
            for label in sentence.labels:
                labels[label.kind] += 1
        for kind in sorted(labels, key=lambda kind: -labels[kind]):
            _print(f"  {kind}", judge(sentences, kind))


def _print(name: str, score: Score) -> None:
    recall, value = score.found / score.total, score.right / (score.found or 1)
    of = f"{score.of_right}/{score.of_total}" if score.of_total else "-"
    print(f"{name:24}{score.total:8}{recall:8.1%}{value:8.1%}{score.extra:8}{of:>8}")


if __name__ == "__main__":
    main()
