with strokes as (
    select person_id, admitted_on, discharged_on, spell_id
    from spells
    where emergency and left(primary_diagnosis, 3) in ('I61', 'I63', 'I64')
)

select strokes.person_id, strokes.discharged_on as day, coalesce(sum(packages.weekly_cost), 0) as n, 1 as d
from strokes
join care_packages as packages
    on packages.person_id = strokes.person_id
    and packages.started_on between strokes.discharged_on and strokes.discharged_on + 28
    and packages.service_type like 'Long Term Support%'
group by strokes.person_id, strokes.spell_id, strokes.discharged_on
