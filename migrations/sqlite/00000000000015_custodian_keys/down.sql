ALTER TABLE disclosures DROP COLUMN received;
CREATE TABLE child_keys_before (
    child_id BLOB NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    master_key TEXT,
    shredded_at INTEGER,
    shredded_by TEXT
) STRICT;
-- What other custodians than the record's own wrote cannot be opened without their keys.
INSERT INTO child_keys_before (child_id, wrapped, created_at, master_key, shredded_at, shredded_by)
    SELECT child_id, wrapped, created_at, master_key, shredded_at, shredded_by FROM child_keys WHERE id = child_id;
DROP TABLE child_keys;
ALTER TABLE child_keys_before RENAME TO child_keys;
CREATE INDEX child_keys_by_master ON child_keys (master_key, child_id);
