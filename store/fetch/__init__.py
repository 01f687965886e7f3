"""Read an address of the web, safely. The only part of Tidings that reaches the network, apart from Slack's own client.

What holds for every fetch and every redirect in it: http or https, an allowed port, no credentials; a host whose
address, as resolved for this very connection, is on the public internet, unless the operator allows the host by name;
a certificate that holds for the host; limits on redirects, bytes (after unpacking) and time for all of it together;
a type that something can be read from. No cookies, no proxy unless the operator set one.

It parses nothing, keeps nothing and knows no source. Safe to use from any thread; connections are shared and reused.
"""

from __future__ import annotations

from store.fetch.rules import Fetched, FetchRules

__all__ = ["FetchRules", "Fetched", "fetch"]


def fetch(url: str, rules: FetchRules, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
    """Read an address. With `etag` or `last_modified` of last time, what did not change comes back without a body.

    Raises: FetchError, and nothing else.
    """
    from store.fetch.hops import follow  # requests takes 90 ms to import

    conditions = {"If-None-Match": (etag or "").strip(), "If-Modified-Since": (last_modified or "").strip()}
    sendable = {name: said for name, said in conditions.items() if said and said.isascii() and said.isprintable()}
    return follow(url, rules, sendable)
