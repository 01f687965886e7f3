"""`tidings doctor`: it finds each fault, says what to do about it, and shows no secret."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.manifest import load_manifest
from bot.workspace import LocalWorkspace
from store import meaning
from store.channels import note_channel, pause_channel
from store.db import Store
from store.reread_rows import note_all_read
from tests.bot.conftest import utc_now
from tests.store.weekly import WEEKLY

SECRET = "5ecre7" * 5


@pytest.fixture(scope="module")
def slack() -> Iterator[LocalWorkspace]:
    """A Slack-compatible server."""
    workspace = LocalWorkspace(load_manifest(), clock=utc_now)
    workspace.start()
    yield workspace
    workspace.stop()


class Doctor:
    """Runs `tidings doctor` with these settings and no others."""

    def __init__(self, folder: Path, **settings: str | None) -> None:
        self.database = folder / "tidings.db"
        plain = dict.fromkeys(("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"))
        self._runner = CliRunner(env={**plain, "TIDINGS_DB": str(self.database), **settings})

    def run(self, *words: str, typed: str = "") -> str:
        """Run another verb, which must succeed."""
        result = self._runner.invoke(main, words, input=typed, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    def says(self) -> tuple[int, dict[str, list[dict[str, str]]], str]:
        """Give the exit code, the checks by what was looked at, and all that was printed, with `--json` and without."""
        told = self._runner.invoke(main, ["doctor"], catch_exceptions=False)
        result = self._runner.invoke(main, ["doctor", "--json"], catch_exceptions=False)
        document: dict[str, Any] = json.loads(result.stdout)
        assert document["ok"] is (result.exit_code == 0)
        assert told.exit_code == result.exit_code
        checks: dict[str, list[dict[str, str]]] = {}
        for check in document["checks"]:
            checks.setdefault(check["what"], []).append(check)
        return result.exit_code, checks, told.output + result.output


def settings_of(slack: LocalWorkspace, **others: str | None) -> dict[str, str | None]:
    """Give the settings that lead to a workspace."""
    plain = {"SLACK_API_URL": slack.api_url, "SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}
    return {**plain, **others}


def test_all_is_well(tmp_path: Path, slack: LocalWorkspace) -> None:
    """With good tokens and a database with stories, every check is fine and the exit code 0."""
    doctor = Doctor(tmp_path, **settings_of(slack))
    doctor.run("intake", "-", typed=WEEKLY)
    code, checks, said = doctor.says()
    assert code == 0
    told_of_meaning = checks.pop("meaning")[0]
    assert told_of_meaning["state"] == ("ok" if meaning.is_installed() else "note")
    assert {check["state"] for found in checks.values() for check in found} == {"ok"}
    wanted = {"settings", "tokens", "sign-in", "scopes", "clock", "socket", "database", "stories", "sources", "digests"}
    assert set(checks) == wanted
    assert "WAL" in checks["database"][0]["said"]
    assert "1 issue from 1 source," in checks["stories"][0]["said"]
    assert slack.bot_token not in said
    assert slack.app_token not in said


def test_http_mode_shows_no_secret(tmp_path: Path, slack: LocalWorkspace) -> None:
    """A signing secret is named, not shown, and what cannot be seen from here is said."""
    settings = settings_of(slack, SLACK_APP_TOKEN=None, SLACK_SIGNING_SECRET=SECRET)
    code, checks, said = Doctor(tmp_path, **settings).says()
    assert code == 0
    assert "HTTP mode" in checks["settings"][0]["said"]
    assert "SLACK_SIGNING_SECRET" in checks["tokens"][0]["said"]
    assert "https" in checks["requests"][0]["remedy"]
    assert SECRET not in said


def test_no_tokens_are_no_fault(tmp_path: Path) -> None:
    """Without tokens the local workspace serves, and a database that is not there yet is no fault."""
    code, checks, _ = Doctor(tmp_path).says()
    assert code == 0
    assert "local workspace" in checks["settings"][0]["said"]
    assert checks["database"][0]["state"] == "note"
    assert not (tmp_path / "tidings.db").exists()


def test_every_bad_setting_is_a_fault_of_its_own(tmp_path: Path) -> None:
    """Each bad setting is named, without its value; Slack is not asked then."""
    code, checks, said = Doctor(tmp_path, SLACK_BOT_TOKEN="xapp-77-secret", TIDINGS_LOG="loud").says()
    assert code == 1
    assert [check["state"] for check in checks["settings"]] == ["fault"] * 3
    assert "sign-in" not in checks
    assert "77-secret" not in said


@pytest.mark.parametrize(
    ("settings", "what", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-77-secret"}, "sign-in", "Slack refuses SLACK_BOT_TOKEN (invalid_auth)"),
        ({"SLACK_APP_TOKEN": "xapp-77-secret"}, "socket", "Slack refuses SLACK_APP_TOKEN (invalid_auth)"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "sign-in", "Slack cannot be reached"),
    ],
)
def test_what_slack_refuses_is_a_fault(
    tmp_path: Path, slack: LocalWorkspace, settings: dict[str, str], what: str, words: str
) -> None:
    """A refused token, or a Slack that cannot be reached, is said with a remedy and without the token."""
    code, checks, said = Doctor(tmp_path, **{**settings_of(slack), **settings}).says()
    [check] = checks[what]
    assert (code, check["state"]) == (1, "fault")
    assert check["said"].startswith(words)
    assert check["remedy"]
    assert "77-secret" not in said


def test_missing_scopes_are_named(tmp_path: Path) -> None:
    """A token of an older installation lacks what the manifest asks for by now."""
    manifest = load_manifest()
    manifest["oauth_config"]["scopes"]["bot"].remove("im:write")
    older = LocalWorkspace(manifest, clock=utc_now)
    older.start()
    code, checks, _ = Doctor(tmp_path, **settings_of(older)).says()
    older.stop()
    assert code == 1
    assert checks["scopes"][0]["said"] == "The token lacks im:write."
    assert "reinstall" in checks["scopes"][0]["remedy"]


@pytest.mark.parametrize("damage", ["other", "cut"])
def test_a_damaged_database_is_a_fault(tmp_path: Path, damage: str) -> None:
    """A file of something else, and one with a hole in it, are faults with a remedy."""
    doctor = Doctor(tmp_path)
    doctor.run("intake", "-", typed=WEEKLY)
    store = Store(doctor.database)
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    with doctor.database.open("r+b") as file:
        file.seek(0 if damage == "other" else 4096 * 3)
        file.write(b"nothing here\n" * 2000)
    code, checks, _ = doctor.says()
    [check] = checks["database"]
    assert (code, check["state"]) == (1, "fault")
    assert "backup" in check["remedy"]


def test_a_newer_database_is_a_fault(tmp_path: Path) -> None:
    """A database of a newer Tidings is said to be one."""
    doctor = Doctor(tmp_path)
    store = Store(doctor.database)
    store.db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('tidings', '9999_future', '')"
    )
    store.close()
    code, checks, _ = doctor.says()
    assert code == 1
    assert "newer Tidings" in checks["database"][-1]["said"]


def test_a_paused_channel_is_told(tmp_path: Path) -> None:
    """Channels that take nothing are named with why."""
    doctor = Doctor(tmp_path)
    store = Store(doctor.database)
    with store.transaction() as db:
        pause_channel(db, note_channel(db, "T1", "C1", name="ai-news"), "is_archived", datetime.now(UTC))
    store.close()
    code, checks, _ = doctor.says()
    assert code == 0
    assert checks["digests"][-1]["said"] == "#ai-news is paused: is_archived."


def test_what_an_earlier_version_read_is_told_and_read_again(tmp_path: Path) -> None:
    """`doctor` says how many stories are left and what to do; `reread` does it, once."""
    doctor = Doctor(tmp_path)
    doctor.run("intake", "-", typed=WEEKLY)
    assert all("earlier version" not in one["said"] for one in doctor.says()[1]["stories"])
    store = Store(doctor.database)
    with store.transaction() as db:
        note_all_read(db, "older")
    store.close()
    [_, behind] = doctor.says()[1]["stories"]
    assert behind["state"] == "note"
    assert re.match(r"(\d+) of \1 were read by an earlier version", behind["said"])
    assert "tidings reread" in behind["remedy"]
    assert re.fullmatch(r"\d\d+ stories read again\.\n", doctor.run("reread"))
    assert json.loads(doctor.run("reread", "--json")) == {"reread": 0}
    assert len(doctor.says()[1]["stories"]) == 1
