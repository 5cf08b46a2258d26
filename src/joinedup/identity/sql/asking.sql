-- Open records that may be traced without their number, and how many people would share their names and birth date by
-- chance on a register of this size.
create or replace table identity.asking as
with size as (select count(*)::double as n from identity.spine),
     givens as (select given, count(*) as n from identity.spine semi join identity.records using (given) group by given),
     families as (select family, count(*) as n from identity.spine semi join identity.records using (family) group by family),
     births as (select dob, count(*) as n from identity.spine semi join identity.records using (dob) group by dob)
select r.rid, r.number, r.given, r.family, r.dob, r.postcode, r.gender, r.roots,
       g.n * f.n * b.n / (size.n * size.n) as expected, there.dob is null as nobody_there
from identity.records as r
join givens as g on g.given = r.given
join families as f on f.family = r.family
join births as b on b.dob = r.dob
left join (select distinct dob, postcode from identity.spine semi join identity.records using (dob, postcode)) as there
    on there.dob = r.dob and there.postcode = r.postcode
cross join size
where not r.stands and not r.contradicted
