"""The modal that sets a digest up: who may, what it shows as one fills it in, what is wrong, what comes of it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.asking import language_for, look_up_person
from bot.blocks.setup_views import Setup, Shown, setup_view
from bot.desk import Ask
from bot.listeners.digests import answer_digest
from bot.workspace.elements import at_first
from bot.workspace.envelopes import Envelope
from bot.workspace.limits import check_view
from bot.workspace.suggesting import ask_in_view
from bot.workspace.views import View
from bot.zones import find_zones, offset_words
from store.channels import note_channel
from store.digest_settings import digest_of
from store.intake import join_stories, keep, take_in
from store.parse import parse
from tests.bot.conftest import NOW, Office, buttons_of, words_of

OTHER = """Lantern Post, number 12

June 1 – 7, 2026

Works
Kestrel Opens a Foundry in Oulu · June 5 · Reuters
→ The first wafers are due in autumn. Two hundred people work there.
Heron Sells Its Camera Division · June 6 · Reuters
→ The buyer was not named. The price was not disclosed.
"""
ADA, LIN, GUEST = "Ada", "小林", "Gil (guest)"
NEWS, QUIET, EDITORS = "C0AINEWS01", "C0QUIET001", "C0EDITORS1"


class SetupOffice(Office):
    """An office in which people open the modal of a digest."""

    def opens(self, who: str, channel: str = "ai-news", line: str = "/digest setup") -> View:
        """Have a person type the command that opens the modal."""
        before = {view.id for view in self.workspace.views(who)}
        command, _, text = line.partition(" ")
        self.workspace.command(who, channel, command, text)
        [view] = self.workspace.wait_for(lambda: [view for view in self.workspace.views(who) if view.id not in before])
        return view

    def offers(self, who: str, view: View, field: str, typed: str) -> list[dict[str, Any]]:
        """Have a person type into a searched menu, and give the options that come."""
        person = self.workspace.state.person(who).id
        found: list[list[dict[str, Any]]] = []
        hub = self.workspace._hub
        send = hub.outbox.send

        def send_noting(envelope: Envelope) -> None:  # the ack may come before anything else can be done
            envelope.on_ack = lambda answer: found.append(answer["options"])
            send(envelope)

        hub.outbox.send = send_noting  # type: ignore[method-assign]
        ask_in_view(hub, person, view.id, field, typed)
        hub.outbox.send = send  # type: ignore[method-assign]
        return self.workspace.wait_for(lambda: found)[0]

    def changes(self, who: str, view: View, field: str, value: Any, **values: Any) -> str:
        """Have a person change a field, and give what the modal says then."""
        before = view.hash
        self.workspace.people.use_in_view(who, view.id, field, value, {field: value, **values})
        self.workspace.wait_for(lambda: view.hash != before)
        return words_of(view.content)

    def submits(self, who: str, view: View, **values: Any) -> dict[str, str]:
        """Have a person send the modal; give what it says is wrong, or nothing once it has closed."""
        view.errors = {}
        self.workspace.people.submit(who, view.id, {**_shown(view), **values})
        self.workspace.wait_for(lambda: view.errors or not self.workspace.views(who))
        return view.errors

    def daily(self, channel: str = NEWS) -> Any:
        """Give the digest of a channel."""
        return digest_of(self.store, self.workspace.team_id, channel)


def _shown(view: View) -> dict[str, Any]:
    inputs = [block["element"] for block in view.content["blocks"] if block["type"] == "input"]
    return {element["action_id"]: at_first(element) for element in inputs}


def ask_as(office: SetupOffice, who: str, text: str, said: list[str]) -> Ask:
    """Build the ask of a person in #ai-news; what they are answered is noted in `said`."""
    person, team = office.workspace.state.person(who).id, office.workspace.team_id
    client = office.app.client
    known = look_up_person(office.desk, client, team, person)
    language = language_for(known, "")
    return Ask(team, NEWS, person, text, language, "UTC", False, client, lambda answer: said.append(answer.text))


def offered(option: dict[str, Any]) -> str:
    """Write an option of a searched menu as the page sends it."""
    return json.dumps(option)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SetupOffice]:
    """An office of its own, whose names are ready as after a start."""
    office = SetupOffice(tmp_path)
    office.names.warm_up()
    yield office
    office.close()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SetupOffice]:
    """An office in which nothing is changed."""
    office = SetupOffice(tmp_path_factory.mktemp("library"))
    yield office
    office.close()


def test_a_digest_is_set_up_in_one_go(office: SetupOffice) -> None:
    """The modal begins with the person's own zone and language; what they choose counts and is said in the channel."""
    view = office.opens(LIN)
    assert _shown(view) | {"at": "08:30", "zone": "Asia/Shanghai", "language": "zh"} == _shown(view)
    nvidia = office.offers(LIN, view, "favour", "英伟达")[0]
    meta = next(one for one in office.offers(LIN, view, "leave_out", "open") if one["value"] == "openai")
    outlet = office.offers(LIN, view, "outlets_out", "blo")[0]
    wrong = office.submits(
        LIN,
        view,
        at="07:45",
        weekdays=["1", "3", "5"],
        language="en",
        stories="7",
        favour=[offered(nvidia)],
        leave_out=[offered(meta)],
        outlets_out=[offered(outlet)],
        on_empty="nothing",
        roundup="5",
        roundup_at="16:00",
    )
    assert wrong == {}
    daily = office.workspace.wait_for(office.daily)
    assert (daily.at, daily.zone, daily.weekdays, daily.language) == ("07:45", "Asia/Shanghai", "135", "en")
    assert (daily.stories, daily.on_empty, daily.favour, daily.leave_out) == (7, "nothing", ("nvidia",), ("openai",))
    assert daily.outlets_out == (outlet["value"],)
    weekly = office.workspace.wait_for(lambda: digest_of(office.store, office.workspace.team_id, NEWS, "roundup"))
    assert weekly
    assert (weekly.at, weekly.weekdays, weekly.zone, weekly.favour) == ("16:00", "5", "Asia/Shanghai", ("nvidia",))
    said = office.workspace.wait_for(lambda: [m for m in office.seen(LIN, "ai-news") if "set the digest" in m["text"]])
    assert "Mon, Wed, Fri at 07:45 (Asia/Shanghai), in English" in said[0]["text"]
    assert "First of Nvidia; without OpenAI, Bloomberg; roundup Fri at 16:00." in said[0]["text"]
    actions = [row[0] for row in office.store.db.execute("SELECT action FROM audit ORDER BY id")]
    assert actions == ["digest.set", "digest.set"]


def test_any_zone_of_a_computer_is_taken(office: SetupOffice) -> None:
    """What is set stays set, even a zone that the menu does not offer."""
    office.workspace.state.move(office.workspace.state.person(ADA).id, "Etc/GMT+5")
    view = office.opens(ADA)
    assert _shown(view)["zone"] == "Etc/GMT+5"
    assert office.submits(ADA, view) == {}
    assert office.workspace.wait_for(office.daily).zone == "Etc/GMT+5"


def test_it_opens_with_what_is_set(office: SetupOffice) -> None:
    """What was saved stands in the modal, and taking the roundup away ends it."""
    view = office.opens(ADA)
    office.submits(ADA, view, at="09:10", stories="3", roundup="2", roundup_at="10:00")
    office.workspace.wait_for(office.daily)
    again = office.opens(LIN)
    assert _shown(again) | {"at": "09:10", "stories": "3", "roundup": "2", "roundup_at": "10:00"} == _shown(again)
    office.submits(LIN, again, roundup="none")
    assert office.workspace.wait_for(lambda: digest_of(office.store, "T0LOCAL01", NEWS, "roundup") is None)
    assert office.daily().at == "09:10"


def test_what_it_replaces_is_said_before_it_is_saved(office: SetupOffice) -> None:
    """Of a channel with a digest the modal says when it comes and who set it, also where it is chosen afterwards."""
    view = office.opens(ADA)
    assert "has a digest" not in words_of(view.content)
    office.submits(ADA, view, at="09:10", weekdays=["1", "2"], roundup="2", roundup_at="10:00")
    office.workspace.wait_for(office.daily)
    words = "This channel has a digest, set by <@U0ADA00001>: Mon, Tue at 09:10 (America/New_York), in English."
    assert words in words_of(office.opens(ADA).content)
    other = office.opens(LIN, "quiet")
    assert "已有" not in words_of(other.content)
    changed = office.changes(LIN, other, "channel", NEWS)
    assert "已有<@U0ADA00001>设定的早报：周一、周二 09:10" in changed
    assert "每周综述" in changed
    outside = office.workspace.state
    outside.leave(outside.channel("ai-news"), outside.person(LIN).id)
    assert "已有" not in office.changes(LIN, other, "at", "07:00", channel=NEWS), "it is its members' business"


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"weekdays": []}, "weekdays", "at least one day"),
        ({"roundup": "1", "roundup_at": None}, "roundup_at", "time for the roundup"),
        ({"favour": ["nvidia"], "leave_out": ["nvidia"]}, "leave_out", "Nvidia is both"),
        ({"favour": ["no-such-name"]}, "favour", "not known here"),
        ({"zone": "Mars/Olympus"}, "zone", "Choose a time zone"),
        ({"at": "25:61"}, "at", "Choose a time"),
        ({"channel": "C0NOWHERE1"}, "channel", "/invite @Tidings"),
        ({"channel": QUIET}, "channel", "Press Join"),
        ({"channel": "D0ADA00001"}, "channel", "/invite @Tidings"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    library: SetupOffice, values: dict[str, Any], field: str, words: str
) -> None:
    """Nothing is saved, and the modal stays with the reason where it belongs."""
    view = library.opens(ADA)
    lists = ("favour", "leave_out")
    values = {
        key: [offered({"text": {"type": "plain_text", "text": one}, "value": one}) for one in value]
        if key in lists
        else offered({"text": {"type": "plain_text", "text": value}, "value": value})
        if key == "zone"
        else value
        for key, value in values.items()
    }
    # Slack's own client would not let an empty field or a stranger's channel through: this is one that does.
    _loosen(view)
    wrong = library.submits(ADA, view, **values)
    assert list(wrong) == [field]
    assert words in wrong[field]
    assert library.daily() is None


def _loosen(view: View) -> None:
    for block in view.content["blocks"]:
        if block["type"] == "input":
            block["optional"] = True


def test_the_preview_follows_what_is_chosen(library: SetupOffice) -> None:
    """A change redraws the preview, and what was chosen before stays."""
    view = library.opens(ADA)
    words = words_of(view.content)
    assert "This is what it would bring now" in words
    assert "Nvidia Sells Rubin Racks" in words
    nvidia = [offered({"text": {"type": "plain_text", "text": "Nvidia"}, "value": "nvidia"})]
    assert "Nvidia Sells Rubin Racks" not in library.changes(ADA, view, "leave_out", nvidia)
    assert "09:15" in library.changes(ADA, view, "at", "09:15", leave_out=nvidia)
    assert "Nvidia Sells Rubin Racks" not in words_of(view.content), "what was chosen before is kept"


def test_sources_are_chosen(office: SetupOffice) -> None:
    """The menu offers what has stories; the preview and the channel's digest then take from the chosen ones alone."""
    take_in(office.store, office.names, OTHER, now=NOW)
    view = office.opens(ADA)
    assert "Kestrel Opens a Foundry" in office.changes(ADA, view, "at", "09:15")
    assert [one["text"]["text"] for one in office.offers(ADA, view, "sources", "")] == ["Lantern Post", "码头周报"]
    [pier] = office.offers(ADA, view, "sources", "周")
    words = office.changes(ADA, view, "sources", [offered(pier)])
    assert "Kestrel Opens a Foundry" not in words
    assert "Nvidia Sells Rubin Racks" in words
    assert office.submits(ADA, view, sources=[offered(pier)]) == {}
    daily = office.workspace.wait_for(office.daily)
    assert [str(source) for source in daily.sources] == [pier["value"]]
    said = office.workspace.wait_for(lambda: [m for m in office.seen(LIN, "ai-news") if "set the digest" in m["text"]])
    assert "Only from 码头周报." in said[0]["text"]
    assert "只采用码头周报。" in words_of(office.types(LIN, "/digest status"))
    again = office.opens(LIN)
    assert _shown(again)["sources"] == [pier["value"]]
    assert "码头周报" in words_of(again.content)
    assert office.submits(LIN, again, sources=[]) == {}
    office.workspace.wait_for(lambda: office.daily().sources == ())


def test_a_source_that_others_keep_to_themselves_is_not_offered(office: SetupOffice) -> None:
    """What only a private channel reads is offered to its members for that channel, and nobody else may choose it."""
    with office.store.transaction() as db:
        channel = note_channel(db, office.workspace.team_id, EDITORS, kind="private")
        db.execute("INSERT INTO audiences (id, kind, channel_id) VALUES (7, 'channel', :channel)", {"channel": channel})
        keep(db, office.names, parse(OTHER), now=NOW, audience_id=7)
        [own] = db.execute("SELECT id FROM sources WHERE name = 'Lantern Post'").fetchone()
    join_stories(office.store, NOW)
    there = office.opens(ADA, "editors")
    assert [one["text"]["text"] for one in office.offers(ADA, there, "sources", "LAN")] == ["Lantern Post"]
    here = office.opens(ADA)
    assert [one["text"]["text"] for one in office.offers(ADA, here, "sources", "")] == ["码头周报"]
    forged = [offered({"text": {"type": "plain_text", "text": "x"}, "value": str(own)})]
    assert "not known here" in office.submits(ADA, here, sources=forged)["sources"]
    assert office.daily() is None


def test_a_channel_is_offered_to_be_joined(office: SetupOffice) -> None:
    """Of a public channel that it is not in the modal says so; the button lets it in, and then it can be saved."""
    view = office.opens(ADA, "quiet")
    assert "I am not in <#C0QUIET001> yet" in words_of(view.content)
    assert "This is what it would bring now" in words_of(view.content)
    before = view.hash
    office.workspace.people.use_in_view(ADA, view.id, "digest.join", None, {})
    office.workspace.wait_for(lambda: view.hash != before)
    assert "I am not in" not in words_of(view.content)
    assert office.submits(ADA, view) == {}
    assert office.workspace.wait_for(lambda: office.daily(QUIET))


def test_the_preview_of_a_channel_offers_both(office: SetupOffice) -> None:
    """`/digest` says how things stand, with the buttons that set it up and that let the bot in."""
    answer = office.types(ADA, "/digest", "quiet")
    assert "No digest is set up here" in words_of(answer)
    assert buttons_of(answer)["digest.open_setup"] == "Set up"
    office.workspace.click(ADA, "quiet", answer["ts"], "digest.join")
    office.workspace.wait_for(lambda: "I am in <#C0QUIET001> now" in words_of(office.seen(ADA, "quiet")[-1]))


def test_a_private_channel_is_seen_by_its_members_alone(office: SetupOffice) -> None:
    """Whoever names a private channel that they are not in sees no preview of it and sets nothing up."""
    office.workspace.state.leave(office.workspace.state.channel("editors"), office.workspace.state.person(LIN).id)
    view = office.opens(LIN)
    words = office.changes(LIN, view, "channel", EDITORS)
    assert "现在会是这样" not in words
    wrong = office.submits(LIN, view, channel=EDITORS)
    assert "只有该频道的成员" in wrong["channel"]


def test_guests_open_nothing(library: SetupOffice) -> None:
    """A guest reads why not, and has no button."""
    assert "Guests" in words_of(library.types(GUEST, "/digest setup"))
    assert "digest.open_setup" not in buttons_of(library.types(GUEST, "/digest"))


def test_an_operator_may_leave_it_to_editors(office: SetupOffice) -> None:
    """With TIDINGS_DIGEST_EDITORS=editors a plain member changes nothing, by whatever road."""
    strict = dataclasses.replace(office.desk, digest_editors="editors")
    said: list[str] = []
    for typed in ("08:30", "off", "now", "setup"):
        answer_digest(ask_as(office, LIN, typed, said), strict)
    assert len(said) == 4
    assert all("编辑" in words for words in said)
    answer_digest(ask_as(office, ADA, "off", said), strict)
    assert "No digest is set up" in said[-1]


def test_a_mention_gets_the_button(library: SetupOffice) -> None:
    """Where nothing can open a modal, there is a button that can."""
    assert "digest.open_setup" in buttons_of(library.says(ADA, "@Tidings digest setup"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_largest_modal_is_taken(language: Any) -> None:
    """With every list full it keeps to Slack's limits."""
    names = tuple(f"name-{n:02}-{'x' * 60}" for n in range(20))
    full = Setup("C1", favour=names, leave_out=names, outlets_out=names, sources=tuple(range(20)), roundup="1",
                 roundup_at="08:00")  # fmt: skip
    sources = {source: f"{source} {'x' * 200}" for source in full.sources}
    check_view(setup_view(full, Shown(sources=sources), language), "modal")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("berl", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("lord_howe", "Australia/Lord_Howe"),
        ("上海", "Asia/Shanghai"),
        ("san francisco", "America/Los_Angeles"),
        ("india", "Asia/Kolkata"),
        ("", "Africa/Nairobi"),
    ],
)
def test_zones_are_found(typed: str, first: str) -> None:
    """By city, by country, in Chinese; nothing typed offers the zone that is set, then the common ones."""
    found = find_zones(typed, "Africa/Nairobi")
    assert found[0] == first
    assert len(found) <= 40


def test_a_zone_says_how_far_it_is() -> None:
    """The offset is that of now."""
    assert offset_words("Asia/Kolkata", NOW) == "UTC+5:30"
    assert offset_words("America/New_York", NOW) == "UTC-4"
    assert offset_words("UTC", NOW) == "UTC+0"
