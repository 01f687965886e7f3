"""Follow an address to where it ends, and put what went wrong into the errors of `store.errors`."""

from __future__ import annotations

import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPException
from urllib.parse import urljoin

import requests
import urllib3
from requests_hardened.ip_filter import InvalidIPAddress

from store.errors import (
    AddressRefusedError,
    FetchError,
    TlsError,
    TooManyRedirectsError,
    TooSlowError,
    TornDownloadError,
    UnreachableError,
)
from store.fetch.addresses import Address, read_address
from store.fetch.reading import check_status, describe, read_body
from store.fetch.rules import Fetched, FetchRules
from store.fetch.wire import seconds_left, send

USER_AGENT = "Tidings/0.1 (news desk; reads feeds and pages that its users name)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/rss+xml, application/atom+xml, application/feed+json, text/markdown, "
    "text/plain, application/xml, application/json, application/pdf, message/rfc822, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en, zh",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})


def follow(url: str, rules: FetchRules, conditions: dict[str, str]) -> Fetched:
    """Ask for an address and go where it sends on to, judging every address anew. Raises: FetchError."""
    until = time.monotonic() + rules.seconds
    first = address = read_address(url, rules)
    is_moved: bool | None = None
    for _ in range(rules.redirects + 1):
        try:
            answer = _ask(url, address, rules, conditions, until)
            if isinstance(answer, Fetched):
                return replace(answer, moved_to=answer.url if is_moved else None)
            is_moved = is_moved is not False and answer.is_permanent
            address = read_address(answer.target, rules)
        except AddressRefusedError as refused:
            if is_moved is None:
                raise
            raise AddressRefusedError("redirected", url, first.host) from refused
    raise TooManyRedirectsError("redirects", url, first.host, most=rules.redirects)


@dataclass(frozen=True, slots=True)
class _Redirect:
    target: str
    is_permanent: bool


def _ask(
    url: str, address: Address, rules: FetchRules, conditions: dict[str, str], until: float
) -> Fetched | _Redirect:
    """Ask for one address. `url` is what was asked for first, for the errors. Raises: FetchError."""
    with (
        _in_words(url, address, rules, until),
        closing(send(address, rules, {**_HEADERS, **conditions}, until)) as response,
    ):
        if target := _target(response, address.url):
            return _Redirect(target, response.status_code in _PERMANENT)
        check_status(response, url, address.host, is_conditional=bool(conditions))
        body = read_body(response, url, address.host, rules.most_bytes, until)
        return describe(response, address.url, body)


def _target(response: requests.Response, url: str) -> str | None:
    """Give the address that a response sends on to; one that names none is an ordinary response."""
    if response.status_code not in _REDIRECTS or "location" not in response.headers:
        return None
    location = response.headers["location"].encode("latin-1").decode("utf-8", "replace")  # as servers mean it
    try:
        return urljoin(url, location.strip())
    except ValueError:
        return location  # which is refused as no address


@contextmanager
def _in_words(url: str, address: Address, rules: FetchRules, until: float) -> Iterator[None]:
    """Put what the libraries raise into our own errors, by what it means."""
    host = address.host
    try:
        yield
    except FetchError:
        raise
    except InvalidIPAddress as error:
        raise AddressRefusedError("internal", url, host) from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, zlib.error, OSError, ValueError) as error:
        try:
            seconds_left(until)
        except TimeoutError:
            raise TooSlowError("slow", url, host, seconds=round(rules.seconds)) from error
        raise _meaning(error, url, host) from error


def _meaning(error: Exception, url: str, host: str) -> FetchError:
    """Say what an error of the libraries means. What is raised while the body is read is not wrapped by requests."""
    causes = list(_causes(error))

    def _any_is(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if _any_is(requests.exceptions.InvalidURL, urllib3.exceptions.LocationValueError):
        return AddressRefusedError("no_host", url, host)
    if _any_is(zlib.error):
        return TornDownloadError("encoding", url, host)
    if isinstance(error, urllib3.exceptions.HTTPError):
        return TornDownloadError("torn", url, host)
    if _any_is(requests.exceptions.SSLError, urllib3.exceptions.SSLError):
        return TlsError("certificate", url, host)
    if any(isinstance(cause, socket.gaierror) and cause.errno != socket.EAI_AGAIN for cause in causes):
        return UnreachableError("unknown_host", url, host)
    if _any_is(HTTPException) and not _any_is(ConnectionResetError):
        return UnreachableError("no_web", url, host)
    return UnreachableError("no_answer", url, host)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
