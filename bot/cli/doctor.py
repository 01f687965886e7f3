"""`tidings doctor`: what is wrong, and what to do about it."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.shared import json_option, new_database_option, print_json, utc_now

if TYPE_CHECKING:
    from bot.checkup import Finding

_MARKS = {"ok": ("✓", "green"), "note": ("•", "yellow"), "fault": ("✗", "red")}


@click.command(epilog="Example: tidings doctor")
@json_option
@new_database_option
def doctor(as_json: bool, db_path: Path) -> None:
    """Check settings, tokens, scopes, the clock, the database and what it holds, and say what to do about each fault.

    Changes nothing, and shows no secret. The exit code is 1 if there is a fault; notes are none.
    """
    from bot.checkup import look_over

    findings = []
    for finding in look_over({**os.environ, "TIDINGS_DB": str(db_path)}, utc_now()):
        findings.append(finding)
        if not as_json:
            _print(finding)
    is_well = all(finding.state != "fault" for finding in findings)
    if as_json:
        print_json({"ok": is_well, "checks": [asdict(finding) for finding in findings]})
    if not is_well:
        sys.exit(1)


def _print(finding: Finding) -> None:
    mark, colour = _MARKS[finding.state]
    click.echo(f"{click.style(mark, fg=colour)} {finding.what:<9} {finding.said}")
    if finding.remedy:
        click.echo(f"            → {finding.remedy}")
