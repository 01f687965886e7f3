"""Everything that Tidings says, in English and Chinese.

Each module holds a table `TEXTS`: key → (English, Chinese), both with the same `{placeholders}`. Values are put in
as they are: whoever passes a source's or a person's words escapes them first.
"""

from __future__ import annotations

from bot.mrkdwn import set_apart
from bot.words import (
    answers,
    digests,
    fetching,
    figures,
    hiding,
    names,
    people,
    saving,
    setup,
    sources,
    storylines,
    unread,
)
from store.model import Language

_TABLES = (answers, digests, fetching, figures, hiding, names, people, saving, setup, sources, storylines, unread)
_TEXTS = {key: words for table in _TABLES for key, words in table.TEXTS.items()}


def say(key: str, language: Language, **values: object) -> str:
    """Give a text in a language with its placeholders filled.

    Raises: KeyError for a key or placeholder that does not exist.
    """
    english, chinese = _TEXTS[key]
    return set_apart((chinese if language == "zh" else english).format(**values))
