"""What goes wrong: bugs, known errors, hostile clicks, deliveries that come twice, people we cannot look up."""

from __future__ import annotations

import logging
import re
import time
from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.asking import language_for, typed_text, zone_for
from bot.delivery import Delivery
from bot.schedule import Schedule
from bot.workspace.faults import Fault, Kind, When
from store.errors import StoreError
from store.people import Person
from tests.bot.conftest import Office, words_of

ADA, LIN = "Ada", "小林"
CHANNEL = "C0AINEWS01"


def fail(error: Exception) -> Any:
    def resolve(*_: object, **__: object) -> None:
        raise error

    return resolve


def events_of(office: Office, **event: Any) -> dict[str, Any]:
    """Build the payload of an event as Slack sends it."""
    plain = {"type": "app_mention", "user": "U0ADA00001", "channel": CHANNEL, "text": "<@U0TIDINGS1> nvidia"}
    return {
        "type": "event_callback",
        "team_id": office.workspace.team_id,
        "api_app_id": "A0TIDINGS1",
        "event_id": "Ev-once",
        "event": {**plain, **event},
    }


@pytest.mark.parametrize(
    ("person", "words"),
    [(ADA, "tell whoever runs Tidings this reference"), (LIN, "请把这个编号告诉")],
)
def test_a_bug_is_told_with_a_reference(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, person: str, words: str
) -> None:
    """The person reads words and a reference; the log has the reference and the traceback, but not their words."""
    office.types(person, "/company nvidia")
    monkeypatch.setattr(office.names, "resolve", fail(ZeroDivisionError("secret detail")))
    with caplog.at_level(logging.INFO):
        answer = office.types(person, "/company confidential words")
    assert answer["is_ephemeral"]
    assert words in answer["text"]
    assert "secret detail" not in answer["text"]
    [reference] = re.findall(r"`([0-9a-f]{6})`", answer["text"])
    [record] = [record for record in caplog.records if reference in record.getMessage()]
    assert record.exc_info
    assert "/company" in record.getMessage()
    assert "confidential" not in caplog.text


def test_a_known_error_is_its_own_sentence(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What we can explain is explained, escaped, without a reference."""
    monkeypatch.setattr(office.names, "resolve", fail(StoreError("The <database> is full; make room.")))
    assert office.types(ADA, "/company nvidia")["text"] == "The &lt;database&gt; is full; make room."


@pytest.mark.parametrize(("channel", "is_ephemeral"), [("ai-news", True), ("im", False)])
def test_a_failed_mention_is_told_in_its_thread(
    office: Office, monkeypatch: pytest.MonkeyPatch, channel: str, is_ephemeral: bool
) -> None:
    """In a channel only the one who asked reads it; a direct message is theirs anyway."""
    monkeypatch.setattr(office.names, "resolve", fail(ZeroDivisionError()))
    answer = office.says(ADA, "@Tidings nvidia", channel)
    assert "reference" in answer["text"]
    assert bool(answer.get("is_ephemeral")) is is_ephemeral


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("answer.more", "garbage"),
        ("answer.more", '{"entity":"nvidia","offset":-5}'),
        ("answer.choose.0", '{"entity":"../../etc"}'),
        ("answer.share", "[[[[["),
        ("answer.language", '{"language":"tlh"}'),
        ("answer.choose.99", '{"text":5}'),
    ],
)
def test_a_hostile_button_is_refused_in_words(office: Office, action: str, value: str) -> None:
    """A value that we did not write does nothing but say so, to the clicker alone."""
    ts = post_button(office, action, value)
    answer = office.clicks(ADA, {"ts": ts}, action)
    assert answer["text"] == "That button no longer works. Please ask again."
    assert answer["is_ephemeral"]


def test_a_name_that_is_gone_is_said(office: Office) -> None:
    """An entity that was removed since the button was made is no error."""
    ts = post_button(office, "answer.more", '{"entity":"never-was"}')
    assert "no longer known" in office.clicks(ADA, {"ts": ts}, "answer.more")["text"]


def post_button(office: Office, action: str, value: str) -> str:
    button = {
        "type": "button",
        "action_id": action,
        "value": value,
        "text": {"type": "plain_text", "text": "Press"},
    }
    posted = office.app.client.chat_postMessage(
        channel=CHANNEL, text="An older message", blocks=[{"type": "actions", "elements": [button]}]
    )
    return str(posted["ts"])


def test_an_event_that_comes_twice_is_answered_once(office: Office) -> None:
    """A redelivery, whatever its envelope, finds its event answered already."""
    ts = office.workspace.post(ADA, "ai-news", "a message to answer")
    for _ in range(3):
        response = office.app.dispatch(BoltRequest(mode="socket_mode", body=events_of(office, ts=ts)))
        assert response.status == 200
    office.workspace.wait_for(lambda: office.thread(ADA, "ai-news", ts))
    office.says(ADA, "@Tidings help")  # by now a second answer would be there
    assert len(office.thread(ADA, "ai-news", ts)) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"event": {"type": "message", "subtype": "message_changed", "channel_type": "im", "channel": "D1", "ts": "1"}},
        {"event": {"type": "message", "bot_id": "B9", "user": "U9", "channel_type": "im", "channel": "D1", "ts": "1"}},
        {
            "event": {
                "type": "message",
                "user": "U9",
                "channel_type": "channel",
                "channel": "C1",
                "ts": "1",
                "text": "x",
            }
        },
        {"event": {"type": "reaction_added", "user": "U9"}},
    ],
)
def test_what_nobody_asked_is_acked_and_left(office: Office, body: dict[str, Any]) -> None:
    """Subtypes, bots, other channels and other events are acked, so that Slack does not send them again."""
    before = len(office.workspace.state.messages(CHANNEL))
    response = office.app.dispatch(BoltRequest(mode="socket_mode", body={**events_of(office), **body}))
    assert response.status == 200
    assert len(office.workspace.state.messages(CHANNEL)) == before


def test_an_unknown_button_is_acked(office: Office) -> None:
    """A button of an older version is acked, and nothing is answered."""
    envelope = office.workspace.click(ADA, "ai-news", post_button(office, "older.button", "x"), "older.button")
    office.workspace.wait_for(lambda: envelope.acked_at)


def test_busy_listeners_delay_no_ack(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty commands at once are all acked in time and all answered."""
    before = len(office.seen(ADA, "editors"))
    envelopes = [office.workspace.command(ADA, "editors", "/company", "nvidia") for _ in range(40)]
    office.workspace.wait_for(lambda: all(envelope.acked_at for envelope in envelopes))
    office.workspace.wait_for(lambda: len(office.seen(ADA, "editors")) == before + 40)


def test_without_users_info_the_typed_language_decides(office: Office) -> None:
    """When Slack does not say who asks, Chinese typed is answered in Chinese and English in English."""
    with office.store.transaction() as db:
        db.execute("UPDATE people SET locale = NULL, checked_at = NULL")
    office.workspace.faults.fail("users.info", times=2)
    assert "公司" in words_of(office.types(ADA, "/company 英伟达"))
    assert "company" in words_of(office.types(ADA, "/company nvidia"))


def someone(**known: Any) -> Person:
    plain: dict[str, Any] = dict.fromkeys(("name", "locale", "zone", "language", "checked_at"))
    flags = dict.fromkeys(("is_guest", "is_admin", "is_editor"), False)
    return Person(**{**plain, **flags, "id": 1, "team": "T1", "slack_id": "U1", **known})


@pytest.mark.parametrize(
    ("known", "text", "language"),
    [
        (None, "nvidia", "en"),
        (None, "英伟达", "zh"),
        (someone(), "英伟达", "zh"),
        (someone(locale="en-GB"), "英伟达", "en"),
        (someone(locale="zh-TW"), "nvidia", "zh"),
        (someone(locale="de-DE"), "nvidia", "en"),
        (someone(locale="en-US", language="zh"), "nvidia", "zh"),
    ],
)
def test_the_language_of_an_answer(known: Person | None, text: str, language: str) -> None:
    """The person's choice, else their Slack's language, else that of what they typed."""
    assert language_for(known, text) == language


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Asia/Shanghai", "Asia/Shanghai"), (None, "UTC"), ("Mars/Base", "UTC"), ("../etc/passwd", "UTC"), ("", "UTC")],
)
def test_the_zone_of_an_answer(zone: str | None, expected: str) -> None:
    """A zone that is missing or unknown is UTC."""
    assert zone_for(someone(zone=zone)) == expected


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("<@U0TIDINGS1> nvidia", "nvidia"),
        ("what of <@U0TIDINGS1> <https://nvidia.com|nvidia.com>?", "what of   nvidia.com?"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("AT&amp;T &lt;b&gt;", "AT&T <b>"),
        ("&amp;lt;", "&lt;"),
        ("<#C1|general> and <!here|here>", "general and here"),
    ],
)
def test_a_message_is_read_as_it_was_typed(text: str, typed: str) -> None:
    """Slack's markup is taken back to what the person typed, once."""
    assert typed_text(text, "U0TIDINGS1") == typed


TROUBLE = [("fail", "http_500"), ("rate_limit", "ratelimited"), ("drop", "could not be reached")]


@pytest.mark.parametrize(("kind", "why"), TROUBLE)
def test_trouble_of_slacks_is_told_as_such(
    office: Office, caplog: pytest.LogCaptureFixture, kind: Kind, why: str
) -> None:
    """When Slack does not take an answer, the person reads so with a reference, and the log holds one line."""
    office.says(ADA, "@Tidings help")
    office.workspace.faults.add("chat.postMessage", Fault(kind, seconds=60))
    with caplog.at_level(logging.INFO, "bot"):
        answer = office.says(ADA, "@Tidings nvidia")
    assert answer["is_ephemeral"]
    assert "Slack did not take this" in answer["text"]
    [reference] = re.findall(r"`([0-9a-f]{6})`", answer["text"])
    [record] = [record for record in caplog.records if reference in record.getMessage()]
    assert why in record.getMessage()
    assert (record.levelname, record.exc_info) == ("WARNING", None)


@pytest.mark.parametrize(("when", "answers"), [("before", 1), ("after", 2)])
def test_a_dropped_answer_is_sent_again_where_only_one_sees_it(office: Office, when: When, answers: int) -> None:
    """An ephemeral answer rather comes twice than not at all."""
    before = len(office.seen(ADA, "editors"))
    office.workspace.faults.drop("response_url", when=when)
    office.types(ADA, "/company nvidia", "editors")
    office.workspace.wait_for(lambda: len(office.seen(ADA, "editors")) == before + answers)


def test_a_shared_answer_is_never_sent_twice(office: Office) -> None:
    """What a whole channel sees is not sent again when it is not known whether it came."""
    answer = office.types(ADA, "/company nvidia", "editors")
    shared = sum("Shared by" in words_of(found) for found in office.workspace.messages("editors"))
    office.workspace.faults.drop("response_url", when="after")
    office.workspace.click(ADA, "editors", answer["ts"], "answer.share")
    office.workspace.wait_for(lambda: "Slack did not take this" in office.seen(ADA, "editors")[-1]["text"])
    office.types(ADA, "/company openai", "editors")
    now = sum("Shared by" in words_of(found) for found in office.workspace.messages("editors"))
    assert now == shared + 1


def test_stopping_waits_for_no_hanging_post(office: Office) -> None:
    """A post of which Slack says nothing is left after the time given; the next start looks for it."""
    delivery = Delivery(office.store, office.app.client, office.desk.clock, office.workspace.team_id)
    schedule = Schedule(office.store, delivery, office.desk.clock)
    office.workspace.faults.hang("chat.postMessage", when="before", seconds=1.5)
    edition = delivery.post_now(channel=CHANNEL, person="U0ADA00001", language="en", zone="UTC")
    assert edition
    schedule.start()
    assert schedule.is_alive
    office.workspace.wait_for(lambda: states_of(office, edition.uid) == ["posting"])
    start = time.monotonic()
    schedule.stop(0.3)
    assert 0.3 <= time.monotonic() - start < 1
    schedule._posting.join()
    assert states_of(office, edition.uid) == ["posting"]


def states_of(office: Office, uid: str) -> list[str]:
    rows = office.store.db.execute(
        "SELECT d.state FROM deliveries d JOIN editions e ON e.id = d.edition_id WHERE e.uid = :uid AND d.part = 0",
        {"uid": uid},
    )
    return [state for (state,) in rows]
