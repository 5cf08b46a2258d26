-- The outcome after ASCOF 2D: within 12 weeks no emergency stay of a night or more, no death, no long-term support.
with discharges as (
    select distinct clusters.person_id, clusters.discharged_on as day, clusters.discharged_on + 84 as last_day, persons.date_of_death
    from reablement_clusters as clusters
    join persons using (person_id)
    where clusters.discharged_on is not null and persons.date_of_birth + interval 65 year <= clusters.discharged_on
),

readmitted as (
    select distinct discharges.person_id, discharges.day
    from discharges
    join spells using (person_id)
    where spells.non_elective and coalesce(spells.length_of_stay, 1) >= 1
        and spells.admitted_on > discharges.day and spells.admitted_on <= discharges.last_day
),

supported as (
    select distinct discharges.person_id, discharges.day
    from discharges
    join care_packages as packages using (person_id)
    where packages.service_type in ('Long Term Support: Residential Care', 'Long Term Support: Nursing Care')
        and packages.started_on > discharges.day and packages.started_on <= discharges.last_day
)

select
    discharges.person_id, discharges.day,
    case
        when discharges.date_of_death <= discharges.last_day then 0
        when readmitted.person_id is not null or supported.person_id is not null then 0
        else 1
    end as n,
    1 as d
from discharges
left join readmitted using (person_id, day)
left join supported using (person_id, day)
