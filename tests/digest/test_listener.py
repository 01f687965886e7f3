"""`/digest` as a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.delivery import Delivery
from bot.desk import Ask, Desk
from bot.listeners.digests import answer_digest
from bot.message import Answer
from bot.schedule import Schedule
from bot.workspace import LocalWorkspace
from store.digest_settings import digest_of
from store.keeps import set_opinion
from store.model import Language, Mention
from store.people import person_key
from store.stories import set_mentions
from tests.digest.conftest import Clock, Newsroom, item
from tests.digest.test_delivery import CHANNEL, MANIFEST, OWNER


class Talk:
    """A person typing after `/digest` in one channel or another."""

    def __init__(self, newsroom: Newsroom, clock: Clock) -> None:
        self.newsroom = newsroom
        self.workspace = LocalWorkspace(MANIFEST, clock=clock)
        self.workspace.start()
        self.client = WebClient(self.workspace.bot_token, self.workspace.api_url)
        delivery = Delivery(newsroom.store, self.client, clock, self.workspace.team_id)
        schedule = Schedule(newsroom.store, delivery, clock)
        self.desk = Desk(newsroom.store, None, clock, delivery, schedule)  # type: ignore[arg-type]

    def say(self, text: str, *, channel: str = CHANNEL, language: Language = "en", is_guest: bool = False) -> str:
        """Type something and give the answer's text."""
        return self.answer(text, channel=channel, language=language, is_guest=is_guest).text

    def answer(self, text: str, *, channel: str = CHANNEL, language: Language = "en", is_guest: bool = False) -> Answer:
        """Type something and give the answer."""
        answers: list[Answer] = []
        ask = Ask(
            team=self.workspace.team_id,
            channel=channel,
            person=OWNER,
            text=text,
            language=language,
            zone="America/New_York",
            is_guest=is_guest,
            client=self.client,
            reply=answers.append,
            is_ephemeral=True,
        )
        answer_digest(ask, self.desk)
        [answer] = answers
        return answer

    def in_channel(self, channel: str = CHANNEL) -> list[dict[str, Any]]:
        """Give what the bot said in the channel."""
        return [m for m in self.workspace.messages(channel) if m["user"] != OWNER and "ocal workspace" not in m["text"]]


@pytest.fixture
def talk(newsroom: Newsroom, clock: Clock) -> Iterator[Talk]:
    """A talk with one story in the store."""
    newsroom.add(item("One"))
    talk = Talk(newsroom, clock)
    yield talk
    talk.workspace.stop()


@pytest.mark.parametrize("typed", ["", "preview", "  Preview ", "预览"])
def test_preview(talk: Talk, typed: str) -> None:
    """Nothing typed previews the next edition, for the asker alone, and claims nothing."""
    answer = talk.answer(typed)
    assert "only you see this" in answer.text
    assert "One" in answer.text
    assert talk.in_channel() == []
    assert talk.newsroom.rows("SELECT count(*) FROM editions") == [(0,)]


def test_a_preview_says_that_stories_are_on_their_way(talk: Talk) -> None:
    """Where nothing is ready because what came in waits for its storyline, as after a first start, it says so."""
    with talk.newsroom.store.transaction() as db:
        db.execute("UPDATE stories SET storyline_id = NULL")
    assert talk.say("").startswith("New stories came in and are just being put together; ask again")
    assert talk.answer("", language="zh").text.startswith("新报道刚刚收录，正在整理")


def test_a_guest_may_preview_only(talk: Talk) -> None:
    """A guest sees the preview, without its buttons, and changes nothing."""
    rows = [[block["type"] for block in talk.answer("", is_guest=is_guest).blocks] for is_guest in (True, False)]
    assert (rows[0].count("actions"), rows[1].count("actions")) == (0, 2)
    for typed in ("8:30", "now", "off"):
        assert "Guests" in talk.say(typed, is_guest=True)
    assert digest_of(talk.newsroom.store, talk.workspace.team_id, CHANNEL) is None


def test_setting_up(talk: Talk) -> None:
    """A time sets it up with the person's zone and language; the channel is told, and so is the person."""
    assert talk.say("8:30") == "Done. The next edition comes 14 Apr 2026 08:30 (America/New_York)."
    [said] = talk.in_channel()
    assert said["text"].startswith(f"<@{OWNER}> set the digest here: every day at 08:30 (America/New_York), in English")
    digest = digest_of(talk.newsroom.store, talk.workspace.team_id, CHANNEL)
    assert digest
    assert (digest.at, digest.zone, digest.weekdays, digest.language) == ("08:30", "America/New_York", "1234567", "en")


def test_changing(talk: Talk) -> None:
    """What is not said stays as it was."""
    talk.say("8:30 Asia/Shanghai weekdays")
    assert talk.say("中文", language="zh").startswith("已设定。下一期：2026年4月15日 08:30")
    digest = digest_of(talk.newsroom.store, talk.workspace.team_id, CHANNEL)
    assert digest
    assert (digest.at, digest.zone, digest.weekdays, digest.language) == ("08:30", "Asia/Shanghai", "12345", "zh")
    assert "周一到周五 08:30（Asia/Shanghai），中文" in talk.in_channel()[-1]["text"]


def test_an_edition_that_comes_at_once_is_announced(talk: Talk, clock: Clock) -> None:
    """Moved to an hour that is over, today's edition is told to come at once, and the next one by its hour."""
    talk.say("18:00")
    clock.pass_by(hours=8)
    assert talk.say("6:00") == "Done. The next edition comes at once (America/New_York)."
    assert "at 06:00 (America/New_York), in English. Next: at once." in talk.in_channel()[-1]["text"]
    clock.pass_by(minutes=1)
    assert "Next: 15 Apr 2026 06:00" in talk.say("status")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("weekdays", "Say at what time"),
        ("8:30 frist", "I did not understand “frist”"),
        ("8:30 9:30", "two different times"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("pause", "`/digest off` stops the digest here, and `/digest 08:30` starts it again"),
        ("暂停", "`/digest off` stops"),
        ("resume", "`/digest 08:30` starts the digest here"),
        ("weekly", "`/digest setup` sets up a weekly roundup"),
        ("weekly 9:00", "`/digest 08:30 mon`"),
        ("周报", "`/digest setup`"),
    ],
)
def test_what_is_not_clear(talk: Talk, typed: str, answer: str) -> None:
    """It says what was not understood, with an example, and changes nothing."""
    said = talk.say(typed)
    assert answer in said
    assert "`/digest " in said
    assert digest_of(talk.newsroom.store, talk.workspace.team_id, CHANNEL) is None


def test_joining(talk: Talk) -> None:
    """A public channel is joined; where the bot may not, it asks to be invited."""
    assert "Done" in talk.say("8:30", channel="C0QUIET001")
    talk.workspace.kick("C0EDITORS1")
    assert "/invite" in talk.say("8:30", channel="C0EDITORS1")
    assert "/invite" in talk.say("now", channel="C0EDITORS1")


def test_now(talk: Talk) -> None:
    """`now` claims an edition and says so; a second one waits for it, and a third finds nothing new."""
    assert talk.say("now") == "The digest is on its way."
    assert "just now" in talk.say("now")
    talk.desk.delivery.deliver_unfinished()
    assert "One" in talk.in_channel()[0]["text"]
    assert "nothing new" in talk.say("now")


def test_off_and_status(talk: Talk) -> None:
    """`status` tells settings, the next edition and the last ones; `off` ends it for everyone to see."""
    assert "No digest is set up" in talk.say("status")
    talk.say("8:30 weekdays")
    talk.say("now")
    talk.desk.delivery.deliver_unfinished()
    status = talk.say("status")
    assert "Monday to Friday at 08:30 (America/New_York), in English. Next: 14 Apr 2026 08:30" in status
    assert "posted on demand, 14 Apr 2026 02:00: posted" in status
    assert "No further digest" in talk.say("off")
    assert "turned the digest off" in talk.in_channel()[-1]["text"]
    assert "No digest" in talk.say("off")
    actions = [row[0] for row in talk.newsroom.rows("SELECT action FROM audit ORDER BY id")]
    assert actions == ["digest.set", "digest.now", "digest.off"]


def test_a_paused_digest_says_so(talk: Talk) -> None:
    """A paused channel's status names Slack's reason and the way out."""
    talk.say("8:30")
    talk.workspace.faults.refuse("chat.postMessage", "not_in_channel")
    talk.say("now")
    talk.desk.delivery.deliver_unfinished()
    status = talk.say("status")
    assert "paused" in status
    assert "failed (`not_in_channel`)" in status


def test_in_a_direct_message(talk: Talk) -> None:
    """A person may have the digest in their direct messages; nothing is announced there."""
    direct = talk.workspace.direct("ada")
    assert "Done" in talk.say("8:30", channel=direct)
    assert talk.in_channel(direct) == []


def test_help_in_both_languages(talk: Talk) -> None:
    """`help` shows what can be typed."""
    assert "`/digest off`" in talk.say("help") or "/digest off" in talk.say("help")
    assert "预览本频道" in talk.say("帮助", language="zh")


def test_the_status_says_what_opinions_taught(talk: Talk, clock: Clock) -> None:
    """What people called useful, or not, is told with what comes of it, in both languages, until it is taken back."""
    [liked, disliked] = talk.newsroom.add(item("Corvid opens a campus"), item("Veldt closes one", summary="So."))
    talk.say("now")
    with talk.newsroom.store.transaction() as db:
        for slug, story, useful in (("corvid", liked, 1), ("veldt", disliked, 0)):
            db.execute(
                "INSERT INTO entities (slug, kind, name_en, added_at) VALUES (:slug, 'company', upper(:slug), '')",
                {"slug": slug},
            )
            set_mentions(db, story, [Mention(slug, slug, 0)])
            set_opinion(db, person_key(db, "T1", "U1"), 1, story, bool(useful), clock())
    assert "So there is more of CORVID.\nSo there is less of VELDT." in talk.say("status")
    assert "因此会多选：CORVID。\n因此会少选：VELDT。" in talk.say("status", language="zh")
    with talk.newsroom.store.transaction() as db:
        db.execute("DELETE FROM opinions")
    assert "CORVID" not in talk.say("status")
