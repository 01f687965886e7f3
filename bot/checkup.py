"""Look everything over that the bot needs, and say what to do about each fault. Nothing is changed.

A database that is there is brought to this version, as every verb does that opens it.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.health import wal_path
from bot.logs import mask
from bot.manifest import load_manifest
from bot.refusals import RefusedTokenError, read_refusal
from bot.settings import (
    Settings,
    SettingsError,
    database_path,
    find_faults,
    load_settings,
    read_environment,
)
from store import meaning
from store.channels import paused_channels
from store.counts import Counts, count
from store.db import DAMAGED, Store, from_utc
from store.errors import TidingsError
from store.rereading import Behind, behind
from store.source_rows import Source, list_sources

State = Literal["ok", "note", "fault"]

CALL_SECONDS = 10
SMALL_DISK = 200_000_000
CLOCK_SECONDS = 60
OLD_DAYS = 7
LATE = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do about it unless it is well."""

    what: str
    state: State
    said: str
    remedy: str = ""


def look_over(environ: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    """Look over settings, tokens, scopes, the socket, the clock, the database and what it holds."""
    try:
        values = read_environment(environ)
    except SettingsError as error:
        yield Finding("settings", "fault", str(error), "Write it anew as UTF-8 text, one NAME=value a line.")
        return
    faults = find_faults(values)
    for fault in faults:
        yield Finding("settings", "fault", f"{fault}.", "Correct it in the environment or in .env.")
    if not faults:
        settings = load_settings(environ)
        yield Finding("settings", "ok", _way(settings))
        yield from _slack(settings, now)
    yield from _database(database_path(values), now)


def _way(settings: Settings) -> str:
    if settings.is_local:
        return "No Slack tokens are set, so `tidings run` starts the local workspace."
    if settings.is_http:
        return f"HTTP mode on {settings.http_host}:{settings.http_port}, with the Web API at {settings.api_url}."
    spare = " SLACK_SIGNING_SECRET is not needed for it." if settings.signing_secret else ""
    return f"Socket Mode, with the Web API at {settings.api_url}.{spare}"


def _slack(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Ask Slack whether it takes the tokens, and for what."""
    if settings.is_local:
        return
    named = {"SLACK_BOT_TOKEN": settings.bot_token, "SLACK_APP_TOKEN": settings.app_token}
    shown = [f"{name} {mask(token)}" for name, token in named.items() if token]
    yield Finding("tokens", "ok", ", ".join([*shown, *(["SLACK_SIGNING_SECRET …"] if settings.signing_secret else [])]))
    client = WebClient(settings.bot_token, settings.api_url, timeout=CALL_SECONDS, retry_handlers=[])
    try:
        who = client.auth_test()
    except (SlackClientError, OSError, HTTPException) as error:
        yield _refused("sign-in", "SLACK_BOT_TOKEN", error)
        return
    yield Finding("sign-in", "ok", f"Slack knows us as {who.get('user')} in {who.get('team')}.")
    headers = {name.lower(): _one(value) for name, value in who.headers.items()}
    yield _scopes(headers.get("x-oauth-scopes"))
    yield _clock(headers.get("date"), now, settings)
    if settings.is_http:
        remedy = "Its Request URLs must lead here by https: Event Subscriptions, Interactivity, each slash command."
        yield Finding("requests", "note", "Whether Slack reaches us cannot be seen from here.", remedy)
    else:
        yield _socket(client, settings)


def _one(value: object) -> str:
    return str(value[0] if isinstance(value, list) else value)


def _refused(what: str, setting: str, error: Exception) -> Finding:
    if isinstance(error, SlackApiError):
        refusal = read_refusal(error)
        if refusal.meaning == "token":
            told = RefusedTokenError(setting, refusal.code)
            return Finding(what, "fault", f"{told.what}.", told.remedy[0].upper() + told.remedy[1:])
        return Finding(what, "fault", f"Slack answers {refusal.code}.", "Try again; see https://slack-status.com.")
    return Finding(
        what, "fault", f"Slack cannot be reached ({error}).", "Check the network, HTTPS_PROXY, SLACK_API_URL."
    )


def _scopes(granted: str | None) -> Finding:
    """Compare what the token may do with what the manifest asks for (Slack: the header X-OAuth-Scopes)."""
    if granted is None:
        return Finding("scopes", "note", "This server does not say what the token may do.")
    wanted = set(load_manifest()["oauth_config"]["scopes"]["bot"])
    missing = sorted(wanted - {scope.strip() for scope in granted.split(",")})
    if missing:
        remedy = "Paste manifest.yml into the app's page, App Manifest, then reinstall the app to the workspace."
        return Finding("scopes", "fault", f"The token lacks {', '.join(missing)}.", remedy)
    return Finding("scopes", "ok", f"All {len(wanted)} that the manifest asks for.")


def _clock(date: str | None, now: datetime, settings: Settings) -> Finding:
    """Compare the clocks: by more than five minutes, signed requests are refused; by less, digests come late."""
    try:
        off = abs((now - parsedate_to_datetime(date or "")).total_seconds())
    except ValueError:
        return Finding("clock", "note", "This server does not tell the time.")
    if off > CLOCK_SECONDS:
        state: State = "fault" if settings.is_http else "note"
        return Finding("clock", state, f"This machine's clock is {off:.0f} s from Slack's.", "Set it by NTP.")
    return Finding("clock", "ok", "This machine's clock agrees with Slack's.")


def _socket(client: WebClient, settings: Settings) -> Finding:
    try:
        client.apps_connections_open(app_token=settings.app_token or "")
    except (SlackClientError, OSError, HTTPException) as error:
        return _refused("socket", "SLACK_APP_TOKEN", error)
    return Finding("socket", "ok", "Slack gives us sockets.")


def _database(path: Path, now: datetime) -> Iterator[Finding]:
    if not path.exists():
        yield Finding("database", "note", f"{path} is not there yet.", "The first `tidings intake` or `run` makes it.")
        return
    yield (file := _file(path))
    if file.state == "fault":
        return
    try:
        store = Store(path)
    except TidingsError as error:
        yield Finding("database", "fault", str(error))
        return
    try:
        yield from _contents(count(store.db), now)
        yield from _reading(behind(store))
        yield from _sources(list_sources(store.db), now)
        for channel, why in paused_channels(store.db):
            remedy = "Mend that (often: /invite @Tidings), then set the digest again with /digest."
            yield Finding("digests", "note", f"{channel} is paused: {why}.", remedy)
    finally:
        store.close()


def _file(path: Path) -> Finding:
    """Check the file itself, reading only (SQLite: PRAGMA quick_check)."""
    remedy = "Stop the bot and restore a backup; `sqlite3 FILE .recover` may save what is left."
    try:
        connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, timeout=CALL_SECONDS)
        try:
            said = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
            journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        is_damaged = error.sqlite_errorcode & 0xFF in DAMAGED
        return Finding(
            "database", "fault", f"{path} cannot be read ({error}).", remedy if is_damaged else "Check its permissions."
        )
    if said != ["ok"]:
        return Finding("database", "fault", f"{path} is damaged: {'; '.join(said)}.", remedy)
    free = shutil.disk_usage(path.parent).free
    if free < SMALL_DISK:
        return Finding("database", "fault", f"Only {_megabytes(free)} are free beside {path}.", "Make room.")
    wal = wal_path(path)
    sizes = f"{_megabytes(path.stat().st_size)}, {_megabytes(wal.stat().st_size if wal.exists() else 0)} log"
    return Finding("database", "ok", f"{path} is sound ({sizes}, {str(journal).upper()}).")


def _sources(sources: Sequence[Source], now: datetime) -> Iterator[Finding]:
    """Look over the sources that are read: which need somebody, and whether anything reads them."""
    if not sources:
        yield Finding("sources", "ok", "No source is read by address; `tidings sources add ADDRESS` adds one.")
        return
    for one in sources:
        if one.state == "silent":
            yield Finding("sources", "note", f"{one.name} has fallen silent.", "See whether it still publishes there.")
        elif one.state in ("failing", "ended") or one.trouble_at:
            remedy = f"See to its address, then: tidings sources check '{one.name}'"
            yield Finding("sources", "note", f"{one.name} is {one.state}: {one.why or 'it could not be read.'}", remedy)
    late = [one for one in sources if (due_at := one.next_reading_at) and from_utc(due_at) < now - LATE]
    well = sum(one.state in ("ok", "waiting", "covered") for one in sources)
    if late and not any(one.last_ok_at and from_utc(one.last_ok_at) > now - LATE for one in sources):
        said = f"{len(late)} of {len(sources)} sources have been due for hours."
        yield Finding("sources", "note", said, "They are read while the bot runs, or by: tidings intake")
    else:
        yield Finding("sources", "ok", f"{well} of {len(sources)} are read well.")


def _contents(counts: Counts, now: datetime) -> Iterator[Finding]:
    numbers = ((counts.stories, "story", "stories"), (counts.issues, "issue", "issues"),
               (counts.sources, "source", "sources"))  # fmt: skip
    held = "{} of {} from {}".format(*(f"{n} {one if n == 1 else many}" for n, one, many in numbers))
    if counts.last_intake is None:
        yield Finding("stories", "note", "Nothing was taken in yet.", "Try: tidings intake PATH")
    elif (now - (last := from_utc(counts.last_intake))).days >= OLD_DAYS:
        yield Finding("stories", "note", f"{held}, the last on {last:%Y-%m-%d}.", "Take newer issues in.")
    else:
        yield Finding("stories", "ok", f"{held}, the last on {last:%Y-%m-%d}.")
    yield _meaning()
    if counts.last_edition is None:
        yield Finding("digests", "ok", f"{counts.digests} set up, none was due yet.")
    elif counts.last_edition_state in ("failed", "skipped"):
        said = f"{counts.digests} set up; the last one, due {counts.last_edition}, was {counts.last_edition_state}."
        yield Finding("digests", "note", said, "Type /digest status in its channel to see why.")
    else:
        yield Finding("digests", "ok", f"{counts.digests} set up; the last one was due {counts.last_edition}.")


def _reading(old: Behind) -> Iterator[Finding]:
    """Tell where stories are kept as an earlier version read them."""
    if old.left:
        said = f"{old.left} of {old.total} were read by an earlier version, which read names and figures differently."
        yield Finding("stories", "note", said, "The bot reads them again while it runs; at once: tidings reread")


def _meaning() -> Finding:
    if meaning.is_installed():
        return Finding("meaning", "ok", "Reports are joined by evidence and by meaning.")
    remedy = "Install the extra for more of them: pip install 'tidings[meaning]'."
    return Finding("meaning", "note", "Reports are joined on evidence alone.", remedy)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
