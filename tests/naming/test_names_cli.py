"""`tidings names`: every verb, its JSON, its words and its exit codes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import main, shared
from store.entities import load_catalogue
from tests.cli.test_cli import Shell
from tests.naming.conftest import CATALOGUE

DAY = datetime.now(UTC) - timedelta(days=3)
LETTER = """Quay Letter, number {number}

{day:%B} {day.day}, {day.year}

Ports
A Yard Opens · {day:%B} {day.day} · Reuters
→ The yard belongs to Quorvex, which says Zibbertek paid.
"""


@pytest.fixture(scope="module", autouse=True)
def _small_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the command line come with few names, which are read in no time."""
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / "names.toml").write_text(CATALOGUE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared, "load_catalogue", lambda store, now: load_catalogue(store, now, folder))
        yield


@pytest.fixture(scope="module")
def template(_small_catalogue: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with three letters taken in, to be copied."""
    shell = Shell(tmp_path_factory.mktemp("template"))
    for number in range(3):
        shell.run("intake", "-", typed=letter(number))
    return shell.folder


def letter(number: int) -> str:
    return LETTER.format(number=number, day=DAY - timedelta(days=number))


@pytest.fixture
def shell(template: Path, tmp_path: Path) -> Shell:
    """A command line with three letters taken in."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return Shell(tmp_path)


def test_a_name_is_added_and_past_stories_are_tagged(shell: Shell) -> None:
    """It counts at once; the JSON tells what came of it."""
    done = shell.json("names", "add", "Quorvex", "--kind", "product", "--zh", "阔维克斯", "--spelling", "QVX", "--json")
    assert (done["entity"]["id"], done["entity"]["kind"], done["tagged"]) == ("quorvex", "product", 3)
    for typed in ("qvx", "阔维克斯", "quorvxe"):
        assert shell.json("who", "--json", typed)["entity"]["id"] == "quorvex"
    assert shell.json("find", "--json", "QVX")["total"] == 3


def test_the_same_in_words(shell: Shell) -> None:
    """What a person reads, from adding to removing."""
    assert shell.run("names", "add", "Quorvex").stdout == "Quorvex is known now as quorvex. Tagged 3 past stories.\n"
    assert shell.run("names", "alias", "Quorvex", "the yard king", "--use", "typed").stdout == (
        "“the yard king” counts as Quorvex from now on.\n"
    )
    listed = shell.run("names", "list").stdout.splitlines()
    assert listed[0].startswith(
        ("“the yard king” for Quorvex · typed only · command line, ", "Quorvex [company] quorvex")
    )
    assert len(listed) == 2
    assert shell.run("names", "remove", "the", "yard", "king").stdout == (
        "“the yard king” no longer counts as Quorvex.\n"
    )
    assert shell.run("names", "remove", "quorvex").stdout == "Quorvex is known no more. Untagged 3 past stories.\n"
    assert shell.json("names", "list", "--json") == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("add", "Acme"), "“Acme” already names Acme (company)."),
        (("add", "market"), "“market” is an ordinary word"),
        (("add", ""), "Give a name, in English or in Chinese."),
        (("add", "\udce4"), "Give a name"),
        (("add", "Quorvex", "--spelling", "艾可米"), "“艾可米” already names Acme (company)."),
        (("add", "Quorvex", "--phrase", "yard"), "Phrases show a topic"),
        (("alias", "stone", "the boss"), "“stone” could be Ada Stone (person) or Bo Stone (person)"),
        (("alias", "zzzzqqq", "the boss"), "I know nothing by the name “zzzzqqq”"),
        (("alias", "acme", "acme labs"), "Acme (company) already has the spelling “acme labs”."),
        (("remove", "zzzzqqq"), "I know nothing by the name “zzzzqqq”"),
        (("import", "missing.toml"), "missing.toml cannot be read"),
    ],
)
def test_what_is_refused_says_why_in_one_line(shell: Shell, words: tuple[str, ...], reason: str) -> None:
    """Exit code 1, the reason on standard error, and nothing is added."""
    result = shell.run("names", *words)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {reason}")
    assert len(result.stderr.splitlines()) == 1
    assert shell.json("names", "list", "--json") == []


def test_what_keeps_appearing_is_listed_until_it_is_ignored(shell: Shell) -> None:
    """With how often; an ignored name is offered no more."""
    assert {one["name"]: (one["stories"], one["issues"]) for one in shell.json("names", "unknown", "--json")} == {
        "Quorvex": (3, 3),
        "Zibbertek": (3, 3),
    }
    shell.run("names", "ignore", "Quorvex")
    result = shell.run("names", "unknown")
    assert result.stdout == "Zibbertek appeared in 3 stories of 3 issues\n"


def test_names_travel_as_toml(shell: Shell, tmp_path: Path) -> None:
    """What was added here is added there, past stories are tagged there too, and again nothing is."""
    shell.run("names", "add", "Quorvex", "--zh", "阔维克斯")
    shell.run("names", "alias", "acme", "the green giant")
    sheet = shell.run("names", "export").stdout
    assert sheet.startswith('[[company]]\nid = "acme"')
    other = Shell(tmp_path / "other")
    other.run("intake", "-", typed=letter(1))
    done = json.loads(other.run("names", "import", "--json", "-", typed=sheet).stdout)
    assert done == {"entities": 1, "spellings": 3, "known": 2, "tagged": 1, "refused": []}
    assert other.run("names", "export").stdout == sheet
    again = other.run("names", "import", other.write("ours.toml", sheet))
    assert again.stdout == "0 names and 0 spellings added, 5 known already; 0 mentions tagged.\n"


def test_an_import_keeps_what_is_fit(shell: Shell) -> None:
    """What is refused is told, and the exit code is 1."""
    result = shell.run("names", "import", "-", typed='[[company]]\nid = "q"\nen = "Quorvex"\naliases = ["Ada Stone"]\n')
    assert result.exit_code == 1
    assert result.stderr == "Error: Quorvex: “Ada Stone” already names Ada Stone (person).\n"
    assert shell.json("who", "--json", "quorvex")["entity"]["id"] == "q"


def test_everything_is_exported(shell: Shell) -> None:
    """All names, ours among them, and the shared spellings."""
    shell.run("names", "add", "Quorvex")
    everything = shell.run("names", "export", "--all").stdout
    assert everything.count("\nid = ") == CATALOGUE.count("\nid = ") + 1
    assert '[[shared]]\ntext = "Stone"' in everything
    assert 'id = "quorvex"' in everything


@pytest.mark.parametrize("verb", sorted(main.commands["names"].commands))  # type: ignore[attr-defined]
def test_every_verb_has_help_with_an_example(tmp_path: Path, verb: str) -> None:
    """`--help` of each explains itself and ends with an example."""
    assert f"Example: tidings names {verb}" in Shell(tmp_path).run("names", verb, "--help").stdout


@pytest.mark.parametrize(
    "words", [("add",), ("alias", "x"), ("remove",), ("add", "x", "--kind", "yard"), ("nonsense",)]
)
def test_wrong_usage_exits_with_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    """With the usage line."""
    result = Shell(tmp_path).run("names", *words)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
