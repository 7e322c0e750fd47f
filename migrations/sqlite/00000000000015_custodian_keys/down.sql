ALTER TABLE disclosures DROP COLUMN received;
ALTER TABLE child_keys RENAME TO child_keys_after;
CREATE TABLE child_keys (
    child_id BLOB NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
ALTER TABLE child_keys ADD COLUMN master_key TEXT;
ALTER TABLE child_keys ADD COLUMN shredded_at INTEGER;
ALTER TABLE child_keys ADD COLUMN shredded_by TEXT;
-- What other custodians than the record's own wrote cannot be opened without their keys.
INSERT INTO child_keys (child_id, wrapped, created_at, master_key, shredded_at, shredded_by)
    SELECT child_id, wrapped, created_at, master_key, shredded_at, shredded_by FROM child_keys_after WHERE id = child_id;
DROP TABLE child_keys_after;
CREATE INDEX child_keys_by_master ON child_keys (master_key, child_id);
