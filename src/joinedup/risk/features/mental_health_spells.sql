-- Stays in a mental health ward that began in the two years before the index date.
with counted as (
    select
        person_id,
        sum(packed) as stays,
        sum(packed * greatest(least(coalesce(discharged_on, getvariable('index_date')::date),
                                    getvariable('index_date')::date) - admitted_on, 0)) as nights
    from mental_health_spells
    join windows on admitted_on = on_date
    group by person_id
)
select
    person_id,
    last_365(stays) as mental_health_stays_365, last_730(stays) as mental_health_stays_730,
    last_365(nights) as mental_health_nights_365, last_730(nights) as mental_health_nights_730
from counted
