-- Cases and people of each financial year, one dimension at a time, on the lists of practices and all they belong to.
create or replace temp table unit_cuts as
with cases as (
    select located.measure * 100000 + (located.month - 3) // 12 * 12 + 3 as cell, located.practice_unit as unit,
        least((year(located.day) * 10000 + month(located.day) * 100 + day(located.day) - traits.born) // 50000, 18)
            as band,
        traits.sex, located.fifth, traits.ethnic, located.n, located.d
    from located
    join traits on traits.person_id = located.person_id
    where located.practice_unit is not null
),

grouped as (
    select cell, unit, band, sex, fifth, ethnic, grouping_id(band, sex, fifth, ethnic) as which,
        round(sum(n), 4) as n, round(sum(d), 4) as d, round(sum(n * n), 4) as sq
    from cases
    group by grouping sets ((cell, unit, band), (cell, unit, sex), (cell, unit, fifth), (cell, unit, ethnic))
)

select cell // 100000 as measure, cell % 100000 as starts, unit, n, d, sq,
    case which when 7 then 'age band' when 11 then 'sex' when 13 then 'deprivation fifth' else 'ethnic group' end
        as dimension,
    case which when 7 then band when 11 then sex when 13 then fifth else ethnic end as code
from grouped
union all
select asked.measure, kept_cuts.starts, kept_cuts.unit, kept_cuts.n, kept_cuts.d, kept_cuts.sq, kept_cuts.dimension,
    kept_cuts.code
from kept_cuts join asked on asked.id = kept_cuts.measure;

create or replace temp table unit_cut_people as
with banded as (
    select starts, unit, needed.population, least(age // 5, 18) as band, sex, fifth, ethnic, people
    from list_profiles
    join populations_needed as needed
        on (list_profiles.age >= needed.lowest or needed.lowest = 0)
        and (needed.highest is null or list_profiles.age <= needed.highest)
),

grouped as (
    select starts, unit, population, band, sex, fifth, ethnic, grouping_id(band, sex, fifth, ethnic) as which,
        sum(people) as people
    from banded
    group by grouping sets (
        (starts, unit, population, band), (starts, unit, population, sex), (starts, unit, population, fifth),
        (starts, unit, population, ethnic)
    )
)

select starts, unit, population, people,
    case which when 7 then 'age band' when 11 then 'sex' when 13 then 'deprivation fifth' else 'ethnic group' end
        as dimension,
    case which when 7 then band when 11 then sex when 13 then fifth else ethnic end as code
from grouped;

create or replace temp table cut_sums as
with years as (
    select distinct period_kind, starts, period_start, period_end from periods where period_kind = 'year'
),

areas as (select unit, area_kind, area_code from units where basis = 'registered'),

cases as (
    select measure, area_kind, area_code, dimension, code, starts, round(sum(n), 4) as n, round(sum(d), 4) as d,
        round(sum(sq), 4) as sq
    from unit_cuts join areas using (unit)
    group by all
),

people as (
    select population, area_kind, area_code, dimension, code, starts, sum(people) as people
    from unit_cut_people join areas using (unit)
    group by all
),

both_ as (
    select asked.measure, people.area_kind, people.area_code, people.dimension, people.code, people.starts,
        coalesce(cases.n, 0) as n, people.people as d, 0 as sq, 'people on the list' as counted_from
    from asked
    join people using (population)
    left join cases
        on cases.measure = asked.measure and cases.area_kind = people.area_kind
        and cases.area_code = people.area_code and cases.dimension = people.dimension
        and cases.code is not distinct from people.code and cases.starts = people.starts
    where asked.kind = 'rate'
    union all
    select cases.measure, cases.area_kind, cases.area_code, cases.dimension, cases.code, cases.starts, cases.n,
        cases.d, cases.sq, 'cases'
    from cases join asked using (measure)
    where asked.kind <> 'rate' and (cases.d > 0 or (asked.kind = 'weekend ratio' and cases.n > 0))
)

select both_.* exclude (starts, code), coalesce(labels.category, 'Not known') as category, 'registered' as basis,
    years.period_kind, years.period_start, years.period_end
from both_
join years using (starts)
join asked using (measure)
left join labels on labels.dimension = both_.dimension and labels.code = both_.code
where years.period_end > asked.covered_from and years.period_start <= asked.covered_until
