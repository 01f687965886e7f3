"""What holds no text is refused, what holds no items is one story; nothing makes parsing fail, or take long."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import NothingFoundError, TidingsError
from store.parse import decode, parse
from store.parse.documents import read_document


@pytest.mark.parametrize("text", ["", " \n\n\t\n", "...", "* * *\n---\n", "\u200b\ufeff"])
def test_what_holds_no_text_is_refused_in_one_sentence(text: str) -> None:
    """Without a letter or digit there is nothing to tell."""
    with pytest.raises(NothingFoundError) as refused:
        parse(text)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "hello world",
        "Dear all,\n\nWe met on Monday. It went well.\n\nBest\nAnn",
        "- milk\n- eggs\n",
        "The quick brown fox jumps over the lazy dog. " * 40,
        "# Title\n\nProse without any section.",
        "Title\n\n2026-01-02\n\nProse. More prose.",
        '{"items": [1, 2, 3]}',
        "会议纪要\n\n今天讨论了午饭。大家都很满意。",
        "# How a lock is built\n\nGet our weekly harbour newsletter\n\nA lock lifts a ship, and one is built in a year."
        "\n\n## The gates of the chamber\n\nThey are of oak.\n\n## The sluices that fill it\n\nThey fill it.\n",
    ],
)
def test_what_holds_no_repeating_unit_is_one_story(text: str) -> None:
    """Such a document is one story, and its layout says so."""
    issue = parse(text)
    assert (issue.layout, len(issue.items), issue.items[0].kind) == ("article", 1, "story")
    assert issue.items[0].headline


PIECES = st.sampled_from(
    [
        "\n", "\n\n", "- ", "→ ", " · ", "Apr 7", "4月7日", "Key Takeaways", "快讯", "摘要", "参考文献",
        "1 ", "1.1 ", "1. ", "一、", "# ", "**", "[a](https://a.example)", "<br/>", "---\n", "| a | b |\n",
        "Contents", "\t3", "内容来源:", "：", "。", "https://a.example/b", "英文来源:\n", "Reuters", "北风",
        "[1]", "(", ")", "\r", "\x0c", "2026年", "999999999", "\\",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join)), st.sampled_from([None, "a.md"]))
def test_any_text_at_all_is_an_issue_or_refused(text: str, name: str | None) -> None:
    """Only the errors meant for people come out, and an issue's own promises hold."""
    try:
        issue = parse(text, name=name)
    except TidingsError:
        return
    assert issue.items
    assert issue.title
    assert [item.position for item in issue.items] == list(range(len(issue.items)))
    assert all(item.text in text and item.headline for item in issue.items)
    assert all(i < j for i, j in issue.translations)


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_text_or_refused(data: bytes) -> None:
    """Decoding gives text without NUL, or the error meant for people."""
    try:
        text = decode(data)
    except TidingsError:
        return
    assert "\x00" not in text


JUNK = {
    "one line of dots": "." * 500_000,
    "short sentences": "A. " * 160_000,
    "brackets": "[" * 500_000,
    "stars": "*a " * 160_000,
    "bold words": "**a** b " * 30_000,
    "colons": "Foo: " * 100_000,
    "separators": "| " * 250_000,
    "dates": "2026-04-14 " * 45_000,
    "Chinese without breaks": "新" * 500_000,
    "numbered lines": "\n".join(f"{n % 99}. Foo bar" for n in range(40_000)),
    "links": "https://a.example/c " * 25_000,
    "spaces": " " * 500_000,
}


@pytest.mark.parametrize("name", JUNK)
def test_half_a_megabyte_of_junk_takes_no_time(name: str) -> None:
    """Parsing stays linear whatever the text repeats; the bound leaves room for a busy machine."""
    started = time.perf_counter()
    with contextlib.suppress(TidingsError):
        parse(JUNK[name])
    assert time.perf_counter() - started < 5


RUNS = (
    " ", "\t", "\xa0", "\u3000", "\u200b", ".", ". ", "…", "·", "|", "| ", "*", "**a", "_", "`", "[", "](", "![](", "(",
    "【", "】", ":", "：", "-", "— ", "> ", "# ", "1. ", "1、", "①", "#a ", "@a ", "$1 ", "“", "&nbsp;", "<b>", "<td>",
    "<!--", "</a>", "https://a.example/b ", "2026-11-23 ", "11月23日 ", "[1]", "😀", "来源：", "Source: ", "a", "新",
    "A b, ", "\n- ",
)  # fmt: skip


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
def test_a_run_of_anything_within_an_issue_takes_no_time(suffix: str) -> None:
    """Before a number, where dots and gaps lead to a page's, and amid a line: none of it is looked through twice."""
    issue = "# Harbour 12\n\n- [The dock opens](https://a.example/1) in Oslo{}7 and goes on\n- The crane fell{}12\n"
    for run in RUNS:
        started = time.perf_counter()
        with contextlib.suppress(TidingsError):
            read_document(issue.replace("{}", run * 10_000).encode(), name=f"issue{suffix}")
        assert time.perf_counter() - started < 5, run


@pytest.mark.parametrize(
    "text",
    [
        "# Harbour 12\n\n- The dock opens" + "\xa0" * 30_000 + "in Oslo\n- The crane fell\n",
        "\r".join(f"The dock number {n} opens on a Monday, says the harbour master in Oslo" for n in range(5000)),
    ],
    ids=["blanks", "returns"],
)
def test_a_text_without_line_breaks_takes_no_time(text: str) -> None:
    """Neither a row of blanks within a line nor what stands before each of many lines is measured again and again."""
    started = time.perf_counter()
    with contextlib.suppress(TidingsError):
        read_document(text.encode(), name="issue.txt")
    assert time.perf_counter() - started < 8
