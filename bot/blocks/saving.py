"""What was understood of something shared, as a card with its buttons, and the modal that puts it right. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import msgspec

from bot.blocks.fields import chosen, input_field, menu, modal, state, typed
from bot.blocks.parts import actions, button, clip, context, date_words, day_words, listed, section, spoken_lines
from bot.carried import as_carried, read_carried
from bot.message import Answer, Block
from bot.mrkdwn import escape, link
from bot.words import say
from store.model import AudienceKind, Correction, Entity, Issue, Item, Language, Story
from store.saving import LONGEST_HEADLINE, LONGEST_OUTLET, LONGEST_SUMMARY, Reason, Saved
from store.understanding import Understood

SAVE, CORRECT, DISCARD = "saving.save", "saving.correct", "saving.discard"
"""The buttons' action ids; `CORRECT` is the modal's callback id as well."""

_SHOWN, _NAMES = 5, 8
_ISSUES, _SHOWN_OF_EACH = 8, 3
_SUMMARY_LIMIT = 600
_FIELD_OF: dict[Reason, str] = {"headline": "headline", "date": "day"}

View = dict[str, Any]


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a button or modal is about: a proposal or a story, and, for a modal, the message that it came from."""

    proposal: int = 0
    story: int = 0
    audience: AudienceKind = "workspace"
    channel: Annotated[str, msgspec.Meta(max_length=30)] = ""
    ts: Annotated[str, msgspec.Meta(max_length=30)] = ""
    response_url: Annotated[str, msgspec.Meta(max_length=500)] = ""
    is_beside: bool = False
    """Whether what comes of it stands beside that message, which shows other stories too."""


def as_value(target: Target) -> str:
    """Write a target to be carried along."""
    return as_carried(target)


def read_target(value: object) -> Target | None:
    """Read back what was carried along, or None for anything else."""
    return read_carried(value, Target)


def proposal_answer(
    number: int, understood: Understood, audience: AudienceKind, language: Language, zone: str
) -> Answer:
    """Build the card that asks whether what was understood is right. `audience` is for whom *Save* keeps it."""
    is_article = understood.kind == "article"
    body = _article(understood.first, language, zone) if is_article else _issues(understood.issues, language, zone)
    names = _names(understood.entities, language)
    keeps = say("save.for", language, audience=say(f"save.audience.{audience}", language))
    value = as_value(Target(proposal=number, audience=audience))
    buttons = [
        button(SAVE, say("save.button.save", language), value) | {"style": "primary"},
        button(CORRECT, say("save.button.correct" if is_article else "save.button.who", language), value),
        button(DISCARD, say("save.button.discard", language), value),
    ]
    told = [words for words in (names, _unread(understood.unread, language), keeps) if words]
    blocks = [*body, *(context(words) for words in told), *actions("saving", buttons)]
    return Answer(_spoken(blocks), blocks)


def saved_answer(saved: Saved, audience: AudienceKind, language: Language, zone: str) -> Answer:
    """Build what a card becomes once it was saved."""
    who = say(f"save.audience.{audience}", language)
    if len(saved.stories) != 1:
        words = say(
            "save.saved.issue", language, n=len(saved.stories), new=saved.new, changed=saved.changed, audience=who
        )
        return Answer(words, [section(words)])
    story = saved.stories[0]
    if not saved.new and not saved.changed:
        return known_answer(story, language, zone)
    return story_answer(story, say("save.saved", language, audience=who), language, zone)


def story_answer(story: Story, words: str, language: Language, zone: str) -> Answer:
    """Build a story that was saved or corrected, with the button that corrects it. `words` say what happened."""
    value = as_value(Target(story=story.id))
    correct = button(CORRECT, say("save.button.correct", language), value)
    blocks = [section(words), *_told(story, language, zone), *actions("saving", [correct])]
    return Answer(_spoken(blocks), blocks)


def known_answer(story: Story, language: Language, zone: str) -> Answer:
    """Build the news that a link is a story already."""
    blocks = [section(say("save.known", language)), *_told(story, language, zone)]
    return Answer(_spoken(blocks), blocks)


def correct_view(
    target: Target, shown: Correction | None, audiences: Sequence[AudienceKind], language: Language
) -> View:
    """Build the modal. `shown` stands in its fields, null for an issue; `audiences` are to be chosen from."""
    blocks = _fields(shown, language) if shown else []
    if audiences:
        labels: dict[str, str] = {one: say(f"save.audience.{one}", language).capitalize() for one in audiences}
        blocks.append(_input("audience", language, menu(labels, target.audience)))
    title = "save.view.correct" if target.story else "save.view.title"
    return modal(CORRECT, title, language, blocks, submit="save.view.submit", metadata=as_value(target))


def read_correction(view: Mapping[str, Any], was: Correction | None) -> Correction | None:
    """Read what was filled in. A day that was left as it was keeps its time."""
    if was is None:
        return None
    day = str(state(view, "day").get("selected_date") or "")
    is_same = was.published_at is not None and was.published_at[:10] == day
    return Correction(
        headline=typed(view, "headline"),
        summary=typed(view, "summary"),
        outlet=typed(view, "outlet") or None,
        published_at=was.published_at if is_same else day or None,
    )


def read_audience(view: Mapping[str, Any], otherwise: AudienceKind) -> AudienceKind:
    """Read for whom it is to be saved."""
    kinds: tuple[AudienceKind, ...] = ("workspace", "channel", "person")
    return next((kind for kind in kinds if kind == chosen(view, "audience")), otherwise)


def errors_of(reason: Reason, language: Language) -> dict[str, str]:
    """Say what is wrong at the field that shows it; nothing for what is no field's fault."""
    field = _FIELD_OF.get(reason)
    return {field: say(f"save.refused.{reason}", language)} if field else {}


def correction_of(item: Item | Story) -> Correction:
    """Give what stands in the fields of the modal before anybody types."""
    return Correction(item.headline, item.summary, item.outlet, item.published_at)


def _article(item: Item, language: Language, zone: str) -> list[Block]:
    lines = [f"*{link(item.url, clip(item.headline, 300))}*"]
    if item.summary:
        lines.append(escape(clip(item.summary, _SUMMARY_LIMIT)))
    return [section(say("save.article", language)), section("\n".join(lines)), context(_credit(item, language, zone))]


def _issues(issues: Sequence[Issue], language: Language, zone: str) -> list[Block]:
    """Show an issue, or the first of several, each with fewer of its stories."""
    number = sum(len(issue.items) for issue in issues)
    if len(issues) == 1:
        asks = say("save.issue.one" if number == 1 else "save.issue", language, n=number)
        return [section(asks), *_issue(issues[0], _SHOWN, language, zone)]
    shown = [block for issue in issues[:_ISSUES] for block in _issue(issue, _SHOWN_OF_EACH, language, zone)]
    left = len(issues) - _ISSUES
    more = [context(say("save.issues.more", language, n=left))] if left > 0 else []
    return [section(say("save.issues", language, issues=len(issues), n=number)), *shown, *more]


def _issue(issue: Issue, most: int, language: Language, zone: str) -> list[Block]:
    lines = [f"*{link(issue.url, clip(issue.title, 300))}*"]
    for item in issue.items[:most]:
        outlet = f" · {escape(clip(item.outlet, LONGEST_OUTLET))}" if item.outlet else ""
        lines.append(f"• {link(item.url, clip(item.headline, 150))}{outlet}")
    if (left := len(issue.items) - most) > 0:
        lines.append(say("save.issue.more", language, n=left))
    day = day_words(issue.published_at, zone, language) if issue.published_at else say("save.undated", language)
    credit = " · ".join([escape(clip(issue.source, 80)), day] if issue.source else [day])
    return [section("\n".join(lines)), context(credit)]


def _unread(parts: Sequence[str], language: Language) -> str:
    """Name what could not be read in a mail."""
    names = [escape(clip(part, 80)) for part in parts[:_NAMES]]
    return say("save.unread", language, n=len(parts), names=listed(names, language)) if names else ""


def _credit(item: Item, language: Language, zone: str) -> str:
    outlet = [escape(clip(item.outlet, LONGEST_OUTLET))] if item.outlet else []
    day = day_words(item.published_at, zone, language) if item.published_at else say("save.undated", language)
    return " · ".join([*outlet, day, say(f"language.{item.language}", language)])


def _names(entities: Sequence[Entity], language: Language) -> str:
    names = [escape(entity.name_in(language)) for entity in entities[:_NAMES]]
    return say("save.names", language, names=listed(names, language)) if names else ""


def _told(story: Story, language: Language, zone: str) -> list[Block]:
    credit = " · ".join([escape(clip(story.outlet or story.source, 80)), date_words(story, zone, language)])
    names = _names(story.entities, language)
    return [section(f"*{link(story.url, clip(story.headline, 300))}*"), context(credit, *([names] if names else []))]


def _fields(shown: Correction, language: Language) -> list[Block]:
    day = (shown.published_at or "")[:10]
    return [
        _input("headline", language, _line(shown.headline, LONGEST_HEADLINE)),
        _input("summary", language, _line(shown.summary, LONGEST_SUMMARY) | {"multiline": True}, optional=True),
        _input("outlet", language, _line(shown.outlet or "", LONGEST_OUTLET), optional=True),
        _input(
            "day", language, {"type": "datepicker", **({"initial_date": day} if _is_day(day) else {})}, optional=True
        ),
    ]


def _input(name: str, language: Language, element: dict[str, Any], *, optional: bool = False) -> Block:
    return input_field(f"save.field.{name}", name, language, element, optional=optional)


def _line(text: str, limit: int) -> dict[str, Any]:
    filled = {"initial_value": text[:limit]} if text else {}
    return {"type": "plain_text_input", "max_length": limit, **filled}


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _spoken(blocks: list[Block]) -> str:
    return "\n".join(line for block in blocks for line in spoken_lines(block))
