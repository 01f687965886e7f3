"""What sites do to whoever reads them: slow, torn, huge, moved, gone, packed, of the wrong kind; and what is learnt."""

from __future__ import annotations

import gzip
import time
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from store.errors import (
    BadStatusError,
    ContentTypeError,
    FetchError,
    GoneError,
    TooLargeError,
    TooManyRedirectsError,
    TooSlowError,
    TornDownloadError,
    UnreachableError,
)
from store.fetch import FetchRules, fetch
from tests.fetch.conftest import HTML, Site, answer

PAGE = "<title>Harbour news</title><p>The crane moved. 起重机动了。".encode()
GZIP = "Content-Encoding: gzip"


def test_a_page_comes_with_what_was_declared(site: Site) -> None:
    """Body, type, character set, freshness and validators are as the site says, without asking for more."""
    url = site.serves(
        "/news",
        answer(
            PAGE, 'ETag: "v7"', "Last-Modified: Tue, 05 May 2026 06:00:00 GMT", "Cache-Control: public, max-age=900"
        ),
    )
    got = site.fetch("/news")
    assert (got.url, got.status, got.body) == (url, 200, PAGE)
    assert (got.media_type, got.charset, got.max_age) == ("text/html", "utf-8", 900)
    assert (got.etag, got.last_modified) == ('"v7"', "Tue, 05 May 2026 06:00:00 GMT")
    assert (got.moved_to, got.not_modified) == (None, False)
    assert "User-Agent: Tidings/" in site.requests[0]
    assert "Cookie" not in site.requests[0]


def test_what_did_not_change_comes_without_a_body(site: Site) -> None:
    """Validators are sent, and 304 is told; a 304 that nobody asked for is a refusal."""
    site.serves("/", answer(status="304 Not Modified", head=b""))
    got = site.fetch("/", etag='"v7"', last_modified="Tue, 05 May 2026 06:00:00 GMT")
    assert (got.not_modified, got.body, got.status) == (True, b"", 304)
    assert 'If-None-Match: "v7"' in site.requests[0]
    assert "If-Modified-Since: Tue, 05 May 2026" in site.requests[0]
    with pytest.raises(BadStatusError):
        site.fetch("/")


def test_a_validator_that_would_split_the_request_is_left_out(site: Site) -> None:
    """What a site gave as validator cannot add a header."""
    site.serves("/", answer(PAGE))
    for etag in ('"a"\r\nX-Evil: 1', '"中"', "  "):
        assert site.fetch("/", etag=etag).body == PAGE
    assert not any("Evil" in request or "If-None-Match" in request for request in site.requests)


@pytest.mark.parametrize(
    ("statuses", "is_moved"),
    [
        (["301 Moved Permanently"], True),
        (["308 Permanent Redirect", "301 Moved Permanently"], True),
        (["302 Found"], False),
        (["301 Moved Permanently", "307 Temporary Redirect"], False),
        (["303 See Other", "301 Moved Permanently"], False),
    ],
)
def test_a_move_is_told_when_all_of_it_is_permanent(site: Site, statuses: list[str], is_moved: bool) -> None:
    """A source may then be kept under its new address."""
    for n, status in enumerate(statuses):
        site.serves(f"/{n}", answer(b"", f"Location: /{n + 1}", "Set-Cookie: a=b", status=status))
    end = site.serves(f"/{len(statuses)}", answer(PAGE))
    got = site.fetch("/0")
    assert (got.url, got.moved_to) == (end, end if is_moved else None)
    assert not any("Cookie" in request for request in site.requests)


def test_redirects_end_after_five(site: Site) -> None:
    """Five are followed, six are not; nor is a circle."""
    for n in range(6):
        site.serves(f"/{n}", answer(b"", f"Location: {n + 1}", status="302 Found"))
    site.serves("/6", answer(PAGE))
    assert site.fetch("/1").body == PAGE
    with pytest.raises(TooManyRedirectsError, match="more than 5 times"):
        site.fetch("/0")


@pytest.mark.parametrize(
    ("status", "headers", "kind", "retry_after", "words"),
    [
        ("410 Gone", [], GoneError, None, "gone for good"),
        ("404 Not Found", [], BadStatusError, None, "no such page"),
        ("401 Unauthorized", [], BadStatusError, None, "without signing in"),
        ("403 Forbidden", [], BadStatusError, None, "programs"),
        ("429 Too Many", ["Retry-After: 120"], BadStatusError, 120, "left alone"),
        (
            "503 Busy",
            ["Date: Tue, 05 May 2026 06:00:00 GMT", "Retry-After: Tue, 05 May 2026 06:10:00 GMT"],
            BadStatusError,
            600,
            "left alone",
        ),
        ("429 Too Many", ["Retry-After: soon"], BadStatusError, None, "left alone"),
        ("429 Too Many", ["Retry-After: " + "9" * 30], BadStatusError, 999_999_999, "left alone"),
        ("500 Oops", [], BadStatusError, None, "status 500"),
        ("204 No Content", [], BadStatusError, None, "status 204"),
        ("301 Moved Permanently", [], BadStatusError, None, "status 301"),
        ("999 Go Away", [], BadStatusError, None, "status 999"),
    ],
)
def test_a_refusal_says_what_it_was(
    site: Site, status: str, headers: list[str], kind: type[BadStatusError], retry_after: int | None, words: str
) -> None:
    """The status and how long to wait are kept for whoever asks again."""
    site.serves("/", answer(b"", *headers, status=status))
    with pytest.raises(kind, match=words) as refused:
        site.fetch("/")
    assert (refused.value.status, refused.value.retry_after) == (int(status[:3]), retry_after)


@pytest.mark.parametrize(
    "parts",
    [
        [b"HTTP/1.1 200 OK\r\n" + HTML + b"\r\n", *[b"x"] * 40],
        [b"HTTP/1.1 200 OK\r\nX-Slow: ", *[b"x"] * 40],
        [*[b"H"] * 40],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + HTML + b"\r\n", *[b"1\r\nx\r\n"] * 40],
        [],
    ],
    ids=["body", "head", "status", "chunks", "silence"],
)
def test_a_slow_drip_ends_with_the_time(site: Site, parts: list[bytes]) -> None:
    """However a site dawdles, a fetch takes no longer than it may."""
    site.pause = 0.05
    site.serves("/", *(parts or [b""] * 40))
    began = time.monotonic()
    with pytest.raises(TooSlowError, match=r"took more than"):
        site.fetch("/", seconds=0.4)
    assert time.monotonic() - began < 1.2


def test_redirects_share_one_time(site: Site) -> None:
    """A chain of slow redirects is no way to stay longer."""
    site.pause = 0.15
    for n in range(6):
        site.serves(f"/{n}", answer(b"", f"Location: /{n + 1}", status="302 Found"))
    with pytest.raises(TooSlowError):
        site.fetch("/0", seconds=0.35)


def bomb(times: int) -> bytes:
    """Pack a hundred megabytes of nothing, again and again."""
    data = bytes(100_000_000)
    for _ in range(times):
        data = gzip.compress(data, 6)
    return data


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (answer(b"x" * 3_000), TooLargeError),
        (answer(b"x" * 3_000, length=False), TooLargeError),
        (answer(b"", head=HTML + b"Content-Length: 99999999999\r\n", length=False), TooLargeError),
        (answer(bomb(1), GZIP), TooLargeError),
        (answer(zlib.compress(bytes(5_000)), "Content-Encoding: deflate"), TooLargeError),
        (answer(gzip.compress(b"ab") * 2_000, GZIP), TooLargeError),
        (answer(bomb(2), "Content-Encoding: gzip, gzip"), ContentTypeError),
        (answer(PAGE, "Content-Encoding: br"), ContentTypeError),
        (answer(PAGE, "Content-Encoding: gzip" + ", gzip" * 5), ContentTypeError),
    ],
    ids=["length", "stream", "claim", "gzip bomb", "deflate", "many members", "double", "brotli", "six times"],
)
def test_what_is_too_large_ends_early(site: Site, page: bytes, kind: type[FetchError]) -> None:
    """Bytes are counted as they are unpacked, so that a bomb costs no more than the limit."""
    site.serves("/", page)
    began = time.process_time()
    with pytest.raises(kind):
        site.fetch("/", most_bytes=2_500)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "page",
    [
        answer(gzip.compress(PAGE), GZIP),
        answer(gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]), GZIP),
        answer(gzip.compress(PAGE) + b"\0\0 rubbish", GZIP),
        answer(zlib.compress(PAGE), "Content-Encoding: deflate"),
        answer(zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate"),
        answer(gzip.compress(PAGE), GZIP, length=False),
        answer(PAGE, "Content-Encoding: identity"),
    ],
    ids=["gzip", "two members", "rubbish after", "zlib", "bare deflate", "no length", "identity"],
)
def test_what_is_packed_is_unpacked(site: Site, page: bytes) -> None:
    """In every way that servers pack."""
    site.serves("/", page)
    assert site.fetch("/").body == PAGE


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ([b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 900\r\n" + HTML + b"\r\n" + PAGE], "torn"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + HTML + b"\r\n5\r\nhello\r\n"], "torn"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + HTML + b"\r\nzz\r\nhello\r\n"], "torn"),
        ([answer(gzip.compress(PAGE)[:-9], GZIP, length=False)], "torn"),
        ([answer(b"no gzip at all, really", GZIP, length=False)], "encoding"),
    ],
    ids=["length", "chunks", "chunk size", "gzip", "no gzip"],
)
def test_a_torn_download_is_told(site: Site, parts: list[bytes], key: str) -> None:
    """Half a page is never taken for a page."""
    site.serves("/", *parts)
    with pytest.raises(TornDownloadError) as torn:
        site.fetch("/")
    assert torn.value.key == key


@pytest.mark.parametrize(
    ("page", "key"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", "no_web"),
        (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(200)) + b"\r\n", "no_web"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "no_web"),
        (b"", "no_answer"),
    ],
    ids=["ssh", "many headers", "long header", "hangs up"],
)
def test_what_speaks_no_http_is_told(site: Site, page: bytes, key: str) -> None:
    """Whatever else listens at a port."""
    site.serves("/", page)
    with pytest.raises(UnreachableError) as failed:
        site.fetch("/")
    assert failed.value.key == key


def test_nobody_there(site: Site, resolved: dict[str, list[str]]) -> None:
    """A closed port and a name that does not exist."""
    site.close()
    with pytest.raises(UnreachableError, match="cannot be reached"):
        site.fetch("/")
    with pytest.raises(UnreachableError, match=r"There is no site nowhere\.example"):
        fetch("http://nowhere.example/", FetchRules())


@pytest.mark.parametrize(
    ("declared", "body", "key"),
    [
        ("image/png", b"", "image"),
        ("image/svg+xml", b"<svg/>", "image"),
        ("text/html", b"\x89PNG\r\n", "image"),
        ("audio/mpeg", b"", "sound"),
        ("VIDEO/mp4; codecs=x", b"", "sound"),
        ("application/zip", b"", "archive"),
        ("application/x-gzip", b"", "archive"),
        ("application/octet-stream", b"PK\x03\x04...", "archive"),
        ("text/plain", b"\x1f\x8b\x08", "archive"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK", "office"),
        ("application/msword", b"", "office"),
        ("application/octet-stream", b"\x7fELF", "type"),
        ("application/octet-stream", b"abc\x00\x01", "type"),
        ("text/css", b"", "type"),
        ("application/javascript", b"", "type"),
        ("font/woff2", b"", "type"),
        ("nonsense", b"", "type"),
    ],
)
def test_what_cannot_be_read_is_refused_by_kind(site: Site, declared: str, body: bytes, key: str) -> None:
    """Images, sound, archives, office documents and the rest each have their sentence."""
    site.serves("/", answer(body, head=b"Content-Type: " + declared.encode() + b"\r\n"))
    with pytest.raises(ContentTypeError) as refused:
        site.fetch("/")
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        ("text/html;charset=GB2312", "新闻".encode("gb18030")),
        ("application/rss+xml", b"<rss/>"),
        ("application/atom+xml; charset=utf-8", b"<feed/>"),
        ("application/xml", b"<rss/>"),
        ("text/xml", b"<rss/>"),
        ("application/feed+json", b"{}"),
        ("application/json", b"{}"),
        ("application/x-rss+xml", b"<rss/>"),
        ("text/markdown", b"# News"),
        ("text/plain", b"\xff\xfen\x00e\x00"),
        ("application/pdf", b"%PDF-1.7\x00"),
        ("application/octet-stream", b"%PDF-1.7\x00"),
        ("application/octet-stream", b"# News"),
        ("", b"# News"),
        ("message/rfc822", b"From: a"),
    ],
)
def test_what_can_be_read_is_read(site: Site, declared: str, body: bytes) -> None:
    """Pages, feeds, text, PDF and mail, as servers name them."""
    site.serves("/", answer(body, head=b"Content-Type: " + declared.encode() + b"\r\n" if declared else b""))
    got = site.fetch("/")
    assert got.body == body
    assert got.media_type == (declared.split(";")[0] or None)


def test_connections_are_kept(site: Site) -> None:
    """Twenty fetches one after another take one connection; forty by eight threads no more than eight."""
    site.serves("/", answer(PAGE))
    for _ in range(20):
        assert site.fetch("/").status == 200
    assert site.connections == 1
    with ThreadPoolExecutor(8) as pool:
        assert {got.status for got in pool.map(site.fetch, ["/"] * 40)} == {200}
    assert site.connections <= 9


def test_an_idle_connection_is_not_trusted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while another one is opened, in place of one that somebody between may have forgotten."""
    site.serves("/", answer(PAGE))
    site.fetch("/")
    monkeypatch.setattr("store.fetch.wire.IDLE_SECONDS", 0.0)
    assert site.fetch("/").body == PAGE
    assert site.connections == 2


def test_a_proxy_of_the_environment_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the operator's own setting counts: through a proxy, nobody would check addresses."""
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    site.serves("/", answer(PAGE))
    assert site.fetch("/").body == PAGE


def test_the_operator_s_proxy_is_used(site: Site, resolved: dict[str, list[str]]) -> None:
    """What is on the web goes through it, after the same checks; what is inside is still refused."""
    resolved.update({"news.example": ["93.184.215.14"], "inner.example": ["10.0.0.1"]})
    proxied = FetchRules(proxy=site.url(""))
    site.serves("http://news.example/a", answer(PAGE))
    assert fetch("http://news.example/a", proxied).body == PAGE
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch("http://inner.example/", proxied)


def test_https_goes_through_a_proxy_to_the_address_that_was_checked(site: Site, resolved: dict[str, list[str]]) -> None:
    """The proxy is told the address, not the name, which could resolve to something else for it."""
    resolved["news.example"] = ["93.184.215.14", "10.0.0.1"]
    site.serves("93.184.215.14:443", answer(status="403 Forbidden"))
    with pytest.raises(UnreachableError):
        fetch("https://news.example/a", FetchRules(proxy=site.url("")))
    assert site.requests[0].startswith("CONNECT 93.184.215.14:443 ")
