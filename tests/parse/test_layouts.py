"""Our own documents in each layout, and how their variants read the same."""

from __future__ import annotations

import re

import pytest

from store.model import Issue
from store.parse import as_json, parse
from tests.parse.documents import counts, parse_own, read

EACH = {"takeaway": 3, "quick_hit": 4, "watch": 1, "story": 4}
WEEKLY = {f"{kind}-{language}": n for kind, n in EACH.items() for language in ("en", "zh")} | {
    "summary-zh": 6,
    "summary-en": 2,
}


@pytest.mark.parametrize(
    ("name", "layout", "source", "published_at", "expected", "references"),
    [
        ("weekly.txt", "cards", "modelpost.example", None, WEEKLY, 0),
        (
            "report.txt",
            "numbered",
            "Institute for Patient Computing",
            "2026-03-14",
            {"summary-en": 1, "analysis-en": 5},
            3,
        ),
        ("report-zh.txt", "numbered", "耐心计算研究所", "2026-03-14", {"summary-zh": 1, "analysis-zh": 3}, 2),
        ("daily.md", "list", "The Small Model Daily", "2026-03-14", {"story-en": 4}, 0),
    ],
)
def test_each_layout_gives_its_masthead_and_items(
    name: str, layout: str, source: str, published_at: str | None, expected: dict[str, int], references: int
) -> None:
    """Layout, publisher, date and the count of each kind come out of every document."""
    issue = parse_own(name)
    assert (issue.layout, issue.source, issue.published_at) == (layout, source, published_at)
    assert counts(issue) == expected
    assert len(issue.references) == references


def test_positions_number_the_items_in_order() -> None:
    """An item's position is its index."""
    issue = parse_own("weekly.txt")
    assert [item.position for item in issue.items] == list(range(len(issue.items)))


@pytest.mark.parametrize("name", ["weekly.txt", "report.txt", "report-zh.txt", "daily.md"])
def test_the_text_of_an_item_stands_in_the_document(name: str) -> None:
    """`text` is an exact slice of the source, line breaks included, and no headline is empty."""
    source = read(name)
    for text in (source, source.replace("\n", "\r\n")):
        for item in parse(text, name=name).items:
            assert item.text
            assert item.text in text
            assert item.headline


def weekly() -> Issue:
    """Parse the weekly."""
    return parse_own("weekly.txt")


def test_the_weekly_knows_its_origin_and_period() -> None:
    """The original's link wins over the republisher's; a period gives no publication date."""
    issue = weekly()
    assert issue.url == "https://www.modelpost.example/weekly/37"
    assert (issue.period, issue.published_at, issue.language) == (("2025-12-29", "2026-01-04"), None, "zh")
    assert issue.title.startswith("模型周报第37期")


def test_a_card_gives_headline_outlet_day_and_commentary() -> None:
    """The year of each side of New Year's Eve comes from the period."""
    stories = [item for item in weekly().items if item.kind == "story" and item.language == "en"]
    assert [(item.section, item.headline, item.outlet, item.published_at) for item in stories] == [
        ("Buying Season", "Northwind Buys Lumen Labs for $4.2B", "Reuters", "2025-12-30"),
        ("Buying Season", "Tessera Sells Its Health Unit", "Health Ledger", "2026-01-02"),
        ("Compute and Data", "Walrus Delays the W9 Again", "Bloomberg", "2025-12-31"),
        ("Compute and Data", "Fjord University Opens Its Whole Corpus", "Open Data Desk", "2026-01-03"),
    ]
    assert stories[1].summary == "The buyer is an insurer. Tessera keeps its licence for the Atlas model."


def test_a_watch_item_names_its_show_and_no_day() -> None:
    """A call such as "Listen on Spotify" is no outlet, and nothing dates the item."""
    watch = [item for item in weekly().items if item.kind == "watch"]
    assert [(item.outlet, item.published_at) for item in watch] == [
        ("Machine Hours播客", None),
        ("Machine Hours", None),
    ]


def test_the_entry_that_shares_a_line_with_its_heading_is_kept() -> None:
    """`Quick Hits - First…` opens the section and is its first entry."""
    hits = [item for item in weekly().items if item.kind == "quick_hit" and item.language == "en"]
    assert (hits[0].section, hits[0].headline) == ("Quick Hits", "Harbor AI raises $350M")
    assert hits[0].summary == "The money goes into data centers in the Nordics."


def test_a_republishers_summary_is_filed_under_its_labels_and_not_paired() -> None:
    """Its paragraphs and bullets are summaries, each under the label above it."""
    issue = weekly()
    assert [item.section for item in issue.items if item.kind == "summary" and item.section] == [
        "岁末回望:收购与延期并行的一周",
        "要闻梳理",
        "要闻梳理",
        "后续看点",
    ]
    assert not {position for pair in issue.translations for position in pair} & {0, 1, 2, 3}


def test_a_report_gives_sections_subsections_and_citations() -> None:
    """Numbers leave the headlines, subsections name their section, citations become numbers."""
    items = parse_own("report.txt").items
    assert [(item.section, item.headline, item.references) for item in items] == [
        ("Abstract", "Small models did most of the new work this quarter.", (1, 3)),
        (None, "Costs are falling faster than quality", (1,)),
        ("Costs are falling faster than quality", "What a cheap answer costs", ()),
        ("Costs are falling faster than quality", "Where the floor is", ()),
        (None, "Schools buy their own machines", (3,)),
        (None, "Two lawsuits to follow", (2, 3)),
    ]
    assert "4 billion parameters" in items[2].summary
    assert items[3].summary.count("\n\n") == 3
    assert "[" not in items[1].summary
    assert "300 words" not in items[1].text


def test_references_give_outlet_day_title_and_link() -> None:
    """Entries come in the orders reports use, broken ones joined; a quoted word is not the title."""
    english = parse_own("report.txt").references
    assert (english[1].outlet, english[1].published_at) == ("The Lyon Gazette", "2026-03-09")
    assert english[1].title == 'Publisher takes "Pebble" to court over scanned novels'
    assert english[1].url == "https://gazette.example/pebble"
    chinese = [(ref.n, ref.outlet, ref.published_at, ref.title) for ref in parse_own("report-zh.txt").references]
    assert chinese == [
        (1, "词元账本", "2026-03-02", "分流普及，价格腰斩"),
        (2, "学校系统评论", "2026-02-27", "从不联网的家教"),
    ]


def test_sentences_broken_by_lines_and_pages_are_joined() -> None:
    """Chinese halves join without a space, across a blank line and a page number too."""
    summaries = [item.summary for item in parse_own("report-zh.txt").items]
    assert summaries[2].startswith("最大的节省来自分流：简单的问题交给一个只有四十亿参数的模型")
    assert "离开本国。" in summaries[3]


def test_markdown_items_lose_their_mark_up_and_keep_links() -> None:
    """Images and tables go; emphasis inside a sentence is no lead, bold words that stand apart are."""
    items = parse_own("daily.md").items
    assert [(item.section, item.headline, item.url) for item in items] == [
        ("Products", "Pebble Works today opened its router to everyone.", "https://pebble.example/router"),
        ("Products", "Quill learns to whisper.", "https://quill.example/2"),
        ("Products", "Harbor AI", None),
        (
            "Research",
            "A paper from Fjord University measures how much of a corpus can be dropped.",
            "https://papers.example/half",
        ),
    ]
    assert "img.example" not in "".join(item.summary for item in items)
    assert items[3].summary == "Half of it, the authors say.\n\nthe code is public"


@pytest.mark.parametrize("separator", ["•", "|", "｜", "—", "–", "-", "/", "・"])
def test_any_separator_makes_the_same_cards(separator: str) -> None:
    """The separator of cards does not matter."""
    text = read("weekly.txt").replace(" · ", f" {separator} ")
    assert as_json(parse(text)) == as_json(weekly())


@pytest.mark.parametrize("bullet", ["*", "•", "–", "◆", "1)", "(1)", "+"])
def test_any_bullet_makes_the_same_entries(bullet: str) -> None:
    """The sign of a list does not matter, even where it shares the heading's line."""
    text = re.sub(r"(?m)^- ", f"{bullet} ", read("weekly.txt"))
    text = text.replace("Quick Hits - ", "Quick Hits - " if bullet == "(1)" else f"Quick Hits {bullet} ")
    assert as_json(parse(text)) == as_json(weekly())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("→ ", "=> "),
        ("→ ", "➜ "),
        ("→ ", ""),
        ("\n", "\r\n"),
        ("\n", "\n\n"),
        ("Dec 3", "December 3"),
        ("Jan ", "January "),
        ("Quick Hits - ", "Quick Hits\n- "),
        ("Key Takeaways", "This Week's Key Takeaways:"),
    ],
)
def test_other_marks_and_spacing_read_the_same(old: str, new: str) -> None:
    """Arrows, line ends, blank lines and spelt-out months change no headline, day or pair."""
    issue, other = weekly(), parse(read("weekly.txt").replace(old, new))
    assert [(item.kind, item.headline, item.published_at) for item in other.items] == [
        (item.kind, item.headline, item.published_at) for item in issue.items
    ]
    assert other.translations == issue.translations


def test_full_width_digits_and_punctuation_read_the_same() -> None:
    """Full-width characters count as their ASCII twins and stay as they are in the text."""
    wide = str.maketrans("0123456789:,", "０１２３４５６７８９：，")
    text = "\n".join(line if "://" in line else line.translate(wide) for line in read("weekly.txt").split("\n"))
    issue, other = weekly(), parse(text)
    assert counts(other) == counts(issue)
    assert [item.published_at for item in other.items] == [item.published_at for item in issue.items]
    assert other.period == issue.period


@pytest.mark.parametrize("name", ["weekly.md", None])
def test_a_plain_document_reads_the_same_under_markdowns_name(name: str | None) -> None:
    """A file name does not fold the lines of a document without Markdown signs."""
    assert as_json(parse(read("weekly.txt"), name=name)) == as_json(weekly())


def test_the_weekly_reads_the_same_with_markdown_headings() -> None:
    """Heading signs change how headings are known, not what they hold."""
    themes = "核心要点|快讯|🎧.*|收购季节|算力与数据|Key Takeaways|Buying Season|Compute and Data"
    text = re.sub(f"(?m)^({themes})$", r"\n## \1\n", read("weekly.txt")).replace("Quick Hits - ", "\n## Quick Hits\n- ")
    assert counts(parse(text, name="weekly.md")) == WEEKLY
    assert len(parse(text, name="weekly.md").translations) == 14


@pytest.mark.parametrize(
    ("first", "last", "language"), [("A purchase", "文章标题", "en"), ("收购、延期", "英文来源", "zh")]
)
def test_one_language_alone_reads_as_an_issue(first: str, last: str, language: str) -> None:
    """A weekly in one language, without title or labels, gives that language's items and no pairs."""
    text = read("weekly.txt")
    issue = parse(text[text.index(first) : text.index(last)])
    assert counts(issue) == {f"{kind}-{language}": n for kind, n in (EACH | {"summary": 2}).items()}
    assert (issue.language, issue.translations) == (language, ())
    assert issue.period == ("2025-12-29", "2026-01-04")


def test_a_document_that_begins_again_without_a_label_is_bilingual_too() -> None:
    """The English leads do not run into the last Chinese story."""
    text = read("weekly.txt").replace("中文翻译:\n", "").replace("英文来源:\n", "")
    issue = parse(text)
    assert counts(issue) == WEEKLY
    last = next(item for item in reversed(issue.items) if item.kind == "story" and item.language == "zh")
    assert "purchase" not in last.summary


NUMBERING = [
    (r"(?m)^(\d) (?=\D)", r"\1. "),
    (r"(?m)^(\d) (?=\D)", r"\1、"),
    (r"(?m)^(\d) (?=\D)", r"第\1章 "),
    (r"(?m)\t(\d)$", r" ........ \1"),
    (r"(?m)\t(\d)$", r"    \1"),
    (r"(?m)\t(\d)$", ""),
    (r"(?s)Contents.*?(?=1 Costs are falling faster than quality\n)", ""),
    (r"\n\n+", "\n"),
    (r"\n", "\r\n"),
    (r"Abstract\n\n", "Abstract: "),
    (r"Contents", "Table of Contents"),
    (r"(?m)^4 References", "References"),
]


@pytest.mark.parametrize(("pattern", "replacement"), NUMBERING)
def test_a_report_reads_the_same_however_it_is_numbered_and_spaced(pattern: str, replacement: str) -> None:
    """Numbering, contents and blank lines come in many forms; items, days and references stay."""
    issue, other = parse_own("report.txt"), parse(re.sub(pattern, replacement, read("report.txt")))
    assert [(item.kind, item.section, item.headline) for item in other.items] == [
        (item.kind, item.section, item.headline) for item in issue.items
    ]
    assert other.references == issue.references
    assert other.published_at == issue.published_at


def test_as_json_keeps_to_its_contract() -> None:
    """The keys of `tidings parse --json` are the stable ones, without the source text."""
    document = as_json(weekly())
    assert list(document) == [
        "title", "source", "url", "language", "published_at", "period", "layout", "items", "references", "translations",
    ]  # fmt: skip
    assert set(document["items"][0]) == {
        "kind", "section", "headline", "summary", "url", "outlet", "published_at", "language", "position", "references",
        "links",
    }  # fmt: skip


BRIEF = "1. Acme buys Bolt for $3B. It closes in June.\n2. Quill ships version 2. It runs on a phone.\n"


@pytest.mark.parametrize(
    ("text", "title", "source", "published_at", "url"),
    [
        (f"Morning Brief\nHarbor Press\nMay 6, 2026\n\n{BRIEF}", "Morning Brief", "Harbor Press", "2026-05-06", None),
        (f"Morning Brief\nHarbor Press · May 6, 2026\n\n{BRIEF}", "Morning Brief", "Harbor Press", "2026-05-06", None),
        (f"晨报\n2026年5月6日 | 第12期 | 海港社\n\n{BRIEF}", "晨报", "海港社", "2026-05-06", None),
        (f"Morning Brief - May 6, 2026\n\n{BRIEF}", "Morning Brief - May 6, 2026", "Morning Brief", "2026-05-06", None),
        (f"晨报｜2026年5月6日\n\n{BRIEF}", "晨报｜2026年5月6日", "晨报", "2026-05-06", None),
        (
            f"# Morning Brief — Issue 14, Wednesday 6 May 2026\n\n{BRIEF}",
            "Morning Brief — Issue 14, Wednesday 6 May 2026",
            "Morning Brief",
            "2026-05-06",
            None,
        ),
        (f"# Issue 14, 6 May 2026\n\n{BRIEF}", "Issue 14, 6 May 2026", None, "2026-05-06", None),
        (
            f"Brief\nSource: https://www.harbor.example/6\nDate: 2026-05-06\n\n{BRIEF}",
            "Brief",
            "harbor.example",
            "2026-05-06",
            "https://www.harbor.example/6",
        ),
        (
            f"晨报\n来源：海港社\n\n{BRIEF}\n原文链接：https://h.example/6",
            "晨报",
            "海港社",
            None,
            "https://h.example/6",
        ),
        (f"# Brief\n\n**Publisher:** Harbor Press\n\n## News\n\n{BRIEF}", "Brief", "Harbor Press", None, None),
    ],
)
def test_a_masthead_is_read_in_its_many_forms(
    text: str, title: str, source: str, published_at: str | None, url: str | None
) -> None:
    """Title, publisher, date and origin are found on lines of their own, on one line, or behind labels."""
    issue = parse(text)
    assert (issue.title, issue.source, issue.published_at, issue.url) == (title, source, published_at, url)
    assert [item.headline for item in issue.items] == ["Acme buys Bolt for $3B.", "Quill ships version 2."]


def test_labels_between_entries_belong_to_them() -> None:
    """A link or source under a story is the story's own, not the document's."""
    issue = parse(
        "晨报 2026年5月6日\n\n1. 北风发布模型\n北风今天发布了模型。\n链接：https://a.example/1\n\n"
        "2. 流明开源\n流明公开了数据。\n来源：机器日报\n\n3. 海象裁员\n海象裁员一成。\n"
    )
    assert [(item.kind, item.headline, item.url, item.outlet) for item in issue.items] == [
        ("story", "北风发布模型", "https://a.example/1", None),
        ("story", "流明开源", None, "机器日报"),
        ("story", "海象裁员", None, None),
    ]
    assert (issue.source, issue.url) == ("晨报", None)


def test_a_button_that_lost_its_link_heads_nothing() -> None:
    """What stands beneath the word of a page's button is the page's text, not a list of buttons."""
    issue = parse(
        "# Harbour Letter, 6 May 2026\n\nShare\n\nThe harbour was loud this week.\n\n"
        "### Ferries\n\n- **Ferries learn to dock:** The first did so on Monday, and nobody had to help.\n"
        "- **Fares stay as they are:** The council voted on Tuesday, after a long night.\n\n"
        "### Cranes\n\n- **A crane lifts itself:** It took the crew an hour, and two attempts.\n"
        "- **Crane drivers get a school:** It opens in the old customs house in June.\n"
    )
    assert [item.headline for item in issue.items if item.kind == "story"] == [
        "Ferries learn to dock",
        "Fares stay as they are",
        "A crane lifts itself",
        "Crane drivers get a school",
    ]


def test_words_of_notices_inside_news_are_news() -> None:
    """Commentary and entries about copyright or subscriptions stay; notices under the news go."""
    issue = parse(
        """Harbour Letter

May 4 – 10, 2026

Law
Publishers Settle · May 6 · Reuters
→ 书籍未经许可被用于训练模型,法院批准和解。
A Label Wins · May 7 · CNBC
→ All rights reserved, said the label, and the court agreed.

Quick Hits
- Unsubscribe flows get easier: A new law asks for one click.
- Unsubscribe
You can unsubscribe here.
转载请先来信，不得用来卖钱
"""
    )
    assert [(item.headline, item.summary) for item in issue.items] == [
        ("Publishers Settle", "书籍未经许可被用于训练模型,法院批准和解。"),
        ("A Label Wins", "All rights reserved, said the label, and the court agreed."),
        ("Unsubscribe flows get easier", "A new law asks for one click."),
    ]


@pytest.mark.parametrize("title", ["Quay Letter, number 3", "# Quay Letter, number 3"])
def test_the_title_that_a_languages_part_repeats_is_no_story(title: str) -> None:
    """A part in the other language may begin with its own title and date; its first prose is a lead."""
    issue = parse(
        f"""码头通讯第3期

2026年5月4日 – 10日

快讯
- Cohere进驻首尔:四十人团队将服务韩国银行。
- Figure交付十台机器人:首个买家是一座零件仓库。

English original:
{title}

A quiet week in which two companies moved and nobody raised a round at all.

May 4 – 10, 2026

Quick Hits
- Cohere opens in Seoul: A team of forty will serve Korean banks.
- Figure ships ten robots: The first buyer is a parts warehouse.
"""
    )
    kinds = [(item.kind, item.language) for item in issue.items]
    assert kinds == [("quick_hit", "zh")] * 2 + [("summary", "en")] + [("quick_hit", "en")] * 2
    assert issue.translations == ((0, 3), (1, 4))


def test_a_rule_right_before_words_is_none_of_them() -> None:
    """Some mail programs write the end of a box so; a version of a mail that names itself is no news."""
    issue = parse(
        "Harbour Letter, 6 May 2026\n\n----------\nWelcome aboard.\n\n\n----------"
        "Ferries learn to dock by themselves\nThe first did so on Monday, and nobody had to help it at all.\n"
        "https://harbour.example/dock\n\n"
        "Fares on the northern line stay as they are\nThe council voted on Tuesday, after a long night of talks.\n"
        "https://harbour.example/fares\n\n"
        "Crane drivers get a school of their own\nIt opens in the old customs house in June, with forty pupils.\n"
        "https://harbour.example/school\n\n"
        "You're viewing the plain-text version of the Harbour Letter. To see its pictures, open this page:\n"
        "https://harbour.example/p/12\n"
    )
    assert [(item.headline, item.url) for item in issue.items if item.kind == "story"] == [
        ("Ferries learn to dock by themselves", "https://harbour.example/dock"),
        ("Fares on the northern line stay as they are", "https://harbour.example/fares"),
        ("Crane drivers get a school of their own", "https://harbour.example/school"),
    ]
    assert "plain text" not in issue.items[-1].text


def test_a_label_of_each_storys_scores_is_none_of_its_text() -> None:
    """Neither the first nor those that follow; what a story says behind a known label stays, though all say it."""
    stories = (
        f"## [{headline}](https://harbour.example/{n})\n\nIt took the crew of the {n} o'clock boat an hour.\n\n"
        "Why it matters: boats are late.\n\nScore\n\n0.7\n"
        for n, headline in enumerate(("Ferries learn to dock", "Cranes lift each other", "Fares stay as they are"))
    )
    issue = parse("# Harbour Letter, 6 May 2026\n\n" + "\n".join(stories))
    assert [item.summary.split("\n\n")[1:] for item in issue.items] == [["Why it matters: boats are late."]] * 3
