"""What people keep for themselves, and what they say of editions: the real app over Socket Mode."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.blocks.feedback import Deed, story_menu
from bot.workspace.elements import at_first
from bot.workspace.revising import Revising
from bot.workspace.views import View
from store.keeps import follows_of
from store.personal import personal_of
from tests.bot.conftest import Office, buttons_of, words_of

ADA, LIN, GUEST = "Ada", "小林", "Gil (guest)"
IDS = {ADA: "U0ADA00001", LIN: "U0XIAOLIN1", GUEST: "U0GUEST001"}


class Lounge(Office):
    """An office in which people follow, save and judge."""

    @property
    def team(self) -> str:
        return self.workspace.team_id

    def follows(self, who: str) -> tuple[str, ...]:
        """Give whom a person follows."""
        return follows_of(self.store.db, self.team, IDS[who])

    def home(self, who: str) -> View:
        """Have a person open the Home, and give it."""
        hub, person_id = self.workspace._hub, IDS[who]
        before = hub.views.home(person_id)
        known = before.hash if before else None
        self.workspace.people.open_home(person_id)
        self.workspace.wait_for(lambda: (view := hub.views.home(person_id)) and view.hash != known)
        view = hub.views.home(person_id)
        assert view
        return view

    def uses(self, who: str, view: View, action_id: str, value: Any = None) -> str:
        """Have a person use something in a view that is drawn anew, and give its words."""
        before = view.hash
        self.workspace.people.use_in_view(who, view.id, action_id, value)
        self.workspace.wait_for(lambda: view.hash != before)
        return words_of(view.content)

    def opens(self, who: str, line: str) -> View:
        """Have a person type a command that opens a modal."""
        before = {view.id for view in self.workspace.views(who)}
        command, _, text = line.partition(" ")
        self.workspace.command(who, "ai-news", command, text)
        [view] = self.workspace.wait_for(lambda: [view for view in self.workspace.views(who) if view.id not in before])
        return view

    def submits(self, who: str, view: View, **values: Any) -> dict[str, str]:
        """Have a person send a modal; give what is wrong, or nothing once it has closed."""
        inputs = [block["element"] for block in view.content["blocks"] if block["type"] == "input"]
        shown = {element["action_id"]: at_first(element) for element in inputs}
        view.errors = {}
        self.workspace.people.submit(who, view.id, {**shown, **values})
        self.workspace.wait_for(lambda: view.errors or not self.workspace.views(who))
        return view.errors

    def hears(self, who: str, words: str) -> dict[str, Any]:
        """Wait until the bot has written some words to a person directly."""
        direct = self.workspace.direct(who)
        return self.workspace.wait_for(
            lambda: next((found for found in self.seen(who, direct) if words in words_of(found)), {})
        )

    def edition(self) -> dict[str, Any]:
        """Have an edition posted in #ai-news, and give its post."""
        delivery = self.desk.delivery
        delivery.post_now(channel="C0AINEWS01", person=IDS[ADA], language="en", zone="UTC")
        delivery.deliver_unfinished()
        return next(found for found in self.workspace.messages("ai-news") if found.get("metadata"))

    def judges(self, who: str, value: str) -> str:
        """Have a person choose from a story's menu, and give what they alone are told."""
        [post] = [found for found in self.workspace.messages("ai-news") if found.get("metadata")]
        before = len(self.seen(who, "ai-news"))
        action_id = "feedback_story.1"
        self.workspace.click(who, "ai-news", post["ts"], action_id, value)
        self.workspace.wait_for(lambda: len(self.seen(who, "ai-news")) > before)
        return words_of(self.seen(who, "ai-news")[-1])

    def opinions(self) -> list[tuple[Any, ...]]:
        """Give what was said of editions: by whom, of which story, and whether it was useful."""
        return list(
            self.store.db.execute(
                """
                SELECT p.slack_id, o.story_id, o.useful FROM opinions o JOIN people p ON p.id = o.person_id
                ORDER BY o.at
                """
            )
        )


@pytest.fixture
def lounge(tmp_path: Path) -> Iterator[Lounge]:
    """A lounge of its own."""
    lounge = Lounge(tmp_path)
    yield lounge
    lounge.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lounge]:
    """A lounge for conversations that build on each other's names but on nobody's follows."""
    lounge = Lounge(tmp_path_factory.mktemp("room"))
    yield lounge
    lounge.close()


@pytest.mark.parametrize(
    ("who", "line", "words"),
    [
        (ADA, "/tidings follow antropic", "You follow *Anthropic* now."),
        (ADA, "/tidings follow anthropic", "You follow *Anthropic* already."),
        (LIN, "/tidings 关注 英伟达", "你已关注*英伟达*。"),
        (LIN, "/tidings 我的关注", "英伟达"),
        (ADA, "/tidings follow nvidia and openai", "*Nvidia*, *OpenAI*"),
        (ADA, "/tidings following", "*Anthropic*, *Nvidia*, *OpenAI*"),
        (ADA, "/tidings unfollow nvidia", "You no longer follow *Nvidia*."),
        (ADA, "/tidings unfollow nvidia", "You do not follow *Nvidia*."),
        (ADA, "/tidings follow", "Say whom"),
        (ADA, "/tidings follow zzzzqq <!channel>", "I know nothing by the name “zzzzqq &lt;!channel&gt;”"),
        (ADA, "/tidings saved", "You saved nothing yet"),
        (LIN, "/tidings 收藏", "你还没有收藏"),
        (ADA, "/tidings me off", "You have neither"),
        (ADA, "/tidings me 8:00 frist", "I know"),
        (GUEST, "/tidings follow openai", "You follow *OpenAI* now."),
    ],
)
def test_what_is_typed(room: Lounge, who: str, line: str, words: str) -> None:
    """A verb and a name, in any spelling and either language → what comes of it, for the one who typed alone."""
    answer = room.types(who, line)
    assert answer["is_ephemeral"]
    assert words.replace("*", "") in words_of(answer).replace("*", "").replace("\u200b", "")


def test_an_unsure_name_is_asked(lounge: Lounge) -> None:
    """Which one is meant is a question; the button follows that one."""
    asked = lounge.types(ADA, "/tidings follow amodei")
    assert "Which do you mean" in words_of(asked)
    assert lounge.follows(ADA) == ()
    done = lounge.clicks(ADA, asked, "follow.add.0")
    assert "You follow" in words_of(done)
    assert len(lounge.follows(ADA)) == 1


def test_an_answer_is_followed_in_place(lounge: Lounge) -> None:
    """The button on one's own answer turns, and turns back; on a public one it tells the clicker alone."""
    answer = lounge.types(ADA, "/company openai")
    assert buttons_of(answer)["answer.follow"] == "Follow"
    lounge.workspace.click(ADA, "ai-news", answer["ts"], "answer.follow")
    seen = lounge.workspace.wait_for(
        lambda: next((m for m in lounge.seen(ADA, "ai-news") if "answer.unfollow" in buttons_of(m)), {})
    )
    assert seen["ts"] == answer["ts"]
    assert "You follow *OpenAI* now. `/tidings me`" in words_of(seen)
    assert lounge.follows(ADA) == ("openai",)
    lounge.workspace.click(ADA, "ai-news", seen["ts"], "answer.unfollow")
    lounge.workspace.wait_for(lambda: lounge.follows(ADA) == ())
    public = lounge.says(ADA, "@Tidings openai")
    told = lounge.clicks(LIN, public, "answer.follow")
    assert told["is_ephemeral"]
    assert lounge.follows(LIN) == ("openai",)
    assert "answer.follow" in buttons_of(lounge.thread(ADA, "ai-news", public["thread_ts"])[0])


def test_an_own_edition_is_typed(lounge: Lounge) -> None:
    """`/digest me 08:00 weekdays` sets it in the person's zone and language; `off` ends it."""
    answer = lounge.types(LIN, "/digest me 08:00 weekdays")
    assert "周一到周五 08:00（Asia/Shanghai），中文" in words_of(answer)
    assert "你还没有关注" in words_of(answer)
    edition, alerts = personal_of(lounge.store, lounge.team, IDS[LIN])
    assert edition
    assert (edition.channel, alerts) == (lounge.workspace.direct(LIN), None)
    lounge.types(LIN, "/tidings 我的 9:15")
    edition, _ = personal_of(lounge.store, lounge.team, IDS[LIN])
    assert edition
    assert (edition.at, edition.weekdays) == ("09:15", "12345")
    assert "已关闭" in words_of(lounge.types(LIN, "/tidings 我的 关闭"))
    assert personal_of(lounge.store, lounge.team, IDS[LIN]) == (None, None)


def test_the_modal_of_ones_own(lounge: Lounge) -> None:
    """It holds whom one follows and saves all at once, alerts too; what is wrong stands at its field."""
    lounge.types(ADA, "/tidings follow nvidia")
    view = lounge.opens(ADA, "/tidings me")
    openai = {"text": {"type": "plain_text", "text": "OpenAI"}, "value": "openai"}
    wrong = lounge.submits(ADA, view, at=None, weekdays=[]) if _loosen(view) else {}
    assert set(wrong) == {"at", "weekdays"}
    assert lounge.submits(ADA, view, favour=[json.dumps(openai)], at="07:30", alerts="4", stories="6") == {}
    lounge.hears(ADA, "Your edition comes every day at 07:30 (America/New_York)")
    assert lounge.follows(ADA) == ("openai",)
    edition, alerts = personal_of(lounge.store, lounge.team, IDS[ADA])
    assert edition
    assert alerts
    assert (edition.stories, edition.favour, alerts.every_hours, alerts.favour) == (6, ("openai",), 4, ("openai",))
    again = lounge.opens(ADA, "/tidings me")
    assert lounge.submits(ADA, again, edition="off", alerts="0") == {}
    lounge.workspace.wait_for(lambda: personal_of(lounge.store, lounge.team, IDS[ADA]) == (None, None))


def _loosen(view: View) -> bool:
    """Let empty fields through, as a client that is not Slack's own might."""
    for block in view.content["blocks"]:
        block["optional"] = True
    return True


def test_an_own_edition_comes_by_direct_message(lounge: Lounge) -> None:
    """At its hour it tells of what is followed, in the direct messages."""
    lounge.types(ADA, "/tidings follow openai")
    lounge.types(ADA, "/tidings me 02:30")
    with lounge.store.transaction() as db:
        db.execute("UPDATE digests SET set_at = '2026-06-07T00:00:00Z', at = '01:30'")
    assert lounge.desk.delivery.run_due(lounge.desk.clock()) == 1
    lounge.desk.delivery.deliver_unfinished()
    post = lounge.hears(ADA, "OpenAI")
    assert post["metadata"]["event_payload"]["part"] == 0


def test_opinions_are_given_and_taken_back(lounge: Lounge) -> None:
    """The menu of a story and the thumbs of an edition count once each; the same again takes it back; a guest reads."""
    _add_menus(lounge)
    [first, *_] = list(lounge.store.db.execute("SELECT story_id FROM slots WHERE part = 'top' ORDER BY n"))
    useful, not_useful = _value(lounge, "useful", first[0]), _value(lounge, "not", first[0])
    assert "Noted: useful" in lounge.judges(ADA, useful)
    assert lounge.opinions() == [(IDS[ADA], first[0], 1)]
    assert "Noted: not useful" in lounge.judges(ADA, not_useful)
    assert lounge.opinions() == [(IDS[ADA], first[0], 0)]
    assert "Taken back" in lounge.judges(ADA, not_useful)
    assert lounge.opinions() == []
    assert "Guests read only" in lounge.judges(GUEST, useful)
    assert "已记录" in lounge.judges(LIN, _value(lounge, "useful", first[0]))
    assert lounge.opinions() == [(IDS[LIN], first[0], 1)]
    assert "这" in lounge.judges(LIN, _value(lounge, "why", first[0]))


def test_a_story_is_saved_from_the_digest(lounge: Lounge) -> None:
    """It stands in the list until it is taken off there or chosen again."""
    _add_menus(lounge)
    story = next(iter(lounge.store.db.execute("SELECT story_id FROM slots WHERE part = 'top' AND n = 1")))[0]
    assert "Saved." in lounge.judges(ADA, _value(lounge, "save", story))
    listed = lounge.types(ADA, "/tidings saved")
    assert "1 saved, newest first" in words_of(listed)
    [take_off] = [block["accessory"]["action_id"] for block in listed["blocks"] if "accessory" in block]
    assert "Taken off your list." in words_of(lounge.clicks(ADA, listed, take_off))
    assert "Saved." in lounge.judges(ADA, _value(lounge, "save", story))
    assert "Taken off" in lounge.judges(ADA, _value(lounge, "save", story))


def test_reactions_count(lounge: Lounge) -> None:
    """A thumb on the post or its thread counts for the edition; another replaces it; taken away it counts no more."""
    post = lounge.edition()
    revising = Revising(lounge.workspace._hub)
    direct = lounge.workspace.post(ADA, "ai-news", "just talk")
    revising.react(ADA, "ai-news", direct, "+1")
    revising.react(GUEST, "ai-news", post["ts"], "-1")
    revising.react(ADA, "ai-news", post["ts"], "tada")
    revising.react(ADA, "ai-news", post["ts"], "+1")
    lounge.workspace.wait_for(lambda: lounge.opinions() == [(IDS[ADA], None, 1)])
    revising.react(ADA, "ai-news", post["ts"], "-1")
    lounge.workspace.wait_for(lambda: lounge.opinions() == [(IDS[ADA], None, 0)])
    revising.react(ADA, "ai-news", post["ts"], "+1")
    revising.react(ADA, "ai-news", post["ts"], "-1")
    lounge.workspace.wait_for(lambda: lounge.opinions() == [])


def test_the_home_shows_what_is_ones_own(lounge: Lounge) -> None:
    """Whom one follows, one's edition, what one saved and the public digests; what is done there is drawn at once."""
    home = lounge.home(LIN)
    assert "你还没有关注" in words_of(home.content)
    lounge.types(LIN, "/tidings 关注 英伟达")
    lounge.types(LIN, "/digest 08:30")
    lounge.types(LIN, "/digest 09:30", "editors")
    words = words_of(lounge.home(LIN).content)
    assert "英伟达" in words
    assert "<#C0AINEWS01>：每天 08:30（Asia/Shanghai）" in words
    assert "C0EDITORS1" not in words, "a private channel is nobody else's business"
    assert "你还没有关注" in lounge.uses(LIN, lounge.home(LIN), "follow.remove", "nvidia")
    assert lounge.follows(LIN) == ()
    before = lounge.workspace.views(LIN)
    lounge.workspace.people.use_in_view(LIN, lounge.home(LIN).id, "people.open_me")
    lounge.workspace.wait_for(lambda: len(lounge.workspace.views(LIN)) > len(before))


def _add_menus(lounge: Lounge) -> None:
    """Have an edition posted, with a menu that offers everything on its first story."""
    post, state = lounge.edition(), lounge.workspace.state
    [story] = next(iter(lounge.store.db.execute("SELECT story_id FROM slots WHERE part = 'top' AND n = 1")))
    [uid] = next(iter(lounge.store.db.execute("SELECT uid FROM editions")))
    menu = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": story_menu(1, uid, story, "en")}
    state.edit(state.message("C0AINEWS01", post["ts"]), post["text"], [menu])


def _value(lounge: Lounge, do: Deed, story: int) -> str:
    [uid] = next(iter(lounge.store.db.execute("SELECT uid FROM editions ORDER BY id DESC LIMIT 1")))
    return json.dumps({"do": do, "e": uid, "s": story}, separators=(",", ":"))
