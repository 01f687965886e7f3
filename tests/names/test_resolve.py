"""What a typed name resolves to, row by row, over the shipped catalogue."""

from __future__ import annotations

import pytest

from store.catalogue import Catalogue
from store.match import NameIndex, build_index, match
from store.model import EntityKind

MATCHES = """
OpenAI | openai | name
open ai | openai | name
OPENAI | openai | name
Open-AI | openai | name
ＯｐｅｎＡＩ | openai | name
“OpenAI” | openai | name
openai's | openai | name
OpenAI, Inc. | openai | alias
Nvidia | nvidia | name
英伟达 | nvidia | name
輝達 | nvidia | name
英偉達 | nvidia | name
nvidia corporation | nvidia | alias
Nvidia Corp | nvidia | suffix
Nvidia Co., Ltd. | nvidia | suffix
百度公司 | baidu | suffix
百度集团股份有限公司 | baidu | suffix
Alibaba Group Holding Ltd | alibaba | suffix
Microsoft | microsoft | name
微软 | microsoft | name
微軟 | microsoft | name
谷歌 | google | name
谷 歌 | google | name
亞馬遜 | amazon | name
苹果公司 | apple | alias
蘋果 | apple | name
Apple Inc. | apple | alias
apple | apple | name
Meta | meta | name
META | meta | name
Meta's | meta | name
Facebook | meta | former
臉書 | meta | alias
博通 | broadcom | name
台積電 | tsmc | name
臺積電 | tsmc | name
華為 | huawei | name
騰訊 | tencent | name
阿里巴巴集团 | alibaba | alias
字节跳动 | bytedance | name
字节 | bytedance | short
deep seek | deepseek | name
深度求索 | deepseek | name
月之暗面 | moonshot-ai | name
Moonshot | moonshot-ai | short
智谱 | zhipu-ai | name
mini max | minimax | name
x.ai | xai | name
xai | xai | name
Sam Altman | sam-altman | name
altman | sam-altman | short
阿尔特曼 | sam-altman | alias
Elon Musk | elon-musk | name
馬斯克 | elon-musk | short
musk | elon-musk | short
黃仁勳 | jensen-huang | name
老黄 | jensen-huang | alias
达里奥·阿莫迪 | dario-amodei | name
达里奥阿莫迪 | dario-amodei | name
claude | claude | name
claude code | claude-code | name
chat gpt | chatgpt | name
GPT-5 | gpt-5 | name
gpt 5 | gpt-5 | name
gpt5 | gpt-5 | name
gemma4 | gemma-4 | name
星际之门 | stargate | name
星際之門 | stargate | name
stargate | stargate | name
chip export controls | export-controls | alias
出口管制 | export-controls | name
export control | export-controls | plural
数据中心 | data-centers | name
智能体 | agents | name
開源 | open-source | name
stability | stability-ai | short
character | character-ai | short
NVDA | nvidia | ticker
$nvda | nvidia | ticker
$NVDA | nvidia | ticker
NASDAQ: NVDA | nvidia | ticker
MSFT | microsoft | ticker
AAPL | apple | ticker
AVGO | broadcom | ticker
TSM | tsmc | ticker
TSLA | tesla | ticker
nvda | nvidia | ticker
msft | microsoft | ticker
$700 | tencent | ticker
0700.HK | tencent | ticker
09988.hk | alibaba | ticker
HKEX: 9988 | alibaba | ticker
688981.SH | smic | ticker
BABA | alibaba | ticker
yingweida | nvidia | pinyin
ying wei da | nvidia | pinyin
yīng wěi dá | nvidia | pinyin
guge | google | pinyin
weiruan | microsoft | pinyin
yamaxun | amazon | pinyin
pingguo | apple | pinyin
botong | broadcom | pinyin
taijidian | tsmc | pinyin
tengxun | tencent | pinyin
zijietiaodong | bytedance | pinyin
hanwuji | cambricon | pinyin
masike | elon-musk | pinyin
huangrenxun | jensen-huang | pinyin
aoteman | sam-altman | pinyin
antropic | anthropic | typo
Anthropc | anthropic | typo
anthropik | anthropic | typo
nvdia | nvidia | alias
nvidea | nvidia | typo
nividia | nvidia | typo
nvidai | nvidia | typo
opeanai | openai | typo
mircosoft | microsoft | typo
microsft | microsoft | typo
gogle | google | typo
amzon | amazon | alias
deepseak | deepseek | typo
depseek | deepseek | typo
huggingfce | hugging-face | typo
perplexty | perplexity | typo
brodcom | broadcom | typo
qualcom | qualcomm | typo
samsng | samsung | typo
databrics | databricks | typo
palentir | palantir | typo
cladue | claude | typo
chatgtp | chatgpt | typo
Altmann | sam-altman | typo
sam altmen | sam-altman | typo
jenson huang | jensen-huang | typo
stargte | stargate | typo
google deepmnd | google-deepmind | typo
microsft azure | azure | typo
chip exprot controls | export-controls | typo
"""

QUESTIONS = """
Amodei | daniela-amodei, dario-amodei
阿莫迪 | daniela-amodei, dario-amodei
Copilot | github-copilot, microsoft-copilot
红杉 | hongshan, sequoia
骨骼 | google
谷哥 | google
摆渡 | baidu
英维达 | nvidia
英伟大 | nvidia
音伟达 | nvidia
微阮 | microsoft
花为 | huawei
特丝拉 | tesla
马思克 | elon-musk
寒武记 | cambricon
msuk | elon-musk
ovidia | nvidia
mnvidia | nvidia
opnai | openai
antrophic | anthropic
open ay | openai
applet | apple
openair | openai
Perplexica | perplexity
Harley | harvey
Figura | figure-ai
claud | claude
"""

NOBODY = """
on
it
all
the
AI
ALL
apply
goggle
clause
Antropologie
Anthropology
Metabolic
Metaphor
Googol
Orca
Nvivo
Clyde
Claudia
Coherent
Cohort
Opera
Amazing
Amazons
Oracles
Teflon
Mastery
Minstrel
Perplexed
Broadband
Microscope
Intern
Intelligent
Snowfall
Palindrome
Openly
Tesseract
Metadata
Grocery
Geminate
Llanero
Mistletoe
Cursory
Anthropocene
Samson
Hauling
Lambdas
Copious
GPT-9
Llama 9
gemma 9
H900
12345
谷子
微风
智慧
中国
银行业
新闻
你好
C++
???
😀🎉
news
hello
what's up
"""


def rows(table: str) -> list[list[str]]:
    """Cut a table into rows of fields."""
    return [[field.strip() for field in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("typed", "slug", "via"), rows(MATCHES))
def test_a_name_is_recognised_however_it_is_written(index: NameIndex, typed: str, slug: str, via: str) -> None:
    """A spelling, script, ticker, pinyin or clear slip gives its entity, and says how."""
    found = match(index, typed)
    assert (found.outcome, found.entity and found.entity.id, found.via) == ("match", slug, via)
    assert found.query == typed
    assert found.matched


@pytest.mark.parametrize(("typed", "slugs"), rows(QUESTIONS))
def test_what_is_unsure_asks(index: NameIndex, typed: str, slugs: str) -> None:
    """A shared spelling, a sound, a lower-case ticker or a doubtful slip offers its names and chooses none."""
    found = match(index, typed)
    offered = [entity.id for entity in found.suggestions]
    assert (found.outcome, found.entity) == ("ambiguous", None)
    assert offered[: len(slugs.split(", "))] == slugs.split(", ")
    assert len(offered) <= 5


@pytest.mark.parametrize("typed", NOBODY.strip().splitlines())
def test_what_is_no_name_is_no_match(index: NameIndex, typed: str) -> None:
    """Words, near misses and unknown versions resolve to nobody, whatever names are near."""
    found = match(index, typed)
    assert (found.outcome, found.entity, found.via) == ("none", None, None)


@pytest.mark.parametrize(("typed", "slug"), [("apply", "apple"), ("goggle", "google"), ("clause", "claude")])
def test_no_match_offers_the_nearest_names(index: NameIndex, typed: str, slug: str) -> None:
    """An English word that is one edit from a name is no match and shows that name."""
    assert next(entity.id for entity in match(index, typed).suggestions) == slug


@pytest.mark.parametrize("typed", ["on", "Antropologie", "Metabolic", "xyzzy", "量子烤面包机"])
def test_no_match_offers_nothing_far_off(index: NameIndex, typed: str) -> None:
    """What is near no name shows none."""
    assert match(index, typed).suggestions == ()


@pytest.mark.parametrize(
    ("typed", "prefer", "slug"),
    [("nvidia", "topic", "nvidia"), ("chips", "company", "chips"), ("claude", "company", "claude")],
)
def test_a_preferred_kind_hides_no_other(index: NameIndex, typed: str, prefer: EntityKind, slug: str) -> None:
    """`/company claude` still finds the product."""
    found = match(index, typed, prefer)
    assert found.entity
    assert found.entity.id == slug


def test_a_first_name_alone_asks_among_the_people_who_have_it(index: NameIndex) -> None:
    """It never decides, not even where one person has it, and offers five at most."""
    found, many = match(index, "satya"), match(index, "Tim")
    assert (found.outcome, found.via, [one.id for one in found.suggestions]) == (
        "ambiguous",
        "first name",
        ["satya-nadella"],
    )
    assert "tim-cook" in {one.id for one in many.suggestions}
    assert 2 <= len(many.suggestions) <= 5


def test_the_best_known_of_a_first_name_comes_first(catalogue: Catalogue) -> None:
    """Who is in the news most is asked about first."""
    index = build_index(catalogue.entities, stories={"greg-yang": 9, "greg-brockman": 2})
    assert [one.id for one in match(index, "greg").suggestions][:2] == ["greg-yang", "greg-brockman"]


@pytest.mark.parametrize("typed", ["mark", "will", "bill", "jack", "Casey's", "gregs", "greg said"])
def test_a_word_or_other_name_is_no_first_name(index: NameIndex, typed: str) -> None:
    """A first name that is a word, or on the list of others' names, is not asked about; nor is more than the name."""
    assert match(index, typed).via != "first name"


@pytest.mark.parametrize(("typed", "slug"), [("jensen", "jensen-huang"), ("elon", "elon-musk")])
def test_a_first_name_that_is_a_spelling_decides(index: NameIndex, typed: str, slug: str) -> None:
    """A spelling of its own comes before what many share."""
    found = match(index, typed)
    assert found.entity is not None
    assert found.entity.id == slug
