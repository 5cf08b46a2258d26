select spells.person_id, spells.admitted_on as day, 1 as n, null as d
from spells
join persons using (person_id)
where spells.emergency and persons.date_of_birth + interval 75 year <= spells.admitted_on
