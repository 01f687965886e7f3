"""Single rules: bytes, cards, labels, section names, headlines, joins."""

from __future__ import annotations

import codecs

import pytest

from store.errors import UnreadableDocumentError
from store.model import Issue
from store.parse import decode
from store.parse.cards import read_card
from store.parse.documents import read_document
from store.parse.drafts import part_lead
from store.parse.lines import number_of
from store.parse.notices import is_notice
from store.parse.outline import write_text
from store.parse.prose import is_headline, join
from store.parse.vocabulary import Role, is_call, is_inner_label, label_of, section_role


@pytest.mark.parametrize(
    "data",
    [
        "新闻 news".encode(),
        codecs.BOM_UTF8 + "新闻 news".encode(),
        "新闻 news".encode("utf-16"),
        codecs.BOM_UTF16_BE + "新闻 news".encode("utf-16-be"),
        "新闻 news".encode("gb18030"),
        "新闻 news".encode("gb2312"),
    ],
)
def test_bytes_decode_in_each_encoding_that_we_read(data: bytes) -> None:
    """UTF-8, UTF-16 by its mark and GB 18030 give the same text."""
    assert decode(data) == "新闻 news"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04" + bytes(range(256)),
        b"%PDF-1.7\n\x00\x01\x02",
        b"\xff\xfe\x00\xd8",
        b"\xff",
    ],
)
def test_bytes_that_are_no_text_are_refused_in_one_sentence(data: bytes) -> None:
    """Pictures, archives and broken encodings are unreadable documents."""
    with pytest.raises(UnreadableDocumentError) as refused:
        decode(data)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("line", "headline", "outlet", "dated"),
    [
        ("Acme Buys Bolt · Apr 7 · Reuters", "Acme Buys Bolt", "Reuters", True),
        ("Acme Buys Bolt | 7 April 2026 | Reuters", "Acme Buys Bolt", "Reuters", True),
        ("Acme — a History — Apr 7 — Reuters", "Acme — a History", "Reuters", True),
        ("Acme Buys Bolt — at Last · Apr 7 · Reuters", "Acme Buys Bolt — at Last", "Reuters", True),
        ("Acme Buys Bolt · Reuters · Apr 7", "Acme Buys Bolt", "Reuters", True),
        ("Acme Buys Bolt · Apr 7", "Acme Buys Bolt", None, True),
        ("北风收购流明 · 4月7日 · 路透社", "北风收购流明", "路透社", True),
        ("Ann Lee: \"Slow Down\" · Long Talk · Watch on YouTube", "Ann Lee: \"Slow Down\"", "Long Talk", False),
        ("安·李:“慢一点” · 长谈 · YouTube观看", "安·李:“慢一点”", "长谈", False),
        ("Acme Buys Bolt · Apr 7 · Reuters · Read more", "Acme Buys Bolt", "Reuters", True),
    ],
)  # fmt: skip
def test_a_card_is_read_whatever_parts_it(line: str, headline: str, outlet: str | None, dated: bool) -> None:
    """The day or call tells where the headline ends; calls name no outlet."""
    card = read_card(line)
    assert card is not None
    assert (card.headline, card.outlet, card.day is not None) == (headline, outlet, dated)


@pytest.mark.parametrize(
    "line",
    [
        "Acme vs. the World",
        "安·李谈扩展",
        "The price — not the model — decided it.",
        "a | b | c",
        "·",
        "Apr 7",
    ],
)
def test_a_line_without_day_or_call_is_no_card(line: str) -> None:
    """Dots in names and dashes in sentences make no card."""
    assert read_card(line) is None


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("🎧 Watch & Listen This Week", "watch"),
        ("🎧 本周视听", "watch"),
        ("This Week's Key Takeaways", "takeaways"),
        ("本周要点", "takeaways"),
        ("核心要点 / Key Takeaways", "takeaways"),
        ("QUICK HITS", "quick_hits"),
        ("Table of Contents", "contents"),
        ("目录", "contents"),
        ("联系我们，请扫码", "contact"),
        ("🔗 Follow & Support", "contact"),
        ("References (12)", "references"),
        ("參考連結", "references"),
        ("推荐阅读", "jobs"),
        ("本周推荐阅读", None),
        ("中文翻译:", "translation"),
        ("Summary of the trial", None),
        ("Chinese chips", None),
        ("快讯 / Key Takeaways", None),
        ("", None),
    ],
)
def test_section_names_are_met_in_full_only(heading: str, role: Role | None) -> None:
    """Emoji, case and filler words do not matter; other words make it a heading of its own."""
    assert section_role(heading) == role


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("内容来源:https://a.example/1", ("origin", "https://a.example/1")),
        ("来源：机器日报", ("origin", "机器日报")),
        ("(本期周期:2025年8月4日-10日)", ("period", "2025年8月4日-10日")),
        ("Published: April 3, 2026", ("date", "April 3, 2026")),
        ("AI周刊第9期:北风", None),
        ("Source:", None),
        ("https://a.example/1", None),
    ],
)
def test_labels_are_known_ones_with_a_value(line: str, expected: tuple[str, str] | None) -> None:
    """A colon alone makes no label."""
    assert label_of(line) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Listen on Spotify",
        "Spotify收听",
        "Watch",
        "在YouTube观看",
        "Read more",
        "5 min read",
        "查看原文（已核对，属实）",
        "点击了解这款应用",
    ],
)
def test_calls_to_action_are_no_outlets(words: str) -> None:
    """Generic verbs with a place are calls."""
    assert is_call(words)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Why it matters", True), ("Why does this matter?", True), ("🤔 Why should I care?", True),
        ("Why should Norway care?", False), ("Why does the tide matter to ferries?", False),
    ],
)  # fmt: skip
def test_labels_that_ask_why_are_parts_of_a_story(text: str, inner: bool) -> None:
    """However they ask; a headline that asks why of something is none."""
    assert is_inner_label(text) is inner


@pytest.mark.parametrize("words", ["Bloomberg", "Readwise", "The Watchman", "Viewpoint Magazine", "彭博社", "阅文集团"])
def test_outlets_are_no_calls(words: str) -> None:
    """Names that merely begin like a verb stay names."""
    assert not is_call(words)


@pytest.mark.parametrize(
    ("text", "bold", "headline", "rest"),
    [
        ("Acme buys Bolt: The price is $3.", "", "Acme buys Bolt", "The price is $3."),
        ("北风收购流明：价格为42亿美元。", "", "北风收购流明", "价格为42亿美元。"),
        ("Acme buys Bolt. It paid $3. More soon.", "", "Acme buys Bolt.", "It paid $3. More soon."),
        ("Acme buys Bolt vs. the odds. It paid.", "", "Acme buys Bolt vs. the odds.", "It paid."),
        ("Only one sentence here.", "", "Only one sentence here.", "Only one sentence here."),
        ("Acme buys Bolt The price is $3.", "Acme buys Bolt", "Acme buys Bolt", "The price is $3."),
        ("Acme today bought Bolt. It paid.", "Acme", "Acme today bought Bolt.", "It paid."),
        ("pad-it (Stars: 31) takes notes. It works.", "", "pad-it (Stars: 31) takes notes.", "It works."),
        ("At 10:30 the deal closed. All signed.", "", "At 10:30 the deal closed.", "All signed."),
        ("北风集团改写理赔流程:三千名核赔员先试。", "", "北风集团改写理赔流程", "三千名核赔员先试。"),
        ("Pin node:http before the update. It moves.", "", "Pin node:http before the update.", "It moves."),
    ],
)
def test_an_entrys_lead_becomes_its_headline(text: str, bold: str, headline: str, rest: str) -> None:
    """Colon, bold words that stand apart, or the first sentence part an entry."""
    assert part_lead(text, bold) == (headline, rest)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("一季度", "的收购", "一季度的收购"),
        ("in the first", "half of it", "in the first half of it"),
        ("open-", "source", "open-source"),
        ("收购了 Acme 的", "Bolt 团队", "收购了 Acme 的 Bolt 团队"),
        ("收购了Acme的", "Bolt团队", "收购了Acme的Bolt团队"),
        ("价格，", "Acme 说", "价格，Acme 说"),
    ],
)
def test_halves_join_as_their_language_does(first: str, second: str, whole: str) -> None:
    """No space within Chinese; between Chinese and Latin the text's own habit decides."""
    assert join(first, second) == whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 Costs", "1"),
        ("1.2 Costs", "1.2"),
        ("１．２ Costs", "1.2"),
        ("2、成本", "2"),
        ("十二、成本", "12"),
        ("（三）成本", ".3"),
        ("第二章 成本", "2"),
        ("[7] Outlet", "7"),
        ("③ 成本", "3"),
        ("2026年", None),
        ("3.5 GW", "3.5"),
        ("Costs", None),
    ],
)
def test_numbers_are_read_in_both_scripts(text: str, number: str | None) -> None:
    """Arabic, Chinese, bracketed and circled numbers are one."""
    found = number_of(text)
    assert (found[0] if found else None) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme vs. the World", True),
        ("What Comes Next?", True),
        ("算力与数据", True),
        ("It rained.", False),
        ("Dear all,", False),
        ("下雨了。", False),
        ("word " * 60, False),
    ],
)
def test_headlines_are_short_and_unfinished(text: str, expected: bool) -> None:
    """A full stop or a comma at the end makes no headline."""
    assert is_headline(text) is expected


def test_lines_beside_a_picture_keep_their_own_links() -> None:
    """A picture among the rows of a paragraph gives no line, and each of the others has the links in its row."""
    rows = ["链接：https://code.example/480  ", "**问题**：写错了括号。", "![图](/photo.png)", "**办法**：改成方括号。"]
    lines = write_text("\n".join(["## 问题", "", *rows]), "issue.md").lines
    assert [(line.text[:2], len(line.links)) for line in lines[1:]] == [("链接", 1), ("问题", 0), ("办法", 0)]


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("Share your thoughts", True), ("Please share the love!", True), ("Forward this to a friend", True),
        ("Share The Quay Letter with a colleague", True), ("Share with friends", True),
        ("Share your berth with a friend for a week", False), ("Share the screen of any window", False),
    ],
)  # fmt: skip
def test_what_a_product_shares_is_no_call_to_share_the_issue(line: str, asks: bool) -> None:
    """A notice asks to share the issue or what a reader thinks of it."""
    assert is_notice(line) is asks


def _issue(text: str, name: str) -> Issue:
    issue = read_document(text.encode(), name=name)
    assert isinstance(issue, Issue)
    return issue


@pytest.mark.parametrize("gap", ["", " "])
def test_a_day_above_a_headline_is_that_headlines_day_though_the_whole_card_is_linked(gap: str) -> None:
    """On a company's page of news, each card holds its kind and its day above its headline, all within one link."""
    told = [("Product", "Nov 11, 2026", "Shuttle 2 is here"), ("Policy", "Nov 3, 2026", "What we told the guild"),
            ("Research", "Oct 28, 2026", "Reading a pattern before it is woven")]  # fmt: skip
    cards = "".join(
        f"<a href='https://loom.example/{n}'><div><span>{kind}</span>{gap}<time>{day}</time></div><h3>{headline}</h3></a>"
        for n, (kind, day, headline) in enumerate(told)
    )
    issue = _issue(f"<html><body><main><h1>News</h1>{cards}</main></body></html>", "news.html")
    assert [(item.headline, item.url, item.published_at) for item in issue.items] == [
        ("Shuttle 2 is here", "https://loom.example/0", "2026-11-11"),
        ("What we told the guild", "https://loom.example/1", "2026-11-03"),
        ("Reading a pattern before it is woven", "https://loom.example/2", "2026-10-28"),
    ]
    assert not any(item.summary for item in issue.items)
    assert {item.outlet for item in issue.items}.isdisjoint({"Product", "Policy", "Research"})


def test_the_comma_before_a_year_parts_no_credit() -> None:
    """An outlet and a day in full credit the headline above them, year and all."""
    text = "\n\n".join(
        f"### [{headline}](https://loom.example/{n})\n\nThe Ledger · Nov {n + 3}, 2024"
        for n, headline in enumerate(("Looms learn to stop", "A guild opens its books", "Wool is dear again"))
    )
    issue = _issue(f"# News\n\n{text}\n", "news.md")
    assert [(item.outlet, item.published_at) for item in issue.items] == [
        ("The Ledger", f"2024-11-0{day}") for day in (3, 4, 5)
    ]
