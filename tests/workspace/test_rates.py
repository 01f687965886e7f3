"""Slack's rate limits, switched on: each limit lets its number pass, and then says how long to wait."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.workspace import LocalWorkspace
from bot.workspace.rates import POSTS_A_MINUTE, TIERS, Rates
from bot.workspace.web_api import METHODS


class Seconds:
    """A clock of seconds that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    """A clock to move."""
    return Seconds()


@pytest.mark.parametrize("tier", TIERS)
def test_a_tier_lets_its_number_of_calls_pass(seconds: Seconds, tier: int) -> None:
    """One more must wait until the bucket holds it; then it passes. Other methods are not held up."""
    rates = Rates(is_on=True, now=seconds)
    assert [rates.wait("users.list", tier, "") for _ in range(TIERS[tier])] == [0] * TIERS[tier]
    wait = rates.wait("users.list", tier, "")
    assert wait == pytest.approx(60 / TIERS[tier], abs=1)
    assert rates.wait("team.info", tier, "") == 0
    seconds.now += wait
    assert rates.wait("users.list", tier, "") == 0


def test_a_channel_takes_one_post_a_second(seconds: Seconds) -> None:
    """The second in a second waits; another channel does not; a refused call costs nothing."""
    rates = Rates(is_on=True, now=seconds)
    waits = [rates.wait("chat.postMessage", None, channel) for channel in "AABA"]
    assert waits == [0, 1, 0, 1]
    seconds.now += 1
    assert rates.wait("chat.postMessage", None, "A") == 0


def test_a_workspace_takes_several_hundred_posts_a_minute(seconds: Seconds) -> None:
    """However many channels they go to."""
    rates = Rates(is_on=True, now=seconds)
    waits = [rates.wait("chat.postMessage", None, str(i)) for i in range(POSTS_A_MINUTE + 1)]
    assert waits == [0] * POSTS_A_MINUTE + [1]


def test_every_method_has_the_tier_that_slack_gives_it() -> None:
    """All but those that Slack limits in ways of their own."""
    assert {name for name, method in METHODS.items() if method.tier is None} == {"auth.test", "chat.postMessage"}
    assert METHODS["conversations.list"].tier == 2
    assert METHODS["apps.connections.open"].tier == 1


@pytest.mark.parametrize("rate_limits", [False, True])
def test_rates_are_kept_where_they_are_asked_for(clock: Clock, rate_limits: bool) -> None:
    """The second post in a second is 429 with Retry-After, or goes through."""
    local = LocalWorkspace({"oauth_config": {"scopes": {"bot": ["chat:write"]}}}, clock=clock, rate_limits=rate_limits)
    local.start()
    client = WebClient(token=local.bot_token, base_url=local.api_url, retry_handlers=[])
    client.chat_postMessage(channel="C0AINEWS01", text="one")
    try:
        client.chat_postMessage(channel="C0AINEWS01", text="two")
        answer = None
    except SlackApiError as error:
        answer = error.response
    finally:
        local.stop()
    assert (answer is not None) == rate_limits
    if answer is not None:
        assert (answer.status_code, answer["error"], answer.headers["retry-after"]) == (429, "ratelimited", "1")
