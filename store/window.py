"""Rows: which stories an edition may choose from, and where the last edition left off.

Nothing falls between two editions because both ends of a window are story ids: one takes what lies above the last
cut-off, up to the newest story. Stories that clustering has not reached yet hold the cut-off back to just below them,
so that they come with the next edition instead of being passed over.

A channel's daily and manual editions and a person's own follow one another; roundups follow roundups and tell again
what was told in the week, and alerts follow alerts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from store.audiences import asker_values
from store.db import as_utc, from_utc
from store.evidence_rows import credit_keys
from store.model import Asker, Digest, Product
from store.rank.pieces import Row
from store.stories import VISIBLE
from store.text import outlet_key

FIRST_WINDOW = timedelta(days=7)
"""How far back a channel's first edition reaches, by when stories were seen."""

OLDEST = timedelta(days=14)
"""How long ago a story may have been published; what is older is an archive being taken in, not news."""

COUNTED = "(e.state IN ('claimed', 'posted', 'done') OR e.posted_at IS NOT NULL)"
"""Editions that reached their channel, or still will: their stories are told and their cut-off holds."""

_DATED = "coalesce(s.published_at, n.published_at, n.period_to, s.seen_at)"
"""When a story is from; an undated one is as young as its issue, of which it may tell the last day."""

LONGEST_ISSUE = timedelta(days=31)
"""How many days an issue covers at most, where rows are found by `effective_at`, an issue's first day."""

_IS_NEWS = """
NOT (src.reads IS NOT NULL AND s.seen_at >= src.added_at AND s.seen_at <= coalesce(src.baseline_at, '9')
     AND substr(coalesce(s.published_at, n.published_at, n.period_to, ''), 1, 10) < date(s.seen_at, '-1 day'))
"""
"""Not what a source held when it was first read, unless it is from that day or the one before: that is an archive being
taken in, and would flood the next edition. Until the first reading is over, all of it is judged so."""

_CANDIDATES = f"""
SELECT s.id, s.storyline_id, s.issue_id, s.kind, s.language, s.position, s.section IS NOT NULL,
       coalesce(s.credit_key, s.outlet_key), {_DATED},
       s.translation_of IS NOT NULL, l.lead_id IS s.id
FROM stories s
JOIN issues n ON n.id = s.issue_id
JOIN sources src ON src.id = n.source_id
JOIN storylines l ON l.id = s.storyline_id
WHERE {VISIBLE}
  AND {_IS_NEWS}
  AND s.kind IN ('story', 'analysis', 'quick_hit', 'watch')
  AND {_DATED} >= :oldest
  AND (:sources = '[]' OR n.source_id IN (SELECT value FROM json_each(:sources)))
  AND (s.outlet_key IS NULL OR s.outlet_key NOT IN (SELECT value FROM json_each(:outlets_out)))
  AND (s.credit_key IS NULL OR s.credit_key NOT IN (SELECT value FROM json_each(:credits_out)))
"""
"""What is read of a story stands in the index `stories_to_choose`, so that by ids no row with its texts is read."""

_DAY_BY_DAY: tuple[Product, ...] = ("daily", "manual", "personal")
_SUCCESSION: dict[Product, tuple[Product, ...]] = dict.fromkeys(_DAY_BY_DAY, _DAY_BY_DAY)
"""The products whose editions continue one another, where that is not the product alone."""


@dataclass(frozen=True, slots=True)
class Window:
    """What an edition takes: stories above `since_story` up to `until_story`, seen between the two times.

    `since_story` is null for a channel's first edition.
    """

    since_story: int | None
    until_story: int
    since_at: str
    until_at: str


def next_window(db: Database, channel_id: int, now: datetime, product: Product = "daily") -> Window:
    """Give the window that opens where a channel's last edition of a kind ended. Row id 0 stands for no channel."""
    last = db.execute(
        f"""
        SELECT e.until_story, e.until_at FROM editions e
        WHERE e.channel_id = :channel AND e.until_story IS NOT NULL AND {COUNTED}
          AND e.product IN (SELECT value FROM json_each(:products))
        ORDER BY e.until_story DESC, e.id DESC LIMIT 1
        """,
        {"channel": channel_id, "products": json.dumps(_SUCCESSION.get(product, (product,)))},
    ).fetchone()
    since_story, since_at = last or (None, as_utc(now - FIRST_WINDOW))
    until_story = max(_last_settled(db), since_story or 0)
    return Window(since_story, until_story, since_at, as_utc(now))


def _last_settled(db: Database) -> int:
    """Give the newest story id below which every story has its storyline."""
    newest, unsettled = db.execute(
        "SELECT coalesce(max(id), 0), (SELECT min(id) FROM stories WHERE storyline_id IS NULL) FROM stories"
    ).fetchone()
    return int(newest) if unsettled is None else int(unsettled) - 1


def candidates_in(db: Database, digest: Digest, window: Window, now: datetime) -> list[Row]:
    """Give what a channel's edition may choose from: visible to it, in its window, not told there before."""
    if window.since_story is None:
        # The later a story came, the higher its id: a bound by id lets the index of what is read serve here too.
        where = """s.seen_at >= :since_at
          AND s.id >= (SELECT min(id) FROM stories INDEXED BY stories_by_seen WHERE seen_at >= :since_at)"""
        since = {"since_at": window.since_at}
    else:
        where, since = "s.id > :since_story", {"since_story": str(window.since_story)}
    return _candidates(
        db, digest, f"s.id <= :until_story AND {where}", now, since | {"until_story": window.until_story}
    )


def candidates_dated(db: Database, digest: Digest, window: Window, now: datetime) -> list[Row]:
    """Give what is dated inside a window's times, whenever it was seen; bare days count whole, in the digest's zone."""
    where = f"""s.effective_at >= :floor AND {_DATED} >= :since_day
                AND ({_DATED} <= :until_at OR {_DATED} = :today)"""
    values = {
        "floor": (from_utc(window.since_at) - LONGEST_ISSUE).date().isoformat(),
        "since_day": window.since_at[:10],
        "until_at": window.until_at,
        "today": now.astimezone(ZoneInfo(digest.zone)).date().isoformat(),
    }
    return _candidates(db, digest, where, now, values)


def _candidates(db: Database, digest: Digest, where: str, now: datetime, values: Mapping[str, str | int]) -> list[Row]:
    reader = digest.person if digest.product in ("personal", "alert") else None
    asker = Asker(team=digest.team, channel=digest.channel, person=reader)
    rows = db.execute(
        f"{_CANDIDATES} AND {where}",
        {
            **asker_values(asker),
            **values,
            "oldest": (now - OLDEST).date().isoformat(),
            "sources": json.dumps(digest.sources),
            "outlets_out": json.dumps([outlet_key(outlet) for outlet in digest.outlets_out]),
            "credits_out": json.dumps(credit_keys(db, digest.outlets_out)),
        },
    )
    return rows.fetchall()


def told_storylines(db: Database, digest: Digest) -> set[int]:
    """Give the storylines that a channel was told of; by its roundups alone where the digest is one."""
    rows = db.execute(
        f"""
        SELECT DISTINCT told.storyline_id FROM editions e
        JOIN slots ON slots.edition_id = e.id
        JOIN stories told ON told.id = slots.story_id
        WHERE e.channel_id = :channel AND (e.product = 'roundup') = :is_roundup AND {COUNTED}
          AND told.storyline_id IS NOT NULL
        """,
        {"channel": digest.channel_id, "is_roundup": digest.product == "roundup"},
    )
    return {row[0] for row in rows.fetchall()}
