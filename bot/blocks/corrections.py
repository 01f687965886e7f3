"""The short reply in an edition's thread that says what was found wrong in it since. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.disagreements import disagreement_line
from bot.blocks.parts import clip, section
from bot.message import Answer
from bot.mrkdwn import escape, link
from bot.words import say
from store.correcting import Correction
from store.model import Language

MOST = 5
HEADLINE_LIMIT, URL_LIMIT, WORDS_LIMIT = 120, 300, 40
"""Characters as escaped; five keep the reply within one section's 3,000 (docs: section block)."""


def corrections_answer(corrections: Sequence[Correction], language: Language) -> Answer:
    """Build the reply: a line for each correction, and how many more there are."""
    title = f"*{say('correction.title', language)}*"
    shown = corrections[:MOST]
    rest = len(corrections) - len(shown)
    more = [say("correction.more", language, n=rest)] if rest else []
    blocks = [section("\n".join([title, *(_line(each, language, linked=True) for each in shown), *more]))]
    return Answer("\n".join([title, *(_line(each, language, linked=False) for each in shown), *more]), blocks)


def _line(correction: Correction, language: Language, *, linked: bool) -> str:
    story = correction.story
    url = story.url if linked and story.url and len(escape(story.url)) <= URL_LIMIT else None
    if correction.disagreement:
        what = disagreement_line(correction.disagreement, language)
    else:
        old, new = (escape(clip(words, WORDS_LIMIT)) for words in (correction.old, correction.new))
        what = say("correction.changed", language, old=old, new=new)
    return say("correction.line", language, headline=link(url, clip(story.headline, HEADLINE_LIMIT)), what=what)
