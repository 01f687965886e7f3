"""Names that a team adds and takes away: what is refused and why, what counts at once, who may, what is noted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import naming
from store.additions import is_own, list_additions
from store.model import EntityKind, Use
from store.naming import NewName, check_name, check_spelling, find_entity, find_removable, remove
from store.spelling import LONGEST, NameRefusedError, clean, fault_of, slug_of, split_spellings
from tests.naming.conftest import NOW, Desk

QUORVEX = NewName("product", "Quorvex", "阔维克斯", ("Quor-Vex",))


def test_a_new_name_counts_at_once(desk: Desk) -> None:
    """Its names, other spellings and pinyin are known when typed, and its names in text."""
    change = desk.add(QUORVEX)
    assert change.entity.id == "quorvex"
    assert {desk.who(text) for text in ("quorvex", "阔维克斯", "quor vex", "kuoweikesi", "quorvx")} == {"quorvex"}
    assert [mention.entity_id for mention in desk.found("The Quorvex's price，阔维克斯的价格")] == ["quorvex"]


def test_chinese_given_as_the_name_is_the_chinese_name(desk: Desk) -> None:
    """Whoever writes Chinese into the first field means that."""
    change = desk.add(NewName("company", "泰山智造"))
    assert (change.entity.name_en, change.entity.name_zh, change.entity.id) == (None, "泰山智造", "taishanzhizao")
    both = desk.add(NewName("company", "黄河智造", "黄河"))
    assert (both.entity.name_en, both.entity.name_zh) == (None, "黄河")
    assert {desk.who(text) for text in ("黄河智造", "黄河")} == {both.entity.id}


@pytest.mark.parametrize(
    ("new", "wrong"),
    [
        (NewName("company", "", ""), [("name", "empty")]),
        (NewName("company", "\u200b \u202e"), [("name", "empty")]),
        (NewName("company", "?!…"), [("name", "unspoken")]),
        (NewName("company", "x" * 81), [("name", "long")]),
        (NewName("company", "Acme"), [("name", "taken")]),
        (NewName("company", "ACME Labs, Inc."), [("name", "taken")]),
        (NewName("product", "Fizzle", "艾可米"), [("name", "ordinary"), ("zh", "taken")]),
        (NewName("product", "Zibber", spellings=("ACM", "aikemi")), [("spellings", "taken")] * 2),
        (NewName("product", "Zibber", spellings=("stone",)), [("spellings", "taken")]),
        (NewName("product", "Zibber", spellings=("wafer",)), [("spellings", "taken")]),
        (NewName("product", "Harvest"), [("name", "ordinary")]),
        (NewName("product", "harvest", is_cased=True), [("name", "lower")]),
        (NewName("product", "Zibber", spellings=("的", "X", "Go")), [("spellings", "short")] * 3),
        (NewName("product", "Zibber", spellings=("公司", "2026")), [("spellings", "ordinary")] * 2),
        (NewName("company", "Zibber", phrases=("yards",)), [("phrases", "not_topic")]),
        (NewName("topic", "Ports", phrases=("news", "wafer")), [("phrases", "ordinary"), ("phrases", "taken")]),
        (NewName("topic", "Ports", phrases=tuple(f"yard {n}" for n in range(51))), [("phrases", "many")]),
    ],
)
def test_what_is_refused_is_refused_field_by_field(desk: Desk, new: NewName, wrong: list[tuple[str, str]]) -> None:
    """Each field has its reason, and nothing is added."""
    assert [(refusal.field, refusal.reason) for refusal in check_name(desk.names, new)] == wrong
    with pytest.raises(NameRefusedError) as refused:
        desk.add(new)
    assert str(refused.value).endswith(".")
    assert list_additions(desk.store.db) == []
    assert desk.audit() == []


@pytest.mark.parametrize(
    "new",
    [
        NewName("product", "Harvest", use="typed"),
        NewName("product", "Harvest", is_cased=True),
        NewName("topic", "Ports", phrases=("harbour", "AI 港口")),
        NewName("company", "Scale Robotics"),
        NewName("company", "Chip", is_cased=True),
        NewName("person", "Cy Stone"),
        NewName("company", "<!channel> & Söhne"),
    ],
)
def test_what_is_near_is_not_refused(desk: Desk, new: NewName) -> None:
    """An ordinary word may count when typed or in its case, and a name may resemble another."""
    assert check_name(desk.names, new) == ()
    assert desk.who(new.en or "") is not None or desk.add(new)


def test_a_word_that_counts_only_when_typed_tags_nothing(desk: Desk) -> None:
    """Harvest typed is the product; the harvest in a story is nobody."""
    change = desk.add(NewName("product", "Harvest", use="typed"))
    assert (desk.who("harvest"), desk.found("Harvest is early"), change.retag_id) == ("harvest", [], None)


def test_a_word_in_its_case_tags_only_that(desk: Desk) -> None:
    """Harvest in a story is the product, the harvest is nobody."""
    desk.add(NewName("product", "Harvest", is_cased=True))
    assert [len(desk.found(text)) for text in ("Harvest ships", "a harvest")] == [1, 0]


def test_the_reason_names_whose_it_is(desk: Desk) -> None:
    """A conflict is told in one sentence, with the entity that has the spelling."""
    with pytest.raises(NameRefusedError, match=r"^“Acme Labs” already names Acme \(company\)\.$"):
        desk.alias("ada-stone", "Acme Labs")


def test_a_spelling_is_added_once(desk: Desk) -> None:
    """The second time the entity has it already, in any case and width."""
    desk.alias("acme", "Wile Works")
    assert desk.who("wile works") == "acme"
    for again in ("Wile Works", "wile-works", "ＷＩＬＥ works"):
        with pytest.raises(NameRefusedError, match=r"Acme \(company\) already has the spelling"):
            desk.alias("acme", again)


@pytest.mark.parametrize(
    ("text", "reason"), [("", "unspoken"), ("…", "unspoken"), ("y" * 200, "long"), ("market", "ordinary")]
)
def test_an_unfit_spelling_is_refused(desk: Desk, text: str, reason: str) -> None:
    """With the same reasons as a name."""
    acme = desk.names.entity("acme")
    assert acme
    refusal = check_spelling(desk.names, acme, text, use="both", is_cased=False)
    assert refusal
    assert refusal.reason == reason


def test_a_typed_spelling_may_be_allowed_in_text_as_it_is_written(desk: Desk) -> None:
    """What counted only when typed gets a second use."""
    assert desk.found("The Scale deal") == []
    naming.add_spelling(desk.store, desk.names, "scale-ai", "Scale", use="text", is_cased=True, by=None, now=NOW)
    assert [mention.entity_id for mention in desk.found("The Scale deal")] == ["scale-ai"]
    assert desk.found("the scale of it") == []


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("acme", "acme"), ("ada-stone", "ada-stone"), ("Acme Corp", "acme"), ("艾可米", "acme"), ("ACM", "acme")],
)
def test_an_entity_is_found_by_id_or_name(desk: Desk, typed: str, slug: str) -> None:
    """As people type it."""
    assert find_entity(desk.names, typed).id == slug


@pytest.mark.parametrize(
    ("typed", "reason", "owners"),
    [("stone", "unsure", 2), ("scale aii", "unsure", 1), ("zzzz", "unknown", 0), ("", "unknown", 0)],
)
def test_an_unsure_entity_asks(desk: Desk, typed: str, reason: str, owners: int) -> None:
    """Several, or one that is only near, are asked about; none is said to be none."""
    with pytest.raises(NameRefusedError) as refused:
        find_entity(desk.names, typed)
    [refusal] = refused.value.refusals
    assert (refusal.reason, len(refusal.owners)) == (reason, owners)


def test_a_name_of_the_team_is_removed_and_can_come_again(desk: Desk) -> None:
    """It is known no more, in any spelling, and is added again under its id."""
    desk.add(QUORVEX)
    remove(desk.store, desk.names, "quorvex", None, person=None, now=NOW)
    assert [desk.who(text) for text in ("quorvex", "阔维克斯", "kuoweikesi")] == [None] * 3
    assert list_additions(desk.store.db) == []
    assert desk.add(QUORVEX).entity.id == "quorvex"
    assert desk.who("quorvex") == "quorvex"


def test_a_name_of_the_catalogue_is_removed_and_stays_away(desk: Desk) -> None:
    """An upgrade does not bring it back; adding it does."""
    remove(desk.store, desk.names, "acme", None, person=None, now=NOW)
    desk.load(f"# another edition\n{desk.folder.joinpath('catalogue/names.toml').read_text('utf-8')}")
    assert [desk.who(text) for text in ("acme", "acme labs", "ACM")] == [None] * 3
    assert desk.add(NewName("company", "Acme", is_cased=True)).entity.id == "acme"
    assert {desk.who(text) for text in ("acme", "acme labs", "ACM")} == {"acme"}


def test_another_kind_does_not_bring_back_what_was_removed(desk: Desk) -> None:
    """A product called as a company that was taken away is something else."""
    remove(desk.store, desk.names, "acme", None, person=None, now=NOW)
    added = desk.add(NewName("product", "Acme", is_cased=True)).entity
    assert (added.id, added.kind, desk.who("acme"), desk.who("acme labs")) == ("acme-2", "product", "acme-2", None)


def test_a_spelling_of_the_catalogue_is_removed_and_stays_away(desk: Desk) -> None:
    """The entity keeps its others; its sound goes with a Chinese one."""
    desk.alias("acme", "阿可么")
    assert desk.who("akeme") == "acme"
    for text in ("Acme Labs", "阿可么"):
        remove(desk.store, desk.names, "acme", text, person=None, now=NOW)
    desk.load(f"# another edition\n{desk.folder.joinpath('catalogue/names.toml').read_text('utf-8')}")
    assert [desk.who(text) for text in ("acme", "acme labs", "akeme", "阿可么", "aikemi")] == [
        "acme", None, None, None, "acme",
    ]  # fmt: skip
    desk.alias("acme", "Acme Labs")
    assert desk.who("acme labs") == "acme"


@pytest.mark.parametrize(
    ("typed", "slug", "text"),
    [
        ("acme", "acme", None),
        ("艾可米", "acme", None),
        ("acme labs", "acme", "Acme Labs"),
        ("the coyote", "acme", "the coyote"),
        ("wafer", "chips", "wafer"),
        ("acm", None, None),
        ("stone", None, None),
        ("nobody at all", None, None),
    ],
)
def test_what_is_to_be_removed_is_read(desk: Desk, typed: str, slug: str | None, text: str | None) -> None:
    """A name means the entity, another spelling that spelling, and what is unsure asks."""
    if slug is None:
        with pytest.raises(NameRefusedError):
            find_removable(desk.names, typed)
    else:
        entity, spelling = find_removable(desk.names, typed)
        assert (entity.id, spelling) == (slug, text)


def test_members_remove_what_they_added_and_editors_anything(desk: Desk) -> None:
    """What others added, or comes with Tidings, is for editors; guests remove nothing."""
    desk.add(QUORVEX, by=desk.member)
    desk.alias("acme", "Wile Works", by=desk.other)
    mine = [("quorvex", None), ("acme", "Wile Works"), ("acme", "Acme Labs"), ("acme", None)]
    for person, allowed in (("U1", [True, False, False, False]), ("U2", [False, True, False, False])):
        assert [_may(desk, slug, text, person) for slug, text in mine] == allowed
    assert all(_may(desk, slug, text, "U3") for slug, text in mine)
    with pytest.raises(NameRefusedError, match="ask an editor"):
        remove(desk.store, desk.names, "acme", None, person=desk.person("U1"), now=NOW)
    desk.alias("quorvex", "Quoz", by=desk.other)
    assert not _may(desk, "quorvex", None, "U1")


def _may(desk: Desk, slug: str, text: str | None, slack_id: str) -> bool:
    db = desk.store.db
    return naming.may_remove(list_additions(db), slug, text, desk.person(slack_id), is_own(db, slug))


def test_who_changed_what_is_written_down(desk: Desk) -> None:
    """One line for each change, refused ones not."""
    desk.add(QUORVEX, by=desk.member)
    desk.alias("acme", "Wile Works", by=desk.member)
    remove(desk.store, desk.names, "acme", "Acme Labs", person=desk.person("U3"), now=NOW)
    naming.ignore(desk.store, "Terafab", by=desk.editor, now=NOW)
    assert desk.audit() == [
        ("names.add", "quorvex (product): Quorvex (both), 阔维克斯 (both), Quor-Vex (both)"),
        ("names.alias", "acme: Wile Works (both)"),
        ("names.remove", "acme: Acme Labs"),
        ("names.ignore", "Terafab"),
    ]
    people = desk.store.db.execute("SELECT person_id FROM audit ORDER BY id").fetchall()
    assert people == [(desk.member,), (desk.member,), (desk.editor,), (desk.editor,)]


def test_additions_are_listed_newest_first_with_who(desk: Desk) -> None:
    """Names and spellings, without the sounds that follow from them."""
    desk.add(QUORVEX, by=desk.member)
    listed = [(one.slug, one.text, one.is_name, one.added_by) for one in list_additions(desk.store.db)]
    assert listed == [
        ("quorvex", "Quorvex", True, "U1"),
        ("quorvex", "阔维克斯", False, "U1"),
        ("quorvex", "Quor-Vex", False, "U1"),
    ]


@given(st.text(max_size=200), st.sampled_from(["company", "topic"]), st.sampled_from(["typed", "text", "both"]))
def test_any_text_is_judged(text: str, kind: EntityKind, use: Use) -> None:
    """Whatever is typed is cleaned to one printable line, judged, and makes an id."""
    cleaned = clean(text)
    assert cleaned.isprintable()
    assert clean(cleaned) == cleaned
    assert len(cleaned) <= LONGEST or fault_of(cleaned, kind, use, is_cased=False) == "long"
    assert slug_of(cleaned)
    assert len(slug_of(cleaned)) <= LONGEST
    assert all(split_spellings(text))
