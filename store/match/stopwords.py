"""Words with which people ask, in both languages, and which name nothing: one table, taken out of what is left over."""

from __future__ import annotations

import re

from store.text import has_chinese, to_simplified

_ENGLISH_WORDS = """
    a an the and or but vs of in on at to for from by with about into over as it its it's this that these those there
    is are was were be been am do does did doing done has have had having will would could can should may might
    i i'd i'm we we'd you me us my our your they their them he his she her s so
    what what's whats who who's whos whom whose when where where's why how how's hows which
    new newest latest recent recently lately current currently any anything anyone some something everything all more
    news headline headlines story stories update updates info tell show give find get say saying says said
    happening happened happens going just also please pls thanks hi hello hey ok okay
    today today's yesterday tonight now people team teams guys folks company companies
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())

_ENGLISH_PHRASES = (
    "let me know", "what's up", "whats up", "what is up", "look up", "search for", "catch me up on", "catch me up",
    "fill me in on", "fill me in",
    "bring me up to date on", "bring me up to date", "up to date", "up to", "goes on", "this week", "last week",
    "this month", "last month", "this morning", "this year", "these days", "right now", "know about", "a look at",
    "deal with", "up with", "been up",
)  # fmt: skip
"""Phrases with a word that is not to be taken out when it stands alone."""

_CHINESE = (
    "请问|请|麻烦|帮我|帮忙|给我|告诉我|我想知道|我想看|我想|想知道|看看|看一下|查一下|查查|查询|查|搜一下|搜索|搜|找一下|找|介绍一下|介绍|说说|讲讲|聊聊"
    "|关于|有关|对于|最近|近期|近来|最新|今天|今日|昨天|昨日|本周|这周|上周|这个月|本月|上个月|上月|今年|现在|目前|这几天"
    "|有没有什么|有没有|有什么|有哪些|有啥|有|什么|哪些|哪个|谁|怎么样了|怎么样|怎么|怎样|如何|为什么|为何|是什么|是谁|是不是|是否|干什么|干嘛|做什么|发生了|发生"
    "|大新闻|新闻|大消息|消息|动态|资讯|进展|情况|报道|头条|近况|动向|新鲜事|大事|事情|事|新的"
    "|公司|团队|的人|那边|这边|方面|相关|一些|所有|全部|都|还|又|了|吗|呢|吧|啊|呀|么|嘛"
    "|和(?![平解谐声])|与(?![会众])|跟(?![进踪随])|以及|还有|及(?![时格])|或(?![许])|的(?![确士])|在(?![线职])|是|被|对(?![手话抗齐])"
)
"""Chinese has no spaces, so these are taken off the ends of a run; the exceptions are words that begin with them."""

_PHRASE = re.compile(rf"(?<!\w)(?:{'|'.join(_ENGLISH_PHRASES)})(?!\w)", re.IGNORECASE)
_BEFORE = re.compile(rf"^(?:{_CHINESE})+")
_BEHIND = re.compile(rf"(?:{_CHINESE})+$")
_KEEPS_END = re.compile(
    r"(?:目的|标的|总和|缓和|饱和|参与|赠与|大事|军事|故事|赛事|核对|反对|针对|存在|还有|以及|普及|创业公司|上市公司|子公司|母公司)$"
)
_EDGES = " \t\n.,?!;:'\"()[]{}<>|*~`_…、。！？，；：“”‘’《》「」『』【】（）—–-"


def without_stopwords(text: str) -> list[str]:
    """List the words of a text that say something besides asking, as they were written (Chinese simplified).

    A word is what stands between spaces, without punctuation around it (`C++` and `$5bn` stay); without a letter or
    digit it is none.
    """
    plain = _PHRASE.sub(" ", text.replace("’", "'"))
    words = (_bare(word) for word in plain.split())
    return [word for word in words if any(map(str.isalnum, word)) and not is_stopword(word)]


def is_stopword(word: str) -> bool:
    """Tell whether one English word only asks."""
    return word.casefold() in _ENGLISH


def _bare(word: str) -> str:
    word = to_simplified(word.strip(_EDGES))
    if not has_chinese(word):
        return word
    word = _BEFORE.sub("", word)
    return word if _KEEPS_END.search(word) else _BEHIND.sub("", word)
