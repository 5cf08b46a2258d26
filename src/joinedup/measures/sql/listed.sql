-- People on each practice's list on the first day of each month, by population: each person adds one from the first such
-- day on which they are on the list and old enough, and takes it off again when they leave, die or grow too old.
-- The joins end in a table of their own: DuckDB 2.0.0 can fail where such a chain of joins feeds a sum.
create or replace temp table unit_spans as
select
    place_units.practice_unit as unit, populations_needed.population,
    case
        when populations_needed.lowest = 0 then whereabouts.registered_from
        else greatest(
            whereabouts.registered_from,
            cast(persons.date_of_birth + to_years(populations_needed.lowest) as date)
        )
    end as starts,
    case
        when populations_needed.highest is null then whereabouts.registered_to
        else least(
            whereabouts.registered_to,
            cast(persons.date_of_birth + to_years(populations_needed.highest + 1) as date)
        )
    end as ends
from whereabouts
join persons using (person_id)
join place_units using (place_id)
cross join populations_needed
where whereabouts.registered_from is not null and place_units.practice_unit is not null
    and (persons.date_of_birth is not null or (populations_needed.lowest = 0 and populations_needed.highest is null));

create or replace temp table unit_people as
with counted as (
    select unit, population,
        greatest(year(starts) * 12 + month(starts) - 1 + (day(starts) > 1)::integer, $first) as from_month,
        year(ends) * 12 + month(ends) - 1 + (day(ends) > 1)::integer as to_month
    from unit_spans
    where starts < ends
),

steps as (
    select unit, population, from_month as month, count(*) as people from counted
    where from_month <= $last and to_month > from_month
    group by all
    union all
    select unit, population, to_month, -count(*) from counted
    where to_month <= $last and from_month <= $last and to_month > from_month
    group by all
),

spine as (
    select unit, population, unnest(range($first, $last + 1)) as month
    from (select distinct unit, population from counted)
),

changes as (select unit, population, month, sum(people) as people from steps group by all)

select spine.unit, spine.population, cast(spine.month as integer) as month,
    cast(sum(coalesce(changes.people, 0)) over (
        partition by spine.unit, spine.population order by spine.month
    ) as bigint) as people
from spine
left join changes using (unit, population, month)
