"""Text in two languages: which one, sentences, keys and links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text import (
    clean_link,
    first_sentence,
    headline_key,
    language_of,
    link_key,
    search_words,
    sentences,
    series_name,
    to_simplified,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nvidia ships a chip", "en"),
        ("英伟达发布芯片", "zh"),
        ("Anthropic发布Claude Opus", "zh"),
        ("OpenClaw遭封禁", "zh"),
        ("The word 芯片 means chip in Chinese writing", "en"),
        ("", "en"),
        ("2026 — 30%", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    """Chinese news is full of Latin names and stays Chinese; an English text that quotes a word stays English."""
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It raised $1.3B. Then it stopped.", ["It raised $1.3B.", "Then it stopped."]),
        ('She said "no." He left.', ['She said "no."', "He left."]),
        ("Mr. Lee of Acme Inc. spoke.", ["Mr. Lee of Acme Inc. spoke."]),
        ("U.S. firms agreed! Did they?", ["U.S. firms agreed!", "Did they?"]),
        ("他说：“好。”然后离开了。", ["他说：“好。”", "然后离开了。"]),
        ("价格为3.5元。涨了！", ["价格为3.5元。", "涨了！"]),
        ("no end", ["no end"]),
        ("  ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Abbreviations, decimals and closing quotes end no sentence."""
    assert sentences(text) == expected


@given(st.text())
def test_sentences_lose_nothing(text: str) -> None:
    """Sentences joined again hold every character but white space."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert first_sentence(text) == next(iter(sentences(text)), "")


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("C++ and AND", [["c"], ["and"], ["and"]]),
        ("英伟达", [["英伟", "伟达"]]),
        ("輝達H100晶片", [["英伟", "伟达"], ["h100"], ["芯片"]]),
        ("ＧＰＵ", [["gpu"]]),
        ("云", [["云"]]),
        ("GPT-5.4, 3.5 GW: 1.3B", [["gpt"], ["5", "4"], ["3", "5"], ["gw"], ["1", "3b"]]),
        ("30,000块", [["30", "000"], ["块"]]),
        ("!!! — *", []),
    ],
)
def test_search_words(text: str, phrases: list[list[str]]) -> None:
    """Latin words stand alone, Chinese runs become pairs, traditional and full-width forms are folded."""
    assert search_words(text) == phrases


def test_traditional_becomes_simplified() -> None:
    """Taiwan's words, not only its characters, are written the mainland way; mainland text is left alone."""
    assert to_simplified("軟體與資訊") == "软件与信息"
    assert to_simplified("核心能力、布林与向量") == "核心能力、布林与向量"


@pytest.mark.parametrize(
    ("url", "clean", "key"),
    [
        ("https://www.a.com/x/?utm_source=n&id=3#top", "https://www.a.com/x/?id=3#top", "a.com/x?id=3"),
        ("https://a.com/log#v2.1:~:text=some%20words", "https://a.com/log#v2.1", "a.com/log"),
        ("https://a.com/log#utm_source=n", "https://a.com/log", "a.com/log"),
        ("https://a.com/log#", "https://a.com/log", "a.com/log"),
        ("http://a.com", "http://a.com", "a.com"),
        (
            "https://a.com/s?b=Mz==&UTM=1&ref=x&q=a b",
            "https://a.com/s?b=Mz==&UTM=1&q=a%20b",
            "a.com/s?b=Mz%3D%3D&UTM=1&q=a+b",
        ),
        ("javascript:alert(1)", None, None),
        ("https://user:pw@a.com/", None, None),
        ("ftp://a.com/x", None, None),
        ("not a link", None, None),
        ("https://[bad", None, None),
    ],
)
def test_links(url: str, clean: str | None, key: str | None) -> None:
    """Tracking goes; a fragment stays, but makes no other page; only plain http(s) links count as links."""
    assert clean_link(url) == clean
    assert link_key(url) == key


def test_headline_key_folds_spelling() -> None:
    """Case, punctuation, width and traditional forms do not make another headline."""
    assert headline_key("Nvidia: ＂Blackwell＂ ships!") == headline_key("NVIDIA blackwell Ships")
    assert headline_key("輝達發表") != headline_key("微軟發表")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbour AI Letter, number 12", "Harbour AI Letter"),
        ("港湾AI通讯第12期:工厂先行", "港湾AI通讯"),
        ("Model Ledger - June 3, 2026", "Model Ledger"),
        ("Model Ledger #41: what broke", "Model Ledger"),
        ("Chipwire Vol. 3", "Chipwire"),
        ("模型日报 2026年6月3日", "模型日报"),
        ("A Primer on the AI Industry", "A Primer on the AI Industry"),
        ("2026 in review", "2026 in review"),
        ("港湾早报｜2026年6月3日", "港湾早报"),
        ("港湾早报【2026年6月3日】", "港湾早报"),
        ("【港湾早报】2026年6月3日", "港湾早报"),
        ("The Harbour Sun 12", "The Harbour Sun"),
        ("C++ & Models! 12", "C++ & Models!"),
        ("Where We Go On", "Where We Go On"),
    ],
)
def test_series_names(title: str, name: str) -> None:
    """The numbers of one newsletter have one name, whatever follows it in their titles."""
    assert series_name(title) == name
