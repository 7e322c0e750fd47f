DROP TABLE marks;
DROP TABLE child_keys;
DROP TABLE audit_entries;
DROP TABLE idempotency_keys;
