"""The generic names of a document's parts and labels, in both languages; `columns` has those of a table's columns.

A name here stands for a *kind* of section ("quick hits", 快讯) or a label before a value ("source:", 来源：). No
publisher, title or sentence belongs here: a document is never recognised by what it says.

How a heading is met: case, emoji and punctuation are dropped, then it must equal a name in full, or in full once
filler words ("this week's", 本周) are gone, so that "Summary of the trial" stays an ordinary heading.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from store.text import remembered, simplified_characters

Role = Literal[
    "takeaways", "quick_hits", "watch", "abstract", "summary", "chapter",
    "about", "contents", "references", "contact", "jobs", "translation", "original",
]  # fmt: skip
Label = Literal["title", "origin", "link", "more", "date", "period", "publisher", "author"]

LISTS: frozenset[Role] = frozenset({"takeaways", "quick_hits", "watch"})
"""Sections that list items of one kind."""
PARTS: frozenset[Role] = frozenset({"translation", "original"})
"""Headings that open the document again in one language; no section of their own."""
FURNITURE: frozenset[Role] = frozenset({"about", "contents", "references", "contact", "jobs"})
"""Sections that hold no story."""

_SECTIONS: dict[Role, str] = {
    "takeaways": (
        "takeaways, takeaway, key takeaways, key points, main points, highlights, key highlights, tldr, "
        "tl dr, at a glance, the gist, bottom line, 核心要点, 要点, 关键要点, 重点, 要点速览, 核心看点, "
        "要闻要点, 关键结论, 亮点, 主要看点"
    ),
    "quick_hits": (
        "quick hits, quick hit, quick bites, quick news, quick takes, short takes, in brief, news in brief, "
        "briefs, briefly, lightning round, rapid fire, speed round, in other news, other news, everything else, "
        "everything else in ai, what else is happening, other stories, 快讯, 简讯, 短讯, 快报, 速递, "
        "资讯速递, 快讯速递, 新闻快讯, 行业快讯, 一句话新闻, 一句话快讯, 其他新闻, 其它新闻, 简报, 简明新闻"
    ),
    "watch": (
        "watch, listen, watch listen, watch and listen, listen watch, watch read, watch listen read, "
        "podcasts, videos, podcast, video, worth watching, worth a listen, 视听, 看与听, 观看与收听, "
        "观看收听, 收听与观看, 播客, 视频, 影片, 播客与视频, 视频与播客, 值得一看, 值得一听, 音视频"
    ),
    "abstract": ("abstract, executive summary, 摘要, 概要, 内容提要, 内容摘要, 执行摘要, 提要, 导读"),
    "summary": (
        "summary, content summary, article summary, in summary, signals to watch, key trends, key insights, "
        "trends and insights, insights and trends, key themes, looking ahead, what it all means, key implications, "
        "概述, 综述, 今日概述, "
        "概览, 今日概览, 本期概览, 内容概览, "
        "内容总结, 总结, 文章总结, 全文总结, 内容概括, 内容概要, "
        "核心洞察, 关键洞察, 趋势判断, 趋势观察, 趋势研判, 关键趋势, 今日观察, 本期观察, 编辑观察, 行动建议, 小结"
    ),
    "chapter": (
        "impact, timeline, lessons learned, lessons learnt, collaboration, motivation, "
        "introduction, background, conclusion, conclusions, outlook, analysis, discussion, methods, "
        "acknowledgements, acknowledgments, thanks, transcript, full transcript, show notes, links mentioned, "
        "installation, install, usage, getting started, quick start, quickstart, requirements, configuration, "
        "license, licence, contributing, faq, fixed, fixes, bug fixes, added, changed, improved, improvements, "
        "deprecated, removed, known issues, upgrading, breaking changes, availability, pricing, "
        "まとめ, はじめに, 概要, 背景, おわりに, "
        "引言, 前言, 背景, 写在最后, 后记, 尾声, 未来展望, 结论, 结语, 展望, 总结与展望, 分析, 致谢, 安装, 使用, "
        "使用方法, 快速开始, 许可证, 贡献, "
        "新特性, 新功能, 新增功能, 体验优化, 性能优化, 功能优化, 问题修复, "
        "常见问题, 修复, 新增, 变更, 优化, 已知问题, 文字稿, 节目笔记"
    ),
    "about": (
        "about this issue, about the newsletter, ps, postscript, "
        "from the editor, editors note, a note from the editor, 简介, 声明, "
        "说明, 本期编辑, 本期作者, 关于本刊, 关于周刊, 关于本期, 刊首语, 卷首语, 编者的话, 写在前面, 致读者"
    ),
    "contents": (
        "contents, table of contents, outline, in this issue, in this episode, inside this issue, toc, "
        "in this edition, in this newsletter, whats in store, heres whats in store, whats inside, heres whats inside, "
        "navigation, quick navigation, jump to, "
        "目录, 目次, 本期目录, 本期内容, 内容目录, 大纲, 提纲, 导航, 快速导航, 目录导航, 本期导航"
    ),
    "references": (
        "references, reference, bibliography, appendix, 附录, works cited, sources, sources cited, endnotes, "
        "cross references, see also, related pages, data sources, all sources, source list, "
        "全部来源, 来源列表, 来源, 参考文献, "
        "参考连结, 相关连结, 相关链接, 参考リンク, 関連リンク, 公式リンク, 出典, "
        "信源, 参考链接, 参考资料, 参考来源, 引用来源, 资料来源, 信息来源, 新闻来源, 数据来源, 数据源说明, 引用, 文献"
    ),
    "contact": (
        "contact, media contact, press contact, media contacts, press contacts, notes to editors, "
        "媒体联系, 媒体联系人, 新闻联系人, "
        "contact us, about us, about this newsletter, subscribe, follow us, follow me, follow support, "
        "stay connected, connect with us, support us, get in touch, "
        "disclaimer, copyright, 联系我们, 联系方式, 关于我们, 关注我们, 扫码关注, 订阅, 免责声明, 版权声明, "
        "版权"
    ),
    "jobs": (
        "jobs, job board, jobs board, open roles, open positions, careers, job openings, hiring, whos hiring, "
        "we are hiring, "
        "were hiring, jobs of the week, from our readers, events, upcoming events, polls, poll, reader poll, feedback, "
        "archive, share, referrals, "
        "refer a friend, related, related stories, "
        "related articles, related posts, more stories, read next, from the archive, from the archives, "
        "archives, past issues, before you go, chapters, most popular, most read, popular posts, recent posts, "
        "recent comments, latest comments, you may also like, recommended for you, "
        "近期热门, 热门评论, 热门文章, 最新评论, 热门推荐, 大家都在看, 猜你喜欢, 为你推荐, 更多阅读, 你可能还想看, "
        "timestamps, 时间轴, 时间戳, 章节, quote, quote of the day, quote of the week, quotes, "
        "往年回顾, 历史上的本周, 封面图, 言论, 金句, 每日金句, community, workshops, meetups, webinars, "
        "comments, leave a comment, leave a reply, post a comment, 发表评论, 评论区, "
        "contributors, new contributors, all contributors, thanks to our contributors, donate, donations, support us, "
        "contribute, how to contribute, want to contribute, how can i contribute, get involved, 贡献者, 新贡献者, "
        "捐赠, 赞助我们, 支持我们, 参与贡献, 如何参与, 如何贡献, "
        "courses, merch, statistics, summary statistics, stats, metadata, methodology, tags, "
        "统计, 统计信息, 数据统计, 数据概览, 本期统计, 今日统计, 标签, 关键词, 社群, 招聘, 招聘信息, "
        "招聘岗位, 职位, 岗位, 内推, 求职, 活动, 活动预告, 近期活动, 投票, "
        "读者投票, 反馈, 往期, "
        "往期回顾, 往期推荐, 往期精选, "
        "你可能错过的文章, 你可能错过的内容, 往期新闻, 往日新闻, 历史新闻, 推荐阅读, 相关阅读, 分享"
    ),
    "translation": (
        "translation, chinese translation, english translation, chinese version, chinese text, chinese, "
        "中文翻译, 译文, 中文译文, 中文版, 中文版本, 中文, 翻译, 全文翻译, 中译, 英文翻译"
    ),
    "original": (
        "original, original text, english, english original, english source, english version, english text, "
        "source text, 英文来源, 英文原文, 原文, 英文版, 英文版本, 英文, 中文原文, 原文内容"
    ),
}

_LABELS: dict[Label, str] = {
    "title": ("title, article title, 文章标题, 论文标题, 新闻标题, 标题, 原文标题"),
    "origin": (
        "source, sources, source url, original url, "
        "original, original link, original article, original source, source link, "
        "content source, via, 内容来源, 来源, 原文, 原文链接, 原文连结, 原文地址, 来源链接, 来源连结, "
        "信息来源, 新闻来源, 信源, 信息源, 消息来源, 文章来源, "
        "转载自, 原文出处, 出处, 溯源, 参考资料, 参考来源, 资料来源"
    ),
    "link": (
        "article link, permalink, web version, view online, read online, online, website, site, url, "
        "文章链接, 文章连结, 本文链接, 本文连结, 永久链接, 本文永久链接, 永久连结, 网站地址, 网址, 网站, "
        "官网, 在线阅读"
    ),
    "more": (
        "link, links, read more, more, details, full story, read, 链接, 连结, "
        "阅读原文, 阅读更多, 详情, 查看原文, 更多, 全文"
    ),
    "date": (
        "date, published, published on, published at, publication date, issue date, pubdate, posted, 日期, "
        "发布日期, 发布时间, 时间, 出版日期, 发表时间, 发布于"
    ),
    "period": (
        "period, week, week of, coverage, covering, covers, dates, date range, reporting period, this issue, "
        "本期周期, 周期, 本期时间, 本期覆盖, 统计周期, 时间范围, 覆盖时间, 报告期, 本期, 时段"
    ),
    "publisher": (
        "publisher, published by, issued by, publication, newsletter, organisation, organization, outlet, "
        "发布机构, 发布单位, 发布方, 出品, 出品方, 主办, 主办单位, 机构, 媒体, 发布者"
    ),
    "author": (
        "author, authors, by, from, 发件人, editor, written by, translator, 作者, 编辑, 译者, 撰文, 责任编辑, 整理, "
        "整理编辑"
    ),
}

_INNER = frozenset(
    (
        "why it matters, why this matters, why does it matter, why does this matter, why is this important, "
        "why is it important, why you should care, why should you care, why should i care, "
        "the details, details, the big picture, zoom in, "
        "zoom out, between the lines, "
        "whats next, what comes next, go deeper, the bottom line, bottom line, yes but, by the numbers, state of play, "
        "driving the news, what theyre saying, "
        "the context, whats new, how it works, the rundown, the brief, our take, my take, the takeaway, the "
        "impact, the catch, "
        "why its important, key details, what happened, what it means, so what, were thinking, behind the news, "
        "results, step by step, steps, "
        "为什么重要, 为何重要, 重要性, 详情, 细节, 影响, 点评, 解读, 编者按, 一句话总结, 核心内容, 速览, "
        "关键点, 延伸阅读, 我们的看法, "
        "我们怎么看, 小结, 简评, 短评, 意义, 看点, 新消息, 事件, 怎么做到的, 后续"
    ).split(", ")
)
"""Labels inside one story, in both languages."""
_WIDE = frozenset({"community", "from the community", "社群"})
"""Sections that hold no story by themselves, but may be a theme with others beneath."""
_READING = frozenset({"推荐阅读"})
"""What names other pages to read where it stands alone; this week's, or with a text to each, are news."""
_FILLERS = frozenset({
    "a", "and", "best", "daily", "editors", "first", "key", "main", "month", "months", "more", "my", "of", "our",
    "some", "the", "this", "today", "todays", "top", "week", "weekly", "weeks", "your",
})  # fmt: skip
_CHINESE_FILLERS = re.compile(r"^(?:本周|本期|今日|每日|昨日|一周|本月|今天)|(?:首选|推荐|精选|一览|列表|汇总|合集)$")
_ASKS = re.compile(r"(?:donate|contribute|subscribe) to (?:\w+ ?){1,4}")
"""What a section asks for by its heading ("Donate to Harbour"), as far as no more follows."""
_NOT_WORDS = re.compile(r"[\W_]+")
_LATIN = re.compile(r"[a-z0-9]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_FIRST_CLAUSE = re.compile(r"[,;.!:。、(\n]")
_FURNITURE_LINE = re.compile(
    r"版权所有|未经[^,.。;]{0,12}(?:不得|请勿|严禁|禁止|谢绝)|均为原创|转载请|保留所有权利|©|\(c\) ?\d{4}"
    r"|all rights reserved|(?:^|here to |can |or )unsubscribe|取消订阅|退订|manage (?:your )?preferences"
    r"|view (?:this email )?in (?:your )?browser|扫描.{0,6}二维码",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:watch|listen|read|stream|play|view|see|buy|order|download|open)"
    r"(?:\s+(?:it|now|here|more|online|in (?:your |the |a )?(?:browser|app)|on|at|via|the"
    r"|article|full|paper|post|repo(?:sitory)?)\b.{0,40})?"
    r"|(?:在|去|前往|到)?[^。!?]{0,30}(?:观看|收听|阅读|播放|查看|收看)(?:原文|全文|视频|更多)?"
    r"|(?:点击|点此|戳)(?:这里|此处|链接)?(?:去|即可)?(?:了解|阅读|查看|前往|进入|打开|访问)[^。!?]{0,16}"
    r"|(?:the )?full (?:text|story|article)"
    r"|\d{1,3}\s*[- ]?min(?:ute)?s?(?: (?:read|listen|watch))?|\d{1,3}\s*分钟.{0,4}",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"(?<=\S)\s*\([^()]{1,20}\)$")
"""What a call says of the page that it leads to: "Read more (PDF)"."""
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
    0x09: 0x20,
    0xFE30: 0x3A,
}

_LONGEST_HEADING = 60
_LONGEST_LABEL = 24


@remembered
def fold(text: str) -> str:
    """Write full-width signs as ASCII ones and traditional characters as simplified, place by place: offsets stay."""
    return text.replace("\t", " ") if text.isascii() else text.translate(_folding())


@cache
def _folding() -> dict[int, int]:
    return {ord(old): ord(new) for old, new in simplified_characters().items()} | _FULL_WIDTH


def name_key(text: str) -> str:
    """Reduce a name or label to what makes it the same again: its words and figures, in small letters."""
    lowered = fold(text).casefold().replace("'", "").replace("’", "")
    return _NOT_WORDS.sub(" ", lowered).strip()


_ROLE_OF: dict[str, Role] = {name: role for role, names in _SECTIONS.items() for name in names.split(", ")}
_LABEL_OF: dict[str, Label] = {name: label for label, names in _LABELS.items() for name in names.split(", ")}


def _look_up(key: str) -> Role | None:
    if key in _ROLE_OF:
        return _ROLE_OF[key]
    plain = " ".join(word for word in key.split() if word not in _FILLERS and not word.isdigit())
    bare = _CHINESE_FILLERS.sub("", plain)
    return _ROLE_OF.get(plain) or (None if bare in _READING else _ROLE_OF.get(bare))


@lru_cache(maxsize=10_000)
def section_role(heading: str) -> Role | None:
    """Say what kind of section a heading opens, or None for a heading of its own.

    A heading in both languages at once must mean the same in each. The contact block may go on after its name
    (联系我们，请扫码).
    """
    if not heading or len(heading) > _LONGEST_HEADING:
        return None
    key = name_key(heading)
    return (
        _look_up(key) or _in_both_languages(key) or _contact(heading) or ("contact" if _ASKS.fullmatch(key) else None)
    )


def _in_both_languages(key: str) -> Role | None:
    latin, chinese = " ".join(_LATIN.findall(key)), "".join(_CHINESE.findall(key))
    role = _look_up(latin) if latin and chinese else None
    return role if role and role == _look_up(chinese) else None


def _contact(heading: str) -> Role | None:
    first_clause = _FIRST_CLAUSE.split(fold(heading), maxsplit=1)[0]
    role = _look_up(name_key(first_clause)) if len(first_clause) < len(heading) else None
    return role if role == "contact" else None


def is_wide(heading: str) -> bool:
    """Tell a furniture section's name that may also stand above sections of news ("Community")."""
    return name_key(heading) in _WIDE


def is_reading(heading: str) -> bool:
    """Tell a section's name that may stand above other pages to read, or above pages that are told of."""
    return name_key(heading) in _READING


def is_inner_label(text: str) -> bool:
    """Tell a label that opens a part of one story ("Why it matters", 点评), never a story of its own."""
    return len(text) <= _LONGEST_HEADING and name_key(text) in _INNER


def label_of(line: str) -> tuple[Label, str] | None:
    """Read `label: value` where the label is a known one: which, and the value as written (never empty)."""
    line = line.strip()
    if len(line) > 2 and fold(line[0]) in "([" and fold(line[-1]) in ")]":
        line = line[1:-1].strip()
    colon = fold(line[: _LONGEST_LABEL + 1]).find(":")
    if colon < 1:
        return None
    label = _LABEL_OF.get(name_key(line[:colon]))
    value = line[colon + 1 :].strip()
    return (label, value) if label and value else None


def is_label(words: str) -> bool:
    """Tell the words of a known label without a value: what a link may be called that says where a story is from."""
    return label_of(f"{words}: x") is not None


def is_pointer(words: str) -> bool:
    """Tell words that only point to where to read on: a call ("Read more"), or a label ("Source")."""
    return is_call(words) or is_label(words)


def is_call(words: str) -> bool:
    """Tell whether words only ask to watch, listen or read ("Listen on Spotify", "YouTube观看"), so name no outlet."""
    return len(words) <= 60 and _CALL.fullmatch(_IN_BRACKETS.sub("", fold(words.strip()))) is not None


def is_furniture(line: str) -> bool:
    """Tell whether a line is a copyright or subscription notice rather than news."""
    return len(line) <= 200 and _FURNITURE_LINE.search(fold(line)) is not None
