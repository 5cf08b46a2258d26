select spells.person_id, spells.discharged_on as day, greatest(spells.discharged_on - spells.ready_on, 0) as n, 1 as d
from spells
join persons using (person_id)
where spells.ready_on is not null and spells.length_of_stay >= 1
    and coalesce(spells.discharge_method, '1') not in ('4', '5')
    and persons.date_of_birth + interval 18 year <= spells.discharged_on
