"""`/digest`: preview a channel's next edition, set its time, post it now, turn it off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.asking import ask_of_click, respond_with
from bot.blocks.answers import plain_answer
from bot.blocks.editions import POST_NOW, moment_words, preview_answer
from bot.blocks.parts import actions, context, listed, quoted
from bot.blocks.settings_words import next_words, settings_words
from bot.blocks.setup_views import join_note
from bot.desk import Ask, Desk
from bot.digest_words import change_words, chosen_words
from bot.listeners.digest_words import Wish, read_wish
from bot.listeners.editors import person_of
from bot.listeners.places import announce, come_in, look_at
from bot.listeners.setup import answer_setup, open_button, refusal
from bot.message import Answer, Block
from bot.mrkdwn import escape
from bot.words import say
from store.channels import channel_key
from store.digest import preview
from store.digest_settings import digest_of, set_digest, turn_off
from store.editions import Entry, last_entries
from store.errors import EditionUnderWayError
from store.explaining import learned
from store.keeps import count_opinions
from store.model import Digest, Language
from store.storylining import are_waiting

LATELY = timedelta(days=30)
"""How far back opinions are counted where somebody asks how the digest stands."""


def register(app: App, desk: Desk) -> None:
    """Listen to the preview's button."""

    def _on_now(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        is_ephemeral = bool(body.get("container", {}).get("is_ephemeral"))

        def _reply(answer: Any) -> None:
            respond_with(respond, answer, response_type="ephemeral", replace=is_ephemeral)

        _as_member(_post_now)(ask_of_click(body, client, _reply, desk), desk)

    app.action(POST_NOW)(_on_now)


def answer_digest(ask: Ask, desk: Desk) -> None:
    """Answer the words after `/digest`."""
    words = " ".join(ask.text.casefold().split())
    _ANSWERS.get(words, _as_member(_set))(ask, desk)


def _as_member(answer: Callable[[Ask, Desk], None]) -> Callable[[Ask, Desk], None]:
    """Let a guest, or whoever the operator leaves out, read why not, and anybody else do it."""

    def _check(ask: Ask, desk: Desk) -> None:
        if ask.is_guest:
            _say(ask, "digest.guest")
        elif problem := None if ask.channel.startswith("D") else refusal(desk, person_of(ask, desk)):
            _say(ask, problem)
        else:
            answer(ask, desk)

    return _check


def _preview(ask: Ask, desk: Desk) -> None:
    digest = digest_of(desk.store, ask.team, ask.channel)
    language = digest.language if digest else ask.language
    edition = preview(desk.store, asker=ask.asker, now=desk.clock(), language=language, zone=ask.zone)
    may_change = not ask.is_guest and (ask.channel.startswith("D") or not refusal(desk, person_of(ask, desk)))
    shown = preview_answer(
        edition, ask.language, may_post=may_change, is_alone=ask.is_ephemeral, is_waiting=are_waiting(desk.store)
    )
    status = _settings(digest, ask, desk) if digest else say("digest.none", ask.language)
    foot = [context(status), *(_setup_blocks(ask) if may_change else [])]
    ask.reply(Answer(f"{shown.text}\n\n{status}", [*shown.blocks, *foot]))


def _setup_blocks(ask: Ask) -> list[Block]:
    """Give the button that sets the digest up, and the one that lets us into a channel that we are not in."""
    buttons = [] if ask.channel.startswith("D") else [open_button(ask.language)]
    if not ask.channel.startswith("D") and look_at(ask.client, ask.channel).standing == "out":
        return [join_note(ask.channel, ask.language), *actions("digest.setup", buttons)]
    return actions("digest.setup", buttons)


def _post_now(ask: Ask, desk: Desk) -> None:
    if not come_in(ask.client, desk, ask.team, ask.channel):
        _say(ask, "digest.invite")
        return
    try:
        edition = desk.delivery.post_now(channel=ask.channel, person=ask.person, language=ask.language, zone=ask.zone)
    except EditionUnderWayError:
        _say(ask, "digest.busy")
        return
    desk.schedule.wake()
    _say(ask, "digest.now" if edition else "digest.now.empty")


def _set(ask: Ask, desk: Desk) -> None:
    wish = read_wish(ask.text)
    if problem := _problem(ask, desk, wish):
        ask.reply(plain_answer(problem))
    elif not come_in(ask.client, desk, ask.team, ask.channel):
        _say(ask, "digest.invite")
    else:
        digest = _save(ask, desk, wish)
        desk.schedule.refresh()
        desk.schedule.wake()
        roundup = digest_of(desk.store, ask.team, ask.channel, "roundup")
        announce(ask.client, ask.channel, change_words(digest, roundup, f"<@{ask.person}>", desk))
        next_at = next_words(digest, desk.clock(), ask.language)
        _say(ask, "digest.set.done", next_at=next_at, zone=escape(digest.zone))


def _problem(ask: Ask, desk: Desk, wish: Wish) -> str | None:
    """Say what is wrong with a wish, or None."""
    if pointed := next((_POINTED[word] for word in wish.unclear.split() if word in _POINTED), None):
        return say(f"digest.point.{pointed}", ask.language)
    if wish.unclear:
        return say("digest.unclear", ask.language, words=quoted(wish.unclear, ask.language))
    if wish.twice:
        return say("digest.twice", ask.language, what=say(f"digest.what.{wish.twice}", ask.language))
    if wish.at is None and digest_of(desk.store, ask.team, ask.channel) is None:
        return say("digest.no_time", ask.language)
    return None


def _save(ask: Ask, desk: Desk, wish: Wish) -> Digest:
    """Save what was wished; a first digest takes the person's zone and language where nothing was said."""
    is_first = digest_of(desk.store, ask.team, ask.channel) is None
    return set_digest(
        desk.store,
        team=ask.team,
        channel=ask.channel,
        person=ask.person,
        now=desk.clock(),
        at=wish.at,
        zone=wish.zone or (ask.zone if is_first else None),
        weekdays=wish.weekdays,
        language=wish.language or (ask.language if is_first else None),
    )


def _off(ask: Ask, desk: Desk) -> None:
    digest = digest_of(desk.store, ask.team, ask.channel)
    who: dict[str, Any] = {"team": ask.team, "channel": ask.channel, "person": ask.person, "now": desk.clock()}
    was_on = turn_off(desk.store, **who)
    turn_off(desk.store, **who, product="roundup")
    if digest is None or not was_on:
        _say(ask, "digest.off.none")
        return
    desk.schedule.refresh()
    announce(ask.client, ask.channel, say("digest.off", digest.language, who=f"<@{ask.person}>"))
    _say(ask, "digest.off.done")


def _status(ask: Ask, desk: Desk) -> None:
    language = ask.language
    digest = digest_of(desk.store, ask.team, ask.channel)
    channel_id = channel_key(desk.store.db, ask.team, ask.channel)
    zone = digest.zone if digest else ask.zone
    lines = [_settings(digest, ask, desk) if digest else say("digest.none", language)]
    if digest and digest.paused_why:
        lines.append(say("digest.status.paused", language, code=escape(digest.paused_why)))
    entries = last_entries(desk.store.db, channel_id) if channel_id else []
    lines.extend(f"• {_entry_words(entry, zone, language)}" for entry in entries)
    if channel_id and any(said := count_opinions(desk.store.db, channel_id, desk.clock() - LATELY)):
        lines.append(say("opinion.counted", language, useful=said[0], not_useful=said[1]))
        lines.extend(_learned_words(channel_id, desk, language))
    ask.reply(plain_answer("\n".join(lines)))


def _learned_words(channel_id: int, desk: Desk, language: Language) -> list[str]:
    """Say what the next editions bring more of, and less, for what people here said."""
    told = zip(("opinion.more", "opinion.less"), learned(desk.store, channel_id, desk.clock()), strict=True)
    return [
        say(key, language, names=listed([escape(name.name_in(language)) for name in names], language))
        for key, names in told
        if names
    ]


def _entry_words(entry: Entry, zone: str, language: Language) -> str:
    moment = moment_words(entry.due_at, zone, language)
    if entry.state == "done" and entry.posted_at is None:
        state = say("digest.state.empty", language)
    else:
        state = say(f"digest.state.{entry.state}", language, why=escape(entry.why or ""))
    if entry.product == "manual":
        moment = say("digest.status.manual", language, moment=moment)
    return say("digest.status.last", language, period=moment, state=state)


def _help(ask: Ask, desk: Desk) -> None:
    _say(ask, "digest.help")


def _settings(digest: Digest, ask: Ask, desk: Desk) -> str:
    """Say when the digest comes and what was chosen for it, and the roundup where there is one."""
    now, language = desk.clock(), ask.language
    line = f"{settings_words('digest.status', digest, now, language)}{chosen_words(digest, None, desk, language)}"
    roundup = digest_of(desk.store, ask.team, ask.channel, "roundup")
    return f"{line} {settings_words('digest.status.roundup', roundup, now, language)}" if roundup else line


def _say(ask: Ask, key: str, **values: str) -> None:
    ask.reply(plain_answer(say(key, ask.language, **values)))


_WORDS: tuple[tuple[str, Callable[[Ask, Desk], None]], ...] = (
    (",preview,test,预览,测试", _preview),
    ("help,?,？,usage,帮助,用法", _help),
    ("status,状态", _status),
    ("now,post,post now,立即发布,现在,马上", _as_member(_post_now)),
    ("off,stop,turn off,关闭,停止,关", _as_member(_off)),
    ("setup,set up,set,settings,设定,设置", _as_member(answer_setup)),
)
_ANSWERS = {word: answer for words, answer in _WORDS for word in words.split(",")}

_POINTED = {
    word: what
    for what, words in {
        "pause": "pause snooze mute skip suspend disable 暂停 停发 静音",
        "resume": "resume unpause restart on start enable 恢复 继续 开启 打开 启用",
        "roundup": "weekly week roundup round-up 每周 周报 综述 每周综述 每周一次",
    }.items()
    for word in words.split()
}
"""Words that are no settings here, by what is said of how to get what they ask for."""
