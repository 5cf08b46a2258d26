-- Predicted and observed admissions, by tenth of the score and by group of people. The interval is Wilson's, 95 %.
with placed as (
    select
        score, admitted > 0 as happened,
        ntile(10) over (order by score, person_id)::varchar as tenth,
        case when age < 0 then 'not known' when age < 18 then '0 to 17' when age < 65 then '18 to 64'
             when age < 75 then '65 to 74' when age < 85 then '75 to 84' else '85 and over' end as age_band,
        if(male = 1, 'male', 'female or other') as sex,
        case when imd_decile = 0 then 'not known' else 'fifth ' || ((imd_decile + 1) // 2)::varchar end as fifth,
        case when ethnic_category in ('A', 'B', 'C') then 'White'
             when ethnic_category in ('D', 'E', 'F', 'G') then 'Mixed'
             when ethnic_category in ('H', 'J', 'K', 'L') then 'Asian'
             when ethnic_category in ('M', 'N', 'P') then 'Black'
             when ethnic_category in ('R', 'S') then 'Other' else 'not known' end as ethnic_group,
        row_number() over (order by score desc, person_id) <= ceil(0.02 * count(*) over ()) as listed
    from judged
),
long as (
    select 'tenth of the score' as grouped_by, tenth as grp, score, happened, listed from placed
    union all select 'age', age_band, score, happened, listed from placed
    union all select 'sex', sex, score, happened, listed from placed
    union all select 'deprivation', fifth, score, happened, listed from placed
    union all select 'ethnic group', ethnic_group, score, happened, listed from placed
),
counted as (
    select
        grouped_by, grp, count(*) as people, avg(score) as predicted, avg(happened::integer) as observed,
        count(*) filter (listed) as listed,
        count(*) filter (listed and happened) / nullif(count(*) filter (listed), 0) as ppv,
        count(*) filter (listed and happened) / nullif(count(*) filter (happened), 0) as sensitivity
    from long
    group by grouped_by, grp
)
select
    grouped_by, grp as "group", people, predicted, observed,
    greatest((observed + 1.9208 / people - 1.96 * sqrt(observed * (1 - observed) / people + 0.9604 / people ** 2))
        / (1 + 3.8416 / people), 0) as lower,
    (observed + 1.9208 / people + 1.96 * sqrt(observed * (1 - observed) / people + 0.9604 / people ** 2))
        / (1 + 3.8416 / people) as upper,
    predicted / nullif(observed, 0) as ratio,
    listed, ppv as ppv_top_2, sensitivity as sensitivity_top_2
from counted
order by grouped_by, try_cast(grp as integer), grp
