-- Open records that may be traced without their number, and how many people would share their names and birth date by
-- chance on a register of this size. A name or a birthday that nobody on the register has is left to the scored step.
create or replace table identity.asking as
with size as (select count(*)::double as n from identity.spine)
select r.*, g.n * f.n * b.n / (size.n * size.n) as expected
from {records} as r
join identity.common_given as g on g.value = r.given_id
join identity.common_family as f on f.value = r.family_id
join identity.common_dob as b on b.value = r.dob
cross join size
where not r.stands and not r.contradicted
