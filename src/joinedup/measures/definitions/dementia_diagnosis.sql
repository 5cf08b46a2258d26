-- Twice a year, on 1 April and 1 October: people of 65 and over on a list that day, with a diagnosis by then or not, against
-- how many to expect.
with months as (
    select cast(unnest(generate_series(
        (select min(covered_from) from asked), (select max(covered_until) from asked), interval 1 month
    )) as date) as month
),

days as (select date_trunc('month', month)::date as day from months where month(month) in (4, 10)),

elders as (
    select persons.person_id, days.day, persons.gender,
        date_diff('year', persons.date_of_birth, days.day)
        - cast(strftime(persons.date_of_birth, '%m%d') > strftime(days.day, '%m%d') as integer) as age
    from persons
    cross join days
    join whereabouts
        on whereabouts.person_id = persons.person_id
        and whereabouts.registered_from <= days.day and whereabouts.registered_to > days.day
    where persons.date_of_birth + interval 65 year <= days.day
),

expected as (
    select
        split_part(grouping, '_', 1) as sex, cast(split_part(grouping, '_', 2) as integer) as lowest,
        case when split_part(grouping, '_', 3) = 'plus' then 200 else cast(split_part(grouping, '_', 3) as integer) end
            as highest,
        cast(code as double) / 10000 as share
    from codes
    where list = 'dementia_prevalence'
),

diagnosed as (select distinct person_id, diagnosed_on from conditions where lower(condition) = 'dementia')

select elders.person_id, elders.day,
    case when diagnosed.diagnosed_on <= elders.day then 1 else 0 end as n,
    coalesce(expected.share, 0) as d
from elders
left join expected
    on expected.sex = case elders.gender when '1' then 'male' when '2' then 'female' end
    and elders.age between expected.lowest and expected.highest
left join diagnosed using (person_id)
