-- Support whose cost the council did not send is left out, above the line and below it: nought pounds would be wrong.
with strokes as (
    select person_id, provider_code, spell_id, discharged_on
    from spells
    where emergency and left(primary_diagnosis, 3) in ('I61', 'I63', 'I64')
        and coalesce(discharge_method, '1') not in ('4', '5')
        and coalesce(discharge_destination, '19') not in ('49', '50', '51', '52', '53', '84', '87')
)

select strokes.person_id, strokes.discharged_on as day, sum(packages.weekly_cost) as n, 1 as d
from strokes
join care_packages as packages
    on packages.person_id = strokes.person_id
    and packages.started_on between strokes.discharged_on and strokes.discharged_on + 28
    and packages.service_type like 'Long Term Support%' and packages.weekly_cost is not null
group by strokes.person_id, strokes.provider_code, strokes.spell_id, strokes.discharged_on
