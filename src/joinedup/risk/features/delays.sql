-- Days spent in hospital after being ready to leave, in delays that began in the two years before the index date.
with counted as (
    select
        person_id,
        sum(packed * greatest(least(coalesce(ended_on, getvariable('index_date')::date),
                                    getvariable('index_date')::date) - started_on, 0)) as days
    from delays
    join windows on started_on = on_date
    group by person_id
)
select person_id, last_365(days) as delayed_days_365, last_730(days) as delayed_days_730
from counted
