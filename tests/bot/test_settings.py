"""Settings: what is read, what is refused, and that every fault is named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, database_path, load_settings
from store.fetch import FetchRules

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_APP_TOKEN": "xapp-1-secret"}


def read(tmp_path: Path, values: dict[str, str], dotenv: str = "") -> Settings:
    path = tmp_path / ".env"
    path.write_text(dotenv, encoding="utf-8")
    return load_settings(values, path)


def test_without_tokens_the_local_workspace_serves(tmp_path: Path) -> None:
    """No token at all is a setting of its own: the local workspace."""
    settings = read(tmp_path, {})
    assert settings.is_local
    assert (settings.api_url, settings.port, settings.log_level) == ("https://slack.com/api/", 8321, "info")


def test_both_tokens_mean_slack(tmp_path: Path) -> None:
    """Both tokens lead to Slack, spaces around them forgiven."""
    settings = read(tmp_path, {"SLACK_BOT_TOKEN": " xoxb-1 ", "SLACK_APP_TOKEN": "xapp-1\n"})
    assert not settings.is_local
    assert (settings.bot_token, settings.app_token) == ("xoxb-1", "xapp-1")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["SLACK_APP_TOKEN is missing"]),
        ({"SLACK_APP_TOKEN": "xapp-1"}, ["SLACK_BOT_TOKEN is missing"]),
        (
            {"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"},
            ["looks like the SLACK_APP_TOKEN", "looks like the SLACK_BOT_TOKEN"],
        ),
        ({**TOKENS, "SLACK_BOT_TOKEN": "xoxp-1"}, ["SLACK_BOT_TOKEN does not start with xoxb-"]),
        ({**TOKENS, "SLACK_API_URL": "slack.com/api"}, ["SLACK_API_URL is no http(s) address"]),
        ({**TOKENS, "SLACK_API_URL": "ftp://example.org"}, ["SLACK_API_URL is no http(s) address"]),
        ({**TOKENS, "SLACK_API_URL": "http://[::1"}, ["SLACK_API_URL is no http(s) address"]),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api"}, ["SLACK_API_URL is set, but"]),
        ({"SLACK_SIGNING_SECRET": "0a1b"}, ["SLACK_BOT_TOKEN is missing"]),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["for HTTP mode SLACK_SIGNING_SECRET"]),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "xapp-1"},
            ["SLACK_SIGNING_SECRET is no signing secret (it looks like the SLACK_APP_TOKEN)"],
        ),
        ({"TIDINGS_HEALTH_PORT": "on", "TIDINGS_HTTP_PORT": "-3"}, ["TIDINGS_HEALTH_PORT", "TIDINGS_HTTP_PORT"]),
        ({"TIDINGS_PORT": "eighty"}, ["TIDINGS_PORT"]),
        ({"TIDINGS_PORT": "70000"}, ["TIDINGS_PORT"]),
        (
            {"TIDINGS_FETCH_PORTS": "8080,x", "TIDINGS_FETCH_HOSTS": "http://wiki/", "TIDINGS_FETCH_PROXY": "socks:1"},
            ["TIDINGS_FETCH_PORTS", "TIDINGS_FETCH_HOSTS", "TIDINGS_FETCH_PROXY"],
        ),
        ({"TIDINGS_FETCH_CA": "/no/such.pem"}, ["TIDINGS_FETCH_CA is no file"]),
        ({"TIDINGS_LOG": "loud"}, ["TIDINGS_LOG"]),
        (
            {"TIDINGS_DIGEST_EDITORS": "nobody", "TIDINGS_POSTS_A_MINUTE": "0"},
            ["TIDINGS_DIGEST_EDITORS is none of members, editors", "TIDINGS_POSTS_A_MINUTE is no number from 1"],
        ),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "TIDINGS_PORT": "-1", "TIDINGS_LOG": "loud", "SLACK_API_URL": "x"},
            ["SLACK_APP_TOKEN", "TIDINGS_PORT", "TIDINGS_LOG", "SLACK_API_URL"],
        ),
    ],
)
def test_every_fault_is_named_at_once(tmp_path: Path, values: dict[str, str], words: list[str]) -> None:
    """One sentence names each missing or bad setting, and no token's value."""
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, values)
    message = str(refused.value)
    assert all(word in message for word in words)
    assert not any(value in message for name, value in values.items() if name.endswith("TOKEN"))
    assert "\n" not in message


HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "0a1b"}


@pytest.mark.parametrize(
    ("values", "is_http", "health_port"),
    [
        ({}, False, None),
        ({"TIDINGS_HEALTH_PORT": "9000"}, False, 9000),
        (TOKENS, False, 8322),
        ({**TOKENS, "SLACK_SIGNING_SECRET": "0a1b"}, False, 8322),
        (HTTP, True, 8322),
        ({**HTTP, "TIDINGS_HEALTH_PORT": "0"}, True, 0),
        ({**HTTP, "TIDINGS_HEALTH_PORT": "off"}, True, None),
    ],
)
def test_the_way_to_slack_and_to_our_health(
    tmp_path: Path, values: dict[str, str], is_http: bool, health_port: int | None
) -> None:
    """A signing secret without an app-level token means HTTP mode; in Slack our health is told unless turned off."""
    settings = read(tmp_path, values)
    assert (settings.is_http, settings.health_port) == (is_http, health_port)
    assert (settings.http_host, settings.health_host, settings.http_port) == ("127.0.0.1", "127.0.0.1", 3000)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://slack.com/api", "https://slack.com/api/"),
        ("https://slack.com/api/", "https://slack.com/api/"),
        ("http://127.0.0.1:8765/api//", "http://127.0.0.1:8765/api/"),
    ],
)
def test_the_api_address_ends_in_one_slash(tmp_path: Path, url: str, expected: str) -> None:
    """The SDK joins method names to the address, so it ends in a slash."""
    assert read(tmp_path, {**TOKENS, "SLACK_API_URL": url}).api_url == expected


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """A `.env` file fills in what the environment leaves out; an empty variable leaves out."""
    dotenv = 'SLACK_BOT_TOKEN="xoxb-file"\nexport SLACK_APP_TOKEN=xapp-$file\nTIDINGS_PORT=1\nTIDINGS_LOG=\n'
    settings = read(tmp_path, {"SLACK_BOT_TOKEN": "xoxb-env", "SLACK_APP_TOKEN": "", "TIDINGS_PORT": "2"}, dotenv)
    assert (settings.bot_token, settings.app_token, settings.port) == ("xoxb-env", "xapp-$file", 2)


def test_an_operator_decides_who_changes_digests_and_how_fast_they_go_out(tmp_path: Path) -> None:
    """Members and Slack's own pace, unless it is said otherwise."""
    usual = read(tmp_path, {})
    assert (usual.digest_editors, usual.posts_a_minute) == ("members", 300)
    chosen = read(tmp_path, {"TIDINGS_DIGEST_EDITORS": "Editors", "TIDINGS_POSTS_A_MINUTE": "120"})
    assert (chosen.digest_editors, chosen.posts_a_minute) == ("editors", 120)


def test_the_working_directory_s_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a path, `.env` of the working directory is read."""
    (tmp_path / ".env").write_text("TIDINGS_PORT=4321\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_settings({}).port == 4321


def test_an_unreadable_file_is_said(tmp_path: Path) -> None:
    """A `.env` that is no text is named in one sentence."""
    path = tmp_path / ".env"
    path.write_bytes(b"TIDINGS_PORT=\xff\xfe\n")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({}, path)


def test_secrets_stay_out_of_repr(tmp_path: Path) -> None:
    """Whatever prints settings prints no token."""
    settings = read(tmp_path, {**TOKENS, "SLACK_SIGNING_SECRET": "0a1b2c"})
    assert "secret" not in repr(settings)
    assert "0a1b2c" not in repr(settings)
    assert settings.secrets == ("xoxb-1-secret", "xapp-1-secret", "0a1b2c")


@pytest.mark.parametrize(
    ("values", "platform", "expected"),
    [
        ({"TIDINGS_DB": "/data/t.db"}, "linux", Path("/data/t.db")),
        ({"TIDINGS_DB": "~/t.db"}, "linux", Path.home() / "t.db"),
        ({"XDG_DATA_HOME": "/xdg"}, "linux", Path("/xdg/tidings/tidings.db")),
        ({}, "linux", Path.home() / ".local/share/tidings/tidings.db"),
        ({}, "darwin", Path.home() / "Library/Application Support/tidings/tidings.db"),
        ({"LOCALAPPDATA": "/local"}, "win32", Path("/local/tidings/tidings.db")),
    ],
)
def test_the_database_lies_in_the_user_s_data_folder(values: dict[str, str], platform: str, expected: Path) -> None:
    """TIDINGS_DB, or else the place that each system has for a user's data."""
    assert database_path(values, platform) == expected


def test_the_operator_widens_what_is_read_from_the_web(tmp_path: Path) -> None:
    """Hosts and ports are lists, between spaces or commas; nothing internal is allowed unless named."""
    assert read(tmp_path, {}).fetching == FetchRules()
    named = {"TIDINGS_FETCH_HOSTS": "Wiki.example, 10.0.0.7:8080", "TIDINGS_FETCH_PORTS": "8080 8443"}
    rules = read(tmp_path, named).fetching
    assert rules.allowed_hosts == {"wiki.example", "10.0.0.7:8080"}
    assert rules.allowed_ports == {80, 443, 8080, 8443}
