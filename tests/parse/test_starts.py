"""Where stories begin: the odds of all signs beside the rules, and how a document is read by them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import NothingFoundError
from store.model import Issue
from store.parse import parse
from store.parse.marked import read_marked
from store.parse.odds import odds_of, read_forest
from store.parse.outline import read_outline, write_text
from store.parse.sections import cut_sections
from store.parse.signs import read_signs
from store.parse.units import find_units

HEADED = """\
# Slack Tide, no. 31

Another week on the quay. Here is what moved.

## Ferries

### The night boat gets a second crew

The line hired forty people in May, so the night boat sails every day again. It had lost one night in three.

- **Who pays:** the county, until spring.
- **What changes:** the first boat leaves at four.
- [The timetable](https://quay.example/night)

### A hull that cleans itself

Divers used to scrape the Marl every month. Its new coat sheds mussels by itself, the yard says, and saves a tenth.

- **Cost:** twice that of paint.
- **Doubts:** nobody knows what the coat does to oysters.
- [The yard's report](https://yard.example/coat)

## Cranes

### Old cranes sold to the river port

Three cranes from 1974 go upstream on a barge in June. The river port pays what the steel is worth.

- **Why now:** the quay needs their place.
- **Risk:** a low bridge at Stade.
- [Notice of sale](https://quay.example/cranes)
"""
TABLE = """
## In short

| Field | Headline | Why It Matters |
|---|---|---|
| Pilots | Pilots get a school of their own | It is the first on this coast, and half the pilots retire in ten years |
| Tugs | Tugs must report their fumes | The county has asked for the figures since the summer before last |
| Locks | The old lock closes for a month | Barges will have to wait for the tide, as they did a century ago |
"""
FIELDS = """\
# 港口机器人日报

**日期**: 2026年03月04日

## 吊装

1. **[吊车学会了等风停][Cranes learn to wait for calm]**
   <a href="https://gull.example/wind" target="_blank">🔗 阅读原文</a>
   - 📰 来源: 海鸥报
   - 🕒 发布时间: 2026年03月03日	   - ⭐ 评分: 9.1/10
   - 💬 简介: 新的控制软件会在阵风来临前停住吊臂，上月的擦碰少了一半。工人说它比老师傅还谨慎。

2. **[集装箱自己报重量][Boxes that weigh themselves]**
   <a href="https://keel.example/box" target="_blank">🔗 阅读原文</a>
   - 📰 来源: 龙骨周刊
   - 🕒 发布时间: 2026年03月03日	   - ⭐ 评分: 8.4/10
   - 💬 简介: 箱底的传感器每小时上报一次，超载的箱子不再上船。租金每月四元。

## 引航

3. **[小艇夜里也能认航标][Launches read buoys at night]**
   <a href="https://gull.example/buoy" target="_blank">🔗 阅读原文</a>
   - 📰 来源: 海鸥报
   - 🕒 发布时间: 2026年03月02日	   - ⭐ 评分: 8.0/10
   - 💬 简介: 摄像头和雷达合用，雾天也能看清一海里外的灯。第一批装十二艘。
"""


def told(issue: Issue) -> list[tuple[str, str | None]]:
    return [(item.headline, item.url) for item in issue.items if item.kind == "story"]


def test_points_under_a_headline_are_its_text() -> None:
    """Bold points and a link beneath a story's prose stay in it, though the rules alone take them for stories."""
    issue = parse(HEADED)
    assert told(issue) == [
        ("The night boat gets a second crew", "https://quay.example/night"),
        ("A hull that cleans itself", "https://yard.example/coat"),
        ("Old cranes sold to the river port", "https://quay.example/cranes"),
    ]
    assert [item.section for item in issue.items if item.kind == "story"] == ["Ferries", "Ferries", "Cranes"]
    assert "nobody knows what the coat does to oysters." in issue.items[2].summary


def test_the_header_of_a_table_names_its_columns_wherever_stories_begin() -> None:
    """The headline is the column called so, and not the widest, though no story begins at the header."""
    issue = parse(HEADED + TABLE)
    assert [headline for headline, _ in told(issue)][3:] == [
        "Pilots get a school of their own",
        "Tugs must report their fumes",
        "The old lock closes for a month",
    ]


def test_fields_nested_under_an_entry_are_its_text() -> None:
    """What an entry's nested fields say is its summary, outlet and day, and begins no story."""
    issue = parse(FIELDS)
    assert told(issue) == [
        ("吊车学会了等风停", "https://gull.example/wind"),
        ("集装箱自己报重量", "https://keel.example/box"),
        ("小艇夜里也能认航标", "https://gull.example/buoy"),
    ]
    assert [item.outlet for item in issue.items] == ["海鸥报", "龙骨周刊", "海鸥报"]
    assert all(item.summary.endswith("。") for item in issue.items)


def test_the_rules_alone_read_a_document_of_very_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond some thousands of blocks no odds are weighed: a hostile list must not take minutes."""
    monkeypatch.setattr("store.parse.starts.odds_of", lambda _: pytest.fail("odds of a huge document"))
    lines = [f"- [Boat {n} sails at dawn with all her crew](https://quay.example/{n})" for n in range(3_200)]
    assert len(parse("# Sailings\n\n" + "\n".join(lines)).items) == 3_200


def test_every_sign_the_trees_ask_for_is_read() -> None:
    """The shipped trees ask for signs that blocks have: one that is named anew must be grown anew."""
    sections = cut_sections(read_outline(write_text(HEADED, "x.md")), guesses=True)
    signs = {name for _, found in read_signs(sections) for name in found}
    assert signs == set(read_forest().signs)
    assert all(odds_of(found) < 0 for place, found in read_signs(sections) if place.block.text.startswith("Who pays"))


def test_a_document_of_labels_alone_has_no_signs() -> None:
    """Where nothing stands that a story may begin at, there is nothing to weigh."""
    text = "# Log\n\n" + "\n\n".join(f"Date: 2026-03-0{n}" for n in range(1, 9))
    sections = [
        replace(section, heading=None) for section in cut_sections(read_outline(write_text(text)), guesses=True)
    ]
    labels = [replace(section, blocks=[b for b in section.blocks if b.kind == "label"]) for section in sections]
    assert read_signs(labels) == []
    assert parse(text).items


@given(st.sampled_from([HEADED, FIELDS]), st.data())
def test_stories_begin_where_it_is_said_alone(text: str, data: st.DataObject) -> None:
    """Whichever blocks are said to begin stories, no other does, and each story keeps its place."""
    sections = cut_sections(read_outline(write_text(text, "x.md")), guesses=True)
    places = [place.block.at for place, _ in read_signs(sections)]
    starts = frozenset(data.draw(st.sets(st.sampled_from(places), min_size=1)))
    begun = [draft.start for draft in read_marked(sections, find_units(sections), starts) if draft.kind == "story"]
    assert begun == sorted(begun)
    assert set(begun) <= {start for start, _ in starts}


@given(st.lists(st.sampled_from(HEADED.splitlines() + FIELDS.splitlines()), min_size=3, max_size=40))
def test_any_order_of_lines_is_read(lines: list[str]) -> None:
    """Whatever stands above what, a document gives stories with words of its own, or says that there is nothing."""
    text = "\n".join(lines)
    try:
        issue = parse(text)
    except NothingFoundError:
        return
    assert all(item.headline for item in issue.items)
