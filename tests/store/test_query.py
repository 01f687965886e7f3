"""Reading typed searches: filters, and everything else as words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.query import Query, read_day, read_query

TODAY = date(2026, 4, 15)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("openai ipo", Query("openai ipo")),
        ("company:openai ipo", Query("ipo", names=(("company", "openai"),))),
        ('topic:"chip export controls" lang:zh', Query("", names=(("topic", "chip export controls"),), language="zh")),
        ("from:bloomberg since:7d", Query("", outlet="bloomberg", since="2026-04-08")),
        ("来源：彭博社 自：2周", Query("", outlet="彭博社", since="2026-04-01")),
        ("since:yesterday until:2026-04-15 x", Query("x", since="2026-04-14", until="2026-04-15")),
        ("nvidia lang:klingon since:soon", Query("nvidia", unread=("lang:klingon", "since:soon"))),
        ("https://a.com/x?y=1", Query("https://a.com/x?y=1")),
        ("CVSS:10.0", Query("CVSS:10.0")),
        ("from: company: x", Query("x", unread=("from:", "company:"))),
        ("note: x", Query("note: x")),
        ("语言:中文", Query("", language="zh")),
        ("  ", Query("")),
    ],
)
def test_reading(text: str, query: Query) -> None:
    """Known filters with a value that makes sense are filters, others of ours are told; anything else stays words."""
    assert read_query(text, TODAY) == query


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("7d", "2026-04-08"),
        ("3天", "2026-04-12"),
        ("1个月", "2026-03-16"),
        ("9999y", "0001-01-01"),
        ("today", "2026-04-15"),
        ("2026-04-07", "2026-04-07"),
        ("2026-13-07", None),
        ("d", None),
        ("", None),
    ],
)
def test_days(value: str, day: str | None) -> None:
    """Spans and days in both languages; what is no day is None."""
    assert read_day(value, TODAY) == day


@given(st.text())
def test_any_text_is_a_legal_query(text: str) -> None:
    """Nothing that can be typed raises, and what is no filter is kept as words."""
    query = read_query(text, TODAY)
    assert (
        query.names
        or query.outlet
        or query.since
        or query.until
        or query.language
        or query.unread
        or query.words == " ".join(text.split())
    )
