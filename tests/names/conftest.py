"""The shipped names, read once, and small catalogues written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store.catalogue import Catalogue, read_catalogue
from store.match import NameIndex, build_index
from store.mentions import Finder, build_finder

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue as shipped."""
    return read_catalogue()


@pytest.fixture(scope="session")
def index(catalogue: Catalogue) -> NameIndex:
    """Everything that may be typed."""
    return build_index(catalogue.entities, catalogue.blockers)


@pytest.fixture(scope="session")
def finder(catalogue: Catalogue) -> Finder:
    """Everything that counts in text."""
    return build_finder(catalogue.entities, catalogue.blockers)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a catalogue of given files into a folder of its own."""

    def write(**files: str) -> Path:
        folder = tmp_path / "catalogue"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        return folder

    return write
