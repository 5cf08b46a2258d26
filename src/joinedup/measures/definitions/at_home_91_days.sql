with discharges as (
    select distinct clusters.person_id, clusters.discharged_on as day, clusters.discharged_on + 91 as day_91, persons.date_of_death
    from reablement_clusters as clusters
    join persons using (person_id)
    where clusters.discharged_on is not null and persons.date_of_birth + interval 65 year <= clusters.discharged_on
),

beds_slept_in as (
    select person_id, admitted_on, discharged_on from spells
    union all select person_id, admitted_on, discharged_on from community_stays
    union all select person_id, admitted_on, discharged_on from mental_health_spells
),

in_hospital as (
    select distinct discharges.person_id, discharges.day
    from discharges
    join beds_slept_in as stays using (person_id)
    where stays.admitted_on <= discharges.day_91
        and coalesce(stays.discharged_on, date '9999-12-31') > discharges.day_91
),

in_care_home as (
    select distinct discharges.person_id, discharges.day
    from discharges
    join care_packages as packages using (person_id)
    where packages.service_type in ('Long Term Support: Residential Care', 'Long Term Support: Nursing Care')
        and packages.started_on <= discharges.day_91
        and coalesce(packages.ended_on, date '9999-12-31') >= discharges.day_91
)

select
    discharges.person_id, discharges.day,
    case
        when discharges.date_of_death <= discharges.day_91 then 0
        when in_hospital.person_id is not null or in_care_home.person_id is not null then 0
        else 1
    end as n,
    1 as d
from discharges
left join in_hospital using (person_id, day)
left join in_care_home using (person_id, day)
