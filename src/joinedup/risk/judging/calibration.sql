-- Predicted and observed admissions, by tenth of the score and by group of people. The interval is Wilson's, 95 %: with
-- z = 1.96, 3.8416 is z², 1.9208 half and 0.9604 a quarter of it. A list is judged at its likeliest 2 in 100. People are
-- counted by all five at once, and those few rows then by each.
with placed as (
    select
        score, admitted > 0 as happened, tenth,
        case when age < 0 then 0 when age < 18 then 1 when age < 65 then 2 when age < 75 then 3 when age < 85 then 4
             else 5 end as age_band,
        male, (imd_decile + 1) // 2 as fifth, ethnic_group,
        place <= ceil(0.02 * (select count(*) from judged)) as listed
    from judged
),
together as (
    select
        tenth, age_band, male, fifth, ethnic_group,
        count(*) as people, sum(score) as predicted, count(*) filter (happened) as happened,
        count(*) filter (listed) as listed, count(*) filter (listed and happened) as caught
    from placed
    group by all
),
long as (
    select 'tenth of the score' as grouped_by, tenth::varchar as grp, people, predicted, happened, listed, caught
    from together
    union all
    select 'age', ['not known', '0 to 17', '18 to 64', '65 to 74', '75 to 84', '85 and over'][age_band + 1],
        people, predicted, happened, listed, caught
    from together
    union all
    select 'sex', case when male = 1 then 'male' else 'female or other' end, people, predicted, happened, listed, caught
    from together
    union all
    select 'deprivation', case when fifth = 0 then 'not known' else 'fifth ' || fifth::varchar end,
        people, predicted, happened, listed, caught
    from together
    union all
    select 'ethnic group',
        ['not known', 'White', 'Mixed', 'Asian', 'Black', 'Other'][ethnic_group + 1],
        people, predicted, happened, listed, caught
    from together
),
counted as (
    select
        grouped_by, grp, sum(people)::bigint as people, sum(predicted) / sum(people) as predicted,
        sum(happened) / sum(people) as observed, sum(listed)::bigint as listed,
        sum(caught) / nullif(sum(listed), 0) as ppv, sum(caught) / nullif(sum(happened), 0) as sensitivity
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
