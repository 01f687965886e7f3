"""What people type, and what comes back: the real app over Socket Mode."""

from __future__ import annotations

import pytest

from store.intake import take_in
from store.people import person_key
from tests.bot.conftest import NOW, Office, buttons_of, words_of
from tests.bot.issue import ENGLISH

ADA, LIN, GUEST = "Ada", "小林", "Gil (guest)"


@pytest.mark.parametrize(
    ("person", "line", "words"),
    [
        # Names, however they are typed.
        (ADA, "/company anthropic", ["Anthropic", "company · 1 story", "Anthropic Signs a Ten-Year Power Contract"]),
        (ADA, "/company antropic", ["Anthropic", "you typed “antropic”", "Bloomberg · 6 Jun 2026"]),
        (ADA, "/company 英伟达", ["Nvidia · 英伟达", "Nvidia Sells Rubin Racks to OpenAI"]),
        (ADA, "/company NVDA", ["Nvidia · 英伟达"]),
        (ADA, "/company yingweida", ["Nvidia · 英伟达", "you typed “yingweida”"]),
        (ADA, "/topics stargate", ["Stargate · 星际之门", "product · by OpenAI", "Break Ground at a Second Stargate"]),
        (LIN, "/company antropic", ["Anthropic", "公司", "Anthropic签下十年电力合同", "2026年6月6日"]),
        # One command holds everything, in both languages.
        (ADA, "/tidings company nvidia", ["Nvidia · 英伟达"]),
        (ADA, "/tidings nvidia", ["Nvidia · 英伟达"]),
        (LIN, "/tidings 公司 英伟达", ["英伟达 · Nvidia", "公司"]),
        (LIN, "/tidings 新闻 电力", ["新闻", "理解为：「电力」"]),
        (ADA, "/tidings what is new with stargate?", ["Stargate · 星际之门"]),
        # Search, with filters and without anything.
        (ADA, "/news", ["Latest news", "everything, newest first", "OpenAI Ends Its Shopping Test"]),
        (ADA, "/news racks from:bloomberg", ["Read as: “racks”, from bloomberg", "Nvidia Sells Rubin Racks"]),
        (ADA, "/news company:nvidia since:2026-06-01", ["Read as: *Nvidia*, since 1 Jun 2026", "Rubin Racks"]),
        (ADA, "/news lang:zh 夹爪", ["in Chinese", "OpenAI收购苏黎世机器人团队"]),
        (ADA, "/news submarines", ["No story fits “submarines”", "Try fewer or other words"]),
        (ADA, "/company nvidia submarines", ["Nvidia · 英伟达", "no story also holds “submarines”", "Rubin Racks"]),
        (ADA, "/company nvidia racks", ["Read as: *Nvidia*, “racks”", "1 story"]),
        # Nothing typed, or help.
        (ADA, "/company", ["`/company` — who a company is", "Much in the news lately", "OpenAI (company)"]),
        (ADA, "/topics", ["`/topics` — ", "Stargate (product)"]),
        (ADA, "/news help", ["`/news` — search", "`since:7d`"]),
        (ADA, "/tidings", ["`/company`", "`/topics`", "`/news`", "`/digest`", "mention me"]),
        (LIN, "/tidings 帮助", ["你的新闻台", "`/company`"]),
        (LIN, "/company 帮助", ["一家公司的介绍"]),
        (ADA, "/company \u200b\u200b", ["`/company` — who a company is"]),
        (ADA, "/tidings me help", ["`/tidings me 08:00 weekdays` sets an edition of your own"]),
        (ADA, "/tidings follow help", ["Say whom, for example"]),
        (LIN, "/tidings 编辑 帮助", ["工作区所有者和管理员"]),
        (ADA, "/tidings hidden help", ["Hidden stories"]),
        (ADA, "/tidings names remove", ["`/tidings names add Harborline`"]),
        (ADA, "/tidings disagreements", ["No two reports of one event"]),
        # What is no question.
        (ADA, "/tidings thanks!", ["You are welcome."]),
        (LIN, "/tidings 谢谢", ["不客气。"]),
        (ADA, "/tidings unsubscribe", ["`/tidings me off`", "`/digest off`"]),
        # Spans in words, and words that show a topic.
        (ADA, "/news racks last week", ["Read as: “racks”, since 1 Jun 2026", "Rubin Racks"]),
        (LIN, "/news 最近3天", ["理解为：2026年6月5日起"]),
        (ADA, '/news from:"USA Today"', ["from USA Today"]),
        (ADA, "/topics gpu", ["I know no topic called “gpu”", "Did you mean one of these?", "Chips (topic)"]),
        (ADA, "/tidings what is new with gpus?", ["Chips (topic)"]),
        (ADA, "/figures what is the valuation of openai", ["OpenAI"]),
        (ADA, "/tidings me 8", ["`/tidings me 08:00 weekdays`"]),
        # A filter that says nothing is told, and narrows nothing.
        (ADA, "/news racks since:soon lang:fr", ["not understood and left out: “since:soon lang:fr”", "Rubin Racks"]),
        (LIN, "/news 夹爪 since:下周", ["没有看懂，已略去：「since:下周」", "机器人团队"]),
        # Several names where one is wanted.
        (ADA, "/figures nvidia and openai", ["Whose figures?", "Nvidia", "OpenAI"]),
        # A name that several share leads to the figures of each, not to their pages.
        (ADA, "/figures amodei", ["Whose figures?", "Dario Amodei (person)", "Daniela Amodei (person)"]),
        (LIN, "/figures amodei", ["要看谁的数字？"]),
        # Names that are none.
        (ADA, "/company zzzzqq", ["I know no company called “zzzzqq”", "Check the spelling"]),
        (ADA, "/company Hydroelectric <!channel>", ["“Hydroelectric &lt;!channel&gt;”"]),
        (LIN, "/company zzzzqq", ["我不认识名为「zzzzqq」的公司"]),
        (ADA, "/company hydroelectric", ["I know no company called", "1 story holds these words", "Search: 1 story"]),
    ],
)
def test_commands(office: Office, person: str, line: str, words: list[str]) -> None:
    """What is typed → what comes back, for the one who asked alone."""
    answer = office.types(person, line)
    assert answer["is_ephemeral"]
    for part in words:
        assert part in words_of(answer)
    assert answer["text"].strip()


def test_digest_is_answered_by_the_digest(office: Office) -> None:
    """`/digest help`, `/tidings digest help` and a mention lead to the same place."""
    answers = [office.types(ADA, "/digest help"), office.types(ADA, "/tidings 早报 help")]
    answers.append(office.says(ADA, "@Tidings digest help"))
    assert len({answer["text"] for answer in answers}) == 1
    assert "/digest 08:30" in answers[0]["text"]


@pytest.mark.parametrize(
    ("line", "question", "choice", "answer"),
    [
        ("/company anthropiks", "By “anthropiks”, do you mean Anthropic?", "answer.choose.0", "Anthropic Signs"),
        ("/topics amodei", "Which do you mean?", "answer.choose.1", "No story names"),
        ("/company cohear", "Did you mean one of these?", "answer.choose.0", "Cohere hires in Lagos"),
        ("/company hydroelectric", "1 story holds these words", "answer.search", "Second Stargate Site"),
    ],
)
def test_an_unsure_name_is_asked_and_then_answered(
    office: Office, line: str, question: str, choice: str, answer: str
) -> None:
    """The question, which answers nothing yet, becomes the answer once a button is pressed."""
    asked = office.types(ADA, line)
    assert question in words_of(asked)
    assert answer not in words_of(asked)
    answered = office.clicks(ADA, asked, choice)
    assert answered["ts"] == asked["ts"]
    assert answer in words_of(answered)


def test_pages_are_turned_in_place(office: Office) -> None:
    """More and Newer replace the page, and stories of one page are on no other."""
    first = office.types(ADA, "/company openai")
    assert "answer.newer" not in buttons_of(first)
    second = office.clicks(ADA, first, "answer.more")
    assert second["ts"] == first["ts"]
    assert not headlines(first) & headlines(second)
    again = office.clicks(ADA, second, "answer.newer")
    assert headlines(again) == headlines(first)


def headlines(message: dict[str, object]) -> set[str]:
    return {line for line in words_of(message).split("\n") if line.startswith("*")}


def test_the_language_is_switched_in_place(office: Office) -> None:
    """The button answers in the other language, and its own button leads back."""
    english = office.types(ADA, "/company nvidia")
    assert buttons_of(english)["answer.language"] == "中文"
    chinese = office.clicks(ADA, english, "answer.language")
    assert "英伟达 · Nvidia" in words_of(chinese)
    assert "英伟达向OpenAI出售Rubin机架" in words_of(chinese)
    assert buttons_of(chinese)["answer.language"] == "English"


def test_an_answer_is_shared_where_the_bot_is_no_member(office: Office) -> None:
    """Sharing goes through the response_url: everyone sees it, and the button is gone from the original."""
    answer = office.types(ADA, "/company anthropic", "quiet")
    office.workspace.click(ADA, "quiet", answer["ts"], "answer.share")
    [shared] = office.workspace.wait_for(lambda: office.seen(LIN, "quiet"))
    assert "Shared by <@U0ADA00001>" in words_of(shared)
    assert "answer.share" not in buttons_of(shared)
    office.workspace.wait_for(lambda: "Shared in the channel." in words_of(office.seen(ADA, "quiet")[0]))
    assert "answer.share" not in buttons_of(office.seen(ADA, "quiet")[0])


def test_a_click_on_a_shared_answer_is_for_the_clicker(office: Office) -> None:
    """On a public message the answer is ephemeral: the message stays as it was for everyone else."""
    answer = office.types(ADA, "/company openai", "general")
    shared = office.clicks(ADA, answer, "answer.share", "general")
    public = next(found for found in office.seen(LIN, "general") if "Shared by" in words_of(found))
    assert shared
    page = office.clicks(LIN, public, "answer.more", "general")
    assert page["is_ephemeral"]
    assert public["ts"] != page["ts"]
    assert "条报道" in words_of(page)


def test_guests_read_only(office: Office) -> None:
    """A guest gets answers, without the button that writes to the channel."""
    assert "answer.share" not in buttons_of(office.types(GUEST, "/company openai"))


def test_a_mention_is_answered_in_its_thread(office: Office) -> None:
    """`@Tidings` in a channel, in a thread of its own or in the one it stands in."""
    answer = office.says(ADA, "@Tidings what is new with stargate?")
    assert "Stargate · 星际之门" in words_of(answer)
    assert not answer.get("is_ephemeral")
    assert "answer.share" not in buttons_of(answer)
    further = office.says(ADA, "@Tidings and nvidia?", thread_ts=answer["thread_ts"])
    assert further["thread_ts"] == answer["thread_ts"]
    assert "Nvidia · 英伟达" in words_of(further)


@pytest.mark.parametrize(
    ("person", "text", "words"),
    [
        (ADA, "@Tidings", ["`/company`", "mention me"]),
        (ADA, "@Tidings help", ["`/company`"]),
        (ADA, "@Tidings what's new?", ["Latest news"]),
        (ADA, "@Tidings tell me about antropic please", ["Anthropic", "you typed “antropic”"]),
        (ADA, "@Tidings openai racks", ["Read as: *OpenAI*, “racks”", "Nvidia Sells Rubin Racks"]),
        (
            ADA,
            "@Tidings what did nvidia and openai say of submarines?",
            ["*Nvidia*, *OpenAI*", "also holds “submarines”"],
        ),
        (ADA, "@Tidings anything about power this week", ["since 1 Jun 2026"]),
        (ADA, "@Tidings nvidia since yesterday", ["Read as: *Nvidia*, since 7 Jun 2026"]),
        (ADA, "@Tidings news from:bloomberg", ["from bloomberg"]),
        (ADA, "@Tidings hydroelectric dams & submarines", ["I know nothing by the name"]),
        (ADA, "@Tidings what of the hydroelectric dam?", ["Break Ground at a Second Stargate Site"]),
        (LIN, "@Tidings 星际之门有什么新消息？", ["星际之门 · Stargate", "动工"]),
        (LIN, "@Tidings 最近有什么新闻", ["最新消息"]),
        (ADA, "@Tidings what can you do?", ["`/company`"]),
        (LIN, "@Tidings 早上好！", ["你的新闻台"]),
        (ADA, "@Tidings how do I set up a digest?", ["`/digest setup` opens all its settings"]),
        (LIN, "@Tidings 怎么设置早报", ["打开全部设定"]),
        (ADA, "@Tidings https://harbour.example/crane", ["`@Tidings save`", "`/sources add`"]),
        (ADA, "@Tidings how do companies use racks?", ["racks"]),
        (ADA, "@Tidings top stories", ["Latest news"]),
        (ADA, "@Tidings alerts", ["Press to set up an edition of your own"]),
        (ADA, "@Tidings <@U0XIAOLIN1> have you seen racks from nvidia", ["Read as: *Nvidia*, “racks” · 1 story"]),
    ],
)
def test_questions_in_plain_words(office: Office, person: str, text: str, words: list[str]) -> None:
    """What a mention asks → what the thread says."""
    answer = office.says(person, text)
    for part in words:
        assert part in words_of(answer)


def test_a_direct_message_is_answered_in_its_thread(office: Office) -> None:
    """No mention is needed there."""
    assert "英伟达 · Nvidia" in words_of(office.says(LIN, "英伟达怎么样", "im"))


def test_paging_in_a_thread_answers_the_clicker_there(office: Office) -> None:
    """More on a thread's answer is seen by the clicker alone, in that thread."""
    answer = office.says(ADA, "@Tidings openai")
    page = office.clicks(LIN, answer, "answer.more")
    assert page["is_ephemeral"]
    assert page["thread_ts"] == answer["thread_ts"]


def test_a_name_chosen_in_a_thread_is_answered_for_the_thread(office: Office) -> None:
    """The answer to a question in a thread belongs to everyone in it."""
    question = office.says(ADA, "@Tidings amodei")
    assert "answer.choose.0" in buttons_of(question)
    answer = office.clicks(ADA, question, "answer.choose.0")
    assert not answer.get("is_ephemeral")
    assert answer["thread_ts"] == question["thread_ts"]
    assert answer["ts"] != question["ts"]


def test_a_page_in_a_direct_message_replaces_the_last(office: Office) -> None:
    """Nobody else reads there, so the answer itself turns the page."""
    direct = office.workspace.direct(ADA)
    first = office.says(ADA, "openai", direct)
    second = office.clicks(ADA, first, "answer.more", direct)
    assert second["ts"] == first["ts"]
    assert headlines(second) != headlines(first)


def test_what_one_person_saved_is_for_them_alone(office: Office) -> None:
    """A story for one person is in the answers that only they read, and in no thread that others read."""
    with office.store.transaction() as db:
        person = person_key(db, office.workspace.team_id, "U0ADA00001")
        db.execute("INSERT INTO audiences (kind, person_id) VALUES ('person', :person)", {"person": person})
        [audience] = db.execute("SELECT id FROM audiences WHERE person_id = :person", {"person": person}).fetchone()
    private = ENGLISH.replace("Anthropic Signs", "Perplexity Signs").replace("Pier Weekly", "Ada's Own")
    take_in(office.store, office.names, private, now=NOW, audience_id=audience)
    assert "Perplexity Signs" in words_of(office.types(ADA, "/company perplexity"))
    assert "Perplexity Signs" in words_of(office.says(ADA, "perplexity", "im"))
    assert "Perplexity Signs" not in words_of(office.types(LIN, "/company perplexity"))
    assert "Perplexity Signs" not in words_of(office.says(ADA, "@Tidings perplexity"))
    shared = office.clicks(ADA, office.types(ADA, "/company perplexity", "quiet"), "answer.share", "quiet")
    assert shared
    assert not any("Perplexity Signs" in words_of(found) for found in office.seen(LIN, "quiet"))
