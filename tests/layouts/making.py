"""What every family of made documents shares: title, date, sections, and furniture set around the stories."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.layouts import invented
from tests.layouts.invented import Document, Language, Told

SponsorForm = Callable[[str, str, str, str], str]


@dataclass(slots=True)
class Maker:
    """Draws the parts of one document; the same seed makes the same document."""

    family: str
    seed: int
    language: Language
    kept: bool
    draw: random.Random = field(init=False)
    today: date = field(init=False)
    form: int = field(init=False)

    def __post_init__(self) -> None:
        self.draw = random.Random(f"{self.family}-{self.seed}-{self.language}")
        self.today = date(2026, 1, 3) + timedelta(days=self.draw.randint(0, 300))
        self.form = self.draw.randint(0, 9)

    @property
    def zh(self) -> bool:
        return self.language == "zh"

    def maybe(self, chance: float = 0.5) -> bool:
        return self.draw.random() < chance

    def stories(self, fewest: int = 5, most: int = 9, sentences: int = 3) -> list[Told]:
        """Invent the document's stories, without any section."""
        return invented.tell(self.draw, self.language, self.draw.randint(fewest, most), self.today, sentences)

    def grouped(self, told: list[Told]) -> list[tuple[str, list[Told]]]:
        """File the stories under two or three sections, and say so in each."""
        names = self.draw.sample(invented.SECTIONS[self.language], self.draw.randint(2, 3))
        cuts = sorted(self.draw.sample(range(1, len(told)), len(names) - 1))
        groups = [told[first:last] for first, last in zip([0, *cuts], [*cuts, len(told)], strict=True)]
        for name, group in zip(names, groups, strict=True):
            for story in group:
                story.section = name
        return list(zip(names, groups, strict=True))

    def credit(self, story: Told) -> str:
        """Give the outlet's name, noting that the document says it."""
        story.credited = True
        return story.outlet or ""

    def date(self, story: Told) -> str:
        """Write the story's day in this document's form, noting that the document says it."""
        story.published_at = story.day.isoformat()
        return invented.write_day(story.day, self.language, self.form)

    def body(self, story: Told) -> str:
        return ("" if self.zh else " ").join(story.body)

    def paragraphs(self, story: Told) -> str:
        return "\n\n".join(story.body)

    def title(self) -> str:
        name = self.draw.choice(invented.TITLES[self.language])
        return (
            name
            if self.maybe(0.4)
            else f"{name} #{self.draw.randint(3, 400)}"
            if not self.zh
            else f"{name}第{self.draw.randint(3, 400)}期"
        )

    def sponsor(self, form: SponsorForm) -> tuple[str, list[str]]:
        """Draw a sponsor's block, and give the words that must not come out as a story."""
        blocks = (invented.SPONSORS_KEPT if self.kept else invented.SPONSORS)[self.language]
        label, text, call, url = self.draw.choice(blocks)
        return form(label, text, call, url), [text]

    def wrap(self, entries: Iterable[str], told: list[Told], *, name: str, sponsor: SponsorForm | None,
             title_sign: str = "# ", gap: str = "\n\n", top: str = "") -> Document:  # fmt: skip
        """Set title, date, navigation, intro, a sponsor and a footer around the entries, each by chance."""
        pieces, noise = list(entries), list[str]()
        day = invented.write_day(self.today, self.language, 0)
        masthead = [title_sign + self.title(), day] if self.maybe(0.6) else [f"{title_sign}{self.title()} – {day}"]
        if self.maybe(0.4):
            masthead.insert(0, (invented.NAVIGATION_KEPT if self.kept else invented.NAVIGATION)[self.language])
        if self.maybe(0.6):
            masthead.append(self.draw.choice((invented.INTROS_KEPT if self.kept else invented.INTROS)[self.language]))
        if top:
            masthead.append(top)
        if sponsor and self.maybe(0.6):
            block, noise = self.sponsor(sponsor)
            pieces.insert(self.draw.randint(0, len(pieces) - 1), block)
        if self.maybe(0.6):
            footers = (invented.FOOTERS_KEPT if self.kept else invented.FOOTERS)[self.language]
            pieces.append(("---\n\n" if self.maybe() else "") + self.draw.choice(footers))
        return Document("\n\n".join(masthead) + "\n\n" + gap.join(pieces) + "\n", name, told, noise=noise)


def bold_sponsor(label: str, text: str, call: str, url: str) -> str:
    """A sponsor's block under a bold label."""
    return f"**{label}**\n\n{text} [{call}]({url})"


def plain_sponsor(label: str, text: str, call: str, url: str) -> str:
    """A sponsor's block in plain text."""
    return f"{label}\n\n{text}\n{call}: {url}"


def headed_sponsor(sign: str) -> SponsorForm:
    """Make a sponsor's block under a heading sign."""
    return lambda label, text, call, url: f"{sign} {label}\n\n{text}\n\n[{call}]({url})"
