"""How blocks hang together by their words, whatever these are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.parse.cohesion import Cohesion, words_of
from store.parse.outline import read_outline, write_text
from store.parse.places import Place, read_places
from store.parse.sections import cut_sections

ISSUE = """\
# Slack Tide

## Ferry line buys battery hulls

The ferry line ordered two hulls. Batteries drive both.

## 灯塔拿回百年透镜

透镜在学校里放了九年。守塔人把透镜装回灯塔。

## Something else

Pilots vote on Monday. Nobody knows the outcome.
"""
TEXT = st.text(st.sampled_from("abc #-*\n1.透镜灯塔"), max_size=300)


def places_of(text: str) -> list[Place]:
    return read_places(cut_sections(read_outline(write_text(text, "issue.md")), guesses=True))


def test_a_headline_is_taken_up_by_its_text() -> None:
    """In both languages more of a told headline stands beneath it than of a heading that only parts the text."""
    places = places_of(ISSUE)
    said = Cohesion(places)
    shares = {place.block.text: said.signs(n) for n, place in enumerate(places) if place.order < 0}
    told = [shares["Ferry line buys battery hulls"], shares["灯塔拿回百年透镜"]]
    assert all(signs["said beneath"] > 0.2 and signs["parts named"] == 1 for signs in told)
    assert shares["Something else"]["said beneath"] == shares["Something else"]["parts named"] == 0


def test_endings_and_function_words_do_not_matter() -> None:
    """Latin words count by their first letters, Chinese ones in pairs of characters."""
    assert words_of("the regulation of ferries") & words_of("regulations for a ferry") == {"regulat"}
    assert words_of("拿回透镜") & words_of("透镜") == {"透镜"}


@given(TEXT)
def test_every_sign_is_a_share(text: str) -> None:
    """Whatever is written, no sign leaves its range."""
    places = places_of(f"# Title\n\n{text}")
    said = Cohesion(places)
    assert all(0 <= value <= 1 + 1e-9 for n in range(len(places)) for value in said.signs(n).values())
