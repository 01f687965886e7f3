"""Many people at once: commands at a rate and in a burst, each timed until its ack and until its answer stood there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from bot.workspace.envelopes import Envelope
from tests.bench.table import Timings
from tests.bot.conftest import Office

A_SECOND = 30
AT_ONCE = 200
ACK_SECONDS = 3.0
"""After this Slack tells the person that the command failed."""

ANSWER_SECONDS = 60.0


def measure_load(timings: Timings, office: Office, texts: list[str]) -> None:
    """Measure commands at a steady rate, for at most ten seconds, and a burst, over Socket Mode."""
    number = min(300, max(90, len(texts)))
    _measure(timings, office, f"{A_SECOND} commands a second", islice(cycle(texts), number), 1 / A_SECOND)
    _measure(timings, office, f"{AT_ONCE} commands at once", islice(cycle(texts), AT_ONCE), 0)


def measure_http_load(timings: Timings, folder: Path, texts: list[str]) -> None:
    """Measure the burst in HTTP mode, in an office of its own with few stories."""
    office = Office(folder, is_http=True)
    try:
        _measure(timings, office, f"HTTP mode, {AT_ONCE} commands at once", islice(cycle(texts), AT_ONCE), 0)
    finally:
        office.close()


def _measure(timings: Timings, office: Office, what: str, texts: Iterator[str], pause: float) -> None:
    answered = _note_answers(office)
    sent: list[tuple[float, Envelope]] = []
    begun = time.monotonic()
    for number, text in enumerate(texts):
        time.sleep(max(0.0, begun + number * pause - time.monotonic()))
        sent.append((time.monotonic(), office.workspace.command("ada", "ai-news", "/company", text)))
    office.workspace.wait_for(lambda: len(answered) == len(sent), ANSWER_SECONDS)
    acks = [(envelope.acked_at or start + ANSWER_SECONDS) - start for start, envelope in sent]
    answers = [answered[envelope.payload["response_url"].rpartition("/")[2]] - start for start, envelope in sent]
    in_time = sum(seconds <= ACK_SECONDS for seconds in acks)
    timings.add(f"{what}, until ack", acks, f"{in_time} in {ACK_SECONDS:.0f} s")
    timings.add(f"{what}, until answer", answers)


def _note_answers(office: Office) -> dict[str, float]:
    """Note when each response_url is first used, by its key."""
    passes = office.workspace._hub.passes
    use, noted = passes.use_response, dict[str, float]()

    def note(key: str):  # type: ignore[no-untyped-def]
        noted.setdefault(key, time.monotonic())
        return use(key)

    passes.use_response = note  # type: ignore[method-assign]
    return noted
