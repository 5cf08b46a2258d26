create or replace table person_links as
select source, organisation_code, source_person_id, person_id, method, rule, score, band, outcome
from identity.ids join identity.people using (anchor)
