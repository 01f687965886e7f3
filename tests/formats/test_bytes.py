"""The one entrance: what bytes are is told by what they hold, and no bytes whatever make it fail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import TidingsError, UnreadableDocumentError
from store.model import Issue
from store.parse.documents import MAX_BYTES, read_document
from store.parse.encoding import decode
from store.parse.entries import Feed, feed_issue
from tests.formats.feeds import ATOM, JSON_FEED, RDF, WHOLE
from tests.formats.pages import LETTER, PAGE_ROWS, PLAIN, mail, pdf

CHINESE = "北风公司今天宣布完成新一轮融资，金额超过十亿美元，由多家机构共同投资。"
TAIWANESE = "北風公司今天宣布完成新一輪融資，金額超過十億美元，由多家機構共同投資。"


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (CHINESE, "utf-8", None),
        (CHINESE, "utf-8-sig", "gbk"),
        (CHINESE, "utf-16", None),
        (CHINESE, "gbk", None),
        (CHINESE, "gbk", "utf-8"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "utf-8", "text/html; charset=gb2312"),
        (TAIWANESE, "big5", None),
        (TAIWANESE, "big5", "text/html; charset=Big5"),
        (CHINESE, "gbk", "x-nonsense"),
        (CHINESE, "gbk", "utf-7"),
        ("Le café est fermé, dit-il.", "cp1252", None),
        ("Le café est fermé, dit-il.", "latin-1", "iso-8859-1"),
        ("It raised €5m and £3m.", "cp1252", None),
        ("The “Café” isn’t open…", "cp1252", None),
        ("<p>Zoë</p><p>Fermé</p>", "cp1252", "utf-8"),
        ("“Quoted” — and dashed…", "cp1252", "latin1"),
        ("Новости дня", "koi8-r", "koi8-r"),
        ("Quay opens a plant", "utf-16-le", None),
        (f"{CHINESE}\n{TAIWANESE}\n", "utf-16-le", None),
        (f"{CHINESE}\n{TAIWANESE}\n", "utf-16-be", None),
        (CHINESE, "gbk", "iso-8859-1"),
        (f"<meta charset=iso-8859-1><p>Weekly</p>{CHINESE}", "gbk", "text/html; charset=latin1"),
        ("Quay opens a plant", "utf-32", None),
    ],
)
def test_bytes_are_read_by_what_they_show_then_by_what_is_said(text: str, encoding: str, declared: str | None) -> None:
    """A wrong name does no harm."""
    assert decode(text.encode(encoding), declared) == text


def test_a_torn_character_costs_only_itself() -> None:
    """A download that breaks off within a character is read up to there."""
    assert decode(CHINESE.encode()[:-1]) == CHINESE[:-1] + "\ufffd"
    assert decode(CHINESE.encode("gbk")[:-1], "gbk").startswith(CHINESE[:-1])


@pytest.mark.parametrize(
    "markup", ["<meta charset=big5>", "<meta http-equiv=content-type content='text/html; charset=big5'>"]
)
def test_a_page_s_own_declaration_counts(markup: str) -> None:
    """Where nothing else tells, the `meta` element does."""
    assert "繁體" in decode(f"<html><head>{markup}</head><body>繁體</body></html>".encode("big5"))


@pytest.mark.parametrize(
    ("data", "name", "media_type", "layout"),
    [
        (WHOLE.encode(), "weekly.txt", "text/plain", "feed"),
        (ATOM.encode(), None, "text/html", "feed"),
        (RDF.encode(), None, None, "feed"),
        (JSON_FEED.encode(), "feed.md", "application/octet-stream", "feed"),
        (LETTER.encode(), "letter.md", "application/xml", "list"),
        (b"\n\n<!-- made by hand -->\n<!DOCTYPE html>\n" + LETTER.encode(), None, None, "list"),
        (LETTER[LETTER.index("<table") : LETTER.index("<script")].encode(), None, None, "list"),
        (mail(PLAIN).as_bytes(), "letter.txt", "text/plain", "list"),
        (mail(PLAIN).as_bytes().replace(b"\n", b"\r\n"), None, None, "list"),
        (PLAIN.encode(), "issue", "application/octet-stream", "list"),
        (PLAIN.encode(), "issue.2026.05", None, "list"),
        (pdf(PAGE_ROWS), "issue.txt", "text/html", "list"),
        (b"<p>Quay opened a plant in Ohio on Monday.</p>", None, None, "article"),
    ],
)
def test_a_format_is_told_by_content_whatever_it_is_called(
    data: bytes, name: str | None, media_type: str | None, layout: str
) -> None:
    """Names and media types only decide where the content could be several things."""
    read = read_document(data, name=name, media_type=media_type)
    assert (feed_issue(read) if isinstance(read, Feed) else read).layout == layout


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"x" * (MAX_BYTES + 1), None, "larger than 10 MB"),
        (b"PK\x03\x04" + b"x" * 50, "a.docx", "archive"),
        (b"\x89PNG\r\n\x1a\n", None, "picture"),
        (b"GIF89a", "a.md", "picture"),
        (b"\x1f\x8b\x08", None, "compressed"),
        (b"SQLite format 3\x00", None, "database"),
        (b"\x00\x01\x02\x03" * 50, None, "no text"),
        (b'{"items": [1, 2]}', None, "JSON"),
        (b"[1, 2]", "a.txt", "JSON"),
        (b"<?xml version='1.0'?><svg></svg>", None, "XML"),
        (b"<opml version='2.0'></opml>", None, "XML"),
        (b"a,b\n1,2\n", "a.csv", ".csv"),
        (b"x = 1\n", "a.py", ".py"),
        (b"x\n" * 30_000, None, "data rather than text"),
        (b"<a>" * 50_000, "a.xml", "XML"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, name: str | None, word: str) -> None:
    """Each kind has its own sentence, which says what it is."""
    with pytest.raises(UnreadableDocumentError) as refused:
        read_document(data, name=name)
    assert word in str(refused.value)
    assert str(refused.value).endswith(".")


DOCUMENTS = [WHOLE, ATOM, RDF, JSON_FEED, LETTER, mail(PLAIN, LETTER).as_string()]
PIECES = st.sampled_from([
    b"<", b">", b"&", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"&a;", b"\x00", b"\xff", b"\xe4\xbd",
    b"<table><tr><td>", b"</li>", b"<item>", b"</entry>", b"http://[::1", b"<base href='//['>", b"=?gb2312?B?1tA=?=",
    b"=?utf-8?q?=E4?=", b"\r\n\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n", b"--x", b"Date: x\r\n",
    b"<pubDate>0000-00-00</pubDate>", b"<link>http://[x</link>", b"xmlns:x='y'", b"charset=utf-7",
])  # fmt: skip


def _read_or_refuse(data: bytes) -> None:
    try:
        read = read_document(data, url="https://quay.example/x")
        issue: Issue = feed_issue(read) if isinstance(read, Feed) else read
    except TidingsError:
        return
    assert issue.items
    assert all(item.headline and item.text in issue.text for item in issue.items)
    assert [item.position for item in issue.items] == list(range(len(issue.items)))


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Only the errors meant for people come out."""
    _read_or_refuse(data)


@settings(max_examples=150)
@given(st.sampled_from(DOCUMENTS), st.lists(st.tuples(st.floats(0, 1), PIECES), max_size=8), st.floats(0, 1))
def test_any_damage_is_read_or_refused(document: str, blows: list[tuple[float, bytes]], end: float) -> None:
    """Documents that are cut, and struck by pieces of every format, are read or refused."""
    data = document.encode()
    for place, piece in blows:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + len(piece) // 2 :]
    _read_or_refuse(data[: max(20, int(end * 1.3 * len(data)))])


def test_a_binary_file_that_pretends_is_refused() -> None:
    """A name does not make bytes a document."""
    with pytest.raises(UnreadableDocumentError):
        read_document(b"\x89PNG\r\n\x1a\n\x00", name="weekly.md", media_type="text/markdown")
