"""An edition as a Markdown document: a daily one in short, or a roundup. Pure.

Every sentence is one that a source wrote; only headings, labels and dates are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape

from bot.blocks.amounts import figure_words, of_words
from bot.blocks.editions import moment_words
from bot.blocks.parts import bracketed, day_words, span_words
from bot.blocks.roundups import cards_of, takeaway_texts
from bot.blocks.storylines import credit, update_words
from bot.markdown import linked, plain
from bot.words import say
from store.model import Disagreement, Edition, Language, Number, Slot
from store.text import headline_key, sentences
from store.themes import group_by_theme


def edition_document(edition: Edition) -> str:
    """Write an edition as a document of the shape that its product has."""
    language = edition.language
    if edition.product == "roundup":
        return _written(_roundup(edition))
    title = say("edition.title", language, day=day_words(edition.due_at, edition.zone, language))
    lines = [
        f"# {title}",
        _window(edition),
        *_tops(edition),
        *_listed("quick_hit", edition),
        *_listed("watch", edition),
    ]
    rest = edition.part("rest")
    further = [f"## {say('edition.other', language)}", _bullets(rest, edition)] if rest else []
    return _written([*lines, *_disagreements(edition), *_numbers(edition), *further])


def _roundup(edition: Edition) -> list[str]:
    language = edition.language
    days = span_words(edition.since_at[:10], edition.until_at[:10], language)
    cards, rest = cards_of(edition)
    lead = say("roundup.lead.parted", language).join(plain(slot.lead.headline) for slot in cards[:3])
    lines = [f"# {say('roundup.title', language, days=days)}", say("roundup.lead", language, headlines=lead)]
    if takeaways := takeaway_texts(edition):
        lines += [f"## {say('roundup.takeaways', language)}", "\n".join(f"- {plain(text)}" for text in takeaways)]
    lines += [*_listed("quick_hit", edition), *_listed("watch", edition), *_disagreements(edition), *_numbers(edition)]
    for theme in group_by_theme(cards, language):
        lines.append(f"## {plain(theme.title or say('edition.other', language))}")
        told = (*((theme.opening,) if theme.opening else ()), *theme.slots)
        lines += [line for slot in told for line in _card(slot, edition, "")]
    return [*lines, *([f"## {say('edition.other', language)}", _bullets(rest, edition)] if rest else [])]


def _window(edition: Edition) -> str:
    since, until = (moment_words(at, edition.zone, edition.language) for at in (edition.since_at, edition.until_at))
    n = len(edition.slots) + edition.left_out
    return say("edition.window.one" if n == 1 else "edition.window", edition.language, since=since, until=until, n=n)


def _tops(edition: Edition) -> Iterator[str]:
    for slot in edition.part("top"):
        yield from _card(slot, edition, f"{slot.n}. ")


def _card(slot: Slot, edition: Edition, mark: str) -> Iterator[str]:
    yield f"### {mark}{linked(slot.lead.url, slot.lead.headline)}"
    yield plain(credit(slot, edition))
    if slot.update:
        yield unescape(update_words(slot.update, slot.lead, edition.language).replace("*", ""))
    told = headline_key(slot.lead.headline)
    found = [each for each in sentences(slot.lead.summary) if headline_key(each) != told][:2]
    if found:
        yield plain(_joined(found, slot.lead.language))


def _listed(part: str, edition: Edition) -> list[str]:
    slots = edition.part(part)  # type: ignore[arg-type]
    return [f"## {plain(say(f'edition.{part}', edition.language))}", _bullets(slots, edition)] if slots else []


def _bullets(slots: Sequence[Slot], edition: Edition) -> str:
    return "\n".join(
        f"- {linked(slot.lead.url, slot.lead.headline)}"
        f"{bracketed(plain(credit(slot, edition, brief=True)), edition.language)}"
        for slot in slots
    )


def _disagreements(edition: Edition) -> list[str]:
    lines = [f"- {_disagreement(told, edition.language)}" for told in edition.disagreements]
    return [f"## {say('disagree.title', edition.language)}", "\n".join(lines)] if lines else []


def _disagreement(told: Disagreement, language: Language) -> str:
    sides = [
        f"{plain(figure.words)} ({figure_words(figure, language)}; {linked(story.url, story.headline)})"
        for figure, story in ((told.figure, told.story), (told.other, told.other_story))
    ]
    return " / ".join(sides)


def _numbers(edition: Edition) -> list[str]:
    lines = [_number(number, edition.language) for number in edition.numbers]
    key = "roundup.numbers" if edition.product == "roundup" else "edition.numbers"
    return [f"## {say(key, edition.language)}", "\n".join(lines)] if lines else []


def _number(number: Number, language: Language) -> str:
    of = of_words(number.figure, language)
    owner = f"{number.owner.name_in(language)} · " if number.owner else ""
    told = linked(number.story.url, number.story.headline)
    return f"- **{figure_words(number.figure, language)}** {plain(owner + of)} – {told}"


def _joined(found: Sequence[str], language: Language) -> str:
    return ("" if language == "zh" else " ").join(found)


def _written(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
