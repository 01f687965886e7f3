"""How an edition writes a storyline: in full, as a line of a list, its numbers, and where its reports disagree. Pure.

Sentences are taken whole from the source, two at most, the second only where both are quickly read; the language is
marked where it is not the reader's. What the sentences say already is not said again as a figure.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.amounts import figure_words, of_words, time_words
from bot.blocks.disagreements import disagreement_line
from bot.blocks.feedback import story_menu
from bot.blocks.packing import Piece
from bot.blocks.parts import bracketed, clip, date_words, listed, section
from bot.mrkdwn import escape, link
from bot.words import say
from store.model import Disagreement, Edition, Figure, Language, Number, Slot, Story, Update
from store.rank.sizes import notability
from store.text import headline_key, sentences
from store.themes import MEANT

HEADLINE_LIMIT, SUMMARY_LIMIT, URL_LIMIT, NAME_LIMIT, WORDS_LIMIT = 300, 1_000, 1_000, 60, 60
"""Characters as escaped; together they keep a storyline within one section's 3,000 (docs: section block)."""

QUICKLY_READ: dict[Language, int] = {"en": 420, "zh": 180}
"""Characters up to which a second sentence is added."""

NUMBER_HEADLINE = 90
LIST_LIMIT = 2_900
SUMMARY_SENTENCES = 2
MOST_OUTLETS = 5
MOST_FIGURES = 3
WORTH_KNOWING = 0.2
"""How notable a figure must be to be told beside the sentences."""


def top_piece(slot: Slot, edition: Edition, *, is_sent: bool) -> Piece:
    """Write a storyline in full; with a menu to judge, save and ask about it where the edition is sent."""
    language = edition.language
    headline, told = clip(slot.lead.headline, HEADLINE_LIMIT), summary(slot.lead)
    lines = [
        escape(credit(slot, edition)),
        *([update_words(slot.update, slot.lead, language)] if slot.update else []),
        *([told] if told else []),
        *([figures_line(slot, told, language)] if further_figures(slot, told) else []),
    ]
    block = section("\n".join([f"*{slot.n}. {link(url_of(slot.lead), headline)}*", *lines]))
    if is_sent:
        block["accessory"] = story_menu(slot.n, edition.uid, slot.lead.id, language, is_own=edition.is_own)
    return Piece([block], "\n".join([f"{slot.n}. {escape(headline)}", *lines]).replace("*", ""))


def list_pieces(
    title: str, slots: Sequence[Slot], edition: Edition, *, told: bool = False, url: str | None = None
) -> list[Piece]:
    """Write slots as a list under a title (a link to `url`), as many to a section as fit; `told` adds a sentence."""
    shared = {credit(slot, edition, brief=True) for slot in slots}
    common = shared.pop() if len(shared) == 1 and len(slots) >= MEANT else ""
    lines = [_list_line(slot, edition, told=told, is_credited=not common) for slot in slots]
    beside = bracketed(escape(common), edition.language) if common else ""
    return titled_list(title, lines, beside=beside, url=url)


def titled_list(
    title: str, lines: Sequence[tuple[str, str]], *, beside: str = "", url: str | None = None
) -> list[Piece]:
    """Write lines, each as drawn and as spoken, under a title, as many to a section as fit.

    `beside` is what stands beside the title: a credit that all lines have in common.
    """
    pieces: list[Piece] = []
    drawn, spoken = [f"*{link(url, title)}*{beside}"], [f"{escape(title)}{beside}"]
    for line, words in lines:
        if len("\n".join([*drawn, line])) > LIST_LIMIT:
            pieces.append(Piece([section("\n".join(drawn))], "\n".join(spoken)))
            drawn, spoken = [], []
        drawn.append(line)
        spoken.append(words)
    return [*pieces, Piece([section("\n".join(drawn))], "\n".join(spoken))] if lines else []


def _list_line(slot: Slot, edition: Edition, *, told: bool, is_credited: bool) -> tuple[str, str]:
    headline = clip(slot.lead.headline, HEADLINE_LIMIT)
    named = bracketed(escape(credit(slot, edition, brief=told)), edition.language) if is_credited else ""
    sentence = summary(slot.lead, 1) if told else ""
    if slot.update:
        sentence = update_words(slot.update, slot.lead, edition.language)
    rest = f"{say('list.tells', edition.language, sentence=sentence) if sentence else ''}{named}"
    linked = link(url_of(slot.lead), headline)
    spoken = f"• {escape(headline)}{rest}".replace("*", "")
    return (f"• *{linked}*{rest}" if sentence else f"• {linked}{rest}", spoken)


def numbers_pieces(numbers: Sequence[Number], edition: Edition) -> list[Piece]:
    """Write the numbers of the day, each with what it is of, whose, and the story that states it."""
    lines = [_number_line(number, edition.language) for number in numbers]
    key = "roundup.numbers" if edition.product == "roundup" else "edition.numbers"
    return titled_list(say(key, edition.language), lines)


def _number_line(number: Number, language: Language) -> tuple[str, str]:
    figure, story = number.figure, number.story
    time = time_words(figure.as_of, language) if figure.as_of else ""
    owner = clip(number.owner.name_in(language), NAME_LIMIT) if number.owner else ""
    facts = escape(" · ".join(part for part in (owner, of_words(figure, language), time) if part))
    amount, headline = escape(figure_words(figure, language)), clip(story.headline, NUMBER_HEADLINE)
    return (
        f"• *{amount}* {facts} – {link(url_of(story), headline)}",
        f"• {amount} {facts} – {escape(headline)}",
    )


def disagreement_pieces(told: Sequence[Disagreement], language: Language) -> list[Piece]:
    """Write where reports of one storyline state figures that cannot both hold."""
    pieces = []
    for each in told:
        story = next((s for s in (each.story, each.other_story) if s.language == language), each.story)
        line, headline = disagreement_line(each, language), clip(story.headline, HEADLINE_LIMIT)
        block = section(f"{line}\n{link(url_of(story), headline)}")
        pieces.append(Piece([block], f"{line.replace('*', '')}\n{escape(headline)}"))
    return pieces


def credit(slot: Slot, edition: Edition, *, brief: bool = False) -> str:
    """Name who reported it and when, and the language where it is not the channel's; `brief` leaves no date unsure."""
    lead, language = slot.lead, edition.language
    names = listed([clip(name, NAME_LIMIT) for name in slot.outlets[:MOST_OUTLETS] if name], language)
    day = date_words(lead, edition.zone, language) if lead.published_at or not brief else ""
    foreign = say(f"language.{lead.language}", language) if lead.language != language else ""
    return " · ".join(part for part in (names, day, foreign) if part)


def summary(story: Story, most: int = SUMMARY_SENTENCES, *, skip: int = 0) -> str:
    """Take up to `most` whole sentences after those skipped, escaped; none that repeats the headline or is too long."""
    told = headline_key(story.headline)
    found = [sentence for sentence in sentences(story.summary) if headline_key(sentence) != told][skip:]
    joined = "" if story.language == "zh" else " "
    for count in range(most, 0, -1):
        text = escape(joined.join(found[:count]))
        if len(text) <= (SUMMARY_LIMIT if count == 1 else QUICKLY_READ[story.language]):
            return text
    return ""


def update_words(update: Update, lead: Story, language: Language) -> str:
    """Say what is new of a storyline that was told before."""
    outlet = escape(clip(update.outlet or lead.source, NAME_LIMIT))
    amount = amount_told(update.figure, lead, language) if update.figure else ""
    return say(f"update.{update.how}", language, outlet=outlet, amount=amount)


def further_figures(slot: Slot, told: str) -> list[Figure]:
    """Give the figures worth knowing that headline and summary do not show, the most notable first."""
    shown = f"{slot.lead.headline} {told}"
    worth = [f for f in slot.figures if notability(f) >= WORTH_KNOWING and escape(f.words) not in shown]
    return worth[:MOST_FIGURES]


def figures_line(slot: Slot, told: str, language: Language) -> str:
    """Write the figures worth knowing that the sentences do not show."""
    amounts = [amount_told(figure, slot.lead, language) for figure in further_figures(slot, told)]
    return say("edition.figures", language, figures=listed(amounts, language))


def amount_told(figure: Figure, story: Story, language: Language) -> str:
    """Write a figure as `words_told` does, and what it is of."""
    words, of = words_told(figure, story, language), of_words(figure, language)
    return say("amount.of", language, amount=words, of=of) if of else words


def words_told(figure: Figure, story: Story, language: Language) -> str:
    """Write a figure as its story does, or in the reader's language where that is another, as escaped mrkdwn."""
    own = story.language == language or figure.kind == "duration"
    return escape(clip(figure.words, WORDS_LIMIT)) if own else figure_words(figure, language)


def url_of(story: Story) -> str | None:
    """Give a story's link, but for one so long that it would crowd out the rest."""
    return story.url if story.url and len(story.url) <= URL_LIMIT else None
