"""`tidings run` as a process of its own, with what it writes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from bot.workspace import LocalWorkspace

ROOT = Path(__file__).parents[2]


class Bot:
    """A started bot, in a folder of its own, with the settings given and no others."""

    def __init__(self, folder: Path, **settings: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "TIDINGS_"))}
        own = {"PYTHONPATH": str(ROOT), "TIDINGS_DB": str(folder / "t.db"), "TIDINGS_PORT": "0"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"],
            cwd=folder,
            env={**kept, **own, **settings},
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def said(self) -> str:
        """Everything on its standard error so far."""
        return "\n".join(self.lines)

    def wait_for_line(self, pattern: str, seconds: float = 60) -> re.Match[str]:
        """Wait until it writes a line that matches."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for line in list(self.lines):
                if found := re.search(pattern, line):
                    return found
            if self.process.poll() is not None and not self._reader.is_alive():
                break
            time.sleep(0.02)
        raise AssertionError(f"it never wrote {pattern!r} but:\n{self.said}")

    def end(self, number: int | None = None, seconds: float = 60) -> int:
        """Send it a signal, or none, and give its exit code."""
        if number is not None:
            self.process.send_signal(number)
        code = self.process.wait(seconds)
        self._reader.join(5)
        return code

    def kill(self) -> None:
        """End it whatever it does."""
        self.process.kill()
        self.end()
        assert self.process.stderr
        self.process.stderr.close()

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line.rstrip("\n"))


def leading_to(workspace: LocalWorkspace, **others: str) -> dict[str, str]:
    """Give the settings that lead a bot to a workspace, with its health told nowhere unless asked for."""
    return {
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "TIDINGS_HEALTH_PORT": "off",
        **others,
    }
