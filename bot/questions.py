"""What a question in plain words asks for, once the words that only make it a question are gone. Pure.

“What is new with stargate?” asks for Stargate: the words of `_FILLERS` carry nothing to look for. They are dropped only
after the whole text was tried as a name, so that a name which holds one (“The Information”) is still found; and a day
word (“today”, 本周) becomes the `since:` filter that the answer then shows, so nothing is narrowed in secret.
"""

from __future__ import annotations

import re

from store.text import collapse

_FILLER_WORDS = """
    a about an and announce announced announcement any anybody anyone anything are at by can compare could did
    do does find for from get give going happened happening has have heard hello hey hi how i in into is it know
    lately latest me new news of on our please read recent recently said say saying search seen show some
    stories story summarise summarize summary tell than that the there this to top u up update updates us versus
    vs was we were what what's whats when where which who who's whos why with you your
"""
_FILLERS = frozenset(_FILLER_WORDS.split())
_CHINESE_FILLERS = (
    "有什么|有没有|有哪些|有何|什么|哪些|最近|最新|近期|近来|新闻|消息|进展|动态|动向|情况|报道|怎么样|怎么了|怎样|如何|"
    "关于|请问|请|总结|多少|告诉我|帮我|给我|查一下|查查|查|搜索|搜一下|看看|看一下|介绍一下|介绍|一下|发生了|发生|"
    "是谁|谁是|是什么|你好|您好|吗|呢|吧|的|了|和|与|新|在|我|想|知道"
)
_CHINESE_ENDS = re.compile(f"^(?:{_CHINESE_FILLERS})+|(?:{_CHINESE_FILLERS})+$")
_HELP = frozenset(
    "help,usage,?,？,hi,hello,hey,good morning,morning,who are you,what can you do,what do you do,帮助,用法,"
    "你好,您好,早,早上好,在吗,你是谁,你能做什么,你会什么,怎么用".split(",")
)
_THANKS = frozenset(
    "thanks,thank you,thanks a lot,thank you very much,thx,ok,okay,great,cool,谢谢,多谢,謝謝,感谢,好的".split(",")
)
_HOW = re.compile(r"(?:how (?:do|can|to)\b|(?:请问)?(?:怎么|怎样|如何))", re.IGNORECASE)
_STOP = frozenset(("stop", "unsubscribe", "退订", "停止", "取消订阅"))
_EDGES = " \t?？!！.。,，;；:：、…\"“”‘’'()（）"
_IN = r"(?:\b(?:since|from|over|in|during|within|for|of)\s+)?(?:\bthe\s+)?\b"
_SPANS = (
    (re.compile(rf"{_IN}(?:past|last|previous) (\d{{1,3}}) (day|week|month)s?\b", re.IGNORECASE), r"since:\1\2s"),
    (re.compile(r"(?:最近|过去|近)\s*(\d{1,3})\s*(天|周|个月)"), r"since:\1\2"),
    (re.compile(rf"{_IN}today\b|今天|今日", re.IGNORECASE), "since:today"),
    (re.compile(rf"{_IN}yesterday\b|昨天|昨日", re.IGNORECASE), "since:yesterday"),
    (
        re.compile(rf"{_IN}(?:this|past|last) week\b|本周|这周|这一周|上周|(?:过去|最近|近)一周", re.IGNORECASE),
        "since:7d",
    ),
    (
        re.compile(rf"{_IN}(?:this|past|last) month\b|本月|这个月|上个月|(?:过去|最近|近)一个月", re.IGNORECASE),
        "since:30d",
    ),
)


def likely_name(text: str) -> str:
    """Strip the question off both ends of a text, leaving what may be a name: “tell me about openai?” → “openai”."""
    words = _tokens(text)
    while words and words[0].casefold() in _FILLERS:
        words.pop(0)
    while words and words[-1].casefold() in _FILLERS:
        words.pop()
    return _strip_chinese(" ".join(words))


def search_terms(text: str) -> str:
    """Drop every word that only makes a text a question, leaving the words that a story must hold."""
    words = (_strip_chinese(word) for word in _tokens(text) if word.casefold() not in _FILLERS)
    return " ".join({word.casefold(): word for word in words if word}.values())


def split_span(text: str) -> tuple[str, str]:
    """Take the first word for a span of days out of a text: the rest, and the `since:` filter or an empty string."""
    for pattern, span in _SPANS:
        if found := pattern.search(text):
            return collapse(f"{text[: found.start()]} {text[found.end() :]}"), found.expand(span)
    return text, ""


def is_help(text: str) -> bool:
    """Tell whether a text only asks what one can do."""
    return text.strip().casefold().strip("!！.。") in _HELP or text.strip(_EDGES).casefold() in _HELP


def is_how(text: str) -> bool:
    """Tell whether a text asks how something is done."""
    return _HOW.match(text.strip()) is not None


def is_thanks(text: str) -> bool:
    """Tell whether a text only thanks."""
    return text.strip(_EDGES).casefold() in _THANKS


def is_stop(text: str) -> bool:
    """Tell whether a text only asks to be sent nothing more."""
    return text.strip(_EDGES).casefold() in _STOP


def _tokens(text: str) -> list[str]:
    return [word for word in (raw.strip(_EDGES) for raw in text.replace("’", "'").split()) if word]


def _strip_chinese(text: str) -> str:
    return _CHINESE_ENDS.sub("", text.strip(_EDGES)).strip(_EDGES)
