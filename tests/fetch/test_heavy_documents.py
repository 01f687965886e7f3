"""Documents made to take long or much memory: refused by what they hold, at once, before anything is built of them."""

from __future__ import annotations

import time

import pytest

from store.errors import TidingsError
from store.parse.documents import MAX_BYTES, read_document

RSS = b'<rss version="2.0"><channel><title>x</title>'
BILLION = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))

HEAVY = {
    "paragraphs": b"<html><body>" + b"<p>a" * 2_400_000,
    "links": b"<html><body>" + b'<a href="https://e.example/1">word</a> ' * 250_000,
    "cells": b"<html><table>" + b"<tr><td>x<td>y" * 700_000,
    "entries": RSS + b"<item><title>a b</title></item>" * 300_000,
    "mail": b"From: a@b.example\nSubject: x\nContent-Type: text/html\n\n<html>" + b"<p>a" * 2_400_000,
    "entities": f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">{BILLION}]>'.encode() + RSS + b"</channel></rss>",
    "bytes": b"a" * (MAX_BYTES + 1),
}


@pytest.mark.parametrize("data", HEAVY.values(), ids=HEAVY)
def test_a_heavy_document_is_refused_at_once(data: bytes) -> None:
    """In words, in well under a second of work."""
    began = time.process_time()
    with pytest.raises(TidingsError, match=r"parts|entities|larger"):
        read_document(data, url="https://e.example/")
    assert time.process_time() - began < 2
