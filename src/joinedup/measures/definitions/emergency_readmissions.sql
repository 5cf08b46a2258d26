with stays as (
    select person_id, spell_id, admitted_on, discharged_on, discharge_method, length_of_stay,
        min(case when emergency then admitted_on end) over (
            partition by person_id order by admitted_on, spell_id rows between 1 following and unbounded following
        ) as next_emergency_on
    from spells
    where general_and_acute
)

select person_id, discharged_on as day,
    case when next_emergency_on between discharged_on and discharged_on + 30 then 1 else 0 end as n, 1 as d
from stays
where discharged_on is not null and coalesce(discharge_method, '1') not in ('4', '5')
