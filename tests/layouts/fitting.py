"""`python -m tests.layouts.fitting [FOLDER…] [--write]`: grow the trees of `store.parse.odds` on annotated documents.

A folder holds documents, each with its NAME.expected beside it (see `imitations`, which are always among them). The
issues of real publishers on which the shipped trees were grown are not the project's to give; whoever grows them anew
needs some. Each of a folder is told again in other layouts too (`variants`). Printed is how well the trees do on
documents that they have not seen: they are parted in eight, and each part is judged by trees grown on the other seven.
Without `--write` nothing is changed. Needs scikit-learn (`pip install tidings[fitting]`).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import numpy

import store.parse
from store.errors import TidingsError
from store.parse.documents import read_document
from store.parse.odds import Forest
from store.parse.places import Place
from store.parse.sections import Section
from store.parse.signs import read_signs
from store.parse.vocabulary import FURNITURE
from store.text import headline_key
from tests.layouts import imitations
from tests.layouts.variants import write_variant

PARTS = 8
SHIPPED = Path(store.parse.__file__).parent / "odds.json"
_BEGINS = 12
"""Characters within which a headline begins a block: a number or a mark may stand before it."""
_MOSTLY = 0.6
"""Share of a headline that a block holds at least which only begins it."""
_REAL, _OWN, _VARIED = 20.0, 100.0, 2.0
"""What a folder's document weighs, one of the project's own, which must stay right, and a folder's told otherwise."""
VARIANTS = 18
"""Other layouts in which a folder's document is told."""

Signs = dict[str, float]
Matrix = numpy.ndarray[Any, numpy.dtype[numpy.float64]]


@dataclass(frozen=True, slots=True)
class Row:
    """The signs of a block, and whether a story begins there."""

    document: str
    signs: Signs
    begins: bool
    weight: float


def rows_of(path: Path, weight: float) -> Iterator[Row]:
    """Read one document and give a row for every block that may begin a story; within an article none does."""
    yield from _rows(path.name, _read(path.read_bytes(), path.name), _expected(path), weight)


def varied_rows_of(path: Path, weight: float, numbers: Iterable[int] = range(VARIANTS)) -> Iterator[Row]:
    """Give the rows of one document as it would be in other layouts, under its own name."""
    lines = _expected(path)
    for n in numbers:
        text = variant_of(path, n)
        told = headline_key(text)
        left = [line for line in lines if headline_key(_headline(line)) in told]
        yield from _rows(path.name, _read(text.encode(), f"{path.stem}.md"), left, weight)


def variant_of(path: Path, number: int) -> str:
    """Write a document in another layout, always the same by its name and the number."""
    places = [place for place, _ in _read(path.read_bytes(), path.name)]
    found = _find(places, [_headline(line) for line in _expected(path) if not line.startswith("?")])
    return write_variant(places, {n for n in found if n is not None}, random.Random(f"{path.name} {number}"))


def _expected(path: Path) -> list[str]:
    lines = path.with_suffix(".expected").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("ARTICLE")]


def _headline(line: str) -> str:
    return line.lstrip("?").split("||")[0].strip()


def _rows(name: str, read: Sequence[tuple[Place, Signs]], lines: Sequence[str], weight: float) -> Iterator[Row]:
    places = [(place, signs) for place, signs in read if place.section.role not in FURNITURE]
    found = _find([place for place, _ in places], [_headline(line) for line in lines])
    open_ones = {n for n, line in zip(found, lines, strict=True) if line.startswith("?")}
    begun = {n for n, line in zip(found, lines, strict=True) if not line.startswith("?")}
    for n, (_, signs) in enumerate(places):
        if n in begun or n not in open_ones:
            yield Row(name, signs, n in begun, weight / len(places) ** 0.5)


def _read(content: bytes, name: str) -> list[tuple[Place, Signs]]:
    """Give the signs of a document as the rules hand it on."""
    seen: list[list[Section]] = []

    def note(sections: list[Section]) -> list[tuple[Place, float]]:
        seen.append(sections)
        return []

    with patch("store.parse.read_odds", note):
        try:
            read_document(content, name=name)
        except TidingsError:
            return []
    return read_signs(seen[-1]) if seen else []


def _find(places: Sequence[Place], headlines: Sequence[str]) -> list[int | None]:
    """Find the place where each headline stands, nearest behind the one before; None where it stands nowhere."""
    texts = [headline_key(" ".join(place.block.cells) or place.block.text) for place in places]
    found: list[int | None] = []
    last = 0
    for headline in headlines:
        fits = [
            (fit, n < last, abs(n - last), n)
            for n, text in enumerate(texts)
            if n not in found and (fit := _fit(text, headline_key(headline))) is not None
        ]
        found.append(min(fits)[-1] if fits else None)
        last = found[-1] or last
    return found


def _fit(text: str, headline: str) -> int | None:
    """Tell how well a block fits a headline: 0 where it begins with it, 1 where it holds it, None where it does not."""
    at = text.find(headline)
    if at >= 0:
        return int(at > _BEGINS)
    return 0 if text and text in headline and len(text) >= _MOSTLY * len(headline) else None


def grow(rows: Sequence[Row], names: Sequence[str]) -> Any:
    """Grow the trees. Raises: ModuleNotFoundError without scikit-learn."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    grown = HistGradientBoostingClassifier(
        learning_rate=0.05, max_iter=400, max_leaf_nodes=16, min_samples_leaf=30, max_features=0.2,
        l2_regularization=5, random_state=3,
    )  # fmt: skip
    return grown.fit(_matrix(rows, names), [row.begins for row in rows], sample_weight=[row.weight for row in rows])


def _matrix(rows: Sequence[Row], names: Sequence[str]) -> Matrix:
    return numpy.array([[row.signs.get(name, 0.0) for name in names] for row in rows])


def _as_forest(grown: Any, names: Sequence[str]) -> Forest:
    trees = tuple(_node(each.nodes, 0) for (each,) in grown._predictors)
    return Forest(tuple(names), round(float(grown._baseline_prediction.ravel()[0]), 4), trees)


def _node(nodes: Any, n: int) -> Any:
    node = nodes[n]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    sign, number = int(node["feature_idx"]), float(f"{node['num_threshold']:.5g}")
    return [sign, number, _node(nodes, node["left"]), _node(nodes, node["right"])]


def _print_unseen(rows: Sequence[Row], names: Sequence[str]) -> None:
    places = {name: n for n, name in enumerate(dict.fromkeys(row.document for row in rows))}
    right = wrong = missed = 0
    for part in range(PARTS):
        unseen = [row for row in rows if places[row.document] % PARTS == part]
        grown = grow([row for row in rows if places[row.document] % PARTS != part], names)
        for row, chance in zip(unseen, grown.predict_proba(_matrix(unseen, names))[:, 1], strict=True):
            right += row.begins and chance > 0.5
            wrong += not row.begins and chance > 0.5
            missed += row.begins and chance <= 0.5
    print(f"unseen: {right} beginnings found, {missed} missed, {wrong} false")


def main() -> None:
    """Grow the trees, say how well they do, and write them if asked."""
    folders = [Path(word) for word in sys.argv[1:] if word != "--write"]
    rows = [row for name in imitations.names() for row in rows_of(imitations.FOLDER / name, _OWN)]
    for folder in folders:
        documents = sorted(path for path in folder.iterdir() if path.suffix != ".expected")
        rows += [row for path in documents for row in rows_of(path, _REAL)]
        rows += [row for path in documents for row in varied_rows_of(path, _VARIED)]
    names = sorted({name for row in rows for name in row.signs})
    print(f"{len({row.document for row in rows})} documents, {len(rows)} blocks")
    _print_unseen(rows, names)
    if "--write" in sys.argv:
        SHIPPED.write_bytes(msgspec.json.encode(_as_forest(grow(rows, names), names)))


if __name__ == "__main__":
    main()
