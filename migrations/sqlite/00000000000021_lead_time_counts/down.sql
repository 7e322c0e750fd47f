DROP TABLE lead_time_counts;
ALTER TABLE lead_times DROP COLUMN family_chosen;
