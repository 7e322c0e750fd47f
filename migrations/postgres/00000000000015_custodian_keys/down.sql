ALTER TABLE disclosures DROP COLUMN received;
DROP INDEX child_keys_by_master;
DROP INDEX child_keys_by_custodian;
DROP INDEX child_keys_by_child;
-- What other custodians than the record's own wrote cannot be opened without their keys.
DELETE FROM child_keys WHERE id <> child_id;
ALTER TABLE child_keys DROP CONSTRAINT child_keys_pkey;
ALTER TABLE child_keys ADD PRIMARY KEY (child_id);
ALTER TABLE child_keys DROP COLUMN custodian_id;
ALTER TABLE child_keys DROP COLUMN id;
CREATE INDEX child_keys_by_master ON child_keys (master_key, child_id);
