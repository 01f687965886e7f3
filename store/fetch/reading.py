"""What a response says and holds: its status, its type, its body within the limits, and how long it stays fresh."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from email.message import Message
from email.utils import parsedate_to_datetime

import requests
from urllib3.exceptions import IncompleteRead

from store.errors import BadStatusError, ContentTypeError, GoneError, TooLargeError
from store.fetch.rules import Fetched
from store.fetch.wire import seconds_left

_CHUNK = 65_536

_BINARY = frozenset({None, "application/octet-stream", "binary/octet-stream", "application/x-download"})
"""What servers say who know no type; the first bytes are looked at."""
_READABLE = frozenset(
    {"message/rfc822", *(f"application/{name}" for name in ("xml", "json", "pdf", "x-pdf", "rss", "atom", "rdf"))}
)
"""Types beside `text/…`, `…+xml` and `…+json` that hold something to read."""
_UNREADABLE_TEXT = frozenset(f"text/{name}" for name in ("css", "javascript", "calendar", "vcard", "event-stream"))
_MAIN_KINDS = {"image": "image", "font": "type", "audio": "sound", "video": "sound"}
_OFFICE = ("application/vnd.", "application/msword", "application/rtf", "application/epub")
_ARCHIVE = re.compile(r"application/(x-)?(zip|gzip|tar|bzip2?|7z|rar|xz|zstd|lzma|compress)")
_MAGIC = {
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"PK\x03\x04": "archive",
    b"\x1f\x8b": "archive",
    b"BZh": "archive",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
    b"\xfd7zXZ": "archive",
    b"\x28\xb5\x2f\xfd": "archive",
    b"\x7fELF": "type",
    b"\xd0\xcf\x11\xe0": "office",
}
"""How documents begin that are mistaken for text by those who serve them."""


def check_status(response: requests.Response, url: str, host: str, *, is_conditional: bool) -> None:
    """Check that a site gave what was asked for. Raises: BadStatusError, GoneError."""
    status = response.status_code
    if status in (200, 203) or (status == 304 and is_conditional):
        return
    if status == 410:
        raise GoneError("gone", url, host, status)
    keys = {401: "forbidden", 403: "forbidden", 404: "missing", 429: "busy", 451: "forbidden", 503: "busy"}
    key = keys.get(status, "trouble" if status >= 500 else "status")
    raise BadStatusError(key, url, host, status, _retry_after(response))


def read_body(response: requests.Response, url: str, host: str, most: int, until: float) -> bytes:
    """Read a response's body, unpacked: at most `most` bytes, before the monotonic clock says `until`.

    Raises: ContentTypeError, TooLargeError, TimeoutError and urllib3's errors.
    """
    media_type, _ = _content_type(response)
    if fault := _type_fault(media_type):
        raise ContentTypeError(fault, url, host)
    if _number(response.headers.get("Content-Length", "")) > most:
        raise TooLargeError("large", url, host, megabytes=most // 1_000_000)
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in _PACKINGS:
        raise ContentTypeError("encoding", url, host)
    body = bytearray()
    for part in _parts(response, until) if packing in ("", "identity") else _unpacked(_parts(response, until)):
        body += part
        if len(body) > most:
            raise TooLargeError("large", url, host, megabytes=most // 1_000_000)
    if fault := _body_fault(bytes(body[:1024]), media_type):
        raise ContentTypeError(fault, url, host)
    return bytes(body)


def describe(response: requests.Response, url: str, body: bytes) -> Fetched:
    """Put a response that was read into what a fetch gives."""
    media_type, charset = _content_type(response)
    return Fetched(
        url=url,
        status=response.status_code,
        body=body,
        media_type=media_type,
        charset=charset,
        etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
        max_age=_max_age(response.headers.get("Cache-Control", "")),
        moved_to=None,
        not_modified=response.status_code == 304,
    )


_GZIP = b"\x1f\x8b"
_PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""How a body may be packed: once, in a way that we said we read."""


def _parts(response: requests.Response, until: float) -> Iterator[bytes]:
    """Give a body as it comes over the wire, each part as soon as it is there."""
    while part := response.raw.read1(_CHUNK, decode_content=False):
        seconds_left(until)
        yield part


def _unpacked(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip or deflate, at most `_CHUNK` bytes at a time so that a bomb ends at the limit.

    Raises: zlib.error for what is packed otherwise, IncompleteRead for what ends too early.
    """
    unpacker = None
    for part in parts:
        rest = part
        while rest:
            if unpacker is None:
                unpacker = zlib.decompressobj(_window_of(rest[0]))
            yield unpacker.decompress(rest, _CHUNK)
            rest = unpacker.unconsumed_tail
            if unpacker.eof and unpacker.unused_data.startswith(_GZIP):  # a gzip file may be several, one after another
                rest, unpacker = unpacker.unused_data, None
            elif unpacker.eof:
                return
    if unpacker is not None:
        yield unpacker.flush()
        if not unpacker.eof:
            raise IncompleteRead(0, 1)


def _window_of(first: int) -> int:
    """Say how zlib is to read what begins with a byte: with a header (gzip or zlib), or, as some send deflate, bare."""
    return zlib.MAX_WBITS + 32 if first == _GZIP[0] or first & 15 == 8 else -zlib.MAX_WBITS


def _content_type(response: requests.Response) -> tuple[str | None, str | None]:
    """Read the declared type and character set, both lowercase."""
    message = Message()
    message["Content-Type"] = response.headers.get("Content-Type", "")
    declared = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    charset = message.get_content_charset()
    return declared or None, charset or None


def _type_fault(media_type: str | None) -> str | None:
    """Say what a declared type is that nothing can be read from, or None."""
    if media_type is None or media_type in _BINARY or media_type in _READABLE:
        return None
    main = media_type.partition("/")[0]
    if main in _MAIN_KINDS:
        return _MAIN_KINDS[main]
    if media_type.endswith(("+xml", "+json")) or (main == "text" and media_type not in _UNREADABLE_TEXT):
        return None
    if media_type.startswith(_OFFICE):
        return "office"
    return "archive" if _ARCHIVE.match(media_type) else "type"


def _body_fault(start: bytes, media_type: str | None) -> str | None:
    """Say what a body is by its first bytes, where nothing can be read from it, or None."""
    for magic, kind in _MAGIC.items():
        if start.startswith(magic):
            return kind
    is_wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if media_type in _BINARY and b"\0" in start:
        return None if is_wide or start.startswith(b"%PDF") else "type"
    return None


def _retry_after(response: requests.Response) -> int | None:
    """Read in how many seconds a site wants to be asked again; a date is read against the site's own clock."""
    said = response.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return int(said[:9])
    try:
        wait = parsedate_to_datetime(said) - parsedate_to_datetime(response.headers.get("Date", ""))
        return max(0, round(wait.total_seconds()))
    except (ValueError, TypeError, OverflowError):
        return None


def _max_age(cache_control: str) -> int | None:
    found = re.search(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", cache_control.lower())
    return int(found[1]) if found else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
