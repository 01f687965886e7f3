"""The connections of a fetch: to the address that was checked, and never for longer than the fetch may take.

requests-hardened resolves a name once, checks the address and connects to that very address, while the certificate is
still checked for the name; a name that resolves differently the second time gains nothing. On top of it our own list is
asked, which is stricter. Time is bounded where bytes are read: each read from the socket waits for what is left of the
whole fetch, so that a header or body that drips byte by byte ends with it. Resolving is waited for no longer either.
"""

from __future__ import annotations

import ipaddress
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import lru_cache
from http.client import HTTPResponse
from io import BufferedReader, RawIOBase
from typing import Any, TypeVar

import certifi
import requests
from requests.adapters import HTTPAdapter
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from store.fetch.addresses import Address, is_public
from store.fetch.rules import FetchRules

CONNECT_SECONDS = 8.0
"""How long a host may take to accept a connection; far ones take under one."""
IDLE_SECONDS = 60.0
"""How long an idle connection is trusted: address translators forget one after some minutes, and then it hangs."""
_POOLS = 64
"""How many hosts' connections are kept open for the next fetch."""
_KEPT = 8
"""How many connections to one host are kept, which is as many as ask at once."""

_T = TypeVar("_T")
_this_fetch = threading.local()


def send(address: Address, rules: FetchRules, headers: dict[str, str], until: float) -> requests.Response:
    """Ask for an address, not following redirects, until a moment of the monotonic clock.

    Raises: requests.RequestException, urllib3.exceptions.HTTPError, OSError; their words are not for people.
    """
    _this_fetch.until = until
    request = requests.Request("GET", address.url, headers=headers).prepare()
    adapter = _adapter(address.is_trusted, address.scheme, rules.ca_file)
    proxies = {"http": rules.proxy, "https": rules.proxy} if rules.proxy and not address.is_trusted else None
    left = seconds_left(until)
    return adapter.send(request, stream=True, timeout=(min(left, CONNECT_SECONDS), left), proxies=proxies)


def seconds_left(until: float) -> float:
    """Give the seconds until the monotonic clock says `until`. Raises: TimeoutError when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time for this fetch is over")
    return left


class _TimedReader(RawIOBase):
    """What a response reads from, each time waiting no longer than its fetch may still take."""

    def __init__(self, raw: RawIOBase, sock: Any, until: float) -> None:
        self._raw: Any = raw
        self._sock, self._until = sock, until

    def readable(self) -> bool:
        """Tell that it can be read, as an io class must."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what has come, within the time that is left."""
        self._sock.settimeout(seconds_left(self._until))
        count: int | None = self._raw.readinto(buffer)
        return count

    def close(self) -> None:
        """Close what it reads from."""
        self._raw.close()
        super().close()


class _TimedResponse(HTTPResponse):
    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = BufferedReader(_TimedReader(self.fp.detach(), sock, _this_fetch.until))


class _Fresh:
    """A connection that counts as closed once it was idle for a while: others forget it, and say nothing."""

    _used_at = 0.0

    def getresponse(self) -> Any:
        """Get a response, and note when."""
        self._used_at = time.monotonic()
        return super().getresponse()  # type: ignore[misc]

    @property
    def is_connected(self) -> bool:
        """Whether another request may go over it."""
        is_open: bool = super().is_connected  # type: ignore[misc]
        return is_open and time.monotonic() - self._used_at < IDLE_SECONDS


class _Connection(_Fresh, HTTPConnection):
    response_class = _TimedResponse


class _TlsConnection(_Fresh, HTTPSConnection):
    response_class = _TimedResponse


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _TimedAdapter(HTTPAdapter):
    """An adapter whose connections keep time and share one set of trusted certificates (15 ms a time to read)."""

    def __init__(self, trusted: ssl.SSLContext, **kwargs: Any) -> None:
        self._trusted = trusted
        super().__init__(**kwargs)

    def init_poolmanager(self, *_args: Any, **_kwargs: Any) -> None:
        """Keep connections to many hosts."""
        super().init_poolmanager(_POOLS, _KEPT, block=False, ssl_context=self._trusted)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Keep time through a proxy, too."""
        manager = super().proxy_manager_for(proxy, ssl_context=self._trusted, **kwargs)
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
        return manager

    def cert_verify(self, conn: Any, *_args: Any) -> None:
        """Ask for a certificate always; which ones hold is in what is trusted."""
        conn.cert_reqs = "CERT_REQUIRED"


class _CheckedAdapter(_TimedAdapter, IPFilterAdapter):  # type: ignore[misc]  # the library has no types
    """An adapter that connects to public addresses only."""

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        """Pin the connection to the address that the host has now. Raises: InvalidIPAddress."""
        pin = super().build_connection_pool_key_attributes
        host, pool = _in_time(lambda: pin(request, verify, cert), seconds_left(_this_fetch.until))
        ip = ipaddress.ip_address(host["host"].strip("[]"))
        if not is_public(ip):
            raise InvalidIPAddress(ip)
        return host, pool


@lru_cache(maxsize=16)
def _adapter(is_trusted: bool, scheme: str, ca_file: str | None) -> HTTPAdapter:
    """Give the adapter that all fetches of a kind share."""
    context = ssl.create_default_context(cafile=ca_file or certifi.where())
    return _TimedAdapter(context) if is_trusted else _CheckedAdapter(context, is_https_proto=scheme == "https")


def _in_time(work: Callable[[], _T], seconds: float) -> _T:
    """Run what cannot be interrupted, such as asking for a name, in a thread that is left behind when it is late.

    Raises: TimeoutError, and what `work` raises.
    """
    done: Future[_T] = Future()

    def _run() -> None:
        try:
            done.set_result(work())
        except Exception as error:
            done.set_exception(error)

    threading.Thread(target=_run, name="resolving", daemon=True).start()
    return done.result(seconds)
