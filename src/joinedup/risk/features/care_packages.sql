-- Council care: what stood open on the index date, whenever it began, and what began in the two years before it.
-- A package is open until its end date is known and past; an end date later than the index date was not known then.
with packages as (
    select
        person_id, service_type, weekly_cost, coalesce(packed, 0) as packed,
        ended_on is null or ended_on >= getvariable('index_date')::date as open
    from care_packages
    left join windows on started_on = on_date
    where started_on < getvariable('index_date')::date
),
counted as (
    select
        person_id,
        sum(packed) as begun,
        coalesce(sum(packed) filter (starts_with(service_type, 'Short Term Support: ST-Max')), 0) as reablement,
        bool_or(open and service_type = 'Long Term Support: Community') as support_at_home,
        bool_or(open and service_type in ('Long Term Support: Residential Care', 'Long Term Support: Nursing Care'))
            as care_home,
        sum(weekly_cost::double) filter (open) as weekly_cost
    from packages
    group by person_id
)
select
    person_id,
    last_90(begun) as care_begun_90, last_365(begun) as care_begun_365, last_730(begun) as care_begun_730,
    last_365(reablement) as reablement_365, last_730(reablement) as reablement_730,
    support_at_home::utinyint as support_at_home,
    care_home::utinyint as care_home,
    coalesce(weekly_cost, 0)::float as care_weekly_cost
from counted
