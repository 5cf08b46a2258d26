with first_diagnosis as (select person_id, min(diagnosed_on) as diagnosed_on from conditions group by person_id)

select spells.person_id, spells.discharged_on as day,
    case when first_diagnosis.diagnosed_on <= spells.admitted_on then spells.length_of_stay else 0 end as n,
    spells.length_of_stay as d
from spells
left join first_diagnosis using (person_id)
where spells.length_of_stay > 0
