DROP TABLE external_ids;
DROP TABLE guardians;
DROP TABLE children;
