-- Which storylines were joined and why, and where their figures disagree

-- Storylines whose reports or figures changed since they were last compared. Triggers keep it, so that nothing that
-- joins, edits, hides or reads a story again can forget to. (An upsert takes OR IGNORE from its triggers: sqlite.org,
-- CREATE TRIGGER.)

CREATE TABLE uncompared (storyline_id INTEGER PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER story_moved AFTER UPDATE OF storyline_id, translation_of, hidden_at, vanished_at ON stories
  BEGIN INSERT INTO uncompared
  SELECT DISTINCT value FROM json_each(json_array(new.storyline_id, old.storyline_id))
  WHERE value IS NOT NULL AND value NOT IN uncompared; END;
CREATE TRIGGER figure_added AFTER INSERT ON figures BEGIN INSERT INTO uncompared
  SELECT storyline_id FROM stories
  WHERE id = new.story_id AND storyline_id IS NOT NULL AND storyline_id NOT IN uncompared; END;
CREATE TRIGGER figure_changed AFTER UPDATE ON figures BEGIN INSERT INTO uncompared
  SELECT storyline_id FROM stories
  WHERE id = new.story_id AND storyline_id IS NOT NULL AND storyline_id NOT IN uncompared; END;
CREATE TRIGGER figure_gone AFTER DELETE ON figures BEGIN INSERT INTO uncompared
  SELECT storyline_id FROM stories
  WHERE id = old.story_id AND storyline_id IS NOT NULL AND storyline_id NOT IN uncompared; END;
INSERT INTO uncompared SELECT DISTINCT storyline_id FROM stories WHERE storyline_id IS NOT NULL;
CREATE INDEX disagreements_of_storyline ON disagreements (storyline_id);
CREATE INDEX disagreements_of_other ON disagreements (other_id);

-- Figures that a changed story states anew, and what the threads of posted editions were told of it

CREATE TABLE figure_changes (
  id INTEGER PRIMARY KEY,
  story_id INTEGER NOT NULL REFERENCES stories (id),
  old_words TEXT NOT NULL,
  new_words TEXT NOT NULL,
  of TEXT,
  at TEXT NOT NULL
);
CREATE INDEX figure_changes_by_time ON figure_changes (at);
CREATE INDEX disagreements_by_time ON disagreements (found_at) WHERE settled_at IS NULL;
CREATE INDEX slots_of_story ON slots (story_id);
CREATE TABLE corrections (
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  what TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (edition_id, what)
) WITHOUT ROWID;

-- What clustering compares of each story, read once, with its vector of meaning (float16) where the encoder is there,
-- and the story of another issue that it was found to translate

CREATE TABLE evidence (
  story_id INTEGER PRIMARY KEY REFERENCES stories (id),
  audience_id INTEGER NOT NULL,
  issue_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  facts TEXT NOT NULL,
  vector BLOB,
  found_translation_of INTEGER
);
CREATE INDEX evidence_by_day ON evidence (audience_id, last_day, first_day);
CREATE INDEX evidence_of_issue ON evidence (issue_id);

-- Which pairs of stories may be one event, and by which gate; `one_id` is the lower id. What is joined is a storyline.

CREATE TABLE joins (
  one_id INTEGER NOT NULL REFERENCES stories (id),
  other_id INTEGER NOT NULL REFERENCES stories (id),
  gate TEXT NOT NULL,
  strength REAL NOT NULL,
  similarity REAL,
  translates REAL,
  names TEXT NOT NULL DEFAULT '[]',
  figures TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (one_id, other_id)
) WITHOUT ROWID;
CREATE INDEX joins_of_other ON joins (other_id);
CREATE INDEX storylines_merged ON storylines (merged_into) WHERE merged_into IS NOT NULL;

-- Stories with a storyline that are to be looked at again, because their words, names, date or visibility changed

CREATE TABLE unsettled (story_id INTEGER PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER story_changed
  AFTER UPDATE OF headline, summary, url, outlet, published_at, hidden_at, vanished_at, audience_id ON stories
  WHEN new.storyline_id IS NOT NULL AND new.id NOT IN unsettled
  BEGIN INSERT INTO unsettled VALUES (new.id); END;
CREATE TRIGGER mention_added AFTER INSERT ON mentions
  WHEN new.story_id NOT IN unsettled
  AND (SELECT storyline_id FROM stories WHERE id = new.story_id) IS NOT NULL
  BEGIN INSERT INTO unsettled VALUES (new.story_id); END;
CREATE TRIGGER mention_gone AFTER DELETE ON mentions
  WHEN old.story_id NOT IN unsettled
  AND (SELECT storyline_id FROM stories WHERE id = old.story_id) IS NOT NULL
  BEGIN INSERT INTO unsettled VALUES (old.story_id); END;
INSERT INTO unsettled SELECT id FROM stories
  WHERE storyline_id IS NOT NULL AND effective_at >= (SELECT date(max(effective_at), '-30 days') FROM stories);

-- The outlet that a story credits, by the catalogue's id, so that 彭博社 and Bloomberg are one

ALTER TABLE stories ADD COLUMN credit_key TEXT;
CREATE INDEX aliases_by_text ON aliases (text COLLATE NOCASE);
