-- What was randomised as one, the stratum its arm was dealt in, and the exposures that the gate's first yes records.
alter table delivery add column unit_id text;
alter table delivery add column stratum text;
alter table delivery add column exposures text;
