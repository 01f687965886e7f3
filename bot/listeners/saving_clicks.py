"""The buttons of the card that shows what was understood, and the modal that corrects it or a story that was saved.

A card belongs to whoever shared it, and to editors. Pressing a button twice does nothing twice: the store decides once,
and the card is drawn as things are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.asking import ResponseUrlError, ask_of_view, respond_with
from bot.blocks.answers import plain_answer
from bot.blocks.saving import (
    CORRECT,
    DISCARD,
    SAVE,
    Target,
    correct_view,
    correction_of,
    errors_of,
    read_audience,
    read_correction,
    read_target,
    saved_answer,
    story_answer,
)
from bot.desk import Ask, Desk
from bot.listeners.clicks import Click, is_ephemeral, on_target
from bot.listeners.doing import person_asking
from bot.listeners.modals import open_modal
from bot.listeners.places import audiences_at
from bot.listeners.saving import change, do_in_background, refused_answer
from bot.message import Answer
from bot.words import say
from store import saving
from store.model import Asker, AudienceKind, Correction
from store.people import Person
from store.proposals import Proposal
from store.saving import SavingRefusedError
from store.understanding import only_article

Body = dict[str, Any]
View = dict[str, Any]
Show = Callable[[Answer], None]


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of cards, and to the modal."""

    def _on_submit(ack: Ack, body: Body, view: View, client: WebClient) -> None:
        _submit(ack, view, ask_of_view(body, client, desk), desk)

    app.action(SAVE)(_on_click(desk, _save))
    app.action(CORRECT)(_on_click(desk, _open))
    app.action(DISCARD)(_on_click(desk, _discard))
    app.view(CORRECT)(_on_submit)


def _on_click(desk: Desk, answer: Callable[[Click, Desk, Target], None]) -> Callable[..., None]:
    return on_target(desk, read_target, answer, SavingRefusedError, refused_answer)


def _save(click: Click, desk: Desk, target: Target) -> None:
    saving.waiting(desk.store, target.proposal, person_asking(click.ask, desk))
    _save_later(click.ask, desk, target, None, target.audience, _in_place(click))


def _discard(click: Click, desk: Desk, target: Target) -> None:
    show = _in_place(click)
    by = person_asking(click.ask, desk)
    if saving.discard(desk.store, target.proposal, by=by):
        show(plain_answer(say("save.discarded", click.ask.language)))
    else:
        show(_decided(desk, saving.waiting(desk.store, target.proposal, by), click.ask))


def _open(click: Click, desk: Desk, target: Target) -> None:
    """Open the modal for a proposal, or for a story that was saved."""
    by = person_asking(click.ask, desk)
    shown: Correction | None
    audiences: tuple[AudienceKind, ...] = ()
    if target.story:
        saving.check_may_correct(desk.store, target.story, by)
        shown = correction_of(saving.story_of(desk.store, target.story))
    else:
        proposal = saving.waiting(desk.store, target.proposal, by)
        if not proposal.issues:
            _in_place(click)(_decided(desk, proposal, click.ask))
            return
        shown, audiences = _shown(proposal), audiences_at(click.ask.channel)
    body = click.body
    spot = Target(
        target.proposal, target.story, target.audience, click.ask.channel, body["container"]["message_ts"],
        str(body.get("response_url") or "") if is_ephemeral(body) else "",
    )  # fmt: skip
    view = correct_view(spot, shown, audiences, click.ask.language)
    if not open_modal(click.ask.client, click.ask.trigger, view):
        click.tell(plain_answer(say("stale.click", click.ask.language)))


def open_correction(click: Click, desk: Desk, story_id: int) -> None:
    """Open the modal for a story that an answer shows, or say why not; what comes of it stands beside the answer."""
    ask, body = click.ask, click.body
    try:
        saving.check_may_correct(desk.store, story_id, person_asking(ask, desk), ask.asker)
        shown = correction_of(saving.story_of(desk.store, story_id))
    except SavingRefusedError as refused:
        is_gone = refused.reason == "gone"
        click.tell(plain_answer(say("hiding.gone", ask.language)) if is_gone else refused_answer(refused, ask))
        return
    url = str(body.get("response_url") or "")
    spot = Target(story=story_id, channel=ask.channel, response_url=url, is_beside=True)
    if not open_modal(ask.client, ask.trigger, correct_view(spot, shown, (), ask.language)):
        click.tell(plain_answer(say("stale.click", ask.language)))


def _shown(proposal: Proposal) -> Correction | None:
    """Give what a proposal's modal shows; what holds several stories is not corrected story by story."""
    article = only_article(proposal.issues)
    return correction_of(article.items[0]) if article else None


def _submit(ack: Ack, view: View, ask: Ask, desk: Desk) -> None:
    """Check what was filled in, let the modal close, and save or correct in the background."""
    target = read_target(view.get("private_metadata")) or Target()
    by = person_asking(ask, desk)
    try:
        was = _before(ask, desk, target, by)
        correction = read_correction(view, was)
        if correction:
            saving.check_correction(correction, desk.clock())
    except SavingRefusedError as refused:
        if errors := errors_of(refused.reason, ask.language):
            ack(response_action="errors", errors=errors)
            return
        ack()
        ask.reply(refused_answer(refused, ask))
        return
    ack()
    show = _at(target, ask)
    if target.story and correction:
        _correct_later(ask, desk, target.story, correction, show)
    else:
        _save_later(ask, desk, target, correction, read_audience(view, target.audience), show)


def _before(ask: Ask, desk: Desk, target: Target, by: Person) -> Correction | None:
    """Give what the modal began with. Raises: SavingRefusedError where it is gone, or not theirs."""
    if target.story:
        asker = Asker(ask.team, ask.person, target.channel) if target.is_beside else None
        saving.check_may_correct(desk.store, target.story, by, asker)
        return correction_of(saving.story_of(desk.store, target.story))
    return _shown(saving.waiting(desk.store, target.proposal, by))


def _save_later(
    ask: Ask, desk: Desk, target: Target, correction: Correction | None, audience: AudienceKind, show: Show
) -> None:
    by = person_asking(ask, desk)

    def _work() -> None:
        done = saving.save(
            desk.store, desk.names, target.proposal, audience=audience, by=by, now=desk.clock(), correction=correction
        )
        if done:
            show(saved_answer(done, audience, ask.language, ask.zone))
        else:
            show(_decided(desk, saving.waiting(desk.store, target.proposal, by), ask))

    do_in_background(ask, desk, _work, show)


def _correct_later(ask: Ask, desk: Desk, story_id: int, correction: Correction, show: Show) -> None:
    by = person_asking(ask, desk)

    def _work() -> None:
        story = saving.correct(desk.store, desk.names, story_id, correction, by=by, now=desk.clock())
        show(story_answer(story, say("save.corrected", ask.language), ask.language, ask.zone))

    do_in_background(ask, desk, _work, show)


def _decided(desk: Desk, proposal: Proposal, ask: Ask) -> Answer:
    """Say what became of a proposal that was decided on before."""
    if proposal.state == "discarded":
        return plain_answer(say("save.discarded", ask.language))
    words = say("save.done", ask.language)
    if proposal.story_id is None:
        return plain_answer(words)
    return story_answer(saving.story_of(desk.store, proposal.story_id), words, ask.language, ask.zone)


def _in_place(click: Click) -> Show:
    """Give what puts an answer in place of the card that was clicked."""
    if is_ephemeral(click.body):
        return click.replace
    ask, ts = click.ask, click.body["container"]["message_ts"]
    return lambda answer: change(ask.client, ask.channel, ts, answer)


def _at(target: Target, ask: Ask) -> Show:
    """Give what puts an answer in place of the card that a modal came from; where that is gone it is told directly."""

    def _show(answer: Answer) -> None:
        if not target.response_url:
            change(ask.client, target.channel, target.ts, answer)
            return
        try:
            respond = Respond(response_url=target.response_url)
            respond_with(respond, answer, response_type="ephemeral", replace=not target.is_beside)
        except ResponseUrlError:
            ask.reply(answer)

    return _show
