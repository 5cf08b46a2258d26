with first_placements as (
    select person_id, min(started_on) as day
    from care_packages
    where service_type in ('Long Term Support: Residential Care', 'Long Term Support: Nursing Care')
    group by person_id
)

select first_placements.person_id, first_placements.day, 1 as n, null as d
from first_placements
join persons using (person_id)
where persons.date_of_birth + interval 65 year <= first_placements.day
