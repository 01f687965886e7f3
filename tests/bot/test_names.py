"""Names that a team adds in Slack: the list, the modals, who may, what comes of it; the real app over Socket Mode."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.blocks.name_views import add_view, alias_view, errors_of
from bot.blocks.names import Target, as_target_value, read_target
from bot.client import create_client
from bot.desk import Desk
from bot.retagging import Retagging
from bot.workspace.limits import check_view
from bot.workspace.views import View
from store.intake import take_in
from store.namesheet import import_names
from store.naming import NewName, add_name
from store.people import person
from store.spelling import Refusal
from tests.bot.builders import NVIDIA
from tests.bot.conftest import NOW, Office, buttons_of, words_of

ADA, LIN, GUEST = "Ada", "小林", "Gil (guest)"
LIN_ID = "U0XIAOLIN1"
FIELDS: dict[str, Any] = {
    "name": None,
    "zh": None,
    "kind": "company",
    "spellings": None,
    "counts": "anywhere",
    "phrases": None,
}

HARBOUR = """Harbour Notes, number {number}

June {day}, 2026

Yards
A tug is sold to Quorvex · June {day} · Reuters
→ The buyer, Blue Lantern, says that Quorvex pays at once.
"""


class NamesOffice(Office):
    """An office in which past stories are tagged again."""

    def _desk(self) -> Desk:
        desk = super()._desk()
        client = create_client(self.settings)
        self.retagging = Retagging(self.store, self.names, client, lambda: NOW, self.workspace.team_id)
        self.retagging.start()
        return dataclasses.replace(desk, retag=self.retagging.wake)

    def close(self) -> None:
        """Close everything."""
        self.retagging.stop(5)
        super().close()

    def opens(self, who: str, message: dict[str, Any], action_id: str, channel: str = "ai-news") -> View:
        """Have a person press a button that opens a modal, and give the modal."""
        before = {view.id for view in self.workspace.views(who)}
        self.workspace.click(who, channel, message["ts"], action_id)
        [view] = self.workspace.wait_for(lambda: [view for view in self.workspace.views(who) if view.id not in before])
        return view

    def submits(self, who: str, view: View, **values: Any) -> dict[str, str]:
        """Have a person send a modal; give what it says is wrong, or nothing once it has closed."""
        view.errors = {}
        fields = FIELDS if view.content["callback_id"] == "names.add" else {"counts": "anywhere"}
        self.workspace.people.submit(who, view.id, {**fields, **values})
        self.workspace.wait_for(lambda: view.errors or not self.workspace.views(who))
        return view.errors

    def hears(self, who: str, words: str) -> dict[str, Any]:
        """Wait until the bot has written some words to a person directly, and give that message."""
        direct = self.workspace.direct(who)
        return self.workspace.wait_for(
            lambda: next((found for found in self.seen(who, direct) if words in found["text"]), {})
        )


def opened(folder: Path) -> Iterator[NamesOffice]:
    office = NamesOffice(folder)
    for number in range(1, 4):
        take_in(office.store, office.names, HARBOUR.format(number=number, day=number), now=NOW)
    yield office
    office.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[NamesOffice]:
    """An office of its own: names added here are known to no other test."""
    yield from opened(tmp_path)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NamesOffice]:
    """An office in which nothing is changed."""
    yield from opened(tmp_path_factory.mktemp("library"))


def initial_of(view: View) -> dict[str, Any]:
    """Give what a modal's inputs hold at first, by field."""
    elements = {block["block_id"]: block["element"] for block in view.content["blocks"]}
    return {
        field: element.get("initial_value") or (element.get("initial_option") or {}).get("value")
        for field, element in elements.items()
    }


def test_a_name_is_added_from_an_answer_that_knows_nothing(office: NamesOffice) -> None:
    """No match → Add a name → the modal holds what was typed → it counts, past stories too, and that is told."""
    answer = office.types(ADA, "/topics quorvex")
    assert "I know no topic called “quorvex”" in words_of(answer)
    assert {"names.add": "Add a name", "names.alias": "Add a spelling"}.items() <= buttons_of(answer).items()
    view = office.opens(ADA, answer, "names.add")
    assert initial_of(view) == {**FIELDS, "name": "quorvex", "kind": "topic"}
    assert (
        office.submits(ADA, view, name="Quorvex", zh="阔维克斯", kind="company", spellings="Quor Shipping\n\nQVX") == {}
    )
    told = office.hears(ADA, "Tagged 3 past stories.")
    assert told["text"] == "*Quorvex* is known now. Tagged 3 past stories."
    for line in ("/company quorvex", "/company 阔维克斯", "/company qvx"):
        assert "company · 1 story\n*A tug is sold to Quorvex*" in words_of(office.types(ADA, line))
    stories = office.clicks(ADA, told, "answer.choose.0", office.workspace.direct(ADA))
    assert "A tug is sold to Quorvex" in words_of(stories)


def test_a_spelling_is_added_from_an_answer_that_knows_nothing(office: NamesOffice) -> None:
    """No match → Add a spelling → whose it is → it counts."""
    answer = office.types(LIN, "/company 大绿厂")
    assert buttons_of(answer)["names.alias"] == "添加写法"
    view = office.opens(LIN, answer, "names.alias")
    assert initial_of(view)["spelling"] == "大绿厂"
    assert office.submits(LIN, view, spelling="大绿厂", entity="英伟达") == {}
    assert office.hears(LIN, "今后算作")["text"].replace("\u200b", "") == (
        "「大绿厂」今后算作*英伟达*。过往报道中没有提到它。"
    )
    assert "英伟达 · Nvidia" in words_of(office.types(LIN, "/company 大绿厂"))


def test_the_modal_says_what_is_wrong_in_its_fields(office: NamesOffice) -> None:
    """Nothing given, a name that is taken, an ordinary word, phrases of a company; and it is corrected."""
    view = office.opens(ADA, office.types(ADA, "/tidings names"), "names.add")
    assert office.submits(ADA, view) == {"name": "Give a name, in English or in Chinese."}
    wrong = office.submits(ADA, view, name="Harvest", zh="英伟达", spellings="!!!\nmarket", phrases="chips")
    assert wrong == {"phrases": "Phrases show a topic; give other spellings instead."}
    wrong = office.submits(ADA, view, name="Harvest", zh="英伟达", spellings="!!!\nmarket")
    assert wrong["zh"] == "“英伟达” already names Nvidia (company)."
    assert wrong["name"].startswith("“Harvest” is an ordinary word")
    assert wrong["spellings"].startswith("“!!!” holds no letter and no digit. “market” is an ordinary word")
    assert office.submits(ADA, view, name="Harvest", counts="typed") == {}
    assert office.hears(ADA, "Harvest")["text"] == (
        "*Harvest* is known now. It counts when typed, so no story is tagged."
    )


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        (
            "amodei",
            "“amodei” could be Daniela Amodei (person) or Dario Amodei (person); give the one you mean in full.",
        ),
        ("nvidai", "“nvidai” could be Nvidia (company); give the one you mean in full."),
        ("zzzzqqq", "I know nothing by the name “zzzzqqq”; check its spelling."),
    ],
)
def test_an_unsure_entity_is_asked_for_in_its_field(library: NamesOffice, entity: str, words: str) -> None:
    """A spelling is given to nobody by guess."""
    office = library
    view = office.opens(ADA, office.types(ADA, "/company zzyzx"), "names.alias")
    assert office.submits(ADA, view, spelling="the green giant", entity=entity) == {"entity": words}
    assert "I know no company" in words_of(office.types(ADA, "/company the green giant"))


def test_the_list_says_who_added_what_and_offers_what_keeps_appearing(office: NamesOffice) -> None:
    """An editor reads offers as well, tracks one and ignores one."""
    first = office.types(ADA, "/tidings names")
    assert "Your team has added no names yet" in words_of(first)
    assert "*Quorvex* appeared in 3 stories of 3 issues: track it?" in words_of(first)
    assert "*Blue Lantern* appeared in 3 stories of 3 issues: track it?" in words_of(first)
    track = {label: action for action, label in offers_of(first).items()}["Quorvex"]
    view = office.opens(ADA, first, track)
    assert initial_of(view)["name"] == "Quorvex"
    assert office.submits(ADA, view, name="Quorvex") == {}
    office.hears(ADA, "Tagged 3 past stories.")
    listed = office.types(ADA, "/tidings names")
    assert "*Quorvex* · company\n<@U0ADA00001>, 8 Jun 2026" in words_of(listed)
    assert "*Quorvex* appeared" not in words_of(listed)
    ignored = office.clicks(ADA, listed, "names.ignore.0")
    assert "“Blue Lantern” is not offered again." in words_of(ignored)
    assert "Blue Lantern* appeared" not in words_of(office.types(ADA, "/tidings names unknown"))


def offers_of(message: dict[str, Any]) -> dict[str, str]:
    """Give the names that a message offers to track, by the action id of the button."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    buttons = [one for row in rows for one in row if one["action_id"].startswith("names.track.")]
    return {one["action_id"]: json.loads(one["value"])["text"] for one in buttons}


def test_members_are_offered_nothing_and_remove_what_is_theirs(office: NamesOffice) -> None:
    """What others added they read, without a button; an editor has one."""
    view = office.opens(LIN, office.types(LIN, "/tidings 名称"), "names.add")
    assert office.submits(LIN, view, zh="蓝灯船厂") == {}
    add_name(office.store, office.names, NewName("company", "Zibbertek"), by=None, now=NOW)
    listed = office.types(LIN, "/tidings 名称")
    assert "要关注吗" not in words_of(listed)
    assert removable(listed) == ["蓝灯船厂"]
    assert set(removable(office.types(ADA, "/tidings names"))) == {"蓝灯船厂", "Zibbertek"}
    assert "编辑" in words_of(office.types(LIN, "/tidings names unknown"))
    [action] = [block["accessory"]["action_id"] for block in listed["blocks"] if block.get("accessory")]
    after = office.clicks(LIN, listed, action)
    assert "已删除" in words_of(after)
    assert removable(after) == []
    assert "我不认识" in words_of(office.types(LIN, "/company 蓝灯船厂"))


def removable(message: dict[str, Any]) -> list[str]:
    """Give the names that a list lets its reader remove."""
    with_button = [block for block in message["blocks"] if block.get("accessory")]
    return [block["text"]["text"].replace("\u200b", "").split("*")[1] for block in with_button]


@pytest.mark.parametrize(
    ("who", "line", "words"),
    [
        (ADA, "/tidings names help", "`/tidings names add Harborline`"),
        (LIN, "/tidings names 用法", "/tidings names alias"),
        (ADA, "/tidings names add terafab", "Add “terafab” to the names I know?"),
        (ADA, "/tidings names add", "`/tidings names add Harborline`"),
        (LIN, "/tidings 名称 添加 泰拉工厂", "要把「泰拉工厂」加入名录吗？"),
        (ADA, "/tidings names remove nvidia", "Remove *Nvidia* (company) with all its spellings?"),
        (ADA, "/tidings names remove nvidia corporation", "“NVIDIA Corporation” no longer to count as *Nvidia*?"),
        (ADA, "/tidings names remove amodei", "could be Daniela Amodei (person) or Dario Amodei (person)"),
        (ADA, "/tidings names remove zzzz <!channel>", "“zzzz &lt;!channel&gt;”"),
        (LIN, "/tidings names remove nvidia", "请联系编辑删除"),
        (GUEST, "/tidings names add terafab", "Guests read only"),
        (GUEST, "/tidings names remove nvidia", "ask an editor"),
        # A question that begins with the word is a question.
        (ADA, "/tidings names that nvidia bought", "Nvidia"),
        (ADA, "/tidings names nvidia", "Nvidia"),
        (ADA, "/tidings names delet", "I did not understand “delet”.\n`/tidings names add Harborline` adds a name"),
        (ADA, "/tidings names delet quorvex", "I did not understand “delet quorvex”."),
        (LIN, "/tidings names 看看", "没有看懂「看看」。"),
        (ADA, "/tidings editors of the verge", "The Verge"),
    ],
)
def test_what_is_typed_after_names(library: NamesOffice, who: str, line: str, words: str) -> None:
    """Every verb, in both languages, for members and guests."""
    assert words in words_of(library.types(who, line)).replace("\u200b", "")


def test_a_name_of_the_catalogue_is_removed_after_a_question(office: NamesOffice) -> None:
    """An editor is asked once more; then it is known no more, and past stories lose it."""
    question = office.types(ADA, "/tidings names remove stargate")
    done = office.clicks(ADA, question, "names.remove.0")
    assert "*Stargate* is removed; past stories lose its tag." in words_of(done)
    sql = "SELECT count(*) FROM mentions m JOIN entities e ON e.id = m.entity_id WHERE e.slug = 'stargate'"
    office.workspace.wait_for(lambda: office.store.db.execute(sql).fetchone() == (0,))
    assert office.names.entity("stargate") is None


def test_guests_read(library: NamesOffice) -> None:
    """No button adds, and one that somebody else was given tells why not."""
    assert "names.add" not in buttons_of(library.types(GUEST, "/company quorvex"))
    assert "names.add" not in buttons_of(library.types(GUEST, "/tidings names"))
    public = library.says(ADA, "@Tidings what of the zzyzx?")
    assert "names.add" in buttons_of(public)
    refused = library.clicks(GUEST, public, "names.add")
    assert (refused["text"], refused["is_ephemeral"]) == ("Guests read only. Ask a member of your team.", True)
    assert library.workspace.views(GUEST) == []


def test_editors_are_added_and_removed_by_editors(office: NamesOffice) -> None:
    """An admin is one; others are added by name or menu, and removed; a member reads who they are."""
    assert "<@U0ADA00001>" in words_of(office.types(ADA, "/tidings editors"))
    refused = office.types(LIN, f"/tidings editors add <@{LIN_ID}>")
    assert "需要编辑权限" in words_of(refused)
    added = office.types(ADA, f"/tidings editors add <@{LIN_ID}|xiaolin>")
    assert f"<@{LIN_ID}> is an editor now." in words_of(added)
    found = person(office.store.db, office.workspace.team_id, LIN_ID)
    assert found
    assert found.may_edit
    assert "要关注吗" in words_of(office.types(LIN, "/tidings names"))
    removed = office.clicks(ADA, added, f"editors.remove.{LIN_ID}")
    assert "is no longer an editor" in words_of(removed)
    for text, words in (
        (f"remove <@{LIN_ID}>", "is no editor"),
        ("remove <@U0ADA00001>", "as an owner or admin"),
        ("add <@U0ADA00001>", "is an editor already"),
        ("add <@U0GUEST001>", "cannot be an editor"),
        ("add nobody", "Name one person"),
    ):
        assert words in words_of(office.types(ADA, f"/tidings editors {text}"))
    audit = office.store.db.execute("SELECT action, what FROM audit WHERE action LIKE 'editors.%' ORDER BY id")
    assert audit.fetchall() == [("editors.add", LIN_ID), ("editors.remove", LIN_ID)]


def test_an_editor_is_chosen_in_the_menu(office: NamesOffice) -> None:
    """The menu gives the id, whatever Slack makes of a typed name."""
    listed = office.types(ADA, "/tidings editors")
    office.workspace.people.click(ADA, "ai-news", listed["ts"], "editors.add", LIN_ID)
    office.workspace.wait_for(lambda: "is an editor now" in words_of(office.seen(ADA, "ai-news")[-1]))
    again = office.types(LIN, "/tidings 编辑")
    assert f"editors.remove.{LIN_ID}" in str(again["blocks"])


def test_a_trigger_that_expired_is_told(library: NamesOffice) -> None:
    """Slack was too slow: press again."""
    office = library
    answer = office.types(ADA, "/company quorvex")
    office.workspace.faults.refuse("views.open", "expired_trigger_id")
    told = office.clicks(ADA, answer, "names.add")
    assert "press the button again" in words_of(told)


def test_a_long_list_has_pages(office: NamesOffice) -> None:
    """Eight additions each; More and Newer turn them in place."""
    sheet = "".join(f'[[company]]\nid = "zibber-{n}"\nen = "Zibber {n}x"\n' for n in range(10))
    import_names(office.store, office.names, sheet, by=None, now=NOW)
    first = office.types(ADA, "/tidings names")
    assert "10 additions, newest first" in words_of(first)
    assert (len(removable(first)), "names.newer" in buttons_of(first)) == (8, False)
    second = office.clicks(ADA, first, "names.more")
    assert second["ts"] == first["ts"]
    assert (len(removable(second)), "from no. 9 on" in words_of(second)) == (2, True)
    assert len(removable(office.clicks(ADA, second, "names.newer"))) == 8


def test_what_is_under_way_and_what_clashes_is_shown(office: NamesOffice) -> None:
    """How far past stories are, and a name that the catalogue has come to give to somebody else."""
    office.retagging.stop(5)
    add_name(office.store, office.names, NewName("company", "Quorvex"), by=None, now=NOW)
    with office.store.transaction() as db:
        db.execute(
            "INSERT INTO aliases (entity_id, text, how, added_at) SELECT id, 'Quorvex', 'alias', '' FROM entities"
            " WHERE slug = 'nvidia'"
        )
        db.execute("UPDATE settings SET value = value + 1 WHERE name = 'names_version'")
    words = words_of(office.types(ADA, "/tidings names"))
    assert "Going through past stories for *Quorvex*: 0 of 3" in words
    assert "also names Nvidia by now" in words


@pytest.mark.parametrize("value", ["", "{}x", '{"entity":"<script>"}', '{"text":3}', '{"other":1}', "[" * 5000])
def test_a_value_of_no_button_is_none(value: str) -> None:
    """What comes back from outside is checked."""
    assert read_target(value) is None


HOSTILE = "<!channel> *x* `y` & \u202e" + "长" * 200


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("text", ["", "Terafab", "泰拉工厂", HOSTILE])
def test_modals_keep_slack_s_limits(language: Any, text: str) -> None:
    """Whatever was typed, both modals are ones that Slack opens."""
    check_view(add_view(text, "topic", language), "modal")
    check_view(alias_view(text, [NVIDIA] * 500, language), "modal")


def test_errors_are_joined_and_short() -> None:
    """Many wrong spellings make one message of a length that can be read."""
    refusals = [Refusal("spellings", "taken", f"name {n}", (NVIDIA,)) for n in range(50)]
    assert len(errors_of(refusals, "en")["spellings"]) <= 300


def test_a_target_travels_in_a_button() -> None:
    """Written and read back the same, without markup in it."""
    target = Target(text="<!channel> 泰拉", kind="product", entity="quorvex", offset=8)
    assert "<" not in as_target_value(target)
    assert read_target(as_target_value(target)) == target
