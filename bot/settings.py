"""What Tidings is told from outside: tokens, addresses, paths. Read once, at start; every fault is named at once.

It opens nothing and connects nowhere. A `.env` file in the working directory is read too; the environment wins.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from store.errors import TidingsError

SLACK_API_URL = "https://slack.com/api/"
PORT = 8321
"""Where the local workspace's page is served on 127.0.0.1; 0 takes any free port."""

_LOG_LEVELS = ("debug", "info", "warning", "error")
_TOKENS = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
_WHERE = {
    "SLACK_BOT_TOKEN": "the app's page, OAuth & Permissions",
    "SLACK_APP_TOKEN": "the app's page, Basic Information, App-Level Tokens",
}


class SettingsError(TidingsError):
    """Settings that cannot serve; the text names every one of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of one process. Tokens stay out of its `repr`, so that no log or traceback shows them."""

    database: Path
    port: int
    log_level: str
    api_url: str
    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)

    @property
    def is_local(self) -> bool:
        """Whether there are no Slack tokens, so that the local workspace serves."""
        return self.bot_token is None


def load_settings(environ: Mapping[str, str], dotenv_path: Path | None = None) -> Settings:
    """Read every setting from an environment and a `.env` file (default: the working directory's).

    Raises: SettingsError that names every missing or bad setting in one sentence.
    """
    values = read_environment(environ, dotenv_path)
    faults = [*_token_faults(values), *_url_faults(values), *_number_faults(values), *_level_faults(values)]
    if faults:
        raise SettingsError("Cannot start: " + "; ".join(faults) + ".")
    return Settings(
        database=database_path(values),
        port=int(values.get("TIDINGS_PORT", PORT)),
        log_level=values.get("TIDINGS_LOG", "info").lower(),
        api_url=values.get("SLACK_API_URL", SLACK_API_URL).rstrip("/") + "/",
        bot_token=values.get("SLACK_BOT_TOKEN"),
        app_token=values.get("SLACK_APP_TOKEN"),
    )


def read_environment(environ: Mapping[str, str], dotenv_path: Path | None = None) -> dict[str, str]:
    """Join a `.env` file with the environment, which wins; a variable that is empty counts as not set.

    Raises: SettingsError when the file is there and cannot be read as text.
    """
    path = dotenv_path or Path(".env")
    try:
        # Values are taken as they stand: a token may hold `$`.
        written = dotenv_values(path, interpolate=False) if path.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The settings file {path} cannot be read ({error}).") from error
    joined = {**written, **{name: value for name, value in environ.items() if value.strip()}}
    return {name: value.strip() for name, value in joined.items() if value and value.strip()}


def database_path(values: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Give TIDINGS_DB, or else `tidings.db` in the user's data folder.

    The folder is XDG_DATA_HOME or `~/.local/share` (XDG Base Directory Specification), on macOS
    `~/Library/Application Support`, on Windows LOCALAPPDATA.
    """
    if "TIDINGS_DB" in values:
        return Path(values["TIDINGS_DB"]).expanduser()
    if platform == "darwin":
        folder = Path("~/Library/Application Support")
    elif platform == "win32":
        folder = Path(values.get("LOCALAPPDATA", "~/AppData/Local"))
    else:
        folder = Path(values.get("XDG_DATA_HOME", "~/.local/share"))
    return folder.expanduser() / "tidings" / "tidings.db"


def set_up_logging(level: str) -> None:
    """Log to standard error, one line a record; the libraries' chatter only from warnings up, unless debugging."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True)
    if level != "debug":
        for name in ("slack_bolt", "slack_sdk", "apscheduler", "uvicorn", "websockets"):
            logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
        # What it logs as an error it raises as well, and whoever catches that says it.
        logging.getLogger("slack_sdk.web.base_client").setLevel(logging.CRITICAL)


def _token_faults(values: Mapping[str, str]) -> Iterable[str]:
    given = [name for name in _TOKENS if name in values]
    if not given:
        if "SLACK_API_URL" in values:
            yield "SLACK_API_URL is set, but SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not"
        return
    for name, prefix in _TOKENS.items():
        if name not in values:
            yield f"{name} is missing ({prefix}…, from {_WHERE[name]})"
        elif not values[name].startswith(prefix):
            yield f"{name} does not start with {prefix}{_swapped(name, values[name])}"


def _swapped(name: str, value: str) -> str:
    other = next((other for other, prefix in _TOKENS.items() if other != name and value.startswith(prefix)), None)
    return f" (it looks like the {other})" if other else ""


def _url_faults(values: Mapping[str, str]) -> Iterable[str]:
    url = values.get("SLACK_API_URL", SLACK_API_URL)
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        good = False
    if not good:
        yield "SLACK_API_URL is no http(s) address"


def _number_faults(values: Mapping[str, str]) -> Iterable[str]:
    port = values.get("TIDINGS_PORT", str(PORT))
    if not (port.isascii() and port.isdigit() and int(port) <= 65535):
        yield "TIDINGS_PORT is no port number from 0 to 65535"


def _level_faults(values: Mapping[str, str]) -> Iterable[str]:
    if values.get("TIDINGS_LOG", "info").lower() not in _LOG_LEVELS:
        yield f"TIDINGS_LOG is none of {', '.join(_LOG_LEVELS)}"
