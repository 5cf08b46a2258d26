-- For each scored or doubtful record: the person it was held against and on which step of each field the two stand.
create or replace table link_evidence as
select a.source, a.organisation_code, a.source_person_id, lpad(p.person::varchar, 10, '0') as candidate_nhs_number,
       b.pattern, b.score, b.odds, b.runner_up, b.rivals
from identity.placed as p
join identity.arrived as a on a.rid = p.rid
join identity.best as b on b.rid = p.rid and b.person = p.person
where p.method = 'scored'
