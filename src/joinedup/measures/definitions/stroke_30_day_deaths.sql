with strokes as (
    select person_id, admitted_on, discharged_on, spell_id
    from spells
    where emergency and admission_method <> '2B' and left(primary_diagnosis, 3) in ('I61', 'I63', 'I64')
)

select strokes.person_id, strokes.admitted_on as day,
    case when persons.date_of_death between strokes.admitted_on and strokes.admitted_on + 30 then 1 else 0 end as n,
    1 as d
from strokes
join persons using (person_id)
