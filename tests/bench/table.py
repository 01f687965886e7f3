"""Timings and the table that shows them: count, median, p99, and the process's memory."""

from __future__ import annotations

import resource
import statistics
import sys
from collections.abc import Callable, Iterable
from time import perf_counter

from rich.console import Console
from rich.table import Table


class Timings:
    """What was measured, row by row, printed as one table."""

    def __init__(self, title: str) -> None:
        self._table = Table("what", "n", "median", "p99", "memory", title=title, title_justify="left")

    def add(self, what: str, seconds: list[float], note: str = "") -> None:
        """Add a row of timings in seconds; `note` replaces the memory."""
        ordered = sorted(seconds)
        p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        self._table.add_row(
            what,
            str(len(seconds)),
            in_words(statistics.median(ordered)),
            in_words(p99),
            note or f"{megabytes():.0f} MB",
        )

    def show(self) -> None:
        """Print the table on standard output."""
        Console(width=110).print(self._table)


def time_each(call: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    """Call once a text and give the seconds each call took."""
    taken = []
    for text in texts:
        start = perf_counter()
        call(text)
        taken.append(perf_counter() - start)
    return taken


def in_words(seconds: float) -> str:
    """Write a duration with the unit that suits it."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"


def megabytes() -> float:
    """Give the peak resident memory of this process in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1_000_000 if sys.platform == "darwin" else peak / 1000
