"""Hiding a story by the menu beside it, undoing that, and `/tidings hidden`: for editors, seen by them alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_bolt import App

from bot.blocks.answers import plain_answer
from bot.blocks.hiding import A_PAGE, PAGE, SHOW, UNDO, HiddenPage, hidden_answer, hidden_list, said_of
from bot.desk import Ask, Desk
from bot.listeners.clicks import Click, on_target
from bot.listeners.doing import person_asking
from bot.message import Answer
from bot.questions import is_help
from bot.words import say
from store import hiding
from store.hiding import HidingRefusedError

_HIDDEN = frozenset(("hidden", "hide", "已隐藏", "隐藏"))
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of what was hidden; the menus that hide are the storylines' and the editions'."""
    app.action(UNDO)(_on_click(desk, _undo))
    app.action(re.compile(rf"^{re.escape(SHOW)}\.\d+$"))(_on_click(desk, _show_again))
    app.action(re.compile(rf"^{re.escape(PAGE)}\.(?:more|newer)$"))(_on_click(desk, _turn_page))


def hide_story(click: Click, desk: Desk, story_id: int) -> None:
    """Hide a story, and tell whoever did so with the button that undoes it."""
    ask = click.ask
    try:
        [story, *_] = hiding.hide(
            desk.store, [story_id], asker=ask.asker, by=person_asking(ask, desk), now=desk.clock()
        )
    except HidingRefusedError as refused:
        click.tell(_refused(refused, ask))
        return
    _part_anew(desk)
    click.tell(hidden_answer(story, ask.language))


def is_about_hidden(ask: Ask) -> bool:
    """Tell whether somebody asks for what is hidden, where they alone read the answer."""
    first, _, rest = ask.text.strip().casefold().partition(" ")
    return ask.asker.person is not None and first in _HIDDEN and (not rest or is_help(rest))


def answer_hidden(ask: Ask, desk: Desk) -> None:
    """Answer `/tidings hidden`."""
    try:
        ask.reply(_list(ask, desk, 0))
    except HidingRefusedError as refused:
        ask.reply(_refused(refused, ask))


def _on_click(desk: Desk, answer: Callable[[Click, Desk, int], None]) -> Callable[..., None]:
    return on_target(desk, _read_number, answer, HidingRefusedError, _refused)


def _read_number(value: object) -> int | None:
    return int(str(value)) if _NUMBER.fullmatch(str(value)) else None


def _undo(click: Click, desk: Desk, story_id: int) -> None:
    click.replace(plain_answer(_shown(click, desk, story_id)))


def _show_again(click: Click, desk: Desk, story_id: int) -> None:
    note = _shown(click, desk, story_id)
    click.replace(_list(click.ask, desk, 0, note))


def _turn_page(click: Click, desk: Desk, offset: int) -> None:
    click.replace(_list(click.ask, desk, offset))


def _shown(click: Click, desk: Desk, story_id: int) -> str:
    """Show a story again, and say so. Raises: HidingRefusedError."""
    ask, by = click.ask, person_asking(click.ask, desk)
    [story, *_] = hiding.show_again(desk.store, [story_id], asker=ask.asker, by=by, now=desk.clock())
    _part_anew(desk)
    return said_of("hiding.undone", story, ask.language)


def _list(ask: Ask, desk: Desk, offset: int, note: str = "") -> Answer:
    """Build a page of what is hidden. Raises: HidingRefusedError."""
    by = person_asking(ask, desk)
    found, total = hiding.hidden(desk.store, asker=ask.asker, by=by, limit=A_PAGE, offset=offset)
    return hidden_list(HiddenPage(found, total, offset), ask.zone, ask.language, note)


def _refused(refused: HidingRefusedError, ask: Ask) -> Answer:
    return plain_answer(say("names.editors_only" if refused.reason == "editors" else "hiding.gone", ask.language))


def _part_anew(desk: Desk) -> None:
    """Have storylines parted anew, off the listener threads."""
    if desk.polling:
        desk.polling.wake()
