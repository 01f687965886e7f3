-- What a channel or a person chose for its editions, and what was said of them

CREATE INDEX figures_said ON figures (entity_id, kind, low) WHERE entity_id IS NOT NULL;
CREATE INDEX stories_summing_up ON stories (issue_id) WHERE kind IN ('takeaway', 'summary');

-- What choosing an edition reads of each story of its window, so that the rows themselves, which hold texts, are not read

CREATE INDEX stories_to_choose ON stories (id, storyline_id, issue_id, audience_id, kind, language, position, section,
    outlet_key, credit_key, published_at, seen_at, translation_of, hidden_at, vanished_at)
  WHERE hidden_at IS NULL AND vanished_at IS NULL AND kind IN ('story', 'analysis', 'quick_hit', 'watch');

-- How often a person is alerted at most, in hours (of alerts alone), and the message that a reaction stands at

ALTER TABLE digests ADD COLUMN every_hours INTEGER;
CREATE INDEX deliveries_by_ts ON deliveries (ts) WHERE ts IS NOT NULL;
CREATE INDEX saves_of_person ON saves (person_id, at);

-- The edition that was still to come when its hour was moved to one that is over: it is due when it was moved (set_at)

ALTER TABLE digests ADD COLUMN owed TEXT;
