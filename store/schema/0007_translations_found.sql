-- Which translation was found, not given, is kept with the story: what is compared of it goes while it is hidden

ALTER TABLE stories ADD COLUMN found_translation_of INTEGER;
UPDATE stories SET found_translation_of = translation_of WHERE id IN
  (SELECT story_id FROM evidence WHERE found_translation_of IS NOT NULL);
ALTER TABLE evidence DROP COLUMN found_translation_of;
