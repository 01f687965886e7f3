"""What somebody waits for that takes the network: done off the listener threads, and never without an answer."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.apologies import explain
from bot.blocks.answers import plain_answer
from bot.blocks.sources import refused_words
from bot.desk import Ask, Desk
from bot.message import Answer
from bot.mrkdwn import escape
from bot.words import say
from store.errors import FetchError, NothingFoundError, UnreadableDocumentError
from store.model import Language
from store.source_names import SourceRefusedError

logger = logging.getLogger(__name__)


def in_background(ask: Ask, desk: Desk, work: Callable[[], None], show: Callable[[Answer], None]) -> None:
    """Do what somebody waits for; where it fails they are told why, as a listener's error would be."""
    assert desk.polling

    def _run() -> None:
        try:
            work()
        except SourceRefusedError as refused:
            show(plain_answer(refused_words(refused, ask.language)))
        except FetchError as error:
            show(plain_answer(fetch_words(error, ask.language)))
        except (NothingFoundError, UnreadableDocumentError) as error:
            show(plain_answer(say(f"unread.{error.reason}", ask.language)))
        except Exception as error:
            body = {"team_id": ask.team, "user_id": ask.person, "channel_id": ask.channel}
            apology = explain(error, body, desk)
            logger.log(
                logging.ERROR if apology.bug else logging.INFO, "Asked by %s: %s", ask.person, apology.logged,
                exc_info=apology.bug,
            )  # fmt: skip
            show(plain_answer(apology.text))

    desk.polling.in_background(_run)


def fetch_words(error: FetchError, language: Language) -> str:
    """Say why an address was not read, in mrkdwn."""
    return say(f"fetch.{error.key}", language, **{name: escape(str(value)) for name, value in error.values.items()})
