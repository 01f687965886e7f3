"""Where the tests' documents are: our own, and the reference ones that a checkout may lack."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from store.model import Issue
from store.parse import decode, parse

OWN = Path(__file__).parents[1] / "documents"
SHARED = Path(__file__).parents[3] / "shared"


def read(name: str) -> str:
    """Read one of the tests' own documents."""
    return decode((OWN / name).read_bytes())


def read_shared(pattern: str) -> str:
    """Read a reference document, or skip where the checkout has none."""
    found = sorted(SHARED.glob(pattern))
    if not found:
        pytest.skip(f"reference documents: no {pattern} in {SHARED}")
    return decode(found[0].read_bytes())


def counts(issue: Issue) -> dict[str, int]:
    """Count an issue's items as `kind-language`."""
    return dict(Counter(f"{item.kind}-{item.language}" for item in issue.items))


def parse_own(name: str) -> Issue:
    """Parse one of the tests' own documents under its file name."""
    return parse(read(name), name=name)
