"""An edition as the `digest` document of the command line."""

from __future__ import annotations

from collections.abc import Sequence

from store.comparing import as_json as disagreements_json
from store.figures import as_json as figure_json
from store.model import Edition, Number, Slot, Update
from store.story_json import entity_json, story_json


def as_json(edition: Edition, *, blocks: Sequence[object] = (), text: str = "") -> dict[str, object]:
    """Write an edition as a document; `blocks` and `text` are its first message's."""
    return {
        "channel": edition.channel,
        "product": edition.product,
        "due_at": edition.due_at,
        "language": edition.language,
        "since": edition.since_at,
        "until": edition.until_at,
        "slots": [_slot_json(slot) for slot in edition.part("top")],
        "quick_hits": [_slot_json(slot) for slot in edition.part("quick_hit")],
        "watch": [_slot_json(slot) for slot in edition.part("watch")],
        "rest": [_slot_json(slot) for slot in edition.part("rest")],
        "left_out": edition.left_out,
        "disagreements": disagreements_json(edition.disagreements),
        "numbers": [_number_json(number) for number in edition.numbers],
        "takeaways": [story_json(story) for story in edition.takeaways],
        "blocks": list(blocks),
        "text": text,
    }


def _slot_json(slot: Slot) -> dict[str, object]:
    lead = story_json(slot.lead)
    return {
        "n": slot.n,
        "storyline": slot.lead.storyline,
        **{key: lead[key] for key in ("headline", "summary", "url", "published_at", "language", "section")},
        "outlets": list(slot.outlets),
        "stories": list(slot.stories),
        "entities": lead["entities"],
        "topics": [entity_json(topic) for topic in slot.topics],
        "figures": [figure_json(figure) for figure in slot.figures],
        "score": slot.score,
        "why": slot.why,
        "update": _update_json(slot.update) if slot.update else None,
    }


def _update_json(update: Update) -> dict[str, object]:
    figure = figure_json(update.figure) if update.figure else None
    return {"how": update.how, "story": update.story, "outlet": update.outlet, "figure": figure}


def _number_json(number: Number) -> dict[str, object]:
    owner = entity_json(number.owner) if number.owner else None
    return {"figure": figure_json(number.figure), "owner": owner, "story": number.story.id}
