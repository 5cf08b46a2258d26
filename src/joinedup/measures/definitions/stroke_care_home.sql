with strokes as (
    select person_id, admitted_on, discharged_on, spell_id
    from spells
    where emergency and admission_method <> '2B' and left(primary_diagnosis, 3) in ('I61', 'I63', 'I64')
)

select strokes.person_id, strokes.admitted_on as day,
    case when exists (
        select 1 from care_packages as packages
        where packages.person_id = strokes.person_id
            and packages.service_type in ('Long Term Support: Residential Care', 'Long Term Support: Nursing Care')
            and packages.started_on between strokes.admitted_on and strokes.admitted_on + 182
    ) then 1 else 0 end as n,
    1 as d
from strokes
