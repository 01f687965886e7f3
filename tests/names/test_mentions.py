"""Whom a running text names, sentence by sentence, over the shipped catalogue; and the finder's own rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.mentions import Finder, build_finder
from store.model import Entity, Spelling
from store.patterns import Blocker
from tests.names.test_resolve import rows

HERE = Path(__file__).parent

# `*` marks an entity that is implied by a product of its own.
SENTENCES = """
Anthropic and OpenAI both hired from DeepMind. | anthropic, openai, google-deepmind
Nvidia's margins fell while Broadcom’s rose. | nvidia, broadcom
The OpenAI-Microsoft pact, revised | openai, microsoft
NVIDIA cut prices | nvidia
Meta bought a startup | meta
the meta question is harder |
Meta-analysis of 40 trials shows no effect |
An Apple engineer left for OpenAI | apple, openai
She ate an apple and a Big Apple pie |
Amazon opened a lab near the Amazon rainforest | amazon
The Oracle of Omaha sold his shares |
Oracle signed a lease in Texas | oracle
Armed guards at the gate |
Arm's new core beats the old one | arm
an arm's length deal |
The arms race is on |
Financial stability is nobody's product |
Musk and Altman meet in court | elon-musk, sam-altman
musk oxen roam the tundra |
GPT-4.1 is not GPT-4 | gpt-4, openai*
GPT-4o mini got cheaper | gpt-4o, openai*
GPUs and TPUs are scarce | chips, tpu, google*
A GPU shortage | chips
Claude Shannon wrote about information |
Claude 3.5 ships; Anthropic is silent | claude, anthropic
Claude ships | claude, anthropic*
Claude ships, says Anthropic | claude, anthropic
OpenAI's IPO slips | openai, ipo
export controls on chips | export-controls, chips
ＯｐｅｎＡＩ发布新模型 | openai
Anthropic的Claude升级了 | anthropic, claude
谷歌和博通合作 | google, broadcom
彭博通讯社报道 | bloomberg
博通过去一年 | broadcom
博通股价上涨 | broadcom, markets
美国高通胀持续 |
高通发布新芯片 | qualcomm, chips
他们去阿里山看日出 |
阿里宣布裁员 | alibaba, layoffs
果园里的苹果树 |
苹果树立新标杆 | apple
苹果发布会 | apple
三星堆出土文物 |
三星与SK海力士 | samsung, sk-hynix
英伟达发布Blackwell | nvidia, blackwell
輝達發表新晶片 | nvidia, chips
台積電與輝達合作 | tsmc, nvidia
馬斯克起訴奧特曼 | elon-musk, lawsuits, sam-altman
奥特曼卡片很贵 |
华为昇腾950训练DeepSeek V4 | huawei, ascend, deepseek-v4, deepseek*
中华为之自豪 |
北京东城区 |
京东上线新功能 | jd
我们可灵活调整 |
可灵发布新版本 | kling, kuaishou*
智能体验升级 |
智能体正在落地 | agents
聊天机器人越来越多 | chatbots
使用电脑办公 |
金融资产缩水 |
融资三亿美元 | funding
其中美国占一半 |
据路透社报道 | reuters
一路透明 |
拼多多与美团竞争 | pdd, meituan
中美团队合作 |
DeepSeek开源新模型 | deepseek, open-source
Stargate数据中心在阿布扎比 | stargate, data-centers, openai*
Hugging  Face hosts it | hugging-face
Open-source models win | open-source
The New York Times sues OpenAI | new-york-times, lawsuits, openai
x.ai is now part of SpaceX | xai, spacex
Groq and Grok are two things | groq, grok, xai*
Cursor and Windsurf compete | cursor, windsurf, anysphere*, cognition*
"""


@pytest.mark.parametrize(("sentence", "expected"), [(*row, "")[:2] for row in rows(SENTENCES)])
def test_a_sentence_names_exactly_these(finder: Finder, sentence: str, expected: str) -> None:
    """Each entity is found once, in order, and nothing is found in words that merely look like a name."""
    found = [mention.entity_id + "*" * (mention.how == "implied") for mention in finder.find(sentence)]
    assert ", ".join(found) == expected


@pytest.mark.parametrize(("sentence", "expected"), [(*row, "")[:2] for row in rows(SENTENCES)])
def test_a_mention_shows_the_words_that_stood_there(finder: Finder, sentence: str, expected: str) -> None:
    """`words` and `start` point into the text as it was given."""
    for mention in finder.find(sentence):
        assert sentence[mention.start : mention.start + len(mention.words)] == mention.words


def test_sentences_name_whom_they_should(finder: Finder) -> None:
    """Of 370 sentences in two languages, full of traps, at least 98 % of what is found is right, and 97 % is found."""
    right = found = expected = 0
    for sentence, *rest in rows((HERE / "sentences.txt").read_text("utf-8")):
        if not sentence.startswith("#"):
            wanted = {name for name in rest[0].split(", ") if name} if rest else set()
            named = {mention.entity_id + "*" * (mention.how == "implied") for mention in finder.find(sentence)}
            right, found, expected = right + len(wanted & named), found + len(named), expected + len(wanted)
    assert right / found >= 0.98
    assert right / expected >= 0.97


def test_of_names_that_overlap_those_that_cover_most_win() -> None:
    """Acme and Cloud Suite, rather than Acme Cloud and a word."""
    names = (entity("acme", "Acme"), entity("cloud", "Acme Cloud"), entity("suite", "Cloud Suite"))
    assert [mention[0] for mention in found("Acme Cloud Suite", *names)] == ["acme", "suite"]


def entity(slug: str, *spellings: str | Spelling, made_by: str | None = None) -> Entity:
    """Make a company, or a product of one."""
    made = tuple(Spelling(text) if isinstance(text, str) else text for text in spellings)
    relations = (("made_by", made_by),) if made_by else ()
    return Entity(slug, "product" if made_by else "company", slug.title(), None, made, relations)


def found(text: str, *entities: Entity, blockers: tuple[Blocker, ...] = ()) -> list[tuple[str, str, int]]:
    """List what a finder of these entities finds."""
    mentions = build_finder(entities, blockers).find(text)
    return [(mention.entity_id, mention.words, mention.start) for mention in mentions]


def test_offsets_survive_everything_that_is_folded() -> None:
    """Full width, accents, invisible characters, white space and Taiwan's longer words keep their places."""
    acme = entity("acme", "Acme Labs", "首席执行官")
    assert found("x Ａcmé\u200b \n Labs!", acme) == [("acme", "Ａcmé\u200b \n Labs", 2)]
    assert found("輝達執行長說", acme) == [("acme", "執行長", 2)]


def test_the_longest_spelling_wins() -> None:
    """A name inside a longer name of someone else is not named."""
    assert found("Acme Cloud", entity("acme", "Acme"), entity("cloud", "Acme Cloud")) == [("cloud", "Acme Cloud", 0)]


def test_a_spelling_of_two_entities_names_neither() -> None:
    """Where a team has given two entities one spelling, the text is not claimed for either."""
    assert found("Acme", entity("one", "Acme"), entity("two", "Acme")) == []


def test_a_cased_spelling_counts_in_its_case_only() -> None:
    """A name that is an ordinary word is found as it is written, and has no plural."""
    block = entity("block", Spelling("Block", case_sensitive=True))
    assert found("Block blocks a block; Blocks, BLOCK", block) == [("block", "Block", 0)]


def test_a_typed_spelling_never_counts_in_text() -> None:
    """`stability` is for typing."""
    assert found("stability", entity("stability", Spelling("stability", use="typed"))) == []


@pytest.mark.parametrize("text", ["Acmes", "Acme's", "Acme’s", "non-Acme", "Acme-led", "(Acme)", "和Acme的", "ACME"])
def test_edges_and_endings_of_a_word(text: str) -> None:
    """Possessives, plurals, hyphens and Chinese neighbours leave a name a name."""
    assert [mention[0] for mention in found(text, entity("acme", "Acme"))] == ["acme"]


@pytest.mark.parametrize("text", ["Acmeist", "Pacme", "Acme2", "2Acme", "Acmess"])
def test_inside_a_word_there_is_no_name(text: str) -> None:
    """Letters or digits beside a name make it part of another word."""
    assert found(text, entity("acme", "Acme")) == []


def test_a_version_is_not_the_beginning_of_a_longer_one() -> None:
    """Acme 4 is not named by Acme 4.1, but ends a sentence."""
    acme = entity("acme", "Acme 4")
    assert found("Acme 4.1", acme) == []
    assert found("Out now: Acme-4.", acme) == [("acme", "Acme-4", 9)]


def test_a_blocker_yields_to_the_texts_it_excepts() -> None:
    """A blocker names nobody unless one of its longer texts begins there."""
    pear = entity("pear", "苹果")
    blockers = (Blocker("苹果树", ("苹果树立",)),)
    assert found("苹果树开花", pear, blockers=blockers) == []
    assert found("苹果树立标杆", pear, blockers=blockers) == [("pear", "苹果", 0)]


def test_a_line_break_joins_no_chinese_words() -> None:
    """The end of a headline and the beginning of its summary are no name."""
    assert found("开发苹\n果汁", entity("pear", "苹果")) == []


def test_a_product_implies_its_maker_unless_named() -> None:
    """The implied mention carries the product's words."""
    acme, rocket = entity("acme", "Acme"), entity("rocket", "Rocket", made_by="acme")
    assert [(one.entity_id, one.how) for one in build_finder((acme, rocket)).find("Rocket flies")] == [
        ("rocket", "named"),
        ("acme", "implied"),
    ]
    assert [one.how for one in build_finder((acme, rocket)).find("Rocket by Acme")] == ["named", "named"]


def test_no_names_find_nothing() -> None:
    """An empty catalogue is legal."""
    assert found("anything") == []
