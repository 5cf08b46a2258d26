-- The measures as those may see them who see counts only: a value that rests on one to seven people is not there, and
-- where it is the only one of its group (the practices of one network, the wards of one district) the next smallest
-- is not there either, so that it cannot be worked out from the group's total.
create or replace temp view measure_values as
with parents as (
    select ODS_CODE as code, PARENT_CODE as parent from memory.main.organisations
    union all select distinct WARD, DISTRICT from memory.main.postcodes
    union all select distinct DISTRICT, COUNCIL from memory.main.postcodes
),

cells as (
    select measured.*, parents.parent,
        area_kind <> 'county' and (numerator between 0.5 and 7.5 or denominator between 0.5 and 7.5) as small
    from memory.main.measure_values as measured
    left join parents on parents.code = measured.area_code
),

grouped as (
    select *,
        count(*) filter (small)
            over (partition by measure, basis, area_kind, period_kind, parent, period_start) as smalls,
        row_number() over (
            partition by measure, basis, area_kind, period_kind, parent, period_start
            order by small desc, numerator > 0 desc, numerator
        ) as place
    from cells
),

judged as (select *, small or (smalls = 1 and place = 2 and numerator > 0) as hidden from grouped)

select * exclude (parent, small, smalls, place, hidden) replace (
    case when hidden then null else numerator end as numerator,
    case when hidden then null else denominator end as denominator,
    case when hidden then null else value end as value,
    case when hidden then null else lower end as lower,
    case when hidden then null else upper end as upper
)
from judged
