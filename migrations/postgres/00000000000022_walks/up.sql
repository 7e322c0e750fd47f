-- Indexes for what was found by walking through a whole table.

-- Everything about a child, for its purge and its exports.
CREATE INDEX actualisations_by_child ON actualisations (child_id, id);
CREATE INDEX agenda_items_by_child ON agenda_items (child_id, id);
CREATE INDEX agenda_decisions_by_item ON agenda_decisions (item_id, id);
CREATE INDEX consents_by_child ON consents (child_id, id);
CREATE INDEX contact_cases_by_child ON contact_cases (child_id, contact_id);
CREATE INDEX hidings_by_child ON hidings (child_id, id);
CREATE INDEX item_notes_by_child ON item_notes (child_id, id);
CREATE INDEX plans_by_child ON plans (child_id, id);
CREATE INDEX plan_actions_by_child ON plan_actions (child_id, plan_id);
CREATE INDEX plan_confirmations_by_child ON plan_confirmations (child_id, plan_id);
CREATE INDEX plan_follow_ups_by_child ON plan_follow_ups (child_id, plan_id);
CREATE INDEX plan_goals_by_child ON plan_goals (child_id, plan_id);
CREATE INDEX plan_steps_by_child ON plan_steps (child_id, plan_id);
CREATE INDEX plan_versions_by_child ON plan_versions (child_id, plan_id);
CREATE INDEX summonses_by_child ON summonses (child_id, id);

-- What belongs to a case or a fact.
CREATE INDEX cases_by_merger ON cases (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX contact_cases_by_fact ON contact_cases (fact_id);
CREATE INDEX lead_time_pauses_by_case ON lead_time_pauses (case_id);

-- The records that an authority keeps, and the staff by name.
CREATE INDEX child_keys_kept ON child_keys (custodian_id, id) WHERE shredded_at IS NULL;
CREATE INDEX staff_by_name ON staff (name, id);
