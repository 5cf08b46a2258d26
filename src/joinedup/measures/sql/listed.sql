-- People on each practice's list on the first day of each month, by population: each person adds one from the first such
-- day on which they are on the list and old enough, and takes it off again when they leave, die or grow too old.
-- All in whole months: the first day of a month on or after a date is the month of the date, or the next one when the date
-- is not itself a first day; a birthday keeps its day, so years of age are twelve months each.
create or replace temp table unit_people as
with months as (
    select place_units.practice_unit as unit,
        year(whereabouts.registered_from) * 12 + month(whereabouts.registered_from) - 1
            + (day(whereabouts.registered_from) > 1)::integer as listed_from,
        year(whereabouts.registered_to) * 12 + month(whereabouts.registered_to) - 1
            + (day(whereabouts.registered_to) > 1)::integer as listed_to,
        year(date_of_birth) * 12 + month(date_of_birth) - 1 + (day(date_of_birth) > 1)::integer as born
    from whereabouts
    join persons using (person_id)
    join place_units using (place_id)
    where whereabouts.registered_from is not null and place_units.practice_unit is not null
),

counted as (
    select unit, population,
        greatest(listed_from, case when lowest > 0 then born + 12 * lowest else 0 end, $first) as from_month,
        least(listed_to, case when highest is not null then born + 12 * (highest + 1) else listed_to end, $last + 1)
            as to_month
    from months
    cross join populations_needed
    where born is not null or (lowest = 0 and highest is null)
),

stays as (
    select unit, population, from_month, to_month, count(*) as people from counted where from_month < to_month
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
