with admissions as (
    select spells.person_id, spells.admitted_on as day,
        replace(spells.primary_diagnosis, '.', '') as code,
        persons.date_of_birth + interval 19 year > spells.admitted_on as child
    from spells
    join persons using (person_id)
    where spells.emergency and spells.admission_method <> '2B'
)

select person_id, day, 1 as n, null as d
from admissions
where left(code, 3) in (select code from codes where list = 'avoidable_admissions' and grouping in ('acute'))
        or left(code, 4) in (select code from codes where list = 'avoidable_admissions' and grouping in ('acute'))
