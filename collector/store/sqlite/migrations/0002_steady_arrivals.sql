-- The newest result of a steady assignment stands for all its states.
ALTER TABLE arrival ADD COLUMN steady INTEGER NOT NULL DEFAULT 0;
