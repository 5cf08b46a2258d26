select spells.person_id, spells.discharged_on as day,
    case when clusters.person_id is null then 0 else 1 end as n, 1 as d
from spells
join persons using (person_id)
left join reablement_clusters as clusters
    on clusters.person_id = spells.person_id and clusters.provider_code = spells.provider_code
    and clusters.spell_id = spells.spell_id
where spells.discharged_on is not null and coalesce(spells.discharge_method, '1') in ('1', '2', '3', '9')
    and persons.date_of_birth + interval 65 year <= spells.discharged_on
qualify row_number() over (
    partition by spells.provider_code, spells.spell_id order by clusters.started_on
) = 1
