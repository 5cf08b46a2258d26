-- Residents from the population estimates: for a month, the mid-year estimate of the year in which its financial year
-- starts; where that is not there yet, the latest before it; failing that the earliest. Areas the estimates name are
-- read directly; larger ones are added up from small areas when the estimates are by small area.
create or replace table residents as
with counted as (
    select estimates.AREA_CODE as area_code, needed.population, estimates.YEAR as year, sum(estimates.POPULATION) as people
    from populations as estimates
    join populations_needed as needed
        on estimates.AGE >= needed.lowest and (needed.highest is null or estimates.AGE <= needed.highest)
    group by all
),

estimated as (select distinct AREA_CODE as area_code from populations),

tree as (
    select distinct 'ward' as area_kind, ward as area_code, lsoa from places where ward is not null
    union select 'lsoa_group', lsoa_group, lsoa from places where lsoa_group is not null
    union select 'district', district, lsoa from places where district is not null
    union select 'council', council, lsoa from places where council is not null
),

direct as (
    select distinct area_kind, area_code, area_code as part from tree
    where area_code in (select area_code from estimated)
),

added as (
    select tree.area_kind, tree.area_code, tree.lsoa as part
    from tree
    where tree.lsoa in (select area_code from estimated)
        and tree.area_code not in (select area_code from estimated)
),

from_districts as (
    select distinct 'council' as area_kind, council as area_code, district as part from places
    where council is not null and district in (select area_code from estimated)
        and council not in (select area_code from estimated)
        and council not in (select area_code from added where area_kind = 'council')
),

parts as (
    select * from direct union all select * from added union all select * from from_districts
),

county as (select 'county' as area_kind, 'all' as area_code, part from parts where area_kind = 'council'),

people as (
    select parts.area_kind, parts.area_code, counted.population, counted.year, sum(counted.people) as people
    from (select * from parts union all select * from county) as parts
    join counted on counted.area_code = parts.part
    group by all
),

wanted as (select unnest(range($first_year, $last_year + 1)) as year),

chosen as (
    select wanted.year,
        coalesce(max(have.year) filter (where have.year <= wanted.year), min(have.year)) as estimate_year
    from wanted cross join (select distinct year from people) as have
    group by wanted.year
)

select people.area_kind, people.area_code, people.population, cast(chosen.year as integer) as financial_year,
    cast(chosen.estimate_year as integer) as estimate_year, people.people
from chosen
join people on people.year = chosen.estimate_year
