-- What a channel or a person chose for its editions, and what was said of them

CREATE INDEX figures_said ON figures (entity_id, kind, low) WHERE entity_id IS NOT NULL;
CREATE INDEX stories_summing_up ON stories (issue_id) WHERE kind IN ('takeaway', 'summary');
