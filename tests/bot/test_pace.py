"""How fast messages may go out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.pace import A_CHANNEL_SECONDS, BURST_SECONDS, Pace


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_channel_takes_one_a_second() -> None:
    """A second message to a channel waits; one to another channel does not."""
    clock = Clock()
    pace = Pace(now=clock)
    assert pace.reserve("C1") == 0
    assert pace.free_in("C1") == A_CHANNEL_SECONDS
    assert pace.free_in("C2") == 0
    assert pace.reserve("C2") == 0
    assert pace.reserve("C1") == A_CHANNEL_SECONDS
    clock.now += 0.5
    pace.answered("C1")
    assert pace.free_in("C1") == A_CHANNEL_SECONDS


@given(a_minute=st.integers(30, 1_000), idle=st.lists(st.floats(0, 20), max_size=5), messages=st.integers(1, 400))
def test_a_minute_has_its_limit(a_minute: int, idle: list[float], messages: int) -> None:
    """After whatever pauses, no minute has more than its messages and the burst, and none is wasted when all wait."""
    clock = Clock()
    pace, sent = Pace(a_minute, clock), []
    for n in range(messages):
        if n < len(idle):
            clock.now += idle[n]
        clock.now += pace.reserve(f"C{n}")
        sent.append(clock.now)
    most = a_minute * (1 + BURST_SECONDS / 60) + 1
    assert all(sum(start <= at < start + 60 for at in sent) <= most for start in sent)
    assert sent[-1] - sent[0] <= sum(idle) + max(0, messages - 1) * 60 / a_minute
