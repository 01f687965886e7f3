"""Stories as JSON Lines: out, and in again, their own and other people's."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import main
from store.parse.json_lines import Line, group_lines, read_lines
from tests.bot.database import give_database
from tests.cluster.conftest import Desk, report
from tests.cluster.events import read_events, take_in_all

pytestmark = pytest.mark.usefixtures("no_meaning")


def tidings(*words: str, db: Path, data: str | None = None) -> Result:
    """Run a verb on a database."""
    return CliRunner().invoke(main, [*words, "--db", str(db)], input=data, catch_exceptions=False)


def exported(db: Path, *words: str) -> list[dict[str, object]]:
    """Give what an export writes."""
    done = tidings("export", *words, db=db)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def parts(lines: list[dict[str, object]]) -> set[frozenset[object]]:
    """Give the storylines of exported lines as sets of headlines."""
    return {
        frozenset(line["headline"] for line in lines if line["storyline"] == storyline)
        for storyline in {line["storyline"] for line in lines}
    }


def test_a_round_trip_keeps_storylines(desk: Desk, tmp_path: Path) -> None:
    """Exported and taken in elsewhere, the same stories make the same storylines, translations included."""
    take_in_all(desk.store, desk.names, read_events("events_1.txt")[:80])
    lines = exported(desk.store.path)
    file, other = tmp_path / "stories.jsonl", give_database(tmp_path / "other.db")
    file.write_text("\n".join(json.dumps(line) for line in reversed(lines)), "utf-8")
    done = tidings("intake", str(file), "--json", db=other)
    assert json.loads(done.stdout)["stories"] == {"new": 80, "changed": 0, "duplicate": 0}
    again = exported(other)
    assert parts(again) == parts(lines)
    kept = ("headline", "summary", "source", "language", "kind", "published_at", "figures", "entities", "lead")
    assert sorted(str([line[key] for key in kept]) for line in again) == sorted(
        str([line[key] for key in kept]) for line in lines
    )
    assert json.loads(tidings("intake", str(file), "--json", db=other).stdout)["stories"]["duplicate"] == 80


def test_an_export_is_chosen_by_day_and_source(desk: Desk) -> None:
    """Filters leave out what is older or of other sources; every line has the keys of the contract."""
    take_in_all(desk.store, desk.names, read_events("events_1.txt")[:40])
    lines = exported(desk.store.path, "--since", "2026-05-07", "--source", "Harbour dispatch")
    assert lines
    assert {line["source"] for line in lines} == {"Harbour Dispatch"}
    assert min(str(line["published_at"]) for line in lines) >= "2026-05-07"
    keys = "id source language kind section headline summary url outlet published_at seen_at position entities figures"
    assert {*keys.split(), "storyline", "lead", "translation_of"} <= lines[0].keys()
    assert tidings("export", "--since", "soon", db=desk.store.path).exit_code == 2


def test_other_peoples_lines(tmp_path: Path) -> None:
    """A headline is enough; unknown keys are passed over, bad lines are named, and the others are taken in."""
    file, db = tmp_path / "theirs.jsonl", give_database(tmp_path / "other.db")
    lines = [
        '{"headline": "Anthropic opens in Lyon", "published_at": "2026-05-04", "mood": {"calm": 1}, "id": 7}',
        '{"headline": "Anthropic 在里昂设立办公室", "published_at": "2026-05-04", "translation_of": 7, "kind": "poem"}',
        "[1, 2]",
        "{",
        '{"url": "https://news.example/1"}',
        '{"headline": "A bad link", "url": "javascript:alert(1)", "published_at": "soon", "language": "xx"}',
    ]
    file.write_text("\n".join(lines), "utf-8")
    done = tidings("intake", str(file), "--json", db=db)
    report = json.loads(done.stdout)
    assert (done.exit_code, report["stories"]["new"]) == (1, 3)
    assert [failure["what"].rpartition(" ")[2] for failure in report["failed"]] == ["3", "4", "5"]
    bad, english, chinese = sorted(exported(db), key=lambda line: str(line["headline"]))
    assert (chinese["language"], chinese["kind"], chinese["translation_of"]) == ("zh", "story", english["id"])
    assert (bad["url"], bad["published_at"], bad["source"]) == (None, None, "theirs")


def test_standard_input_and_why(tmp_path: Path) -> None:
    """An export flows through a pipe, and each story says why it stands where it does."""
    db = give_database(tmp_path / "other.db")
    lines = [
        {"source": "Post", "headline": "Skild AI raises $1.45 billion", "published_at": "2026-05-04"},
        {"source": "晨报", "headline": "Skild AI融资14.5亿美元", "published_at": "2026-05-05"},
    ]
    done = tidings("intake", "-", db=db, data="\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    assert done.exit_code == 0
    story = exported(db)[0]["id"]
    said = tidings("why", str(story), db=db).stdout
    assert "Storyline" in said
    assert "$1.45 billion = 14.5亿美元" in said
    document = json.loads(tidings("why", str(story), "--json", db=db).stdout)
    assert [reason["gate"] for reason in document["reasons"]] == ["figures"]
    assert tidings("why", "999", db=db).exit_code == 1


KEYS = st.sampled_from(["headline", "summary", "issue", "id", "published_at", "position", "url", "translation_of"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.dictionaries(KEYS, inner, max_size=5) | st.lists(inner, max_size=3),
)


@given(st.lists(st.binary(max_size=200) | VALUES.map(lambda value: json.dumps(value).encode()), max_size=6))
def test_any_line_is_a_story_or_a_fault(lines: list[bytes]) -> None:
    """Whatever a file holds, each line that is not empty is read or named, and what is read makes issues."""
    found = list(read_lines(lines, "somebody"))
    assert len(found) == sum(bool(line.strip()) for line in lines)
    issues = group_lines(line for line in found if isinstance(line, Line))
    assert sum(len(issue.items) for issue, _ in issues) == sum(isinstance(line, Line) for line in found)


def test_a_round_trip_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    """Paragraphs, further links and when an undated story was seen come through; taken in at home nothing changes."""
    item = report("Anthropic opens in Lyon", "It hires fifty.\n\nThe lease runs for ten years.", day=None)
    desk.add("Post", replace(item, url="https://a.example/1", links=("https://b.example/2",)), day="2026-05-04")
    with desk.store.transaction() as db:
        db.execute("UPDATE issues SET published_at = NULL")
    [line] = lines = exported(desk.store.path)
    assert (line["summary"], line["other_links"]) == (item.summary, ["https://b.example/2"])
    other, data = give_database(tmp_path / "other.db"), json.dumps(line)
    tidings("intake", "-", db=other, data=data)
    [again] = exported(other)
    assert {key: again[key] for key in ("summary", "text", "other_links", "seen_at", "published_at")} == {
        key: line[key] for key in ("summary", "text", "other_links", "seen_at", "published_at")
    }
    tidings("intake", "-", db=desk.store.path, data=data)
    assert exported(desk.store.path) == lines


def issues_of(lines: list[dict[str, object]], folder: Path) -> list[object]:
    """Take lines in, and give the issues of what is exported then, each once."""
    file, db = folder / "theirs.jsonl", give_database(folder / "other.db")
    file.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    assert tidings("intake", str(file), db=db).exit_code == 0
    return list({str(line["issue"]): line["issue"] for line in exported(db)}.values())


TOLD = [{"headline": f"Anthropic opens office {n}", "published_at": f"2026-05-0{n}"} for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"title": "Harbour page", "published_at": None}, [(None, None)]),
        ({"title": "Harbour", "published_at": "2026-05-04T07:30:00Z"}, [("2026-05-04T07:30:00Z", None)]),
        ({"title": "Harbour", "published_at": "2026-05-04T01:30:00+08:00"}, [("2026-05-03T17:30:00Z", None)]),
        ({"title": "Harbour", "published_at": "2026-05-04T01:30:00"}, [("2026-05-04", None)]),
        ({"title": "Harbour", "period": ["2026-05-01", "2026-05-03"]}, [(None, ["2026-05-01", "2026-05-03"])]),
        (None, [("2026-05-01", None), ("2026-05-02", None), ("2026-05-03", None)]),
    ],
    ids=["undated", "time", "offset", "no zone", "period", "no issue"],
)
def test_an_issue_stays_one_at_its_time(tmp_path: Path, told: object, kept: list[object]) -> None:
    """Whatever days its stories have; lines that name no issue are one of each day."""
    found = issues_of([{**line, "issue": told} for line in TOLD], tmp_path)
    assert [(issue["published_at"], issue["period"]) for issue in found if isinstance(issue, dict)] == kept


@pytest.mark.parametrize("seen", ["2999-01-01T00:00:00Z", "2020-01-01", "soon", 7, None])
def test_a_first_sight_that_cannot_be_is_now(tmp_path: Path, seen: object) -> None:
    """Neither the future nor a bare day is when a story was seen."""
    db = give_database(tmp_path / "other.db")
    tidings("intake", "-", db=db, data=json.dumps({"headline": "Anthropic opens in Lyon", "seen_at": seen}))
    age = datetime.now(UTC) - datetime.fromisoformat(str(exported(db)[0]["seen_at"]))
    assert timedelta() <= age < timedelta(minutes=5)
