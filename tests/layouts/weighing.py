"""`python -m tests.layouts.weighing FOLDER…`: fit the weights of `store.parse.character` on annotated documents.

A folder holds documents, each with its NAME.expected beside it; one that begins with ARTICLE is one story. The
project's own imitations are always among them. Printed are how many documents of each kind weights tell that have not
seen them, in tenths, and the weights. The shipped ones were fitted on documents that neither rules nor trees had seen.
Needs scikit-learn (`pip install tidings[fitting]`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy

from store.errors import TidingsError
from store.parse.character import read_character
from store.parse.confidence import Evidence
from store.parse.documents import read_document
from store.parse.starts import Weighed
from tests.layouts import imitations

_PARTS, _REGULARISED = 10, 0.1
_ARTICLE, _OWN = 3.0, 2.0
"""What an article weighs, of which there are fewer, and one of the project's own documents, which must stay right."""


def rows_of(path: Path, weight: float) -> Iterator[tuple[dict[str, float], bool, float]]:
    """Read one document and give its signs, whether it is an issue, and what it weighs; nothing where it is short."""
    seen: list[dict[str, float]] = []

    def note(evidence: Evidence, weighed: Sequence[Weighed], *, seems: bool) -> bool:
        seen.extend([read_character(evidence, weighed, seems=seems)] if weighed else [])
        return seems

    with patch("store.parse.is_issue", note):
        try:
            read_document(path.read_bytes(), name=path.name)
        except TidingsError:
            return
    is_article = path.with_suffix(".expected").read_text("utf-8").startswith("ARTICLE")
    for signs in seen[:1]:
        yield signs, not is_article, weight * (_ARTICLE if is_article else 1)


def _fit(rows: Sequence[tuple[dict[str, float], bool, float]]) -> tuple[float, dict[str, float]]:
    """Give the base and the weight of each sign. Raises: ModuleNotFoundError without scikit-learn."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    names = list(rows[0][0])
    signs = numpy.array([[row[0][name] for name in names] for row in rows])
    scale = StandardScaler().fit(signs)
    fitted: Any = LogisticRegression(C=_REGULARISED, max_iter=5000).fit(
        scale.transform(signs), [row[1] for row in rows], sample_weight=[row[2] for row in rows]
    )
    weights = fitted.coef_[0] / scale.scale_
    return float(fitted.intercept_[0] - weights @ scale.mean_), dict(zip(names, map(float, weights), strict=True))


def main() -> None:
    """Fit the weights, say how well they do, and print them."""
    rows = [row for name in imitations.names() for row in rows_of(imitations.FOLDER / name, _OWN)]
    for folder in map(Path, sys.argv[1:]):
        documents = sorted(path for path in folder.iterdir() if path.suffix != ".expected")
        rows += [row for path in documents for row in rows_of(path, 1)]
    told = {True: 0, False: 0}
    for part in range(_PARTS):
        base, weights = _fit([row for n, row in enumerate(rows) if n % _PARTS != part])
        for signs, is_issue, _ in rows[part::_PARTS]:
            told[is_issue] += (base + sum(weights[name] * sign for name, sign in signs.items()) > 0) == is_issue
    issues = sum(is_issue for _, is_issue, _ in rows)
    print(f"unseen: {told[True]} of {issues} issues, {told[False]} of {len(rows) - issues} articles")
    base, weights = _fit(rows)
    print(f"_BASE = {base:.2f}", *(f'"{name}": {weight:.2f},' for name, weight in weights.items()), sep="\n")


if __name__ == "__main__":
    main()
