"""Code in a story: the one command that its text leads up to is told, a listing is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store.model import Issue
from store.parse.documents import read_document

TOLD = "The yard lets anybody install its tool now, with two hundred pages of a book beside it. Install it with:"
OTHERS = (
    ("A pilot opens its model", "The weights stand in the open, and a report of two hundred pages beside them."),
    ("A port hires divers", "Divers are hired in Lima for three ministries, which asked for them in July."),
)
LISTING = "import yard\nfor boat in yard.boats():\n    boat.sink()"
LONG = "yard install " + "--with-boats " * 10


def markdown(told: str, code: str) -> str:
    """Give an issue whose first story holds code."""
    others = "".join(f"### {title}\n\n{text}\n\n" for title, text in OTHERS)
    first = f"### A yard ships its tool\n\n{told}\n\n```sh\n{code}\n```\n\nIt is free.\n\n"
    return f"# Quay Week 7\n\n## News\n\n{first}{others}"


def page(told: str, code: str) -> str:
    """Give the same as a page."""
    others = "".join(f"<h3>{title}</h3><p>{text}</p>" for title, text in OTHERS)
    shown = f"<div><pre class='sh'><code>{code}\n</code></pre></div>"
    first = f"<h3>A yard ships its tool</h3><p>{told}</p>{shown}<p>It is free.</p>"
    return f"<html><body><h1>Quay Week 7</h1><h2>News</h2>{first}{others}</body></html>"


CASES = [
    (TOLD, "pip install yardtool", "pip install yardtool"),
    (TOLD.replace(":", "："), "pip install yardtool", "pip install yardtool"),
    (TOLD, LISTING, ""),
    (TOLD, LONG, ""),
    (TOLD.replace(":", "."), "pip install yardtool", ""),
]


@pytest.mark.parametrize("write", [markdown, page])
@pytest.mark.parametrize(("told", "code", "kept"), CASES)
def test_a_command_that_the_text_leads_up_to_is_told(
    write: Callable[[str, str], str], told: str, code: str, kept: str
) -> None:
    """It follows the words that end in a colon; no other code is part of a story, and no story begins with it."""
    issue = read_document(write(told, code).encode())
    assert isinstance(issue, Issue)
    assert [item.headline for item in issue.items] == ["A yard ships its tool", *(title for title, _ in OTHERS)]
    first = issue.items[0]
    assert first.summary.split() == f"{told} {kept} It is free.".split()
    assert not kept or kept in first.text


def test_an_article_keeps_commands_and_drops_listings() -> None:
    """What a page tells as one story is its words."""
    words = (
        "The yard is open to anybody who wants to build a boat, and has two hundred places for those who cannot. " * 3
    )
    code = "".join(f"<pre><code>{one}</code></pre>" for one in ("pip install yardtool\n", LISTING, LONG))
    document = f"<html><body><article><h1>A yard opens</h1><p>{words}</p>{code}<p>{words}</p></article></body></html>"
    issue = read_document(document.encode())
    assert isinstance(issue, Issue)
    told = issue.items[0].summary
    assert "pip install yardtool" in told
    assert "boat.sink" not in told
    assert "--with-boats" not in told
