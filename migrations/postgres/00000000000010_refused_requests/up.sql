-- The family may ask itself; a refusal needs a reason, and is counted.
ALTER TABLE actualisations ADD COLUMN refused_as TEXT;
