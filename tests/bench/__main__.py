"""`python -m tests.bench`: what things take, on generated data, printed as one table."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.workspace.state import Change
from store.digest import preview
from store.intake import take_in
from store.model import Asker
from store.offers import offer
from store.search import find
from tests.bench.cluster import measure_cluster
from tests.bench.delivery import measure_delivery
from tests.bench.edition import measure_edition
from tests.bench.generate import issues
from tests.bench.intake import measure_intake
from tests.bench.load import measure_http_load, measure_load
from tests.bench.names import measure_names
from tests.bench.polling import measure_polling
from tests.bench.table import Timings, time_each
from tests.bot.conftest import Office

SIZES = {"small": (500, 50), "normal": (10_000, 1_000), "large": (100_000, 1_000), "million": (1_000_000, 1_000)}
"""Stories in the store, and how often each thing is measured."""

PARTS: dict[str, Callable[[Timings, Path, str], None]] = {
    "intake": measure_intake,
    "names": measure_names,
    "polling": measure_polling,
    "delivery": measure_delivery,
    "edition": measure_edition,
    "cluster": measure_cluster,
}
"""What can be measured alone: given the table, an empty folder and the name of the size."""

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@click.command()
@click.option("--size", type=click.Choice(tuple(SIZES)), default="normal", show_default=True)
@click.option("--only", type=click.Choice(tuple(PARTS)), help="Measure this part alone.")
def bench(size: str, only: str | None) -> None:
    """Measure intake, names, search, an edition, slash commands over Socket Mode, the start of the bot, and each part.

    The parts alone go up to what they are built for; with the whole, each runs on its small size.
    """
    for part in [only] if only else PARTS:
        _measure_part(part, size if only else "small")
    if not only:
        _measure_whole(size)


def _measure_part(part: str, size: str) -> None:
    timings = Timings(f"Tidings: {part}, {size} size")
    with tempfile.TemporaryDirectory() as folder:
        PARTS[part](timings, Path(folder), size)
    timings.show()


def _measure_whole(size: str) -> None:
    stories, times = SIZES[size]
    timings = Timings(f"Tidings with {stories:,} stories")
    with tempfile.TemporaryDirectory() as folder, _office(Path(folder)) as office:
        _measure_intake(timings, office, stories)
        texts = _texts(office, times)
        _measure_questions(timings, office, texts)
        _measure_commands(timings, office, texts)
        measure_load(timings, office, texts)
        measure_http_load(timings, Path(folder) / "http", texts)
        _measure_start(timings, Path(folder))
    timings.show()


@contextmanager
def _office(folder: Path) -> Iterator[Office]:
    office = Office(folder)
    try:
        yield office
    finally:
        office.close()


def _texts(office: Office, times: int) -> list[str]:
    """Give what people type: names as they are, with a typo, in either language, and words."""
    chance = random.Random(2)
    names = [entity.name_in(chance.choice(("en", "zh"))) for entity in office.names.entities()]
    words = ["storage", "推理", "procurement", "授权 协议", "court judge papers"]
    return [chance.choice((*chance.choices(names, k=4), _with_typo(chance, chance.choice(names)), *words))
            for _ in range(times)]  # fmt: skip


def _with_typo(chance: random.Random, name: str) -> str:
    place = chance.randrange(len(name))
    return name[:place] + name[place + 1 :] or name


def _measure_intake(timings: Timings, office: Office, stories: int) -> None:
    seconds = []
    for name, text in issues(list(office.names.entities()), stories):
        start = time.perf_counter()
        take_in(office.store, office.names, text, now=NOW, name=name)
        seconds.append(time.perf_counter() - start)
    timings.add("intake of an issue of 50 stories", seconds)


def _measure_questions(timings: Timings, office: Office, texts: list[str]) -> None:
    asker = Asker()
    timings.add("resolve a typed name", time_each(office.names.resolve, texts))
    timings.add(
        "find stories", time_each(lambda text: find(office.store, office.names, text, asker=asker, now=NOW), texts)
    )
    timings.add("compose an edition", time_each(lambda _: preview(office.store, asker=asker, now=NOW), texts[:20]))
    timings.add(
        "find unknown names in 30 days",
        time_each(lambda _: offer(office.store, office.names, asker=asker, now=NOW), texts[:5]),
    )


def _measure_commands(timings: Timings, office: Office, texts: list[str]) -> None:
    """Type one slash command after another; each is timed until Bolt acked it and until its answer stood there."""
    answered = threading.Event()

    def hear(change: Change) -> None:
        if change.message is not None and change.message.only_for:
            answered.set()

    office.workspace.state.subscribe(hear)
    acks, answers = [], []
    for text in texts:
        answered.clear()
        start = time.monotonic()
        envelope = office.workspace.command("ada", "ai-news", "/company", text)
        if not answered.wait(10):
            raise SystemExit(f"/company {text} was never answered")
        answers.append(time.monotonic() - start)
        office.workspace.wait_for(lambda: envelope.acked_at)  # noqa: B023
        acks.append((envelope.acked_at or start) - start)
    timings.add("slash command until ack", acks)
    timings.add("slash command until answer", answers)


def _measure_start(timings: Timings, folder: Path) -> None:
    seconds, memory = [], 0
    for number in range(3):
        start = time.perf_counter()
        command = [sys.executable, "-m", "bot.cli", "run", "--port", "0", "--db", str(folder / f"start{number}.db")]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        while "is ready" not in (line := process.stderr.readline()):
            if not line:
                raise SystemExit("tidings run did not start")
        seconds.append(time.perf_counter() - start)
        memory = max(memory, _resident_kilobytes(process.pid))
        process.terminate()
        process.wait(30)
        process.stderr.close()
    timings.add("start of the bot with the local workspace", seconds, f"{memory / 1000:.0f} MB" if memory else "—")


def _resident_kilobytes(pid: int) -> int:
    """Give a process's resident memory, 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


bench()
