-- Where and how each source is read, and how its feed's entries are known again

-- `reads` is null for a source that only documents name. `claimed_at` is set while one process reads it; the sightings
-- of another address (`moved_…`) are counted until it is believed; `told_at` is when people were told of its trouble.

ALTER TABLE sources ADD COLUMN reads TEXT CHECK (reads IN ('feed', 'page'));
ALTER TABLE sources ADD COLUMN baseline_at TEXT;
ALTER TABLE sources ADD COLUMN claimed_at TEXT;
ALTER TABLE sources ADD COLUMN last_ok_at TEXT;
ALTER TABLE sources ADD COLUMN last_new_at TEXT;
ALTER TABLE sources ADD COLUMN failing_since TEXT;
ALTER TABLE sources ADD COLUMN ended_at TEXT;
ALTER TABLE sources ADD COLUMN silent_at TEXT;
ALTER TABLE sources ADD COLUMN told_at TEXT;
ALTER TABLE sources ADD COLUMN moved_to TEXT;
ALTER TABLE sources ADD COLUMN moved_at TEXT;
ALTER TABLE sources ADD COLUMN moved_polls INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN body_digest TEXT;
CREATE INDEX sources_due ON sources (next_due_at)
  WHERE reads IS NOT NULL AND paused_at IS NULL AND removed_at IS NULL AND ended_at IS NULL;
ALTER TABLE attempts ADD COLUMN kind TEXT;
ALTER TABLE attempts ADD COLUMN stories INTEGER NOT NULL DEFAULT 0;

-- Who was told of a source's trouble, so that a crash in between tells nobody twice

CREATE TABLE source_tellings (
  source_id INTEGER NOT NULL REFERENCES sources (id),
  person_id INTEGER NOT NULL REFERENCES people (id),
  since TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (source_id, person_id, since)
) WITHOUT ROWID;

-- What each entry of a feed is known again by (see store/identity.py), and the issue that it became

CREATE TABLE feed_entries (
  issue_id INTEGER PRIMARY KEY REFERENCES issues (id),
  source_id INTEGER NOT NULL REFERENCES sources (id),
  audience_id INTEGER NOT NULL DEFAULT 1 REFERENCES audiences (id),
  guid TEXT,
  link TEXT,
  headline TEXT NOT NULL,
  day TEXT,
  words TEXT NOT NULL,
  digest TEXT NOT NULL
);
CREATE INDEX feed_entries_by_guid ON feed_entries (source_id, guid) WHERE guid IS NOT NULL;
CREATE INDEX feed_entries_by_link ON feed_entries (source_id, link) WHERE link IS NOT NULL;
CREATE INDEX feed_entries_by_headline ON feed_entries (source_id, headline);

-- What somebody shared and Tidings has read, until they save or discard it; no number is given twice, for buttons hold it

CREATE TABLE proposals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES people (id),
  channel_id INTEGER NOT NULL REFERENCES channels (id),
  proposed_at TEXT NOT NULL,
  issue TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'saved', 'discarded')),
  story_id INTEGER REFERENCES stories (id)
);
CREATE INDEX proposals_by_age ON proposals (proposed_at);

-- What a person put right in a story stays so when its source tells it again

ALTER TABLE stories ADD COLUMN corrected_at TEXT;

-- The addresses that a story gives beside its own, as JSON

ALTER TABLE stories ADD COLUMN other_links TEXT;

-- What editors hid is few among many

CREATE INDEX stories_hidden ON stories (hidden_at) WHERE hidden_at IS NOT NULL;
