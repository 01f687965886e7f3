"""What a fetch may do, and what it brings."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FetchRules:
    """What the operator lets a fetch do.

    `allowed_hosts` are hosts that may be internal: a name or address (`intranet.example`), which is then allowed at
    `allowed_ports`, or one with its port (`127.0.0.1:8080`), which is allowed at that port alone. `seconds` and
    `most_bytes` (after unpacking) are for a whole fetch with its redirects. `proxy` is the address of an HTTP proxy:
    https goes through it to the address that was checked, but plain http it resolves itself, so it must keep its users
    out of the inner network. `ca_file` is a file of certificates to trust in place of the well-known ones.
    """

    allowed_hosts: frozenset[str] = frozenset()
    allowed_ports: frozenset[int] = frozenset({80, 443})
    seconds: float = 15.0
    most_bytes: int = 10_000_000
    redirects: int = 5
    proxy: str | None = field(default=None, repr=False)
    """It may hold a password."""
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. `url` is where it was in the end; `media_type` and `charset` are as declared, lowercase.

    `max_age` is for how many seconds it stays fresh. `moved_to` is `url` when every redirect on the way was permanent.
    With `not_modified` the body is empty, and what was read last time still holds.
    """

    url: str
    status: int
    body: bytes
    media_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    max_age: int | None
    moved_to: str | None
    not_modified: bool
