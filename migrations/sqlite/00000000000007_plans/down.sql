DROP TABLE plan_follow_ups;
DROP TABLE plan_confirmations;
DROP TABLE plan_distributions;
DROP TABLE plan_versions;
DROP TABLE plan_steps;
DROP TABLE plan_actions;
DROP TABLE plan_goals;
DROP TABLE plans;
