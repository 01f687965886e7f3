"""The reference documents, where a checkout has them: exact counts of what they hold."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest

from store.model import Issue
from store.parse import parse
from tests.parse.documents import SHARED, counts, read_shared


@pytest.fixture(scope="module")
def weekly() -> Issue:
    """Give the bilingual weekly."""
    return parse(read_shared("reference/003_*.txt"), name="003.txt")


@pytest.fixture(scope="module")
def daily() -> Issue:
    """Give the Chinese daily analysis."""
    return parse(read_shared("reference/000_*.txt"), name="000.txt")


def test_the_weekly_holds_every_item_in_both_languages(weekly: Issue) -> None:
    """Each language has 5 takeaways, 8 quick hits, 2 to watch, 12 stories and 2 leads; 10 are the republisher's."""
    each = {"takeaway": 5, "quick_hit": 8, "watch": 2, "story": 12}
    expected = {f"{kind}-{language}": n for kind, n in each.items() for language in ("zh", "en")}
    assert counts(weekly) == expected | {"summary-zh": 12, "summary-en": 2}
    assert (weekly.layout, weekly.period, weekly.published_at) == ("cards", ("2026-04-03", "2026-04-09"), None)
    assert weekly.url is not None
    assert weekly.source == urlsplit(weekly.url).hostname


def test_every_story_of_the_weekly_has_section_outlet_day_and_commentary(weekly: Issue) -> None:
    """Days lie in April 2026; themes hold 2, 2, 3, 2 and 3 stories; what is to watch has no day."""
    for language in ("zh", "en"):
        stories = [item for item in weekly.items if item.kind == "story" and item.language == language]
        assert list(Counter(item.section for item in stories).values()) == [2, 2, 3, 2, 3]
        assert [int(str(item.published_at).removeprefix("2026-04-")) for item in stories] == [
            7, 7, 8, 6, 6, 8, 6, 2, 5, 6, 7, 4,
        ]  # fmt: skip
        assert all(item.outlet and item.summary and not item.summary.startswith("→") for item in stories)
    assert {item.published_at for item in weekly.items if item.kind == "watch"} == {None}


def test_every_item_of_the_weekly_but_the_summary_is_paired(weekly: Issue) -> None:
    """27 items and 2 leads pair; each story with the one of its own day."""
    assert len(weekly.translations) == 29
    paired = {position for pair in weekly.translations for position in pair}
    assert len(paired) == 58
    for i, j in weekly.translations:
        chinese, english = weekly.items[i], weekly.items[j]
        assert (chinese.kind, chinese.published_at) == (english.kind, english.published_at)
        assert (chinese.language, english.language) == ("zh", "en")


def test_the_daily_gives_abstract_sections_and_references(daily: Issue) -> None:
    """One abstract, 14 sections and subsections, nine references with outlet, day and title."""
    assert counts(daily) == {"summary-zh": 1, "analysis-zh": 14}
    assert (daily.layout, daily.published_at, daily.language) == ("numbered", "2026-04-15", "zh")
    assert daily.source
    assert [ref.n for ref in daily.references] == list(range(1, 10))
    assert all(ref.outlet and ref.published_at and ref.title for ref in daily.references)


def test_the_daily_holds_no_furniture(daily: Issue) -> None:
    """Contents lines, running titles and the contact block are in no item; broken sentences are whole."""
    said = "\n".join(f"{item.headline}\n{item.summary}" for item in daily.items)
    assert "\t" not in said
    assert "二维码" not in said
    assert "网站" not in said
    assert all(item.summary.endswith("。") for item in daily.items)
    assert [item.section for item in daily.items].count(None) == 5


@pytest.mark.parametrize("language", ["cn", "en"])
def test_each_numbered_entry_of_the_markdown_dailies_is_a_story(language: str) -> None:
    """Every numbered line becomes a story with a headline and no picture; the listening table becomes none."""
    files = sorted((SHARED / "corpus/insight-daily" / language).glob("*.md"))
    if not files:
        pytest.skip(f"reference documents: no Markdown dailies in {SHARED}")
    for file in files:
        text = file.read_text(encoding="utf-8")
        issue = parse(text, name=file.name)
        numbered = sum(line.split(".", 1)[0].isdigit() for line in text.splitlines() if ". " in line[:5])
        assert counts(issue) == {f"story-{'zh' if language == 'cn' else 'en'}": numbered}
        assert issue.published_at == file.stem
        assert issue.source
        assert not any("![" in item.summary or "<br" in item.summary for item in issue.items)
