-- What a person should look at: each record in the review band beside the person it may be.
create or replace table review_pairs as
select a.source, a.organisation_code, a.source_person_id, lpad(p.person::varchar, 10, '0') as candidate_nhs_number,
       c.person_id as candidate_person_id, p.score, p.rule, p.outcome, b.runner_up, b.rivals, b.pattern
from identity.placed as p
join identity.arrived as a on a.rid = p.rid
join identity.people as c on c.person = p.person
left join identity.best as b on b.rid = p.rid
where p.band = 'review'
