"""What Tidings is told from outside: tokens, addresses, paths. Read once, at start; every fault is named at once.

It opens nothing and connects nowhere. A `.env` file in the working directory is read too; the environment wins.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.desk import DigestEditors
from bot.pace import POSTS_A_MINUTE as DEFAULT_POSTS_A_MINUTE
from store.errors import TidingsError
from store.fetch import FetchRules

SLACK_API_URL = "https://slack.com/api/"
PORT = 8321
"""Where the local workspace's page is served on 127.0.0.1; 0 takes any free port."""

HOST = "127.0.0.1"
HTTP_PORT = 3000
HEALTH_PORT = 8322

_LOG_LEVELS = ("debug", "info", "warning", "error")
_DIGEST_EDITORS: tuple[DigestEditors, ...] = ("members", "editors")
POSTS_A_MINUTE = (1, 6_000)
"""What `TIDINGS_POSTS_A_MINUTE` may be."""

_PORTS = ("TIDINGS_PORT", "TIDINGS_HTTP_PORT", "TIDINGS_HEALTH_PORT")
_OFF = "off"
_TOKENS = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
_SECRET = "SLACK_SIGNING_SECRET"  # noqa: S105 (its name)
_WHERE = {
    "SLACK_BOT_TOKEN": "the app's page, OAuth & Permissions",
    "SLACK_APP_TOKEN": "the app's page, Basic Information, App-Level Tokens",
    _SECRET: "the app's page, Basic Information, App Credentials",
}


class SettingsError(TidingsError):
    """Settings that cannot serve; the text names every one of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of one process. Secrets stay out of its `repr`, so that no log or traceback shows them.

    `health_port` is null where nobody is to be told, and the default one need not be free.
    """

    database: Path
    port: int
    log_level: str
    api_url: str
    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    http_host: str = HOST
    http_port: int = HTTP_PORT
    health_host: str = HOST
    health_port: int | None = None
    is_health_wanted: bool = False
    fetching: FetchRules = field(default_factory=FetchRules)
    digest_editors: DigestEditors = "members"
    posts_a_minute: int = DEFAULT_POSTS_A_MINUTE

    @property
    def is_local(self) -> bool:
        """Whether there are no Slack tokens, so that the local workspace serves."""
        return self.bot_token is None

    @property
    def is_http(self) -> bool:
        """Whether Slack sends us requests; with an app-level token we connect by Socket Mode in any case."""
        return self.app_token is None and self.signing_secret is not None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that nobody may read."""
        known = (self.bot_token, self.app_token, self.signing_secret, self.fetching.proxy)  # it may hold a password
        return tuple(secret for secret in known if secret)


def load_settings(environ: Mapping[str, str], dotenv_path: Path | None = None) -> Settings:
    """Read every setting from an environment and a `.env` file (default: the working directory's).

    Raises: SettingsError that names every missing or bad setting in one sentence.
    """
    values = read_environment(environ, dotenv_path)
    if faults := find_faults(values):
        raise SettingsError("Cannot start: " + "; ".join(faults) + ".")
    return Settings(
        database=database_path(values),
        port=int(values.get("TIDINGS_PORT", PORT)),
        log_level=values.get("TIDINGS_LOG", "info").lower(),
        api_url=values.get("SLACK_API_URL", SLACK_API_URL).rstrip("/") + "/",
        bot_token=values.get("SLACK_BOT_TOKEN"),
        app_token=values.get("SLACK_APP_TOKEN"),
        signing_secret=values.get(_SECRET),
        http_host=values.get("TIDINGS_HTTP_HOST", HOST),
        http_port=int(values.get("TIDINGS_HTTP_PORT", HTTP_PORT)),
        health_host=values.get("TIDINGS_HEALTH_HOST", HOST),
        health_port=_health_port(values),
        is_health_wanted="TIDINGS_HEALTH_PORT" in values,
        fetching=fetch_rules(values),
        digest_editors=_digest_editors(values) or "members",
        posts_a_minute=int(values.get("TIDINGS_POSTS_A_MINUTE", DEFAULT_POSTS_A_MINUTE)),
    )


def find_faults(values: Mapping[str, str]) -> list[str]:
    """Name every missing or bad setting, each in a few words that say what would be right."""
    return [
        *_token_faults(values),
        *_url_faults(values),
        *_number_faults(values),
        *_fetch_faults(values),
        *_level_faults(values),
    ]


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


def fetch_rules(values: Mapping[str, str]) -> FetchRules:
    """Give what the operator lets fetches do: internal hosts by name, more ports, a proxy, certificates."""
    standard = FetchRules()
    return FetchRules(
        allowed_hosts=frozenset(_listed(values, "TIDINGS_FETCH_HOSTS")),
        allowed_ports=standard.allowed_ports | {int(port) for port in _listed(values, "TIDINGS_FETCH_PORTS")},
        proxy=values.get("TIDINGS_FETCH_PROXY"),
        ca_file=values.get("TIDINGS_FETCH_CA"),
    )


def _listed(values: Mapping[str, str], name: str) -> list[str]:
    return values.get(name, "").lower().replace(",", " ").split()


def _token_faults(values: Mapping[str, str]) -> Iterable[str]:
    if not any(name in values for name in _WHERE):
        if "SLACK_API_URL" in values:
            yield "SLACK_API_URL is set, but SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not"
        return
    for name, prefix in _TOKENS.items():
        if name in values and not values[name].startswith(prefix):
            yield f"{name} does not start with {prefix}{_swapped(name, values[name])}"
    if _swapped(_SECRET, values.get(_SECRET, "")):
        yield f"{_SECRET} is no signing secret{_swapped(_SECRET, values[_SECRET])}"
    if "SLACK_BOT_TOKEN" not in values:
        yield f"SLACK_BOT_TOKEN is missing (xoxb-…, from {_WHERE['SLACK_BOT_TOKEN']})"
    if "SLACK_APP_TOKEN" not in values and _SECRET not in values:
        yield (
            f"SLACK_APP_TOKEN is missing (xapp-…, from {_WHERE['SLACK_APP_TOKEN']}), "
            f"or for HTTP mode {_SECRET} (from {_WHERE[_SECRET]})"
        )


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
    for name in _PORTS:
        port = values.get(name, "0")
        is_off = name == "TIDINGS_HEALTH_PORT" and port.lower() == _OFF
        if not is_off and not _is_port(port):
            yield f"{name} is no port number from 0 to 65535"
    least, most = POSTS_A_MINUTE
    posts = values.get("TIDINGS_POSTS_A_MINUTE", str(least))
    if not (posts.isascii() and posts.isdigit() and least <= int(posts) <= most):
        yield f"TIDINGS_POSTS_A_MINUTE is no number from {least} to {most}"


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) <= 65535


def _fetch_faults(values: Mapping[str, str]) -> Iterable[str]:
    if not all(_is_port(port) for port in _listed(values, "TIDINGS_FETCH_PORTS")):
        yield "TIDINGS_FETCH_PORTS is no list of port numbers, such as 8080 8443"
    if any("/" in host for host in _listed(values, "TIDINGS_FETCH_HOSTS")):
        yield "TIDINGS_FETCH_HOSTS is no list of hosts, such as intranet.example 10.0.0.7:8080"
    if not values.get("TIDINGS_FETCH_PROXY", "http://").startswith(("http://", "https://")):
        yield "TIDINGS_FETCH_PROXY is no http(s) address"
    if "TIDINGS_FETCH_CA" in values and not Path(values["TIDINGS_FETCH_CA"]).is_file():
        yield "TIDINGS_FETCH_CA is no file"


def _health_port(values: Mapping[str, str]) -> int | None:
    """Choose where to tell of our health: nowhere in the local workspace, unless a port is named."""
    port = values.get("TIDINGS_HEALTH_PORT", _OFF if "SLACK_BOT_TOKEN" not in values else str(HEALTH_PORT))
    return None if port.lower() == _OFF else int(port)


def _level_faults(values: Mapping[str, str]) -> Iterable[str]:
    if values.get("TIDINGS_LOG", "info").lower() not in _LOG_LEVELS:
        yield f"TIDINGS_LOG is none of {', '.join(_LOG_LEVELS)}"
    if _digest_editors(values) is None:
        yield f"TIDINGS_DIGEST_EDITORS is none of {', '.join(_DIGEST_EDITORS)}"


def _digest_editors(values: Mapping[str, str]) -> DigestEditors | None:
    wanted = values.get("TIDINGS_DIGEST_EDITORS", "members").lower()
    return next((one for one in _DIGEST_EDITORS if one == wanted), None)
