-- A delay that runs over the end of a month counts in each month with its own days; days before the 18th birthday do not.
with months as (
    select person_id, started_on, ended_on,
        unnest(generate_series(date_trunc('month', started_on), ended_on, interval 1 month)) as month
    from delays
    where days > 0 and source = 'acute'
),

pieces as (
    select person_id,
        greatest(started_on, cast(month as date), cast(date_of_birth + interval 18 year as date)) as first_day,
        least(ended_on, cast(month + interval 1 month as date) - 1) as last_day
    from months
    join persons using (person_id)
    where date_of_birth is not null
)

select person_id, first_day as day, last_day - first_day + 1 as n, null as d
from pieces
where first_day <= last_day
