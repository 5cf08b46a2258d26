select person_id, discharged_on as day,
    case when isodow(discharged_on) >= 6 then 1 else 0 end as n,
    case when isodow(discharged_on) < 6 then 1 else 0 end as d
from spells
where non_elective and length_of_stay >= 1 and coalesce(discharge_method, '1') not in ('4', '5')
