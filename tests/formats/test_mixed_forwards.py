"""Newsletters that several programs forwarded, one behind the other in one mail, as chains of colleagues make them."""

from __future__ import annotations

import pytest

from store.parse.bundles import Bundle
from tests.formats.test_bundles import told
from tests.formats.test_forwards import (
    ALL,
    COMMENT,
    HTML_BLOCKS,
    NAMES,
    TEXT_BLOCKS,
    block,
    days,
    forwarded,
    in_text,
)

DAYS = ["2026-05-03", "2026-05-04", "2026-05-05"]
OTHERS = ("Gmail", "Outlook, without an address", "Foxmail", "Apple Mail", "Proton")
"""One of each kind: announced, drawn with and without an address, quoted, quoted beneath its head."""
PLACES = ("Oslo", "Lima", "Kyoto")
LEAKED = (
    "<p><b>From:</b> Jo Hale &lt;jo@hale.example&gt;<br><b>Sent:</b> Friday, May 1, 2026 7:00 AM<br>"
    "<b>To:</b> Ida Quill<br><b>Subject:</b> the dock</p><p>Ida, we buy it.</p>"
)


def body(name: str) -> str:
    """Give a newsletter as its mail shows it: in a table, under headings, between a head and a foot."""
    rows = "".join(
        f"<tr><td><h2 style='font-size:20px'>{name} opens a plant in {place}</h2><p>It begins work in July with two"
        f" hundred people, and makes {name.lower()} for three ministries.</p><p>The plant stands at the river."
        f" <a href='https://{name.lower()}.example/{place}'>Read more</a></p></td></tr>"
        for place in PLACES
    )
    site = f"https://{name.lower()}.example"
    return (
        f"<table width='600'><tr><td><a href='{site}/v'>View in browser</a></td></tr><tr><td><h1>{name} Letter 7</h1>"
        f"</td></tr>{rows}<tr><td>You receive this because you signed up. <a href='{site}/u'>Unsubscribe</a></td></tr>"
        "</table>"
    )


def shown(*blocks: str, subject: str = "Fwd: three letters") -> Bundle:
    """Read a mail of Ann's that shows these beneath a remark."""
    return forwarded("See.", f"<html><body><div>For the desk.</div>{''.join(blocks)}</body></html>", subject)


@pytest.mark.parametrize("program", HTML_BLOCKS)
def test_what_any_two_programs_forwarded_in_one_page_is_all_of_it(program: str) -> None:
    """Also where the second one draws a line instead of saying that it forwards, or shows no address."""
    for other in map(HTML_BLOCKS.__getitem__, OTHERS):
        forms = (HTML_BLOCKS[program], other, HTML_BLOCKS[program])
        bundle = shown(
            *(block(form, name, n, body(name)) for n, (form, name) in enumerate(zip(forms, NAMES, strict=True), 3))
        )
        assert (told(bundle), days(bundle)) == (ALL, DAYS)


@pytest.mark.parametrize("program", TEXT_BLOCKS)
def test_what_any_two_programs_forwarded_in_one_text_is_all_of_it(program: str) -> None:
    """A block that nothing announces is known by its reader."""
    for other in map(TEXT_BLOCKS.__getitem__, ("Gmail", "Outlook in Chinese", "Foxmail", "Apple Mail")):
        first, rest = in_text(TEXT_BLOCKS[program], NAMES[:1]), in_text(other, NAMES[1:])
        assert told(forwarded(f"{first}\n\n{rest}")) == ALL


@pytest.mark.parametrize("program", HTML_BLOCKS)
@pytest.mark.parametrize("note", ["FYI", COMMENT], ids=["short", "long"])
def test_what_any_two_programs_passed_on_is_one_issue(program: str, note: str) -> None:
    """The block of whoever passed it on, their words and the newsletter's own block are one mail."""
    for other in map(HTML_BLOCKS.__getitem__, OTHERS):
        inner = f"<p>{note}</p>{block(other, 'Cable', 4, body('Cable'))}"
        outer = HTML_BLOCKS[program].format(
            name="Bob", at="team.example", title="FW: Cable Letter 7", day=6, body=inner
        )
        assert told(shown(outer, subject="Fwd: FW: Cable Letter 7")) == ALL[:1]


@pytest.mark.parametrize("program", HTML_BLOCKS)
def test_a_page_that_was_forwarded_and_quotes_mails_is_one_issue(program: str) -> None:
    """The head of a mail to somebody else, among the stories, parts nothing."""
    stories = f"{body('Cable')}<p>What they wrote:</p><blockquote>{LEAKED}</blockquote>{LEAKED}{body('Glass')}"
    assert len(shown(block(HTML_BLOCKS[program], "Cable", 4, stories)).issues) == 1


@pytest.mark.parametrize("program", HTML_BLOCKS)
def test_a_discussion_in_a_page_is_one_issue(program: str) -> None:
    """Answers upon answers to one mail are no newsletters."""
    subjects = ("RE: the dock", "RE: the dock", "the dock")
    said = [
        HTML_BLOCKS[program].format(name=name, at="x.example", day=6, title=subject, body=f"<p>{COMMENT * 2}</p>")
        for name, subject in zip("ABC", subjects, strict=True)
    ]
    assert len(shown(*said, subject="FW: the dock").issues) == 1
