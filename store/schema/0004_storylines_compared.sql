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
CREATE INDEX figure_changes_of_story ON figure_changes (story_id);
CREATE TABLE corrections (
  edition_id INTEGER NOT NULL REFERENCES editions (id),
  what TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (edition_id, what)
) WITHOUT ROWID;
