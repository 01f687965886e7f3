-- Whether a figure is what something had been before ("down from 700"), and is no more

ALTER TABLE figures ADD COLUMN is_former INTEGER NOT NULL DEFAULT 0 CHECK (is_former IN (0, 1));
