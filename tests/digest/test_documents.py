"""Editions as documents and roundups, what each story shows, and why it stands there."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.blocks.documents import edition_document
from bot.blocks.editions import edition_messages
from bot.blocks.feedback import FEEDBACK_EDITION, FEEDBACK_STORY
from bot.blocks.packing import MOST_BLOCKS, MOST_CHARACTERS
from bot.blocks.reports import report_document
from bot.blocks.roundups import messages_of, roundup_messages
from bot.blocks.why import why_sentence
from bot.cli import main
from bot.words.digests import TEXTS
from store.channels import note_channel
from store.db import Store
from store.digest_settings import set_digest
from store.figures import find_figures
from store.figures.cues import ALWAYS, CUES
from store.model import Disagreement, Edition, Entity, Language, Number, Slot, Update
from store.themes import group_by_theme
from tests.bot.issue import WEEKLY
from tests.digest.test_blocks import TEXTS as ANY_TEXTS
from tests.digest.test_blocks import edition, slot, story, words_of

LANGUAGES: tuple[Language, ...] = ("en", "zh")


def themed(n: int, section: str | None, headline: str, **changes: Any) -> Slot:
    """Build a slot with its own headline, sentences and id, in a section."""
    part = changes.pop("part", "top")
    story_id = n if part in ("top", "rest") else 100 * len(part) + n
    told = {"summary": f"{headline} was said first. Then more was said. A third thing followed.", **changes}
    return dataclasses.replace(
        slot(n, part, id=story_id, section=section, headline=headline, **told), stories=(story_id,)
    )


def some_roundup(**changes: Any) -> Edition:
    """Build a roundup of a week with two themes, a loose story, takeaways, a number and a disagreement."""
    slots = [
        themed(1, "Labs", "Corvid opens a campus"),
        themed(2, "Chips", "Halden sells chips"),
        themed(3, "Labs", "Veldt closes a campus"),
        themed(4, "Chips", "Kestrel buys chips", part="rest"),
        themed(5, None, "A toaster speaks", part="rest"),
        themed(1, None, "A quick one", part="quick_hit"),
        themed(1, None, "A talk", part="watch"),
    ]
    figure = find_figures("Corvid revenue is $30 billion")[0]
    other = dataclasses.replace(figure, words="$3 billion", low=3_000_000_000, high=3_000_000_000)
    usual: dict[str, Any] = {
        "product": "roundup",
        "period": "2026-W16",
        "since_at": "2026-04-06T06:30:00Z",
        "until_at": "2026-04-12T06:30:00Z",
        "takeaways": (story(id=90, headline="Campuses are the news.", summary="Everyone builds."),),
        "numbers": (Number(figure, Entity("corvid", "company", "Corvid", "科维德"), story()),),
        "disagreements": (Disagreement(1, 1, figure, story(), other, story(id=2), "magnitude", ""),),
    }
    return edition(*slots, **usual | changes)


def test_a_story_shows_what_is_new_and_its_further_figures() -> None:
    """What is new stands before the sentences; figures that these do not show stand behind, with what they are of."""
    text = "Corvid raised $30 billion. It has 12 offices. Revenue was $4 billion. A cup costs $3."
    figures = tuple(find_figures(text))
    told = dataclasses.replace(
        slot(headline="Corvid", summary=text), figures=figures, update=Update("figure", 1, "Herald", figures[0])
    )
    [post] = edition_messages(edition(told))
    lines = post.text.split("\n\n")[1].split("\n")
    assert lines[2:] == [
        "New: Herald now reports $30 billion funding",
        "Corvid raised $30 billion. It has 12 offices.",
        "Figures: $4 billion revenue",
    ]
    chinese = edition_messages(edition(told, language="zh"))[0].text
    assert "新进展： Herald最新报道：融资300亿美元" in chinese.replace("\u200b", "")
    assert "数字：营收40亿美元" in chinese


def test_a_second_sentence_stands_only_where_both_are_quickly_read() -> None:
    """A long second sentence is left out, whole; a first one stands alone."""
    long = "This goes on " + "and on " * 70 + "and ends."
    [post] = edition_messages(edition(slot(summary=f"Short. {long} Third.")))
    assert post.text.split("\n\n")[1].split("\n")[2:] == ["Short."]


def test_numbers_and_disagreements_stand_in_the_post() -> None:
    """A number says what it is of, whose, and where it is told; a disagreement shows both values."""
    told = some_roundup()
    [post, _] = edition_messages(dataclasses.replace(told, product="daily"))
    assert "Numbers of the day\n• $30B Corvid · revenue – A model was released" in post.text
    assert "$30 billion / $3 billion" in post.text
    chinese = edition_messages(dataclasses.replace(told, product="daily", language="zh"))[0].text
    assert "今日数字\n• 300亿美元 科维德 · 营收" in chinese


def test_a_sent_edition_can_be_judged_and_a_preview_cannot() -> None:
    """Each top story has its menu and the edition its thumbs; nothing can be said of what is not in the ledger."""
    [post] = edition_messages(edition(slot(), slot(2)))
    menus = [block["accessory"]["action_id"] for block in post.blocks if "accessory" in block]
    assert len(menus) == 2 == len(set(menus))
    assert all(FEEDBACK_STORY.match(menu) for menu in menus)
    assert post.blocks[-1]["elements"][0]["action_id"] == FEEDBACK_EDITION
    [shown] = edition_messages(edition(slot(), period="preview"))
    assert "feedback" not in words_of(shown)


def test_a_credit_that_all_share_is_said_once() -> None:
    """A list of one outlet's lines names it in its title alone."""
    hits = [slot(n, "quick_hit", ("Letter",), headline=f"Hit {n}", published_at=None) for n in (1, 2)]
    [post] = edition_messages(edition(slot(), *hits))
    assert "Quick hits (Letter)\n• Hit 1: It is large.\n• Hit 2: It is large." in post.text


def test_a_chapter_is_the_title_of_its_parts() -> None:
    """In the thread it does not stand among what it holds."""
    rest = [
        slot(1, "rest", headline="The race", section=None),
        slot(2, "rest", headline="Part one", section="The race"),
        slot(3, "rest", headline="Part two", section="The race"),
    ]
    _, thread = edition_messages(edition(slot(), *rest))
    assert "The race (The Wire · 13 Apr 2026)\n• Part one\n• Part two" in thread.text
    assert thread.text.count("The race") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_post_keeps_its_foot_and_moves_lists_to_the_thread(language: Language) -> None:
    """Eight long stories leave room for some quick hits; the others come in the thread, and nothing is lost."""
    tops = [themed(n, "Labs", f"Story {n}", summary="A long sentence of some words. " * 12) for n in range(1, 9)]
    hits = [themed(n, None, f"Hit {n} " + "word " * 40, part="quick_hit") for n in range(1, 9)]
    messages = edition_messages(edition(*tops, *hits, language=language))
    said = "\n".join(message.text for message in messages)
    assert all(f"Story {n}" in messages[0].text for n in range(1, 9))
    assert all(f"Hit {n}" in said for n in range(1, 9))
    assert messages[0].blocks[-1]["type"] == "context_actions"
    assert all(len(json.dumps(message.blocks, ensure_ascii=False)) <= MOST_CHARACTERS for message in messages)


def test_a_roundup_has_the_shape_of_a_weekly() -> None:
    """Lead, period, takeaways, quick hits, watch & listen, then cards by theme; a theme's title stands with a card."""
    [post, *_] = messages_of(some_roundup())
    order = ["AI roundup · 6–12 Apr 2026", "This week: Corvid opens a campus; Halden sells chips", "Key takeaways",
             "• Campuses are the news. Everyone builds.", "Quick hits", "Watch &amp; listen", "Labs\nCorvid opens",
             "Veldt closes", "Chips\nHalden sells", "Kestrel buys", "Other news\nA toaster speaks"]  # fmt: skip
    place = -1
    for words in order:
        place = post.text.find(words, place + 1)
        assert place >= 0, words
    assert "Corvid opens a campus was said first. Then more was said." in post.text


def test_a_roundup_without_takeaways_takes_first_sentences() -> None:
    """Where no editor summed up, the first sentence of each top story does, and its card goes on from there."""
    [post, *_] = roundup_messages(some_roundup(takeaways=()))
    assert post.text.count("Corvid opens a campus was said first.") == 1
    assert "• Corvid opens a campus was said first." in post.text
    assert "Then more was said. A third thing followed." in post.text


@given(
    st.lists(
        st.builds(
            lambda n, part, headline, summary, section: themed(n, section, headline, summary=summary, part=part),
            st.integers(1, 9), st.sampled_from(["top", "quick_hit", "watch", "rest"]), ANY_TEXTS, ANY_TEXTS,
            ANY_TEXTS | st.none(),
        ),
        min_size=1, max_size=40, unique_by=lambda each: (each.part, each.n),
    ),
    st.sampled_from(LANGUAGES),
)  # fmt: skip
@settings(max_examples=40)
def test_every_roundup_and_document_holds_whatever_stories_say(slots: list[Slot], language: Language) -> None:
    """No message breaks Slack's limits, and no words of a source become a heading, link or HTML of a document."""
    told = some_roundup(slots=tuple(slots), language=language)
    for message in roundup_messages(told):
        assert message.text.strip()
        assert 0 < len(message.blocks) <= MOST_BLOCKS
        assert len(json.dumps(message.blocks, ensure_ascii=False)) <= MOST_CHARACTERS
    stories = {each.lead.id: each.lead for each in slots}
    for document in (edition_document(told), report_document(told, stories)):
        assert "<script" not in MarkdownIt("commonmark").render(document)


def test_nothing_in_a_story_is_markup_of_a_document() -> None:
    """Links, emphasis, HTML and headings that a source writes are shown as they are written."""
    evil = "# [x](javascript:alert(1)) <script>y</script> **z** | `q` &amp; 1. a"
    slots = [themed(1, evil, evil, summary=f"{evil} was said."), themed(2, evil, "Else", summary="- no list.")]
    told = edition(*slots)
    for document in (edition_document(told), report_document(told, {1: slots[0].lead, 2: slots[1].lead})):
        html = MarkdownIt("commonmark").render(document)
        assert not re.search(r"<script|<strong>z|href=\"javascript|<code>|<li>no list", html)
        assert "[x](javascript:alert(1)) &lt;script&gt;y" in html
        assert "&amp;amp; 1. a" in html


def test_a_report_has_the_shape_of_a_daily_analysis() -> None:
    """Title, abstract, contents, numbered sections with numbered parts, and references to which they point."""
    told = some_roundup(product="daily")
    reports = {each.lead.id: each.lead for each in told.slots}
    document = report_document(told, reports)
    titles = re.findall(r"^#+ .*", document, re.MULTILINE)
    assert titles == [
        "# Daily analysis of the AI industry",
        "## Abstract",
        "## Contents",
        "## 1 Labs",
        "### 1.1 Corvid opens a campus",
        "### 1.2 Veldt closes a campus",
        "## 2 Chips",
        "### 2.1 Halden sells chips",
        "### 2.2 Kestrel buys chips",
        "## 3 Other news",
        "### 3.1 A toaster speaks",
        "### 3.2 A quick one",
        "### 3.3 A talk",
        "## 4 References",
    ]
    assert "Veldt closes a campus was said first. Then more was said. A third thing followed. \\[2\\]" in document
    assert re.search(r"^2\. The Wire \(13 Apr 2026\), \[Veldt closes a campus\]\(https://news", document, re.MULTILINE)


def test_every_sentence_of_a_report_is_a_sources() -> None:
    """The abstract and the parts hold nothing that no story says."""
    told = some_roundup(product="daily")
    document = report_document(told, {each.lead.id: each.lead for each in told.slots})
    stored = " ".join(f"{each.lead.headline} {each.lead.summary}" for each in told.slots)
    for line in document.split("\n\n"):
        if not line.startswith(("#", "-", "1.")) and "2026" not in line:
            for sentence in re.sub(r"\\\[\d+\\\]", "", line).split(". "):
                assert sentence.strip(" .") in stored


def test_themes_are_sections_then_topics() -> None:
    """A shared section is a theme, then a shared topic; what shares nothing, or a foreign section, has no name."""
    chips = Entity("chips", "topic", "Chips", "芯片")
    with_topic = [dataclasses.replace(themed(n, None, f"Story {n}"), topics=(chips,)) for n in (3, 4)]
    slots = [themed(1, "Labs", "One"), themed(2, "Labs", "Two"), *with_topic, themed(5, None, "Five"),
             themed(6, "栏目", "Six"), themed(7, "栏目", "Seven")]  # fmt: skip
    themes = group_by_theme(slots, "en")
    assert [(theme.title, [each.lead.id for each in theme.slots]) for theme in themes] == [
        ("Labs", [1, 2]),
        ("Chips", [3, 4]),
        (None, [5, 6, 7]),
    ]
    assert [theme.title for theme in group_by_theme(slots, "zh")] == ["芯片", "栏目", None]


WHY: list[tuple[dict[str, float], str, str]] = [
    (
        {"outlets": 2.0, "prominence": 1.3, "repeated": 1.0},
        "It stands here because 3 outlets report it (A, B, C), its source places it near the top and an editor sums it "
        "up among what mattered.",
        "选入这条，是因为有 3 家媒体报道（A、B、C），来源把它放在靠前位置，并且编辑把它列入要点。",
    ),
    (
        {"outlets": 1.0, "taste": 1.5, "figures": 0.6, "variety": -0.3},
        "It stands here because it names Corvid, which is favoured here and it brings a figure of note ($30 billion); "
        "its topic stands above already, which moved it down.",
        "选入这条，是因为它涉及这里关注的科维德，并且它带来值得注意的数字（300亿美元）；"
        "不过上面已有同一话题，位置有所下调。",
    ),
    (
        {"outlets": 1.0, "feedback": -0.5},
        "It stands here because there was little else; people here found such news less useful.",
        "选入这条，是因为可选的消息不多；不过这里的人觉得同类消息用处不大。",
    ),
    ({"feedback": 0.4}, "people here found such news useful", "这里的人觉得同类消息有用"),
    ({"freshness": 0.9}, "it is fresh", "它是新消息"),
]


@pytest.mark.parametrize(("why", "english", "chinese"), WHY)
def test_why_this_is_told_in_one_sentence(why: dict[str, float], english: str, chinese: str) -> None:
    """What weighs is said, the heaviest first, then what moved it down; a figure as the reader's language has it."""
    chosen = dataclasses.replace(
        slot(outlets=("A", "B", "C")),
        why=why,
        figures=tuple(find_figures("Corvid raised $30 billion")),
        favoured=(Entity("corvid", "company", "Corvid", "科维德"),),
    )
    assert english in why_sentence(chosen, "en")
    assert chinese in why_sentence(chosen, "zh")


def test_whatever_a_figure_is_of_has_words() -> None:
    """Numbers are named in both languages, all that the grammar can tell."""
    from bot.words.figures import TEXTS as WORDS

    told = ({of for _, cues in CUES for of in cues} | set(ALWAYS.values())) - {""}
    assert {f"of.{of}" for of in told} <= set(WORDS)
    assert all(english != chinese for key, (english, chinese) in WORDS.items() if key.startswith("of."))
    assert TEXTS["edition.numbers"] == ("Numbers of the day", "今日数字")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds one weekly issue."""
    path = tmp_path_factory.mktemp("cli") / "tidings.db"
    taken = CliRunner().invoke(main, ["intake", "-", "--db", str(path)], input=WEEKLY)
    assert taken.exit_code == 0, taken.output
    return path


def run(database: Path, *arguments: str) -> Result:
    """Preview an edition of the week after the issue."""
    return CliRunner().invoke(main, ["digest", "--db", str(database), "--at", "2026-06-08T06:00Z", *arguments])


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (["--format", "markdown"], "# AI news · 8 Jun 2026"),
        (["--format", "markdown", "--language", "zh"], "# AI 早报 · 2026年6月8日"),
        (["--long"], "# Daily analysis of the AI industry"),
        (["--roundup"], "AI roundup · 1–8 Jun 2026"),
        (["--roundup", "--format", "markdown"], "# AI roundup · 1–8 Jun 2026"),
        (["--roundup", "--format", "json"], "{"),
    ],
)
def test_the_command_writes_documents(database: Path, arguments: list[str], begins: str) -> None:
    """Each form goes to standard output alone."""
    done = run(database, *arguments)
    assert done.exit_code == 0, done.output
    assert done.output.startswith(begins)


def test_the_command_previews_a_channel(database: Path) -> None:
    """Named by id or name, with its own language and number of stories."""
    store = Store(database)
    settings_of = {"team": "T1", "channel": "C1", "person": "U1", "now": datetime(2026, 6, 7, tzinfo=UTC)}
    set_digest(store, **settings_of, at="08:30", language="zh", stories=3)  # type: ignore[arg-type]
    with store.transaction() as db:
        note_channel(db, "T1", "C1", name="news")
    store.close()
    for named in ("C1", "#news", "news"):
        document = json.loads(run(database, "--channel", named, "--format", "json").output)
        assert (document["channel"], document["language"], len(document["slots"])) == ("C1", "zh", 3)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--channel", "C404"], "No channel 'C404'"), (["--long", "--format", "json"], "--long is a Markdown document")],
)
def test_the_command_says_what_is_wrong(database: Path, arguments: list[str], says: str) -> None:
    """Wrong usage is exit code 2 and one sentence."""
    done = run(database, *arguments)
    assert (done.exit_code, says in done.output) == (2, True)
