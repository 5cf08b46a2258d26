-- People on each practice's list on the first day of each month, by population: each person adds one from the first such
-- day on which they are on the list and old enough, and takes it off again when they leave, die or grow too old.
-- All in whole months: the first day of a month on or after a date is the month of the date, or the next one when the date
-- is not itself a first day; a birthday keeps its day, so years of age are twelve months each. Most people are on a list all
-- the time asked for: what lies before or after it is not worked out, nor are the ages of those that no population needs.
create or replace table unit_people as
with ends as (
    select make_date(cast($first // 12 as bigint), cast($first % 12 + 1 as bigint), 1) as first_day,
        make_date(cast($last // 12 as bigint), cast($last % 12 + 1 as bigint), 1) as last_day
),

listed as (
    select person_id, practice_unit as unit,
        case when registered_from <= first_day then $first
            else year(registered_from) * 12 + month(registered_from) - 1 + (day(registered_from) > 1)::integer
        end as listed_from,
        case when registered_to > last_day then $last + 1
            else year(registered_to) * 12 + month(registered_to) - 1 + (day(registered_to) > 1)::integer
        end as listed_to
    from placed cross join ends
    where practice_unit is not null and registered_from <= last_day and registered_to > first_day
),

born as (
    select person_id, year(date_of_birth) * 12 + month(date_of_birth) - 1 + (day(date_of_birth) > 1)::integer as born
    from persons
),

aged as (
    select person_id, population,
        case when lowest > 0 then born + 12 * lowest else $first end as aged_from,
        case when highest is not null then born + 12 * (highest + 1) else $last + 1 end as aged_to
    from born
    join populations_needed
        on born + 12 * lowest <= $last and (highest is null or born + 12 * (highest + 1) > $first)
    where lowest > 0 or highest is not null
),

stays as (
    select unit, population, listed_from as from_month, listed_to as to_month, count(*) as people
    from listed join populations_needed on lowest = 0 and highest is null
    where listed_from < listed_to
    group by all
    union all
    select unit, population, greatest(listed_from, aged_from) as from_month, least(listed_to, aged_to) as to_month,
        count(*) as people
    from listed join aged using (person_id)
    where greatest(listed_from, aged_from) < least(listed_to, aged_to)
    group by all
),

steps as (
    select unit, population, from_month as month, people from stays
    union all
    select unit, population, to_month, -people from stays
),

spine as (
    select unit, population, unnest(range($first, $last + 1)) as month
    from (select distinct unit, population from steps)
),

changes as (select unit, population, month, sum(people) as people from steps group by all)

select spine.unit, spine.population, cast(spine.month as integer) as month,
    cast(sum(coalesce(changes.people, 0)) over (
        partition by spine.unit, spine.population order by spine.month
    ) as bigint) as people
from spine
left join changes using (unit, population, month)
