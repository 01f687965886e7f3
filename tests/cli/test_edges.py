"""The command line at its edges: odd paths, damaged files, poor terminals, full disks, and nothing to say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import ROOT, Shell
from tests.cli.test_cli import shell as shell  # a fixture
from tests.store.weekly import WEEKLY


@pytest.mark.parametrize("verb", ["intake", "parse"])
def test_an_empty_path_is_wrong_usage(shell: Shell, verb: str) -> None:
    """An empty path, as an unset variable gives it, is refused; it is not the folder one stands in."""
    result = shell.run(verb, "")
    assert (result.exit_code, "A path is empty" in result.stderr) == (2, True)


def test_an_address_of_another_kind_is_refused_as_one(shell: Shell) -> None:
    """`ftp://…` is no missing file but an address that is not read."""
    result = shell.run("parse", "ftp://example.com/weekly.md")
    assert result.exit_code == 1
    assert "Only addresses that begin with http:// or https:// can be read." in result.stderr


def test_a_damaged_database_is_told_from_a_forbidden_one(tmp_path: Path) -> None:
    """A file that is no database, or damaged, is answered with what helps: another file, or a backup."""
    (tmp_path / "tidings.db").write_bytes(b"no database at all " * 500)
    result = Shell(tmp_path).run("find", "openai")
    assert result.exit_code == 1
    assert "put a backup in its place" in result.stderr


def test_an_intake_that_is_stopped_says_what_is_kept(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the midst ends in a sentence: nothing is half taken in, and the command may be given again."""

    def _stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.cli.documents._take_all", _stop)
    result = shell.run("intake", shell.write("weekly.md", WEEKLY))
    assert (result.exit_code, "takes in the rest" in result.stderr) == (1, True)


def test_doctor_tells_a_closed_database_from_a_damaged_one(shell: Shell) -> None:
    """What cannot be opened is no reason to restore a backup."""
    (shell.folder / "tidings.db-wal").mkdir()  # SQLite: unable to open database file
    said = shell.run("doctor").stdout
    assert "Check its permissions." in said
    assert "restore a backup" not in said


def test_what_prints_nothing_says_so(shell: Shell) -> None:
    """Verbs whose result is empty say so on standard error, and what was done is confirmed."""
    assert "0 stories." in shell.run("export", "--source", "nobody").stderr
    assert "No unknown name" in shell.run("names", "unknown").stderr
    assert shell.run("names", "ignore", "Quorvex").stdout == "Quorvex is not offered again.\n"


def test_counts_of_one_are_singular(shell: Shell) -> None:
    """`doctor` counts one issue of one source as one, not as many."""
    shell.run("intake", shell.write("weekly.md", WEEKLY))
    assert " of 1 issue from 1 source," in shell.run("doctor").stdout


def test_a_name_that_both_languages_share_is_said_once(shell: Shell) -> None:
    """IPO is IPO in Chinese as well."""
    assert shell.run("who", "ipo").stdout.startswith("IPO [topic]")


def test_a_terminal_without_the_signs_shows_their_codes(shell: Shell) -> None:
    """Where the terminal's encoding has no Chinese, its characters are shown by their codes and nothing fails."""
    done = _run(shell, "who", "英伟达", encoding="latin-1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(rb"Nvidia \u82f1\u4f1f\u8fbe [company]")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full on this system")
def test_output_that_finds_no_room_fails_in_a_sentence(shell: Shell) -> None:
    """A full disk under standard output ends in one line, not in a traceback."""
    with open("/dev/full", "wb") as full:
        done = _run(shell, "who", "nvidia", stdout=full.fileno())
    assert (done.returncode, done.stderr) == (1, b"Error: The output could not be written, for the disk is full.\n")


def _run(
    shell: Shell, *words: str, encoding: str = "utf-8", stdout: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    own = {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), "TIDINGS_DB": str(shell.folder / "tidings.db")}
    command = [sys.executable, "-m", "bot.cli", *words]
    return subprocess.run(command, env=os.environ | own, stdout=stdout, stderr=subprocess.PIPE, check=False)


READING = [
    ("find", "openai"), ("who", "nvidia"), ("figures", "$1B"), ("why", "1"), ("hide",), ("hide", "1"), ("export",),
    ("digest",), ("names", "list"), ("names", "export"), ("names", "unknown"), ("sources", "list"),
    ("sources", "check", "--all"), ("sources", "pause", "Letter"), ("backup", "copy.db"),
]  # fmt: skip


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_slip_in_a_path_makes_no_database(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A verb that only reads or changes what is there says that the named file is not, and makes neither it nor its
    folder.
    """
    missing = tmp_path / "tidngs" / "news.db"
    result = Shell(tmp_path).run(*words, "--db", str(missing))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: There is no database at {missing}; check --db, or make one with: tidings ")
    assert len(result.stderr.splitlines()) == 1
    assert not missing.parent.exists()


@pytest.mark.parametrize("words", [("intake",), ("names", "add", "Harborline", "--kind", "company")], ids=" ".join)
def test_a_verb_that_adds_makes_the_database_that_is_named(tmp_path: Path, words: tuple[str, ...]) -> None:
    """The first intake, or the first name, makes the file and its folder."""
    new = tmp_path / "new" / "news.db"
    assert Shell(tmp_path).run(*words, "--db", str(new)).exit_code == 0
    assert new.exists()


@pytest.mark.parametrize("typed", ["abc", "0", "1.5", "４２", "9" * 30])
@pytest.mark.parametrize("verb", ["why", "hide"])
def test_what_is_no_storys_id_is_said_in_a_sentence(shell: Shell, verb: str, typed: str) -> None:
    """Wrong usage names what was typed and what an id is."""
    result = shell.run(verb, typed)
    assert result.exit_code == 2
    assert result.stderr.endswith(
        f"Error: {typed} is no story's id, which is a number such as 42 (tidings find --json).\n"
    )
