-- Back in an emergency: a later stay of the same person that began from the day of discharge to the 30th day after it. A
-- stay that began before the discharge is none, and neither is a move from one hospital to another (method 2B).
with stays as (
    select person_id, provider_code, spell_id, admitted_on, discharged_on,
        coalesce(discharge_method, '1') not in ('4', '5')
        and coalesce(discharge_destination, '19') not in ('49', '50', '51', '52', '53', '84', '87') as went_home,
        emergency and admission_method <> '2B' as in_emergency
    from spells
    where general_and_acute
),

returned as (
    select distinct stays.provider_code, stays.spell_id
    from stays
    join stays as later
        on later.person_id = stays.person_id
        and later.admitted_on between stays.discharged_on and stays.discharged_on + 30
    where later.in_emergency
        and (later.admitted_on, later.provider_code, later.spell_id)
        > (stays.admitted_on, stays.provider_code, stays.spell_id)
)

select stays.person_id, stays.discharged_on as day,
    case when returned.spell_id is null then 0 else 1 end as n, 1 as d
from stays
left join returned using (provider_code, spell_id)
where stays.went_home and stays.discharged_on is not null
