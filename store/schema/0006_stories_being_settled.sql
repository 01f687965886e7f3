-- While clustering works on a story, from when it is read until its storyline is kept, it waits still, marked as read: a
-- crash in between leaves it waiting, though a neighbour may have given it a storyline, and a change has it read again

ALTER TABLE unsettled ADD COLUMN is_read INTEGER NOT NULL DEFAULT 0;
DROP TRIGGER story_changed;
CREATE TRIGGER story_changed
  AFTER UPDATE OF headline, summary, url, outlet, published_at, hidden_at, vanished_at, audience_id ON stories
  WHEN new.storyline_id IS NOT NULL OR new.id IN (SELECT story_id FROM unsettled)
  BEGIN INSERT INTO unsettled (story_id) VALUES (new.id) ON CONFLICT (story_id) DO UPDATE SET is_read = 0; END;
DROP TRIGGER mention_added;
CREATE TRIGGER mention_added AFTER INSERT ON mentions
  WHEN (SELECT storyline_id FROM stories WHERE id = new.story_id) IS NOT NULL OR new.story_id IN (SELECT story_id FROM unsettled)
  BEGIN INSERT INTO unsettled (story_id) VALUES (new.story_id) ON CONFLICT (story_id) DO UPDATE SET is_read = 0; END;
DROP TRIGGER mention_gone;
CREATE TRIGGER mention_gone AFTER DELETE ON mentions
  WHEN (SELECT storyline_id FROM stories WHERE id = old.story_id) IS NOT NULL OR old.story_id IN (SELECT story_id FROM unsettled)
  BEGIN INSERT INTO unsettled (story_id) VALUES (old.story_id) ON CONFLICT (story_id) DO UPDATE SET is_read = 0; END;

-- Grows whenever what is compared of stories is kept, by which one of two that settle at once learns of the other

INSERT INTO settings (name, value) VALUES ('evidence_version', '0');
