-- The answer: which person each id of each source is, how that was found, and how sure it is.
create or replace table person_links as
select a.source, a.organisation_code, a.source_person_id, c.person_id, p.method, p.rule, p.score, p.band,
       case when a.rid in (select rid from identity.replaced) then '40' else p.outcome end as outcome
from identity.arrived as a
join identity.accepted as p on p.rid = a.rid
join identity.people as c on c.person = p.person
where hash(a.source, a.organisation_code, a.source_person_id) not in (from identity.repeated_faces)
union all
select source, organisation_code, source_person_id, person_id, method, rule, score, band, outcome
from identity.ids join identity.people using (person)
union all
select source, organisation_code, source_person_id, person_id, method, rule, score, band, outcome
from identity.ids as i join identity.people as p on p.anchor = i.anchor
union all
select 'gp', '', reference, person_id, 'register', 'register', 1.0, 'accept', '30'
from (select distinct reference, person from identity.register where person is not null) join identity.people using (person)
union all
select 'gp', '', reference, person_id, 'register', 'register', 1.0, 'accept', '30'
from (select distinct reference from identity.register where person is null) as r
join identity.people as p on p.anchor = 'reg|' || r.reference
