"""A long run settles as one that looks at everything at once, whatever changes between its batches."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from store import meaning
from store.cluster.facts import Facts
from store.cluster.partition import Edge
from store.evidence_rows import Waiting
from store.parting import Web
from store.storylining import BATCH, _Settling, settle
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


@pytest.mark.parametrize("groups", [1, 4])
def test_a_killed_run_is_carried_on(desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch, groups: int) -> None:
    """Stories that a neighbour gave a storyline, and that were not judged themselves yet, are judged all the same."""
    monkeypatch.setattr("store.storylining.BATCH", 60)
    monkeypatch.setattr("store.storylining._SPREAD", 0)
    for one in (desk, other):
        put(one, 0, len(TOLD))
    expected = settled(other)
    with killed_after(groups), pytest.raises(_KilledError):
        settle(desk.store, NOW)
    assert settled(desk) == expected
    assert pairs(desk) == pairs(other)


class _KilledError(Exception):
    """What stands for the end of a process."""


@contextmanager
def killed_after(groups: int) -> Iterator[None]:
    """End a run when so many groups of stories are settled."""
    keep, done = Web.part_anew, list[int]()

    def part_anew(web: Web, story_ids: set[int], now: str) -> None:
        done.append(1)
        if len(done) > groups:
            raise _KilledError
        keep(web, story_ids, now)

    with patch.object(Web, "part_anew", part_anew):
        yield


@contextmanager
def meanwhile(happens: Callable[[], None]) -> Iterator[None]:
    """Have something happen once, when the first stories are judged and not kept yet."""
    find, done = _Settling._find_edges, list[int]()

    def _find_edges(settling: _Settling, group: list[tuple[Waiting, Facts | None]]) -> list[Edge]:
        found = find(settling, group)
        done.append(1)
        if len(done) == 1:
            happens()
        return found

    with patch.object(_Settling, "_find_edges", _find_edges):
        yield


def pairs(desk: Desk) -> set[frozenset[str]]:
    """Give the pairs that are judged to be of one event."""
    headlines = dict(desk.store.db.execute("SELECT id, headline FROM stories").fetchall())
    found = desk.store.db.execute("SELECT one_id, other_id FROM joins").fetchall()
    return {frozenset({headlines[one], headlines[other]}) for one, other in found}


def test_a_change_while_a_story_is_judged_is_judged_too(desk: Desk, other: Desk) -> None:
    """What changes between reading a story and keeping its storyline has it looked at again."""
    for one in (desk, other):
        put(one, 0, THIRD)
    shorten(other)
    expected = settled(other)
    with meanwhile(lambda: shorten(desk)):
        assert settled(desk) == expected
    assert pairs(desk) == pairs(other)


def test_two_runs_at_once_find_what_one_does(desk: Desk, other: Desk, tmp_path: Path) -> None:
    """The pairs between reports that two processes judge at the same moment are kept."""
    put(other, 0, 2 * THIRD)
    expected = settled(other)
    put(desk, 0, THIRD)
    beside = Desk(tmp_path / "tidings.db", again=True)

    def settle_beside() -> None:
        put(beside, THIRD, 2 * THIRD)
        settle(beside.store, NOW)

    with meanwhile(settle_beside):
        assert settled(desk) == expected
    beside.store.close()
    assert pairs(desk) == pairs(other)


def test_headlines_rule_out_nothing_that_counts(desk: Desk, other: Desk) -> None:
    """Pairs that are left out because of the companies in their headlines would be refused when they are judged."""
    by_figure = {"Post": "OpenAI takes 4.75 GW in Abilene", "Ledger": "Oracle opens halls of 4.75 GW in Abilene"}
    for one in (desk, other):
        put(one, 0, THIRD)
        for source, headline in by_figure.items():
            one.add(source, report(headline), settled=False)
    found = settled(desk)
    with patch("store.cluster.candidates.Window._are_of_others", return_value=False):
        assert settled(other) == found
    assert frozenset(by_figure.values()) in pairs(desk)
    assert pairs(desk) == pairs(other)
