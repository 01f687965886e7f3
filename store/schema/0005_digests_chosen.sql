-- What a channel or a person chose for its editions, and what was said of them

CREATE INDEX figures_said ON figures (entity_id, kind, low) WHERE entity_id IS NOT NULL;
CREATE INDEX stories_summing_up ON stories (issue_id) WHERE kind IN ('takeaway', 'summary');
-- How often a person is alerted at most, in hours (of alerts alone), and the message that a reaction stands at

ALTER TABLE digests ADD COLUMN every_hours INTEGER;
CREATE INDEX deliveries_by_ts ON deliveries (ts) WHERE ts IS NOT NULL;
CREATE INDEX saves_of_person ON saves (person_id, at);
