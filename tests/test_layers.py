"""The layout of the code as facts: who may import whom, and that importing does nothing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "store")
RULES = (
    "text",
    "folding",
    "query",
    "match",
    "patterns",
    "story_json",
    "mentions",
    "due",
    "rank",
    "themes",
    "spelling",
    "unknown",
    "figures",
    "rhythm",
    "times",
    "identity",
    "opml",
    "discovery",
    "sign_in",
    "disagreements",
    "timeline",
    "cluster",
    "meaning",
)
ROWS = (
    "sources",
    "stories",
    "lookup",
    "entities",
    "channels",
    "people",
    "keeps",
    "editions",
    "window",
    "counts",
    "additions",
    "retags",
    "reread_rows",
    "figure_rows",
    "feed_entries",
    "source_rows",
    "moving_rows",
    "reading_rows",
    "disagreement_rows",
    "correction_rows",
    "storylines",
    "evidence_rows",
    "export_rows",
    "readings",
    "votes",
    "audiences",
    "proposals",
    "saved_rows",
    "hidden_rows",
)
USE_CASES = (
    "intake",
    "feeds",
    "search",
    "digest",
    "digest_settings",
    "edition_json",
    "explaining",
    "compose",
    "comparing",
    "correcting",
    "tracking",
    "names",
    "storylining",
    "parting",
    "reasons",
    "exporting",
    "naming",
    "tagging",
    "rereading",
    "offers",
    "namesheet",
    "suggest",
    "looking",
    "sourcing",
    "source_names",
    "source_rights",
    "lists",
    "polling",
    "understanding",
    "saving",
    "hiding",
    "personal",
    "backup",
)
GROUND = ("model", "errors")
EDGE = "fetch"
"""The one part of the store that touches the network."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """The import graph of both packages and what they import from outside."""
    return grimp.build_graph(
        *PACKAGES, include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


def imports_of(graph: grimp.ImportGraph, module: str) -> set[str]:
    """Give the modules of our own that a module imports directly."""
    return {found for found in graph.find_modules_directly_imported_by(module) if found.split(".")[0] in PACKAGES}


def modules(graph: grimp.ImportGraph, names: tuple[str, ...]) -> list[str]:
    """Give the modules of a floor with everything inside them."""
    roots = [f"store.{name}" for name in names]
    return [m for m in graph.modules if any(m == root or m.startswith(f"{root}.") for root in roots)]


def floor(module: str) -> str:
    """Name the part of the store that a module belongs to."""
    return module.split(".")[1] if "." in module else ""


def test_store_never_imports_bot(graph: grimp.ImportGraph) -> None:
    """Nothing below `store` reaches `bot`, not even through others."""
    assert not graph.chain_exists(importer="store", imported="bot", as_packages=True)


@pytest.mark.parametrize("package", ["slack_bolt", "slack_sdk", "apscheduler", "starlette", "uvicorn"])
def test_store_knows_no_slack_and_no_schedule(graph: grimp.ImportGraph, package: str) -> None:
    """The store works without Slack, Bolt, APScheduler or a network."""
    assert package not in graph.modules or not graph.chain_exists(importer="store", imported=package, as_packages=False)
    importers = graph.find_modules_that_directly_import(package) if package in graph.modules else set()
    assert not [module for module in importers if module.startswith("store")]


def test_only_fetch_touches_the_network(graph: grimp.ImportGraph) -> None:
    """Nothing else of the store imports what can connect, and fetch itself stands on errors alone."""
    for package in ("requests", "requests_hardened", "urllib3", "socket", "ssl", "http"):
        importers = graph.find_modules_that_directly_import(package) if package in graph.modules else set()
        reaching = {module for module in importers if module.startswith("store")}
        assert {floor(module) for module in reaching} <= {EDGE}, package
    for module in modules(graph, (EDGE,)):
        assert {floor(found) for found in imports_of(graph, module)} <= {EDGE, "errors", ""}, module


def test_rules_are_pure(graph: grimp.ImportGraph) -> None:
    """Rules import only rules, the model and the errors: no rows, no database, no clock module of ours."""
    allowed = {*RULES, *GROUND, "parse", ""}
    for module in [*modules(graph, RULES), *modules(graph, ("parse",))]:
        wrong = {found for found in imports_of(graph, module) if floor(found) not in allowed}
        assert not wrong, f"{module} imports {wrong}"


def test_rows_import_no_use_case(graph: grimp.ImportGraph) -> None:
    """Rows stand on the database, the model and rules, never on a use case or on names."""
    for module in modules(graph, ROWS):
        wrong = {found for found in imports_of(graph, module) if floor(found) in USE_CASES}
        assert not wrong, f"{module} imports {wrong}"


def test_every_store_module_has_a_floor(graph: grimp.ImportGraph) -> None:
    """A new module of the store says which floor it stands on, in this file."""
    known = {*RULES, *ROWS, *USE_CASES, *GROUND, EDGE, "parse", "catalogue", "db", "schema", ""}
    assert {floor(module) for module in graph.modules if module.startswith("store")} <= known


def test_sql_stands_in_rows_alone() -> None:
    """No statement is written above the rows, nor in the bot."""
    written = re.compile(r"\s*(?:SELECT|INSERT (?:OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM)\b")
    for path in (found for package in PACKAGES for found in (ROOT / package).rglob("*.py")):
        nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)]
        if any(written.match(node.value) for node in nodes if isinstance(node.value, str)):
            package, part = path.relative_to(ROOT).with_suffix("").parts[:2]
            assert (package, part in {*ROWS, "db", "schema"}) == ("store", True), path


def test_blocks_touch_no_database(graph: grimp.ImportGraph) -> None:
    """Block builders are pure: model in, Block Kit out."""
    for module in graph.modules:
        if module.startswith(("bot.blocks", "bot.words", "bot.mrkdwn")):
            wrong = {found for found in imports_of(graph, module) if floor(found) in {"db", "schema", *ROWS}}
            assert not wrong, f"{module} imports {wrong}"


def test_no_import_cycle(graph: grimp.ImportGraph) -> None:
    """No module imports itself through others."""
    for module in (found for found in graph.modules if found.split(".")[0] in PACKAGES):
        for other in imports_of(graph, module):
            assert not graph.chain_exists(importer=other, imported=module), f"{module} and {other} import each other"


def test_rules_read_no_clock() -> None:
    """Only the edges read the clock: `now` is a parameter everywhere in the store."""
    for path in (ROOT / "store").rglob("*.py"):
        calls = [node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)]
        assert not {"now", "utcnow", "today", "time_ns"} & set(calls), path


@pytest.mark.parametrize("module", ["bot.app", "bot.run", "bot.cli", "store.intake"])
def test_importing_does_nothing(module: str, tmp_path: Path) -> None:
    """Importing starts no thread, opens no file of ours and prints nothing."""
    script = f"import {module}, threading; assert threading.active_count() == 1; print(end='')"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "slow", ["english_words", "pypinyin", "markdown_it", "opencc", "uvicorn", "rich.progress", "requests"]
)
def test_slow_libraries_wait_until_they_are_used(slow: str) -> None:
    """What is slow to import is imported where it is used, so that `tidings --help` is quick."""
    script = f"import bot.cli, sys; assert {slow!r} not in sys.modules"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
