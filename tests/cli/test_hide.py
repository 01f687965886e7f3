"""`tidings hide`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_cli import Shell, shell
from tests.store.weekly import ENGLISH

__all__ = ["shell"]


def test_stories_are_hidden_listed_and_shown_again(shell: Shell) -> None:
    """Each step says which story it was; what is hidden is found and exported no more."""
    shell.run("intake", shell.write("en.md", ENGLISH))
    every = shell.json("find", "--json", "since:2000-01-01")["stories"]
    first, second = every[0], every[1]
    done = shell.run("hide", str(first["id"]), str(second["id"]))
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].startswith(f"Hidden: {first['id']} {first['headline']}")
    left = {story["id"] for story in shell.json("find", "--json", "since:2000-01-01")["stories"]}
    assert not left & {first["id"], second["id"]}
    assert f'"id": {first["id"]},' not in shell.run("export").stdout
    listed = shell.run("hide")
    assert "by the operator" in listed.stdout
    assert "2 stories hidden." in listed.stderr
    assert shell.json("hide", "--undo", "--json", str(first["id"])) == {"shown": [first["id"]]}
    assert [one["story"] for one in shell.json("hide", "--json")["hidden"]] == [second["id"]]
    assert first["id"] in {story["id"] for story in shell.json("find", "--json", "since:2000-01-01")["stories"]}


def test_a_wrong_id_is_said(shell: Shell, tmp_path: Path) -> None:
    """A story that is not there fails in one line; undoing nothing is wrong usage."""
    gone = shell.run("hide", "77")
    assert (gone.exit_code, gone.stderr) == (1, "Error: There is no story 77.\n")
    assert shell.run("hide", "--undo").exit_code == 2
    assert shell.run("hide", "x").exit_code == 2
