"""Whatever a server answers, a fetch ends in time with a document or an error in words; never with anything else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import FetchError
from store.fetch import Fetched
from tests.fetch.conftest import Site

NAMES = ["Location", "ETag", "Last-Modified", "Content-Type", "Content-Encoding", "Retry-After", "Date",
         "Cache-Control", "Content-Length", "Transfer-Encoding", "Set-Cookie"]  # fmt: skip
VALUES = ["", "gzip", "chunked", "text/html; charset=\"x", "text/html; charset*=utf-8''%ff", "-1", "1e9", "9" * 40,
          "max-age=-5", "max-age=\"7\"", "Tue, 99 May 2026 99:99:99 GMT", "//[", "http://[::1", "?", "\\\\x", "http:x",
          "text", "/;;;", "W/\"é", "0x5", "5, 5", "5, 6"]  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    """One site for all examples."""
    served = Site()
    yield served
    served.close()


_header = st.builds(
    "{}: {}\r\n".format,
    st.sampled_from(NAMES),
    st.sampled_from(VALUES) | st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=20),
)
_status = st.sampled_from(
    ["200 OK", "301 Moved", "302", "304 Same", "206 Part", "429 Slow", "600 What", "2OO", "", "200"]
)
_answer = st.builds(
    lambda status, headers, body: (
        f"HTTP/1.1 {status}\r\n{''.join(headers)}Connection: close\r\n\r\n".encode("latin-1") + body
    ),
    _status,
    st.lists(_header, max_size=5),
    st.binary(max_size=60),
)


@given(page=_answer | st.binary(max_size=80), etag=st.none() | st.text(max_size=10))
@settings(max_examples=200)
def test_any_answer_is_read_or_refused(server: Site, page: bytes, etag: str | None) -> None:
    """A document, or a sentence."""
    server.serves("/", page, b"")
    try:
        got = server.fetch("/", etag=etag, seconds=1.0)
    except FetchError as refused:
        told = str(refused)
    else:
        assert isinstance(got, Fetched)
        told = "read."
    assert told.endswith(".")
