select spells.person_id, spells.admitted_on as day, 1 as n, null as d
from spells
join persons using (person_id)
where spells.emergency
    and left(spells.primary_diagnosis, 1) in ('S', 'T')
    and left(replace(spells.primary_diagnosis, '.', ''), 3) <= 'T98'
    and regexp_matches(spells.diagnoses, '[^A-Z0-9.]W[01][0-9]')
    and persons.date_of_birth + interval 65 year <= spells.admitted_on
