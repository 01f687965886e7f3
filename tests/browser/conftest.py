"""A headless Chromium, the bot as `tidings run` starts it, and a small app of our own. Pictures go to `artifacts/`.

Where there is no Chromium on the path, every test here is skipped and says so.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.browser.small_app import SmallApp

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "artifacts"
ZONE = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
"""Where the machine is said to be: somewhere where it is about noon, so that no test meets midnight."""

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
PATIENCE = 8_000
"""Milliseconds after which something that was to be seen counts as missing."""

DESKTOP, TABLET, PHONE = (1280, 800), (820, 1180), (390, 844)

Open = Callable[..., Page]


def find_chromium() -> str | None:
    """Find Debian's Chromium by its two names."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    path = find_chromium()
    if path is None:
        pytest.skip("there is no chromium on the path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


class Bot:
    """`tidings run` without tokens, in a process and a folder of its own."""

    def __init__(self, folder: Path, zone: str = ZONE) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "TIDINGS_"))}
        own = {"PYTHONPATH": str(ROOT), "TIDINGS_DB": str(folder / "t.db"), "TIDINGS_PORT": "0", "TZ": zone}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"], cwd=folder, env=kept | own, stderr=subprocess.PIPE, text=True
        )
        self.page_url = self._find_address()

    def _find_address(self) -> str:
        assert self._process.stderr
        said = []
        for line in self._process.stderr:
            said.append(line)
            if found := re.search(r"ready.*(http://127\.0\.0\.1:\d+/)", line):
                return found.group(1)
        self.close()
        raise AssertionError("the bot ended before it was ready: " + "".join(said))

    def close(self) -> None:
        """Stop the process."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture(scope="session")
def bot(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The bot, for all tests."""
    bot = Bot(tmp_path_factory.mktemp("bot"))
    yield bot
    bot.close()


@pytest.fixture(scope="session")
def small_app(browser: Browser) -> Iterator[SmallApp]:
    """The small app, for all tests."""
    app = SmallApp()
    yield app
    app.close()


def open_page(
    browser: Browser, address: str, query: str = "", *, size: tuple[int, int] = DESKTOP, dark: bool = False
) -> tuple[Page, list[str]]:
    """Open a page that reaches nothing but its own server. Gives it with the list of what goes wrong in it."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        has_touch=size == PHONE,
        locale="en-US",
    )
    page, wrong = context.new_page(), list[str]()

    def watch(sent: Request) -> None:
        if not sent.url.startswith(address):
            wrong.append(f"it asked for {sent.url}")

    page.on("request", watch)
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(f"it says {dialog.message}"))
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}{query}")
    page.locator("#status.online").wait_for(state="attached")
    return page, wrong


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens pages. Afterwards the last is kept as a picture; nothing may have gone wrong in any."""
    opened: list[tuple[Page, list[str]]] = []

    def visit(address: str, query: str = "", *, size: tuple[int, int] = DESKTOP, dark: bool = False) -> Page:
        opened.append(open_page(browser, address, query, size=size, dark=dark))
        return opened[-1][0]

    yield visit
    name = re.sub(r"\W+", "-", request.node.name.removeprefix("test_")).strip("-")
    for page, wrong in opened:
        keep_picture(page, name)
        page.context.close()
        assert wrong == []


def keep_picture(page: Page, name: str) -> None:
    """Keep what the page shows as a picture."""
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"{name}.png")


def say(page: Page, text: str, box: str = "#typed") -> None:
    """Type something and send it."""
    page.fill(box, text)
    page.press(box, "Enter")
