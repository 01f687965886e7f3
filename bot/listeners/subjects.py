"""Which part of Tidings an ask is for: the subcommands of `/tidings`, in both languages, and where each leads."""

from __future__ import annotations

import dataclasses
import re

from bot.answering import answer_name, answer_news, answer_question, answer_usage
from bot.blocks.answers import plain_answer
from bot.blocks.help import Subject
from bot.desk import Ask, Desk
from bot.listeners.digests import answer_digest
from bot.listeners.editors import answer_editors, is_about_editors
from bot.listeners.figures import answer_figures, is_about_disagreements
from bot.listeners.hiding import answer_hidden, is_about_hidden
from bot.listeners.names import answer_names, is_about_names
from bot.listeners.people import answer_people, is_about_people
from bot.listeners.saving import answer_saving, is_about_saving
from bot.listeners.sources import answer_sources, is_about_sources
from bot.pages import question_text
from bot.questions import is_help, is_how, is_stop, is_thanks
from bot.words import say

_WORDS: dict[Subject, str] = {
    "company": "company companies 公司 企业",
    "topic": "topic topics 话题 主题",
    "news": "news search 新闻 搜索",
    "digest": "digest 摘要 早报 简报 日报",
    "figures": "figures numbers 数字 数据",
    "sources": "sources 来源 订阅",
}
_EXPLAINED: tuple[Subject, ...] = ("digest", "sources")
_WORD, _URL = re.compile(r"\w+"), re.compile(r"https?://\S+")
MANY = 3
"""Words beside a link from which on they are a question of their own."""
_SUBJECT_OF = {word: subject for subject, words in _WORDS.items() for word in words.split()}
_NAMES, _EDITORS = frozenset(("names", "名称", "名录")), frozenset(("editors", "编辑"))


def split_subject(text: str) -> tuple[Subject | None, str]:
    """Split a text into the subject that its first word names, and the rest."""
    first, _, rest = text.strip().partition(" ")
    subject = _SUBJECT_OF.get(first.casefold())
    return (subject, rest.strip()) if subject else (None, text.strip())


def answer_subject(ask: Ask, desk: Desk, subject: Subject) -> None:
    """Answer what was asked about one subject. Nothing asked, or `help`, is answered with how to ask."""
    if subject == "digest":
        _answer_digest(ask, desk)
    elif subject == "sources":
        answer_sources(ask, desk)
    elif is_help(ask.text) or (not question_text(ask.text) and subject != "news"):
        answer_usage(ask, desk, subject)
    elif subject == "news":
        answer_news(ask, desk)
    elif subject == "figures":
        answer_figures(ask, desk)
    elif subject == "tidings":
        answer_anything(ask, desk)
    else:
        answer_name(ask, desk, subject)


def _answer_digest(ask: Ask, desk: Desk) -> None:
    """Answer the words after `/digest`; `me` and what follows it are about the person's own."""
    first, _, after = ask.text.strip().partition(" ")
    if first.casefold() in ("me", "我的") and is_about_people(first, after.strip()):
        answer_people(ask, desk, first, after.strip())
    else:
        answer_digest(ask, desk)


def answer_anything(ask: Ask, desk: Desk) -> None:
    """Answer `/tidings …`, a mention or a direct message: a subject and its argument, or a question in plain words."""
    subject, rest = split_subject(ask.text)
    first, _, after = ask.text.strip().partition(" ")
    if first.casefold() in _NAMES and is_about_names(after.strip(), desk):
        answer_names(dataclasses.replace(ask, text=after.strip()), desk)
    elif first.casefold() in _EDITORS and is_about_editors(after.strip()):
        answer_editors(dataclasses.replace(ask, text=after.strip()), desk)
    elif is_about_hidden(ask):
        answer_hidden(ask, desk)
    elif is_about_people(first, after.strip()):
        answer_people(ask, desk, first, after.strip())
    elif is_about_saving(ask):
        answer_saving(ask, desk)
    elif subject and (subject != "sources" or is_about_sources(rest)):
        answer_subject(dataclasses.replace(ask, text=rest), desk, subject)
    elif is_about_disagreements(ask.text):
        answer_figures(ask, desk)
    elif is_thanks(ask.text) or is_stop(ask.text):
        ask.reply(plain_answer(say("thanks" if is_thanks(ask.text) else "stop", ask.language)))
    elif not question_text(ask.text) or is_help(ask.text):
        answer_usage(ask, desk, "tidings")
    elif how := _asked_how(ask.text):
        answer_subject(dataclasses.replace(ask, text="help"), desk, how)
    elif ask.links and len(_URL.sub(" ", ask.text).split()) < MANY:
        ask.reply(plain_answer(say("link.what", ask.language)))
    else:
        answer_question(ask, desk)


def _asked_how(text: str) -> Subject | None:
    """Give the subject whose use is asked for: “how do I set up a digest?”."""
    words = _WORD.findall(text.casefold()) if is_how(text) else []
    return next((subject for subject in _EXPLAINED for word in _WORDS[subject].split() if _holds(words, word)), None)


def _holds(words: list[str], word: str) -> bool:
    """Tell whether a word stands among others; a Chinese one stands within their run."""
    return word in words if word.isascii() else any(word in run for run in words)
