"""The tables, as append-only named migrations, each an SQL file beside this one.

A migration that has been released is never edited: a change is a new file and function at the end. Times are UTC text
(`…Z`), days `YYYY-MM-DD`, flags 0 or 1, lists and frozen payloads JSON. Rows have keys of their own; Slack's ids
are columns beside `team`, so that a renamed channel or a second workspace reshapes nothing. Stories are never deleted
and written under SQLite's one write lock, so `stories.id` grows in the order of commits: an edition's cut-off is a
story id, which no clock and no slow transaction can slip past.
"""

from __future__ import annotations

from importlib import resources

from sqlite_utils import Database, Migrations

migrations = Migrations("tidings")


@migrations(name="0001_first_tables")
def _first_tables(db: Database) -> None:
    _run(db, "0001_first_tables.sql")


@migrations(name="0002_names_a_team_adds")
def _names_a_team_adds(db: Database) -> None:
    _run(db, "0002_names_a_team_adds.sql")


@migrations(name="0003_reading_sources")
def _reading_sources(db: Database) -> None:
    _run(db, "0003_reading_sources.sql")


@migrations(name="0004_storylines_compared")
def _storylines_compared(db: Database) -> None:
    _run(db, "0004_storylines_compared.sql")


@migrations(name="0005_digests_chosen")
def _digests_chosen(db: Database) -> None:
    _run(db, "0005_digests_chosen.sql")


@migrations(name="0006_stories_being_settled")
def _stories_being_settled(db: Database) -> None:
    _run(db, "0006_stories_being_settled.sql")


@migrations(name="0007_translations_found")
def _translations_found(db: Database) -> None:
    _run(db, "0007_translations_found.sql")


@migrations(name="0008_sources_apart")
def _sources_apart(db: Database) -> None:
    _run(db, "0008_sources_apart.sql")


@migrations(name="0009_figures_past_and_expected")
def _figures_past_and_expected(db: Database) -> None:
    _run(db, "0009_figures_past_and_expected.sql")


def _run(db: Database, name: str) -> None:
    """Run a file's statements one by one: sqlite3's `executescript` would end the transaction that holds them."""
    for statement in resources.files(__name__).joinpath(name).read_text("utf-8").split(";\n"):
        if statement.strip():
            db.execute(statement)
