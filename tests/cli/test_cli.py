"""The command line: every verb, its JSON, its exit codes and its words when something is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.bot.database import give_database
from tests.store.weekly import CHINESE, ENGLISH, WEEKLY

ROOT = Path(__file__).parents[2]


class Shell:
    """Runs `tidings` with a database in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runner = CliRunner(env={"TIDINGS_DB": str(folder / "tidings.db")})

    def run(self, *words: str, typed: str | None = None) -> Result:
        """Run a command line, with what is typed on standard input."""
        return self.runner.invoke(main, words, input=typed, catch_exceptions=False)

    def json(self, *words: str, typed: str | None = None) -> Any:
        """Run a command line that must succeed, and read the one document on its standard output."""
        result = self.run(*words, typed=typed)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def write(self, name: str, text: str) -> str:
        """Put a file into the folder and give its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A command line with a database that knows the catalogue and nothing else."""
    give_database(tmp_path / "tidings.db")
    return Shell(tmp_path)


def test_intake_counts_documents_and_stories(shell: Shell) -> None:
    """A folder is taken in with its counts; the second time everything is a duplicate."""
    shell.write("issues/en.md", ENGLISH)
    shell.write("issues/deeper/zh.txt", CHINESE)
    shell.write("issues/.hidden.md", "not read in a folder")
    first = shell.json("intake", "--json", str(shell.folder / "issues"))
    assert (first["documents"], first["issues"], first["failed"]) == (2, 2, [])
    assert first["stories"]["new"] > 10
    second = shell.json("intake", "--json", str(shell.folder / "issues"))
    assert second["stories"] == {"new": 0, "changed": 0, "duplicate": first["stories"]["new"]}


def test_intake_reads_standard_input(shell: Shell) -> None:
    """`-` takes in what is piped."""
    assert shell.json("intake", "--json", "-", typed=WEEKLY)["issues"] == 1


def test_intake_names_what_failed_and_takes_in_the_rest(shell: Shell) -> None:
    """A missing file, another format, an empty file and an empty folder fail alone, in words, with exit code 1."""
    (shell.folder / "empty").mkdir()
    (shell.folder / "image.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\xff\xfe\x00" * 20)
    result = shell.run(
        "intake",
        "--json",
        shell.write("good.md", ENGLISH),
        shell.write("none.md", "\n"),
        shell.write("page.docx", "x"),
        str(shell.folder / "image.md"),
        str(shell.folder / "missing.md"),
        str(shell.folder / "empty"),
    )
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert report["issues"] == 1
    assert [Path(failure["what"]).name for failure in report["failed"]] == [
        "none.md", "page.docx", "image.md", "missing.md", "empty",
    ]  # fmt: skip
    assert all(failure["why"].endswith(".") for failure in report["failed"])


def test_what_cannot_even_be_looked_at_fails_alone(shell: Shell) -> None:
    """A path too long for any file system is named with the reason, given by itself or met in a folder."""
    shell.write("issues/good.md", ENGLISH)
    (shell.folder / "issues" / "endless.md").symlink_to("x" * 300)
    result = shell.run("intake", str(shell.folder / "issues"), "y" * 300)
    assert result.exit_code == 1
    assert result.stdout.startswith("3 documents, 1 issue; stories: ")
    assert result.stdout.endswith("; 2 failed.\n")
    assert [line.endswith("check the path.") for line in result.stderr.splitlines()] == [True, True]


def test_parse_saves_nothing(tmp_path: Path) -> None:
    """`parse` prints the document of its contract and leaves no database behind."""
    shell = Shell(tmp_path)
    document = shell.json("parse", "--json", shell.write("weekly.md", WEEKLY))
    assert set(document) == {
        "title", "source", "url", "language", "published_at", "period", "layout", "items", "references", "translations",
    }  # fmt: skip
    assert document["period"] == ["2026-05-04", "2026-05-10"]
    assert set(document["items"][0]) == {
        "kind", "section", "headline", "summary", "url", "outlet", "published_at", "language", "position", "references",
        "links",
    }  # fmt: skip
    assert not (shell.folder / "tidings.db").exists()


def test_parse_prints_one_document_a_line_for_several(shell: Shell) -> None:
    """Several paths give JSON Lines."""
    result = shell.run("parse", "--json", shell.write("a.md", ENGLISH), shell.write("b.md", CHINESE))
    assert [json.loads(line)["language"] for line in result.stdout.splitlines()] == ["en", "zh"]


def test_parse_reads_for_people_too(shell: Shell) -> None:
    """Without --json, a person reads titles, kinds and dates."""
    result = shell.run("parse", shell.write("a.md", ENGLISH))
    assert "Broadcom Books a $12B Order for Custom Chips" in result.stdout
    assert "2026-05-08" in result.stdout


@pytest.mark.parametrize(
    ("typed", "outcome", "entity"),
    [
        ("antropic", "match", "anthropic"),
        ("英伟达", "match", "nvidia"),
        ("zzzqqq", "none", None),
        ("what is new with nvidia and broadcom", "none", None),
    ],
)
def test_who(shell: Shell, typed: str, outcome: str, entity: str | None) -> None:
    """`who` says what a name resolves to; no match is an answer, not a failure."""
    document = shell.json("who", "--json", typed)
    assert document["outcome"] == outcome
    assert (document["entity"] or {}).get("id") == entity
    assert set(document) == {"query", "outcome", "entity", "via", "matched", "suggestions", "parts", "rest"}


def test_who_reads_lines(shell: Shell) -> None:
    """`who -` answers each line of standard input with one document a line."""
    result = shell.run("who", "-", typed="nvidia\n\nzzzqqq\n")
    assert [json.loads(line)["outcome"] for line in result.stdout.splitlines()] == ["match", "none"]


def test_find_finds(shell: Shell) -> None:
    """Stories taken in are found by words of either language, for people and as JSON."""
    shell.run("intake", "-", typed=WEEKLY)
    assert shell.json("find", "--json", "封装")["total"] >= 1
    result = shell.run("find", "wafers")
    assert "Nvidia Doubles Packaging Orders in Taiwan" in result.stdout
    assert result.stderr.strip() == "1 story."
    lines = shell.run("find", "-", typed="wafers\n???\n").stdout.splitlines()
    assert [json.loads(line)["total"] for line in lines] == [1, 0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"published_at": "2026-05-04"}, "  2026-05-04 · Post"),
        ({"issue": {"published_at": "2026-05-03"}}, "  issue of 2026-05-03 · Post"),
        ({"issue": {"period": ["2026-05-01", "2026-05-07"]}}, "  issue of 2026-05-01/2026-05-07 · Post"),
        ({"seen_at": "2026-05-02T09:00:00Z"}, "  undated, seen 2026-05-02 · Post"),
    ],
)
def test_find_says_when(shell: Shell, line: dict[str, object], said: str) -> None:
    """Of a story without a day it gives those of its issue, else when it was first seen, and says that it does."""
    shell.run("intake", "-", typed=json.dumps({"source": "Post", "headline": "Nvidia rents wafers", **line}))
    assert shell.run("find", "wafers").stdout.splitlines()[1] == said


def test_digest_previews_the_week_before_a_moment(shell: Shell) -> None:
    """`digest --at` shows that week's stories; JSON holds the contract's keys."""
    shell.run("intake", "-", typed=WEEKLY)
    document = shell.json("digest", "--at", "2026-05-11T08:00Z", "--format", "json")
    assert {"channel", "due_at", "language", "since", "until", "slots", "quick_hits", "watch", "blocks", "text"} <= set(
        document
    )
    assert len(document["slots"]) == 3
    assert "Broadcom Books" in shell.run("digest", "--at", "2026-05-11T08:00Z").stdout
    assert "博通" in shell.run("digest", "--at", "2026-05-11T08:00Z", "--language", "zh").stdout


@pytest.mark.parametrize(
    "words",
    [("parse",), ("who",), ("find", "x", "--limit", "0"), ("digest", "--at", "noon"), ("nonsense",)],
)
def test_wrong_usage_exits_with_2(shell: Shell, words: tuple[str, ...]) -> None:
    """Wrong usage is said with the usage line, exit code 2."""
    result = shell.run(*words)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_a_database_that_cannot_be_opened_is_one_line(shell: Shell) -> None:
    """A file of something else as database: one line, exit code 1, no traceback."""
    result = shell.run("find", "x", "--db", shell.write("notes.txt", "nothing here\n" * 100))
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The database")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("verb", sorted(main.commands))
def test_every_verb_has_help_with_an_example(shell: Shell, verb: str) -> None:
    """`--help` of each verb explains itself and ends with an example."""
    assert "Example: tidings " in shell.run(verb, "--help").stdout


def test_readme_names_every_verb() -> None:
    """README and the command line agree."""
    readme = (ROOT / "README.md").read_text("utf-8")
    for verb, command in main.commands.items():
        assert f"tidings {verb}" in readme, verb
        assert isinstance(command, click.Command)


def test_the_console_script_starts_quickly_enough_to_pipe() -> None:
    """`python -m bot.cli` is the same program, without a traceback when the pipe closes early."""
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "--version"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("tidings ")
