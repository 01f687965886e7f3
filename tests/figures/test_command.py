"""`tidings figures`: its document, its lines and its streams."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import main

TEXT = "Anthropic's run rate passed $30 billion in April 2026; OpenAI融资1220亿美元。"


def run(folder: Path, *words: str, typed: str | None = None) -> str:
    """Run a command line that must succeed and give its standard output."""
    runner = CliRunner(env={"TIDINGS_DB": str(folder / "tidings.db")})
    result = runner.invoke(main, words, input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database knows the catalogue from the first command on."""
    return tmp_path_factory.mktemp("figures")


def test_the_document_holds_each_figure(folder: Path) -> None:
    """Words, place, kind, unit, both ends, bound, what it is of, whose and as of when."""
    document: list[dict[str, Any]] = json.loads(run(folder, "figures", "--json", TEXT))
    assert document == [
        {
            "text": "passed $30 billion", "start": 21, "kind": "money", "unit": "USD", "low": 30_000_000_000,
            "high": None, "bound": "at_least", "of": "revenue run rate", "entity": "anthropic", "as_of": "2026-04",
            "former": False, "expected": False,
        },
        {
            "text": "1220亿美元", "start": TEXT.index("1220"), "kind": "money", "unit": "USD", "low": 122_000_000_000,
            "high": 122_000_000_000, "bound": "exact", "of": "funding", "entity": "openai", "as_of": None,
            "former": False, "expected": False,
        },
    ]  # fmt: skip


def test_people_get_a_line_a_figure(folder: Path) -> None:
    """Each line says the words, the amount and what is known of it."""
    assert run(folder, "figures", TEXT).splitlines() == [
        "passed $30 billion  money ≥ 30,000,000,000 USD  revenue run rate  of anthropic  as of 2026-04",
        "1220亿美元  money 122,000,000,000 USD  funding  of openai",
    ]


def test_a_dash_reads_one_text_a_line(folder: Path) -> None:
    """One document a line, in order, the empty one too."""
    lines = run(folder, "figures", "-", typed="3.5 to 5 GW\nGPT-5.4\n三成\n").splitlines()
    assert [[figure["unit"] for figure in json.loads(line)] for line in lines] == [["W"], [], ["%"]]


def test_without_a_text_standard_input_is_one(folder: Path) -> None:
    """A pipe is read whole."""
    document = json.loads(run(folder, "figures", "--json", typed="about $5M\n\nup to 20 %\n"))
    assert [figure["bound"] for figure in document] == ["about", "at_most"]
