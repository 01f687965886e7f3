"""Names inside longer texts: which, and what is left over."""

from __future__ import annotations

import pytest

from store.match import NameIndex, match
from tests.names.test_resolve import rows

LONGER = """
what is new with nvidia and broadcom | nvidia, broadcom |
openai ipo | openai, ipo |
谷歌 芯片 | google, chips |
what's new with stargate? | stargate |
What’s the latest on OpenAI’s lawsuit? | openai, lawsuits |
the nvidia news? | nvidia |
nvidia news | nvidia |
the openai people | openai |
news about antropic | anthropic |
tell me about jensen huang | jensen-huang |
show me microsoft layoffs | microsoft, layoffs |
meta layoffs | meta, layoffs |
apple earnings call transcript | apple | earnings call transcript
openai robot tax in france | openai | robot tax france
NVDA news | nvidia |
$nvda earnings | nvidia | earnings
英伟达最近有什么新闻 | nvidia |
英伟达有什么新消息吗 | nvidia | 新
英伟达和博通 | nvidia, broadcom |
谷歌和解 | google | 和解
谷歌的芯片怎么样了？ | google, chips |
关于OpenAI的消息 | openai |
最近芯片有什么新闻 | chips |
請問輝達最近有什麼大新聞 | nvidia |
智能体 创业公司 | agents | 创业公司
请问Anthropic和谷歌的合作 | anthropic, google | 合作
stargate阿布扎比 | stargate | 阿布扎比
google io | google | io
GPT-9 rumours | gpt | 9 rumours
C++ news | | C++
financial stability report | | financial stability report
what's new with stability? | stability-ai |
arms race | | arms race
to scale or not to scale up | | scale not scale up
character education | | character education
stability and nvidia | stability-ai, nvidia |
阿里山旅游 | | 阿里山旅游
高通胀数据 | | 高通胀数据
quantum toasters in finland | | quantum toasters finland
teh latest robotcs | robots | teh
let me know about openclaw this week | openclaw |
yingweida taijidian | nvidia, tsmc |
guge xinpian | google, chips |
Yingweida Taijidian | nvidia, tsmc |
gu ge xin pian | google, chips |
ying wei da tai ji dian | nvidia, tsmc |
what is new with yingweida and taijidian? | nvidia, tsmc |
nvidia taijidian | nvidia, tsmc |
英伟达 xinpian | nvidia, chips |
yingweida earnings | nvidia | earnings
zhongxin guoji huawei | smic, huawei |
Zhejiang Haitian | | Zhejiang Haitian
Weilai Holdings | | Weilai Holdings
yingweida caibao | nvidia | caibao
zhejiang weilai | | zhejiang weilai
wei and lai | | wei lai
"""


@pytest.mark.parametrize(("typed", "slugs", "rest"), [(*row, "")[:3] for row in rows(LONGER)])
def test_a_longer_text_gives_its_names_and_the_rest(index: NameIndex, typed: str, slugs: str, rest: str) -> None:
    """A text that merely contains names is no match, with a part for each name and the words that say more."""
    found = match(index, typed)
    named = [part.entity.id for part in found.parts if part.entity]
    assert found.outcome == "none"
    assert named == [slug for slug in slugs.split(", ") if slug]
    assert found.rest == rest


def test_a_part_says_how_it_was_met(index: NameIndex) -> None:
    """Each part is a match of its own, with the words as typed."""
    exact, misspelt = match(index, "broadcom and antropic").parts
    assert (exact.query, exact.outcome, exact.via) == ("broadcom", "match", "name")
    assert (misspelt.query, misspelt.outcome, misspelt.via, misspelt.matched) == (
        "antropic",
        "match",
        "typo",
        "Anthropic",
    )


def test_a_shared_spelling_inside_a_text_asks(index: NameIndex) -> None:
    """A part that two entities share is ambiguous and offers both."""
    (part,) = match(index, "what did Amodei say").parts
    assert (part.outcome, part.entity) == ("ambiguous", None)
    assert {entity.id for entity in part.suggestions} == {"dario-amodei", "daniela-amodei"}


def test_a_topic_of_several_words_is_one_name(index: NameIndex) -> None:
    """The whole text is looked up before its pieces."""
    found = match(index, "chip export controls")
    assert (found.outcome, found.parts, found.rest) == ("match", (), "")
