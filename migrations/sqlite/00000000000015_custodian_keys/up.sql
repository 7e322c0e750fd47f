-- A data key for each child record and custodian: what another authority wrote in a case is its own, and is destroyed with
-- its own record, not with the record that the case is about. A record's own key keeps the record's id, so that what
-- was sealed and wrapped before still opens. A key whose record is not there (a backup of keys that is newer than the
-- content) has no custodian to be found; the record's id stands in its place.
ALTER TABLE child_keys RENAME TO child_keys_before;
CREATE TABLE child_keys (
    id BLOB NOT NULL PRIMARY KEY,
    child_id BLOB NOT NULL,
    custodian_id BLOB NOT NULL,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    master_key TEXT,
    shredded_at INTEGER,
    shredded_by TEXT
) STRICT;
INSERT INTO child_keys (id, child_id, custodian_id, wrapped, created_at, master_key, shredded_at, shredded_by)
    SELECT child_id, child_id,
        COALESCE((SELECT children.custodian_id FROM children WHERE children.id = child_keys_before.child_id), child_id),
        wrapped, created_at, master_key, shredded_at, shredded_by
    FROM child_keys_before;
DROP TABLE child_keys_before;
CREATE INDEX child_keys_by_child ON child_keys (child_id);
-- Who destroyed what it wrote may write anew, under a new key.
CREATE UNIQUE INDEX child_keys_by_custodian ON child_keys (child_id, custodian_id) WHERE shredded_at IS NULL;
CREATE INDEX child_keys_by_master ON child_keys (master_key, id);

-- What a unit of another authority received and keeps (a version of a plan, what was handed over by law), sealed under its own
-- authority's key: it stays when the giver's words are destroyed.
ALTER TABLE disclosures ADD COLUMN received BLOB;
