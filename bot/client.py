"""How Slack is called: what is repeated, what is waited for, and that a refused token is noticed whoever calls.

Nothing whose outcome is not known is repeated where others would see it twice: slack_sdk's default repeats a dropped
connection, though the call may have had its effect.
"""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler
from slack_sdk.http_retry.handler import RetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.webhook import WebhookClient

from bot.refusals import RefusedTokenError, is_token_refusal, retry_after
from bot.settings import Settings
from store.errors import TidingsError

CALL_SECONDS = 15
PATIENCE_SECONDS = 5
"""The longest Retry-After that a listener waits for; longer, and a busy Slack would hold every thread."""


def create_client(settings: Settings, on_refused: Callable[[TidingsError], None] = lambda error: None) -> WebClient:
    """Build the Web API client. It waits a little when told to, and repeats nothing else.

    `on_refused` is told when Slack refuses the bot's token, whoever made the call and whatever they make of it.
    """
    return WebClient(
        token=settings.bot_token,
        base_url=settings.api_url,
        timeout=CALL_SECONDS,
        retry_handlers=[Patience(), _TokenWatch(on_refused)],
    )


def create_responder(respond: Respond, *, is_seen_by_all: bool) -> WebhookClient:
    """Build the client of a response_url. What only one person sees is sent again after a dropped connection."""
    handlers: list[RetryHandler] = [Patience()]
    if not is_seen_by_all:
        handlers.append(ConnectionErrorRetryHandler())
    return WebhookClient(
        respond.response_url or "",
        timeout=CALL_SECONDS,
        proxy=respond.proxy,
        ssl=respond.ssl,
        retry_handlers=handlers,
    )


class Patience(RateLimitErrorRetryHandler):
    """Waits once when Slack says that we are too fast, and says when to come again, unless that is too long."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        too_fast = super()._can_retry(state=state, request=request, response=response, error=error)
        return too_fast and response is not None and retry_after(response.headers) <= PATIENCE_SECONDS


class _TokenWatch(RetryHandler):
    """Sees the answer to every call, in the one place that slack_sdk and Bolt share, and has none repeated."""

    def __init__(self, on_refused: Callable[[TidingsError], None]) -> None:
        super().__init__(max_retry_count=100)  # it is asked about repeated calls, too
        self._on_refused = on_refused

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        code = str((response.body or {}).get("error")) if response else ""
        if is_token_refusal(code):
            self._on_refused(RefusedTokenError("SLACK_BOT_TOKEN", code))
        return False
