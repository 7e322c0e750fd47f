DROP INDEX children_by_index_key;
ALTER TABLE children DROP COLUMN index_key;
DROP INDEX child_keys_by_master;
ALTER TABLE child_keys DROP COLUMN shredded_by;
ALTER TABLE child_keys DROP COLUMN shredded_at;
ALTER TABLE child_keys DROP COLUMN master_key;
