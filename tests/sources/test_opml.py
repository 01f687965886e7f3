"""OPML read as feed readers write it, refused where it is hostile, and written so that it reads back the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import NothingFoundError, TidingsError, UnreadableDocumentError
from store.opml import Outline, read_opml, write_opml

NESTED = """<?xml version="1.0" encoding="{encoding}"?>
<opml version="1.1"><head><title>Ours</title></head><body>
 <outline text="Chips &amp; yards">
  <outline type="rss" text="Harbour Wire" xmlUrl="https://harbour.example/feed?a=1&amp;b=2" htmlUrl="https://harbour.example/"/>
  <outline title="北港日报" text="x" xmlURL="https://north.example/rss" language="zh"/>
 </outline>
 <outline text="No address"/>
 <outline text="Twice" xmlUrl="https://north.example/rss"/>
</body></opml>"""

BOMB = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<opml><body><outline text="&b;" xmlUrl="https://x.example/"/></body></opml>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<opml><body><outline text="&a;" xmlUrl="https://x.example/"/></body></opml>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_lists_of_other_readers_are_read(encoding: str) -> None:
    """Folders, either spelling of the attribute, a declared encoding; an address counts once, under its last name."""
    found = read_opml(NESTED.format(encoding=encoding).encode(encoding))
    assert [one.url for one in found] == ["https://harbour.example/feed?a=1&b=2", "https://north.example/rss"]
    assert found[0] == Outline("Harbour Wire", found[0].url, "https://harbour.example/")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (BOMB, UnreadableDocumentError),
        (OUTSIDE, UnreadableDocumentError),
        ("", UnreadableDocumentError),
        ("<opml><body>", UnreadableDocumentError),
        ("<rss><channel/></rss>", UnreadableDocumentError),
        ("<opml><body><outline text='x'/></body></opml>", NothingFoundError),
        ("<opml>" + "<a>" * 5000, UnreadableDocumentError),
        ("<opml><body>" + "".join(f"<outline xmlUrl='https://x.example/{n}'/>" for n in range(2001)) + "</body></opml>",
         UnreadableDocumentError),
    ],
    ids=["bomb", "outside", "empty", "torn", "rss", "no feed", "deep", "too many"],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_a_sentence(text: str, error: type[TidingsError]) -> None:
    """Entities are never expanded."""
    with pytest.raises(error) as raised:
        read_opml(text.encode())
    assert str(raised.value).rstrip(".")


words = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
    .map(lambda t: " ".join(t.split()))
    .filter(bool)
)


@settings(max_examples=60)
@given(st.lists(words, min_size=1, max_size=6, unique=True))
def test_what_is_written_reads_back_the_same(names: list[str]) -> None:
    """Any name, with markup in it or none."""
    outlines = [Outline(name, f"https://x.example/{n}", None, "en", n % 2 == 1) for n, name in enumerate(names)]
    read = read_opml(write_opml(outlines, "Ours").encode())
    assert [(one.url, one.is_page) for one in read] == [(one.url, one.is_page) for one in outlines]
    for name, one in zip(names, read, strict=True):
        assert one.name == name or not name.isprintable()
