"""What the trees are grown on: a document's blocks, and at which of them its stories begin."""

from __future__ import annotations

import pytest

from tests.layouts.fitting import rows_of, variant_of, varied_rows_of
from tests.layouts.imitations import FOLDER


@pytest.mark.parametrize("name", ["counted-between-lines.txt", "smart-brevity-mail.md", "lone-entries-as-heads-zh.md"])
def test_each_story_begins_at_one_block(name: str) -> None:
    """As many blocks begin a story as the document holds, and others begin none."""
    wanted = (FOLDER / name).with_suffix(".expected").read_text("utf-8").splitlines()
    rows = list(rows_of(FOLDER / name, 1.0))
    assert sum(row.begins for row in rows) == sum(not line.startswith("?") for line in wanted)
    assert any(not row.begins for row in rows)


def test_no_story_begins_within_an_article() -> None:
    """Trees also learn what the parts of one story look like, for they are asked whether there are several."""
    rows = list(rows_of(FOLDER / "essay-with-list.md", 1.0))
    assert rows
    assert not any(row.begins for row in rows)


@pytest.mark.parametrize("name", ["kickers.html", "nested-names.md", "shortcodes-zh.md"])
def test_stories_still_begin_in_another_layout(name: str) -> None:
    """Told with other signs, marks and links, or in part, a document's stories still each begin at one block."""
    wanted = (FOLDER / name).with_suffix(".expected").read_text("utf-8").splitlines()
    stories = sum(not line.startswith("?") for line in wanted)
    texts = [variant_of(FOLDER / name, n) for n in range(8)]
    assert len(set(texts)) >= 6
    begun = [sum(row.begins for row in varied_rows_of(FOLDER / name, 1.0, [n])) for n in range(8)]
    assert sum(begun) >= 0.75 * stories * len(texts)
    assert max(begun) == stories
