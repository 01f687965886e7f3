"""Rows counted: how much of everything there is, for those who look after the bot."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from store.source_rows import State, count_states, list_sources


@dataclass(frozen=True, slots=True)
class Counts:
    """What the store holds. Editions are counted by state, `due` being those that are claimed and not ended."""

    sources: int
    issues: int
    stories: int
    digests: int
    paused_channels: int
    last_intake: str | None
    editions: dict[str, int]
    last_edition: str | None
    last_edition_state: str | None
    source_states: dict[State, int]


def count(db: Database) -> Counts:
    """Count everything."""
    sources, issues, stories, digests, paused, last_intake = db.execute(
        """
        SELECT (SELECT count(*) FROM sources WHERE removed_at IS NULL), (SELECT count(*) FROM issues),
               (SELECT count(*) FROM stories), (SELECT count(*) FROM digests WHERE off_at IS NULL),
               (SELECT count(*) FROM channels WHERE paused_at IS NOT NULL), (SELECT max(taken_at) FROM issues)
        """
    ).fetchone()
    last = db.execute("SELECT due_at, state FROM editions ORDER BY id DESC LIMIT 1").fetchone() or (None, None)
    return Counts(
        sources,
        issues,
        stories,
        digests,
        paused,
        last_intake,
        _editions(db),
        last[0],
        last[1],
        count_states(list_sources(db)),
    )


def _editions(db: Database) -> dict[str, int]:
    """Count editions by what became of them."""
    found = dict.fromkeys(("due", "done", "skipped", "failed"), 0)
    for state, number in db.execute("SELECT state, count(*) FROM editions GROUP BY state"):
        found[state if state in found else "due"] += number
    return found
