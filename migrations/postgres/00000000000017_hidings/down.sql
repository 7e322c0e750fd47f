DROP TABLE hiding_liftings;
DROP TABLE hidings;
