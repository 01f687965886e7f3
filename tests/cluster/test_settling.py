"""A long run settles as one that looks at everything at once, whatever changes between its batches."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from store import meaning
from store.storylining import BATCH, settle
from tests.bench.news import reports
from tests.cluster.conftest import NOW, Desk, report

TOLD = reports(random.Random(4), ["OpenAI", "Nvidia", "Mistral", "Anthropic", "Cohere"], 120, 6)
"""Reports of so few companies that nearly all hang together by one pair or another."""
THIRD = len(TOLD) // 3

Parts = set[frozenset[str]]


@pytest.fixture(params=["by meaning", "on evidence alone"], autouse=True)
def _either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "on evidence alone":
        monkeypatch.setattr("store.meaning.is_installed", lambda: False)
    elif not meaning.is_installed():
        pytest.skip("the sentence encoder is not installed")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settle seven stories at a time."""
    monkeypatch.setattr("store.storylining.BATCH", 7)


def put(desk: Desk, first: int, until: int) -> None:
    """Take reports in, each as an issue of its letter, and settle none."""
    for n in range(first, until):
        told, day = TOLD[n], f"2026-05-0{TOLD[n].day + 1}"
        item = report(f"{told.headline} #{n}", told.summary, day=day)
        desk.add(f"Letter {told.letter}", item, day=day, number=n, settled=False)


def shorten(desk: Desk) -> None:
    """Leave of every third story the headline."""
    with desk.store.transaction() as db:
        db.execute("UPDATE stories SET summary = '' WHERE id % 3 = 0")


def settled(desk: Desk) -> Parts:
    """Settle what waits and give the storylines."""
    settle(desk.store, NOW)
    return desk.parts()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """A second store."""
    desk = Desk(tmp_path / "other.db")
    yield desk
    desk.store.close()


@pytest.mark.usefixtures("small_batches")
def test_a_change_is_settled_as_if_it_had_been_so(desk: Desk, other: Desk) -> None:
    """Stories that change after they were settled leave nothing of what they were."""
    for one in (desk, other):
        put(one, 0, len(TOLD))
    before = settled(desk)
    shorten(desk)
    shorten(other)
    with patch("store.storylining.BATCH", BATCH):
        expected = settled(other)
    assert settled(desk) == expected != before


@pytest.mark.usefixtures("small_batches")
def test_others_may_write_during_a_run(desk: Desk, other: Desk, tmp_path: Path) -> None:
    """What another connection takes in and settles between two batches counts for those that follow."""
    put(other, 0, len(TOLD))
    with patch("store.storylining.BATCH", BATCH):
        expected = settled(other)
    beside = Desk(tmp_path / "tidings.db", again=True)
    turns = []

    def write(done: int, total: int) -> None:
        turns.append(done)
        if len(turns) == 2:
            put(beside, THIRD, 2 * THIRD)
            settle(beside.store, NOW)
            put(beside, 2 * THIRD, len(TOLD))

    put(desk, 0, THIRD)
    settle(desk.store, NOW, write)
    beside.store.close()
    assert len(turns) > THIRD // 7
    assert desk.parts() == expected
