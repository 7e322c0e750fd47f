ALTER TABLE disclosures DROP COLUMN blocked_at;
DROP TABLE blocks;
