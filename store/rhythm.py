"""When a source is read again, and what its record says of it. Pure.

**Rhythm, in plain English.** A source is read four times in the usual time between two of its new items, at least once
a day and at most every 15 minutes; what is not known well yet, every hour. The usual time is the median of the gaps
between the last items, by when they were published; items of one moment count once. A source that has been quiet for
longer than usual is read more seldom: an eighth of the time since its last item. A publisher that asks to be left alone
for longer (`Cache-Control: max-age`, `Retry-After`) is left alone, though no longer than a week.

**Jitter.** Each wait is up to a tenth shorter or longer, by a hash of the source and the hour, so that five hundred
sources added at once do not come due at once, and so that the same history always gives the same answer.

**Failure.** After each failure in a row the wait doubles, from a quarter of an hour to a day. Eight failures in a row
over at least three days pause the source; where the server says for certain that there is nothing to be had (no such
page, forbidden, no feed any more), four over at least a day. "Gone" ends it at once. A source that cannot be reached is
not paused while no other can be either: then it is our own network that fails.

**Silence.** A source that answers well but brings nothing is silent once it has been quiet for more than six usual
gaps, twice its second-longest gap, and three days: whichever is longest. With fewer than six items nothing is said, so
a new or occasional source raises no false alarm; and one long holiday in the past does not stretch what counts as
quiet.

**Moves.** A permanent redirect on the same host (with or without `www.`, or from http to https) is saved at once.
Another host is believed after three readings over at least a day, because a captive portal or a lapsed domain also
redirects "permanently".
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(days=1)
UNKNOWN = timedelta(hours=1)
"""How often a source is read whose rhythm is not known yet."""

MOST_PATIENT = timedelta(days=7)
"""The longest wait that a publisher may ask for: a hostile or mistaken server must not silence itself for ever."""

JITTER = 0.1
READINGS_A_GAP = 4
QUIET_SHARE = 8
KNOWN_ITEMS = 3
"""With fewer items than this a rhythm is not known."""

SILENT_ITEMS = 6
SILENT_GAPS = 6
SILENT_AT_LEAST = timedelta(days=3)
PAUSE_AFTER = (8, timedelta(days=3))
PAUSE_SURE_AFTER = (4, timedelta(days=1))
BELIEVE_AFTER = (3, timedelta(days=1))


def usual_gap(times: Sequence[datetime]) -> timedelta | None:
    """Give the usual time between two items from when they came, in any order; None where it is not known."""
    gaps = _gaps(times)
    return timedelta(seconds=median(gaps)) if len(gaps) >= KNOWN_ITEMS - 1 else None


def interval(times: Sequence[datetime], now: datetime) -> timedelta:
    """Give how long a healthy source is left alone, before jitter and its own wishes."""
    gap = usual_gap(times)
    if gap is None:
        return UNKNOWN
    quiet = now - max(times)
    wait = max(gap / READINGS_A_GAP, quiet / QUIET_SHARE)
    return min(max(wait, SHORTEST), LONGEST)


def next_due(source_id: int, base: timedelta, now: datetime, *, asked: timedelta = timedelta()) -> datetime:
    """Give when a source is read again, having been read well just now. `asked` is what the publisher wishes."""
    return now + max(_jittered(source_id, base, now), min(asked, MOST_PATIENT))


def next_try(source_id: int, failures: int, now: datetime, *, asked: timedelta = timedelta()) -> datetime:
    """Give when a source is tried again after its n-th failure in a row (from 1)."""
    doubled = SHORTEST * 2 ** min(failures - 1, 10)
    return now + max(_jittered(source_id, min(doubled, LONGEST), now), min(asked, MOST_PATIENT))


def is_given_up(failures: int, since: datetime, now: datetime, *, is_sure: bool) -> bool:
    """Tell whether a source that has failed this often since a time is paused. `is_sure`: the server said so itself."""
    number, span = PAUSE_SURE_AFTER if is_sure else PAUSE_AFTER
    return failures >= number and now - since >= span


def is_silent(times: Sequence[datetime], now: datetime) -> bool:
    """Tell whether a source has fallen silent against its own rhythm."""
    gaps = sorted(_gaps(times))
    if len(gaps) < SILENT_ITEMS - 1:
        return False
    quiet = (now - max(times)).total_seconds()
    return quiet > max(median(gaps) * SILENT_GAPS, gaps[-2] * 2, SILENT_AT_LEAST.total_seconds())


def is_same_host(old: str, new: str) -> bool:
    """Tell whether two addresses are of one host, `www.` aside, and the new one is no step back from https."""
    before, after = urlsplit(old), urlsplit(new)
    names = {(parts.hostname or "").removeprefix("www.") for parts in (before, after)}
    return len(names) == 1 and (after.scheme == "https" or before.scheme == "http")


def is_believed(polls: int, since: datetime, now: datetime) -> bool:
    """Tell whether a redirect to another host has been seen often and long enough to be saved."""
    number, span = BELIEVE_AFTER
    return polls >= number and now - since >= span


def _gaps(times: Sequence[datetime]) -> list[float]:
    return [(later - earlier).total_seconds() for earlier, later in pairwise(sorted(set(times)))]


def _jittered(source_id: int, base: timedelta, now: datetime) -> timedelta:
    """Give a wait near another, within the shortest and the longest."""
    seed = hashlib.sha256(f"{source_id} {now:%Y-%m-%dT%H}".encode()).digest()
    low, high = max(base * (1 - JITTER), SHORTEST), min(base * (1 + JITTER), LONGEST)
    return low + (high - low) * (int.from_bytes(seed[:4]) / 2**32)
