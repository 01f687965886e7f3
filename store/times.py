"""Times and days that machines write (ISO 8601, RFC 2822), as the project keeps them: UTC, or the day where only that
is stated. What cannot be read is None; words that people write are read in `parse.dates`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FIRST, _LAST = 1990, 2200


def utc_or_day(written: str) -> str | None:
    """Read `2026-05-01`, `2026-05-01T08:00:00+02:00` or `Fri, 01 May 2026 08:00:00 +0200`.

    A time without a zone is taken as UTC. Midnight to the second is how machines write a day; kept as a time it would
    be the day before in half the world.
    """
    text = written.strip()
    moment = _iso(text) or _mail(text)
    if moment is None or not _FIRST <= moment.year <= _LAST:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    is_day = (aware.hour, aware.minute, aware.second) == (0, 0, 0)
    return aware.strftime("%Y-%m-%d") if is_day else aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
