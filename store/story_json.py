"""Stories and entities as the command line's documents hold them. Keys are stable. Pure."""

from __future__ import annotations

from store.model import Entity, Story


def story_json(story: Story) -> dict[str, object]:
    """Write a story as the command line's documents hold it."""
    return {
        "id": story.id,
        "kind": story.kind,
        "headline": story.headline,
        "summary": story.summary,
        "url": story.url,
        "outlet": story.outlet,
        "published_at": story.published_at,
        "language": story.language,
        "section": story.section,
        "source": story.source,
        "entities": [entity_json(entity) for entity in story.entities],
        "storyline": story.storyline,
        "translation_of": story.translation_of,
    }


def entity_json(entity: Entity) -> dict[str, object]:
    """Write an entity as the command line's documents hold it."""
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "names": {"en": entity.name_en, "zh": entity.name_zh},
    }
