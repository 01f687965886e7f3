-- What a team takes away of the catalogue: a whole entity, or one spelling of it. An upgrade does not bring it back.

CREATE TABLE withdrawals (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entities (id),
  text TEXT,
  withdrawn_by INTEGER REFERENCES people (id),
  withdrawn_at TEXT NOT NULL
);
CREATE UNIQUE INDEX withdrawals_once ON withdrawals (entity_id, COALESCE(text, ''));

-- Past stories to be looked through again because a name has changed: those that hold one of `texts` (JSON), or with
-- none of them those that mention the entity. `after_story` is how far it came.

CREATE TABLE retags (
  id INTEGER PRIMARY KEY,
  entity_id INTEGER NOT NULL REFERENCES entities (id),
  texts TEXT NOT NULL,
  asked_by INTEGER REFERENCES people (id),
  asked_at TEXT NOT NULL,
  total INTEGER NOT NULL,
  after_story INTEGER NOT NULL DEFAULT 0,
  looked INTEGER NOT NULL DEFAULT 0,
  tagged INTEGER NOT NULL DEFAULT 0,
  untagged INTEGER NOT NULL DEFAULT 0,
  ended_at TEXT,
  told_at TEXT
);
CREATE INDEX retags_unfinished ON retags (id) WHERE ended_at IS NULL;
CREATE INDEX retags_untold ON retags (id) WHERE told_at IS NULL AND asked_by IS NOT NULL;

-- Names in stories that an editor does not want to be offered again

CREATE TABLE ignored_names (
  key TEXT PRIMARY KEY,
  words TEXT NOT NULL,
  ignored_by INTEGER REFERENCES people (id),
  ignored_at TEXT NOT NULL
) WITHOUT ROWID;
