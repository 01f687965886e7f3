"""The `tidings` command line: one verb a file, each useful by itself and in a pipe.

`--json` prints one JSON document on standard output and nothing else there; messages and progress go to standard
error. Exit 0 done, 1 something failed (one line, no traceback), 2 wrong usage.
"""

from __future__ import annotations

import errno
import io
import sys
from typing import Any

import click

from bot.cli.ask import find, who
from bot.cli.backup import backup
from bot.cli.digest import digest
from bot.cli.doctor import doctor
from bot.cli.documents import intake, parse
from bot.cli.export import export
from bot.cli.figures import figures
from bot.cli.hide import hide_stories
from bot.cli.names import names
from bot.cli.reread import reread
from bot.cli.run import run
from bot.cli.sources import sources
from bot.cli.why import why
from bot.logs import mask
from store.errors import TidingsError


class _Group(click.Group):
    """A group whose expected failures end in one line on standard error and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and end as the class says."""
        _write_anything()
        try:
            return super().invoke(ctx)
        except TidingsError as error:
            raise click.ClickException(mask(str(error))) from error
        except BrokenPipeError:  # `tidings find x | head` is no failure
            sys.stderr.close()
            sys.exit(0)
        except OSError as error:  # what is read or stored says so itself; this is standard output
            if error.errno != errno.ENOSPC:
                raise
            raise click.ClickException("The output could not be written, for the disk is full.") from error


def _write_anything() -> None:
    """Let a terminal that has no sign for something show its code in place of it, which JSON reads back."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="tidings", message="tidings %(version)s")
def main() -> None:
    """The news desk a team keeps in its Slack.

    Takes in AI-industry newsletters in English and Chinese, answers by company and topic names, and posts a morning
    digest. Start with: tidings run
    """


for verb in (
    run,
    intake,
    parse,
    who,
    find,
    figures,
    names,
    sources,
    digest,
    why,
    hide_stories,
    export,
    reread,
    backup,
    doctor,
):
    main.add_command(verb)
