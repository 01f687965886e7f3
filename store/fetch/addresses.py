"""Which addresses may be gone to. Pure: it resolves nothing and connects nowhere.

`read_address` judges what is written: the parts of the address, and a host that is an IP address itself. `is_public`
judges what a name resolved to, and is asked again for every connection.

An address is put together anew from the parts that were judged, so that no two parsers can read it differently.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from store.errors import AddressRefusedError
from store.fetch.rules import FetchRules

LONGEST = 4_000
"""Characters of an address. Browsers and servers take 2,000 to 8,000; the links of newsletters reach 2,500."""

_PORTS = {"http": 80, "https": 443}
_UNWRITABLE = re.compile(r"[\x00-\x20\x7f-\x9f\\\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Control characters, spaces, backslashes and what is invisible: parsers differ on them, and none belongs there."""
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
"""A last label that makes a host an IPv4 address (WHATWG URL Standard, "ends in a number checker")."""

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

_CLOSED = tuple(
    ipaddress.ip_network(net)
    for net in (
        "168.63.129.16/32",  # the metadata of Azure, an address that looks public
        "192.0.0.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # special purposes, among them Teredo (IANA)
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
    )
)
_OPEN_V6 = ipaddress.ip_network("2000::/3")
"""All of IPv6 that is given to anybody as an address of their own (IANA)."""
_WRAPPING = tuple(
    ipaddress.ip_network(net)
    for net in ("::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")
)
_PRIVATE = tuple(
    ipaddress.ip_network(net) for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked. `url` is put together from what was judged; `is_trusted` if allowed by name."""

    url: str
    scheme: str
    host: str
    is_trusted: bool


def read_address(url: str, rules: FetchRules) -> Address:
    """Read and judge an address. Raises: AddressRefusedError with the reason."""
    if len(url) > LONGEST:
        raise AddressRefusedError("long", url)
    if _UNWRITABLE.search(url):
        raise AddressRefusedError("characters", url)
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError as error:  # a port that is no number, brackets without an address
        raise AddressRefusedError("no_host", url) from error
    if scheme not in _PORTS:
        raise AddressRefusedError("scheme", url)
    if "@" in parts.netloc:
        raise AddressRefusedError("credentials", url)
    host = _read_host(host, url)
    port = _PORTS[scheme] if port is None else port
    is_trusted = _is_allowed(host, port, url, rules)
    if not is_trusted:
        _check_literal(host, url)
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port == _PORTS[scheme] else f"{shown}:{port}"
    return Address(urlunsplit((scheme, netloc, parts.path, parts.query, "")), scheme, host, is_trusted)


def is_public(ip: _Ip) -> bool:
    """Tell whether an IP address is one that a public site can have."""
    if ip.version == 6 and ip not in _OPEN_V6:
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not any(ip in net for net in _CLOSED)


def _read_host(host: str, url: str) -> str:
    """Give a host as it goes over the wire: lowercase ASCII, without the dot at its end."""
    if ":" in host:
        return host
    if not host.isascii():
        host = _as_ascii(host, url)
    host = host.lower().removesuffix(".")
    if not host:
        raise AddressRefusedError("no_host", url)
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise AddressRefusedError("characters", url)
    return host


def _as_ascii(host: str, url: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise AddressRefusedError("characters", url) from error


def _is_allowed(host: str, port: int, url: str, rules: FetchRules) -> bool:
    """Tell whether the operator allowed a host by name. Raises: AddressRefusedError for a port that nobody allowed."""
    if f"{host}:{port}" in rules.allowed_hosts or f"[{host}]:{port}" in rules.allowed_hosts:
        return True
    if port not in rules.allowed_ports:
        raise AddressRefusedError("port", url, host)
    return host in rules.allowed_hosts


def _check_literal(host: str, url: str) -> None:
    """Check a host that is an IP address. Raises: AddressRefusedError for one that is not public, or disguised."""
    try:
        ip = ipaddress.ip_address(host.replace("%", " "))  # a zone is of this machine alone
    except ValueError:
        if ":" in host or _NUMBER.fullmatch(host.rsplit(".", 1)[-1]):
            raise AddressRefusedError("disguised", url, host) from None
        if host == "localhost" or host.endswith(".localhost"):
            raise AddressRefusedError("loopback", url, host) from None
        return
    if not is_public(ip):
        raise AddressRefusedError(_kind_of(ip), url, host)


def _kind_of(ip: _Ip) -> str:
    """Say what kind of address one is that is not public."""
    if any(ip in net for net in _WRAPPING):
        return "embedded"
    if ip.is_loopback:
        return "loopback"
    if ip.is_link_local:
        return "link_local"
    if ip.is_multicast:
        return "multicast"
    return "private" if any(ip in net for net in _PRIVATE) else "reserved"
