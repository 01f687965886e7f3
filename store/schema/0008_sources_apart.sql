-- A source's name and address are taken only among those for the same people: one for fewer people must stand in nobody's
-- way, who would learn of it by that

-- (SQLite drops no column that is unique: the old one holds nothing any more.)

ALTER TABLE sources RENAME COLUMN feed_url TO feed_url_of_all;
ALTER TABLE sources ADD COLUMN feed_url TEXT;
UPDATE sources SET feed_url = feed_url_of_all, feed_url_of_all = NULL;
CREATE UNIQUE INDEX sources_by_address ON sources (feed_url, audience_id)
  WHERE feed_url IS NOT NULL AND removed_at IS NULL;

-- The key of a source for fewer people names its audience too (see source_rows.key_of)

UPDATE sources SET key = key || ' for ' || audience_id
  WHERE audience_id <> 1 AND reads IS NOT NULL AND removed_at IS NULL;
