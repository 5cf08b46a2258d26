-- Units: the smallest areas that figures are added up from. Registered: the practice. Resident: the ward, or its part in
-- each group of small areas where there are such groups.
-- Every larger area is a sum of units; areas have numbers, so that adding up compares no words.
create or replace table place_units as
select
    place_id, practice_code, cast(coalesce((imd_decile + 1) // 2, 0) as tinyint) as fifth,
    cast(case when council is not null then dense_rank() over (order by ward, district, council, lsoa_group) end as integer)
        as ward_unit,
    cast(case when practice_code is not null then dense_rank() over (order by practice_code) end as integer)
        as practice_unit,
    ward, district, council, lsoa_group, network_code, locality_code, icb_code, lsoa
from places;

create or replace table units as
with practices as (
    select distinct practice_unit as unit, practice_code, network_code, locality_code, icb_code
    from place_units where practice_unit is not null
),

wards as (
    select distinct ward_unit as unit, ward, district, council, lsoa_group from place_units where ward_unit is not null
),

named as (
    select 'registered' as basis, unit, 'practice' as area_kind, practice_code as area_code from practices
    union all select 'registered', unit, 'network', network_code from practices
    union all select 'registered', unit, 'locality', locality_code from practices
    union all select 'registered', unit, 'icb', icb_code from practices
    union all select 'registered', unit, 'county', 'all' from practices
    union all select 'resident', unit, 'ward', ward from wards
    union all select 'resident', unit, 'lsoa_group', lsoa_group from wards
    union all select 'resident', unit, 'district', district from wards
    union all select 'resident', unit, 'council', council from wards
    union all select 'resident', unit, 'county', 'all' from wards
)

select basis, cast(unit as integer) as unit, area_kind, area_code,
    cast(dense_rank() over (order by basis, area_kind, area_code) as integer) as area
from named
where area_code is not null
