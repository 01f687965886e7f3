"""An edition in full, as a Markdown report with the shape of a daily analysis. Pure.

Title, abstract, contents, numbered sections by theme with numbered parts, and numbered references with outlet, date and
link, to which the parts point. Every sentence is one that a source wrote; only headings, labels and dates are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks.parts import bracketed, date_words, day_words
from bot.markdown import linked, plain
from bot.words import say
from store.model import Edition, Language, Slot, Story
from store.text import first_sentence, headline_key, sentences
from store.themes import Theme, group_by_theme

IN_ABSTRACT = 5
IN_A_PART = 6
"""Sentences."""


def report_document(edition: Edition, reports: Mapping[int, Story]) -> str:
    """Write an edition as a report; `reports` are the stories of its slots by id."""
    language = edition.language
    told = [slot for slot in edition.slots if slot.lead.kind in ("story", "analysis")]
    themes = group_by_theme(told, language)
    titles = [theme.title or say("edition.other", language) for theme in themes]
    references = _references(themes, reports)
    lines = [
        f"# {say('report.title', language)}",
        day_words(edition.due_at, edition.zone, language),
        f"## {say('report.abstract', language)}",
        plain(_abstract(told, language)),
        f"## {say('report.contents', language)}",
        "\n".join(_contents(titles, themes, language)),
    ]
    for n, (title, theme) in enumerate(zip(titles, themes, strict=True), start=1):
        lines += [f"## {n} {plain(title)}", *_section(n, theme, edition, references)]
    lines.append(f"## {len(themes) + 1} {say('report.references', language)}")
    return "\n\n".join([*lines, "\n".join(_reference_list(references, reports, edition))]) + "\n"


def _abstract(told: Sequence[Slot], language: Language) -> str:
    """Join the first sentences of the best storylines, of those in the reader's language where there are any."""
    readable = [slot for slot in told if slot.lead.language == language] or list(told)
    return _joined(
        [first_sentence(slot.lead.summary) or slot.lead.headline for slot in readable[:IN_ABSTRACT]], language
    )


def _contents(titles: Sequence[str], themes: Sequence[Theme], language: Language) -> Iterator[str]:
    for n, (title, theme) in enumerate(zip(titles, themes, strict=True), start=1):
        yield f"- {n} {plain(title)}"
        for part, slot in enumerate(theme.slots, start=1):
            yield f"  - {n}.{part} {plain(slot.lead.headline)}"
    yield f"- {len(themes) + 1} {say('report.references', language)}"


def _section(n: int, theme: Theme, edition: Edition, references: Mapping[int, int]) -> Iterator[str]:
    if theme.opening:
        yield _told(theme.opening, references)
    for part, slot in enumerate(theme.slots, start=1):
        own = slot.lead.language == edition.language
        foreign = "" if own else bracketed(say(f"language.{slot.lead.language}", edition.language), edition.language)
        yield f"### {n}.{part} {plain(slot.lead.headline)}{foreign}"
        yield _told(slot, references)


def _told(slot: Slot, references: Mapping[int, int]) -> str:
    """Write what a storyline's lead says, with the marks of all its reports."""
    title = headline_key(slot.lead.headline)
    found = [each for each in sentences(slot.lead.summary) if headline_key(each) != title][:IN_A_PART]
    marks = "".join(f"\\[{n}\\]" for n in dict.fromkeys(references[story] for story in slot.stories))
    return f"{plain(_joined(found, slot.lead.language))} {marks}".strip()


def _references(themes: Sequence[Theme], reports: Mapping[int, Story]) -> dict[int, int]:
    """Number the reports in the order in which the parts need them; a story and its translation share a number."""
    numbers: dict[int, int] = {}
    originals: dict[int, int] = {}
    for theme in themes:
        for slot in (*((theme.opening,) if theme.opening else ()), *theme.slots):
            for story in slot.stories:
                original = reports[story].translation_of or story
                numbers[story] = originals.setdefault(original, len(originals) + 1)
    return numbers


def _reference_list(references: Mapping[int, int], reports: Mapping[int, Story], edition: Edition) -> Iterator[str]:
    told: set[int] = set()
    for story, n in references.items():
        if n not in told:
            report = reports[story]
            day = date_words(report, edition.zone, edition.language)
            who = f"{plain(report.outlet or report.source)}{bracketed(day, edition.language)}"
            yield f"{n}. {who}{say('why.comma', edition.language)}{linked(report.url, report.headline)}"
        told.add(n)


def _joined(found: Sequence[str], language: Language) -> str:
    return ("" if language == "zh" else " ").join(found)
