-- Cases and people of each financial year, one dimension at a time, on the lists of practices and all they belong to.
create or replace temp table unit_cuts as
with cases as (
    select located.measure, (located.month - 3) // 12 * 12 + 3 as starts, place_units.practice_unit as unit,
        bands.age_band, traits.sex,
        coalesce(cast((place_units.imd_decile + 1) // 2 as varchar), 'Not known') as fifth, traits.ethnic_group,
        located.n, located.d
    from located
    join traits using (person_id)
    join place_units using (place_id)
    left join bands on bands.age
        = (year(located.day) * 10000 + month(located.day) * 100 + day(located.day) - traits.born) // 10000
    where located.listed and place_units.practice_unit is not null
),

grouped as (
    select measure, starts, unit, age_band, sex, fifth, ethnic_group,
        grouping_id(age_band, sex, fifth, ethnic_group) as which, sum(n) as n, sum(d) as d, sum(n * n) as sq
    from cases
    group by grouping sets (
        (measure, starts, unit, age_band), (measure, starts, unit, sex), (measure, starts, unit, fifth),
        (measure, starts, unit, ethnic_group)
    )
)

select measure, starts, unit, n, d, sq,
    case which when 7 then 'age band' when 11 then 'sex' when 13 then 'deprivation fifth' else 'ethnic group' end
        as dimension,
    coalesce(case which when 7 then age_band when 11 then sex when 13 then fifth else ethnic_group end, 'Not known')
        as category
from grouped;

create or replace temp table unit_cut_people as
with grouped as (
    select list_profiles.starts, list_profiles.unit, needed.population, bands.age_band, sex, fifth, ethnic_group,
        grouping_id(bands.age_band, sex, fifth, ethnic_group) as which, sum(people) as people
    from list_profiles
    left join bands using (age)
    join populations_needed as needed
        on (list_profiles.age >= needed.lowest or needed.lowest = 0)
        and (needed.highest is null or list_profiles.age <= needed.highest)
    group by grouping sets (
        (list_profiles.starts, list_profiles.unit, needed.population, bands.age_band),
        (list_profiles.starts, list_profiles.unit, needed.population, sex),
        (list_profiles.starts, list_profiles.unit, needed.population, fifth),
        (list_profiles.starts, list_profiles.unit, needed.population, ethnic_group)
    )
)

select starts, unit, population, people,
    case which when 7 then 'age band' when 11 then 'sex' when 13 then 'deprivation fifth' else 'ethnic group' end
        as dimension,
    coalesce(case which when 7 then age_band when 11 then sex when 13 then fifth else ethnic_group end, 'Not known')
        as category
from grouped;

create or replace temp table sums as
with years as (
    select distinct period_kind, starts, period_start, period_end from periods where period_kind = 'year'
),

areas as (select unit, area_kind, area_code from units where basis = 'registered'),

cases as (
    select measure, area_kind, area_code, dimension, category, starts, sum(n) as n, sum(d) as d, sum(sq) as sq
    from unit_cuts join areas using (unit)
    group by all
),

people as (
    select population, area_kind, area_code, dimension, category, starts, sum(people) as people
    from unit_cut_people join areas using (unit)
    group by all
),

both_ as (
    select asked.measure, people.area_kind, people.area_code, people.dimension, people.category, people.starts,
        coalesce(cases.n, 0) as n, people.people as d, 0 as sq, 'people on the list' as counted_from
    from asked
    join people using (population)
    left join cases
        on cases.measure = asked.measure and cases.area_kind = people.area_kind
        and cases.area_code = people.area_code and cases.dimension = people.dimension
        and cases.category = people.category and cases.starts = people.starts
    where asked.kind = 'rate'
    union all
    select cases.measure, cases.area_kind, cases.area_code, cases.dimension, cases.category, cases.starts, cases.n,
        cases.d, cases.sq, 'cases'
    from cases join asked using (measure)
    where asked.kind <> 'rate' and (cases.d > 0 or (asked.kind = 'weekend ratio' and cases.n > 0))
)

select both_.* exclude (starts), 'registered' as basis, years.period_kind, years.period_start, years.period_end
from both_
join years using (starts)
join asked using (measure)
where years.period_end > asked.covered_from and years.period_start <= asked.covered_until
