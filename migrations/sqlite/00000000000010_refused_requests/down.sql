ALTER TABLE actualisations DROP COLUMN refused_as;
