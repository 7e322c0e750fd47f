-- Which master key wraps a data key, so that a change of master key can be followed and finished. A destroyed data key
-- is wrapped by none: its row stays, without the key, with when and by whom.
ALTER TABLE child_keys ADD COLUMN master_key text;
ALTER TABLE child_keys ADD COLUMN shredded_at timestamptz;
ALTER TABLE child_keys ADD COLUMN shredded_by text;
UPDATE child_keys SET master_key = encode(substring(wrapped FROM 2 FOR 8), 'hex');
CREATE INDEX child_keys_by_master ON child_keys (master_key, child_id);

-- Which index key made the two keyed hashes of a child record; none is known of those that were made before.
ALTER TABLE children ADD COLUMN index_key text;
CREATE INDEX children_by_index_key ON children (index_key, id);
