"""`/sources`: what is read and how it is, adding by address, and what is done to a source by its menu or by words.

Whoever asks is acked and answered at once; what takes the network is done by `Polling`, off the listener threads, and
the answer follows. Members add; editors and whoever added a source change it (`store.sourcing` decides); guests read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.blocks.answers import plain_answer
from bot.blocks.parts import quoted
from bot.blocks.source_views import address_view, as_found_value
from bot.blocks.sources import (
    Target,
    checked_words,
    found_answer,
    name_of,
    page_of,
    refused_words,
    removal_answer,
    sources_answer,
    troubles_answer,
)
from bot.desk import Ask, Desk
from bot.listeners.modals import open_modal
from bot.listeners.waiting import in_background
from bot.message import Answer
from bot.polling import Polling
from bot.words import say
from store import sourcing
from store.people import Person, person, person_key
from store.source_rows import Source, list_sources
from store.sourcing import SourceRefusedError

REST = timedelta(minutes=5)
"""How long a source is left alone, whoever asks for all of them to be read."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing asked about sources: by whom, and how what comes of it is shown. `offset` is the page they read."""

    ask: Ask
    desk: Desk
    show: Callable[[Answer], None]
    offset: int = 0

    def say(self, key: str, **values: object) -> None:
        """Show a sentence."""
        self.show(plain_answer(say(key, self.ask.language, **values)))

    def show_list(self, note: str = "") -> None:
        """Show the list, with a note at its head."""
        self.show(listing(self.ask, self.desk, self.offset, note))


def answer_sources(ask: Ask, desk: Desk) -> None:
    """Answer the words after `/sources`."""
    verb, _, rest = ask.text.strip().partition(" ")
    doing, answer = Doing(ask, desk, ask.reply), _VERBS.get(verb.casefold())
    if answer is None:
        note = say("sources.unclear", ask.language, words=quoted(ask.text, ask.language))
        ask.reply(plain_answer(f"{note}\n{say('sources.usage', ask.language)}"))
        return
    try:
        answer(doing, rest.strip())
    except SourceRefusedError as refused:
        ask.reply(plain_answer(refused_words(refused, ask.language)))


def is_about_sources(text: str) -> bool:
    """Tell whether the words after `sources` are ones that are answered here, rather than a question."""
    return text.partition(" ")[0].casefold() in _VERBS


def listing(ask: Ask, desk: Desk, offset: int = 0, note: str = "") -> Answer:
    """Build a page of the list for whoever asks."""
    me, sources = person(desk.store.db, ask.team, ask.person), list_sources(desk.store.db)
    changeable = frozenset(one.id for one in sources if me and sourcing.may_change(one, me))
    page = page_of(sources, offset, changeable, note)
    return sources_answer(page, ask.language, ask.zone, may_add=not ask.is_guest)


def person_asking(ask: Ask, desk: Desk) -> Person:
    """Give who asks, as a row that what they add can belong to."""
    if known := person(desk.store.db, ask.team, ask.person):
        return known
    with desk.store.transaction() as db:  # Slack told nothing of them just now
        person_key(db, ask.team, ask.person)
    found = person(desk.store.db, ask.team, ask.person)
    assert found
    return found


def polling_of(desk: Desk) -> Polling:
    """Give what reads the sources, which a running desk always has."""
    assert desk.polling
    return desk.polling


def open_add(ask: Ask) -> None:
    """Open the modal that adds a source. Raises: SourceRefusedError."""
    if ask.is_guest:
        raise SourceRefusedError("guest")
    open_view(ask, address_view(ask.language))


def open_view(ask: Ask, view: dict[str, Any]) -> None:
    """Open a modal, or say that it was too late for one."""
    if not open_modal(ask.client, ask.trigger, view):
        ask.reply(plain_answer(say("stale.click", ask.language)))


def do(doing: Doing, target: Target) -> None:
    """Do what a menu or button says. Raises: SourceRefusedError."""
    _TO_SOURCE[target.verb](doing, sourcing.get(doing.desk.store, target.source))


def _check(doing: Doing, source: Source) -> None:
    """Read a source now, showing first that it is being done, then what came of it."""
    language = doing.ask.language
    _refuse_guest(doing)
    doing.show_list(say("sources.checking", language, name=f"*{name_of(source)}*"))

    def _read() -> None:
        polled = polling_of(doing.desk).read_now(source.id)
        busy = say("sources.checked.busy", language, name=f"*{name_of(source)}*")
        doing.show_list(checked_words(polled, language) if polled else busy)

    in_background(doing.ask, doing.desk, _read, doing.show)


def retry(doing: Doing, source: Source) -> None:
    """Read a source whose trouble somebody was told of, and show what came of it: in place of a message about it alone,
    with the button again where it still fails.
    """
    ask = doing.ask
    _refuse_guest(doing)
    doing.say("sources.checking", name=f"*{name_of(source)}*")

    def _read() -> None:
        polled = polling_of(doing.desk).read_now(source.id)
        if polled and polled.error and polled.source.trouble_at:
            doing.show(troubles_answer([polled.source], ask.language, ask.zone))
        elif polled:
            doing.show(plain_answer(checked_words(polled, ask.language)))
        else:
            doing.say("sources.checked.busy", name=f"*{name_of(source)}*")

    in_background(ask, doing.desk, _read, doing.show)


def _pause(doing: Doing, source: Source) -> None:
    done = sourcing.pause(doing.desk.store, source.id, person=person_asking(doing.ask, doing.desk), now=_now(doing))
    doing.show_list(say("sources.paused", doing.ask.language, name=f"*{name_of(done)}*"))


def _resume(doing: Doing, source: Source) -> None:
    done = sourcing.resume(doing.desk.store, source.id, person=person_asking(doing.ask, doing.desk), now=_now(doing))
    polling_of(doing.desk).wake()
    doing.show_list(say("sources.resumed", doing.ask.language, name=f"*{name_of(done)}*"))


def _ask_to_remove(doing: Doing, source: Source) -> None:
    sourcing.check_change(source, person_asking(doing.ask, doing.desk))
    doing.show(removal_answer(source, doing.offset, doing.ask.language))


def remove(doing: Doing, source: Source) -> None:
    """Remove a source, which was asked about before."""
    done = sourcing.remove(doing.desk.store, source.id, person=person_asking(doing.ask, doing.desk), now=_now(doing))
    doing.show_list(say("sources.removed", doing.ask.language, name=f"*{name_of(done)}*"))


_TO_SOURCE: dict[str, Callable[[Doing, Source], None]] = {
    "check": _check,
    "pause": _pause,
    "resume": _resume,
    "remove": _ask_to_remove,
}


def _typed(verb: str) -> Callable[[Doing, str], None]:
    """Do something to the source that is named in words."""

    def _answer(doing: Doing, name: str) -> None:
        if not name:
            doing.say("sources.ask.which")
        elif verb == "check" and name.casefold() in ("all", "全部"):
            _check_all(doing)
        else:
            _TO_SOURCE[verb](doing, sourcing.find(doing.desk.store, name))

    return _answer


def _check_all(doing: Doing) -> None:
    _refuse_guest(doing)
    number = sourcing.make_all_due(doing.desk.store, _now(doing), rest=REST)
    polling_of(doing.desk).wake()
    doing.say("sources.checking.all", n=number)


def _add(doing: Doing, address: str) -> None:
    """Look at an address in the background, and show what is there with a button to save it."""
    ask = doing.ask
    _refuse_guest(doing)
    if not address and ask.trigger:
        open_add(ask)
        return
    if not address:
        doing.say("sources.ask.address")
        return
    doing.say("sources.looking", address=quoted(address, ask.language))

    def _search() -> None:
        finding = polling_of(doing.desk).look(address)
        if known := sourcing.known_at(doing.desk.store.db, finding.url):
            raise SourceRefusedError("known", known.name)
        doing.show(found_answer(finding, ask.language, ask.zone, as_found_value(finding)))

    in_background(ask, doing.desk, _search, doing.show)


def _list(doing: Doing, _: str) -> None:
    doing.show_list()


def _usage(doing: Doing, _: str) -> None:
    doing.say("sources.usage")


def _refuse_guest(doing: Doing) -> None:
    if doing.ask.is_guest:
        raise SourceRefusedError("guest")


def _now(doing: Doing) -> datetime:
    return doing.desk.clock()


_WORDS: tuple[tuple[str, Callable[[Doing, str], None]], ...] = (
    (",list,列表", _list),
    ("help,usage,?,？,帮助,用法", _usage),
    ("add,subscribe,添加,订阅", _add),
    ("check,read,refresh,读取,检查", _typed("check")),
    ("pause,暂停", _typed("pause")),
    ("resume,恢复", _typed("resume")),
    ("remove,delete,移除,删除", _typed("remove")),
)
_VERBS = {word: answer for words, answer in _WORDS for word in words.split(",")}
