"""What the columns of a table are called, in both languages: those of a table of news, and those of one that counts.

A name is met as in `vocabulary`: case, emoji and punctuation dropped, then in full.
"""

from __future__ import annotations

from typing import Literal

from store.parse.vocabulary import name_key

Column = Literal["title", "date", "outlet", "summary", "link"]

_COLUMNS: dict[Column, str] = {
    "title": "title, headline, paper, papers, project, product, story, news, article, topic, item, what, "
    "subject, name, 标题, 新闻, 文章, 论文, "
    "内容标题, 主题, 事件, 题目, 要闻, 项目, 名称, cve, 漏洞, 漏洞编号",
    "date": "date, day, when, published, time, 日期, 时间, 发布时间, 发布日期, 发表时间",
    "outlet": "outlet, source, publisher, publication, site, media, where, from, via, 媒体, 来源, 出处, 信源, "
    "网站, 机构",
    "summary": "summary, notes, note, description, why it matters, details, comment, tldr, takeaway, 摘要, "
    "简介, 说明, 要点, 概述, 点评, 备注, 描述",
    "link": "link, url, read, more, 链接, 网址, 地址, 原文, 阅读",
}  # fmt: skip
"""What the columns of a table of news are called."""
_FACTS = frozenset(
    "metric, metrics, value, values, count, number, amount, total, statistic, 指标, 数值, 数量, 统计, 值".split(", ")
)
"""What the columns of a table are called that counts what an issue holds."""
_ROLE_OF: dict[str, Column] = {name: role for role, names in reversed(_COLUMNS.items()) for name in names.split(", ")}


def column_role(heading: str) -> Column | None:
    """Say what a column of a table of news holds by its name; one of several meanings is taken for the first."""
    return _ROLE_OF.get(name_key(heading))


def names_fact(heading: str) -> bool:
    """Tell a column's name of a table that only counts."""
    return name_key(heading) in _FACTS
