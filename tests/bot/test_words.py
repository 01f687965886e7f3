"""What Tidings says: every text is used, and stands in both languages with the same values in it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from bot.words import answers, digests, fetching, figures, hiding, names, people, saving, setup, sources, storylines

ROOT = Path(__file__).parents[2]
TABLES = (answers, digests, fetching, figures, hiding, names, people, saving, setup, sources, storylines)
TEXTS = [(key, *words) for table in TABLES for key, words in table.TEXTS.items()]


@cache
def _keys() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Give the strings of the bot outside its words, and those that are put together as patterns."""
    plain, patterns = set(), set()
    paths = [path for path in (ROOT / "bot").rglob("*.py") if path.parent.name != "words"]
    for node in (found for path in paths for found in ast.walk(ast.parse(path.read_text("utf-8")))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            plain.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else ".+" for one in node.values]
            patterns.add("".join(parts))
    keys = {one for one in patterns if re.match(r"[a-z]+\\\.", one) or re.fullmatch(r"\.\+\\\.[a-z]+", one)}
    return frozenset(plain), tuple(re.compile(one) for one in keys)


def test_every_text_is_used() -> None:
    """A key stands in the code as it is, or is put together there from its beginning or its end."""
    plain, patterns = _keys()
    assert not [key for key, *_ in TEXTS if key not in plain and not any(one.fullmatch(key) for one in patterns)]


def test_no_key_stands_twice() -> None:
    """A second text under a key would hide the first."""
    assert len({key for key, *_ in TEXTS}) == len(TEXTS)


def test_both_languages_show_the_same_values() -> None:
    """A value that one language shows, the other shows too, and neither is left empty alone."""
    assert not [key for key, english, chinese in TEXTS if _values(english) != _values(chinese)]
    assert not [key for key, english, chinese in TEXTS if bool(english) != bool(chinese)]


@pytest.mark.parametrize(
    "fault",
    [
        "您",
        r"[\u4e00-\u9fff][,;:?!]",
        r"[,;?!][\u4e00-\u9fff]",
        r"[\u4e00-\u9fff][A-Za-z0-9]",
        r"[A-Za-z0-9][\u4e00-\u9fff]",
    ],
)
def test_chinese_is_set_as_chinese(fault: str) -> None:
    """Chinese texts say 你, with full-width punctuation, and a space between characters and Latin letters."""
    assert not [key for key, _, chinese in TEXTS if re.search(fault, chinese)]


def _values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
