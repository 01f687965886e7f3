-- Whether a figure is what something had been before ("down from 700"), and is no more

ALTER TABLE figures ADD COLUMN is_former INTEGER NOT NULL DEFAULT 0 CHECK (is_former IN (0, 1));

-- Whether it is only expected ("forecasts $2B"), and not there yet

ALTER TABLE figures ADD COLUMN is_expected INTEGER NOT NULL DEFAULT 0 CHECK (is_expected IN (0, 1));
