DROP INDEX idempotency_keys_by_age;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (client, created_at);
DROP TABLE municipality_lead_time_counts;
