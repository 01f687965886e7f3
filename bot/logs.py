"""The log: one line a record on standard error, and no secret in any of them.

Secrets are taken out of the finished line, so it does not matter who logged it, at what level, or whether it stands in
a message or in a traceback. They are known by their shape (tokens, signatures, addresses that let whoever has them
post or connect) or by their value (the signing secret has no shape of its own).
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Iterable
from types import TracebackType

_LIBRARIES = ("slack_bolt", "slack_sdk", "apscheduler", "uvicorn", "websockets", "asyncio")

_ECHOES = ("slack_sdk.web.base_client", "slack_sdk.webhook.client", "slack_sdk.socket_mode")
"""What these log as an error they raise as well, or the watchdog notices; whoever catches it says it in our words."""

_TOKEN = re.compile(r"\b(xox[a-z]|xapp|xwfp)-[\w.-]{4,}")
"""Slack: "Token types"; every kind begins like this."""

_NAMED = re.compile(r"""(["']token\\*["']\s*:\s*\\*["'])[^"'\\]+|\bv0=[0-9a-f]{16,}""")
"""The old verification token, which every payload still carries, and a request's signature."""

_ADDRESS = re.compile(r"""((?:https?|wss?):(?:\\?/){2}[^\s"'<>/\\?]+)([^\s"'<>]*)""")
_ENCODED = re.compile(
    r"""((?:https?|wss?)%3A(?:(?:%5C)?%2F){2}[^%\s"'&]+)(%[^\s"'&]*?)(?=%22|%27|[\s"'&]|$)""", re.IGNORECASE
)
_KEYED = re.compile(r"(?<=/)(?=[A-Za-z_-]*\d)[\w-]{16,}")
"""A part of an address that nobody could guess is a key, as in a `response_url` of whatever server."""

_UNTOLD = "…"


class Masking(logging.Formatter):
    """Writes a record as one line, tracebacks after it, with every secret masked."""

    def __init__(self, secrets: Iterable[str | None] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's own name)
        """Write the line; what somebody typed cannot begin another."""
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def format(self, record: logging.LogRecord) -> str:
        """Write the whole record."""
        return mask(super().format(record), self._secrets)


class ErrorCount(logging.Handler):
    """Counts the records from errors up."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.total = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one record; called under the handler's lock."""
        self.total += 1


def set_up_logging(level: str, secrets: Iterable[str | None] = ()) -> ErrorCount:
    """Log to standard error, the libraries' chatter only from warnings up unless debugging. Gives the count of errors.

    What ends a thread is logged as well.
    """
    writing, counting = logging.StreamHandler(), ErrorCount()
    writing.setFormatter(Masking(secrets))
    logging.basicConfig(level=level.upper(), handlers=[writing, counting], force=True)
    if level != "debug":
        for name in _LIBRARIES:
            logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
        for name in _ECHOES:
            logging.getLogger(name).setLevel(logging.CRITICAL)
    threading.excepthook = _log_thread
    sys.excepthook = _log_crash
    return counting


def mask(text: str, secrets: Iterable[str] = ()) -> str:
    """Take every secret out of a text, leaving enough to see what it was."""
    for secret in secrets:
        text = text.replace(secret, _UNTOLD)
    text = _TOKEN.sub(rf"\1-{_UNTOLD}", text)
    text = _NAMED.sub(lambda found: f"{found[1] or 'v0='}{_UNTOLD}", text)
    text = _ENCODED.sub(rf"\1{_UNTOLD}", text)
    return _ADDRESS.sub(_mask_address, text)


def _mask_address(found: re.Match[str]) -> str:
    """Mask what in an address gives power: all of a webhook's path, unguessable parts of others, what is asked for."""
    host, rest = found.groups()
    if "hooks.slack" in host:
        return f"{host}/{_UNTOLD}"
    path, question, _ = rest.partition("?")
    return host + _KEYED.sub(_UNTOLD, path) + (f"?{_UNTOLD}" if question else "")


def _log_thread(args: threading.ExceptHookArgs) -> None:
    name = args.thread.name if args.thread else "a thread"
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        logging.getLogger(__name__).critical("Thread %s ended by a bug", name, exc_info=args.exc_value)


def _log_crash(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(__name__).critical("Tidings ended by a bug", exc_info=error)
