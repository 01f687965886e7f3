"""A posted edition's thread is told, once and shortly, what was found wrong in it since."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.blocks.corrections import corrections_answer
from bot.workspace.limits import check_message
from store.correcting import Correction
from store.disagreements.revisions import find_changes
from store.figures import find_figures
from store.intake import take_in
from store.names import Names
from tests.bot.test_figures import told
from tests.digest.test_delivery import CHANNEL, Desk
from tests.store.weekly import WEEKLY

LETTER = re.sub(r"(?<=2026年)5(?=月)|\b5(?=月\d+日)", "4", WEEKLY.replace("May ", "April "))
SLIP = LETTER.replace("120亿美元", "1200亿美元")


def hears(desk: Desk, text: str, **later: float) -> None:
    """Take a letter in a while later, and let the bot look for what is to be done."""
    desk.clock.pass_by(**later)
    take_in(desk.newsroom.store, Names(desk.newsroom.store), text, now=desk.clock())
    desk.run()


def replies(desk: Desk) -> list[str]:
    """Give what corrections say in the threads of the channel."""
    threads = [desk.workspace.thread(CHANNEL, post["ts"]) for post in desk.workspace.messages(CHANNEL)]
    texts = [message["text"] for thread in threads for message in thread]
    return [text for text in texts if "Correction" in text or "更正" in text]


def test_a_disagreement_found_later_is_told_in_the_thread(desk: Desk) -> None:
    """One reply, once, whatever else happens; the edition is done again."""
    hears(desk, LETTER, minutes=5)
    assert replies(desk) == []
    hears(desk, SLIP, hours=2)
    [reply] = replies(desk)
    assert "Reports disagree:* $12B / 1200亿美元 ($120B)" in reply or "1200亿美元 ($120B) / $12B" in reply
    assert desk.states() == [("done", None)]
    hears(desk, SLIP, hours=2)
    desk.run(minutes=1)
    assert len(replies(desk)) == 1


def test_a_corrected_figure_is_told_in_the_thread(desk: Desk) -> None:
    """A revision that changes a figure says what it was; one that changes words alone is not told."""
    hears(desk, LETTER, minutes=5)
    hears(desk, LETTER.replace("Analysts point at", "Analysts think of"), hours=1)
    assert replies(desk) == []
    hears(desk, LETTER.replace("$12B", "$15B").replace("120亿", "150亿"), hours=1)
    [reply] = replies(desk)
    assert "now $15B, was $12B" in reply


def test_what_the_thread_may_not_read_any_more_is_not_told_there(desk: Desk) -> None:
    """A report that is for fewer people by now is corrected, and contradicted, without a word in the thread."""
    hears(desk, LETTER, minutes=5)
    with desk.newsroom.store.transaction() as db:
        db.execute("INSERT INTO people (id, team, slack_id) VALUES (99, 'T', 'U99')")
        db.execute("INSERT INTO audiences (id, kind, person_id) VALUES (99, 'person', 99)")
        db.execute("UPDATE stories SET audience_id = 99")
    hears(desk, LETTER.replace("$12B", "$15B").replace("120亿", "150亿"), hours=1)
    hears(desk, SLIP, hours=1)
    assert replies(desk) == []


CANAL = """Canal Letter, number 7

April 6 – 12, 2026

Money
Cohere Raises $412 Million From Six Banks at a $7.3 Billion Valuation · April 10 · Reuters
→ Cohere raised $412 million. The round values it at $7.3 billion. The banks will lend it as much again.
"""
HARBOUR = """Harbour Post, number 31

April 6 – 12, 2026

Business
Toronto's Cohere Lands $412 Million Round, Valued at $7.3 Billion · April 11 · Bloomberg
→ Six banks put $412 million into Cohere. It hires 300 people.
"""


def test_any_report_of_a_posted_storyline_counts(desk: Desk) -> None:
    """Also one that the edition did not show; what a later report says of itself is no correction of the edition."""
    names = Names(desk.newsroom.store)
    for letter in (CANAL, HARBOUR):
        take_in(desk.newsroom.store, names, letter, now=desk.clock())
    desk.run(minutes=30)
    [[shown]] = desk.newsroom.rows(
        "SELECT s.headline FROM slots JOIN stories s ON s.id = slots.story_id WHERE s.headline LIKE '%Cohere%'"
    )
    assert "Toronto" not in str(shown), "both are one storyline, led by the other"
    hears(desk, HARBOUR.replace("300 people", "500 people"), hours=1)
    [reply] = replies(desk)
    assert "Toronto's Cohere Lands" in reply
    assert "now 500 people, was 300 people" in reply
    later = CANAL.replace("Canal Letter, number 7", "Pier Notes").replace("Reuters", "CNBC").replace("Six", "6")
    hears(desk, later, hours=1)
    hears(desk, later.replace("$412 million.", "$420 million."), hours=1)
    assert not [reply for reply in replies(desk) if "420" in reply and "was" in reply]


def test_what_several_reports_correct_alike_is_told_once(desk: Desk) -> None:
    """The same figure put right by two reports of a storyline, in either order and run, is one correction."""
    names = Names(desk.newsroom.store)
    for letter in (CANAL, HARBOUR):
        take_in(desk.newsroom.store, names, letter, now=desk.clock())
    desk.run(minutes=30)
    for letter in (CANAL, HARBOUR):
        hears(desk, letter.replace("$7.3 Billion", "$7.9 Billion").replace("$7.3 billion", "$7.9 billion"), hours=1)
    told = [reply for reply in replies(desk) if "was $7.3" in reply]
    assert len(told) == 1
    assert told[0].count("was $7.3") == 1


def test_what_was_wrong_before_the_edition_is_told_by_the_edition(desk: Desk) -> None:
    """A disagreement that stood when the edition was composed is no news to its thread."""
    hears(desk, SLIP, minutes=5)
    desk.run(hours=2)
    assert replies(desk) == []


def test_the_channels_language_is_spoken(desk: Desk) -> None:
    """A Chinese channel is told in Chinese."""
    desk.set_up(language="zh")
    hears(desk, LETTER, minutes=5)
    hears(desk, LETTER.replace("$12B", "$15B").replace("120亿", "150亿"), hours=1)
    assert all(reply.startswith("*本期更正*") for reply in replies(desk))
    assert len(replies(desk)) == 1


@pytest.mark.parametrize("moment", ["kill_before", "kill_after"])
def test_a_killed_process_neither_doubles_nor_loses_it(desk: Desk, moment: Any) -> None:
    """A correction has the guarantees of every message of an edition."""
    hears(desk, LETTER, minutes=5)
    desk.clock.pass_by(minutes=30)
    take_in(desk.newsroom.store, Names(desk.newsroom.store), SLIP, now=desk.clock())
    desk.relay.moments.append(moment)
    process = desk.start()
    process.communicate(timeout=30)
    assert process.returncode == -9
    desk.run(minutes=2)
    desk.run(minutes=2)
    assert len(replies(desk)) == 1


def test_old_editions_are_left_alone(desk: Desk) -> None:
    """News reaches the editions of two weeks, and a channel that is paused hears nothing."""
    hears(desk, LETTER, minutes=5)
    with desk.newsroom.store.transaction() as db:
        db.execute("UPDATE channels SET paused_at = :now", {"now": desk.clock().isoformat()})
    hears(desk, SLIP, minutes=5)
    assert replies(desk) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_longest_reply_keeps_to_slacks_limits(language: Any) -> None:
    """Many long corrections are cut to five, and the rest counted."""
    disagreement = told(None, words="&" * 300)
    story = disagreement.story
    many = [Correction(story, disagreement), Correction(story, old="<" * 300, new="&" * 300)] * 20
    answer = corrections_answer(many, language)
    check_message(answer.text, answer.blocks)
    assert len(answer.blocks[0]["text"]["text"]) < 3000
    assert "35" in answer.text


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("It raised $12B.", "It raised $15B.", [("$12B", "$15B")]),
        ("It raised $12B, it raised $12B.", "It raised $15B, it raised $15B.", [("$12B", "$15B")]),
        ("It raised $12B.", "It raised $12 billion, says the board.", []),
        ("It raised $12B.", "It raised $12B, twice the $6B of last year.", []),
        ("It raised $12B.", "It raised a lot.", []),
        ("It raised $12B in 3 months.", "It raised $12B in 5 months.", []),
        ("It has 300 employees and $12B.", "It has 500 employees and $12B.", [("300 employees", "500 employees")]),
        ("It raised $12B.", "It has 12 offices.", []),
        ("It plans to raise $12B.", "It raised $15B.", []),
        ("It plans to raise $12B.", "It plans to raise $15B.", [("$12B", "$15B")]),
    ],
)
def test_a_revision_changes_a_figure_only_where_one_takes_anothers_place(
    old: str, new: str, changes: list[tuple[str, str]]
) -> None:
    """What moved, came beside, was written anew or has come after it was expected is no correction."""
    found = find_changes(find_figures(old), find_figures(new))
    assert [(one.words, other.words) for one, other in found] == changes
