with admissions as (
    select person_id, admitted_on as day, replace(primary_diagnosis, '.', '') as code
    from spells
    where emergency and admission_method <> '2B'
),

listed as (select code from codes where list = 'strategy_unit_acsc')

select person_id, day, 1 as n, null as d
from admissions
where left(code, 3) in (select code from listed) or left(code, 4) in (select code from listed)
