"""What two reports that share no rare figure must have in common to be one event, without the encoder."""

from __future__ import annotations

import pytest

from store.cluster.matters import find_matters
from store.model import Item
from store.text import search_words
from tests.cluster.conftest import Desk, report

pytestmark = pytest.mark.usefixtures("no_meaning")

ONE_EVENT = {
    "two names that hardly anybody else is told of with": (
        report("Rune Kvist leaves Harvey for Legora", "The engineer led evaluations."),
        report("Legora 挖来 Harvey 工程师 Rune Kvist", "他曾负责评测。"),
    ),
    "a term that stands in English in both languages": (
        report("Suno opens its vocoder to studios", "A licence comes with it."),
        report("Suno 向录音室开放 vocoder", "附带许可证。"),
    ),
    "two names in both headlines": (
        report("Suno and Perplexity settle", "The search firm drops its claim over lyrics."),
        report("Perplexity makes peace with Suno in court", "Terms of the settlement are secret."),
    ),
    "a product with its number, in both languages": (
        report("Alibaba unveils Qwen 9 at its summit", "The model plans its own work."),
        report("通义千问 9 发布", "阿里称新模型可自主规划。"),
    ),
    "a number without a space behind a product": (
        report("Qwen9-Max launches in Hangzhou", "It is closed."),
        report("阿里推出 Qwen9-Max", "闭源模型。"),
    ),
    "a name that nobody knew": (
        report("Weavelet is bought by Figma", "Forty people join in San Francisco."),
        report("Figma 收购 Weavelet", "原型设计团队加入。"),
    ),
    "the release of one version": (
        report("Weavelet 9 is launched", "It plays chess and writes recipes."),
        report("Weavelet 9 发布", "新模型会下棋，也能写菜谱。"),
    ),
    "words of both headlines that are no names": (
        report("Rivian trims its workforce after a slow winter", "Six hundred people leave the carmaker."),
        report("Rivian trims workforce by six hundred", "The winter was slow, the carmaker said."),
    ),
    "a person who moves": (
        report("Andrej Karpathy joins Anthropic", "He will work on pretraining."),
        report("卡帕西加入 Anthropic", "负责预训练研究。"),
    ),
}
OTHER_EVENTS = {
    "nothing but the company": (
        report("Anthropic opens an office in Bengaluru", "India is its second market."),
        report("Claude goes down for three hours", "Anthropic blamed a faulty deployment."),
    ),
    "an agency that acts on everybody": (
        report("Pentagon opens a drone school in Nevada", "Pilots train there from autumn."),
        report("Pentagon drops a chatbot for its lawyers", "It invented cases."),
    ),
    "another patch of one product, though both name the one before": (
        report("Claude Code v4.1.17 mends the sandbox", "It regressed in 4.1.12."),
        report("Claude Code v4.1.18 mends the sandbox", "It regressed in 4.1.12."),
    ),
    "a release and its trial": (
        report("Codex 3.14.0-alpha.2 is out", "Executors speak to each other."),
        report("Codex 3.14.0 is out", "Executors speak to each other in secret."),
    ),
    "a headline whose few words a long report holds by chance": (
        report("Harvey 律师 工具 削弱 美国 律所 安全", ""),
        report(
            "Harvey 遭州府起诉",
            "州府称其律师工具给出虚假判例，要求停用。公司回应说，停用将削弱美国律所的安全，数十位律师联名抗议。"
            "法院定于九月开庭，届时双方都要提交证据。",
        ),
    ),
    "a verb in a headline that writes every word as a name": (
        report("Cohere Hits 40 Offices", "It hires."),
        report("Perplexity Hits 40 Awards", "It celebrates."),
    ),
    "another deed of a small company": (
        report("Runway signs a deal with a film studio", "Trailers come first."),
        report("Runway opens a robotics team", "It hires in New York."),
    ),
    "two rounds of one sector": (
        report("Harvey raises $200 million at $11 billion", "Sequoia led the legal firm's round."),
        report("Legora raises $400 million at $5 billion", "Accel led the legal firm's round."),
    ),
    "a company whose name begins as a word of business": (
        report("Salesforce buys Spindle AI", "The price was not given."),
        report("Salesforce lifts its outlook", "Agents help."),
    ),
    "a headline that asks about what happened": (
        report("Anthropic limits Mythos to forty firms", "Only vetted defenders may use the model."),
        report("Why does Anthropic limit Mythos?", "The model may be dear to run rather than dangerous."),
    ),
    "other matters of one product": (
        report("OpenAI sets out how Sora keeps children safe", "Watermarks and parental controls are described."),
        report("OpenAI 宣布关闭 Sora", "应用与接口将停止服务，时间另行公布。"),
    ),
    "a name in a Chinese headline that the English report does not hold": (
        report("Claude gains folders for chats", "They are kept by project, Anthropic says."),
        report("Claude 推出 Advisor 策略", "Anthropic 称可降低成本。"),
    ),
    "a release and the next, written with more numbers": (
        report("Weavelet v0.7 keeps its state", "The weaving agent remembers what it wove."),
        report("Weavelet v0.8.0 keeps its state and more", "The weaving agent remembers what it wove."),
    ),
    "two versions of which a letter is part": (
        report("Weavelet K2.6 keeps its state", "The weaving agent remembers what it wove."),
        report("Weavelet K2.7 keeps its state", "The weaving agent remembers what it wove."),
    ),
    "two releases of one tool": (
        report("OpenClaw v2026.3.14 is out", "The release mends the gateway and adds two channels."),
        report("OpenClaw v2026.3.15 is out", "The release mends the gateway and adds one channel."),
    ),
    "two news of one version, neither its release": (
        report("Weavelet 9 wins at chess", "It beat nine programs."),
        report("Weavelet 9 comes to a cookbook", "Readers ask it for recipes."),
    ),
    "two turns of what is talked of every day": (
        report("ChatGPT gains folders", "Chats are kept by project."),
        report("ChatGPT reaches Kenya's schools", "Teachers get it free."),
    ),
    "names of a language that is not read": (
        report("Nueva Alerta Crítica: Servidores Acronis Vulnerables", "Parche Disponible Desde Ayer Para Usuarios."),
        report(
            "Nueva Alerta Crítica: Teléfonos Pixel Vulnerables",
            "Google Prepara Arreglo Urgente; Ataques Ya Detectados.",
        ),
    ),
}


@pytest.mark.parametrize("pair", ONE_EVENT.values(), ids=ONE_EVENT)
def test_enough_in_common_is_one_event(desk: Desk, pair: tuple[Item, Item]) -> None:
    """What they share outweighs what speaks against them."""
    (one,), (other,) = desk.add("Post", pair[0]), desk.add("Ledger", pair[1])
    assert desk.are_joined(one, other)


@pytest.mark.parametrize("pair", OTHER_EVENTS.values(), ids=OTHER_EVENTS)
def test_too_little_in_common_is_two_events(desk: Desk, pair: tuple[Item, Item]) -> None:
    """One thing in common is not enough, however telling it looks."""
    (one,), (other,) = desk.add("Post", pair[0]), desk.add("Ledger", pair[1])
    assert not desk.are_joined(one, other)


def test_of_one_source_unknown_names_tell_nothing(desk: Desk) -> None:
    """A word over all stories of a source joins none of them; of two sources it would."""
    first = report("Zorblax Brief: agents at work", "What Zorblax readers asked.")
    second = report("Zorblax Brief: chips at night", "What Zorblax readers saw.", day="2026-05-05")
    (one,), (other,) = desk.add("Post", first), desk.add("Post", second, day="2026-05-05")
    assert not desk.are_joined(one, other)


def test_a_formula_with_other_names_is_another_event(desk: Desk) -> None:
    """What a source says of one thing in the very words that it had for another is news of its own."""
    first = report("Use Grok in Zedantacode", "Use your SuperGrok or X Premium subscription inside Zedantacode.")
    second = report(
        "Use Grok in Zedantaclaw", "Use your SuperGrok or X Premium subscription inside Zedantaclaw.", day="2026-05-05"
    )
    (one,), (other,) = desk.add("Post", first), desk.add("Post", second, day="2026-05-05")
    assert not desk.are_joined(one, other)


def test_two_pages_of_one_site_tell_of_two_events(desk: Desk) -> None:
    """What is enough for pages of two sites is not enough for those of one, which tells of an event once."""
    headline, other_headline = "Suno opens a school for choirs", "Suno gives lessons to choirs"
    summary, other_summary = "The building stands in Boston.", "Twelve have applied so far."
    first = report(headline, summary, url="https://suno.example/blog/one")
    second = report(other_headline, other_summary, url="https://suno.example/blog/two")
    elsewhere = report(other_headline, other_summary, url="https://daily.example/blog/two", day="2026-05-05")
    (one,), (other,) = desk.add("Post", first), desk.add("Ledger", second)
    assert not desk.are_joined(one, other)
    with_it = desk.add("Courier", elsewhere, day="2026-05-05")
    assert desk.are_joined(one, *with_it)


MATTERS = {
    "OpenAI shuts down Sora": {"shutdown"},
    "OpenAI 关闭 Sora": {"shutdown"},
    "A judge blocks the ban": {"court"},
    "法官叫停禁令": {"court"},
    "An open letter of employees": {"letter", "job"},
    "员工发表公开信": {"letter", "job"},
    "Department of Energy opens a data center": {"electricity", "data-centre"},
    "能源部启用数据中心": {"electricity", "data-centre"},
    "Critical classics connect companies": set(),
}


@pytest.mark.parametrize("headline", MATTERS)
def test_matters_are_the_same_in_both_languages(headline: str) -> None:
    """A headline and its translation tell of the same matters; words that only begin alike are none."""
    folded = " ".join(word for phrase in search_words(headline) for word in phrase)
    assert find_matters(folded) == MATTERS[headline]
