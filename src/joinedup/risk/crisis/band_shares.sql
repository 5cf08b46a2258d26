-- How much of a year's emergency spending and of its deaths falls to each band of people, ranked by the score given
-- before that year and, beside it, by what they then cost: the second looks better and could not be known.
with ranked as (
    select 'score before the year' as ranked_by, place, admitted, cost, nights, died from judged
    union all
    select 'spending in the year', place_by_spending, admitted, cost, nights, died from judged
),
everyone as (select count(*) as everyone from judged),
banded as (
    select *,
        case when place <= ceil(0.005 * everyone) then 1 when place <= ceil(0.05 * everyone) then 2
             when place <= ceil(0.2 * everyone) then 3 else 4 end as band
    from ranked, everyone
)
select
    ranked_by, band,
    ['top 0.5%', '0.5% to 5%', '5% to 20%', 'the other 80%'][band] as people_in_band,
    count(*) as people,
    sum(admitted)::bigint as admissions,
    sum(cost) as cost,
    sum(nights)::bigint as bed_days,
    count(*) filter (died) as deaths,
    sum(cost) / nullif(sum(sum(cost)) over (partition by ranked_by), 0) as share_of_emergency_spend,
    (count(*) filter (died)) / nullif(sum(count(*) filter (died)) over (partition by ranked_by), 0) as share_of_deaths
from banded
group by ranked_by, band
order by ranked_by, band
