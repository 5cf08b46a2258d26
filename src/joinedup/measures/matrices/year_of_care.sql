-- What each service cost for each person in the year, in pounds. Services that last count for their days in the year; the
-- others count on the day they begin.
create or replace temp table person_costs as
with costs as (
    select person_id, 'Emergency departments' as service, cost from attendances
    where cast(arrived_at as date) >= $start and cast(arrived_at as date) < $end
    union all
    select person_id,
        case when emergency then 'Emergency admissions' when non_elective then 'Other non-elective admissions'
            else 'Planned admissions' end, cost
    from spells where admitted_on >= $start and admitted_on < $end
    union all
    select person_id, 'Outpatients', cost from appointments where on_date >= $start and on_date < $end
    union all
    select person_id, case source when 'community' then 'Community' else 'Mental health' end, cost
    from contacts where on_date >= $start and on_date < $end
    union all
    select person_id, 'Mental health',
        cast(cost * greatest(least(coalesce(discharged_on, $until + 1), $end) - greatest(admitted_on, $start), 0)
        / greatest(coalesce(discharged_on, $until + 1) - admitted_on, 1) as decimal(12, 2))
    from mental_health_spells where admitted_on < $end and coalesce(discharged_on, $until + 1) > $start
    union all
    select person_id, 'Social care',
        cast(weekly_cost * greatest(least(coalesce(ended_on, $until) + 1, $end) - greatest(started_on, $start), 0) / 7
        as decimal(12, 2))
    from care_packages where started_on < $end and coalesce(ended_on, $until) >= $start and weekly_cost is not null
)

select person_id, service, cast(sum(cost) as decimal(18, 2)) as cost
from costs
where cost > 0
group by all;

create or replace temp table person_bands as
with weighed as (
    select conditions.person_id, sum(cast(split_part(codes.grouping, '_', 2) as integer)) as weight
    from conditions
    join codes on codes.list = 'condition_weights' and codes.code = conditions.condition
    where conditions.diagnosed_on < $start
    group by conditions.person_id
),

aged as (
    select person_id,
        (year($start) * 10000 + month($start) * 100 + day($start)
        - (year(date_of_birth) * 10000 + month(date_of_birth) * 100 + day(date_of_birth))) // 10000 as age
    from persons
)

select aged.person_id,
    case
        when age is null then 'Not known' when age < 0 then '0-4' when age >= 95 then '95+'
        else (age // 5 * 5) || '-' || (age // 5 * 5 + 4)
    end as age_band,
    case
        when coalesce(weight, 0) = 0 then '0' when weight <= 5 then '1-5' when weight <= 10 then '6-10'
        when weight <= 15 then '11-15' when weight <= 20 then '16-20' else '21+'
    end as weight_band
from aged
left join weighed using (person_id)
