"""`/sources`: what is read and how it is, adding by address, and what is done to a source by its menu or by words.

Whoever asks is acked and answered at once; what takes the network is done by `Polling`, off the listener threads, and
the answer follows. Members add; editors and whoever added a source change it (`store.sourcing` decides); guests read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.blocks.answers import plain_answer
from bot.blocks.parts import quoted
from bot.blocks.source_views import address_view, by_feed_answer, edit_view, found_answer
from bot.blocks.sources import (
    Target,
    checked_words,
    name_of,
    refused_words,
    removal_answer,
    troubles_answer,
)
from bot.desk import Ask, Desk
from bot.listeners.doing import Doing, open_view, person_asking, polling_of
from bot.listeners.places import audiences_at, note_kind
from bot.listeners.source_lists import export_typed, import_typed
from bot.listeners.waiting import in_background
from bot.words import say
from store import sourcing
from store.source_names import SourceRefusedError
from store.source_rights import audiences_for, check_change
from store.source_rows import Source

REST = timedelta(minutes=5)
"""How long a source is left alone, whoever asks for all of them to be read."""


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


def open_add(ask: Ask) -> None:
    """Open the modal that adds a source. Raises: SourceRefusedError."""
    if ask.is_guest:
        raise SourceRefusedError("guest")
    channel = ask.channel if ask.channel.startswith(("C", "G", "D")) else ""
    open_view(ask, address_view(ask.language, channel=channel))


def do(doing: Doing, target: Target) -> None:
    """Do what a menu or button says. Raises: SourceRefusedError."""
    _TO_SOURCE[target.verb](doing, source_of(doing, target.source))


def source_of(doing: Doing, source_id: int) -> Source:
    """Give the source that a button is about to whom it is for. Raises: SourceRefusedError."""
    ask, desk = doing.ask, doing.desk
    return sourcing.get_for(desk.store, source_id, ask.asker, person_asking(ask, desk))


def _check(doing: Doing, source: Source) -> None:
    """Read a source now, showing first that it is being done, then what came of it."""
    language = doing.ask.language
    doing.refuse_guest()
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
    doing.refuse_guest()
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
    done = sourcing.pause(doing.desk.store, source.id, person=person_asking(doing.ask, doing.desk), now=doing.now)
    doing.show_list(say("sources.paused", doing.ask.language, name=f"*{name_of(done)}*"))


def _resume(doing: Doing, source: Source) -> None:
    done = sourcing.resume(doing.desk.store, source.id, person=person_asking(doing.ask, doing.desk), now=doing.now)
    polling_of(doing.desk).wake()
    doing.show_list(say("sources.resumed", doing.ask.language, name=f"*{name_of(done)}*"))


def _edit(doing: Doing, source: Source) -> None:
    """Open the modal for a source's name, language and audience. Raises: SourceRefusedError."""
    ask, me = doing.ask, person_asking(doing.ask, doing.desk)
    check_change(source, me)
    if not ask.trigger:
        doing.say("sources.ask.edit")
        return
    offered = (*audiences_at(ask.channel), source.audience)
    audiences = [one for one in audiences_for(source, me) if one in offered]
    open_view(ask, edit_view(source, audiences, ask.channel, ask.language))


def _ask_to_remove(doing: Doing, source: Source) -> None:
    check_change(source, person_asking(doing.ask, doing.desk))
    doing.show(removal_answer(source, doing.offset, doing.ask.language))


def remove(doing: Doing, source: Source) -> None:
    """Remove a source, which was asked about before."""
    done = sourcing.remove(doing.desk.store, source.id, person=person_asking(doing.ask, doing.desk), now=doing.now)
    doing.show_list(say("sources.removed", doing.ask.language, name=f"*{name_of(done)}*"))


_TO_SOURCE: dict[str, Callable[[Doing, Source], None]] = {
    "check": _check,
    "pause": _pause,
    "resume": _resume,
    "edit": _edit,
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
            _TO_SOURCE[verb](doing, sourcing.find(doing.desk.store, name, doing.ask.asker))

    return _answer


def _check_all(doing: Doing) -> None:
    doing.refuse_guest()
    number = sourcing.make_all_due(doing.desk.store, doing.now, rest=REST, asker=doing.ask.asker)
    polling_of(doing.desk).wake()
    doing.say({0: "sources.checking.none", 1: "sources.checking.one"}.get(number, "sources.checking.all"), n=number)


def _add(doing: Doing, address: str) -> None:
    """Look at an address in the background, and show what is there with a button to save it."""
    ask = doing.ask
    doing.refuse_guest()
    if not address and ask.trigger:
        open_add(ask)
        return
    if not address:
        doing.say("sources.ask.address")
        return
    look_at(doing, address)


def look_at(doing: Doing, address: str, *, as_page: bool = False) -> None:
    """Look at an address in the background, with `as_page` without its feed, and show what is there.

    A page whose feed is read already comes with a button that looks at the page itself. Raises: SourceRefusedError.
    """
    ask = doing.ask
    doing.refuse_guest()
    doing.say("sources.looking", address=quoted(address, ask.language))

    def _search() -> None:
        finding = polling_of(doing.desk).look(address, as_page=as_page)
        try:
            sourcing.check_new(doing.desk.store.db, finding, ask.asker)
        except SourceRefusedError as refused:
            if refused.reason != "by_feed":
                raise
            doing.show(by_feed_answer(refused_words(refused, ask.language), finding.page_url or address, ask.language))
            return
        kind = note_kind(ask.client, doing.desk, ask.team, ask.channel)
        doing.show(found_answer(finding, kind, ask.language, ask.zone))

    in_background(ask, doing.desk, _search, doing.show)


def _list(doing: Doing, _: str) -> None:
    doing.show_list()


def _usage(doing: Doing, _: str) -> None:
    doing.say("sources.usage")


_WORDS: tuple[tuple[str, Callable[[Doing, str], None]], ...] = (
    (",list,列表", _list),
    ("help,usage,?,？,帮助,用法", _usage),
    ("add,subscribe,添加,订阅", _add),
    ("import,opml,导入", import_typed),
    ("export,导出", export_typed),
    ("check,read,refresh,读取,检查", _typed("check")),
    ("pause,暂停", _typed("pause")),
    ("resume,恢复", _typed("resume")),
    ("edit,编辑,修改", _typed("edit")),
    ("remove,delete,移除,删除", _typed("remove")),
)
_VERBS = {word: answer for words, answer in _WORDS for word in words.split(",")}
