"""A click on a button or menu of a message: who clicked, and the two ways to answer them.

`tell` says something to the clicker alone and leaves the message as it is; `replace` puts the answer in place of a
message that only the clicker reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.asking import ask_of_click, respond_with
from bot.blocks.answers import plain_answer
from bot.desk import Ask, Desk
from bot.message import Answer
from bot.words import say
from store.errors import TidingsError

Body = dict[str, Any]
_T = TypeVar("_T")
_E = TypeVar("_E", bound=TidingsError)


@dataclass(frozen=True, slots=True)
class Click:
    """One click, with the ask that it makes."""

    ask: Ask
    body: Body
    tell: Callable[[Answer], None]
    replace: Callable[[Answer], None]

    @property
    def action(self) -> dict[str, Any]:
        """What was pressed or chosen."""
        action: dict[str, Any] = self.body["actions"][0]
        return action

    @property
    def value(self) -> object:
        """What the button, or the item of a menu that was chosen, carries."""
        return (self.action.get("selected_option") or self.action).get("value")


def on_click(desk: Desk, answer: Callable[[Click, Desk], None]) -> Callable[..., None]:
    """Build the listener that acks a click, reads it and has it answered."""

    def _listen(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        ack()
        answer(click_of(body, client, respond, desk), desk)

    return _listen


def on_target(
    desk: Desk,
    read: Callable[[object], _T | None],
    answer: Callable[[Click, Desk, _T], None],
    refusal: type[_E],
    why_not: Callable[[_E, Ask], Answer],
) -> Callable[..., None]:
    """Build the listener of what carries a target: the clicker is told where it is none of ours, or why it is refused.

    `read` reads the target of a value that comes back from outside; a `refusal` is put into words by `why_not`.
    """

    def _answer(click: Click, desk: Desk) -> None:
        target = read(click.value)
        if target is None:
            click.tell(plain_answer(say("stale.button", click.ask.language)))
            return
        try:
            answer(click, desk, target)
        except refusal as refused:
            click.tell(why_not(refused, click.ask))

    return on_click(desk, _answer)


def click_of(body: Body, client: WebClient, respond: Respond, desk: Desk) -> Click:
    """Read a click."""
    tell = _tell(body, client, respond)
    is_alone = is_ephemeral(body) or body["channel"]["id"].startswith("D")

    def _put_in_place(answer: Answer) -> None:
        respond_with(respond, answer, response_type="ephemeral", replace=True)

    ask = ask_of_click(body, client, tell, desk)
    return Click(replace(ask, is_ephemeral=is_alone), body, tell, _put_in_place if is_alone else tell)


def is_ephemeral(body: Body) -> bool:
    """Tell whether the clicked message is one that only the clicker sees."""
    return bool(body.get("container", {}).get("is_ephemeral"))


def thread_of(body: Body) -> str | None:
    """Give the thread that the clicked message stands in, if it stands in one."""
    thread_ts = body.get("container", {}).get("thread_ts") or body.get("message", {}).get("thread_ts")
    return str(thread_ts) if thread_ts else None


def in_thread_alone(client: WebClient, channel: str, person: str, thread_ts: str) -> Callable[[Answer], None]:
    """Give the reply that one person alone sees in a thread."""

    def _post(answer: Answer) -> None:
        client.chat_postEphemeral(
            channel=channel, user=person, thread_ts=thread_ts, text=answer.text, blocks=answer.blocks
        )

    return _post


def _tell(body: Body, client: WebClient, respond: Respond) -> Callable[[Answer], None]:
    thread_ts = thread_of(body)
    if thread_ts and not is_ephemeral(body):  # a response_url would answer outside the thread (node-slack-sdk#674)
        return in_thread_alone(client, body["channel"]["id"], body["user"]["id"], thread_ts)
    return lambda answer: respond_with(respond, answer, response_type="ephemeral")
