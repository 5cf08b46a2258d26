with placements as (
    select person_id, started_on,
        max(coalesce(ended_on, date '9999-12-31')) over (
            partition by person_id order by started_on, package_id rows between unbounded preceding and 1 preceding
        ) as ended_before
    from care_packages
    where service_type in ('Long Term Support: Residential Care', 'Long Term Support: Nursing Care')
)

select placements.person_id, placements.started_on as day, 1 as n, null as d
from placements
join persons using (person_id)
where persons.date_of_birth + interval 65 year <= placements.started_on
    and (placements.ended_before is null or placements.ended_before < placements.started_on - 28)
