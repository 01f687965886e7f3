"""Mails that carry several newsletters, at the command line."""

from __future__ import annotations

import json

from tests.cli.test_cli import Shell
from tests.cli.test_cli import shell as shell  # a fixture
from tests.formats.pages import LETTER, PLAIN, mail
from tests.formats.test_bundles import attach, markdown, newsletter
from tests.formats.test_forwards import TEXT_BLOCKS, in_text


def carrying(*, torn: bool = False) -> str:
    """Give a mail that says a newsletter, forwards one and has one attached, beside a torn file."""
    message = mail(PLAIN, LETTER)
    message.add_attachment(newsletter("cable"))
    attach(message, markdown("valve"), "valve.md")
    if torn:
        attach(message, b"%PDF-1.4 torn", "torn.pdf", "application/pdf")
    return message.as_string()


def test_a_mail_is_as_many_issues_as_it_carries(shell: Shell) -> None:
    """Each is an issue of the same intake, and the same ones when it is taken in again."""
    path = shell.write("three.eml", carrying())
    first = shell.run("intake", path)
    assert (first.exit_code, first.stdout) == (
        0,
        "1 document, 3 issues; stories: 9 new, 0 changed, 0 duplicate.\n",
    )
    assert "three.eml: 3 issues.\n  Quay Weekly 12: 3 stories\n  Cable Letter 7: 3 stories" in first.stderr
    again = shell.json("intake", "--json", path)
    assert (again["issues"], again["stories"]) == (3, {"new": 0, "changed": 0, "duplicate": 9})


def test_a_part_that_cannot_be_read_is_named_with_the_reason(shell: Shell) -> None:
    """The rest is taken in, and the exit code says that something is missing."""
    path = shell.write("torn.eml", carrying(torn=True))
    result = shell.run("intake", "--json", path)
    report = json.loads(result.stdout)
    assert (result.exit_code, report["issues"], report["stories"]["new"]) == (1, 3, 9)
    assert [failed["what"] for failed in report["failed"]] == [f"{path}, torn.pdf"]
    assert "damaged" in report["failed"][0]["why"]


def test_newsletters_forwarded_inline_are_taken_in_each(shell: Shell) -> None:
    """They are issues of their own senders, and the same ones when they are taken in again."""
    text = in_text(TEXT_BLOCKS["Gmail"])
    path = shell.write("inline.eml", mail(text, sender="Ann <a@team.example>", subject="Fwd: three").as_string())
    first = shell.json("intake", "--json", path)
    assert (first["issues"], first["stories"]) == (3, {"new": 9, "changed": 0, "duplicate": 0})
    again = shell.json("intake", "--json", path)
    assert (again["issues"], again["stories"]) == (3, {"new": 0, "changed": 0, "duplicate": 9})
    found = shell.json("find", "--json", "valve plant lima")
    assert [story["source"] for story in found["stories"]][:1] == ["Valve Letter"]


def test_parse_prints_each_issue(shell: Shell) -> None:
    """One JSON document a line, in the order of the mail."""
    result = shell.run("parse", "--json", shell.write("three.eml", carrying()))
    issues = [json.loads(line) for line in result.stdout.splitlines()]
    assert [issue["title"] for issue in issues] == ["Quay Weekly 12", "Cable Letter 7", "Valve Letter 7"]
    assert {issue["source"] for issue in issues} == {"Quay Weekly", "Cable Letter"}
